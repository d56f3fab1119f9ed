"""Shapes: circles as they lie on a canvas, some with corners, and the cells that they leave free for names.

Places and lengths are in squares, two to a column and four to a row.
"""

from collections.abc import Sequence
from math import ceil, floor, sqrt

from msgspec import Struct

MARGIN, TIGHT = 1.01, 0.51
"""Squares that stay free between a border and a name; and where each letter counts."""


class Ellipse(Struct, frozen=True, gc=False):
    """A circle as it is drawn: its middle and radii; `power` is 2, or more for one that is given corners.

    With x and y in its radii from its middle, its border is where |x| ** power + |y| ** power is 1 (Lamé's curve).
    """

    x: float
    y: float
    rx: float
    ry: float
    power: float = 2.0

    def half(self, y: float) -> float:
        """Return how far it reaches to either side at a height; below 0 where it does not reach at all."""
        away = abs(y - self.y) / self.ry
        if away >= 1:
            return -1.0
        return self.rx * (sqrt(1 - away * away) if self.power == 2 else (1 - away**self.power) ** (1 / self.power))

    def rise(self, x: float) -> float:
        """Return how far it reaches up and down from its middle at a column of squares; below 0 where it does not."""
        away = abs(x - self.x) / self.rx
        if away >= 1:
            return -1.0
        return self.ry * (sqrt(1 - away * away) if self.power == 2 else (1 - away**self.power) ** (1 / self.power))

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a place lies within its border."""
        return bool((abs(x - self.x) / self.rx) ** self.power + (abs(y - self.y) / self.ry) ** self.power < 1)

    def grown(self, squares: float) -> "Ellipse":
        """Return it with radii that are longer by that; or shorter, for less than 0."""
        return Ellipse(self.x, self.y, max(0.5, self.rx + squares), max(0.5, self.ry + squares), self.power)


class Run(Struct, frozen=True, gc=False):
    """Free cells side by side in a row, from column `start`."""

    row: int
    start: int
    width: int


def runs(at: Ellipse, inner: Sequence[Ellipse] = (), margin: float = MARGIN) -> list[Run]:
    """Return the cells within a circle and beside those in it that no border touches, row by row, side by side."""
    found: list[Run] = []
    for row in range(ceil((at.y - at.ry) / 4), floor((at.y + at.ry) / 4) + 1):
        top, foot = row * 4 - 0.5, row * 4 + 3.5
        half = min(at.half(top), at.half(foot)) - margin
        first, last = ceil((at.x - half) / 2), floor((at.x + half - 1) / 2)
        if half <= 0 or last < first:
            continue
        for start, end in _between(first, last, _taken(inner, top, foot)):
            found.append(Run(row, start, end - start + 1))
    return found


def _taken(inner: Sequence[Ellipse], top: float, foot: float) -> list[tuple[int, int]]:
    """Return the columns that circles take between two heights, from left to right."""
    taken = []
    for each in inner:
        half = each.half(min(max(each.y, top - MARGIN), foot + MARGIN))
        if half >= 0:
            taken.append((floor((each.x - half - MARGIN) / 2), floor((each.x + half + MARGIN) / 2)))
    return sorted(taken)


def _between(first: int, last: int, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    free: list[tuple[int, int]] = []
    for start, end in taken:
        if start > first:
            free.append((first, min(last, start - 1)))
        first = max(first, end + 1)
    if first <= last:
        free.append((first, last))
    return [(a, b) for a, b in free if a <= b]
