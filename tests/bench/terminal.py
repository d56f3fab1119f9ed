"""Terminal: a program in a pseudo-terminal of its own, measured from outside by what it writes and when."""

import contextlib
import fcntl
import os
import random
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

KEYS: Mapping[str, bytes] = {
    "backspace": b"\x7f",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "enter": b"\r",
    "tab": b"\t",
    "escape": b"\x1b",
    "space": b" ",
    "ctrl+p": b"\x10",
}
_STRING = rb"\x1b[\]P_^][^\x07\x1b]*(?:\x07|\x1b\\)"
_SEQUENCE = rb"\x1b\[[0-?]*[ -/]*[@-~]"
_ESCAPES = re.compile(_STRING + rb"|" + _SEQUENCE + rb"|\x1b[ -/]*[0-~]")
_INK = re.compile(rb"[^\x00-\x20]")

SILENCE = 0.04
"""Seconds without output that end the answer to a key; several frames long."""
SETTLED = 0.25
"""Seconds without output that tell a start is over."""


class Program(NamedTuple):
    """A command, and a word of the screen that it comes to show."""

    command: Sequence[str]
    ready: str


class Start(NamedTuple):
    """How a program came up: milliseconds to the first character that can be seen and to the last byte; bytes."""

    glyph: float
    stable: float
    size: int


class Answer(NamedTuple):
    """What came after a key: milliseconds to the first byte and to the last, and bytes."""

    first: float
    last: float
    size: int


class Terminal:
    """A pseudo-terminal of `columns` by `rows` in which `program` runs with the environment `env`, until closed."""

    def __init__(self, program: Program, env: Mapping[str, str], *, columns: int = 80, rows: int = 24) -> None:
        self._ready = program.ready
        self._fd, inner = os.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("4H", rows, columns, 0, 0))
        self.seen = b""
        self._began = time.monotonic()
        try:
            self._process = subprocess.Popen(
                program.command,
                env=dict(env),
                stdin=inner,
                stdout=inner,
                stderr=inner,
                start_new_session=True,
                close_fds=True,
            )
        finally:
            os.close(inner)
        self.pid = self._process.pid

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        """End the program: politely, then for good."""
        for number, patience in ((signal.SIGTERM, 3.0), (signal.SIGKILL, 10.0)):
            self._process.send_signal(number)
            over = time.monotonic() + patience
            while self._process.poll() is None and time.monotonic() < over:
                if self._read(0.01) is None:
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        self._process.wait(0.01)
        os.close(self._fd)

    def start(self, *, limit: float = 30.0) -> Start:
        """Wait until the screen is there and stands still, and tell how it came up."""
        glyph = last = 0.0
        ready = False
        while self._read(SETTLED if ready else limit):
            last = time.monotonic()
            if not glyph and _INK.search(_ESCAPES.sub(b"", self.seen)):
                glyph = last
            ready = ready or self.shows(self._ready)
        self.expect_life()
        assert ready, f"{self._ready} isn't on the screen: {self.text()[-1000:]}"
        return Start((glyph - self._began) * 1000, (last - self._began) * 1000, len(self.seen))

    def press(self, key: str, *, silence: float = SILENCE, limit: float = 2.0) -> Answer:
        """Press a key, at a moment that no timer of the program knows, and wait for the whole answer."""
        while self._read(random.uniform(0.005, 0.03)):
            pass
        self.seen = b""
        sent = time.monotonic()
        os.write(self._fd, KEYS.get(key) or key.encode())
        first = last = sent
        size = 0
        while data := self._read(silence if size else limit):
            last = time.monotonic()
            first = last if not size else first
            size += len(data)
        self.expect_life()
        return Answer((first - sent) * 1000, (last - sent) * 1000, size)

    def rest(self, seconds: float) -> list[int]:
        """Press nothing for that long, and return the bytes of each burst of output."""
        return rest_together([self], seconds)[0]

    def shows(self, text: str) -> bool:
        """Tell whether `text` was written in one piece since the last key."""
        return text in self.text()

    def text(self) -> str:
        """Return what was written since the last key, without what moves and colours it."""
        return _ESCAPES.sub(b"", self.seen).decode(errors="replace")

    def expect_life(self) -> None:
        """Fail, with what was last on the screen, when the program has ended."""
        if self._process.poll() is not None:
            raise AssertionError(f"it ended with {self._process.returncode}: {self.text()[-1000:]}")

    def fileno(self) -> int:
        """The descriptor, for those who wait for several terminals at once."""
        return self._fd

    def read_now(self) -> int:
        """Take what is there and return how many bytes it was."""
        return len(self._read(0) or b"")

    def _read(self, timeout: float) -> bytes | None:
        """Return what comes within `timeout` seconds, b"" when nothing does, None when nothing ever will."""
        ready, _, _ = select.select([self._fd], [], [], max(0.0, timeout))
        if not ready:
            return b""
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            return None
        self.seen += data
        return data or None


def rest_together(terminals: Iterable[Terminal], seconds: float, *, apart: float = 0.1) -> list[list[int]]:
    """Read several programs at rest over the same seconds; return each one's bytes by burst, `apart` seconds at least."""
    bursts: dict[Terminal, list[int]] = {terminal: [] for terminal in terminals}
    heard: dict[Terminal, float] = {}
    over = time.monotonic() + seconds
    while (left := over - time.monotonic()) > 0:
        ready, _, _ = select.select(list(bursts), [], [], left)
        for terminal in ready:
            size = terminal.read_now()
            terminal.expect_life()
            now = time.monotonic()
            if now - heard.get(terminal, 0.0) > apart:
                bursts[terminal].append(0)
            heard[terminal] = now
            bursts[terminal][-1] += size
    return list(bursts.values())
