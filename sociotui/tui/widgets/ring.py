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
    room = min(label, (width - centre) // 2 - 1)
    foot = 1 if count % 2 == 0 and count else 0
    on_a_side = (count - 1 - foot) // 2
    if count < 1 or room < min(label, LEAST_ROOM) or height < 3 or on_a_side > height - 1 - foot:
        return None
    middle, reach, last = width // 2, width / 2 - room, height - 1
    right, left = [], []
    for y in _spaced(on_a_side, 1, last - foot):
        out = round(max(reach * _roundness(y, height), (centre / 2 + 1) * _in_centre(y, height)))
        right.append(Seat(middle + out, y, "right", width - middle - out))
        left.append(Seat(middle - out, y, "left", middle - out))
    top = [Seat(middle, 0, "top", width - 2)]
    bottom = [Seat(middle, last, "bottom", width - 2)] if foot else []
    return [*top, *right, *bottom, *reversed(left)]


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
