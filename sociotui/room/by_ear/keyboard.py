"""Keyboard: lines that somebody types, or that a program sends; while one waits for them, what is new in the meeting is heard."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from select import POLLIN
from typing import Any

from sociotui.room.by_ear.source import Source, Watched

PROMPT = "> "
_CHUNK = 65536


class Piped:
    """Lines from a file or another program: no prompt, and nothing is asked unless `asking`."""

    def __init__(self, fd: int, source: Source) -> None:
        self._fd, self._source = fd, source
        self._watched = Watched([(fd, POLLIN)])
        self._held = b""
        self._over = False

    def line(self, news: Callable[[], Any]) -> str | None:
        """Return the next line; None at the end. `news` is called where something may be new meanwhile."""
        while b"\n" not in self._held and not self._over:
            if not self._source.wait(self._watched):
                news()
                continue
            data = os.read(self._fd, _CHUNK)
            self._held += data
            self._over = not data
        if not self._held:
            return None
        line, _end, self._held = self._held.partition(b"\n")
        return line.decode("utf-8", "replace").rstrip("\r")

    def ask(self, question: str, *, unseen: bool = False) -> str | None:
        """Return the next line as an answer; nothing of it is shown in any case."""
        return self.line(lambda: None)

    def forget(self) -> None:
        """There is no history."""

    def close(self) -> None:
        """There is nothing to put back."""


class Typed:
    """Lines that are typed at a terminal, with a history of this talk alone and completion by tab.

    Until a key is pressed what is new is told at once; from then on it waits for the end of the line. `complete` returns
    what the last word could become, given the words before it.
    """

    def __init__(self, fd: int, source: Source, complete: Callable[[str, str], Sequence[str]]) -> None:
        self._fd, self._source = fd, source
        self._watched = Watched([(fd, POLLIN)])
        self._editing = self._prepare(complete)
        self._before: list[Any] | None = None
        self._length = 0  # of the history, before the latest line

    def line(self, news: Callable[[], bool]) -> str | None:
        """Return the next line; None where somebody says that it was the last one (ctrl+d)."""
        self._show(PROMPT)
        with suppress(EOFError):
            while not self._key():
                if news():
                    self._show(PROMPT)
            return self._read(PROMPT)
        return None

    def ask(self, question: str, *, unseen: bool = False) -> str | None:
        """Ask, and return the answer; none at all cancels. The news wait for it. What is `unseen` is not shown as it is typed."""
        try:
            return self._unseen(question) if unseen else self._read(f"{question} ")
        except EOFError:
            return ""
        except KeyboardInterrupt:
            self._show("\n")
            return ""
        finally:
            if not unseen:
                self.forget()

    def forget(self) -> None:
        """Keep the latest line in no history."""
        if self._editing:
            import readline

            if (length := readline.get_current_history_length()) > self._length:
                readline.remove_history_item(length - 1)

    def close(self) -> None:
        """Put the terminal back as it was."""
        self._cook()

    def _show(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    def _key(self) -> bool:
        """Wait for a key, or for news; with editing, keys are not shown by the terminal but by who reads them."""
        if self._editing:
            self._hold()
        return bool(self._source.wait(self._watched))

    def _read(self, prompt: str) -> str:
        if self._editing:
            self._hold(shown=True)
            if prompt == PROMPT:
                self._show("\r")  # the prompt stands there; it is drawn over by itself
            self._note_length()
            try:
                return input(prompt)
            finally:
                self._cook()
        if prompt != PROMPT:
            self._show(prompt)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\n")

    def _note_length(self) -> None:
        import readline

        self._length = readline.get_current_history_length()

    def _unseen(self, question: str) -> str:
        """Read a line that is not shown."""
        import termios

        before = termios.tcgetattr(self._fd)
        dark = termios.tcgetattr(self._fd)
        dark[3] = dark[3] & ~termios.ECHO | termios.ICANON
        self._show(f"{question} ")
        termios.tcsetattr(self._fd, termios.TCSADRAIN, dark)
        try:
            data = os.read(self._fd, _CHUNK)
        finally:
            termios.tcsetattr(self._fd, termios.TCSADRAIN, before)
            self._show("\n")
        if not data:
            raise EOFError
        return data.decode("utf-8", "replace").rstrip("\r\n")

    def _hold(self, *, shown: bool = False) -> None:
        """Have keys come one by one; unseen, until they are read by what edits lines, which looks whether they are to be `shown`."""
        import termios

        self._before = self._before or termios.tcgetattr(self._fd)
        held = termios.tcgetattr(self._fd)
        held[3] = (held[3] | termios.ECHO if shown else held[3] & ~termios.ECHO) & ~termios.ICANON
        termios.tcsetattr(self._fd, termios.TCSADRAIN, held)

    def _cook(self) -> None:
        import termios

        if self._before is not None:
            with suppress(termios.error):  # the terminal has gone
                termios.tcsetattr(self._fd, termios.TCSADRAIN, self._before)
            self._before = None

    def _prepare(self, complete: Callable[[str, str], Sequence[str]]) -> bool:
        """Set up what edits lines; False where this Python has nothing for it."""
        try:
            import readline
        except ImportError:
            return False
        found: list[str] = []

        def completer(text: str, state: int) -> str | None:
            if state == 0:
                before = readline.get_line_buffer()[: readline.get_begidx()]
                found[:] = [f"{word} " for word in complete(before, text)]
            return found[state] if state < len(found) else None

        readline.set_completer(completer)
        readline.set_completer_delims(" \t\n,:")
        readline.parse_and_bind("tab: complete")
        readline.parse_and_bind("set enable-bracketed-paste off")
        readline.parse_and_bind("set bell-style none")
        return True
