"""Shared tmux: one program for all, in a tmux that everybody attaches to. It is the floor: all see the same, as one person."""

import asyncio
import contextlib
import fcntl
import os
import shutil
import struct
import subprocess
import termios
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from .ordinary import Ordinary
from .people import SIZE, Person

_SETTINGS = """\
set -g status off
set -g default-terminal tmux-256color
set -g exit-empty off
"""


class TmuxPerson(Person):
    """Somebody at a pseudo-terminal of this machine, in which `tmux attach` runs: no line and no cipher in between."""

    def __init__(self, terminal: int) -> None:
        super().__init__()
        self._terminal = terminal

    def press(self, key: bytes) -> None:
        """Press a key."""
        os.write(self._terminal, key)

    def read(self) -> None:
        """Take what has come."""
        with contextlib.suppress(BlockingIOError, OSError):  # the last one has left
            self.take(os.read(self._terminal, 1 << 16))


class SharedTmux:
    """A tmux server with one program in it."""

    def __init__(self, folder: Path, program: Ordinary) -> None:
        tmux = shutil.which("tmux")
        if tmux is None:
            pytest.fail("a shared tmux is the floor of served sessions, and there is no tmux here: install it (tmux)")
        (folder / "tmux.conf").write_text(_SETTINGS, "utf-8")
        self._tmux = [tmux, "-S", str(folder / "tmux"), "-f", str(folder / "tmux.conf")]
        self._env = {**program.env, "TERM": "xterm-256color"}
        self._clients: list[int] = []
        columns, rows = map(str, SIZE)
        self._run("new-session", "-d", "-x", columns, "-y", rows, *program.command)
        told = self._run("display-message", "-p", "#{pid} #{pane_pid}")
        self._server, self._program = map(int, told.split())

    def pids(self) -> Sequence[int]:
        """Return the server, the program in it, and the clients."""
        return [self._server, self._program, *self._clients]

    @asynccontextmanager
    async def person(self, _number: int) -> AsyncIterator[Person]:
        """Attach, at a pseudo-terminal of one's own."""
        outer, inner = os.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("4H", SIZE[1], SIZE[0], 0, 0))
        os.set_blocking(outer, False)
        try:
            client = await asyncio.create_subprocess_exec(
                *self._tmux, "attach", env=self._env, stdin=inner, stdout=inner, stderr=inner, start_new_session=True
            )
        finally:
            os.close(inner)
        person = TmuxPerson(outer)
        loop = asyncio.get_running_loop()
        loop.add_reader(outer, person.read)
        self._clients.append(client.pid)
        try:
            yield person
        finally:
            self._clients.remove(client.pid)
            client.terminate()
            await client.wait()
            loop.remove_reader(outer)
            os.close(outer)

    def close(self) -> None:
        """End it, and the program in it."""
        self._run("kill-server")

    def _run(self, *arguments: str) -> str:
        done = subprocess.run([*self._tmux, *arguments], env=self._env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout
