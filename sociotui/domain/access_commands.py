"""Commands about who may come in. What they need of chance, a code and its salt, is handed in; a code is never kept."""

from sociotui.domain.event import Command
from sociotui.domain.people import PersonId


class Invite(Command, frozen=True, kw_only=True):
    """Invite somebody: whoever first shows this code, within so many days, binds a key to them. `salt` is hexadecimal."""

    person: PersonId
    code: str
    salt: str
    days: int


class Redeem(Command, frozen=True, kw_only=True):
    """Show a code that somebody typed, to bind a public key by it."""

    code: str
    key: str


class BindKey(Command, frozen=True, kw_only=True):
    """Bind the public key that a text holds, as in a file whose name ends in .pub, to somebody."""

    person: PersonId
    key: str


class BindAccount(Command, frozen=True, kw_only=True):
    """Say whose an account of this machine is."""

    person: PersonId
    uid: int


class Revoke(Command, frozen=True, kw_only=True):
    """End what lets somebody in: all of it for a person's id, one key for a fingerprint, one account for uid:NUMBER."""

    what: str


class EndAccess(Command, frozen=True, kw_only=True):
    """End all that lets somebody in, where there is anything; nothing else is asked."""

    person: PersonId


class NoteHostKey(Command, frozen=True, kw_only=True):
    """Put the fingerprint of the server's host key on record; that of another one only to `replace` it."""

    fingerprint: str
    replace: bool = False
