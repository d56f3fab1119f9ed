"""Layout: where each circle of a chart lies, in units of its own; the same for every size of picture, so that it stays known.

Within a circle there is a rim for its people, a cap at its top for its name, and below that the circles in it.
"""

from collections.abc import Sequence
from math import hypot, log10, sqrt
from typing import TypeAlias

from msgspec import Struct
from rich.cells import cell_len

from sociotui.exchange.map.chart import Chart, Node
from sociotui.exchange.map.packing import Disc, around, pack, packings
from sociotui.exchange.map.settling import settled
from sociotui.exchange.map.words import short_names

RIM = 0.08
"""The part of a circle's radius that is kept free for its people."""
_CAP = 0.15
"""How much larger than what is in it a circle is within its rim at the least; what is more is the cap for its name."""
_ALONE = 0.15
"""How much larger it is besides where one circle is in it; where several are, each is smaller beside it, and so is this."""
_HEAD = 0.62
"""How much of the cap's height the name's box takes."""
_LEAF = 1.36, 0.7
"""How wide and high the name's box is in a circle with none in it, in its radii."""
_LARGEST = 1e60
"""The radius that no circle is larger than, in units of a small one: far more than is ever seen. Of circles that lie so deep
that it would take more, those within are drawn smaller."""
_DEEPER = 0.8
"""How large circles are drawn in another beside those round it."""
_CROWD = 100
"""People above which a circle grows by less and less: two thousand are no wall beside which nobody else is seen."""
_LETTER, _NARROWEST, _WIDEST = 0.26, 2.4, 3.4
"""Units that a letter of a name wants; the radius that any name has, and that beyond which none makes a circle larger."""
_SEVERAL = 12
"""Circles from which on it is worth the time to let them settle."""
_APART = 0.1
"""The gap round a circle, as a part of the radius of the smallest of its neighbours."""


_Known: TypeAlias = dict[tuple[float, ...], tuple[list[Disc], Disc]]


class Box(Struct, frozen=True, gc=False):
    """A rectangle, by its middle, width and height."""

    x: float
    y: float
    width: float
    height: float


class Place(Struct, frozen=True, gc=False):
    """Where a circle lies, and the box for its name in it, which no other circle touches. y grows downwards.

    `closed` is the radius that would do if the circles in it were not shown; `scale` how large all is drawn here beside
    what lies in no other circle.
    """

    x: float
    y: float
    r: float
    label: Box
    closed: float
    scale: float


class Layout(Struct, frozen=True):
    """The place of each circle by id, and the circle round them all."""

    places: dict[str, Place]
    whole: Disc


def lay_out(chart: Chart) -> Layout:
    """Return where all circles of a chart lie.

    A circle with more people is larger, by less than it has more; and none is too small for its name beside the others'.
    """
    sizes: dict[str, float] = {}
    alone: dict[str, float] = {}
    short, known = _called(chart), _Known()
    inner: dict[str, tuple[list[Disc], Disc]] = {}
    for node in reversed(list(chart.below(""))):
        sizes[node.id] = alone[node.id] = max(_crowd(node), _wanted(short[node.id]))
        if node.inner:
            inner[node.id] = _together([sizes[id_] * _DEEPER for id_ in node.inner], known)
            room = 1 + _CAP + _ALONE / len(node.inner)
            sizes[node.id] = min(_LARGEST, max(sizes[node.id], inner[node.id][1].r * room / (1 - RIM)))
    places: dict[str, Place] = {}
    discs, whole = _together([sizes[id_] for id_ in chart.roots], known) if chart.roots else ([], Disc(0, 0, 1.0))
    todo = [(id_, disc) for id_, disc in zip(chart.roots, discs, strict=True)]
    while todo:
        id_, disc = todo.pop()
        smaller = disc.r / sizes[id_]
        if id_ not in inner:
            wide, high = _LEAF
            places[id_] = Place(
                disc.x, disc.y, disc.r, Box(disc.x, disc.y, wide * disc.r, high * disc.r), disc.r, smaller
            )
            continue
        smaller = _scale(disc, sizes[id_], inner[id_][1], len(inner[id_][0]))
        discs, rest = [_scaled(d, smaller) for d in inner[id_][0]], _scaled(inner[id_][1], smaller)
        free = disc.r * (1 - RIM)
        middle = disc.y + free - rest.r
        places[id_] = Place(disc.x, disc.y, disc.r, _head(disc, free, rest.r), alone[id_] * smaller, smaller)
        shift_x, shift_y = disc.x - rest.x, middle - rest.y
        moved = (Disc(d.x + shift_x, d.y + shift_y, d.r) for d in discs)
        todo += zip(chart.nodes[id_].inner, moved, strict=True)
    return Layout(places, whole)


