"""A sheet: the rows of a page, one after the other; what would have to be read first is made when it comes into sight."""

from collections.abc import Callable

from rich.cells import cell_len

from sociotui.tui.signs import Signs
from sociotui.tui.widgets.lines import Line, clip, spread, wrap
from sociotui.tui.widgets.listing import Unmade

LABEL = 9
"""Cells of the column in which labels stand."""


class Sheet:
    """Rows for a list of `width` cells; each that can be opened has an id, those without one belong to the one above."""

    def __init__(self, width: int, signs: Signs) -> None:
        self.width = max(12, width)
        self.signs = signs
        self._ids: list[str] = []
        self._makers: list[Callable[[], Line]] = []

    def rows(self) -> Unmade:
        """Return the rows."""
        return Unmade(self._ids, lambda at: self._makers[at]())

    def add(self, id_: str, make: Callable[[], Line]) -> None:
        """Add a row that is made when it comes into sight."""
        self._ids.append(id_)
        self._makers.append(make)

    def line(self, id_: str, line: Line) -> None:
        """Add a row."""
        self.add(id_, lambda: line)

    def heading(self, title: str, right: str = "") -> None:
        """Begin a part, after a blank row where something stands above it."""
        if self._ids:
            self.line("", ())
        left: Line = ((clip(title, self.width - cell_len(right) - 1), "strong"),)
        self.line("", spread(left, ((right, "dim"),), self.width) if right else left)

    def entry(
        self, id_: str, text: str, right: str = "", *, sign: str = "", style: str = "plain", mark: str = "dim"
    ) -> None:
        """Add a row with a sign before it, cut where it meets what stands at the right; `mark` is the style of both."""
        self.add(id_, lambda: self._entry(text, right, sign, style, mark))

    def _entry(self, text: str, right: str, sign: str, style: str, mark: str) -> Line:
        right = clip(right, self.width // 2)
        room = self.width - 2 - (cell_len(right) + 2 if right else 0)
        left: Line = ((sign + " " * (2 - cell_len(sign)), mark), (clip(text, room), style))
        return spread(left, ((right + " ", mark),), self.width) if right else left

    def labelled(self, id_: str, label: str, text: str, most: int = 4) -> None:
        """Add a text beside its label, in at most so many rows; all of it is read by opening it. Nothing for no text."""
        if not text:
            return
        width = self.width - LABEL - 2
        lines = [line for line in wrap(text, width) if line.strip()]
        for number, said in enumerate(_shortened(lines, width, most)):
            beside = clip(label, LABEL) if not number else ""
            self.line("" if number else id_, ((beside + " " * (LABEL + 1 - cell_len(beside)), "dim"), (said, "plain")))

    def under(self, text: str, most: int = 2, style: str = "dim") -> None:
        """Add a text that belongs to the row above, in at most so many rows."""
        width = self.width - 5
        for said in _shortened(wrap(text, width), width, most):
            self.line("", (("    ", "plain"), (said, style)))


def _shortened(lines: list[str], width: int, most: int) -> list[str]:
    """Return at most so many lines, the last of them with … where there are more."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1].rstrip()
    return [*lines[: most - 1], clip(last, width - 2) + ("" if cell_len(last) > width - 2 else " …")]
