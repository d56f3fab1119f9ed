"""The map as a picture in SVG, which stands alone: for a wiki or a wall, by day, by night and on paper."""

from collections.abc import Iterable, Iterator
from html import escape
from math import cos, hypot, pi, sin

from rich.cells import cell_len

from sociotui.domain.aims import in_a_line
from sociotui.exchange.map.chart import Chart, Node
from sociotui.exchange.map.layout import RIM, Layout, Place, lay_out
from sociotui.exchange.map.legend import depth_name
from sociotui.exchange.map.scene import By
from sociotui.exchange.map.signs import BRAILLE as SIGNS
from sociotui.exchange.map.signs import DEPTHS
from sociotui.exchange.map.svg_style import EDGE, GROUND, STYLE
from sociotui.exchange.map.svg_text import fitted, only_xml, texts
from sociotui.exchange.map.words import clip
from sociotui.words import _

_HEAD = 74.0
_FOOT = 52.0
_SEAT = 5.5
"""The largest radius of a seat."""


def write(
    chart: Chart,
    *,
    middle: str = "",
    by: By = "depth",
    width: int = 0,
    height: int = 0,
    language: str = "en",
    aims: bool = False,
) -> str:
    """Return the picture of a chart, or of one circle and all in it, as a document in SVG 1.1 with CSS.

    It has no script and loads nothing. It fits wherever it is shown, or has `width` and `height` in pixels.
    With `aims`, as much as there is room for stands below names; all of it where one points to a circle.
    """
    layout = lay_out(chart)
    middle = middle or (chart.roots[0] if len(chart.roots) == 1 else "")
    name = chart.nodes[middle].name if middle else chart.name
    scaled = _Scaled(layout, middle, chart.roots)
    nodes = list(chart.below(middle)) if chart.roots else []
    full = scaled.height + _HEAD + _FOOT
    size = (f' width="{width}"' if width else "") + (f' height="{height}"' if height else "")
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GROUND:.0f} {full:.0f}"{size} role="img" '
        f'xml:lang="{escape(language)}" aria-labelledby="title">',
        f'<title id="title">{_said(_titled(chart, name))}</title>',
        f"<style>{STYLE}</style>",
        f'<rect class="ground" width="{GROUND:.0f}" height="{full:.0f}"/>',
        *_heading(chart, name, middle),
        f'<g transform="translate(0 {_HEAD:.0f})">',
        *(line for node in nodes if node.inner for line in _circle(chart, node, scaled.place(node.id), by, aims=aims)),
        *_ties(nodes, scaled),
        *(
            line
            for node in nodes
            if not node.inner
            for line in _circle(chart, node, scaled.place(node.id), by, aims=aims)
        ),
        *(line for node in nodes for line in _label(node, scaled.place(node.id), by, aims=aims)),
        "</g>",
        *_legend(nodes, by, scaled.height + _HEAD + _FOOT / 2),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


class _Scaled:
    """The layout in the units of the picture, with the circle in the middle filling it from side to side; `height` is its own."""

    def __init__(self, layout: Layout, middle: str, roots: Iterable[str]) -> None:
        self._places = layout.places
        centre = layout.places[middle] if middle else layout.whole
        self._x, self._by = centre.x, (GROUND / 2 - EDGE) / centre.r
        outer = [layout.places[id_] for id_ in ([middle] if middle else roots)]
        self._top = min((p.y - p.r for p in outer), default=-centre.r)
        self.height = (max((p.y + p.r for p in outer), default=centre.r) - self._top) * self._by + 2 * EDGE

    def place(self, id_: str) -> Place:
        p, by = self._places[id_], self._by
        box = p.label
        moved = type(box)(self._across(box.x), self._down(box.y), box.width * by, box.height * by)
        return Place(self._across(p.x), self._down(p.y), p.r * by, moved, p.closed * by, p.scale * by)

    def _across(self, x: float) -> float:
        return GROUND / 2 + (x - self._x) * self._by

    def _down(self, y: float) -> float:
        return EDGE + (y - self._top) * self._by


