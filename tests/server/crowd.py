"""Crowd: many terminals at once; while one is looked at the others are read too, as terminals are that people sit at."""

import re
import select
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from tests.terminal.screen import Terminal


class Seat(Terminal):
    """One terminal of a crowd."""

    def __init__(
        self,
        crowd: "list[Seat]",
        command: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str],
        cwd: Path,
    ) -> None:
        super().__init__(command, size=size, env=env, cwd=cwd)
        self._crowd = crowd
        self.heeded = True
        """Whether anybody looks at this terminal; it takes nothing else."""
        crowd.append(self)

    @property
    def pid(self) -> int:
        """The process that runs in it."""
        return self._pid

    @property
    def fd(self) -> int:
        """What a selector waits for."""
        return int(self._child.child_fd)

    @property
    def open(self) -> bool:
        """Whether something may still come."""
        return self.heeded and not self.ended and not self._child.closed

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._child.send(data)

    def close(self) -> None:
        """End the program, and leave the crowd."""
        if self in self._crowd:
            self._crowd.remove(self)
        super().close()

    def _take(self, wait: float) -> None:
        """Take in what has come here, and to all others; return when something has come here, or time is up."""
        deadline = time.monotonic() + wait
        while True:
            seats = {seat.fd: seat for seat in self._crowd if seat.open}
            left = max(0.0, deadline - time.monotonic())
            ready = select.select(seats, [], [], left)[0]
            for fd in ready:
                super(Seat, seats[fd])._take(0)
            if self.fd in ready or not self.open or time.monotonic() >= deadline:
                return


Wanted: TypeAlias = "str | Callable[[Terminal], object]"


def spoken(name: str) -> Callable[[Terminal], bool]:
    """Return what is true of a terminal whose ring shows that somebody has had their turn."""

    def shown(terminal: Terminal) -> bool:
        return re.search(rf"\b{name}\S? ✓", terminal.text) is not None

    return shown


def wired(count: int, lost: str = "") -> Callable[[Terminal], bool]:
    """Return what is true of a terminal whose room has so many at terminals, and whose connection that person has lost."""

    def shown(terminal: Terminal) -> bool:
        room = terminal.pane("Room")
        return re.search(rf"▪ {count}\b", room) is not None and (f"≈ {lost}" in room if lost else "≈" not in room)

    return shown


def all_see(seats: Iterable[Seat], wanted: Wanted, within: float = 15.0) -> None:
    """Wait until every one of these terminals shows what is wanted."""
    deadline = time.monotonic() + within
    for seat in seats:
        seat.wait_for(wanted, max(0.1, deadline - time.monotonic()))
