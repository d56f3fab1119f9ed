"""The outlet: what goes out to a terminal, never more than it takes: frames are left out rather than kept waiting."""

from collections.abc import Callable
from typing import Protocol


class Sink(Protocol):
    """Where bytes go: a connection."""

    def write(self, data: bytes) -> None:
        """Send bytes, or keep them until they can be sent."""
        ...

    def waiting(self) -> int:
        """Return how many bytes are kept."""
        ...

    def abort(self) -> None:
        """Give the connection up at once, and all that is kept."""
        ...


def _nothing() -> None:
    pass


class Outlet:
    """The way out to one terminal. Above `most` bytes that wait, it is stalled: it takes no frame until all are gone.

    Then `repaint` is called once, and everything is drawn anew. `stalled` is called where that begins: `look` is then
    to be called time and again, until it returns False. A terminal that takes nothing at all for `patience` seconds,
    while bytes wait for it, is cut off.
    """

    def __init__(
        self,
        sink: Sink,
        clock: Callable[[], float],
        *,
        most: int,
        patience: float,
        repaint: Callable[[], None],
        stalled: Callable[[], None],
    ) -> None:
        self._sink, self._clock = sink, clock
        self._most, self._patience = most, patience
        self._repaint, self._tell_stalled = repaint, stalled
        self._stalled = self._over = False
        self._least = 0
        self._since = 0.0
        self.left_out = 0

    @property
    def is_open(self) -> bool:
        """Whether a frame is taken now; one that is not counts as left out."""
        if self._over:
            return False
        if not self._stalled and self._sink.waiting() > self._most:
            self._stalled = True
            self._least, self._since = self._sink.waiting(), self._clock()
            self._tell_stalled()
        if self._stalled:
            self.left_out += 1
        return not self._stalled

    def send(self, text: str) -> None:
        """Send text, whether it is stalled or not; a frame asks `is_open` first, before it is worked out."""
        if not self._over:
            self._sink.write(text.encode("utf-8", "replace"))

    def look(self) -> bool:
        """Look how a stalled terminal gets on; return whether to look again."""
        if self._over or not self._stalled:
            return False
        waiting, now = self._sink.waiting(), self._clock()
        if not waiting:
            self._stalled = False
            self._repaint()
            return False
        if waiting < self._least:
            self._least, self._since = waiting, now
        elif now - self._since >= self._patience:
            self.cut()
            return False
        return True

    def cut(self) -> None:
        """Give the terminal up: nothing more goes out."""
        if not self._over:
            self._over = True
            self._sink.abort()

    def close(self) -> None:
        """Send nothing more, and let go of who is told; what is on its way still arrives."""
        self._over = True
        self._repaint = self._tell_stalled = _nothing
