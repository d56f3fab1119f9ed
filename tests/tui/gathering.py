"""A gathering: people at terminals of their own in one home, each with an app that a test drives by itself."""

from asyncio import wrap_future
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any

from msgspec.structs import replace
from textual.pilot import Pilot

from sociotui.domain.event import Command
from sociotui.room.actions import find
from sociotui.room.asking import Options
from sociotui.room.entered import EnteredRoom
from sociotui.room.home import Home
from sociotui.room.hub import Hub
from sociotui.room.identity import Identity
from sociotui.room.port import Snapshot
from sociotui.tui.app import SociotuiApp
from sociotui.tui.settings import Settings
from tests.tui.staging import Stage
from tests.tui.waiting import text_of, until

GatheringOf = Callable[[Stage | Home], "Gathering"]


class RingingApp(SociotuiApp):
    """An app that counts how often the bell rang."""

    rung = 0

    def bell(self) -> None:
        """Count."""
        self.rung += 1


class Wavering:
    """A room whose connection goes and comes back as a test likes; what is asked for meanwhile waits for it."""

    def __init__(self, room: EnteredRoom) -> None:
        self._room = room
        self._lost = False
        self._waiting: list[tuple[Command, Future[Any]]] = []
        self._changed: Callable[[Snapshot], None] = lambda _snapshot: None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._room, name)

    @property
    def snapshot(self) -> Snapshot:
        """What there was last, and what waits."""
        return replace(self._room.snapshot, lost=self._lost, pending=len(self._waiting))

    def start(self, changed: Callable[[Snapshot], None]) -> None:
        """Follow."""
        self._changed = changed
        self._room.start(lambda _snapshot: self._tell())

    def _tell(self) -> None:
        self._changed(self.snapshot)

    def act(self, command: Command, cmd: str = "") -> "Future[Any]":
        """Act, or wait."""
        if not self._lost:
            return self._room.act(command, cmd)
        answer: Future[Any] = Future()
        self._waiting.append((command, answer))
        self._tell()
        return answer

    def lose(self) -> None:
        """The connection goes."""
        self._lost = True
        self._tell()

    def come_back(self) -> None:
        """It is there again, and what has waited is done."""
        self._lost = False
        self._tell()
        for waiting in tuple(self._waiting):
            self._room.act(waiting[0]).add_done_callback(partial(self._done, waiting))

    def _done(self, waiting: "tuple[Command, Future[Any]]", done: "Future[Any]") -> None:
        self._waiting.remove(waiting)
        self._tell()
        error = done.exception()
        if error:
            waiting[1].set_exception(error)
        else:
            waiting[1].set_result(done.result())


class Gathering:
    """The hub of a staged meeting or of a home, and whoever comes in. To be closed, so that nothing follows it any more."""

    def __init__(self, where: Stage | Home) -> None:
        self._stage = where if isinstance(where, Stage) else None
        self.home = where.home if isinstance(where, Stage) else where
        self.hub = Hub(self.home, pace=0.02)
        self.hub.start()

    @property
    def stage(self) -> Stage:
        """The stage of the meeting; there has to be one."""
        assert self._stage
        return self._stage

    def close(self) -> None:
        """End the hub."""
        self.hub.stop()

    async def room(self, person: str, *, inside: bool = True) -> EnteredRoom:
        """Return the room of somebody who has come in at a terminal of their own: in the meeting, or at home."""
        return await wrap_future(self.entering(person, inside=inside))

    def entering(self, person: str, *, inside: bool = True) -> "Future[EnteredRoom]":
        """Return the answer with that room."""
        identity = Identity(person=person, door="ssh")
        meeting = self._stage.id if self._stage and inside else ""
        return self.hub.ask(lambda: self.hub.enter(identity, meeting))

    @asynccontextmanager
    async def at(
        self,
        person: str,
        size: tuple[int, int] = (80, 24),
        *,
        inside: bool = True,
        settings: Settings | None = None,
        room: Any = None,
    ) -> AsyncIterator[Pilot[None]]:
        """Let somebody sit down at their terminal, and drive their app."""
        app = RingingApp(room or await self.room(person, inside=inside), settings or Settings())
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: app.screen.is_mounted and bool(text_of(pilot).strip()))
            yield pilot

    @asynccontextmanager
    async def sitting(self, *people: str, **said: Any) -> AsyncIterator[tuple[Pilot[None], ...]]:
        """Let several people sit down, one after the other."""
        async with AsyncExitStack() as stack:
            yield tuple([await stack.enter_async_context(self.at(person, **said)) for person in people])

    async def act(self, action: str, **said: Any) -> None:
        """Do an action for everybody, as whoever looks after the home."""

        def work() -> None:
            command = find(action).command
            assert command
            self.stage.home.act(self.stage.id, command(self.stage.meeting, Options(**said)), "zoe")

        await wrap_future(self.hub.ask(work))

    async def go(self, step: str) -> None:
        """Go on until that step, everybody speaking and consenting as their turn comes."""
        await wrap_future(self.hub.ask(lambda: self.stage.go(step)))


def rung(pilot: Pilot[None]) -> int:
    """Return how often the bell of a terminal rang."""
    assert isinstance(pilot.app, RingingApp)
    return pilot.app.rung
