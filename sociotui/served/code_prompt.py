"""The prompt for a one-time code, to which somebody comes whose key nobody knows yet; a line, edited by hand."""

from asyncio import Event
from codecs import getincrementaldecoder
from collections.abc import Callable

LONGEST = 64
"""Characters that a code may have, and more."""
_ENOUGH = 4096
"""Bytes after which nobody is typing any more."""
_ENTER, _ERASE, _CLEAR, _AWAY = "\r\n", "\x7f\b", "\x15", "\x03\x04"


class CodePrompt:
    """Asks for a line on a bare terminal, with `write`. Only letters, digits and hyphens are taken, the rest is dropped."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._line = ""
        self._taken = 0
        self._answer: str | None = None
        self._answered = Event()

    async def ask(self, question: str) -> str | None:
        """Return what was typed, or None from who went away."""
        self._line, self._answer = "", None
        self._answered.clear()
        self._write(question)
        await self._answered.wait()
        return self._answer

    def feed(self, data: bytes) -> None:
        """Take in keys."""
        self._taken += len(data)
        if self._taken > _ENOUGH:
            self._end(None)
        for key in self._decode(data):
            if self._answered.is_set():
                return
            if key in _ENTER:
                self._end(self._line)
            elif key in _AWAY:
                self._end(None)
            elif key in _ERASE and self._line:
                self._line = self._line[:-1]
                self._write("\b \b")
            elif key == _CLEAR:
                self._write("\b \b" * len(self._line))
                self._line = ""
            elif key.isascii() and (key.isalnum() or key == "-") and len(self._line) < LONGEST:
                self._line += key
                self._write(key)

    def leave(self) -> None:
        """Nobody is there any more."""
        self._end(None)

    def _end(self, answer: str | None) -> None:
        if not self._answered.is_set():
            self._write("\r\n")
            self._answer = answer
            self._answered.set()
