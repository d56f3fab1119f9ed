"""Drawing: a scene on a canvas of cells: borders, names that meet nothing, seats, and what links the chosen circle."""

from collections.abc import Iterator
from math import hypot

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len

from sociotui.domain.aims import in_a_line
from sociotui.exchange.map.canvas import Canvas, Line
from sociotui.exchange.map.chart import Chart, Node
from sociotui.exchange.map.layout import Layout, lay_out
from sociotui.exchange.map.naming import Names, Written, name_above, name_inside, name_on_top
from sociotui.exchange.map.scene import Scene, Shown, View, scene_of
from sociotui.exchange.map.seating import Sits, seated, seated_beside, seated_by_name
from sociotui.exchange.map.shapes import Ellipse, Run, runs
from sociotui.exchange.map.signs import Signs, signs_for, style_of

_HEAVY = (0.0, -0.5, -1.0, 0.5, 1.0)
"""How far from its border the chosen circle's is drawn once more."""
_SEATS_FROM = 16.0
"""The radius, in squares, from which a circle's people are shown."""


class Drawn(Struct, frozen=True):
    """A picture: its lines of (text, style) pieces, what is seen in it, and each circle's name as it is written there."""

    lines: tuple[Line, ...]
    scene: Scene
    names: dict[str, tuple[Written, ...]]
    seats: dict[str, tuple[Sits, ...]]
    borders: frozenset[tuple[int, int]]


def draw(chart: Chart, layout: Layout | None = None, view: View | None = None) -> Drawn:
    """Return the picture of a chart in a view, `view.height` lines of `view.width` cells; the same each time.

    For a terminal that is told to be `ascii` see `outline`: this draws in blocks for it.
    """
    view = view or View(width=80, height=24)
    return Plate(chart, layout or lay_out(chart), view).chosen(view.chosen)


class Plate:
    """A picture in which nothing is chosen, from which pictures are made with each of its circles chosen: names stay where they are."""

    def __init__(self, chart: Chart, layout: Layout, view: View) -> None:
        self.chart = chart
        view = replace(view, chosen="")
        self.scene = scene = scene_of(chart, layout, view)
        self._signs = signs_for(view.kind)
        self._canvas = canvas = Canvas(view.width, view.height, braille=view.kind == "braille")
        names = Names(chart, self._signs, view)
        self.names: dict[str, tuple[Written, ...]] = {}
        for id_, shown in scene.shown.items():
            self.names[id_] = tuple(_named(chart, scene, shown, names))
            for written in self.names[id_]:
                canvas.put(written.row, written.column, written.text, _name_style(chart.nodes[id_], view, written))
        for id_, shown in sorted(scene.shown.items(), key=lambda each: each[0] == scene.middle):
            node = chart.nodes[id_]
            canvas.ellipse(shown.at, style_of(node, view), dashed=bool(node.until))
        self.borders = canvas.borders()
        self.seats: dict[str, tuple[Sits, ...]] = {}
        for id_, shown in scene.shown.items() if view.people else ():
            self.seats[id_] = tuple(_seats(chart, scene, shown, canvas))
            for sits in self.seats[id_]:
                _sit(canvas, sits, self._signs)
        canvas.lines()

    def chosen(self, id_: str) -> Drawn:
        """Return the picture with a circle chosen: its border is heavy, its name has a sign before it and is filled."""
        view = replace(self.scene.view, chosen=id_)
        scene = replace(self.scene, view=view)
        if id_ not in scene.shown:
            return Drawn(tuple(self._canvas.lines()), scene, self.names, self.seats, self.borders)
        canvas, names = self._canvas.copy(), dict(self.names)
        shown = scene.shown[id_]
        names[id_] = self._marked(canvas, shown)
        for start, end in _links(self.chart, scene):
            canvas.line(*_from_edge_to_edge(start, end), "next")
        node = self.chart.nodes[id_]
        for squares in _HEAVY:
            canvas.ellipse(shown.at.grown(squares), style_of(node, view), dashed=bool(node.until))
        return Drawn(tuple(canvas.lines()), scene, names, self.seats, self.borders)

    def _marked(self, canvas: Canvas, shown: Shown) -> tuple[Written, ...]:
        """Write the chosen circle's name anew, filled, with a sign before it or above it where one has room."""
        written = list(self.names[shown.id])
        if written and not written[0].aside:
            first, sign = written[0], self._signs.chosen
            if first.text.startswith("  "):
                written[0] = replace(first, text=f"{sign} {first.text[2:]}")
            else:
                written[0] = next((w for w in _led(first, sign) if _room_before(canvas, shown.at, first, w)), first)
            if written[0] is first:
                written[:1] = self._squeezed(canvas, shown.at, first, sign)
        for each in written:
            canvas.put(each.row, each.column, each.text, "dim" if each.aside else "cursor")
        return tuple(written)

    def _squeezed(self, canvas: Canvas, at: Ellipse, first: Written, sign: str) -> list[Written]:
        """Return a name's first line with a sign above it, or in the place of its depth; as it is, where there is room for neither."""
        middle = first.column + cell_len(first.text) // 2
        if canvas.free(first.row - 1, middle) and _inside(at, first.row - 1, middle):
            return [Written(first.row - 1, middle, sign), first]
        figure = next((each for each in first.text[:2] if each in self._signs.depths and not each.isascii()), "")
        return [replace(first, text=first.text.replace(figure, sign, 1)) if figure else first]


