"""Access: who may come in by which key or account, and who is invited: the fold of the stream `access`. Pure.

What was revoked or forgotten is not in it any more, but for the fingerprints of revoked keys: none is ever bound again.
"""

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain import access_events as e
from sociotui.domain.event import Event

TRIES = 10
"""How many wrong codes end an invitation: those that begin as its own does."""


class Key(Struct, frozen=True, kw_only=True):
    """A public key that lets somebody in, since when, bound by whom; `number` is that of the invitation, 0 by hand."""

    fingerprint: str
    text: str
    label: str
    person: str
    since: int
    by: str
    number: int


class Account(Struct, frozen=True, kw_only=True):
    """An account of this machine, by the system's number for it, and whose it is."""

    uid: int
    person: str
    since: int
    by: str


class Invitation(Struct, frozen=True, kw_only=True):
    """An invitation that nobody has used yet; `missed` counts wrong codes that began as its own does."""

    number: int
    person: str
    by: str
    made: int
    expires: int
    handle: str
    salt: str
    digest: str
    missed: int = 0

    def is_open(self, at: int) -> bool:
        """Tell whether its code is good for something at that time, in ms since 1970."""
        return at < self.expires and self.missed < TRIES


class Access(Struct, frozen=True, kw_only=True):
    """Keys by fingerprint, accounts by number, invitations by person: one each, used ones taken away.

    `revoked` are fingerprints of keys; `shut` are people whom the login that the organisation knows lets in no more, since
    something of theirs was revoked.
    """

    keys: dict[str, Key] = {}
    accounts: dict[int, Account] = {}
    invitations: dict[str, Invitation] = {}
    invited: int = 0
    revoked: frozenset[str] = frozenset()
    shut: frozenset[str] = frozenset()
    host_key: str = ""

    def people(self) -> set[str]:
        """Return all whom anything here lets in, or invites."""
        keys, accounts = self.keys.values(), self.accounts.values()
        return {*self.invitations, *(key.person for key in keys), *(account.person for account in accounts)}


# --- evolve ----------------------------------------------------------------------------------------


def evolve_access(access: Access, event: Event, actor: str = "") -> Access:
    """Return access as it stands after an event that came from a command of `actor`."""
    return _EVOLVE[type(event)](access, event, actor)


def _noted(access: Access, event: e.HostKeyNoted, _actor: str) -> Access:
    return replace(access, host_key=event.fingerprint)


def _asked_in(access: Access, event: e.MemberInvited, actor: str) -> Access:
    invitation = Invitation(
        number=event.number,
        person=event.person,
        by=actor,
        made=event.at,
        expires=event.expires,
        handle=event.handle,
        salt=event.salt,
        digest=event.digest,
    )
    return replace(access, invitations=access.invitations | {event.person: invitation}, invited=event.number)


def _missed(access: Access, event: e.CodeMissed, _actor: str) -> Access:
    there = access.invitations.get(event.person)
    if there is None or there.number != event.number:
        return access
    missed = replace(there, missed=there.missed + 1)
    return replace(access, invitations=access.invitations | {event.person: missed})


def _key_bound(access: Access, event: e.KeyBound, actor: str) -> Access:
    there = access.invitations.get(event.person)
    if there and there.number == event.number:
        access = replace(access, invitations=_without(access.invitations, event.person))
    if not event.fingerprint or event.fingerprint in access.keys:
        return access  # forgotten since, or bound to the same person before
    key = Key(
        fingerprint=event.fingerprint,
        text=event.key,
        label=event.label,
        person=event.person,
        since=event.at,
        by=actor,
        number=event.number,
    )
    return replace(access, keys=access.keys | {key.fingerprint: key})


def _key_revoked(access: Access, event: e.KeyRevoked, _actor: str) -> Access:
    keys = _without(access.keys, event.fingerprint)
    return replace(access, keys=keys, revoked=access.revoked | ({event.fingerprint} - {""}))


def _account_bound(access: Access, event: e.AccountBound, actor: str) -> Access:
    if not event.uid:  # forgotten since
        return access
    account = Account(uid=int(event.uid), person=event.person, since=event.at, by=actor)
    return replace(access, accounts=access.accounts | {account.uid: account})


def _account_revoked(access: Access, event: e.AccountRevoked, _actor: str) -> Access:
    accounts = _without(access.accounts, int(event.uid)) if event.uid else access.accounts
    return replace(access, accounts=accounts, shut=access.shut | {event.person})


def _all_revoked(access: Access, event: e.AccessRevoked, _actor: str) -> Access:
    person = event.person
    theirs = {fingerprint for fingerprint, key in access.keys.items() if key.person == person}
    return replace(
        access,
        keys={fingerprint: key for fingerprint, key in access.keys.items() if fingerprint not in theirs},
        accounts={uid: account for uid, account in access.accounts.items() if account.person != person},
        invitations=_without(access.invitations, person),
        revoked=access.revoked | theirs,
        shut=access.shut | {person},
    )


def _without(things: dict[Any, Any], key: Any) -> dict[Any, Any]:
    return {one: thing for one, thing in things.items() if one != key}


_EVOLVE: dict[type[Event], Callable[[Access, Any, str], Access]] = {
    e.HostKeyNoted: _noted,
    e.MemberInvited: _asked_in,
    e.CodeMissed: _missed,
    e.KeyBound: _key_bound,
    e.KeyRevoked: _key_revoked,
    e.AccountBound: _account_bound,
    e.AccountRevoked: _account_revoked,
    e.AccessRevoked: _all_revoked,
}
