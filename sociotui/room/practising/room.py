"""The room of an exercise: a meeting as one person sees it, with simulated members at terminals of their own.

It lies in memory alone: nothing of it is written anywhere, and it ends with the screen that shows it.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING

from sociotui.domain import commands as c
from sociotui.domain.circles import Circle
from sociotui.domain.event import Command
from sociotui.domain.formats import Format
from sociotui.domain.meeting import veiled
from sociotui.domain.organisation import About, Organisation
from sociotui.domain.people import Person, Role
from sociotui.domain.practising import exercise
from sociotui.domain.practising.cues import sayings
from sociotui.domain.practising.hints import hint
from sociotui.domain.practising.review import Review, review
from sociotui.domain.practising.scenario import Saying, Scenario
from sociotui.domain.practising.state import Exercise, Heard
from sociotui.domain.selection import Nomination
from sociotui.room.clock import Clock
from sociotui.room.home import Done
from sociotui.room.identity import Identity
from sociotui.room.port import Snapshot
from sociotui.room.practising.outside import NOT_ASKED, NOT_HERE, Alone, done, elsewhere, nowhere
from sociotui.room.practising.shelf import Exercises
from sociotui.room.rights import allow, caps
from sociotui.room.telling import tell
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.domain.lessons import Library

ME = "you"
"""The learner's id in an exercise."""


class PracticeRoom(Alone):
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
        return done(lambda: self._act(command))

    def _act(self, command: Command) -> Done:
        if isinstance(command, NOT_ASKED):
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

        return done(work)

    def watch(self, meeting: str) -> "Future[None]":
        """Watch the one meeting that there is."""
        del meeting
        return done(lambda: None)

    def item_formats(self, circle: str) -> "Future[dict[str, Format]]":
        """Answer with the formats that an item can have here."""
        del circle
        return done(lambda: dict(self.x.meeting.formats))

    def library(self) -> "Future[Library]":
        """Answer with the lessons and cards of the learner's own room."""
        return self._library() if self._library else done(nowhere)


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
