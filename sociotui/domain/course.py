"""Course: a meeting and the acts that brought it here, so that any act can be undone exactly.

An act is one command's events, recorded together. Undo is an act of its own, seen by all: the meeting then
stands as it stood before the act that was undone. States share what did not change, so keeping them is cheap.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain import events
from sociotui.domain.event import Command, Event
from sociotui.domain.evolve import evolve
from sociotui.domain.evolve import opened as _opened
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.later import Later
from sociotui.words import _

if TYPE_CHECKING:  # whoever only looks at a meeting needs neither commands nor the rules
    from sociotui.domain import commands
    from sociotui.domain import decide as rules
else:
    commands = Later("sociotui.domain.commands")
    rules = Later("sociotui.domain.decide")


class Act(Struct, frozen=True):
    """One act: its events, and the meeting as it stood before them. `actor` did it, "" where that was not told."""

    before: Meeting
    events: tuple[Event, ...]
    actor: str = ""


class Course(Struct, frozen=True):
    """A meeting's course: its state now (None before it opens), and the acts that can be undone, newest last.

    `count` numbers the acts that have been, undone ones and undos too, and so names what somebody saw.
    """

    meeting: Meeting | None = None
    acts: tuple[Act, ...] = ()
    count: int = 0
    latest: tuple[Event, ...] = ()

    @property
    def last(self) -> Act | None:
        """The act that an undo would take back; None where there is none."""
        return self.acts[-1] if self.acts else None


def opened(course: Course) -> Meeting:
    """Return the meeting of a course that has begun; ValueError where it has not."""
    if course.meeting is None:
        raise ValueError("a meeting's first event is its opening")
    return course.meeting


def advance(course: Course, act: Sequence[Event], actor: str = "") -> Course:
    """Return the course after one act's events; `actor` did it."""
    first = act[0]
    count = course.count + 1
    if isinstance(first, events.ActUndone):
        undone = course.acts[-1]
        # Turns go on counting, so that what was said to one that was taken back never counts for another.
        turn = course.meeting.turn + 1 if course.meeting else 0
        return Course(replace(undone.before, turn=turn), acts=course.acts[:-1], count=count, latest=tuple(act))
    if isinstance(first, events.MeetingSealed):
        return Course(meeting=first.meeting, count=count, latest=tuple(act))
    before, meeting = course.meeting, course.meeting
    rest: Iterable[Event] = act
    if isinstance(first, events.MeetingOpened):
        meeting, rest = _opened(first), act[1:]
    if meeting is None:
        raise ValueError("a meeting's first event is its opening")
    for event in rest:
        meeting = evolve(meeting, event)
    acts = (*course.acts, Act(before, tuple(act), actor)) if before else course.acts
    return Course(meeting=meeting, acts=acts, count=count, latest=tuple(act))


def answer(course: Course, command: Command, actor: str, at: int) -> tuple[Event, ...]:
    """Decide on a command in the course of a meeting; like `decide`, and undo besides."""
    if not isinstance(command, commands.UndoAct):
        return rules.decide(course.meeting, command, actor, at)
    if course.meeting and course.meeting.closed:
        rules.decide(course.meeting, command, actor, at)  # refuses: what is on record is not undone
    if command.act and command.act != course.count:
        raise Refused(_("Something has happened since. Look at it, then undo (‹undo›) if you still want to."))
    if not course.acts:
        raise Refused(_("There is nothing to undo yet."))
    return (events.ActUndone(at=at, act=course.count),)
