"""A live room: one home as the screens see it. A thread of its own writes and follows, and says what is new.

Screens never wait for a disk.
"""

from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from sociotui.domain.event import Command
from sociotui.domain.refusal import Refused
from sociotui.journal.port import JournalError
from sociotui.room.actions import ACTIONS
from sociotui.room.clock import Clock
from sociotui.room.home import Done, Home, Opening
from sociotui.room.port import Snapshot
from sociotui.room.telling import tell

LOOK = 0.4
"""Seconds between two looks at what other processes have added."""

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
            self._watched = meeting

        return self._ask(job)

    def formats(self, circle: str) -> "Future[tuple[dict[str, str], tuple[str, ...]]]":
        """Answer with the formats that a meeting of this circle can have, title by id, and complaints about files."""

        def job() -> tuple[dict[str, str], tuple[str, ...]]:
            shelf = self._home.shelf(circle)
            return self._home.meeting_formats(circle), shelf.complaints

        return self._ask(job)

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
        if grown:
            self._seen.update(grown)
            self._publish()

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
        organisation = home.organisation()
        under_way = tuple(home.open_meetings())
        self._seen.update(home.journal.heads())
        if not self._watched:
            return Snapshot(organisation=organisation, under_way=under_way, trouble=" ".join(home.notices()))
        course = home.course(self._watched)
        said = tell(course.meeting, course.latest) if course.meeting else ""
        return Snapshot(
            organisation=organisation,
            under_way=under_way,
            meeting=course.meeting,
            acts=course.count,
            said=said,
            trouble=" ".join(home.notices()),
        )
