"""Pictures of the program, made by the program: the demo's screen as an SVG, for a README or a wiki."""

import asyncio
import re
from datetime import UTC, datetime

from sociotui.room.clock import Clock
from sociotui.room.demo import stage
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.tui.app import SociotuiApp
from sociotui.tui.settings import Settings

_WHEN = datetime(2026, 3, 2, 14, 3, tzinfo=UTC)
"""The moment that a picture shows, so that the same program draws the same picture."""


def _still() -> Clock:
    at = int(_WHEN.timestamp() * 1000)
    return Clock(now=lambda: at, local=lambda when: datetime.fromtimestamp(when / 1000, UTC))


def draw_demo(home: Home, size: tuple[int, int]) -> str:
    """Return the demo meeting's screen, at `size` columns and rows, as an SVG that needs nothing from outside."""
    home.clock = _still()
    meeting = stage(home)
    app = SociotuiApp(LiveRoom(home, "zoe", meeting), Settings())
    return asyncio.run(_draw(app, size))


async def _draw(app: SociotuiApp, size: tuple[int, int]) -> str:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        return self_contained(app.export_screenshot(title="sociotui"))


def self_contained(svg: str) -> str:
    """Return an SVG without the fonts that it would fetch: the reader's own monospace font does."""
    svg = re.sub(r"@font-face\s*\{[^}]*\}", "", svg)
    return re.sub(
        r"font-family:\s*Fira Code[^;]*;", "font-family: DejaVu Sans Mono, ui-monospace, Menlo, monospace;", svg
    )