def _led(first: Written, sign: str) -> Iterator[Written]:
    """Yield a name's first line with a sign before it, with a gap and without."""
    for lead in (f"{sign} ", sign):
        yield replace(first, column=first.column - cell_len(lead), text=lead + first.text)


def _room_before(canvas: Canvas, at: Ellipse, first: Written, led: Written) -> bool:
    """Tell whether nothing is where a sign would go, and before it."""
    return all(canvas.free(led.row, c) and _inside(at, led.row, c) for c in range(led.column, first.column))


def _inside(at: Ellipse, row: int, column: int) -> bool:
    """Tell whether a cell lies in a circle with all its corners."""
    return all(at.holds(2 * column + x, 4 * row + y) for x in (0, 1) for y in (0, 3))


# --- names -----------------------------------------------------------------------------------------


def _named(chart: Chart, scene: Scene, shown: Shown, names: Names) -> list[Written]:
    node = chart.nodes[shown.id]
    before = names.before(node)
    if shown.id == scene.middle and scene.crowded:
        return name_on_top(scene.view.width, before, node.name)
    called = [node.name, *names.of(node)] if shown.id == scene.middle else names.of(node)
    aim = in_a_line(node.aims) if scene.view.aims else ""
    if shown.open:
        return name_above(shown.at, scene.inner(node), before, called, aim)
    return name_inside(shown.at, before, called, list(names.besides(node, shown.hidden)), aim)


def _name_style(node: Node, view: View, written: Written) -> str:
    if written.aside:
        return "dim"
    if view.by == "due":
        return style_of(node, view) if node.mark else "plain"
    return "strong" if node.inner else "plain"


# --- people ----------------------------------------------------------------------------------------


def _seats(chart: Chart, scene: Scene, shown: Shown, canvas: Canvas) -> list[Sits]:
    """Return where a circle's people sit: with names where it is alone in the picture, by signs where it is large enough."""
    people = chart.nodes[shown.id].seats
    if not people or shown.at.ry < _SEATS_FROM:
        return []
    if not shown.open and len(scene.shown) == 1:
        by_name = seated_by_name(runs(shown.at), people, canvas.free)
        if by_name is not None:
            return by_name
    inner = scene.inner(chart.nodes[shown.id]) if shown.open else []
    rows: dict[int, list[Run]] = {}
    for run in runs(shown.at, inner):
        rows.setdefault(run.row, []).append(run)

    def free(row: int, column: int) -> bool:
        inside = any(run.start <= column < run.start + run.width for run in rows.get(row, ()))
        return inside and canvas.clear(row, column)

    if scene.crowded and shown.id == scene.middle:
        return seated_beside(shown.at, people, free)
    return seated(shown.at, people, free)


def _sit(canvas: Canvas, sits: Sits, signs: Signs) -> None:
    link = sits.seat.link
    style = "next" if link in ("leader", "delegate") else "dim" if link == "linked" else "plain"
    canvas.put(sits.row, sits.column, signs.link(link), style)
    if sits.name:
        canvas.put(sits.row, sits.name_at, sits.name, "dim" if link == "linked" else "plain")


# --- links -----------------------------------------------------------------------------------------


def _links(chart: Chart, scene: Scene) -> Iterator[tuple[Ellipse, Ellipse]]:
    """Yield what the chosen circle is linked with besides the circle in which it is drawn: both ends, where they are seen."""
    chosen = scene.view.chosen
    if chosen not in scene.shown or chosen == scene.middle:
        return
    for id_, shown in scene.shown.items():
        if id_ == scene.middle:
            continue  # all that is seen lies in it
        if chosen in chart.nodes[id_].also or id_ in chart.nodes[chosen].also:
            yield scene.shown[chosen].at, shown.at


def _from_edge_to_edge(start: Ellipse, end: Ellipse) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return a line between two circles, from border to border; to the middle of one that holds the other."""
    dx, dy = end.x - start.x, end.y - start.y
    out = 1 / max(1.0, hypot(dx / start.rx, dy / start.ry))
    into = 1 - 1 / max(1.0, hypot(dx / end.rx, dy / end.ry))
    return (start.x + dx * out, start.y + dy * out), (start.x + dx * into, start.y + dy * into)
