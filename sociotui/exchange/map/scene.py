"""Scene: what of a map is to be seen in a view, and where on the canvas: circles in small squares, names in cells.

A square is half a column wide and a quarter of a row high, so that circles are round in most terminals. Where there is
width to spare, all is drawn a little wider than high, as names are.
"""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from sociotui.exchange.map.chart import Chart, Node
from sociotui.exchange.map.framing import Frame, filled, whole
from sociotui.exchange.map.layout import Layout
from sociotui.exchange.map.shapes import Ellipse, runs

By = Literal["depth", "due"]
"""What colours and signs tell: how deep a circle lies, or what is due there."""
Kind = Literal["braille", "blocks", "ascii"]
"""What a terminal can show: braille patterns, block characters, or neither, which gets the outline."""

ROOMY = 12.0
"""The radius, in squares, that most circles in the middle one have to have; else it gets corners, to make room for them."""
LARGER = 1.25
"""How much larger they become by that, about."""
LARGEST_FROM, SMALLEST = 6.0, 3.4
"""Radii, in squares: circles in another are drawn where the largest has the first and the smallest the second, else counted."""


class View(Struct, frozen=True, kw_only=True):
    """How a map is looked at.

    `width` columns by `height` rows; `middle` is the circle that fills it ("" for the whole organisation), `chosen` the
    one that is marked. Without `colour` all is told by signs alone. With `people` seats are shown where there is room, with `aims`
    what circles are there for.
    """

    width: int
    height: int
    middle: str = ""
    chosen: str = ""
    by: By = "depth"
    kind: Kind = "braille"
    colour: bool = True
    people: bool = True
    aims: bool = False


class Shown(Struct, frozen=True):
    """A circle in a scene. `open` tells that the circles in it are drawn; `hidden` counts those below it that are not."""

    id: str
    at: Ellipse
    open: bool = False
    hidden: int = 0


class Scene(Struct, frozen=True):
    """All circles that are seen, by id, broader ones first.

    `middle` is the one round all that is seen, "" where there are several; `crowded` tells that it was given corners. In
    it are its `guests` too, which lie in it as well, and are drawn in another one where all are seen.
    """

    view: View
    shown: dict[str, Shown]
    middle: str = ""
    crowded: bool = False
    guests: tuple[str, ...] = ()

    def inner(self, node: Node) -> list[Ellipse]:
        """Return where the circles are that are seen in one."""
        guests = self.guests if node.id == self.middle else ()
        return [self.shown[id_].at for id_ in (*node.inner, *guests) if id_ in self.shown]


def scene_of(chart: Chart, layout: Layout, view: View) -> Scene:
    """Return what is seen in a view: the circle in the middle with all in it that is large enough; the same each time."""
    middle = view.middle if view.middle in chart.nodes else ""
    if not middle and len(chart.roots) == 1:
        middle = chart.roots[0]
    first = chart.nodes[middle].inner if middle else chart.roots
    place = layout.places[middle] if middle else layout.whole
    frame = whole(layout, place, first, view.width * 2, view.height * 4)
    crowded = closed = False
    guests = _guests(chart, middle)
    if guests:
        crowded, first = True, (*first, *guests)
        frame = filled(layout, first, view.width * 2, view.height * 4)
    elif len(first) > 1 and _median(frame) < ROOMY:
        closed = not any(_may_open(chart.nodes[id_], layout, frame.down * LARGER) for id_ in first)
        other = filled(layout, first, view.width * 2, view.height * 4, closed=closed)
        crowded = other.down > frame.down
        frame = other if crowded else frame
    shown = {}
    if middle:
        shown[middle] = Shown(middle, frame.outer, bool(first))
    todo = [(chart.nodes[id_], frame.at[id_]) for id_ in reversed(first)]
    while todo:
        node, at = todo.pop()
        inner = {} if crowded and closed else _within(node, at, layout)
        opened = _opens(at, inner)
        hidden = 0 if opened or not node.inner else sum(1 for _each in chart.below(node.id)) - 1
        shown[node.id] = Shown(node.id, at, opened, hidden)
        if opened:
            todo += [(chart.nodes[id_], inner[id_]) for id_ in reversed(node.inner)]
    return Scene(view, shown, middle, crowded, guests)


def _median(frame: Frame) -> float:
    radii = sorted(each.ry for each in frame.at.values())
    return radii[len(radii) // 2]


def _may_open(node: Node, layout: Layout, down: float) -> bool:
    """Tell whether the circles in one would be large enough to be seen, where a unit of the layout is so many squares long."""
    radii = [layout.places[id_].r * down for id_ in node.inner]
    return bool(radii) and max(radii) >= LARGEST_FROM and min(radii) >= SMALLEST


def _guests(chart: Chart, middle: str) -> tuple[str, ...]:
    """Return the circles that lie in the middle one as well, and are drawn in another: when it alone is seen, they are seen in it."""
    if not middle:
        return ()
    inside = {*chart.way(middle), *(node.id for node in chart.below(middle))}
    guests = []
    for node in chart.nodes.values():  # broader ones first: who lies in a guest is seen in it
        if middle in node.also and node.id not in inside:
            guests.append(node.id)
            inside |= {inner.id for inner in chart.below(node.id)}
    return tuple(guests)


def _within(node: Node, at: Ellipse, layout: Layout) -> dict[str, Ellipse]:
    """Return where the circles in one are, which is drawn `at` a place."""
    own = layout.places[node.id]
    across, down = at.rx / own.r, at.ry / own.r
    places = ((id_, layout.places[id_]) for id_ in node.inner)
    return {
        id_: Ellipse(at.x + (p.x - own.x) * across, at.y + (p.y - own.y) * down, p.r * across, p.r * down)
        for id_, p in places
    }


def _opens(at: Ellipse, inner: Mapping[str, Ellipse]) -> bool:
    """Tell whether there is room for the circles in it beside its own name."""
    radii = [e.ry for e in inner.values()]
    if not radii or max(radii) < LARGEST_FROM or min(radii) < SMALLEST:
        return False
    return any(run.width >= 5 for run in runs(at, list(inner.values())) if run.row * 4 < at.y)
