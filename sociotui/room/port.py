"""The port of a room: all that a screen may know of it, wherever its journal lies."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from typing import Protocol

from msgspec import Struct

from sociotui.domain.due import Due
from sociotui.domain.event import Command, Event
from sociotui.domain.formats import Format
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.room.clock import Clock
from sociotui.room.furnishing import Opening
from sociotui.room.home import Done
from sociotui.room.news import News


class Snapshot(Struct, frozen=True, kw_only=True):
    """What there is to see, all of it, at one moment. `said` tells the meeting's latest act; `trouble` is the store's.

    `due` is what the calendar asks for on `today`, what is longest overdue first; `news` are the latest changes of the
    organisation that this room has seen, the newest last. Of a private meeting `under_way` only tells that there is one.
    """

    organisation: Organisation
    today: date
    due: tuple[Due, ...] = ()
    news: tuple[News, ...] = ()
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

    def item_formats(self, circle: str) -> "Future[dict[str, Format]]":
        """Answer with the formats that an item can have in a meeting of this circle, by id."""
        ...

    def answer(self, decision: str, person: str, reason: str = "", version: int = 0) -> "Future[tuple[Event, ...]]":
        """Answer, as `person`, what the circle has asked between meetings; with a `reason` it is an objection.

        `version` is the one whose wording was read; 0 does not say. Answers with the events that it made.
        """
        ...

    def minutes(self) -> "Future[str]":
        """Answer with the minutes of the meeting that is watched, as they stand, in plain text."""
        ...

    def finish(self, follow_up: str) -> "Future[tuple[Event, ...]]":
        """Say that a next step was done."""
        ...
