"""Hosted: sessions in the test's own loop, each on a line whose terminal is drawn, to look at what it shows."""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any

import pyte

from sociotui.room.hub import Hub
from sociotui.room.identity import Identity
from sociotui.room.port import Room
from sociotui.served.hosting import Host
from sociotui.served.limits import Limits
from sociotui.served.session import Session, Terminal
from sociotui.served.told import accepted

SOON = 10.0


class Drawn:
    """A line to a terminal that draws what it is sent; `slow` keeps everything from it until it is let through."""

    def __init__(self, size: tuple[int, int] = (80, 24)) -> None:
        self.raw = self.kept = b""
        self.slow = self.held = self.aborted = self.closed = False
        self.pauses = 0
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)

    def write(self, data: bytes) -> None:
        """Draw, or keep."""
        if self.slow:
            self.kept += data
        else:
            self.raw += data
            self._stream.feed(data)

    def let_through(self) -> None:
        """Draw what was kept."""
        self.slow, kept, self.kept = False, self.kept, b""
        self.write(kept)

    def waiting(self) -> int:
        """Return how much is kept."""
        return len(self.kept)

    def pause(self) -> None:
        """Hold back what would come in."""
        self.held = True
        self.pauses += 1

    def resume(self) -> None:
        """Hold nothing back."""
        self.held = False

    def abort(self) -> None:
        """Cut it."""
        self.aborted = True

    def close(self) -> None:
        """Close it."""
        self.closed = True

    def resize(self, width: int, height: int) -> None:
        """The window was drawn larger or smaller."""
        self._screen.resize(height, width)

    @property
    def text(self) -> str:
        """What the terminal shows."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def colours(self) -> list[list[tuple[str, str]]]:
        """The colours of each cell, of its sign and behind it, row by row."""
        rows, width = self._screen.buffer, self._screen.columns
        return [[(rows[y][x].fg, rows[y][x].bg) for x in range(width)] for y in range(self._screen.lines)]

    @property
    def output(self) -> str:
        """All that was sent."""
        return self.raw.decode()


class Hall:
    """A host, and a hub of which people take a room each."""

    def __init__(self, hub: Hub, meeting: str, limits: Limits | None = None) -> None:
        self.hub, self.meeting = hub, meeting
        self.host = Host(limits)

    async def room(self, person: str, *, inside: bool = True) -> Room:
        """Return the room that somebody sees."""
        identity = Identity(person=person, door="ssh")
        meeting = self.meeting if inside else ""
        return await asyncio.wrap_future(self.hub.ask(lambda: self.hub.enter(identity, meeting)))

    async def come(
        self,
        person: str,
        *,
        term: str = "xterm-256color",
        size: tuple[int, int] = (80, 24),
        address: str = "",
        room: Room | None = None,
        **variables: str,
    ) -> tuple[Session, Drawn]:
        """Let somebody in, and wait until they see something."""
        line = Drawn(size)
        told = Terminal(environ=accepted(term, variables), width=size[0], height=size[1], address=address)
        identity = Identity(person=person, door="ssh")
        session = self.host.open(room or await self.room(person), identity, told, line)
        await session.ready.wait()
        return session, line


async def until(holds: Callable[[], Any], seen: Drawn | None = None) -> None:
    """Let everything run until `holds` is true; fails, showing the screen, where it never is."""
    deadline = monotonic() + SOON
    while not holds():
        if monotonic() > deadline:
            raise AssertionError("it never came to that:\n" + (seen.text if seen else ""))
        await asyncio.sleep(0.005)


async def shows(line: Drawn, text: str) -> None:
    """Wait until a terminal shows a text."""
    await until(lambda: text in line.text, line)


async def quiet(line: Drawn) -> None:
    """Wait until nothing more is drawn."""
    seen = -1
    while seen != len(line.raw):
        seen = len(line.raw)
        await asyncio.sleep(0.3)
