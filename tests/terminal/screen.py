"""A terminal for tests: the program runs in a pty, keys go in, and what comes out is drawn on a screen to look at.

Nothing here waits for a fixed time: `wait_for` reads until the screen shows what is wanted, or says what it shows.
"""

import os
import re
import signal
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from select import select
from typing import Any, TypeAlias

import pexpect
import pyte
from rich.cells import cell_len

KEYS = {
    "enter": "\r",
    "space": " ",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "f1": "\x1bOP",
    "f7": "\x1b[18~",
}
HALF = 0.02
"""How long, in seconds, the other half of a picture may let wait for itself."""
_UNDRAWN = re.compile(rb"\x1b\[[<=>][0-9;:]*[a-zA-Z]")
"""Private sequences (of the kitty keyboard) that pyte would draw as letters."""
_UNFINISHED = re.compile(rb"\x1b(\[[<=>]?[0-9;:]*)?\Z")


def sent(key: str) -> str:
    """Return what a terminal sends for a key: a name from `KEYS`, ctrl+letter, or the character itself."""
    if key.startswith("ctrl+") and len(key) == 6:
        return chr(ord(key[-1]) & 0x1F)
    return KEYS.get(key, key)


class Terminal:
    """A program in a pty, and the screen that it draws."""

    def __init__(self, command: Sequence[str], *, size: tuple[int, int], env: Mapping[str, str], cwd: Path) -> None:
        columns, rows = size
        self._screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._held = b""
        self.raw = b""
        self.ended = False
        self._child: pexpect.spawn[bytes] = pexpect.spawn(
            command[0],
            list(command[1:]),
            dimensions=(rows, columns),
            env=dict(env),
            cwd=str(cwd),
            timeout=None,
            preexec_fn=_as_from_a_shell,
        )
        self._child.delaybeforesend = None
        self._pid: int = self._child.pid or 0
        self.modes_before: Modes = self._modes()

    # --- looking

    @property
    def lines(self) -> list[str]:
        """The rows of the screen, without the blanks at their ends."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """The whole screen, a line each row."""
        return "\n".join(self.lines)

    @property
    def picture(self) -> object:
        """All that is seen: characters, their looks, and the cursor; for telling whether anything has changed."""
        return self.cells, self._screen.cursor.x, self._screen.cursor.y

    @property
    def cells(self) -> tuple[tuple[pyte.screens.Char, ...], ...]:
        """Each cell of each row, with its looks."""
        rows = self._screen.buffer
        return tuple(tuple(rows[y][x] for x in range(self._screen.columns)) for y in range(self._screen.lines))

    def shows(self, text: str) -> bool:
        """Whether the screen shows `text`; however its lines are broken and wherever they end."""
        return " ".join(text.split()) in " ".join(self.text.split())

    def meets(self, wanted: "str | Callable[[Terminal], object]") -> bool:
        """Whether it shows that text, or that is true of it."""
        return self.shows(wanted) if isinstance(wanted, str) else bool(wanted(self))

    def pane(self, title: str) -> str:
        """Return what stands in the frame with that title, or else one that begins so; "" for none.

        Of several it is the leftmost.
        """
        rows = self._screen.display
        found = [(row.find(f"╭─ {title}{end}"), y) for end in (" ─", "") for y, row in enumerate(rows)]
        exact, begins = found[: len(rows)], found[len(rows) :]
        frames = [min(some) for some in ([f for f in kind if f[0] >= 0] for kind in (exact, begins)) if some]
        if not frames:
            return ""
        x, y = frames[0]
        right = rows[y].find("╮", x)
        inner = []
        for row in rows[y + 1 :]:
            if row[x] != "│":
                break
            inner.append(row[x + 1 : right].rstrip())
        return "\n".join(inner)

    # --- doing

    def press(self, *keys: str) -> None:
        """Press keys, each by its name or as its character."""
        for key in keys:
            self._child.send(sent(key))

    def press_each(self, *keys: str) -> None:
        """Press keys or type texts, each after the screen has answered the one before, as people do."""
        for key in keys:
            self.read()
            if sent(key) == key and len(key) > 1:
                self._write(key)
            else:
                before = self.picture
                self.press(key)
                self._read_until(partial(_differs, before), 10.0)
                assert self.picture != before, f"{key} changed nothing\n{self.drawn()}"

    def _write(self, text: str) -> None:
        last = text.split()[-1]
        count = self.text.count(last)
        self.type(text)
        self.wait_for(lambda t: t.text.count(last) > count)

    def type(self, text: str) -> None:
        """Type a text, character by character, as it is."""
        self._child.send(text)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, and tell the program, which has to draw everything anew."""
        self.read()
        self._screen.resize(rows, columns)
        self._screen.erase_in_display(2)
        self._child.setwinsize(rows, columns)

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        os.kill(self._pid, number)

    # --- waiting

    def wait_for(self, wanted: "str | Callable[[Terminal], object]", within: float = 10.0) -> None:
        """Read until the screen shows a text, or something is true of this terminal, when all of it has been drawn.

        A picture that is half drawn may lack what its other half shows.
        """
        self._read_until(partial(_stays, wanted), within)
        if not self.meets(wanted):
            state = "the program has ended" if self.ended else f"within {within:g} s"
            raise AssertionError(f"not seen ({state}): {_name(wanted)}\n{self.drawn()}")

    def settle(self, quiet: float = 0.2, within: float = 10.0) -> None:
        """Read until nothing more comes; a clock that ticks each second may go on."""
        deadline = time.monotonic() + within
        seen = -1
        while seen != len(self.raw) and time.monotonic() < deadline:
            seen = len(self.raw)
            self._take(quiet)

    def wait_for_end(self, within: float = 10.0) -> int:
        """Wait until the program has ended; return its exit code, or a signal's number below zero."""
        self._read_until(lambda _t: False, within)
        if not self.ended:
            raise AssertionError(f"still running after {within:g} s\n{self.drawn()}")
        self._child.wait()
        code = self._child.exitstatus
        return code if code is not None else -(self._child.signalstatus or 0)

    def interrupt(self, key: str, within: float = 10.0) -> int:
        """Press a key until the program has ended; return its exit code.

        Python overlooks an interruption that comes in the moment before it begins to wait for input; people press again.
        """
        for _again in range(round(within)):
            self.press(key)
            self._read_until(lambda _t: False, 1.0)
            if self.ended:
                break
        return self.wait_for_end()

    def read(self) -> None:
        """Take in what has come by now."""
        self._take(0)

    def drawn(self) -> str:
        """Return the screen in a frame, for a message."""
        edge = "─" * self._screen.columns
        return "\n".join([f"┌{edge}┐", *(f"│{row}│" for row in self._screen.display), f"└{edge}┘"])

    def _read_until(self, wanted: "str | Callable[[Terminal], object]", within: float) -> None:
        deadline = time.monotonic() + within
        self.read()
        while not self.meets(wanted) and not self.ended:
            left = deadline - time.monotonic()
            if left <= 0:
                return
            self._take(min(left, 0.2))

    def _take(self, wait: float) -> None:
        try:
            while True:
                self._came(self._child.read_nonblocking(65536, wait))
                wait = 0
        except pexpect.TIMEOUT:
            pass
        except pexpect.EOF:
            self._take_the_last()
            self.ended = True

    def _take_the_last(self) -> None:
        """Take in what a program wrote just before it ended: pexpect sees the end sooner than the kernel brings that."""
        fd = self._child.child_fd
        with suppress(OSError):  # so a terminal says that nobody has it any more
            while fd >= 0 and select([fd], [], [], 1.0)[0] and (data := os.read(fd, 65536)):
                self._came(data)

    def _came(self, data: bytes) -> None:
        self.raw += data
        self._draw(data)

    def _draw(self, data: bytes) -> None:
        data = _UNDRAWN.sub(b"", self._held + data)
        cut = _UNFINISHED.search(data)
        self._held = cut.group() if cut else b""
        self._stream.feed(data[: len(data) - len(self._held)])

    # --- the end

    def hang_up(self) -> None:
        """Close the terminal under the program, as when a window is closed or a connection breaks."""
        self.ended = True
        os.close(self._child.child_fd)
        self._child.closed = True
        self._child.child_fd = -1

    def has_died(self) -> bool:
        """Whether the process is gone; for after `hang_up`, when nothing can be read any more."""
        try:
            return os.waitpid(self._pid, os.WNOHANG)[0] != 0
        except ChildProcessError:
            return True

    def close(self) -> None:
        """End the program, whatever it is doing."""
        if self._child.closed:
            if not self.has_died():
                os.kill(self._pid, signal.SIGKILL)
                os.waitpid(self._pid, 0)
            return
        self._child.close(force=True)

    # --- what is left behind

    def _modes(self) -> "Modes":
        """The settings of the terminal line (echo, line by line, …)."""
        return termios.tcgetattr(self._child.child_fd)[:4]

    def unrestored(self) -> list[str]:
        """Return what the program has changed about the terminal and not put back."""
        left = [
            name
            for name, on, off in (
                ("the other screen is shown", b"\x1b[?1049h", b"\x1b[?1049l"),
                ("the cursor is hidden", b"\x1b[?25l", b"\x1b[?25h"),
                ("pasting is bracketed", b"\x1b[?2004h", b"\x1b[?2004l"),
                ("focus is reported", b"\x1b[?1004h", b"\x1b[?1004l"),
                ("lines do not wrap", b"\x1b[?7l", b"\x1b[?7h"),
                ("keys are reported in full", b"\x1b[>", b"\x1b[<u"),
            )
            if self.raw.rfind(on) > self.raw.rfind(off)
        ]
        return left if self._modes() == self.modes_before else [*left, "the line is raw"]


