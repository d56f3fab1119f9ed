"""Home looks ahead: meetings that come with what is on them, what one brings, and the first steps of a new organisation."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from sociotui.domain import organisation_commands as c
from sociotui.domain.circles import Circle
from sociotui.domain.commands import Arrange, CloseMeeting
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation import About, Definition
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.tui.agenda.screen import AgendaScreen
from sociotui.tui.app import SociotuiApp
from sociotui.tui.dialogs.opening import OpeningDialog
from sociotui.tui.map.screen import MapScreen
from sociotui.tui.settings import Settings
from tests.between import DAY, held
from tests.homes import Hands, home_in, opened
from tests.tui.gathering import GatheringOf
from tests.tui.waiting import lines_of, shows, text_of, until

TODAY = date(2026, 3, 2)
WHEN = "2026-03-04 19:30, in the shed"


def met(home: Home, next_meeting: str) -> None:
    """Let the Garden circle have met, and agreed on when it does next."""
    act = home.act

    def arranging(id_: str, command: Any, actor: str) -> Any:
        if isinstance(command, CloseMeeting):
            act(id_, Arrange(minutes=60, next_meeting=next_meeting), actor)
        return act(id_, command, actor)

    home.act = arranging  # type: ignore[method-assign, assignment]
    held(home)
    home.act = act  # type: ignore[method-assign]


@pytest.fixture
def home(tmp_path: Path, hands: Hands) -> Iterator[Home]:
    """A home whose Garden circle meets again on Wednesday, and talks about two things."""
    home = home_in(tmp_path / "home", hands)
    met(home, WHEN)
    for topic in (BacklogItem(title="Hoses", minutes=30, presenter="ben"), BacklogItem(title="Bees", minutes=20)):
        home.prepare(c.AddTopic(circle="garden", topic=topic, today=TODAY), "ana")
    yield home
    home.close()


def app_on(home: Home) -> SociotuiApp:
    """Return the app on that home."""
    return SociotuiApp(LiveRoom(home, "zoe"), Settings())


def rows(pilot: Pilot[Any]) -> list[str]:
    """Return what the list shows, without its frame."""
    return [" ".join(line[1:39].split()) for line in lines_of(pilot)[4:-3]]


async def test_the_next_meetings_stand_with_their_day_and_lead_to_their_agendas(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 30)) as pilot:
        await shows(pilot, "Next meetings")
        at = rows(pilot).index("Next meetings topics")
        assert rows(pilot)[at + 1] == "Wed 19:30 Garden circle 2"
        await pilot.press("up")
        await shows(pilot, "enter prepare")
        await shows(pilot, "Garden circle: the next meeting")
        for told in ("Wednesday 4 March 19:30", "Hoses, 30 min", "50 min are asked for", "No time for these"):
            await shows(pilot, told)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, AgendaScreen))
        await shows(pilot, "  1 19:43 Hoses")
        await pilot.press("escape")
        await shows(pilot, "Next meetings")


async def test_a_meeting_whose_day_is_over_or_which_is_under_way_does_not_come(home: Home, hands: Hands) -> None:
    hands.at += 3 * DAY
    async with app_on(home).run_test(size=(80, 30)) as pilot:
        await shows(pilot, "Circles")
        assert "Next meetings" not in text_of(pilot)
    hands.at -= 3 * DAY
    opened(home)
    async with app_on(home).run_test(size=(80, 30)) as pilot:
        await shows(pilot, "● Garden circle")
        assert "Next meetings" not in text_of(pilot)


async def test_words_without_a_day_are_told_as_open(tmp_path: Path, hands: Hands) -> None:
    home = home_in(tmp_path / "words", hands)
    met(home, "when the swallows are back")
    async with app_on(home).run_test(size=(80, 30)) as pilot:
        await shows(pilot, "Next meetings")
        assert "open Garden circle none yet" in rows(pilot)
        await pilot.press("up")
        await shows(pilot, "when the swallows are back")
    hands.at += 61 * DAY
    async with app_on(home).run_test(size=(80, 30)) as pilot:
        await shows(pilot, "Circles")
        assert "Next meetings" not in text_of(pilot)
    home.close()


async def test_what_one_brings_stands_under_for_you(home: Home, gathering_of: GatheringOf) -> None:
    there = gathering_of(home)
    async with there.at("ben", (80, 30)) as ben, there.at("ivo", (80, 30)) as ivo:
        await shows(ben, "you bring “Hoses”")
        assert rows(ben)[rows(ben).index("For you until") + 1] == "Wed 19:30 you bring “Hoses”"
        assert rows(ben).count("Wed 19:30 Garden circle 2") == 1
        await shows(ivo, "Circles")
        assert "Next meetings" not in text_of(ivo), "it is a meeting of others"


# --- a new organisation ----------------------------------------------------------------------------


async def test_a_new_organisation_sees_its_first_steps_until_it_has_met(tmp_path: Path, hands: Hands) -> None:
    home = home_in(tmp_path / "new", hands)
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "First steps")
        at = rows(pilot).index("First steps")
        assert rows(pilot)[at + 1 : at + 6] == [
            "✓ Everybody is in a circle",
            "✓ Each circle says what it is for",
            "✓ Somebody facilitates, and writes",
            "◦ Prepare a first agenda",
            "◦ Hold the first meeting",
        ]
        await pilot.press("up")
        await shows(pilot, "Who is here is asked")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, OpeningDialog))
        await pilot.press("escape")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
        await pilot.press("up", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, AgendaScreen))
    home.prepare(c.AddTopic(circle="garden", topic=BacklogItem(title="Hoses"), today=TODAY), "ana")
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "✓ Prepare a first agenda")
    held(home)
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "Circles")
        assert "First steps" not in text_of(pilot)
    home.close()


async def test_what_is_open_says_how_it_is_done(tmp_path: Path, hands: Hands) -> None:
    home = home_in(tmp_path / "bare", hands, founded=False)
    home.define(Definition(organisation=About(name="New"), circle=(Circle(id="all", name="All of us"),)), "ana")
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "◦ Everybody is in a circle")
        await pilot.press("home")
        await shows(pilot, "All of us has no members yet.")
        await shows(pilot, "enter to the map")
        await shows(pilot, "sociotui import org FILE.toml")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, MapScreen))
        await shows(pilot, "All of us")
        await pilot.press("q")
        await shows(pilot, "First steps")
        await pilot.press("down")
        await shows(pilot, "All of us has no aim yet")
    home.close()
