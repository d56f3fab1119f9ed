"""Outbox: what goes out to a client, at the pace at which it takes it; who takes nothing for long is given up."""

from asyncio import AbstractEventLoop, TimerHandle, Transport
from collections.abc import Callable

from sociotui.room.frames import frame


class Outbox:
    """The way out to one client. Above `buffered` bytes it is full; `stalled` is called when nothing is taken for `patience` s."""

    def __init__(
        self,
        transport: Transport,
        loop: AbstractEventLoop,
        buffered: int,
        patience: float,
        stalled: Callable[[], None],
    ) -> None:
        self._transport, self._loop = transport, loop
        self._buffered, self._patience, self._stalled = buffered, patience, stalled
        self._written = self._taken = 0
        self._since = 0.0
        self._timer: TimerHandle | None = None
        transport.set_write_buffer_limits(high=buffered, low=buffered // 4)

    @property
    def has_room(self) -> bool:
        """True where one more message may be written."""
        return not self._transport.is_closing() and self._waiting <= self._buffered

    def write(self, body: bytes) -> None:
        """Write a message."""
        framed = frame(body)
        self._written += len(framed)
        self._transport.write(framed)
        if self._waiting and self._timer is None:
            self._taken, self._since = self._written - self._waiting, self._loop.time()
            self._timer = self._loop.call_later(self._patience / 4, self._look)

    def close(self) -> None:
        """Look no more whether anything is taken."""
        if self._timer:
            self._timer.cancel()
        self._timer = None

    @property
    def _waiting(self) -> int:
        return self._transport.get_write_buffer_size()

    def _look(self) -> None:
        self._timer = None
        if not self._waiting:
            return
        taken, now = self._written - self._waiting, self._loop.time()
        if taken != self._taken:
            self._taken, self._since = taken, now
        elif now - self._since >= self._patience:
            self._stalled()
            return
        self._timer = self._loop.call_later(self._patience / 4, self._look)
