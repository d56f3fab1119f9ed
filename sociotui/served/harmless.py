"""Harmless: what people wrote is shown, and steers no terminal, however it came into the record.

Text is cleaned where it enters. This is the other end: what slipped in all the same, by a file that was written by hand
or by a mistake of ours, is left out of the picture before it becomes output.
"""

import re
from collections.abc import Sequence

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Control characters of every kind, separators of lines, and what changes the direction in which others are read.

None of them takes a cell of its own, so leaving them out moves nothing.
"""
HARMFUL = re.compile("[\x80-\x9f\u2028-\u202e\u2066-\u2069]")
"""Those of them that no output of Textual's own has in it."""


class Harmless(LineFilter):
    """Leaves control characters out of lines that are drawn, after the filters `before`.

    It does their work too, because Textual keeps each line once for every filter.
    """

    def __init__(self, before: Sequence[LineFilter]) -> None:
        super().__init__()
        self.before = before

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of one line without control characters; most lines have none."""
        for each in self.before:
            segments = each.apply(segments, background)
        if not any(CONTROLS.search(text) for text, _style, _control in segments):
            return segments
        return [Segment(CONTROLS.sub("", text), style, control) for text, style, control in segments]
