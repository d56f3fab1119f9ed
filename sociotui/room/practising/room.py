"""The room of an exercise: a meeting as one person sees it, with simulated members at terminals of their own.

It lies in memory alone: nothing of it is written anywhere, and it ends with the screen that shows it.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from sociotui.domain import commands as c
from sociotui.domain.changes import AnyEdit
from sociotui.domain.circles import Circle
from sociotui.domain.event import Command, Event
from sociotui.domain.formats import Format
from sociotui.domain.history import Entry
from sociotui.domain.items import Went
from sociotui.domain.meeting import veiled
from sociotui.domain.mending.commands import InTalk
from sociotui.domain.mending.talk import Talk
from sociotui.domain.organisation import About, Definition, Organisation
from sociotui.domain.organisation_commands import Preparing, Speaking
from sociotui.domain.people import Person, Role
from sociotui.domain.practising import exercise
from sociotui.domain.practising.cues import sayings
from sociotui.domain.practising.hints import hint
from sociotui.domain.practising.review import Review, review
from sociotui.domain.practising.scenario import Saying, Scenario
from sociotui.domain.practising.state import Exercise, Heard
from sociotui.domain.refusal import Refused
from sociotui.domain.selection import Nomination
from sociotui.domain.touching import Preview
from sociotui.room.changing import Changed
from sociotui.room.clock import Clock
from sociotui.room.furnishing import Opening
from sociotui.room.home import Done
from sociotui.room.identity import Identity
from sociotui.room.port import Snapshot
from sociotui.room.practising.shelf import Exercises
from sociotui.room.rights import allow, caps
from sociotui.room.telling import tell
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.domain.coming import Frame
    from sociotui.domain.decisions import Page, Wanted
    from sociotui.domain.lessons import Library
    from sociotui.domain.mirror.figures import Asked, Mirror
    from sociotui.domain.offices import Sheet, Sought

T = TypeVar("T")
ME = "you"
"""The learner's id in an exercise."""

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
_NOT_ASKED = (
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


class PracticeRoom:
    """One run of an exercise, entered by the learner, who is called `name` in it. `clock` is the time that it goes by."""

    own = True
    """Everybody here has a terminal of their own."""
    me = ME

    def __init__(
        self,
        what: Exercises,
        id_: str,
        seed: int,
        clock: Clock,
        name: str = "",
        library: "Callable[[], Future[Library]] | None" = None,
    ) -> None:
        self.scenario: Scenario = what.scenarios[id_]
        self.seed = seed
        self._real = clock
        self._library = library
        name = name or _("You")
        self.x: Exercise = exercise.begin(
            self.scenario, what.formats, seed, clock.today(), clock.now(), ME, self._free(name)
        )
        self.clock = Clock(now=lambda: self._real.now() + self.x.waited, local=clock.local)
        self._organisation = _organisation(self.x)
        self._changed: Callable[[Snapshot], None] | None = None
        self.snapshot: Snapshot = self._seen()

    def _free(self, name: str) -> str:
        """Return the learner's name; another one where a simulated member is called so."""
        return _("You") if any(m.name == name for m in self.scenario.member) else name

    # --- what there is to see

    @property
    def caps(self) -> frozenset[str]:
        """The ids of the actions that the learner may do here, as things stand."""
        identity, wired = self._identity, self.snapshot.presence.keys()
        may = caps(identity, self.x.meeting, self._organisation, wired, last=self.x.course.last)
        undo = {"undo"} if self.x.before and not self.x.over else set()
        return (may - NOT_HERE - {"undo"}) | undo

    @property
    def heard(self) -> tuple[Heard, ...]:
        """Everything that was said so far."""
        return self.x.heard

    @property
    def hint(self) -> str:
        """What the learner may do now, as a sentence."""
        return hint(self.x)

    @property
    def sayings(self) -> tuple[Saying, ...]:
        """The sentences that are at hand."""
        return sayings(self.x)

    @property
    def review(self) -> Review:
        """What there is to say of it, as far as it has come."""
        return review(self.x)

    @property
    def _identity(self) -> Identity:
        return Identity(person=ME, door="socket")

    def _seen(self) -> Snapshot:
        x = self.x
        m = x.meeting
        grid = m.item.grid if m.item else None
        mine: Mapping[str, Nomination] = grid.written.get(ME, {}) if grid and not grid.revealed else {}
        seen = veiled(m)
        return Snapshot(
            organisation=self._organisation,
            today=m.today,
            under_way=() if m.closed else (seen,),
            meeting=seen,
            acts=x.course.count,
            said=tell(m, x.course.latest),
            presence=dict.fromkeys((p for p in m.people if p != ME), "terminal"),
            mine=mine,
        )

    # --- what the learner does

    def say(self, id_: str) -> None:
        """Say one of the sentences that are at hand; raises `Refused` for another one."""
        self._become(exercise.say(self.x, id_, self.clock.now()))

    def offer(self, id_: str, *, out: bool = False) -> Command:
        """Return the command by which something is offered, or taken out again."""
        return exercise.offer(self.x, id_, out=out)

    def act(self, command: Command, cmd: str = "") -> "Future[Done]":
        """Carry `command` out, and all that the simulated members do by themselves after it."""
        del cmd  # nobody sends one again here
        return _done(lambda: self._act(command))

    def _act(self, command: Command) -> Done:
        if isinstance(command, _NOT_ASKED):
            raise elsewhere()
        if not isinstance(command, c.UndoAct):
            wired = self.snapshot.presence.keys()
            command = allow(command, self._identity, self.x.meeting, self._organisation, wired, last=self.x.course.last)
        self._become(exercise.do(self.x, command, self.clock.now()))
        return Done(self.x.course.latest, veiled(self.x.meeting))

    def _become(self, x: Exercise) -> None:
        self.x = x
        self.snapshot = self._seen()
        if self._changed:
            self._changed(self.snapshot)

    def start(self, changed: Callable[[Snapshot], None]) -> None:
        """Begin to follow; `changed` is called with each new snapshot."""
        self._changed = changed

    def stop(self) -> None:
        """Stop following."""
        self._changed = None

    def minutes(self) -> "Future[str]":
        """Answer with the minutes as they stand, in plain text."""

        def work() -> str:
            from sociotui.domain.minutes import minutes_of
            from sociotui.exchange.minutes import render

            return render(minutes_of(self.x.meeting), "txt")

        return _done(work)

    def watch(self, meeting: str) -> "Future[None]":
        """Watch the one meeting that there is."""
        del meeting
        return _done(lambda: None)

    def item_formats(self, circle: str) -> "Future[dict[str, Format]]":
        """Answer with the formats that an item can have here."""
        del circle
        return _done(lambda: dict(self.x.meeting.formats))

    def library(self) -> "Future[Library]":
        """Answer with the lessons and cards of the learner's own room."""
        return self._library() if self._library else _done(_nowhere)

    # --- what there is not in an exercise

    def talks(self, person: str = "") -> "Future[tuple[Talk, ...]]":
        """Answer with none."""
        return _done(lambda: ())

    def talk(self, asked: InTalk, cmd: str = "") -> "Future[Talk]":
        """Refuse: one talks with people."""
        return _done(_nowhere)

    def open(self, opening: Opening, cmd: str = "") -> "Future[str]":
        """Refuse: there is one meeting."""
        return _done(_nowhere)

    def formats(self, circle: str) -> "Future[tuple[dict[str, str], tuple[str, ...]]]":
        """Refuse: there is one meeting."""
        return _done(_nowhere)

    def frame(self, circle: str) -> "Future[Frame]":
        """Refuse: there is no meeting to prepare."""
        return _done(_nowhere)

    def answer(
        self, decision: str, person: str, reason: str = "", version: int = 0, cmd: str = ""
    ) -> "Future[tuple[Event, ...]]":
        """Refuse: nothing comes after the meeting."""
        return _done(_nowhere)

    def prepare(self, command: Preparing, cmd: str = "") -> "Future[tuple[Event, ...]]":
        """Refuse: nothing comes after the meeting."""
        return _done(_nowhere)

    def speak(self, command: Speaking, cmd: str = "") -> "Future[tuple[Event, ...]]":
        """Refuse: nothing comes after the meeting."""
        return _done(_nowhere)

    def decisions(self, wanted: "Wanted") -> "Future[Page]":
        """Refuse: nothing was decided before."""
        return _done(_nowhere)

    def offices(self, sought: "Sought") -> "Future[Sheet]":
        """Refuse: nobody holds a role before."""
        return _done(_nowhere)

    def mirror(self, asked: "Asked") -> "Future[Mirror]":
        """Refuse: what was done here is looked back at when the exercise is over."""
        return _done(_nowhere)

    def change(
        self, edits: Sequence[AnyEdit], *, decision: str = "", why: str = "", cmd: str = ""
    ) -> "Future[Changed]":
        """Refuse: there is no structure to change."""
        return _done(_nowhere)

    def take_back(self, number: int = 0, *, why: str = "", cmd: str = "") -> "Future[Changed]":
        """Refuse: there is no structure to change."""
        return _done(_nowhere)

    def preview(self, edits: Sequence[AnyEdit] = (), *, take_back: int = 0) -> "Future[Preview]":
        """Refuse: there is no structure to change."""
        return _done(_nowhere)

    def history(self, circle: str = "") -> "Future[tuple[Entry, ...]]":
        """Refuse: nothing was before."""
        return _done(_nowhere)

    def structure_on(self, day: date) -> "Future[Definition]":
        """Refuse: nothing was before."""
        return _done(_nowhere)

    def finish(self, follow_up: str, cmd: str = "", how: Went = "") -> "Future[tuple[Event, ...]]":
        """Refuse: nothing comes after the meeting."""
        return _done(_nowhere)


def elsewhere() -> Refused:
    """Return the refusal of what an exercise has no place for."""
    return Refused(_("That has its place in a meeting of yours; here it would lead away from what is practised."))


def _nowhere() -> NoReturn:
    raise Refused(_("This is an exercise: there is its one meeting, and nothing around it. Leave it first (‹quit›)."))


def _done(work: Callable[[], T]) -> "Future[T]":
    """Return a future that is answered already."""
    answer: Future[Any] = Future()
    try:
        answer.set_result(work())
    except Refused as refusal:
        answer.set_exception(refusal)
    return answer


def _organisation(x: Exercise) -> Organisation:
    """Return the organisation around an exercise: its one circle."""
    s, m = x.scenario, x.meeting
    role = (Role(id=s.role.id, name=s.role.name, purpose=s.role.purpose),) if s.role else ()
    circle = Circle(
        id=exercise.CIRCLE, name=s.circle.name, aims=s.circle.aims, domain=s.circle.domain, members=m.seats, role=role
    )
    return Organisation(
        about=About(name=s.title),
        people={p.id: Person(id=p.id, name=p.name) for p in m.people.values()},
        circles={circle.id: circle},
    )
