"""Rough: clients of the SSH door that behave as no terminal does, beside people who want to meet."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any

import asyncssh

Way = Callable[["asyncssh.SSHClientProcess[bytes]"], Awaitable[None]]
"""What a client does in its session."""


class Rough:
    """One client that comes in with a key at a port, and behaves in some `way` until it is told to stop."""

    def __init__(self, port: int, key: Path, way: Way, window: int) -> None:
        self._port, self._key, self._way, self._window = port, key, way, window
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._thread = Thread(target=self._run, name="rough", daemon=True)
        self.rounds = 0
        """How often it has done what it does."""
        self.ended = False
        self._thread.start()

    def stop(self) -> None:
        """Stop."""
        with suppress(RuntimeError):  # it has ended by itself
            self._loop.call_soon_threadsafe(self._cancel)
        self._thread.join(10)

    def _cancel(self) -> None:
        if self._task:
            self._task.cancel()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._task = self._loop.create_task(self._come())
        try:
            self._loop.run_until_complete(self._task)
        except (asyncio.CancelledError, asyncssh.Error, OSError):
            pass  # it was stopped, or sent away
        finally:
            self.ended = True
            self._loop.run_until_complete(asyncio.sleep(0))
            self._loop.close()

    async def _come(self) -> None:
        more: dict[str, Any] = {"known_hosts": None, "config": None, "client_keys": [str(self._key)]}
        async with asyncssh.connect("127.0.0.1", self._port, username="x", **more) as connection:
            process: asyncssh.SSHClientProcess[bytes] = await connection.create_process(
                term_type="xterm-256color", term_size=(200, 60), encoding=None, window=self._window
            )
            while not process.channel.is_closing():
                await self._way(process)
                self.rounds += 1
            await connection.wait_closed()


@contextmanager
def rough(port: int, key: Path, way: Way, window: int = 2_097_152) -> Iterator[Rough]:
    """Let a client behave roughly for as long as this lasts; `window` bytes may come before it has taken any."""
    client = Rough(port, key, way, window)
    try:
        yield client
    finally:
        client.stop()


async def never_reading(process: "asyncssh.SSHClientProcess[bytes]") -> None:
    """Ask for much to be drawn, and take nothing of it."""
    for key in (b"?", b"\x1b"):
        process.stdin.write(key)
        await asyncio.sleep(0.2)  # an escape is told from the beginning of another key by what doesn't follow


async def flooding(process: "asyncssh.SSHClientProcess[bytes]") -> None:
    """Press keys without end, as fast as the connection takes them."""
    process.stdin.write(b"\x1b[Bjkh?\x1b" * 2_000)
    await process.stdin.drain()
    await process.stdout.read(65_536)


async def resizing(process: "asyncssh.SSHClientProcess[bytes]") -> None:
    """Be as small and as large as no terminal is, a hundred times."""
    for _time in range(100):
        for size in ((1, 1), (5000, 5000), (0, 0), (80, 24)):
            process.change_terminal_size(*size)
        await asyncio.sleep(0)
    await process.stdout.read(1_048_576)
    await asyncio.sleep(0.2)