# --- circles and their people ----------------------------------------------------------------------


def _circle(chart: Chart, node: Node, at: Place, by: By, *, aims: bool) -> Iterator[str]:
    kinds = [f"d{min(node.depth, DEPTHS - 1)}" if by == "depth" else node.mark or "calm"]
    kinds += ["until"] if node.until else []
    kinds += ["ended"] if node.ended else []
    line = max(0.5, min(2.4, at.r / 60))
    yield f'<g><title>{_said(_told(chart, node, aims=aims))}</title><circle class="{" ".join(kinds)}" cx="{at.x:.2f}" cy="{at.y:.2f}" r="{at.r:.2f}" stroke-width="{line:.2f}"/>'
    yield from _seats(node, at)
    yield "</g>"


def _seats(node: Node, at: Place) -> Iterator[str]:
    """Draw people as points on the inner rim, clockwise from the top; leader and delegate as arrows in and out."""
    count = len(node.seats)
    if not count:
        return
    rim = at.r * (1 - RIM / 2)
    size = min(_SEAT, at.r * RIM * 0.36, 2 * pi * rim / count * 0.36)
    for number, seat in enumerate(node.seats):
        angle = 2 * pi * (number + 0.5) / count
        x, y = at.x + rim * sin(angle), at.y - rim * cos(angle)
        told = f"<title>{_said(_seat_told(seat.name, seat.link))}</title>"
        if seat.link in ("leader", "delegate"):
            tip = size * 1.35 if seat.link == "leader" else -size * 1.35
            points = f"{x - size * 1.3:.2f},{y - tip:.2f} {x + size * 1.3:.2f},{y - tip:.2f} {x:.2f},{y + tip:.2f}"
            yield f'<polygon class="seat link" points="{points}">{told}</polygon>'
        else:
            kind = "seat linked" if seat.link == "linked" else "seat"
            edge = f' stroke-width="{size / 2.5:.2f}"' if seat.link == "linked" else ""
            yield f'<circle class="{kind}" cx="{x:.2f}" cy="{y:.2f}" r="{size * (0.8 if edge else 1):.2f}"{edge}>{told}</circle>'


def _seat_told(name: str, link: str) -> str:
    told = {"leader": _("leader"), "delegate": _("delegate"), "linked": _("linked from further in")}
    return f"{name} ({told[link]})" if link else name


def _told(chart: Chart, node: Node, *, aims: bool) -> str:
    """Return what is said of a circle where one points to it."""
    parts = [node.name, _("{n} people", n=len(node.seats)) if len(node.seats) != 1 else _("1 person")]
    parts += [_("until {day}", day=node.until)] if node.until else []
    parts += [_("also in {circles}", circles=", ".join(chart.nodes[i].name for i in node.also))] if node.also else []
    parts += [{"over": _("something is overdue"), "soon": _("something is due soon")}[node.mark]] if node.mark else []
    parts += [_("aim: {aim}", aim=aim) for aim in node.aims] if aims else []
    return "\n".join(parts)


def _label(node: Node, at: Place, by: By, *, aims: bool) -> Iterator[str]:
    sign = SIGNS.mark(node.mark) if by == "due" else ""
    name = " ".join(filter(None, (sign, SIGNS.shared if node.also else "", node.name)))
    until = _("until {day}", day=node.until) if node.until and not node.inner else ""
    kind = "name" + (" in" if node.inner else "") + (" ended" if node.ended else "")
    aim = in_a_line(node.aims) if aims else ""
    yield from texts(fitted(name, at.label, aim or until, cut=bool(aim)), kind)


# --- links -----------------------------------------------------------------------------------------


