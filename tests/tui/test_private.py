"""Private meetings on the screen: opened by a field of the dialog, and shut to who is not in them."""

from collections.abc import Callable
from pathlib import Path

from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.tui.app import SociotuiApp
from sociotui.tui.settings import Settings
from tests.homes import Hands, home_in
from tests.room.secrets import MARK, half
from tests.tui.waiting import shows, text_of

AppAt = Callable[..., SociotuiApp]


async def test_a_meeting_is_opened_for_those_who_take_part(app_at: AppAt) -> None:
    app = app_at("founded")
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "General circle")
        await pilot.press("down", "enter")
        await shows(pilot, "Garden circle meets. Who is here?")
        await shows(pilot, "[record for the circle]")
        assert "private: who takes part reads it, decisions are for all" in text_of(pilot)
        await pilot.press("end", "space", "tab", "tab", "right")
        await shows(pilot, "[private]")
        await pilot.press("enter")
        await shows(pilot, "circle meeting · private")
        assert app.snapshot
        assert app.snapshot.meeting
        assert app.snapshot.meeting.private
        await pilot.press("q")
        await shows(pilot, "● Garden circle  private meeting")
        await pilot.press("home")
        await shows(pilot, "What is said in it stays")


async def test_who_is_not_in_it_sees_that_there_is_one_and_does_not_come_in(tmp_path: Path, hands: Hands) -> None:
    home = home_in(tmp_path / "home", hands)
    half(home)
    async with app_of(home, "chidi").run_test(size=(100, 30)) as pilot:
        await shows(pilot, "● Garden circle  private meeting")
        await pilot.press("enter")
        await shows(pilot, "is private, Chidi")
        assert MARK not in text_of(pilot).lower()
    async with app_of(home, "ana").run_test(size=(100, 30)) as pilot:
        await shows(pilot, "● Garden circle  private meeting")
        await pilot.press("enter")
        await shows(pilot, f"{MARK} Ben")
        await pilot.press("m")
        await shows(pilot, "these minutes are for those who took part")
        await pilot.press("end")
        await shows(pilot, "sociotui doctor --printed")
    home.close()


def app_of(home: Home, me: str) -> SociotuiApp:
    """Return the program as somebody has it before them."""
    return SociotuiApp(LiveRoom(home, me), Settings())
