"""Garbage: the search for it, kept from holding everybody up.

A search looks at everything that lives, and a hundred sessions are many things: it would hold all screens for a third of
a second, in the middle of a round. So what lives is set aside time and again, and only looked at in a quiet moment.
"""

import gc
from asyncio import AbstractEventLoop, TimerHandle
from collections.abc import Callable

PAUSE = 60.0
"""Seconds after which it is looked whether there is a quiet moment."""
QUIET = 10.0
"""Seconds without a key that make one."""
MOST = 200
"""Sessions of which something may be left; then it is searched whether there is a quiet moment or not."""


class Garbage:
    """Decides when to search. `quiet` returns the seconds since the last key, of everybody; None with nobody there."""

    def __init__(self, loop: AbstractEventLoop, quiet: Callable[[], float | None]) -> None:
        self._loop, self._quiet = loop, quiet
        self._timer: TimerHandle | None = None
        self._left = 0
        gc.enable()

    def begun(self) -> None:
        """A session has begun: what it consists of is set aside."""
        gc.collect()
        gc.freeze()

    def ended(self) -> None:
        """A session has ended: what is left of it waits for a quiet moment."""
        self._left += 1
        self._wait()

    def _wait(self) -> None:
        if not self._timer:
            self._timer = self._loop.call_later(PAUSE, self._look)

    def close(self) -> None:
        """Leave things as they are found."""
        if self._timer:
            self._timer.cancel()
        gc.unfreeze()

    def _look(self) -> None:
        self._timer = None
        quiet = self._quiet()
        if quiet is not None and quiet < QUIET and self._left < MOST:
            self._wait()
            return
        self._left = 0
        gc.unfreeze()
        gc.collect()
        gc.freeze()
