"""Strokes: the changed cells of a picture as few bytes: what is to be written, in which order, and the shortest ways between.

Cells that have the same style are written one after the other, wherever they stand, where that takes fewer bytes than
to go line by line and to change the style each time.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeAlias

from sociotui.tui.cells import Cell, disputed
from sociotui.tui.sgr import RESET, Style, change, on_blank

Place: TypeAlias = tuple[int, int]
"""Column and row, from 0."""
_BRIDGE = 3
"""Unchanged cells that are rather written again than jumped over, where they have the same style."""
_MANY = 200
"""Strokes in a picture of which no other order is tried: it is a new screen, and takes what it takes."""


class Stroke(NamedTuple):
    """A piece of one line in one style, from column `x` up to `end`.

    Where terminals don't agree how wide it is it is a single sign, not `sure`, and what comes after it is drawn after it.
    """

    x: int
    y: int
    end: int
    style: Style
    text: str
    sure: bool


def strokes(before: Sequence[Cell], after: Sequence[Cell], y: int) -> Iterator[Stroke]:
    """Yield what turns row `y` from one picture into the other, from left to right."""
    text, style, start, end, reached = "", RESET, 0, 0, 0
    for x, (old, new) in enumerate(zip(before, after, strict=True)):
        if new is None or not new[0] or (old == new and x >= reached):
            continue
        sign, own = new
        most = 0 if sign.isascii() else disputed(sign)
        joined = None if most or not text else _joined(_gap(after, end, x, style), text, style, new)
        if joined:
            text, style = joined
        else:
            if text:
                yield Stroke(start, y, end, style, text, True)
            text, style, start = sign, own, x
        end = x + (2 if after[x + 1 : x + 2] == [("", own)] else 1)
        if most:
            yield Stroke(x, y, end, own, sign, False)
            text, reached = "", max(reached, x + most)
    if text:
        yield Stroke(start, y, end, style, text, True)


def _joined(gap: str | None, text: str, style: Style, cell: tuple[str, Style]) -> tuple[str, Style] | None:
    """Return a stroke's text and style with one more cell after a gap; None where it is to be a stroke of its own."""
    sign, own = cell
    if gap is None:
        return None
    if own == style or (sign == " " and own == on_blank(style)):
        return text + gap + sign, style
    if not text.strip() and on_blank(own) == style:  # blanks, in whichever ink
        return text + gap + sign, own
    return None


def _gap(after: Sequence[Cell], start: int, end: int, style: Style) -> str | None:
    """Return the unchanged cells in between, where they are rather written again; None where it is better to jump."""
    if end == start:
        return ""
    if not 0 < end - start <= _BRIDGE:
        return None
    ground = on_blank(style)
    signs = ""
    for cell in islice(after, start, end):
        if cell is None or not cell[0].isascii() or not cell[0]:
            return None
        if cell[1] != style and (cell[0] != " " or cell[1] != ground):
            return None
        signs += cell[0]
    return signs


class Pen:
    """Where the cursor of a terminal of that size stands, None where nobody knows, and the style that is set."""

    def __init__(self) -> None:
        self.at: Place | None = None
        self.style = RESET
        self.width = 1_000_000

    def draw(self, found: Sequence[Stroke], out: list[str]) -> None:
        """Write strokes, in the order that takes fewer bytes."""
        if 2 < len(found) <= _MANY and all(stroke.sure for stroke in found):
            at, style = self.at, self.style
            by_style: list[str] = []
            self._write(self._by_style(found), by_style)
            reached = self.at, self.style
            self.at, self.style = at, style
            by_line: list[str] = []
            self._write(found, by_line)
            if sum(map(len, by_style)) < sum(map(len, by_line)):
                self.at, self.style = reached
                out += by_style
            else:
                out += by_line
        else:
            self._write(found, out)

    def go(self, x: int, y: int, out: list[str]) -> None:
        """Go to a place, the shortest way."""
        at = self.at
        if at != (x, y):
            out.append(_way(at, x, y))
            self.at = (x, y) if x < self.width else None

    def _write(self, found: Sequence[Stroke], out: list[str]) -> None:
        for stroke in found:
            self.go(stroke.x, stroke.y, out)
            style = stroke.style
            if style != self.style and (stroke.text.strip() or on_blank(self.style) != style):
                out.append(change(self.style, style))
                self.style = style
            if not stroke.sure:  # its cells are emptied before, for terminals in which it takes fewer
                out.append(" " * (stroke.end - stroke.x))
                self.at = None
                self.go(stroke.x, stroke.y, out)
            out.append(stroke.text)
            # At the edge terminals differ in where the cursor is, and after such a sign.
            self.at = (stroke.end, stroke.y) if stroke.sure and stroke.end < self.width else None

    def _by_style(self, found: Sequence[Stroke]) -> list[Stroke]:
        """Return strokes by their style, beginning with the one that is set; then always the one that is nearest."""
        groups: dict[Style, list[Stroke]] = {}
        for stroke in found:
            groups.setdefault(stroke.style, []).append(stroke)
        ordered, style = list[Stroke](), self.style
        while groups:
            style = _nearest(style, groups)
            ordered += groups.pop(style)
        return ordered


def _nearest(style: Style, others: Iterable[Style]) -> Style:
    return min(others, key=lambda other: len(change(style, other)))


def _way(at: Place | None, x: int, y: int) -> str:
    """Return the shortest sequence that leads from one place to another, of those that every terminal knows."""
    straight = f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"
    if at is None:
        return straight
    steps = x - at[0]
    if at[1] == y:
        return min(_move(steps, "C") if steps > 0 else _move(-steps, "D"), straight, key=len)
    if at[1] + 1 == y and not steps:
        return "\x1b[B"
    if at[1] + 1 == y and steps == -1 and len(straight) > 6:
        return "\x1b[D\x1b[B"
    return straight


def _move(steps: int, to: str) -> str:
    return f"\x1b[{steps}{to}" if steps > 1 else f"\x1b[{to}"
