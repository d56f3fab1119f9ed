"""Plain: what is drawn, in signs of ASCII; and where a terminal lacks even people's letters, these in ASCII too.

It works on lines as they go out, so nothing that draws can forget it: neither our panes nor Textual's own widgets.
"""

import unicodedata
from functools import lru_cache

from rich.cells import split_graphemes
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from sociotui.domain.text import PLAIN_LETTERS
from sociotui.room.spelling import SIGNS, spelled


class Plain(LineFilter):
    """Draws lines in plain signs; without `letters` in nothing but ASCII. Each character keeps its cells."""

    def __init__(self, *, letters: bool) -> None:
        super().__init__()
        self._spell = spelled if letters else lettered

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of one line, spelled."""
        if all(segment.text.isascii() for segment in segments):
            return segments
        return [Segment(self._spell(text), style, control) for text, style, control in segments]


def lettered(text: str) -> str:
    """Return a text all in ASCII: letters without their marks, and “?” in each cell of what has no letter there."""
    if text.isascii():
        return text
    return "".join(_plain(text[start:end], size) for start, end, size in split_graphemes(text)[0])


@lru_cache(4096)
def _plain(grapheme: str, size: int) -> str:
    if grapheme.isascii() or size == 0:
        return grapheme if size else ""
    first = grapheme[0]
    if ord(first) in SIGNS:
        return SIGNS[ord(first)].ljust(size)
    base = unicodedata.normalize("NFKD", first)[0]
    if base.lower() in PLAIN_LETTERS:
        plain = PLAIN_LETTERS[base.lower()][0]
        base = plain.upper() if base.isupper() else plain
    return base.ljust(size) if base.isascii() and base.isprintable() else "?" * size
