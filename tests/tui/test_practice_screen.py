"""Practice on the screen: the list, an exercise in a room of its own, and one's own room that waits meanwhile."""

from pathlib import Path

import pytest

from sociotui.room.practising.room import PracticeRoom
from sociotui.tui.practice.exercise import ExerciseScreen
from sociotui.tui.practice.screen import PracticeScreen
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from tests.tui.conftest import AppAt
from tests.tui.gathering import Gathering, GatheringOf
from tests.tui.staging import StageAt
from tests.tui.waiting import lines_of, shows, text_of, until


def order(there: Gathering) -> tuple[str, ...]:
    """Return who has yet to speak, who speaks now first."""
    m = there.stage.meeting
    assert m.round
    return m.round.waiting


async def test_whose_turn_it_becomes_hears_it_while_they_practise(stage_at: StageAt, gathering_of: GatheringOf) -> None:
    there = gathering_of(stage_at())
    _now, soon, *_rest = order(there)
    async with there.at(soon, inside=False) as pilot:
        await pilot.press("6")
        await shows(pilot, "What to look for")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExerciseScreen))
        await shows(pilot, "Library circle")
        assert isinstance(pilot.app.room, PracticeRoom)  # type: ignore[attr-defined]
        await there.act("next")
        await shows(pilot, f"Your turn, {soon.title()} · Garden circle.")
        assert isinstance(pilot.app.screen, ExerciseScreen)
        await pilot.press("1")
        await until(pilot, lambda: lines_of(pilot)[0].startswith(f" ▸ Your turn, {soon.title()}"))
        await pilot.press("6")
        await shows(pilot, "Go on: A check-in")
        await pilot.press("enter")
        await shows(pilot, "Library circle")


async def test_nothing_of_an_exercise_comes_into_the_home(app_at: AppAt, tmp_path: Path) -> None:
    app = app_at("home")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6")
        await shows(pilot, "What to look for")
        await pilot.press("down", "down", "enter")
        await shows(pilot, "Workshop circle · practice")
        await pilot.press("n", "space")
        await shows(pilot, "Clarify · 2 of 5")
        await pilot.press("q")
        await until(pilot, lambda: isinstance(pilot.app.screen, PracticeScreen))
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (40, 14), (30, 10)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_at_every_size_one_sees_what_was_heard_and_what_one_may_do(app_at: AppAt, size: tuple[int, int]) -> None:
    app = app_at("home")
    async with app.run_test(size=size) as pilot:
        await pilot.press("6")
        await until(pilot, lambda: isinstance(pilot.app.screen, PracticeScreen))
        await shows(pilot, "A check-in")
        await pilot.press("enter")
        await shows(pilot, "enter")
        words = "".join(lines_of(pilot)).replace("│", " ")
        assert "half of me." in " ".join(words.split())
        assert "What do you say" in " ".join(words.split())


async def test_without_other_signs_than_ascii(app_at: AppAt) -> None:
    app = app_at("home", Settings(signs=ASCII))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6")
        await shows(pilot, "What to look for")
        await pilot.press("down", "down", "enter")
        await shows(pilot, "Workshop circle")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExerciseScreen))
        await pilot.press("n", "enter")
        await shows(pilot, "What do you say?")
        assert text_of(pilot).isascii()


async def test_undo_and_what_is_not_here(app_at: AppAt) -> None:
    app = app_at("home")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6")
        await shows(pilot, "What to look for")
        await pilot.press("down", "down", "enter")
        await shows(pilot, "Workshop circle · practice")
        await pilot.press("n")
        await shows(pilot, "Ben asks:")
        await pilot.press("u")
        await shows(pilot, "▸ present")
        await pilot.press("i")
        await shows(pilot, "That has its place in a meeting of yours")


async def test_from_practice_one_comes_to_the_lessons_and_in_an_exercise_to_the_cards(app_at: AppAt) -> None:
    app = app_at("home")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6")
        await shows(pilot, "What to look for")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExerciseScreen))
        await pilot.press("g")
        await shows(pilot, "Feelings")
        await pilot.press("escape", "q")
        await shows(pilot, "Lessons, and situations to judge")
        await pilot.press("end", "enter")
        await shows(pilot, "Twelve practices")
        assert not app.seat.away
