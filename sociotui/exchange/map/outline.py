"""Outline: the map as a tree of lines, for terminals that cannot draw it, for small ones, and for reading by ear."""

from collections.abc import Iterator

from rich.cells import cell_len

from sociotui.domain.aims import in_a_line
from sociotui.exchange.map.canvas import Line
from sociotui.exchange.map.chart import Chart, Node
from sociotui.exchange.map.scene import View
from sociotui.exchange.map.signs import Signs, signs_for, style_of
from sociotui.exchange.map.words import clip
from sociotui.words import _

_LEAST = 6
"""Cells that a name gets however deep it lies, and below which nothing is told besides it."""


def outline(chart: Chart, view: View) -> dict[str, Line]:
    """Return a line for each circle by its id, in the order of a tree from `view.middle` down, each of at most `view.width` cells.

    Every circle comes once, where it is drawn; a circle with several parents names the others.
    """
    signs = signs_for(view.kind)
    middle = view.middle if view.middle in chart.nodes else ""
    first = chart.nodes[middle].depth if middle else 0
    return {node.id: _line(chart, node, node.depth - first, view, signs) for node in chart.below(middle)}


def _line(chart: Chart, node: Node, depth: int, view: View, signs: Signs) -> Line:
    before = signs.before(node, view)
    lead = clip("  " * min(depth, view.width) + (f"{before} " if before else ""), max(0, view.width - _LEAST), "")
    name = clip(node.name, view.width - cell_len(lead), signs.more)
    style = style_of(node, view)
    line: Line = ((lead, style), (name, "cursor" if node.id == view.chosen else style))
    room = view.width - cell_len(lead + name) - 2
    aim = in_a_line(node.aims) if view.aims else ""
    besides = clip(aim or ", ".join(_besides(chart, node)), room, signs.more) if room >= _LEAST else ""
    return (*line, (f"  {besides}", "dim")) if besides else line


def _besides(chart: Chart, node: Node) -> Iterator[str]:
    if node.seats:
        yield _("1 person") if len(node.seats) == 1 else _("{n} people", n=len(node.seats))
    if node.ended:
        yield _("ended {day}", day=node.until)
    elif node.until:
        yield _("until {day}", day=node.until)
    if node.also:
        yield _("also in {circles}", circles=", ".join(chart.nodes[id_].name for id_ in node.also))
