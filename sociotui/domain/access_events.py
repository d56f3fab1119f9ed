"""Events of access: who was invited, which key and which account let whom in, and what of it was ended.

What tells of a key or an account is all text, so that it can be taken out when its person is forgotten: it is ""
from then on, and such an event lets nobody in.
"""

from typing import Union

from sociotui.domain.event import Event
from sociotui.domain.people import PersonId, PersonKey, PersonLabel


class HostKeyNoted(Event, frozen=True, kw_only=True):
    """The server has this host key from now on, told by its fingerprint."""

    fingerprint: str


class MemberInvited(Event, frozen=True, kw_only=True):
    """Somebody got a one-time code, of which only its first group (`handle`) and a salted hash are kept.

    It is the `number`-th invitation, takes the place of an earlier one to the same person, and is good until
    `expires`, in ms since 1970.
    """

    person: PersonId
    number: int
    handle: str
    salt: str
    digest: str
    expires: int


class CodeMissed(Event, frozen=True, kw_only=True):
    """A code was typed that begins as that of somebody's invitation, and is another."""

    person: PersonId
    number: int


class KeyBound(Event, frozen=True, kw_only=True):
    """A public key (`key`: its kind and itself) lets somebody in; by the invitation of that `number`, which it uses up.

    The number is 0 where it was bound by hand.
    """

    person: PersonId
    fingerprint: PersonKey
    key: PersonKey
    label: PersonLabel = ""
    number: int = 0


class KeyRevoked(Event, frozen=True, kw_only=True):
    """A key lets nobody in any more, and never will."""

    person: PersonId
    fingerprint: PersonKey


class AccountBound(Event, frozen=True, kw_only=True):
    """An account of this machine, by the number that the system has for it, is somebody's."""

    person: PersonId
    uid: PersonKey


class AccountRevoked(Event, frozen=True, kw_only=True):
    """An account is nobody's any more."""

    person: PersonId
    uid: PersonKey


class AccessRevoked(Event, frozen=True, kw_only=True):
    """Nothing lets somebody in any more: no key, no account, no invitation."""

    person: PersonId


AccessEvent = Union[  # noqa: UP007 - msgspec and mypy read the written-out form alike
    HostKeyNoted,
    MemberInvited,
    CodeMissed,
    KeyBound,
    KeyRevoked,
    AccountBound,
    AccountRevoked,
    AccessRevoked,
]