def _ties(nodes: Iterable[Node], scaled: _Scaled) -> Iterator[str]:
    """Draw a dashed curve from each circle with several parents to those within which it is not drawn."""
    here = {node.id: node for node in nodes}
    for node in here.values():
        for other in (id_ for id_ in node.also if id_ in here):
            start, end = scaled.place(node.id), scaled.place(other)
            dx, dy = end.x - start.x, end.y - start.y
            away = hypot(dx, dy)
            if away <= end.r + start.r * 0.5:
                continue  # it lies within that one anyway, further in
            x, y = start.x + dx * start.r / away, start.y + dy * start.r / away
            to_x, to_y = end.x - dx * end.r / away, end.y - dy * end.r / away
            bend_x, bend_y = (x + to_x) / 2 - dy * 0.12, (y + to_y) / 2 + dx * 0.12
            yield f'<path class="tie" d="M{x:.2f},{y:.2f} Q{bend_x:.2f},{bend_y:.2f} {to_x:.2f},{to_y:.2f}"/>'
            yield f'<circle class="knot" cx="{to_x:.2f}" cy="{to_y:.2f}" r="2.2"/>'


# --- heading and legend ----------------------------------------------------------------------------


def _titled(chart: Chart, name: str) -> str:
    if chart.past:
        return _("{name}: circle map, as it stood on {day}", name=name, day=chart.today)
    return _("{name}: circle map", name=name)


def _heading(chart: Chart, name: str, middle: str) -> Iterator[str]:
    above = " › ".join([chart.name, *(chart.nodes[id_].name for id_ in chart.way(middle)[:-1])]) if middle else ""
    count = sum(1 for _node in chart.below(middle)) if chart.roots else 0
    people = len({seat.person for node in chart.below(middle) for seat in node.seats}) if chart.roots else 0
    counts = _("{circles} circles, {people} people, as it stands on {day}")
    if chart.past:
        counts = _("{circles} circles, {people} people, as it stood on {day}")
    said = _(counts, circles=count, people=people, day=chart.today)
    said = f"{above} · {said}" if above and above != name else said
    yield f'<text class="title" x="32" y="42">{_said(clip(name, 54))}</text>'
    yield f'<text class="told" x="32" y="64">{_said(clip(said, 120))}</text>'


def _legend(nodes: list[Node], by: By, y: float) -> Iterator[str]:
    """Tell what colours and signs mean, only those that are seen."""
    x = 32.0
    for kind, sign, told in _meanings(nodes, by):
        if sign:
            yield f'<text class="told" x="{x:.1f}" y="{y + 4:.1f}">{sign}</text>'
            x += 14
        else:
            yield f'<circle class="{kind}" cx="{x + 6:.1f}" cy="{y:.1f}" r="6" stroke-width="1.2"/>'
            x += 18
        yield f'<text class="told" x="{x:.1f}" y="{y + 4:.1f}">{_said(told)}</text>'
        x += cell_len(told) * 7.2 + 18


def _meanings(nodes: list[Node], by: By) -> Iterator[tuple[str, str, str]]:
    """Yield the class of a circle or a sign, and what it means."""
    if by == "depth":
        for depth in sorted({min(node.depth, DEPTHS - 1) for node in nodes}):
            yield f"d{depth}", "", depth_name(depth)
    else:
        yield "over", "", _("{sign} overdue", sign=SIGNS.over)
        yield "soon", "", _("{sign} due soon", sign=SIGNS.soon)
        yield "calm", "", _("nothing due")
    if any(node.until for node in nodes):
        yield "until d1" if by == "depth" else "until calm", "", _("helps for a time")
    if any(node.also for node in nodes):
        yield "", SIGNS.shared, _("several parents")
    links = {seat.link for node in nodes for seat in node.seats}
    told_of = (("leader", SIGNS.leader, _("leader")), ("delegate", SIGNS.delegate, _("delegate")))
    for link, sign, told in (("", SIGNS.seat, _("member")), *told_of, ("linked", SIGNS.linked, _("linked"))):
        if link in links:
            yield "", sign, told


def _said(text: str) -> str:
    return escape(only_xml(text))
