"""Snapshots of decisions, and of people and roles: at three sizes, in sixteen colours, in plain signs; the clock stands."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from sociotui.domain.customs import Customs
from sociotui.domain.organisation import Definition
from sociotui.domain.people import Role
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.room.terminal import Depth
from sociotui.tui.app import SociotuiApp
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from tests.between import DAY, agreed, held
from tests.homes import Hands, home_in
from tests.tui.waiting import shows

Snap = Callable[..., bool]


@pytest.fixture
def home(tmp_path: Path, hands: Hands) -> Iterator[Home]:
    """A home half a year on: reviews are due, a decision waits, the Garden's own role is vacant."""
    home = home_in(tmp_path / "home", hands)
    o = home.organisation()
    assert o.about
    garden = replace(o.circles["garden"], role=(Role(id="keeper", name="Seed keeper", purpose="Seeds for all"),))
    home.define(Definition(organisation=o.about, circle=(garden,)), "test")
    agreed(home, Customs(absence="present"))
    held(home, "Tool-shed rota", "Café hours", "Seeds")
    home.answer("garden-2026-03-02-d2", "ben", "ben", reason="It is cold there.")
    agreed(home, Customs(absence="hold"))
    hands.at += 10 * DAY
    held(home, "Greenhouse")
    hands.at += 180 * DAY
    yield home
    home.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)], ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize(("key", "seen"), [("3", "Café hours"), ("4", "Term runs")], ids=["decisions", "people"])
def test_a_list(snap_compare: Snap, home: Home, size: tuple[int, int], key: str, seen: str) -> None:
    async def ready(pilot: Pilot[None]) -> None:
        await shows(pilot, "What is next")
        await pilot.press(key)
        await shows(pilot, seen)

    assert snap_compare(SociotuiApp(LiveRoom(home, "zoe"), Settings()), terminal_size=size, run_before=ready)


@pytest.mark.parametrize(
    "settings",
    [Settings(theme="sixteen"), Settings(signs=ASCII), Settings(theme="paper")],
    ids=["16", "ascii", "paper"],
)
def test_however_a_terminal_is(snap_compare: Snap, home: Home, settings: Settings) -> None:
    async def ready(pilot: Pilot[None]) -> None:
        await shows(pilot, "What is next")
        await pilot.press("3", "slash", *"caf", "enter", "enter")
        await shows(pilot, "1 of 4")

    assert snap_compare(SociotuiApp(LiveRoom(home, "zoe"), settings), terminal_size=(80, 24), run_before=ready)


@pytest.mark.parametrize(("key", "seen"), [("3", "Café hours"), ("4", "Term runs")], ids=["decisions", "people"])
def test_without_colour(snap_compare: Snap, home: Home, key: str, seen: str) -> None:
    async def ready(pilot: Pilot[None]) -> None:
        await shows(pilot, "What is next")
        await pilot.press(key)
        await shows(pilot, seen)

    app = SociotuiApp(LiveRoom(home, "zoe"), Settings(theme="sixteen", depth=Depth.NONE))
    assert snap_compare(app, terminal_size=(80, 24), run_before=ready)


@pytest.mark.parametrize(
    ("keys", "seen"), [(["3", "i"], "asks"), (["4", "space", "space", "i"], "Propose a selection")]
)
def test_a_dialog(snap_compare: Snap, home: Home, keys: list[str], seen: str) -> None:
    async def ready(pilot: Pilot[None]) -> None:
        await shows(pilot, "What is next")
        await pilot.press(keys[0])
        await shows(pilot, "all circles")
        await pilot.press(*keys[1:])
        await shows(pilot, seen)

    assert snap_compare(SociotuiApp(LiveRoom(home, "zoe"), Settings()), terminal_size=(80, 24), run_before=ready)
