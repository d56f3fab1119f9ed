"""The keyboard: bytes from a terminal far away become keys and pastes; whatever they are, nothing breaks or piles up."""

from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator

from textual.events import AppBlur, AppFocus, CursorPosition, MouseEvent, Paste, Resize
from textual.message import Message
from textual.messages import InBandWindowResize, TerminalSupportsSynchronizedOutput

from sociotui.tui.private import PatientParser

ESCAPE_DELAY = 0.1
"""Seconds after which an escape that nothing follows was the escape key."""
_BEGIN, _END = "\x1b[200~", "\x1b[201~"
_UNASKED = (
    AppBlur,
    AppFocus,
    CursorPosition,
    InBandWindowResize,
    MouseEvent,
    Resize,
    TerminalSupportsSynchronizedOutput,
)
"""What a terminal answers that was asked for it. None is, so it isn't believed: a size comes from the connection."""


class Keyboard:
    """Turns bytes into what was pressed and pasted; a paste is one, of at most `paste` characters."""

    def __init__(self, paste: int) -> None:
        self._most = paste
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._parser = PatientParser()
        self._held = ""
        self._pasted: list[str] | None = None
        self._size = 0

    @property
    def undecided(self) -> bool:
        """Whether an escape is there of which time has to tell what it is: then call `time_is_up` after `ESCAPE_DELAY`."""
        return self._parser.undecided or (self._pasted is None and bool(self._held))

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield what these bytes bring."""
        text, self._held = self._held + self._decode(data), ""
        while text:
            if self._pasted is None:
                before, mark, text = text.partition(_BEGIN)
                if mark:
                    self._pasted, self._size = [], 0
                else:
                    before = self._hold(before, _BEGIN)
                yield from self._keys(before)
            else:
                before, mark, text = text.partition(_END)
                self._paste(before if mark else self._hold(before, _END))
                if mark:
                    yield Paste("".join(self._pasted).replace("\0", ""))
                    self._pasted = None

    def time_is_up(self) -> Iterator[Message]:
        """Yield what time has told: that an escape which nothing follows was the escape key."""
        if self._pasted is None:
            held, self._held = self._held, ""
            yield from self._keys(held)
            yield from self._wanted(self._parser.time_is_up())

    def close(self) -> None:
        """Let go of what was pressed last."""
        self._parser.close()

    def _hold(self, text: str, mark: str) -> str:
        """Keep what may be the beginning of `mark`, and return the rest."""
        for size in range(min(len(mark) - 1, len(text)), 0, -1):
            if text.endswith(mark[:size]):
                self._held = text[-size:]
                return text[:-size]
        return text

    def _paste(self, text: str) -> None:
        if self._pasted is not None and self._size < self._most:
            self._pasted.append(text[: self._most - self._size])
            self._size += len(text)

    def _keys(self, text: str) -> Iterator[Message]:
        if text:
            yield from self._wanted(self._parser.feed(text))

    def _wanted(self, messages: Iterable[Message]) -> Iterator[Message]:
        try:
            yield from (message for message in messages if not isinstance(message, _UNASKED))
        except (ValueError, ArithmeticError, LookupError):
            # A number that is none, in what looked like a key; the parser is not to be used after that.
            self._parser = PatientParser()
