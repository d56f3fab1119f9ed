"""The map: how long its layout, first frame, a zoom and an arrow take, beside a bare Textual screen of that size drawn once."""

import asyncio
from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from sociotui.exchange.map.chart import Chart, chart_of
from sociotui.exchange.map.drawing import Plate, draw
from sociotui.exchange.map.layout import Layout, lay_out
from sociotui.exchange.map.neighbours import Direction, neighbour
from sociotui.exchange.map.scene import View
from tests.exchange.map.organisations import TODAY, grown

from .table import Row, Table, late, middle
from .timing import in_turn, no_collector

pytestmark = pytest.mark.bench

TIMES = 15
COUNTS = (20, 500, 2_000)
SIZES = ((80, 24), (300, 100))
FIRST = {(80, 24): 1.0, (300, 100): 1.5}
"""Target for the first frame of up to 500 circles, in bare screens; it comes once, as the layout stays while one zooms."""
ZOOM, ARROW = 0.5, 0.1


class _Bare(App[None]):
    """A screen full of one sign."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self.text = "\n".join(["x" * width] * height)

    def compose(self) -> ComposeResult:
        yield Static(self.text, markup=False)


def _bare(width: int, height: int) -> Callable[[int], object]:
    async def drawn_once() -> None:
        app = _Bare(width, height)
        async with app.run_test(size=(width, height)) as pilot:
            await pilot.pause()
            assert app.screen.query_one(Static).size == (width, height)

    return lambda _number: asyncio.run(drawn_once())


def _zooms(chart: Chart, layout: Layout, view: View) -> Callable[[int], object]:
    """Return what draws another circle in the middle each time, those with the most in them first."""
    inner = sorted((n for n in chart.nodes.values() if n.inner), key=lambda n: -len(n.inner))[:TIMES]

    def zoom(number: int) -> object:
        middle = inner[number % len(inner)].id
        return draw(chart, layout, View(width=view.width, height=view.height, middle=middle, chosen=middle))

    return zoom


def _arrows(plate: Plate) -> Callable[[int], object]:
    """Return what goes from circle to circle by arrows, as far as they lead, and redraws what is chosen then."""
    at = {"": next(iter(plate.scene.shown))}

    def arrow(number: int) -> object:
        way: tuple[Direction, ...] = ("down", "right", "down", "left", "up")
        at[""] = neighbour(plate.scene, at[""], way[number % len(way)]) or at[""]
        return plate.chosen(at[""])

    return arrow


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_map(table: Table, size: tuple[int, int]) -> None:
    """Map: layout, first frame, zoom and arrow, beside a bare Textual screen drawn once"""
    width, height = size
    table.title += f", {width}×{height}"
    view = View(width=width, height=height)
    works: dict[str, Callable[[int], object]] = {"floor": _bare(width, height)}
    for count in COUNTS:
        o = grown(count, people=4 * count)
        chart = chart_of(o, TODAY)
        layout = lay_out(chart)
        works[f"{count:,}: layout"] = lambda _n, chart=chart: lay_out(chart)  # type: ignore[misc]
        works[f"{count:,}: first frame"] = lambda _n, o=o: draw(chart_of(o, TODAY), None, view)  # type: ignore[misc]
        works[f"{count:,}: zoom"] = _zooms(chart, layout, view)
        works[f"{count:,}: arrow, chosen redrawn"] = _arrows(Plate(chart, layout, view))
    with no_collector():
        found = in_turn(works, TIMES)
    floor = middle(found.pop("floor"))
    for what, times in found.items():
        target = FIRST[size] if "first" in what and not what.startswith("2,000") else None
        target = ZOOM if "zoom" in what else ARROW if "arrow" in what else target
        table.add(Row(what, middle(times), floor, times=target))
        if "zoom" in what:
            table.add(Row(f"{what}, p95", late(times), floor))
            assert middle(times) <= floor, what