def _scale(disc: Disc, size: float, rest: Disc, count: int) -> float:
    """Return by how much what is in a circle is drawn smaller than it was packed; 1 unless a circle is the largest there is."""
    if size < _LARGEST:
        return disc.r / size
    return disc.r * (1 - RIM) / (rest.r * (1 + _CAP + _ALONE / count))


def _scaled(disc: Disc, by: float) -> Disc:
    return Disc(disc.x * by, disc.y * by, disc.r * by)


def _called(chart: Chart) -> dict[str, str]:
    """Return what each circle is called beside those round it: see `short_names`."""
    found: dict[str, str] = {}
    for siblings in (chart.roots, *(node.inner for node in chart.nodes.values() if node.inner)):
        names = short_names(chart.nodes[id_].name for id_ in siblings)
        found |= {id_: names[chart.nodes[id_].name] for id_ in siblings}
    return found


def _crowd(node: Node) -> float:
    """Return the radius for a circle's people: each adds less than the one before, above a hundred by far."""
    people = len(node.seats)
    return 1.9 + 0.35 * (sqrt(people) if people <= _CROWD else sqrt(_CROWD) * (1 + log10(people / _CROWD)))


def _wanted(name: str) -> float:
    """Return the radius in which a name can be written in up to three lines, two letters as wide as a line is high."""
    most, longest = cell_len(name), max(map(cell_len, name.split()), default=0)
    half = min(hypot(max(longest, most / lines), 2 * lines) for lines in (1, 2, 3))
    return max(_NARROWEST, min(_WIDEST, _LETTER * (half + 1.5)))


def _together(sizes: list[float], known: _Known) -> tuple[list[Disc], Disc]:
    """Return discs of these sizes side by side, and the circle round them; what is `known` already is not packed again."""
    order = sorted(range(len(sizes)), key=lambda i: (-sizes[i], i))
    falling = tuple(sizes[i] for i in order)
    if falling not in known:
        packed = _packed(falling)
        known[falling] = packed, around(packed)
    packed, whole = known[falling]
    placed = dict(zip(order, packed, strict=True))
    return [placed[i] for i in range(len(sizes))], whole


def _packed(falling: Sequence[float]) -> list[Disc]:
    """Return discs of these sizes, the largest first, as close as they go; where several have room to move, they settle."""
    gap = falling[-1] * _APART
    loose = pack([size + gap for size in falling])
    if len(loose) >= _SEVERAL:
        ring = around(loose)
        grown = settled([Disc(d.x - ring.x, d.y - ring.y, d.r) for d in loose], ring.r, ring.r, 2.0)
        loose = [_scaled(d, loose[0].r / grown[0].r) for d in grown]
    return _sized(loose, falling)


def spaced(sizes: Sequence[float], wider: float) -> list[list[Disc]]:
    """Return ways to lay discs of these sizes side by side in a shape with corners, so many times as wide as high."""
    gap = min(sizes) * _APART
    return [_sized(discs, sizes) for discs in packings([size + gap for size in sizes], wider)]


def _sized(discs: Sequence[Disc], sizes: Sequence[float]) -> list[Disc]:
    return [Disc(d.x, d.y, size) for d, size in zip(discs, sizes, strict=True)]


def _head(disc: Disc, free: float, rest: float) -> Box:
    """Return the box for the name in the cap: it stands on what is in the circle, and is as wide as the cap there."""
    foot = free - 2 * rest
    height = _HEAD * (foot + free)
    top = foot - height
    edge = max(-top, foot)
    return Box(disc.x, disc.y + top + height / 2, 2 * sqrt(max(0.0, free * free - edge * edge)), height)
