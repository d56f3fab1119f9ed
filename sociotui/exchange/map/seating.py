"""Seating: where on the canvas the people of a circle sit: on its inner rim, clockwise from the top, by name where that goes."""

from collections.abc import Callable, Sequence
from math import ceil, cos, pi, sin

from msgspec import Struct
from rich.cells import cell_len

from sociotui.exchange.map.chart import Seat
from sociotui.exchange.map.shapes import Ellipse, Run
from sociotui.exchange.map.words import clip

Free = Callable[[int, int], bool]
"""Tells whether nothing is in a cell, by row and column."""
_LEAST, _MIDDLE = 3, 7
"""Cells of a name below which it says nothing; and what signs and a gap take of a row with two names in it."""
_INWARD, _INNERMOST = 24, 0.45
"""How many squares inward somebody may sit, and how near the middle as a part of the way to the rim."""
_ASIDE = (0.0, 0.25, -0.25, 0.45, -0.45)
"""How far to the side of their own place, in places."""


class Sits(Struct, frozen=True, gc=False):
    """Somebody's sign in a cell, and their name from a column on ("" where there is no room for it)."""

    seat: Seat
    row: int
    column: int
    name: str = ""
    name_at: int = 0


def seated(at: Ellipse, people: Sequence[Seat], free: Free) -> list[Sits]:
    """Return where people sit by signs alone, evenly round the rim; who finds no cell is left out."""
    found: list[Sits] = []
    taken: set[tuple[int, int]] = set()
    for number, seat in enumerate(people):
        angles = (2 * pi * (number + 0.5 + aside) / len(people) for aside in _ASIDE)
        cell = next((c for angle in angles if (c := _inward(at, angle, taken, free))), None)
        if cell:
            taken.add(cell)
            found.append(Sits(seat, *cell))
    return found


def _inward(at: Ellipse, angle: float, taken: set[tuple[int, int]], free: Free) -> tuple[int, int] | None:
    """Return the first free cell from the rim on towards the middle."""
    sine, cosine = sin(angle), cos(angle)
    for step in range(_INWARD):
        share = 1 - (2 + step) / max(at.ry, 3)
        if share < _INNERMOST:
            return None
        cell = _cell(at, share * sine, share * cosine)
        if cell not in taken and free(*cell):
            return cell
    return None


def seated_beside(at: Ellipse, people: Sequence[Seat], free: Free) -> list[Sits]:
    """Return where people sit on the rim of what fills a picture, where nothing else is; nobody, where there is no room for all."""
    cells: dict[tuple[int, int], None] = {}
    places = 4 * (ceil(at.rx) + ceil(at.ry))
    share = 1 - 3 / max(at.ry, 3)
    for number in range(places):
        angle = 2 * pi * (number + 0.5) / places
        sine, cosine = sin(angle), cos(angle)
        out = share * (abs(sine) ** at.power + abs(cosine) ** at.power) ** (-1 / at.power)
        row, column = _cell(at, out * sine, out * cosine)
        if free(row, column) and not cells.keys() & {(row, column - 1), (row, column + 1)}:
            cells[row, column] = None
    found = list(cells)
    if len(people) > len(found):
        return []
    return [Sits(seat, *found[number * len(found) // len(people)]) for number, seat in enumerate(people)]


def _cell(at: Ellipse, right: float, up: float) -> tuple[int, int]:
    """Return the row and column of a place, which is told in radii from the middle."""
    return round(at.y - at.ry * up) // 4, round(at.x + at.rx * right) // 2


def seated_by_name(rows: Sequence[Run], people: Sequence[Seat], free: Free) -> list[Sits] | None:
    """Return where people sit with their names beside them, one on either side of a row; None where there are too many.

    `rows` are the free cells of the circle from edge to edge, one run a row.
    """
    right, left = people[: (len(people) + 1) // 2], people[(len(people) + 1) // 2 :][::-1]
    usable = [run for run in rows if run.width >= 2 * _LEAST + 6]
    if len(right) > len(usable):
        return None
    longest = max((cell_len(seat.name) for seat in people), default=0)
    widths = sorted((run.width for run in usable), reverse=True)
    least = min([2 * longest + _MIDDLE, *widths[len(right) : len(right) + 1]])
    wide = [run for run in usable if run.width >= least]
    usable = wide if len(wide) >= len(right) else usable
    found: list[Sits] = []
    for run, seat in zip(_spread(usable, len(right)), right, strict=True):
        end = run.start + run.width - 1
        room = _room(run.row, end, -1, run.width // 2, free)
        name = clip(seat.name, room - 2) if room >= _LEAST + 2 else ""
        found.append(Sits(seat, run.row, end, name, end - 1 - cell_len(name)))
    for run, seat in zip(_spread(usable, len(left)), left, strict=True):
        room = _room(run.row, run.start, 1, run.width // 2, free)
        name = clip(seat.name, room - 2) if room >= _LEAST + 2 else ""
        found.append(Sits(seat, run.row, run.start, name, run.start + 2))
    return found


def _room(row: int, column: int, step: int, most: int, free: Free) -> int:
    """Return how many cells are free from a column on, one of which stays empty."""
    count = 0
    while count < most and free(row, column + step * count):
        count += 1
    return count - 1


def _spread(rows: Sequence[Run], count: int) -> list[Run]:
    """Return `count` of the rows, evenly from top to bottom."""
    return [rows[((2 * n + 1) * len(rows)) // (2 * count)] for n in range(count)]
