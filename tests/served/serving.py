"""Serving: a server with Unix sockets in a thread of the test's own; a socket for each person, as all have one account here."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import Any, TypeVar

import pytest

from sociotui.domain.refusal import Refused
from sociotui.room.home import Home
from sociotui.room.hub import Hub
from sociotui.room.identity import Identity
from sociotui.room.port import Snapshot
from sociotui.served.socket_door import SocketDoor
from sociotui.served.visit import SocketLimits

SOON = 20.0
"""Seconds after which something that has to come has not come."""
T = TypeVar("T")


def until(holds: Callable[[], T | None], what: str = "it") -> T:
    """Return what `holds` returns as soon as that is true; fails where it never is."""
    deadline = time.monotonic() + SOON
    while time.monotonic() < deadline:
        if found := holds():
            return found
        time.sleep(0.002)
    raise AssertionError(f"{what} did not come")


class Serving:
    """A server on a home. `folder` takes its sockets; it may be stopped, and started anew on the same home."""

    def __init__(self, home: Home, folder: Path, limits: SocketLimits | None = None) -> None:
        self.home, self.folder, self.limits = home, folder, limits
        self.hub = Hub(home)
        self.turned: dict[str, str] = {}
        self.doors: dict[str, SocketDoor] = {}
        self._loop: asyncio.AbstractEventLoop
        self._over: asyncio.Event
        self._begun = Flag()
        self._thread = Thread(target=lambda: asyncio.run(self._serve()), name="server", daemon=True)
        self.hub.start()
        self._thread.start()
        assert self._begun.wait(SOON)

    async def _serve(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        self._begun.set()
        await self._over.wait()

    def on_loop(self, work: Callable[[], Any]) -> Any:
        """Do something on the server's loop, and return what comes of it."""

        async def done() -> Any:
            found = work()
            return await found if asyncio.iscoroutine(found) else found

        return asyncio.run_coroutine_threadsafe(done(), self._loop).result(SOON)

    def socket_of(self, person: str, *, steward: bool = False) -> Path:
        """Return the socket by which one is that person."""
        path = self.folder / f"{person}.sock"
        if person not in self.doors:

            def identity_of(uid: int) -> Identity:
                if person in self.turned:
                    raise Refused(self.turned[person])
                return Identity(person=person, door="socket", steward=steward)

            door = self.doors[person] = SocketDoor(self.hub, identity_of, self.limits)
            self.on_loop(lambda: door.open(path))
        return path

    @contextmanager
    def held_up(self) -> Iterator[Callable[[], int]]:
        """Keep the hub busy for as long as this lasts; gives how many jobs wait for it."""
        busy, go_on = Flag(), Flag()

        def work() -> None:
            busy.set()
            assert go_on.wait(3 * SOON)

        self.hub.ask(work)
        assert busy.wait(SOON)
        try:
            yield self.hub._jobs.qsize
        finally:
            go_on.set()

    def visits(self) -> int:
        """Return how many connections there are."""
        return sum(door.visits for door in self.doors.values())

    def spoken(self, meeting: str) -> tuple[str, ...]:
        """Return who has spoken in the round of a meeting, as it is on record."""

        def look() -> tuple[str, ...]:
            m = self.home.meeting(meeting)
            return m.round.spoken if m.round else ()

        return self.hub.ask(look).result(SOON)

    def notes(self, meeting: str) -> Counter[str]:
        """Return how often each note stands in a meeting."""
        return Counter(self.hub.ask(lambda: self.home.meeting(meeting).notes).result(SOON))

    def stop(self) -> None:
        """Stop it, as a server does that is told to."""
        for door in self.doors.values():
            self.on_loop(door.close)
        self.hub.stop()
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(SOON)


@contextmanager
def serving(home: Home, folder: Path, limits: SocketLimits | None = None) -> Iterator[Serving]:
    """Serve a home for as long as this lasts."""
    folder.mkdir(exist_ok=True)
    server = Serving(home, folder, limits)
    try:
        yield server
    finally:
        server.stop()


def records(caplog: pytest.LogCaptureFixture) -> str:
    """Return what a server has put on its record."""
    return "\n".join(r.getMessage() for r in caplog.records if r.name == "sociotui.served")


class Seen:
    """The snapshots that a room has sent."""

    def __init__(self) -> None:
        self.snapshots: list[Snapshot] = []

    def __call__(self, snapshot: Snapshot) -> None:
        self.snapshots.append(snapshot)

    def until(self, wanted: Callable[[Snapshot], Any], what: str = "such a snapshot") -> Snapshot:
        """Return the first snapshot that is as wanted."""
        return until(lambda: next((s for s in tuple(self.snapshots) if wanted(s)), None), what)
