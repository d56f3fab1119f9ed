"""Outside: what lies around a meeting and an exercise has no place for; it is refused, with where to find it."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from sociotui.domain import commands as c
from sociotui.domain.changes import AnyEdit
from sociotui.domain.event import Event
from sociotui.domain.history import Entry
from sociotui.domain.items import Went
from sociotui.domain.mending.commands import InTalk
from sociotui.domain.mending.talk import Talk
from sociotui.domain.organisation import Definition
from sociotui.domain.organisation_commands import Preparing, Speaking
from sociotui.domain.refusal import Refused
from sociotui.domain.touching import Preview
from sociotui.room.changing import Changed
from sociotui.room.furnishing import Opening
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.domain.coming import Frame
    from sociotui.domain.decisions import Page, Wanted
    from sociotui.domain.mirror.figures import Asked, Mirror
    from sociotui.domain.offices import Sheet, Sought

T = TypeVar("T")

NOT_HERE = frozenset(
    [
        "agenda",
        "change",
        "move",
        "remove",
        "keep",
        "drop",
        "attendance",
        "arrive",
        "leave",
        "seat",
        "hand-over",
        "arrange",
        "found",
        "member",
        "customs",
        "review",
        "refer",
        "stuck",
        "view",
        "by-phone",
        "describe",
        "mood",
        "mood-sum",
        "read-out",
        "evaluate",
        "evaluate-sum",
    ]
)
"""What is for meetings in which people come and go, and topics are added; here the exercise says who and what."""
NOT_ASKED = (
    c.AddItem,
    c.ChangeItem,
    c.MoveItem,
    c.RemoveItem,
    c.Arrive,
    c.Leave,
    c.TakeSeat,
    c.HandOver,
    c.SayStuck,
    c.ProposeCircle,
    c.ProposeMember,
    c.ProposeCustoms,
    c.GiveCard,
    c.ShowMood,
    c.ReadOut,
    c.GiveMarks,
    c.SumMarks,
)


class Alone:
    """A room with its one meeting, and nothing around it."""

    def talks(self, person: str = "") -> "Future[tuple[Talk, ...]]":
        """Answer with none."""
        return done(lambda: ())

    def talk(self, asked: InTalk, cmd: str = "") -> "Future[Talk]":
        """Refuse: one talks with people."""
        return done(nowhere)

    def open(self, opening: Opening, cmd: str = "") -> "Future[str]":
        """Refuse: there is one meeting."""
        return done(nowhere)

    def formats(self, circle: str) -> "Future[tuple[dict[str, str], tuple[str, ...]]]":
        """Refuse: there is one meeting."""
        return done(nowhere)

    def frame(self, circle: str) -> "Future[Frame]":
        """Refuse: there is no meeting to prepare."""
        return done(nowhere)

    def answer(
        self, decision: str, person: str, reason: str = "", version: int = 0, cmd: str = ""
    ) -> "Future[tuple[Event, ...]]":
        """Refuse: nothing comes after the meeting."""
        return done(nowhere)

    def prepare(self, command: Preparing, cmd: str = "") -> "Future[tuple[Event, ...]]":
        """Refuse: nothing comes after the meeting."""
        return done(nowhere)

    def speak(self, command: Speaking, cmd: str = "") -> "Future[tuple[Event, ...]]":
        """Refuse: nothing comes after the meeting."""
        return done(nowhere)

    def decisions(self, wanted: "Wanted") -> "Future[Page]":
        """Refuse: nothing was decided before."""
        return done(nowhere)

    def offices(self, sought: "Sought") -> "Future[Sheet]":
        """Refuse: nobody holds a role before."""
        return done(nowhere)

    def mirror(self, asked: "Asked") -> "Future[Mirror]":
        """Refuse: what was done here is looked back at when the exercise is over."""
        return done(nowhere)

    def change(
        self, edits: Sequence[AnyEdit], *, decision: str = "", why: str = "", cmd: str = ""
    ) -> "Future[Changed]":
        """Refuse: there is no structure to change."""
        return done(nowhere)

    def take_back(self, number: int = 0, *, why: str = "", cmd: str = "") -> "Future[Changed]":
        """Refuse: there is no structure to change."""
        return done(nowhere)

    def preview(self, edits: Sequence[AnyEdit] = (), *, take_back: int = 0) -> "Future[Preview]":
        """Refuse: there is no structure to change."""
        return done(nowhere)

    def history(self, circle: str = "") -> "Future[tuple[Entry, ...]]":
        """Refuse: nothing was before."""
        return done(nowhere)

    def structure_on(self, day: date) -> "Future[Definition]":
        """Refuse: nothing was before."""
        return done(nowhere)

    def finish(self, follow_up: str, cmd: str = "", how: Went = "") -> "Future[tuple[Event, ...]]":
        """Refuse: nothing comes after the meeting."""
        return done(nowhere)


def elsewhere() -> Refused:
    """Return the refusal of what an exercise has no place for."""
    return Refused(_("That has its place in a meeting of yours; here it would lead away from what is practised."))


def nowhere() -> NoReturn:
    raise Refused(_("This is an exercise: there is its one meeting, and nothing around it. Leave it first (‹quit›)."))


def done(work: Callable[[], T]) -> "Future[T]":
    """Return a future that is answered already."""
    answer: Future[Any] = Future()
    try:
        answer.set_result(work())
    except Refused as refusal:
        answer.set_exception(refusal)
    return answer
