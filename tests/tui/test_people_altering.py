"""People and roles changed by keys where they are listed: somebody enters, is called otherwise, leaves; roles are given."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.tui.app import SociotuiApp
from sociotui.tui.people.screen import PeopleScreen
from sociotui.tui.settings import Settings
from tests.homes import Hands, home_in
from tests.sizes import at_sizes
from tests.tui.gathering import GatheringOf
from tests.tui.map.standing import SIZES, done, latest, on_top, previewed
from tests.tui.staging import accept, typed
from tests.tui.waiting import shows, text_of, until

Size = tuple[int, int]
sizes = at_sizes(*SIZES)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_in(tmp_path / "home", Hands())


@asynccontextmanager
async def people_of(home: Home, size: Size) -> AsyncIterator[Pilot[Any]]:
    """Show people and roles to Eli, at a laptop that all look at."""
    app = SociotuiApp(LiveRoom(home, "eli"), Settings())
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.snapshot is not None)
        await listed(pilot)
        yield pilot
    home.close()


async def listed(pilot: Pilot[Any]) -> None:
    """Go to the list of roles."""
    await pilot.press("4")
    await until(pilot, lambda: isinstance(pilot.app.screen, PeopleScreen) and bool(pilot.app.screen.chosen))


async def found(pilot: Pilot[Any], words: str, wanted: Callable[[str], bool]) -> None:
    """Look for words, and go to what was found."""
    await pilot.press("slash", *words, "enter")
    screen = pilot.app.screen
    assert isinstance(screen, PeopleScreen)
    await until(pilot, lambda: wanted(screen.chosen) and pilot.app.focused is screen.query_one("#found-list"))


@sizes
async def test_somebody_is_entered_and_joins(home: Home, size: Size) -> None:
    async with people_of(home, size) as pilot:
        await pilot.press("f", "f")
        await shows(pilot, "[people]")
        await pilot.press("+")
        await on_top(pilot, "FormDialog")
        await typed(pilot, "Öda Ç", "‹tab›", "they/them", "‹tab›", "‹tab›", "k")
        await accept(pilot)
        await on_top(pilot, "PreviewDialog")
        assert "Öda Ç is entered, as “oda-c”." in previewed(pilot)
        assert "Öda Ç joins Kitchen circle." in previewed(pilot)
        await done(pilot)
        await shows(pilot, "Done, as number ")
        assert home.organisation().people["oda-c"].pronouns == "they/them"
        assert home.organisation().circles["kitchen"].members[-1] == "oda-c"
        await pilot.press("+")
        await on_top(pilot, "FormDialog")
        await accept(pilot)
        await shows(pilot, "Who is it? A name is enough.")


@sizes
async def test_a_person_is_called_otherwise_leaves_and_that_is_taken_back(home: Home, size: Size) -> None:
    async with people_of(home, size) as pilot:
        await pilot.press("f", "f")
        await shows(pilot, "[people]")
        await found(pilot, "ben", lambda id_: "ben" in id_)
        await pilot.press("e")
        await on_top(pilot, "FormDialog")
        await typed(pilot, "‹end›", "no")
        await accept(pilot)
        await done(pilot)
        await until(pilot, lambda: home.organisation().people["ben"].name == "Benno")
        await pilot.press("x", "2")
        await on_top(pilot, "PreviewDialog")
        assert "Benno leaves Garden circle: the role as delegate ends." in previewed(pilot)
        await done(pilot)
        assert "ben" not in home.organisation().circles["garden"].members
        await pilot.press("u")
        await done(pilot)
        assert "ben" in home.organisation().circles["garden"].members
        assert latest(home).kind == "undo"


@sizes
async def test_a_role_is_given_and_vacated(home: Home, size: Size) -> None:
    async with people_of(home, size) as pilot:
        await found(pilot, "delegate garden", lambda id_: "garden" in id_ and "delegate" in id_)
        await pilot.press("e")
        await on_top(pilot, "FormDialog")
        await typed(pilot, "c")
        await accept(pilot)
        await on_top(pilot, "PreviewDialog")
        assert "Chidi is delegate of Garden circle until 2027-03-01; before: Ben." in previewed(pilot)
        await done(pilot)
        assert home.organisation().circles["garden"].roles["delegate"].person == "chidi"
        await pilot.press("x")
        await done(pilot)
        assert "delegate" not in home.organisation().circles["garden"].roles
        await pilot.press("+")
        await shows(pilot, "a role of Garden circle")
        await pilot.press("1")
        await on_top(pilot, "FormDialog")
        await shows(pilot, "A role of Garden circle")


async def test_letters_are_written_where_somebody_writes(home: Home) -> None:
    async with people_of(home, (80, 24)) as pilot:
        await pilot.press("slash", *"exu+")
        await shows(pilot, "exu+")
        assert not pilot.app.screen.is_modal


async def test_who_keeps_no_record_enters_nobody(home: Home, gathering_of: GatheringOf) -> None:
    async with gathering_of(home).at("eli") as pilot:
        await listed(pilot)
        await pilot.press("f", "f")
        await shows(pilot, "[people]")
        await pilot.press("+")
        await on_top(pilot, "ReaderDialog")
        assert "This is of no circle alone." in text_of(pilot)
