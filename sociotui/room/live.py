"""A live room: one home as the screens see it. A thread of its own writes and follows, and says what is new.

Screens never wait for a disk.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import date
from itertools import groupby
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from sociotui.domain.due import Due, due
from sociotui.domain.event import Command, Event
from sociotui.domain.formats import Format
from sociotui.domain.meeting import veiled
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_events import DecisionWaited, PersonForgotten
from sociotui.domain.records import Waiting
from sociotui.domain.refusal import Refused
from sociotui.journal.port import JournalError, Recorded
from sociotui.room.actions import ACTIONS
from sociotui.room.clock import Clock
from sociotui.room.furnishing import Opening
from sociotui.room.home import ORGANISATION, Done, Home
from sociotui.room.news import KEPT, News, tell_change
from sociotui.room.port import Snapshot
from sociotui.room.telling import tell

LOOK = 0.4
"""Seconds between two looks at what other processes have added, and at the clock."""
AGAIN = 60_000
"""Milliseconds until a look that the clock asked for is tried again, where the store was in trouble."""

T = TypeVar("T")


class LiveRoom:
    """A home entered by one person, `me`. `changed` is called from the room's thread with each new snapshot."""

    def __init__(self, home: Home, me: str, meeting: str = "") -> None:
        self._home = home
        self._me = me
        self.clock: Clock = home.clock
        self._watched = meeting
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._changed: Callable[[Snapshot], None] | None = None
        self._thread: Thread | None = None
        self._seen: dict[str, int] = {}
        # How far in the organisation's stream its news have been told, and the decisions that waited until then.
        self._asked: dict[str, Waiting] = dict(home.organisation().waiting)
        self._heard = home.journal.mark(ORGANISATION).head
        self._news: tuple[News, ...] = ()
        self._due: tuple[Organisation, date, tuple[Due, ...]] | None = None
        # When the clock alone gives something to show: a window ends, or the day does.
        self._ends: int | None = None
        self._day = home.clock.today()
        self.snapshot = self._look()

    @property
    def me(self) -> str:
        """Who acts at this keyboard."""
        return self._me

    @property
    def caps(self) -> frozenset[str]:
        """On one laptop the person at the keyboard acts for everybody in the room."""
        return frozenset(a.id for a in ACTIONS)

    def start(self, changed: Callable[[Snapshot], None]) -> None:
        """Begin to follow; from now on only the room's own thread touches the home."""
        self._changed = changed
        self._thread = Thread(target=self._work, name="room", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish what was asked, and stop following."""
        if self._thread:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None

    # --- what screens ask for; each answers with a future

    def act(self, command: Command) -> "Future[Done]":
        """Carry `command` out in the meeting that is watched."""
        return self._ask(lambda: self._home.act(self._watched, command, self._me))

    def open(self, opening: Opening) -> "Future[str]":
        """Open a meeting and watch it; answers with its id."""

        def job() -> str:
            self._watched = self._home.open(opening, self._me)
            return self._watched

        return self._ask(job)

    def watch(self, meeting: str) -> "Future[None]":
        """Watch another meeting; "" for none."""

        def job() -> None:
            if meeting:
                self._home.entered(meeting, self._me)
            self._watched = meeting

        return self._ask(job)

    def formats(self, circle: str) -> "Future[tuple[dict[str, str], tuple[str, ...]]]":
        """Answer with the formats that a meeting of this circle can have, title by id, and complaints about files."""

        def job() -> tuple[dict[str, str], tuple[str, ...]]:
            shelf = self._home.shelf(circle)
            return self._home.meeting_formats(circle), shelf.complaints

        return self._ask(job)

    def item_formats(self, circle: str) -> "Future[dict[str, Format]]":
        """Answer with the formats that an item can have in a meeting of this circle, by id."""
        return self._ask(lambda: self._home.item_formats(circle))

    def answer(self, decision: str, person: str, reason: str = "", version: int = 0) -> "Future[tuple[Event, ...]]":
        """Answer, as `person`, what the circle has asked between meetings; with a `reason` it is an objection."""
        return self._ask(lambda: self._home.answer(decision, person, self._me, reason=reason, version=version))

    def minutes(self) -> "Future[str]":
        """Answer with the minutes of the meeting that is watched, as they stand, in plain text."""

        def job() -> str:
            from sociotui.room.exporting import minutes_of_meeting

            return minutes_of_meeting(self._home, self._watched, "txt")

        return self._ask(job)

    def finish(self, follow_up: str) -> "Future[tuple[Event, ...]]":
        """Say that a next step was done."""
        return self._ask(lambda: self._home.finish(follow_up, self._me))

    # --- the room's thread

    def _ask(self, job: Callable[[], T]) -> "Future[T]":
        answer: Future[T] = Future()

        def run() -> None:
            try:
                done = job()
            except Exception as error:
                answer.set_exception(error)
            else:
                self._publish()
                answer.set_result(done)

        self._jobs.put(run)
        return answer

    def _work(self) -> None:
        while True:
            try:
                job = self._jobs.get(timeout=LOOK)
            except Empty:
                self._follow()
                continue
            if job is None:
                return
            job()

    def _follow(self) -> None:
        try:
            grown = self._home.journal.wait(self._seen, 0)
        except JournalError as error:
            self._tell(error)
            return
        if grown or self._time_is_up():
            self._seen.update(grown)
            self._publish()
        else:
            self._home.keep()

    def _time_is_up(self) -> bool:
        """Tell whether a window has ended, or the day, since the last look; where that fails it is not tried at once again."""
        now, today = self.clock.now(), self.clock.today()
        if today == self._day and (self._ends is None or now < self._ends):
            return False
        self._day, self._ends = today, now + AGAIN
        return True

    def _publish(self) -> None:
        try:
            snapshot = self._look()
        except (JournalError, Refused) as error:
            self._tell(error)
            return
        if snapshot != self.snapshot:
            self._emit(snapshot)

    def _tell(self, error: Exception) -> None:
        if str(error) != self.snapshot.trouble:
            fields: dict[str, Any] = {name: getattr(self.snapshot, name) for name in Snapshot.__struct_fields__}
            self._emit(Snapshot(**fields | {"trouble": str(error)}))

    def _emit(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        if self._changed:
            self._changed(snapshot)

    def _look(self) -> Snapshot:
        home = self._home
        heads = home.heads()  # first: what comes in while this looks is then seen by the next look
        under_way = tuple(home.open_meetings())  # settles windows and records outcomes
        new = home.journal.read(ORGANISATION, self._heard)
        organisation = home.organisation()  # last, so that nothing new is unknown to it
        self._hear(organisation, new)
        self._seen.update(heads)
        self._ends = self._next_end(organisation)
        self._day = self.clock.today()
        course = home.entered(self._watched, self._me) if self._watched else None
        meeting = course.meeting if course else None
        return Snapshot(
            organisation=organisation,
            today=self._day,
            due=self._what_is_due(organisation, self._day),
            news=self._news,
            under_way=under_way,
            meeting=veiled(meeting) if meeting else None,
            acts=course.count if course else 0,
            said=tell(meeting, course.latest) if course and meeting else "",
            trouble=" ".join(home.notices()),
        )

    def _hear(self, organisation: Organisation, new: Sequence[Recorded]) -> None:
        """Tell what has changed in the organisation since its news were told last, command by command."""
        for _cmd, batch in groupby(new, key=lambda r: r.cmd):
            recorded = tuple(batch)
            self._heard = recorded[-1].seq
            if any(isinstance(r.event, PersonForgotten) for r in recorded):  # what was told before may name them
                self._asked, self._news = dict(organisation.waiting), ()
            said = tell_change(self._asked, organisation, tuple(r.event for r in recorded))
            for event in (r.event for r in recorded if isinstance(r.event, DecisionWaited)):
                self._asked[event.waiting.id] = event.waiting
            if said:
                self._news = (*self._news, News(self._heard, said))[-KEPT:]

    def _next_end(self, organisation: Organisation) -> int | None:
        """Return when the next window ends, in ms since 1970; None where there is none."""
        ends = [w.until for w in organisation.waiting.values() if w.until]
        ends += [h.window for h in organisation.held.live.values() if h.window and not h.approved]
        now = self.clock.now()
        # One that is over was settled a moment ago, unless the store was in trouble.
        return min((end if end > now else now + AGAIN for end in ends), default=None)

    def _what_is_due(self, organisation: Organisation, today: date) -> tuple[Due, ...]:
        """Return what is due, worked out anew only where the organisation or the day is another."""
        if self._due is None or self._due[0] is not organisation or self._due[1] != today:
            self._due = organisation, today, due(organisation, today)
        return self._due[2]
