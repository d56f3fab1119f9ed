"""Access in a home: who may come in, read and changed through the home's journal, with what others change meanwhile."""

import os
import pwd
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from msgspec import Struct

from sociotui.domain import access_commands as c
from sociotui.domain.access import Access, evolve_access
from sociotui.domain.access_events import AccessRevoked, AccountRevoked, KeyBound, KeyRevoked, MemberInvited
from sociotui.domain.admitting import DAYS, UID, decide_access, no_code
from sociotui.domain.codes import CHANCE, code_from
from sociotui.domain.event import Command, Event
from sociotui.domain.public_keys import PublicKey, read_key
from sociotui.domain.refusal import Refused, brief, nearest, unknown
from sociotui.journal.places import ACCESS
from sociotui.journal.port import Batch, Mark
from sociotui.room.deciding import Decided, record
from sociotui.room.folded import read_on
from sociotui.room.governing import Governing, new_cmd
from sociotui.words import _

_SALT = 16  # bytes
_DIGITS = 10  # of the highest number that an account can have
_Made = TypeVar("_Made", bound=Event)


class Invited(Struct, frozen=True, kw_only=True):
    """A one-time code for a person; `expires` is in ms since 1970. The code is kept nowhere: this is the only one."""

    person: str
    code: str
    expires: int


class Ended(Struct, frozen=True, kw_only=True):
    """What lets a person in no more: fingerprints of keys, numbers of accounts; `all` where nothing is left."""

    person: str
    keys: tuple[str, ...] = ()
    accounts: tuple[int, ...] = ()
    invited: bool = False
    all: bool = False


