"""Admitting: a command about who may come in is answered with events, or refused. Pure, as with meetings."""

from collections.abc import Iterator

from sociotui.domain import access_commands as c
from sociotui.domain import access_events as e
from sociotui.domain.access import Access
from sociotui.domain.codes import digest_of, fits, handle_of
from sociotui.domain.event import Command, Event
from sociotui.domain.organisation import Organisation
from sociotui.domain.public_keys import NEW_KEY, PublicKey, read_key
from sociotui.domain.refusal import Refused, brief, unknown
from sociotui.words import _

DAYS = 7
"""For how many days a code is good, unless another number is said."""
MOST_DAYS = 90
UID = "uid:"
"""What the number of an account begins with where it could be taken for a person."""
_DAY = 86_400_000  # ms
_HIGHEST = 2**32 - 2


def decide_access(access: Access, organisation: Organisation, command: Command, at: int) -> tuple[Event, ...]:
    """Answer a command with the events that it makes. Raises `Refused`; nothing is half done.

    A wrong code may make a `CodeMissed`: who asked is to be refused then too, once it is recorded, with `no_code`.
    """
    match command:
        case c.Invite():
            return (_invited(access, organisation, command, at),)
        case c.Redeem():
            return tuple(_redeemed(access, organisation, command, at))
        case c.BindKey():
            person, key = organisation.person(command.person).id, read_key(command.key)
            return tuple(_bound(access, organisation, person, key, 0, at))
        case c.BindAccount():
            return tuple(_account(access, organisation, command, at))
        case c.Revoke():
            return (_revoked(access, organisation, command.what.strip(), at),)
        case c.EndAccess():
            return (e.AccessRevoked(at=at, person=command.person),) if command.person in access.people() else ()
        case c.NoteHostKey():
            return tuple(_host_key(access, command, at))
        case _:
            raise TypeError(f"not a command about access: {type(command).__name__}")


def no_code() -> Refused:
    """Return the one sentence for every code that opens nothing: it does not tell why, as whoever asks is unknown."""
    return Refused(
        _(
            "This code opens nothing: it may be mistyped, used already, or too old. Read it once more, sign by sign; or ask "
            "whoever gave it to you for a new one."
        )
    )


def _invited(access: Access, organisation: Organisation, command: c.Invite, at: int) -> Event:
    person = organisation.person(command.person)
    if not 1 <= command.days <= MOST_DAYS:
        raise Refused(_("An invitation is good for 1 to {most} days.", most=MOST_DAYS))
    return e.MemberInvited(
        at=at,
        person=person.id,
        number=access.invited + 1,
        handle=handle_of(command.code),
        salt=command.salt,
        digest=digest_of(command.code, command.salt),
        expires=at + command.days * _DAY,
    )


def _redeemed(access: Access, organisation: Organisation, command: c.Redeem, at: int) -> Iterator[Event]:
    key, handle = read_key(command.key), handle_of(command.code)
    known = (i for i in access.invitations.values() if i.is_open(at) and i.person in organisation.people)
    meant = [i for i in known if handle and i.handle == handle]
    hit = [i for i in meant if fits(command.code, i.salt, i.digest)]
    if hit:
        yield from _bound(access, organisation, hit[0].person, key, hit[0].number, at)
        return
    for invitation in meant:
        yield e.CodeMissed(at=at, person=invitation.person, number=invitation.number)
    if not meant:
        digest_of(command.code, "00")  # so that it takes no less long
        raise no_code()


def _bound(
    access: Access, organisation: Organisation, person: str, key: PublicKey, number: int, at: int
) -> Iterator[Event]:
    if key.fingerprint in access.revoked:
        raise Refused(
            _(
                "This key was revoked, and is not bound again: somebody else may have it. Make a new one with “{how}”.",
                how=NEW_KEY,
            )
        )
    there = access.keys.get(key.fingerprint)
    if there and there.person != person:
        raise Refused(
            _(
                "This key is bound to somebody else already, {name}, and a key tells of one person only. Take one that is "
                "your own; “{how}” makes one.",
                name=_name(organisation, there.person),
                how=NEW_KEY,
            )
        )
    if there is None or number:
        yield e.KeyBound(
            at=at, person=person, fingerprint=key.fingerprint, key=key.text, label=key.label, number=number
        )


def _account(access: Access, organisation: Organisation, command: c.BindAccount, at: int) -> Iterator[Event]:
    person = organisation.person(command.person)
    there = access.accounts.get(command.uid)
    if not 0 <= command.uid <= _HIGHEST:
        raise Refused(_("No account has the number {uid}.", uid=command.uid))
    if there and there.person != person.id:
        raise Refused(
            _(
                "The account {uid} is {name}'s. If it is to be somebody else's, end that first: “sociotui member revoke "
                "uid:{uid}”.",
                uid=command.uid,
                name=_name(organisation, there.person),
            )
        )
    if there is None:
        yield e.AccountBound(at=at, person=person.id, uid=str(command.uid))


def _revoked(access: Access, organisation: Organisation, what: str, at: int) -> Event:
    if what.startswith("SHA256:"):
        if what not in access.keys:
            raise unknown(_("key"), what, list(access.keys))
        return e.KeyRevoked(at=at, person=access.keys[what].person, fingerprint=what)
    number = what.removeprefix(UID)
    if number != what:
        accounts = {f"{UID}{uid}": account for uid, account in access.accounts.items()}
        if what not in accounts:
            raise unknown(_("account"), what, list(accounts))
        return e.AccountRevoked(at=at, person=accounts[what].person, uid=number)
    if what in access.people():
        return e.AccessRevoked(at=at, person=what)
    person = organisation.person(what)
    if person.login and person.id not in access.shut:
        return e.AccessRevoked(at=at, person=person.id)
    raise Refused(
        _("Nothing lets {name} in: no key, no account, no invitation. So there is nothing to end.", name=person.name)
    )


def _host_key(access: Access, command: c.NoteHostKey, at: int) -> Iterator[Event]:
    if access.host_key == command.fingerprint:
        return
    if access.host_key and not command.replace:
        raise Refused(
            _(
                "Another host key is on record, {known}, and members know the server by it. Put its file back; or, if it "
                "is lost, “sociotui host-key new --force” makes a new one: then tell everybody.",
                known=brief(access.host_key),
            )
        )
    yield e.HostKeyNoted(at=at, fingerprint=command.fingerprint)


def _name(organisation: Organisation, person: str) -> str:
    return organisation.people[person].name if person in organisation.people else person
