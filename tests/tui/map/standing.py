"""Standing: the map of a home in an app that a test drives, with the cursor where the test wants it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from sociotui.domain.history import Entry
from sociotui.domain.organisation import Definition, Organisation
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.tui.app import SociotuiApp
from sociotui.tui.map.panes import PagePane
from sociotui.tui.map.screen import MapScreen
from sociotui.tui.settings import Settings
from tests.homes import Hands
from tests.tui.waiting import until

SIZES = [(80, 24), (60, 20)]


@asynccontextmanager
async def map_of(
    home: Home, size: tuple[int, int] = (80, 24), settings: Settings | None = None
) -> AsyncIterator[Pilot[Any]]:
    """Show the map of a home to Eli, at a laptop that all look at."""
    app = SociotuiApp(LiveRoom(home, "eli"), settings or Settings())
    async with app.run_test(size=size) as pilot:
        await to_map(pilot)
        yield pilot
    home.close()


async def to_map(pilot: Pilot[Any]) -> None:
    """Go to the map by its key."""
    await until(pilot, lambda: pilot.app.snapshot is not None)  # type: ignore[attr-defined]
    await pilot.press("2")
    await until(pilot, lambda: isinstance(pilot.app.screen, MapScreen) and bool(page_of(pilot).circle))


def page_of(pilot: Pilot[Any]) -> PagePane:
    """Return the page beside the circles."""
    return pilot.app.screen.query_one(PagePane)


async def stand(pilot: Pilot[Any], circle: str, row: str = "") -> None:
    """Choose a circle, and on its page that row, if any."""
    screen = pilot.app.screen
    assert isinstance(screen, MapScreen)
    pilot.app.call_later(screen.go_to, circle)  # as one of several apps, each does it by itself
    await until(pilot, lambda: page_of(pilot).circle == circle)
    if row:
        pilot.app.call_later(screen.read_page, True)
        await until(pilot, lambda: page_of(pilot).has_focus and row in page_of(pilot)._ids)
        page_of(pilot).go_to(row)


async def on_top(pilot: Pilot[Any], dialog: str) -> None:
    """Wait until a dialog of that kind stands on top, and can be typed into."""
    await until(pilot, lambda: type(pilot.app.screen).__name__ == dialog and pilot.app.focused is not None)


async def done(pilot: Pilot[Any], why: str = "agreed") -> None:
    """Say why, do what is previewed, and wait until the map is there again."""
    await on_top(pilot, "PreviewDialog")
    if pilot.app.focused is pilot.app.screen.query_one("#body"):  # it is long, and read first
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
    await pilot.press(*why, "enter")
    await until(pilot, lambda: not pilot.app.screen.is_modal)


def previewed(pilot: Pilot[Any]) -> str:
    """Return what the preview on top says, however it is broken into lines."""
    return str(pilot.app.screen.query_one("#intro").content)  # type: ignore[attr-defined]


def latest(home: Home) -> Entry:
    """Return the latest entry of the history, as another process reads it."""
    return home.history()[-1]


def home_of(folder: Path, o: Organisation) -> Home:
    """Return a home with this organisation."""
    assert o.about
    home = Home(folder, Hands().clock())
    people, circles = tuple(o.people.values()), tuple(o.circles.values())
    home.define(Definition(organisation=o.about, person=people, circle=circles), "test")
    return home
