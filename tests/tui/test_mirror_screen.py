"""The mirror on the screen: figures of a circle, a time or a meeting, each with what it is about; at every size, in letters, too."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from sociotui.domain.customs import Customs
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.tui.app import SociotuiApp
from sociotui.tui.mirror.period import LENGTHS, Place
from sociotui.tui.mirror.screen import MirrorScreen
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from tests.between import DAY, agreed, held
from tests.homes import Hands, home_in
from tests.tui.gathering import GatheringOf
from tests.tui.waiting import lines_of, shows, text_of, until


def lived(folder: Path) -> Home:
    """Return a home in which the Garden circle, which keeps totals, has met twice; now it is a day later."""
    hands = Hands()
    home = home_in(folder, hands)
    agreed(home, Customs(absence="present", keep_totals=True))
    held(home, "Tool-shed rota")
    hands.at += 40 * DAY
    held(home, "Café hours")
    hands.at += DAY
    return home


def app_in(home: Home, settings: Settings | None = None) -> SociotuiApp:
    """Return an app that all look at."""
    return SociotuiApp(LiveRoom(home, "zoe"), settings or Settings())


async def mirror(pilot: Pilot[Any]) -> MirrorScreen:
    """Go to the mirror, and wait until it shows something."""
    await pilot.press("5")
    await shows(pilot, "Rounds held")
    screen = pilot.app.screen
    assert isinstance(screen, MirrorScreen)
    return screen


@pytest.mark.slow
async def test_from_all_to_a_circle_a_month_a_meeting_and_back(tmp_path: Path) -> None:
    home = lived(tmp_path)
    async with app_in(home).run_test(size=(80, 24)) as pilot:
        screen = await mirror(pilot)
        await shows(pilot, "last 12 months")
        await shows(pilot, "2 meetings")
        await pilot.press("F", "down", "down", "enter")
        await until(pilot, lambda: screen.place.circle == "garden")
        await shows(pilot, "Garden circle")
        await pilot.press("p", "p")
        await shows(pilot, "last month")
        await shows(pilot, "one meeting")
        await pilot.press("left")
        await shows(pilot, "– 12 Mar 2026")
        await pilot.press("right", "m")
        await shows(pilot, "Which meeting?")
        await pilot.press("enter")
        await shows(pilot, "Garden circle, 2026-04-11")
        await pilot.press("enter")
        await until(pilot, lambda: screen.reading)
        await pilot.press("end")
        await shows(pilot, "How it is counted")
        await pilot.press("escape", "escape")
        await shows(pilot, "last month")
        await pilot.press("o")
        await shows(pilot, "All look at this screen")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, MirrorScreen))
        await mirror(pilot)
        await shows(pilot, "last month")
    home.close()


@pytest.mark.parametrize(("size", "plain"), [((60, 20), False), ((80, 24), True)])
async def test_whole_at_every_size_and_in_letters(tmp_path: Path, size: tuple[int, int], plain: bool) -> None:
    home = lived(tmp_path)
    async with app_in(home, Settings(signs=ASCII) if plain else None).run_test(size=size) as pilot:
        await mirror(pilot)
        assert all(title in text_of(pilot) for title in ("Speaking time shared", "Evaluations", "Passes"))
        await pilot.press("enter")
        await shows(pilot, "One thing to try")
        assert not plain or "".join(lines_of(pilot)).isascii()
    home.close()


async def test_ones_own_at_a_terminal_of_ones_own(tmp_path: Path, gathering_of: GatheringOf) -> None:
    home = lived(tmp_path)
    async with gathering_of(home).sitting("ben", "zoe") as (ben, zoe):
        for pilot, told in ((ben, "You facilitated 0 of 2"), (zoe, "You facilitated 2 of 2")):
            await mirror(pilot)
            await pilot.press("o")
            await shows(pilot, "Your own, for you alone")
            await pilot.press("down", "down")
            await shows(pilot, told)
        assert "Zoe" not in text_of(ben)
        await ben.press("escape")
        await shows(ben, "Reviews held in time")
    home.close()


def test_periods_lie_beside_each_other(hands: Hands) -> None:
    today = hands.clock().today()
    for length in LENGTHS[:-1]:
        now, before = (Place(length=length, back=back).asked(today) for back in (0, 1))
        assert now.first and before.last
        assert (now.first - before.last).days == 1
    assert Place(length=0).asked(today).first is None
    assert Place(length=3).earlier(-1).back == 0