class _Screen(pyte.Screen):
    """A screen on which, as on terminals, half of a wide character that is written over takes its other half along."""

    _wide = False

    def draw(self, data: str) -> None:
        """Draw characters, and blank the halves that are left of others."""
        super().draw(data)
        self._wide = self._wide or cell_len(data) > len(data)
        if not self._wide:
            return
        row = self.buffer[self.cursor.y]
        for x in range(self.columns):
            lonely_first = cell_len(row[x].data) > 1 and bool(row[x + 1].data)
            lonely_second = not row[x].data and (not x or cell_len(row[x - 1].data) < 2)
            if lonely_first or lonely_second:
                row[x] = row[x]._replace(data=" ")


def _stays(wanted: "str | Callable[[Terminal], object]", terminal: Terminal) -> bool:
    if not terminal.meets(wanted):
        return False
    terminal.settle(HALF)
    return terminal.meets(wanted)


def _differs(picture: object, terminal: Terminal) -> bool:
    return terminal.picture != picture


def _as_from_a_shell() -> None:
    """Give signals their ordinary meaning, which whatever runs the tests may have changed."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


Modes: TypeAlias = list[Any]


def _name(wanted: "str | Callable[[Terminal], object]") -> str:
    if isinstance(wanted, str):
        return f"“{wanted}”"
    return f"{getattr(wanted, '__name__', 'a change')} {getattr(wanted, '__doc__', '') or ''}".strip()
