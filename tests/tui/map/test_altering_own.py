"""At terminals of their own: who keeps a circle's record changes it; others propose it, or are told whom to ask."""

from pathlib import Path

import pytest
from textual.widgets import Static

from sociotui.room.home import Home
from tests.homes import Hands, home_in
from tests.tui.gathering import GatheringOf
from tests.tui.map.standing import SIZES, done, on_top, previewed, stand, to_map
from tests.tui.staging import accept, typed
from tests.tui.waiting import shows, until

# In the demo Eli is the Garden circle's secretary, Zoe its facilitator; Ana is one of its members, Ivo is not.


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_in(tmp_path / "home", Hands())


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
async def test_the_secretary_records_it_and_others_see_it(
    home: Home, gathering_of: GatheringOf, size: tuple[int, int]
) -> None:
    async with gathering_of(home).sitting("eli", "ana", size=size) as (eli, ana):
        for pilot in (eli, ana):
            await to_map(pilot)
            await stand(pilot, "garden")
        await eli.press("+", "3")
        await on_top(eli, "FormDialog")
        await typed(eli, "Bee keeper")
        await accept(eli)
        await on_top(eli, "PreviewDialog")
        assert "It will be recorded by the secretary Eli." in previewed(eli)
        await done(eli)
        await until(ana, lambda: bool(ana.app.snapshot.organisation.circles["garden"].role))  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
async def test_a_member_puts_it_on_the_agenda_instead(
    home: Home, gathering_of: GatheringOf, size: tuple[int, int]
) -> None:
    async with gathering_of(home).at("ana", size) as pilot:
        await to_map(pilot)
        await stand(pilot, "garden")
        await pilot.press("+", "1")
        await on_top(pilot, "FormDialog")
        told = " ".join(previewed(pilot).split())
        assert told.startswith(
            "What changes in Garden circle is recorded by its secretary or facilitator: ask Eli or Zoe."
        )
        await typed(pilot, "For the bees")
        await accept(pilot)
        await shows(pilot, "It is on the agenda of the next meeting.")
        (topic,) = pilot.app.snapshot.organisation.backlog["garden"]  # type: ignore[attr-defined]
        assert (topic.title, topic.presenter, topic.next_step) == (
            "A circle within Garden circle",
            "ana",
            "For the bees",
        )
        assert "bees" not in pilot.app.snapshot.organisation.circles  # type: ignore[attr-defined]


@pytest.mark.parametrize("person", ["ivo", "mallory"])
async def test_who_does_not_belong_to_it_is_told_why_and_whom_to_ask(
    home: Home, gathering_of: GatheringOf, person: str
) -> None:
    async with gathering_of(home).at(person) as pilot:
        await to_map(pilot)
        await stand(pilot, "compost")
        before = pilot.app.snapshot  # type: ignore[attr-defined]
        for keys in (("e", "1"), ("+", "3"), ("x",)):
            await pilot.press(*keys)
            await on_top(pilot, "ReaderDialog")
            said = str(pilot.app.screen.query_one("#body Static", Static).content)
            known = person == "ivo"
            assert ("is recorded by its secretary or facilitator: ask " in said) == known
            assert ("does not know you yet" in said) != known
            assert "Chidi, Dara, Eli" in said
            await pilot.press("escape")
            await until(pilot, lambda: not pilot.app.screen.is_modal)
        assert pilot.app.snapshot is before  # type: ignore[attr-defined]


async def test_each_says_how_they_are_called_and_sets_no_login(home: Home, gathering_of: GatheringOf) -> None:
    async with gathering_of(home).at("ana") as pilot:
        await to_map(pilot)
        await stand(pilot, "garden", "person:ana")
        await pilot.press("e", "1")
        await on_top(pilot, "FormDialog")
        assert not pilot.app.screen.query("#field-login")
        await typed(pilot, "‹tab›", "she/they")
        await accept(pilot)
        await done(pilot)
        assert pilot.app.snapshot.organisation.people["ana"].pronouns == "she/they"  # type: ignore[attr-defined]


async def test_what_another_circle_would_have_to_say_to_is_refused_in_the_form(
    home: Home, gathering_of: GatheringOf
) -> None:
    async with gathering_of(home).at("eli") as pilot:
        await to_map(pilot)
        await stand(pilot, "garden")
        await pilot.press("e", "1")
        await on_top(pilot, "FormDialog")
        pilot.app.screen.query_one("#field-parents").focus()
        await typed(pilot, "k", "‹space›")
        await accept(pilot)
        await shows(pilot, "What changes in Kitchen circle is recorded by")
        assert type(pilot.app.screen).__name__ == "FormDialog"


async def test_who_may_not_take_back_is_told_so(home: Home, gathering_of: GatheringOf) -> None:
    there = gathering_of(home)
    async with there.sitting("eli", "ivo") as (eli, ivo):
        await to_map(eli)
        await to_map(ivo)
        await stand(eli, "garden", "person:ben")
        await eli.press("x")
        await done(eli)
        await ivo.press("u")
        await shows(ivo, "What changes in Garden circle is recorded by")
        await eli.press("u")
        await done(eli)
        assert "ben" in eli.app.snapshot.organisation.circles["garden"].members  # type: ignore[attr-defined]
