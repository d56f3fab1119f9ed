"""Legend: what colours and signs of a map mean, in a line or two; and the sentence on what is not to be seen."""

from collections.abc import Iterator

from rich.cells import cell_len

from sociotui.exchange.map.canvas import Line, Span
from sociotui.exchange.map.chart import Chart, Node
from sociotui.exchange.map.scene import Scene
from sociotui.exchange.map.signs import DEPTHS, Signs, signs_for
from sociotui.words import _

_GAP = 3


def legend(chart: Chart, scene: Scene, *, people: bool = True) -> list[Line]:
    """Return lines of at most `view.width` cells that name only what is seen; `people` tells that seats are shown."""
    view = scene.view
    signs = signs_for(view.kind)
    nodes = [chart.nodes[id_] for id_ in scene.shown]
    parts = list(_due(nodes, signs) if view.by == "due" else _depths(nodes, signs, colour=view.colour))
    parts += _links(nodes, signs)
    parts += _seats(nodes, signs) if people else ()
    hidden = sum(shown.hidden for shown in scene.shown.values())
    if hidden:
        parts.append((("+", "dim"), (" " + _("{n} circles further in", n=hidden), "plain")))
    return _folded(parts, view.width)


def depth_name(depth: int) -> str:
    """Return what a depth that has a colour of its own is called; the broadest is 0."""
    return (_("broadest"), _("within it"), _("within that"), _("deeper"), _("deeper still"))[depth]


def _depths(nodes: list[Node], signs: Signs, *, colour: bool) -> Iterator[Line]:
    yield ((_("Depth"), "dim"),)
    for depth in sorted({min(node.depth, DEPTHS - 1) for node in nodes}):
        sign = "●" if colour else signs.depths[depth]
        yield ((sign, f"depth-{depth}"), (f" {depth_name(depth)}", "plain"))


def _due(nodes: list[Node], signs: Signs) -> Iterator[Line]:
    over, soon = (sum(node.mark == mark for node in nodes) for mark in ("over", "soon"))
    yield ((signs.over, "alarm"), (" " + _("overdue in {n}", n=over), "plain"))
    yield ((signs.soon, "soon"), (" " + _("due soon in {n}", n=soon), "plain"))
    yield ((_("nothing due in {n}", n=len(nodes) - over - soon), "dim"),)


def _links(nodes: list[Node], signs: Signs) -> Iterator[Line]:
    if any(node.also for node in nodes):
        yield ((signs.shared, "next"), (" " + _("has several parents"), "plain"))
    if any(node.until for node in nodes):
        yield (("- -", "dim"), (" " + _("helps for a time"), "plain"))


def _seats(nodes: list[Node], signs: Signs) -> Iterator[Line]:
    links = {seat.link for node in nodes for seat in node.seats}
    told = (
        (signs.seat, "", _("member")),
        (signs.leader, "leader", _("leader")),
        (signs.delegate, "delegate", _("delegate")),
    )
    for sign, link, name in (*told, (signs.linked, "linked", _("linked from further in"))):
        if link in links:
            yield ((sign, "next" if link in ("leader", "delegate") else "plain"), (f" {name}", "plain"))


def _folded(parts: list[Line], width: int) -> list[Line]:
    """Return parts side by side in as few lines as they need; one that is wider than a line is left out."""
    lines: list[list[Span]] = []
    taken = width + 1
    for part in parts:
        size = sum(cell_len(text) for text, _style in part)
        if size > width:
            continue
        if taken + _GAP + size > width:
            lines.append([])
            taken = -_GAP
        if lines[-1]:
            lines[-1].append((" " * _GAP, "plain"))
        lines[-1] += part
        taken += _GAP + size
    return [tuple(line) for line in lines]
