"""Ears: the meetings of a home that somebody listens to, each act of them as a line. For the one thread that has the home."""

from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sociotui.domain.course import Course, advance
from sociotui.domain.events import MeetingSealed
from sociotui.domain.meeting import Meeting
from sociotui.journal.port import Ear, Recorded
from sociotui.room.by_ear.hearing import hear

if TYPE_CHECKING:
    from sociotui.room.home import Home

LAST = 50
"""Acts before its end that are still told of a meeting that has closed, to those who have listened until then,"""
LINGER = 60_000
"""for so many milliseconds after it, and no longer: who spoke when is kept on no record."""


class Line(Struct, frozen=True, kw_only=True):
    """An act as it is heard: the `act`-th of its meeting, what it did in a sentence, and where the meeting stands after it.

    `events` names what happened, `step` is where; people are named by their ids, times are in ms since 1970.
    """

    act: int
    at: int
    said: str
    events: tuple[str, ...]
    step: str
    item: int
    title: str
    now: str
    next: str
    closed: bool


class Listener:
    """One meeting that is listened to; `lines` are its acts as far as they were heard."""

    def __init__(self, ear: Ear) -> None:
        self.ear = ear
        self.lines: list[Line] = []
        self.course = Course()
        self.over = 0
        """When it was found closed and sealed, 0 while it goes on."""

    def listen(self, now: int) -> None:
        """Take in what has happened."""
        if self.over:
            return
        for _cmd, batch in groupby(self.ear.heard(), key=lambda r: r.cmd):
            self._take(tuple(batch))
        meeting = self.course.meeting
        if meeting and meeting.sealed:
            self.over = now
            self.ear.close()
            del self.lines[:-LAST]

    def _take(self, batch: tuple[Recorded, ...]) -> None:
        before = self.course
        self.course = advance(before, [r.event for r in batch], batch[0].actor)
        m = self.course.meeting
        if m is None or isinstance(batch[0].event, MeetingSealed):
            return  # its end was heard when it closed
        self.lines.append(
            Line(
                act=self.course.count,
                at=batch[-1].event.at,
                said=hear(before, self.course),
                events=tuple(type(r.event).__name__ for r in batch),
                **where(m),
            )
        )


class Ears:
    """The meetings of `home` that are listened to."""

    def __init__(self, home: "Home") -> None:
        self._home = home
        self._listeners: dict[str, Listener] = {}

    def of(self, id_: str) -> Listener:
        """Return a meeting as it is heard by now. Whether whoever asks may hear it has been seen to. Raises JournalError."""
        now = self._home.clock.now()
        for other, known in list(self._listeners.items()):
            if known.over and now - known.over > LINGER:
                del self._listeners[other]
        listener = self._listeners.get(id_)
        if listener is None:
            listener = self._listeners[id_] = Listener(self._home.journal.listen(self._home.stream_of(id_)))
        listener.listen(now)
        return listener

    def has_more(self, id_: str) -> bool:
        """Tell, as cheaply as can be, whether there may be something new to hear in a meeting."""
        listener = self._listeners.get(id_)
        return listener is None or (not listener.over and listener.ear.has_more())

    def close(self) -> None:
        """Let go of all of them."""
        for listener in self._listeners.values():
            listener.ear.close()
        self._listeners.clear()


def where(m: Meeting) -> dict[str, Any]:
    """Return where a meeting stands, as plain values of a line."""
    return {
        "step": m.place.step,
        "item": m.place.item,
        "title": m.step.title,
        "now": m.round.speaking if m.round else "",
        "next": m.next_speaker,
        "closed": bool(m.closed),
    }


def plain(line: Line) -> dict[str, Any]:
    """Return a line as plain values."""
    return {name: getattr(line, name) for name in Line.__struct_fields__} | {"events": list(line.events)}
