"""Ring: where people's names go so that they sit as they sit in the room, in a circle, and never overlap.

The first seat is at the top; the next ones follow clockwise. Each row holds at most one name on either side,
so names of any length fit by being cut, and two never meet.
"""

from math import sqrt
from typing import Literal

from msgspec import Struct

Side = Literal["top", "right", "bottom", "left"]

LEAST_ROOM = 5
"""Cells that a name needs at the least to be told apart."""


class Seat(Struct, frozen=True):
    """A place for a name in row `y`, of at most `room` cells.

    `x` is where it begins for a seat at the right, where it ends for one at the left, else its middle.
    """

    x: int
    y: int
    side: Side
    room: int


def seats(count: int, width: int, height: int, *, centre: int, label: int) -> list[Seat] | None:
    """Return a seat for each of `count` people in `width` by `height` cells.

    `centre` cells are kept free in the middle rows; `label` is the width of the widest name. None where they
    cannot sit in a ring: there are too many for the rows, or it is too narrow for names.
    """
    room = _room(width, centre, label)
    foot = 1 if count % 2 == 0 and count else 0
    on_a_side = (count - 1 - foot) // 2
    if count < 1 or room < min(label, LEAST_ROOM) or height < 3 or on_a_side > height - 1 - foot:
        return None
    middle, last = width // 2, height - 1
    right, left = [], []
    for y in _spaced(on_a_side, 1, last - foot):
        out = _out(y, height, width / 2 - room, centre)
        right.append(Seat(middle + out, y, "right", width - middle - out))
        left.append(Seat(middle - out, y, "left", middle - out))
    top = [Seat(middle, 0, "top", width - 2)]
    bottom = [Seat(middle, last, "bottom", width - 2)] if foot else []
    return [*top, *right, *bottom, *reversed(left)]


def outline(width: int, height: int, *, centre: int, label: int) -> list[tuple[int, int]]:
    """Return the cells (x, y) of the circle on which the seats of `seats` lie, one on either side of each row."""
    middle, reach = width // 2, width / 2 - _room(width, centre, label)
    cells: list[tuple[int, int]] = []
    for y in range(1, height - 1):
        out = _out(y, height, reach, centre)
        cells += [(middle - out, y), (middle + out, y)]
    return cells


def _room(width: int, centre: int, label: int) -> int:
    return min(label, (width - centre) // 2 - 1)


def _out(y: int, height: int, reach: float, centre: int) -> int:
    """Return how many cells beside the middle the circle passes row `y`."""
    return round(max(reach * _roundness(y, height), (centre / 2 + 1) * _in_centre(y, height)))


def _spaced(count: int, first: int, last: int) -> list[int]:
    """Return `count` different rows spread evenly from `first` to `last`."""
    free = last - first + 1
    return [first + ((2 * k + 1) * free) // (2 * count) for k in range(count)]


def _roundness(y: int, height: int) -> float:
    """Return how far out an ellipse lies in row `y`: 1 in its middle, near 0 at its ends."""
    half = (height - 1) / 2
    away = min(1.0, abs(y - half) / half)
    return max(0.35, sqrt(1 - away * away))


def _in_centre(y: int, height: int) -> bool:
    return abs(y - (height - 1) / 2) <= 1.5
