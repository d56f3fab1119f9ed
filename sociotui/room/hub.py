"""The hub: one home for many rooms. One thread of its own reads and writes it, and tells every room what is new.

Acts that come while it is at work are decided one after another and go on record together: one line, and one wait for
the disk, for all of them.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from contextlib import AbstractContextManager
from functools import cache
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from msgspec.structs import replace

from sociotui.domain.course import Course
from sociotui.domain.event import Command
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.journal.port import JournalError
from sociotui.journal.watch import Watch
from sociotui.room.caller import Caller, Said
from sociotui.room.entered import EnteredRoom
from sociotui.room.errands import carry_out
from sociotui.room.finder import Finder
from sociotui.room.home import Asked, Done, Home
from sociotui.room.identity import Identity, admit
from sociotui.room.jobs import Job, certain, together
from sociotui.room.lookout import Look, Lookout
from sociotui.room.marks import Marks
from sociotui.room.moods import Moods
from sociotui.room.port import Presence, at_terminals, cut_off
from sociotui.room.refusing import nowhere
from sociotui.room.rights import may_watch, watches
from sociotui.room.terminals import Terminals
from sociotui.room.views import View, Views
from sociotui.words import _

log = logging.getLogger("sociotui.room")
LOOK = 0.4
"""Seconds between two looks at what other processes have added, and at the clock, where nothing tells when to look."""

KEPT_ANSWERS = 1000
"""How many of the latest commands are still known by what they came to."""
T = TypeVar("T")


class Hub:
    """One home with all who are in it. `pace` is how often it looks, in seconds, for what nobody told it.

    Where the kernel tells, it looks once more that long after anything was done, and then sleeps until it is told.
    """

    def __init__(self, home: Home, pace: float = LOOK) -> None:
        self.home = home
        self.home.moods = Moods()  # a hub stays, so cards can be kept in its memory
        self.home.marks = Marks()
        self._pace = pace
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._watch: Watch | None = None
        self._over = False
        self._rooms = Terminals(home.clock.now)
        self._lookout = Lookout(home)
        self._views = Views(home)
        self.finder = Finder()
        self._done: dict[str, Done] = {}  # what commands came to, for who sends one again; the latest last
        self._look: Look | None = None
        self._unseen = False  # whether the store's trouble has kept a room from seeing what is new
        self.after: Callable[[], None] = _nothing
        """Called by the hub's thread whenever something was done, before it is answered."""

    # --- life

    def start(self) -> None:
        """Begin to follow; from now on only the hub's own thread touches the home."""
        if self._thread is None:
            self._watch = Watch(self.home.folders)
            self._thread = Thread(target=self._work, name="room", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Finish what was asked, and stop following; what is asked from then on is refused."""
        if self._thread and self._watch:
            self._jobs.put(None)
            self._watch.ring()
            self._thread.join()
            self._watch.close()
            self._thread = None
        self._over = True
        self.finder.close()
        self._turn_away()

    # --- rooms; on the hub's thread, or before it has started

    def enter(self, identity: Identity, meeting: str = "") -> EnteredRoom:
        """Return the home as `identity` sees it, with its first snapshot; in `meeting`, where one is named.

        Who looks after the store and is a member sits in a circle as a member.
        """
        if identity.steward and identity.person in self.home.organisation().people:
            identity = replace(identity, steward=False)
        room = EnteredRoom(self, identity, meeting)
        self.take_in(room)
        return room

    def whereabouts(self, person: str) -> str:
        """Return the meeting that somebody is to be brought to who comes in: where they were when their connection went,

        else the one that they are counted among, where there is just one; "" for none.
        """
        organisation, who = self.home.organisation(), Identity(person=person, door="socket")
        under_way = {m.id: m for m in self.home.under_way() if watches(who, m, organisation)}
        before = self._rooms.left_from(person)
        if before in under_way:
            return before
        theirs = [id_ for id_, m in under_way.items() if person in m.people]
        return theirs[0] if len(theirs) == 1 else ""

    def take_in(self, room: EnteredRoom) -> None:
        """Let a room in, with its first snapshot; where that can't be had, what the store or a rule says is raised."""
        look = self._looked()
        if room.watched:
            self.view(room.watched, room.identity)
        self._rooms.came(room)
        self._show(look)  # the others see who has come

    def leave(self, room: EnteredRoom, *, lost: bool = False) -> None:
        """Let go of a room; `lost` says that its connection went, so that the person may come back."""
        if self._rooms.went(room, lost=lost) and self._look is not None:
            self._show(self._look)

    def presence(self) -> Mapping[str, Presence]:
        """Return who has a terminal of their own, by person: in use, or its connection lost."""
        return self._rooms.presence()

    def caller(self, identity: Identity) -> Caller:
        """Return somebody as who asks for something, with who else is here by a terminal."""
        presence = self.presence()
        return Caller(self.home, identity, at_terminals(presence), cut_off(presence))

    # --- what is asked for

    def ask(self, work: Callable[[], T]) -> "Future[T]":
        """Have `work` done in the home by the hub's thread; every room is told what is new before it is answered."""
        answer: Future[T] = certain()
        self._put(Job(answer, work=work))
        return answer

    def act(self, where: Callable[[], str], command: Command, identity: Identity, cmd: str) -> "Future[Done]":
        """Have `command` carried out in a meeting, as far as `identity` may. The same `cmd` is carried out once.

        `where` is asked for the meeting when all is done that was asked for before; "" is none.
        """
        answer: Future[Done] = certain()

        def allowed(command: Command, course: Course) -> Command:
            return self.caller(identity).allow(command, course)

        asked = Asked(command=command, actor=identity.person, cmd=cmd, reader=identity.person, allow=allowed)
        self._put(Job(answer, where=where, asked=asked))
        return answer

    def errand(self, identity: Identity, name: str, said: Said) -> "Future[Any]":
        """Have an errand run for somebody at the command line, as far as they may."""

        def work() -> Any:
            with self.looked_at_by(identity):
                return carry_out(self.home, self.caller(identity), name, said)

        return self.ask(work)

    def _put(self, job: Job) -> None:
        self._jobs.put(job)
        if self._watch:
            self._watch.ring()
        if self._over:
            self._turn_away()

    def _turn_away(self) -> None:
        """Answer what nobody will do any more."""
        for job in self._waiting():
            if job:
                job.answer.set_exception(Refused(_("This room is closed, so nothing was done. Open it again.")))

    def looked_at_by(self, identity: Identity) -> AbstractContextManager[None]:
        """Let nothing be looked at in the home meanwhile but what `identity` may see."""
        return self.home.entered_by(lambda meeting: self._admit(meeting, identity))

    # --- the hub's thread

    def _work(self) -> None:
        settled = False  # nothing was done lately, and there was nothing new when it was last looked
        while True:
            jobs = list(self._waiting())
            if not jobs:
                self._rest(settled=settled)
                jobs = list(self._waiting())
            if not jobs:
                settled = self._follow()
                continue
            settled = False
            self._do([job for job in jobs if job is not None])
            if None in jobs:
                return

    def _rest(self, *, settled: bool) -> None:
        """Wait for a job, and for what is to be looked at: for good, where the kernel tells of it."""
        if self._watch is None:
            raise RuntimeError("a hub rests when it has started")
        if settled and self._watch.sees and self.home.clock.is_own:
            self._watch.sleep(self._lookout.next_time())
        else:
            self._watch.pause(self._pace)
        self._watch.begin()

    def _waiting(self) -> Iterable[Job | None]:
        """Return what else has been asked for by now."""
        while True:
            try:
                yield self._jobs.get_nowait()
            except Empty:
                return

    def _do(self, jobs: list[Job]) -> None:
        """Do all that, in the order in which it was asked for; tell what is new; then answer."""
        done: list[tuple[Job, Any]] = []
        for meeting, batch in together(jobs):
            outcomes = self._acts(meeting, batch) if batch[0].asked else [job.worked() for job in batch]
            done += zip(batch, outcomes, strict=True)
        self._publish()
        try:
            self.after()
        except JournalError as error:
            self._tell(error)
        for job, outcome in done:
            if isinstance(outcome, Exception):
                job.answer.set_exception(outcome)
            else:
                job.answer.set_result(outcome)

    def _acts(self, meeting: str, batch: list[Job]) -> list[Any]:
        """Do what was asked for in a meeting, but for what was done before.

        A meeting that was sealed knows no commands any more, and whoever lost the connection may send theirs again.
        """
        before = [self._done.get(job.asked.cmd) if job.asked else None for job in batch]
        new = iter(self._new_acts(meeting, [job for job, done in zip(batch, before, strict=True) if done is None]))
        outcomes = [next(new) if done is None else done for done in before]
        self._done.update(
            (job.asked.cmd, done)
            for job, done in zip(batch, outcomes, strict=True)
            if job.asked and isinstance(done, Done)
        )
        while len(self._done) > KEPT_ANSWERS:
            del self._done[next(iter(self._done))]
        return outcomes

    def _new_acts(self, meeting: str, batch: list[Job]) -> list[Any]:
        asked = [job.asked for job in batch if job.asked]
        if not meeting:
            return [nowhere()] * len(batch)
        try:
            return list(self.home.act_all(meeting, asked))
        except JournalError as error:
            return [error] * len(batch)
        except Exception as error:  # whoever asked is told, by the future; the others are not kept from anything
            return [error] if len(batch) == 1 else [each for job in batch for each in self._new_acts(meeting, [job])]

    def _follow(self) -> bool:
        """Look whether there is anything new, and tell it; return whether there was nothing, and no trouble."""
        try:
            new = self._lookout.is_new()
        except JournalError as error:
            self._unseen = True
            self._tell(error)
            return False
        if new or self._unseen:
            self._publish()
            return False
        self.home.keep()
        return True

    def _looked(self) -> Look:
        self._views.look_anew()
        self._look = self._lookout.look()
        return self._look

    def _publish(self) -> None:
        self._unseen = True
        try:
            look = self._looked()
        except (JournalError, Refused) as error:
            self._tell(error)
            return
        self._unseen = False
        self._show(look)

    def _show(self, look: Look) -> None:
        """Let each room see what there is to see; what goes wrong with one is no harm to the others."""
        presence, lost_since = cache(self._rooms.presence), self._rooms.lost_since()
        for room in self._rooms:
            try:
                room.show(look, self.view, presence(room.watched), lost_since)
            except JournalError as error:
                self._unseen = True
                room.tell(error)
            except Exception:
                log.exception("%s was not shown what is new", room.identity.person)

    def _tell(self, error: Exception) -> None:
        for room in self._rooms:
            room.tell(error)

    def view(self, id_: str, identity: Identity) -> View:
        """Return a meeting as this person may see it; raises Refused where they may not."""
        view = self._views.of(id_)
        if view.whole:
            self._admit(view.whole, identity)
        return view

    def _admit(self, meeting: Meeting, identity: Identity) -> None:
        organisation = self.home.organisation()
        admit(organisation, meeting, identity.person)
        may_watch(identity, meeting, organisation)

    @property
    def idle(self) -> bool:
        """True when nobody is in, and nothing waits to be done."""
        return not self._rooms and self._jobs.empty()


def _nothing() -> None:
    """Nobody wants to know."""
