"""The port of a room: all that a screen may know of it, wherever its journal lies."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

from msgspec import Struct

from sociotui.domain.event import Command
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.room.clock import Clock
from sociotui.room.home import Done, Opening


class Snapshot(Struct, frozen=True, kw_only=True):
    """What there is to see, all of it, at one moment. `said` tells the meeting's latest act; `trouble` is the store's."""

    organisation: Organisation
    under_way: tuple[Meeting, ...] = ()
    meeting: Meeting | None = None
    acts: int = 0
    said: str = ""
    trouble: str = ""


class Room(Protocol):
    """A room as one person sees it. What is asked for is answered by futures; what changes comes as snapshots."""

    @property
    def me(self) -> str:
        """Who this is, by the session's identity; no screen can say otherwise."""
        ...

    @property
    def caps(self) -> frozenset[str]:
        """The ids of the actions that this person may do here."""
        ...

    @property
    def clock(self) -> Clock:
        """The clock by which the room goes."""
        ...

    @property
    def snapshot(self) -> Snapshot:
        """The newest snapshot."""
        ...

    def start(self, changed: Callable[[Snapshot], None]) -> None:
        """Begin to follow; `changed` is called, from a thread of the room's own, with each new snapshot."""
        ...

    def stop(self) -> None:
        """Finish what was asked, and stop following."""
        ...

    def act(self, command: Command) -> "Future[Done]":
        """Carry `command` out in the meeting that is watched."""
        ...

    def open(self, opening: Opening) -> "Future[str]":
        """Open a meeting and watch it; answers with its id."""
        ...

    def watch(self, meeting: str) -> "Future[None]":
        """Watch another meeting; "" for none."""
        ...

    def formats(self, circle: str) -> "Future[tuple[dict[str, str], tuple[str, ...]]]":
        """Answer with the formats that a meeting of this circle can have, title by id, and complaints about files."""
        ...
