"""Canvas: a grid of cells with borders in small dots (braille, or blocks) and signs on it, each in a style."""

import re
from collections.abc import Iterable, Iterator
from math import ceil, cos, hypot, pi, sin
from typing import TypeAlias

from rich.cells import cell_len

from sociotui.exchange.map.shapes import Ellipse
from sociotui.exchange.map.words import signs_of

Span: TypeAlias = tuple[str, str]
"""A piece of text and the name of its style."""
Line: TypeAlias = tuple[Span, ...]

_BRAILLE = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot in a cell, by row and column of the dot (Unicode, block Braille Patterns)."""
_QUARTERS = ((1, 2), (1, 2), (4, 8), (4, 8))
_AS_BRAILLE = {0: " "} | {bits: 0x2800 + bits for bits in range(1, 256)}
_AS_BLOCKS = dict(enumerate(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"))
"""Blocks by the quarters that they fill: 1 and 2 above, 4 and 8 below."""
_SPOT = 2.0
"""Squares below which a radius leaves no room for anything in a border."""
_ALIKE = re.compile(rb"(.)\1*", re.DOTALL)
_ASIDE = ""
"""What stands in the second cell of a wide sign."""


class Canvas:
    """`width` by `height` cells. Squares are counted from the top left corner, two to a column and four to a row."""

    def __init__(self, width: int, height: int, *, braille: bool = True) -> None:
        self.width, self.height, self.braille = width, height, braille
        self._bits = _BRAILLE if braille else _QUARTERS
        self._dots = [bytearray(width) for _row in range(height)]
        self._look = [bytearray(width) for _row in range(height)]
        self._signs: list[dict[int, str]] = [{} for _row in range(height)]
        self._styles = ["plain"]
        self._lines: list[Line | None] = [None] * height

    def copy(self) -> "Canvas":
        """Return a canvas with the same on it, on which may be drawn without this one being changed."""
        other = Canvas(self.width, self.height, braille=self.braille)
        other._dots = [bytearray(row) for row in self._dots]
        other._look = [bytearray(row) for row in self._look]
        other._signs = [dict(row) for row in self._signs]
        other._styles = list(self._styles)
        other._lines = list(self._lines)
        return other

    def _on(self, row: int, column: int) -> bool:
        return 0 <= row < self.height and 0 <= column < self.width

    def free(self, row: int, column: int) -> bool:
        """Tell whether a cell is on the canvas and nothing is in it."""
        return self._on(row, column) and not self._dots[row][column] and column not in self._signs[row]

    def clear(self, row: int, column: int) -> bool:
        """Tell whether a cell is free, and no sign stands right beside it."""
        return self.free(row, column) and column - 1 not in self._signs[row] and column + 1 not in self._signs[row]

    def _style(self, name: str) -> int:
        if name not in self._styles:
            self._styles.append(name)
        return self._styles.index(name)

    # --- drawing

    def dots(self, squares: Iterable[tuple[int, int]], style: str) -> None:
        """Set the dots of squares; where a sign stands, the sign stays."""
        look, bits = self._style(style), self._bits
        wide, high = self.width * 2, self.height * 4
        for x, y in squares:
            if 0 <= x < wide and 0 <= y < high and x >> 1 not in self._signs[y >> 2]:
                self._dots[y >> 2][x >> 1] |= bits[y & 3][x & 1]
                self._look[y >> 2][x >> 1] = look
                self._lines[y >> 2] = None

    def ellipse(self, at: Ellipse, style: str, *, dashed: bool = False) -> None:
        """Draw a circle's border, in dashes where it is `dashed`."""
        self.dots(_round(at, dashed=dashed) if at.power == 2 else _cornered(at, dashed=dashed), style)

    def line(self, start: tuple[float, float], end: tuple[float, float], style: str, every: int = 3) -> None:
        """Draw a dotted line between two squares where nothing else is."""
        long = hypot(end[0] - start[0], end[1] - start[1])
        squares = []
        for step in range(0, ceil(long) + 1, every):
            share = step / long if long else 0.0
            x, y = round(start[0] + (end[0] - start[0]) * share), round(start[1] + (end[1] - start[1]) * share)
            if self.free(y >> 2, x >> 1):
                squares.append((x, y))
        self.dots(squares, style)

    def put(self, row: int, column: int, text: str, style: str) -> None:
        """Put text on the canvas, over whatever is there."""
        look, self._lines[row] = self._style(style), None
        signs, looks = self._signs[row], self._look[row]
        for sign, cells in signs_of(text):
            signs[column] = sign
            looks[column] = look
            if cells == 2:
                signs[column + 1] = _ASIDE
                looks[column + 1] = look
            column += cells

    # --- what is on it

    def borders(self) -> frozenset[tuple[int, int]]:
        """Return the cells (row, column) in which dots are seen."""
        return frozenset(
            (number, column)
            for number, row in enumerate(self._dots)
            for column, bits in enumerate(row)
            if bits and column not in self._signs[number]
        )

    def lines(self) -> list[Line]:
        """Return all rows as pieces of text with their styles, each row of exactly `width` cells."""
        return [self._line(row) for row in range(self.height)]

    def _line(self, row: int) -> Line:
        found = self._lines[row]
        if found is None:
            found = self._lines[row] = tuple(self._spans(row))
        return found

    def _spans(self, row: int) -> Iterator[Span]:
        text = self._dots[row].decode("latin-1").translate(_AS_BRAILLE if self.braille else _AS_BLOCKS)
        signs: list[str] | str = text
        if self._signs[row]:
            signs = list(text)
            for column, sign in self._signs[row].items():
                signs[column] = sign
        for alike in _ALIKE.finditer(self._look[row]):
            yield "".join(signs[alike.start() : alike.end()]), self._styles[alike[1][0]]


def _round(at: Ellipse, *, dashed: bool) -> Iterator[tuple[int, int]]:
    """Yield the squares of a round border; what is too small for one is a spot."""
    if at.ry < _SPOT:
        x, y = _near(at.x), _near(at.y)
        yield from ((x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1))
        return
    quarter = max(2, ceil(pi / 2 * max(at.rx, at.ry) * 1.1))
    dash = max(2, round(quarter / 5))
    turn, before = pi / 2 / quarter, (-1, -1, -1, -1)
    for step in range(quarter + 1):
        if dashed and (step // dash) % 2:
            continue
        dx, dy = at.rx * sin(turn * step), at.ry * cos(turn * step)
        found = _near(at.x - dx), _near(at.x + dx), _near(at.y - dy), _near(at.y + dy)
        if found != before:
            left, right, top, foot = before = found
            yield from ((left, top), (right, top), (left, foot), (right, foot))


def _cornered(at: Ellipse, *, dashed: bool) -> Iterator[tuple[int, int]]:
    """Yield the squares of a border that is not round: those on it in each column of squares, and in each row."""
    for x in range(ceil(at.x - at.rx), int(at.x + at.rx) + 1):
        rise = at.rise(x)
        if rise >= 0 and not (dashed and x // 5 % 2):
            yield from ((x, _near(at.y - rise)), (x, _near(at.y + rise)))
    for y in range(ceil(at.y - at.ry), int(at.y + at.ry) + 1):
        half = at.half(y)
        if half >= 0 and not (dashed and y // 5 % 2):
            yield from ((_near(at.x - half), y), (_near(at.x + half), y))


def _near(place: float) -> int:
    """Return the square of a place; what is a little left of 0, or above it, is not seen."""
    return int(place + 8.5) - 8


def width_of(line: Iterable[Span]) -> int:
    """Return the cells that a line takes."""
    return sum(cell_len(text) for text, _style in line)
