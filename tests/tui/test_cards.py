"""Cards on the screen: a word is kept for oneself; a mood round shows all the sum, and nobody another's card."""

from pathlib import Path

from textual.pilot import Pilot

from sociotui.domain.commands import GiveCard, ShowMood
from sociotui.room.own import Own
from sociotui.tui.dialogs.pick import PickDialog
from sociotui.tui.dialogs.reader import ReaderDialog
from sociotui.tui.lessons.cards import CardsDialog
from sociotui.tui.lessons.mood import MoodDialog
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from tests.homes import SIX
from tests.room.test_moods import on_disk
from tests.tui.conftest import AppAt
from tests.tui.gathering import GatheringOf
from tests.tui.staging import StageAt
from tests.tui.test_lessons_screen import app_of, lessons
from tests.tui.waiting import lines_of, shows, text_of, until


async def cards(pilot: Pilot[None]) -> None:
    """Press the key, and wait until the cards are there."""
    await pilot.press("g")
    await shows(pilot, "connection")


# --- a word for oneself --------------------------------------------------------------------------------


async def test_both_decks_are_seen_at_once_from_the_check_in_by_one_key(app_at: AppAt) -> None:
    async with app_at("opened").run_test(size=(80, 24)) as pilot:
        await shows(pilot, "Check-in")
        await cards(pilot)
        shown = text_of(pilot)
        for word in ("alive", "calm", "warm", "sad", "afraid", "angry", "tired", "rest", "safety", "honesty", "play"):
            assert word in shown
        assert "…" not in "".join(line for line in lines_of(pilot)[3:11])
        await pilot.press("g")
        await until(pilot, lambda: not isinstance(pilot.app.screen, CardsDialog))


async def test_a_word_is_kept_in_ones_own_file_and_nowhere_else(app_at: AppAt, tmp_path: Path) -> None:
    app = app_at("opened")
    app.own = Own(tmp_path / "own" / "learning.json")
    before = on_disk(tmp_path / "home")
    async with app.run_test(size=(80, 24)) as pilot:
        await cards(pilot)
        await pilot.press("down", "enter")
        await shows(pilot, "only you can read")
        await pilot.press("3")
        await shows(pilot, "Kept for you alone: clear.")
        assert app.own.things.words[0].word == "clear"
        assert app.own.things.words[0].circle == "Garden circle"
        await pilot.press("w")
        await shows(pilot, "2026-03-02 14:03  clear  (Garden circle)")
        assert isinstance(pilot.app.screen, ReaderDialog)
        await pilot.press("escape", "escape")
        assert "clear" not in text_of(pilot)
    assert b"clear" in (tmp_path / "own" / "learning.json").read_bytes()
    assert on_disk(tmp_path / "home") == before


async def test_where_nothing_lasts_that_is_said(app_at: AppAt) -> None:
    async with app_at("home").run_test(size=(80, 24)) as pilot:
        await cards(pilot)
        await pilot.press("enter")
        await shows(pilot, "written nowhere")
        await pilot.press("escape", "w")
        await shows(pilot, "None yet")


async def test_the_cards_are_there_in_lessons_too_and_on_a_small_plain_terminal(app_at: AppAt) -> None:
    async with app_at("home", Settings(signs=ASCII)).run_test(size=(60, 20)) as pilot:
        await lessons(pilot, "emotional-intelligence")
        await cards(pilot)
        assert [c for c in text_of(pilot) if ord(c) > 126] == []
        await pilot.press("m")
        await shows(pilot, "A mood round is held in a meeting")
        await pilot.press("end", "enter")
        await shows(pilot, "adventure")


# --- the mood round at a screen that all share -----------------------------------------------------------


async def test_the_keyboard_goes_round_and_all_see_the_sum(app_at: AppAt, tmp_path: Path) -> None:
    async with app_at("opened").run_test(size=(80, 24)) as pilot:
        await cards(pilot)
        await pilot.press("m")
        await shows(pilot, "Whoever likes gives a card")
        assert isinstance(pilot.app.screen, MoodDialog)
        await pilot.press("n")
        await shows(pilot, "Nobody has given a card yet")
        for number, key in enumerate("552"):
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, PickDialog))
            await shows(pilot, f"{SIX[number].title()}'s card")
            await pilot.press(key)
            await until(pilot, lambda: isinstance(pilot.app.screen, MoodDialog))
            await shows(pilot, f"{SIX[number].title()}  has given a card")
            assert "tired" not in text_of(pilot)
        await pilot.press("n")
        await shows(pilot, "The mood of all: tired 2, calm 1.")
        await pilot.press("escape")
        await shows(pilot, "The mood of all: tired 2, calm 1")
    for data in on_disk(tmp_path / "home").values():
        assert b'"card"' not in data


# --- at terminals of one's own --------------------------------------------------------------------------------


async def test_each_gives_theirs_at_their_own_terminal_and_nobody_sees_which(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at())
    async with there.sitting("ana", "zoe", "ben") as (ana, zoe, ben):
        for pilot, key in ((ana, "6"), (zoe, "7"), (ben, "6")):
            await cards(pilot)
            await pilot.press("m")
            await shows(pilot, "Nobody else sees it.")
            assert ("show the sum" in text_of(pilot)) == (pilot is zoe)
            await pilot.press(key)
            await until(pilot, lambda at=pilot: not isinstance(app_of(at).screen, PickDialog))  # type: ignore[misc]
        await shows(zoe, "Mood round: Ana, Zoe, Ben gave a card")
        for pilot in (ana, zoe, ben):
            snapshot = app_of(pilot).snapshot
            assert snapshot
            assert snapshot.meeting
            assert snapshot.meeting.mood.counts == {}
        await cards(zoe)
        await zoe.press("m")
        await shows(zoe, "show the sum of all now")
        await zoe.press("9")
        for pilot in (ana, zoe, ben):
            await shows(pilot, "The mood of all: sad 2, afraid 1")


async def test_only_who_leads_shows_the_sum_and_nobody_gives_anothers_card(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at())
    async with there.sitting("ana", "zoe") as (ana, zoe):
        assert "mood-sum" not in app_of(ana).room.caps
        assert {"mood", "mood-sum"} <= app_of(zoe).room.caps
        assert await app_of(ana).attempt(ShowMood())
        assert await app_of(zoe).attempt(GiveCard(person="ana", card="calm"))
        assert await app_of(ana).attempt(GiveCard(person="ana", card="calm")) == ""
        await shows(zoe, "Ana gave a card")
