"""How the map looks: pictures of it at three sizes and without colour, drawn, with the page of a circle where it fits."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from sociotui.room.terminal import Depth
from sociotui.tui.app import SociotuiApp
from sociotui.tui.map.drawing import DrawingPane
from sociotui.tui.map.panes import PagePane
from sociotui.tui.settings import Settings
from tests.tui.waiting import shows, until

AppAt = Callable[..., SociotuiApp]
Compare = Callable[..., bool]


async def _ready(pilot: Pilot[None]) -> None:
    """Go to the map, and on it to the next circle below."""
    app = pilot.app
    assert isinstance(app, SociotuiApp)
    await until(pilot, lambda: app.snapshot is not None)
    await pilot.press("2")
    await shows(pilot, "General circle")
    await pilot.press("down")
    drawing, page = app.screen.query_one(DrawingPane), app.screen.query_one(PagePane)
    await until(pilot, lambda: drawing.circle == page.circle != "general")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_map(snap_compare: Compare, app_at: AppAt, size: tuple[int, int]) -> None:
    assert snap_compare(app_at("home"), terminal_size=size, run_before=_ready)


def test_the_map_without_colour(snap_compare: Compare, app_at: AppAt) -> None:
    app = app_at("home", Settings(theme="sixteen", depth=Depth.NONE))
    assert app.no_color
    assert snap_compare(app, terminal_size=(80, 24), run_before=_ready)
