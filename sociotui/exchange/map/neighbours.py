"""Neighbours: which circle lies next to the chosen one, left, right, up or down, further in or out; as it is drawn.

An arrow leads to the nearest circle in its quarter, nearest by columns and rows added up. Whatever is seen is reached
by arrows from wherever one stands: each circle lies in one of the four quarters, and the arrow of that quarter leads to
one that is nearer to it, or to it.
"""

from typing import Literal, get_args

from sociotui.exchange.map.chart import Chart
from sociotui.exchange.map.scene import Scene, Shown

Direction = Literal["left", "right", "up", "down"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
_FINE = 1 << 20
"""Parts of a square in which places are told apart."""


def neighbour(scene: Scene, chosen: str, direction: Direction) -> str:
    """Return the circle next to the chosen one in a direction, or "" where none is that way.

    Where nothing that is seen is chosen, it is the broadest circle.
    """
    if chosen not in scene.shown:
        return next(iter(scene.shown), "")
    points = _points(scene)
    here = points.pop(chosen)
    way = [(_away(here, point), id_) for id_, point in points.items() if _direction(here, point) == direction]
    return min(way)[1] if way else ""


def inward(chart: Chart, chosen: str) -> str:
    """Return the circle to go to further in: the largest that is drawn in the chosen one, or "" where there is none."""
    node = chart.nodes.get(chosen)
    if node is None:
        return next(iter(chart.roots), "")
    return max(node.inner, key=lambda id_: len(chart.nodes[id_].seats), default="")


def outward(chart: Chart, chosen: str) -> str:
    """Return the circle in which the chosen one is drawn, or "" where there is none."""
    return chart.nodes[chosen].within if chosen in chart.nodes else ""


_Point = tuple[int, int]


def _points(scene: Scene) -> dict[str, _Point]:
    """Return where each circle is, turned by an eighth: the quarters of the arrows are then those of the axes.

    No two have the same first or the same second figure, so that none lies between two quarters.
    """
    count = len(scene.shown) + 1
    found = {}
    for number, (id_, shown) in enumerate(scene.shown.items()):
        x, y = _anchor(shown)
        a, b = round((x + y) * _FINE), round((x - y) * _FINE)
        found[id_] = a * count + number, b * count + number
    return found


def _anchor(shown: Shown) -> tuple[float, float]:
    """Return where the eye looks for a circle: its middle, or below its top where others are in it."""
    at = shown.at
    return (at.x, at.y - at.ry * 0.85) if shown.open else (at.x, at.y)


def _direction(here: _Point, there: _Point) -> Direction:
    a, b = there[0] - here[0], there[1] - here[1]
    if a > 0:
        return "right" if b > 0 else "down"
    return "up" if b > 0 else "left"


def _away(here: _Point, there: _Point) -> int:
    return max(abs(there[0] - here[0]), abs(there[1] - here[1]))
