"""Framing: how what is in the middle fills a view: as one round circle, or with corners, where there is no room to waste.

Circles lie in a round one as the layout has them. Where they would be too small to be named, they are packed anew into
a shape that fills the view, and each takes with it what lies in it.
"""

from collections.abc import Sequence
from math import cos, hypot, pi, sin

from msgspec import Struct

from sociotui.exchange.map.layout import Layout, Place, spaced
from sociotui.exchange.map.packing import Disc
from sociotui.exchange.map.settling import MOST, settled
from sociotui.exchange.map.shapes import Ellipse

STRETCH = 1.35
"""How much wider than high a circle is drawn at the most."""
CORNERS = 5.0
"""The power of the shape that fills a view; see `Ellipse`."""
_APART, _GAP = 0.15, 0.03
"""Squares by which each is drawn smaller than it could be, for a gap to the next; of small ones, which part of the radius."""
_LARGEST = 0.7
"""The largest part of the height that one of few takes, so that people find a seat beside it."""
_PASSES, _ASIDE = 3, (0.0, 0.7, -0.7, 1.5, -1.5, 2.5, -2.5)
"""How often a place on a row is looked for, and how many squares to the side."""
_LEAST, _SMALL = 3.0, 9.0
"""Radii, in squares, of those between which a row or half of it makes a difference for a name."""
_EDGE, _ON_TOP = 0.6, 0.05
_BESIDE, _ABOVE, _BELOW = 2.2, 4.2, 2.2
"""Squares that the circles in that shape keep off the view's edges; above stands its name."""
_ANGLES = tuple((cos(n * pi / 8), sin(n * pi / 8)) for n in range(16))


class Frame(Struct, frozen=True):
    """Where the circle round all lies, and those in it by id; a unit of the layout is `down` squares high, in those as they are."""

    outer: Ellipse
    at: dict[str, Ellipse]
    down: float


def whole(layout: Layout, place: Place | Disc, inner: Sequence[str], wide: int, high: int) -> Frame:
    """Return a circle with what is in it, as large as it can be in a view that is `wide` by `high` squares."""
    ry = max(2.0, min(high, wide) / 2 - _EDGE)
    rx = max(2.0, min(wide / 2 - _EDGE, ry * STRETCH))
    x, y, across, down = (wide - 1) / 2, (high - 1) / 2, rx / place.r, ry / place.r
    at = {}
    for id_ in inner:
        p = layout.places[id_]
        at[id_] = Ellipse(x + (p.x - place.x) * across, y + (p.y - place.y) * down, p.r * across, p.r * down)
    return Frame(Ellipse(x, y, rx, ry), at, down)


def filled(layout: Layout, inner: Sequence[str], wide: int, high: int, *, closed: bool = False) -> Frame:
    """Return a shape with corners that fills the view, and in it the circles `inner`, as large as they can be.

    With `closed` each is as large as it has to be if what lies in it is not shown.
    """
    rx, ry = max(2.0, wide / 2 - _BESIDE), max(2.0, (high - _ABOVE - _BELOW) / 2)
    x, y = (wide - 1) / 2, (high - 1) / 2 + (_ABOVE - _BELOW) / 2
    stretch = max(1.0, min(STRETCH, rx / ry))
    places = [layout.places[id_] for id_ in inner]
    sizes = [(p.closed if closed else p.r) / p.scale for p in places]
    tries: list[tuple[float, list[Disc]]] = []
    for discs in spaced(sizes, rx / ry / stretch):
        moved = _centred(discs)
        by = _room(moved, stretch, rx, ry)
        tries.append((by, [Disc(d.x * by, d.y * by, d.r * by) for d in moved]))
    _by, best = max(tries, key=lambda each: each[0])
    best = settled(best, rx / stretch, ry, CORNERS)
    largest = max(d.r for d in best)
    smaller = min(1.0, _LARGEST * ry / largest) - min(_APART, best[0].r * _GAP) / largest
    best = _on_rows([Disc(d.x, d.y, d.r * smaller) for d in best], y, rx / stretch, ry)
    at = {id_: Ellipse(x + d.x * stretch, y + d.y, d.r * stretch, d.r) for id_, d in zip(inner, best, strict=True)}
    outer = Ellipse((wide - 1) / 2, (high - 1) / 2, max(2.0, wide / 2 - _EDGE), max(2.0, high / 2 - _ON_TOP), CORNERS)
    return Frame(outer, at, best[0].r / sizes[0] / places[0].scale)


def _on_rows(discs: list[Disc], middle: float, rx: float, ry: float) -> list[Disc]:
    """Return discs of which the small ones lie with their middle in that of a row, where they can: names have most room so."""
    found = list(discs)
    if len(discs) > MOST:
        return found
    for number in list(range(len(discs))) * _PASSES:
        d = found[number]
        y = round((middle + d.y - 1.5) / 4) * 4 + 1.5 - middle
        if not _LEAST < d.r < _SMALL or y == d.y:
            continue
        for aside in _ASIDE:
            x = d.x + aside
            inside = (abs(x) / (rx - d.r)) ** CORNERS + (abs(y) / (ry - d.r)) ** CORNERS <= 1
            if inside and all(hypot(x - e.x, y - e.y) >= d.r + e.r for e in found if e is not d):
                found[number] = Disc(x, y, d.r)
                break
    return found


def _centred(discs: Sequence[Disc]) -> list[Disc]:
    """Return discs with the middle of all at (0, 0)."""
    x = (min(d.x - d.r for d in discs) + max(d.x + d.r for d in discs)) / 2
    y = (min(d.y - d.r for d in discs) + max(d.y + d.r for d in discs)) / 2
    return [Disc(d.x - x, d.y - y, d.r) for d in discs]


def _room(discs: Sequence[Disc], stretch: float, rx: float, ry: float) -> float:
    """Return by how much discs about (0, 0) can grow, downwards, until one meets the shape with those radii."""
    most = 0.0
    for d in discs:
        for cosine, sine in _ANGLES:
            out = (abs(d.x + d.r * cosine) * stretch / rx) ** CORNERS + (abs(d.y + d.r * sine) / ry) ** CORNERS
            most = out if out > most else most
    return float(most ** (-1 / CORNERS))
