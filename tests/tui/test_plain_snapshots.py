"""Snapshots without colour and in plain signs: the meeting, home and the map, of which each cell is looked at too."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from sociotui.room.terminal import Depth
from sociotui.tui.app import SociotuiApp
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from tests.tui.waiting import shows, strips_of, text_of

AppAt = Callable[..., SociotuiApp]
Snap = Callable[..., bool]
COLOURLESS = Settings(theme="sixteen", depth=Depth.NONE)
PLAIN = Settings(theme="sixteen", signs=ASCII)
NEITHER = Settings(theme="sixteen", signs=ASCII, depth=Depth.NONE, letters=False)
PLACES = {"meeting": ("demo", "", "c consent"), "home": ("home", "", "Tool-shed rota"), "map": ("home", "2", "Vision")}


def coloured(pilot: Pilot[Any]) -> set[str]:
    """Return the colours of all cells but those that a terminal has anyhow."""
    styles = {segment.style for strip in strips_of(pilot) for segment in strip if segment.style}
    colours = {colour for style in styles for colour in (style.color, style.bgcolor) if colour}
    return {colour.name for colour in colours if not colour.is_default}


@pytest.mark.parametrize("settings", [COLOURLESS, PLAIN, NEITHER], ids=["no-colour", "ascii", "neither"])
@pytest.mark.parametrize("place", PLACES)
def test_a_screen(snap_compare: Snap, app_at: AppAt, settings: Settings, place: str) -> None:
    where, key, seen = PLACES[place]

    async def ready(pilot: Pilot[None]) -> None:
        await shows(pilot, "c consent" if where == "demo" else "Tool-shed rota")
        await pilot.press(*key)
        await shows(pilot, seen)
        assert text_of(pilot).isascii() or settings.signs != ASCII
        assert bool(coloured(pilot)) == bool(settings.depth)

    assert snap_compare(app_at(where, settings), terminal_size=(80, 24), run_before=ready)


@pytest.mark.parametrize("key", ["question_mark", "ctrl+p", "o", "i", "a", "g", "m"])
async def test_a_dialog_needs_neither(app_at: AppAt, key: str) -> None:
    async with app_at("demo", NEITHER).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "c consent")
        before = text_of(pilot)
        await pilot.press(key)
        await shows(pilot, "escape" if key != "ctrl+p" else "Search for commands")
        assert text_of(pilot) != before
        assert text_of(pilot).isascii()
        assert coloured(pilot) == set()


async def test_a_notice_needs_neither(app_at: AppAt) -> None:
    async with app_at("demo", NEITHER).run_test(size=(80, 24), notifications=True) as pilot:
        await shows(pilot, "c consent")
        pilot.app.notify("Łódź “名” …", timeout=60)
        await shows(pilot, 'Lodz "??" ~')
        assert text_of(pilot).isascii()
        assert coloured(pilot) == set()


async def test_names_are_kept_where_signs_are_plain_and_letters_are_there(app_at: AppAt) -> None:
    async with app_at("demo", PLAIN).run_test(size=(80, 24), notifications=True) as pilot:
        await shows(pilot, "c consent")
        pilot.app.notify("Łódź “名” …", timeout=60)
        await shows(pilot, 'Łódź "名" ~')
