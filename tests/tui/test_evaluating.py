"""Evaluating on the screen: three keys, words if one likes, the keyboard going round; and nobody's marks shown to another."""

import pytest
from textual.pilot import Pilot

from sociotui.domain.commands import SumMarks
from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.dialogs.marks import MarksDialog
from sociotui.tui.meeting.evaluating import EvaluationDialog
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from tests.homes import SIX
from tests.tui.gathering import GatheringOf
from tests.tui.staging import StageAt
from tests.tui.test_lessons_screen import app_of
from tests.tui.waiting import shows, text_of, until


async def marks(pilot: Pilot[None], *keys: str) -> None:
    """Give three marks, and wait until words are asked for."""
    await until(pilot, lambda: isinstance(pilot.app.screen, MarksDialog))
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, FormDialog))


async def test_at_a_shared_screen_the_keyboard_goes_round(stage_at: StageAt) -> None:
    stage = stage_at().go("check-out")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "E evaluate")
        await pilot.press("E")
        for number, keys in enumerate(("121", "131", "141")):
            await shows(pilot, f"Next could be {SIX[number].title()}")
            await pilot.press("enter")
            await shows(pilot, f"How was it, {SIX[number].title()}?")
            await marks(pilot, *keys)
            if number:
                await pilot.press("escape")
            else:
                await pilot.press(*"short", "enter", "enter", "enter", *"songs", "enter", "enter", "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, EvaluationDialog))
            await shows(pilot, f"{SIX[number].title()}  has said how it was")
        await pilot.press("n")
        await shows(pilot, "How it was: content ++3 · process +1 -1 --1 · together ++3.")
        await shows(pilot, "On the backlog: More of: songs")
        await pilot.press("escape", "E")
        await shows(pilot, "Did our way of working help? + mostly 1, - a little 1")
        await shows(pilot, "content: short")
    assert [(t.title, t.aim) for t in stage.meeting.backlog] == [("More of: songs", "explore")]


async def test_a_question_can_be_gone_back_to_and_left_out_and_nothing_is_given_by_leaving(stage_at: StageAt) -> None:
    stage = stage_at().go("check-out")
    async with stage.app(Settings(signs=ASCII)).run_test(size=(60, 20)) as pilot:
        await pilot.press("E")
        await shows(pilot, "Next could be Ana")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, MarksDialog))
        await pilot.press("4", "backspace", "2", "5")
        await shows(pilot, "+  Did we get done what mattered?")
        assert [c for c in text_of(pilot) if ord(c) > 126] == []
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, EvaluationDialog))
        assert stage.meeting.marking.given == {}
        await pilot.press("enter")
        await marks(pilot, "5", "5", "5")
        assert stage.meeting.marking.given == {}


@pytest.mark.slow
async def test_each_at_their_own_terminal_and_the_step_makes_the_sum(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at().go("check-out"))
    async with there.sitting("ana", "zoe", "ben") as (ana, zoe, ben):
        for pilot, keys in ((ana, "111"), (zoe, "222"), (ben, "112")):
            await pilot.press("E")
            await shows(pilot, "Nobody else sees it.")
            await marks(pilot, *keys)
            await pilot.press("escape")
            await until(pilot, lambda at=pilot: not isinstance(app_of(at).screen, FormDialog))  # type: ignore[misc]
        await shows(zoe, "How it was: 3 said so by now, hidden")
        assert "++" not in text_of(zoe)
        assert "evaluate-sum" not in app_of(ana).room.caps
        assert await app_of(ana).attempt(SumMarks())
        while (snapshot := app_of(zoe).snapshot) and snapshot.meeting and not snapshot.meeting.marking.sum:
            await zoe.press("space" if snapshot.meeting.round and not snapshot.meeting.round.complete else "n")
            await until(zoe, lambda before=snapshot: app_of(zoe).snapshot is not before)  # type: ignore[misc]
        for pilot in (ana, zoe, ben):
            await shows(pilot, "content ++2 +1")
