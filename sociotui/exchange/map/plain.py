"""The map as plain text, for a mail, a terminal or a wall: the picture or the outline, and what its signs mean."""

from collections.abc import Iterator

from msgspec.structs import replace
from rich.cells import cell_len

from sociotui.domain.aims import in_a_line
from sociotui.exchange.map.canvas import Line
from sociotui.exchange.map.chart import Chart
from sociotui.exchange.map.drawing import draw
from sociotui.exchange.map.layout import lay_out
from sociotui.exchange.map.legend import legend
from sociotui.exchange.map.outline import outline
from sociotui.exchange.map.scene import View, scene_of
from sociotui.exchange.map.signs import signs_for
from sociotui.exchange.map.words import clip
from sociotui.words import _

_DEEPEST = 20
"""How often a line of aims is indented at the most."""
_LEAST = 6
"""Rows that a picture needs at the least."""


def write(chart: Chart, view: View) -> str:
    """Return the map as text: title, picture, legend and a line for each circle with several parents.

    `view.height` rows hold title, picture and legend; one for a terminal that is `ascii` is an outline, of as many lines
    as it needs.
    """
    signs = signs_for(view.kind)
    way = [chart.name, *(chart.nodes[id_].name for id_ in chart.way(view.middle))]
    day = _(", as on {day}", day=f"{chart.today:%-d %B %Y}") if chart.past else ""
    title = clip(f" {signs.within} ".join(way), max(0, view.width - cell_len(day)), signs.more) + day
    if view.kind == "ascii":
        told = legend(chart, scene_of(chart, lay_out(chart), view), people=False)
        picture = list(outline(chart, view).values())
    else:
        picture, told = _drawn(chart, view)
    lines = [title, "", *map(_text, picture), "", *map(_text, told), *_shared(chart, view)]
    lines += _aims(chart, view) if view.aims else ()
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _aims(chart: Chart, view: View) -> Iterator[str]:
    """Yield how aims nest, all of them: vision and mission, and below them each circle's aims, further in by its depth."""
    yield from ("", _("How our aims nest"))
    yield from (_("  vision: {vision}", vision=chart.vision),) if chart.vision else ()
    yield from (_("  mission: {mission}", mission=chart.mission),) if chart.mission else ()
    first = chart.nodes[view.middle].depth if view.middle in chart.nodes else 0
    for node in chart.below(view.middle if view.middle in chart.nodes else ""):
        before = "  " * (1 + min(node.depth - first, _DEEPEST))
        yield f"{before}{node.name}: {in_a_line(node.aims) or _('no aim on record yet')}"


def _drawn(chart: Chart, view: View) -> tuple[list[Line], list[Line]]:
    """Return the picture, and the legend of what is seen in it, together as high as the view leaves room for."""
    layout = lay_out(chart)
    below = len(legend(chart, scene_of(chart, layout, view), people=view.people))
    drawn = draw(chart, layout, replace(view, height=max(_LEAST, view.height - below - 3)))
    return list(drawn.lines), legend(chart, drawn.scene, people=view.people)


def _text(line: Line) -> str:
    return "".join(text for text, _style in line)


def _shared(chart: Chart, view: View) -> Iterator[str]:
    """Yield what a picture shows by a sign only: in which other circles one with several parents is, too."""
    if view.kind == "ascii":
        return
    shared = [node for node in chart.below(view.middle) if node.also]
    if shared:
        yield ""
    for node in shared:
        others = ", ".join(chart.nodes[id_].name for id_ in node.also)
        yield _(
            "{circle}: in {within}, and also in {others}",
            circle=node.name,
            within=chart.nodes[node.within].name,
            others=others,
        )
