"""Saying something on the screen: one key from everywhere; it is seen as due, answered by one who may, and read by who said it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from sociotui.domain.customs import Customs
from sociotui.domain.organisation_commands import Say
from sociotui.domain.voice import Voice
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.tui.app import SociotuiApp
from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from tests.between import agreed
from tests.homes import Hands, home_in, opened
from tests.tui.waiting import shows, text_of, until


@pytest.fixture
def home(tmp_path: Path, hands: Hands) -> Iterator[Home]:
    """A home whose Garden circle hears what is said unnamed."""
    home = home_in(tmp_path / "home", hands)
    agreed(home, Customs(unnamed=True))
    yield home
    home.close()


def voice(home: Home) -> Voice:
    """Return what was said."""
    return home.organisation().voices["garden-said-1"]


async def asked(pilot: Pilot[None], words: str) -> None:
    """Choose the Garden circle, press the key, and write the words of a concern."""
    await pilot.press("down")
    await shows(pilot, "Beds, compost")
    await pilot.press("y")
    await shows(pilot, "To which circle?")
    await pilot.press("right", "tab", "tab", *words, "tab")


@pytest.mark.slow  # from the key to the answer, and back
async def test_it_is_said_answered_and_still_open_by_keys(home: Home) -> None:
    async with SociotuiApp(LiveRoom(home, "zoe"), Settings()).run_test(size=(100, 40)) as pilot:
        await asked(pilot, "Deer")
        await pilot.press("tab", "tab", "enter")
        await shows(pilot, "next meeting of Garden circle")
        assert (voice(home).kind, voice(home).words, voice(home).by) == ("concern", "Deer", "zoe")
        await shows(pilot, "Concern: Deer")
        await pilot.press("home", "enter")
        await shows(pilot, "What is the answer?")
        await shows(pilot, "Between meetings Ana, Zoe, Eli, Ben can answer")
        await pilot.press(*"Spring", "tab", "tab", "enter")
        await shows(pilot, "your concern was answered")
        assert (voice(home).answer, voice(home).answered_by) == ("Spring", "zoe")
        await pilot.press("home", "enter")
        await shows(pilot, "Is that an answer for you?")
        await pilot.press("right", "tab", *"Where?", "tab", "enter")
        await until(pilot, lambda: not voice(home).answered)
        await shows(pilot, "Concern: Deer")


async def test_unnamed_asks_once_more_and_then_names_nobody_on_a_small_plain_terminal(home: Home) -> None:
    async with SociotuiApp(LiveRoom(home, "zoe"), Settings(signs=ASCII)).run_test(size=(60, 20)) as pilot:
        await pilot.press("down", "y")
        await shows(pilot, "To which circle?")
        await pilot.press("tab", "tab", *"Deer", "tab", "right", "tab", "tab", "enter")
        await shows(pilot, "choose")
        assert isinstance(pilot.app.screen, FormDialog)
        assert not home.organisation().voices
        await pilot.press("shift+tab", "right", "tab", "enter")
        await until(pilot, lambda: bool(home.organisation().voices))
        assert voice(home).by == ""
        assert [c for c in text_of(pilot) if ord(c) > 126] == []


async def test_an_appreciation_is_read_out_in_the_meeting_by_the_same_key(home: Home) -> None:
    today = home.clock.today()
    home.speak(Say(circle="garden", kind="appreciation", words="Thank you!", by="ben", today=today), "ben")
    async with SociotuiApp(LiveRoom(home, "zoe", opened(home)), Settings()).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "An appreciation waits to be read out.")
        await pilot.press("y")
        await shows(pilot, "1 Ben: Thank you!")
        await pilot.press("1")
        await shows(pilot, "Read out, from Ben: “Thank you!”")
        assert "waits to be read out" not in text_of(pilot)
        await pilot.press("y")
        await shows(pilot, "[Garden circle]")
