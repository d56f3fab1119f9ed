"""Streams: as much of a journal as exports need of it, and which of its streams go out together."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from sociotui.domain.event import Event

ORGANISATION = "organisation"
MEETING = "meeting/"
PRIVATE = "private/"
ACCESS = "access"


class Kept(Protocol):
    """A record as a journal gives it; its number is not exported, as sealing leaves gaps in them."""

    @property
    def seq(self) -> int: ...
    @property
    def cmd(self) -> str: ...
    @property
    def actor(self) -> str: ...
    @property
    def event(self) -> Event: ...


class Streams(Protocol):
    """As much of a journal as this needs; its methods raise what the journal's do."""

    def streams(self) -> Collection[str]: ...
    def heads(self) -> Mapping[str, int]: ...
    def read(self, stream: str, after: int = 0) -> Sequence[Kept]: ...
    def append(self, stream: str, expected: int, events: Sequence[Event], *, cmd: str, actor: str) -> object: ...


def public_streams(journal: Streams) -> list[str]:
    """Return the streams that go out together, the organisation first: not those of private meetings, nor who may come in."""
    # Whoever reads them keeps outcomes from going on record meanwhile. A meeting that closes in between is then there
    # with its end, and its outcomes are put on record again, as after a crash.
    names = {ORGANISATION, *(name for name in journal.heads() if not name.startswith(PRIVATE) and name != ACCESS)}
    return sorted(names, key=lambda name: (name != ORGANISATION, name))
