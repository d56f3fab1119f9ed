"""The watchdog: notices that the loop of all sessions is held up, and names what holds it."""

import asyncio
import logging
import selectors
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)


class _Selector(selectors.DefaultSelector):
    """A selector that says when the loop leaves its sleep, and when it goes back to it."""

    def __init__(self, watchdog: "Watchdog") -> None:
        super().__init__()
        self._watchdog = watchdog

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait for something to happen."""
        self._watchdog.busy_since = None
        try:
            return super().select(timeout)
        finally:
            self._watchdog.awake()


class Watchdog:
    """Watches one loop, made by `new_loop`. Work that takes longer than `patience` seconds at a stretch is told, once.

    It is told to the log, or to `told`, with the place in the program where it was found. While the loop sleeps, for
    `rest` seconds and more, the watchdog does too.
    """

    def __init__(
        self, patience: float = 0.25, told: Callable[[float, str], None] | None = None, *, rest: float = 0.3
    ) -> None:
        self.busy_since: float | None = None
        self._patience, self._told, self._rest = patience, told or _log, rest
        self._loop_thread = 0
        self._last = 0.0
        self._up = threading.Event()
        self._over = False
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def new_loop(self) -> asyncio.AbstractEventLoop:
        """Return a loop that is watched from when it runs; for `asyncio.Runner(loop_factory=...)`."""
        return asyncio.SelectorEventLoop(_Selector(self))

    def start(self) -> None:
        """Begin to watch; called on the loop's own thread."""
        self._loop_thread = threading.get_ident()
        self._thread.start()

    def close(self) -> None:
        """Stop watching."""
        self._over = True
        self._up.set()
        if self._thread.is_alive():
            self._thread.join()

    @property
    def lies_down(self) -> bool:
        """Whether it sleeps until the loop has something to do."""
        return not self._up.is_set()

    def awake(self) -> None:
        """The loop has something to do."""
        self._last = self.busy_since = time.monotonic()
        if not self._up.is_set():
            self._up.set()

    def _watch(self) -> None:
        told: float | None = None
        while not self._over:
            self._up.wait()
            since, now = self.busy_since, time.monotonic()
            if since is None and now - self._last > self._rest:
                self._up.clear()
                if self.busy_since is not None or self._over:  # it woke in between, and thought that this is up
                    self._up.set()
            elif since is not None and since != told and now - since > self._patience:
                told = since
                self._told(now - since, self._place())
            if not self.lies_down:
                time.sleep(self._patience / 2)

    def _place(self) -> str:
        frame: Any = sys._current_frames().get(self._loop_thread)
        return "".join(traceback.format_stack(frame)) if frame else ""


def _log(seconds: float, place: str) -> None:
    log.warning("Everybody has waited for %.1f s by now for this:\n%s", seconds, place)
