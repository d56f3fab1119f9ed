"""Hosting: everybody's app in one process and one loop; who has a seat, and who is asked to leave."""

import asyncio
from collections.abc import Awaitable, Callable
from importlib import import_module
from pkgutil import walk_packages
from time import monotonic

import sociotui.tui
from sociotui.room.identity import Identity
from sociotui.room.port import Room
from sociotui.served.garbage import Garbage
from sociotui.served.limits import Limits, Seats
from sociotui.served.session import Line, Session, Terminal
from sociotui.served.told import accepted


class Host:
    """All sessions of this process. Everything here is called on the loop's thread, while the loop runs."""

    def __init__(self, limits: Limits | None = None, clock: Callable[[], float] = monotonic) -> None:
        self.limits, self.clock = limits or Limits(), clock
        self.seats = Seats(self.limits)
        self._sessions: dict[Session, None] = {}
        self._garbage: Garbage | None = None

    @property
    def sessions(self) -> tuple[Session, ...]:
        """All sessions that run, the oldest first."""
        return tuple(self._sessions)

    def open(self, room: Room, identity: Identity, terminal: Terminal, line: Line) -> Session:
        """Begin a session; raises Refused where there is no seat for it."""
        self.seats.take(identity.person, terminal.address)
        session = Session(
            room, identity, terminal, line, self.limits, self.clock, on_ready=self._begun, on_over=self._over
        )
        self._sessions[session] = None
        return session

    async def end(self, farewell: str, which: Callable[[Session], bool] = lambda _session: True) -> None:
        """End the sessions for which `which` is true, and wait until their terminals are restored."""
        ending = [session for session in self._sessions if which(session)]
        for session in ending:
            session.end(farewell)
        if ending:
            await asyncio.wait([session.task for session in ending], timeout=3 * self.limits.goodbye)

    async def close(self, farewell: str) -> None:
        """End everything; no session is to be opened after that."""
        await self.end(farewell)
        if self._garbage:
            self._garbage.close()
            self._garbage = None

    async def warm_up(self, enter: Callable[[], Awaitable[Room]]) -> None:
        """Have everything at hand before the first person comes, so that they wait no longer than others.

        All screens are imported, and sessions are run that nobody sees, in rooms that `enter` gives, one in each set of
        colours. From then on the search for garbage is looked after here, for the whole process.
        """
        self._garbage = Garbage(asyncio.get_running_loop(), self._quiet)
        for module in walk_packages(sociotui.tui.__path__, "sociotui.tui."):
            import_module(module.name)
        for variables in ({}, {"COLORTERM": "truecolor"}):
            terminal = Terminal(environ=accepted("xterm-256color", variables))
            room = await enter()
            session = Session(room, Identity(person=room.me), terminal, Nowhere(), self.limits, self.clock)
            await session.ready.wait()
            session.end("")
            await session.task
        self._garbage.begun()

    def _begun(self, _session: Session) -> None:
        if self._garbage:
            self._garbage.begun()

    def _over(self, session: Session) -> None:
        if session in self._sessions:
            del self._sessions[session]
            self.seats.give_back(session.identity.person, session.terminal.address)
            if self._garbage:
                self._garbage.ended()

    def _quiet(self) -> float | None:
        return min((session.idle for session in self._sessions), default=None)


class Nowhere:
    """A line that leads nowhere."""

    def write(self, data: bytes) -> None:
        """Send nothing."""

    def waiting(self) -> int:
        """Return that nothing waits."""
        return 0

    def pause(self) -> None:
        """Nothing comes in."""

    def resume(self) -> None:
        """Nothing comes in."""

    def abort(self) -> None:
        """There is nothing to give up."""

    def close(self) -> None:
        """There is nothing to close."""
