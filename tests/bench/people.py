"""People: those who sit at a terminal in the demo's meeting, and tell at which moment what was on their screen."""

import asyncio
import re
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from time import perf_counter
from typing import NamedTuple, Protocol

import pyte

NAMES = ("zoe", "ana", "ben", "chidi", "dara", "eli")
"""Those who are in the demo's meeting; the first of them facilitates."""
SIZE = 80, 24
"""Columns and rows of everybody's terminal."""
SILENCE = 0.08
"""Seconds without output at anybody's terminal that tell all is drawn."""
CALM, TICK = 0.3, 30
"""Bytes that the clock takes within so many seconds at most, at one terminal."""
PATIENCE = 20.0
"""Seconds after which what has not come is missed."""

_RING = range(2, 12), range(20, 62)
"""Rows and columns of the pane where people sit, and have a sign beside them while a hand is up."""
_LAST = b"keys"
"""The end of the screen's last line."""
_UNDRAWN = re.compile(rb"\x1b\[[<=>][0-9;:]*[a-zA-Z]")
"""Sequences for the terminal alone, of which pyte would draw the letters."""


class Piece(NamedTuple):
    """Output that came at once, and when."""

    at: float
    data: bytes


class Person:
    """Somebody at a terminal. What comes is kept with its moment, and is drawn only when the measuring is over."""

    def __init__(self) -> None:
        self.came: list[Piece] = []
        self.there = asyncio.Event()
        """Set once the last line of the meeting's screen has come."""
        self._tail = b""
        self._drawn = 0
        self._screen = pyte.Screen(*SIZE)
        self._stream = pyte.ByteStream(self._screen)

    def take(self, data: bytes) -> None:
        """Something is drawn at the terminal."""
        self.came.append(Piece(perf_counter(), data))
        if not self.there.is_set():
            if _LAST in self._tail + data:
                self.there.set()
            self._tail = data[1 - len(_LAST) :]

    def press(self, key: bytes) -> None:
        """Press a key."""
        raise NotImplementedError

    @property
    def size(self) -> int:
        """Bytes that came since `forget`."""
        return self.size_since(0.0)

    def size_since(self, moment: float) -> int:
        """Bytes that came since then."""
        return sum(len(piece.data) for piece in self.came if piece.at > moment)

    @property
    def hands(self) -> int:
        """How many hands are up on the screen, as far as it is drawn."""
        rows, columns = _RING
        return sum(self._screen.buffer[row][column].data == "↑" for row in rows for column in columns)

    @property
    def stands(self) -> bool:
        """Whether the meeting is on the screen from its ring to its last line, as far as it is drawn."""
        lines = self._screen.display
        return _LAST.decode() in lines[-1] and all(
            any(name.title() in line for line in [line[20:62] for line in lines[2:12]]) for name in NAMES
        )

    def forget(self) -> None:
        """Begin to look anew."""
        self.draw()
        self.came.clear()
        self._drawn = 0

    def draw(self) -> None:
        """Draw all that has come."""
        while self._draw_piece():
            pass

    def stood(self) -> float | None:
        """Draw what has come until the meeting stands; return the moment at which it did."""
        while self._draw_piece():
            if self.stands:
                return self.came[self._drawn - 1].at
        return None

    def saw(self, before: int) -> float | None:
        """Draw what has come until the hands are others than `before`; return the moment at which they were."""
        while self._draw_piece():
            if self.hands != before:
                return self.came[self._drawn - 1].at
        return None

    def text(self) -> str:
        """Return the screen as it is drawn."""
        return "\n".join(self._screen.display)

    def _draw_piece(self) -> bool:
        """Draw one piece more; return whether there was one."""
        if self._drawn == len(self.came):
            return False
        self._stream.feed(_UNDRAWN.sub(b"", self.came[self._drawn].data))
        self._drawn += 1
        return True


class Place(Protocol):
    """A way by which many take part in one meeting: what runs for it, and how somebody comes in."""

    def pids(self) -> Sequence[int]:
        """Return the processes that run for it, the terminals' side left out."""

    def person(self, number: int) -> AbstractAsyncContextManager[Person]:
        """Begin to come in as the person of that number; who comes in leaves with the context."""


async def settled(people: Sequence[Person]) -> None:
    """Wait until something was drawn for everybody, and nothing more is."""
    over = perf_counter() + PATIENCE
    while perf_counter() < over:
        await asyncio.sleep(SILENCE / 4)
        if all(person.came for person in people):
            silent = perf_counter() - max(person.came[-1].at for person in people)
            if silent >= SILENCE:
                return
    without = [person for person in people if not person.came]
    raise AssertionError(f"nothing came to {len(without)} of {len(people)}, or it never ends")


async def calm(people: Sequence[Person]) -> None:
    """Wait until nothing is drawn but the seconds of the clock, which many terminals have at many moments."""
    over = perf_counter() + PATIENCE
    while perf_counter() < over:
        await asyncio.sleep(CALM / 3)
        if all(person.size_since(perf_counter() - CALM) <= TICK for person in people):
            return
    raise AssertionError("it does not calm down")