class AccessBook:
    """Who may come into a home. For the one thread that the home belongs to.

    Whoever calls it has made sure that they may: `actor` is for the record. `chance` gives that many bytes
    that nobody can guess; `login_of` the name of an account by its number, "" where it has none.
    Every method raises JournalError as well, where the store is in trouble: then nobody is to be let in.
    """

    def __init__(
        self,
        home: Governing,
        chance: Callable[[int], bytes] = os.urandom,
        login_of: Callable[[int], str] | None = None,
    ) -> None:
        self._home = home
        self._chance = chance
        self._login_of = login_of or _login
        self._access = Access()
        self._mark = Mark()
        self._version = 0

    # --- who may come in

    def access(self) -> Access:
        """Return who may come in now, with what other processes have changed."""
        new, mark, anew = read_on(self._home.journal, ACCESS, self._mark)
        if anew:
            self._access = Access()
        for recorded in new:
            self._access = evolve_access(self._access, recorded.event, recorded.actor)
        self._version += bool(new) or anew
        self._mark = mark
        return self._access

    @property
    def version(self) -> int:
        """A number that is another one whenever something has changed; asking costs a look at a file's size."""
        self.access()
        return self._version

    def who(self, key: str) -> str | None:
        """Return whom a key lets in, told by its fingerprint (SHA256:…) or as public key; None for everybody else's.

        People whom the organisation doesn't know are let in by nothing.
        """
        fingerprint = key if key.startswith("SHA256:") else _fingerprint(key)
        bound = self.access().keys.get(fingerprint)
        return self._known(bound.person) if bound else None

    def who_by_uid(self, uid: int) -> str | None:
        """Return whose an account is, by the system's number for it; None for an account that is nobody's.

        What was bound (`member account`) wins. Else it is the person whose `login` in the organisation is the
        account's name, unless an account or all access of theirs was revoked: then only binding lets them in.
        """
        access = self.access()
        if uid in access.accounts:
            return self._known(access.accounts[uid].person)
        login = self._login_of(uid)
        people = self._home.organisation().people.values()
        return next((p.id for p in people if login and p.login == login and p.id not in access.shut), None)

    def _known(self, person: str) -> str | None:
        return person if person in self._home.organisation().people else None

    def host_key(self) -> str:
        """Return the fingerprint of the server's host key that is on record, or ""."""
        return self.access().host_key

    # --- what changes it

    def invite(self, person: str, actor: str, days: int = DAYS) -> Invited:
        """Invite somebody, in place of an earlier invitation; whoever first shows the code binds a key to them."""
        self._home.founded()
        code, salt = code_from(self._chance(CHANCE)), self._chance(_SALT).hex()
        events = self._change(c.Invite(person=person, code=code, salt=salt, days=days), actor)
        return Invited(person=person, code=code, expires=next(_of(MemberInvited, events)).expires)

    def redeem(self, code: str, key: str) -> str:
        """Bind a public key to whoever was invited with this code, use the code up by it, and return the person.

        Of several at once one gets in. Every code that opens nothing is refused with the same sentence; strangers
        leave nothing on record, unless theirs begins as somebody's does, and that ten times an invitation at most.
        """
        events = self._change(c.Redeem(code=code, key=key), "")
        bound = next(_of(KeyBound, events), None)
        if bound is None:
            raise no_code()
        return bound.person

    def bind_key(self, person: str, key: str, actor: str) -> PublicKey:
        """Bind the one public key that a text holds to somebody, and return it."""
        self._home.founded()
        self._change(c.BindKey(person=person, key=key), actor)
        return read_key(key)

    def bind_account(self, person: str, account: str, actor: str) -> int:
        """Say whose an account is, told by its name or number, and return its number."""
        self._home.founded()
        uid = _uid(account)
        self._change(c.BindAccount(person=person, uid=uid), actor)
        return uid

    def revoke(self, what: str, actor: str) -> Ended:
        """End what lets somebody in: all for a person, one key for a fingerprint, one account for uid:NUMBER."""
        self._home.founded()
        before = self.access()
        (event,) = self._change(c.Revoke(what=what), actor)
        match event:
            case KeyRevoked():
                return Ended(person=event.person, keys=(event.fingerprint,))
            case AccountRevoked():
                return Ended(person=event.person, accounts=(int(event.uid),))
            case AccessRevoked():
                return _ended(before, event.person)
        raise TypeError(f"nothing was revoked by {event}")

    def end(self, person: str, actor: str) -> None:
        """End all that lets somebody in who is to be forgotten."""
        self._change(c.EndAccess(person=person), actor)

    def note_host_key(self, fingerprint: str, actor: str, *, replace: bool = False) -> None:
        """Put the fingerprint of the server's host key on record; that of another one only to `replace` it."""
        self._change(c.NoteHostKey(fingerprint=fingerprint, replace=replace), actor)

    def _change(self, command: Command, actor: str) -> tuple[Event, ...]:
        made: list[Event] = []
        cmd = new_cmd()

        def decide() -> Decided:
            access, organisation = self.access(), self._home.organisation()
            made[:] = decide_access(access, organisation, command, self._home.clock.now())
            # Whoever shows a code is known by what it binds, and by nothing else.
            by = next((e.person for e in _of(KeyBound, made)), "") if isinstance(command, c.Redeem) else actor
            return self._mark.head, [Batch(cmd, by, tuple(made))]

        record(self._home.journal, ACCESS, decide)
        self.access()
        return tuple(made)


def _of(kind: type[_Made], events: Iterable[Event]) -> Iterator[_Made]:
    return (event for event in events if isinstance(event, kind))


def _ended(before: Access, person: str) -> Ended:
    return Ended(
        person=person,
        keys=tuple(key.fingerprint for key in before.keys.values() if key.person == person),
        accounts=tuple(account.uid for account in before.accounts.values() if account.person == person),
        invited=person in before.invitations,
        all=True,
    )


def _fingerprint(key: str) -> str:
    try:
        return read_key(key).fingerprint
    except Refused:
        return ""  # no key that anybody could have been let in by


def _login(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return ""


def _uid(account: str) -> int:
    """Return the number of an account by its name, or by its number, which need not have a name here."""
    try:
        return pwd.getpwnam(account).pw_uid
    except (KeyError, ValueError):  # no account, or a name that none can have
        number = account.removeprefix(UID)
    if number.isascii() and number.isdigit() and len(number) <= _DIGITS:
        return int(number)
    near = nearest(account, [each.pw_name for each in pwd.getpwall()])
    if near:
        raise unknown(_("account"), account, near)
    raise Refused(_("This machine has no account “{name}”; “id NAME” tells the number of one.", name=brief(account)))
