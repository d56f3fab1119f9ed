"""Clock: a timer informs and never cuts off; a pause is left out of everybody's time."""

import pytest

from sociotui.domain import commands
from tests.domain.stage import Stage


@pytest.fixture
def stage() -> Stage:
    """A check-in round from ana to zoe, in which ana has spoken for ten seconds."""
    return Stage().starting("ana").wait(9)


def test_time_is_elapsed_since_the_turn_began(stage: Stage) -> None:
    assert stage.meeting.elapsed(stage.round.turn_began, stage.clock) == 9_000


def test_a_timer_never_cuts_off(stage: Stage) -> None:
    stage.wait(24 * 3600)
    assert stage.meeting.elapsed(stage.round.turn_began, stage.clock) > stage.round.share
    stage.act(commands.FinishTurn(person="ana", turn=stage.meeting.turn))
    assert stage.round.spoken == ("ana",)


def test_while_paused_the_clock_stands(stage: Stage) -> None:
    stage.act(commands.PauseClock())
    stage.wait(600)
    assert stage.meeting.elapsed(stage.round.turn_began, stage.clock) == 10_000


def test_a_pause_is_left_out_of_the_turn_and_of_the_step(stage: Stage) -> None:
    entered = stage.meeting.entered
    stage.act(commands.PauseClock())
    stage.wait(599).act(commands.ResumeClock())
    assert stage.meeting.entered == entered + 600_000
    stage.wait(4).act(commands.FinishTurn())
    assert stage.round.spent == {"ana": 15_000}


def test_a_pause_while_somebody_is_heard_out_of_turn_is_left_out_of_both_turns(stage: Stage) -> None:
    stage.act(commands.TakeTurn(person="eli"), commands.PauseClock())
    stage.wait(599).act(commands.ResumeClock())
    stage.act(commands.FinishTurn(), commands.FinishTurn())
    assert stage.round.spent == {"eli": 2_000, "ana": 11_000}


def test_a_turn_that_ends_in_a_pause_does_not_count_the_pause(stage: Stage) -> None:
    stage.act(commands.PauseClock())
    stage.wait(599).act(commands.FinishTurn())
    assert stage.round.spent == {"ana": 10_000}


def test_a_turn_that_begins_in_a_pause_runs_from_the_end_of_the_pause(stage: Stage) -> None:
    stage.act(commands.PauseClock())
    stage.wait(599).act(commands.FinishTurn())
    stage.wait(59).act(commands.ResumeClock())
    stage.wait(4)
    assert stage.clock - stage.round.turn_began == 4_000


def test_an_interruption_in_a_pause_does_not_hold_the_pause(stage: Stage) -> None:
    stage.act(commands.PauseClock())
    stage.wait(599).act(commands.TakeTurn(person="eli"), commands.ResumeClock())
    stage.act(commands.FinishTurn(), commands.FinishTurn())
    assert stage.round.spent["ana"] == 11_000


def test_the_turn_of_a_round_that_is_gone_back_from_does_not_run_on() -> None:
    stage = Stage().to("react")
    speaker = stage.round.now
    stage.act(commands.PreviousStep())
    stage.wait(598).act(commands.NextStep())
    stage.act(commands.FinishTurn())
    assert stage.round.spent[speaker] < 10_000


def test_who_leaves_while_another_is_heard_out_of_turn_is_counted_their_own_time_only(stage: Stage) -> None:
    stage.act(commands.TakeTurn(person="eli"))
    stage.wait(599).act(commands.Leave(person="ana"))
    assert stage.round.spent.get("ana", 10_000) == 10_000
    stage.act(commands.FinishTurn())
    assert stage.round.spent["eli"] == 601_000


def test_the_clock_is_paused_once_and_goes_on_once(stage: Stage) -> None:
    assert "The clock is running" in stage.refuses(commands.ResumeClock())
    stage.act(commands.PauseClock())
    assert "stands already" in stage.refuses(commands.PauseClock())


def test_closing_in_a_pause_lets_the_clock_go_on(stage: Stage) -> None:
    stage.act(commands.PauseClock(), commands.CloseMeeting())
    assert stage.meeting.paused == 0


@pytest.mark.parametrize("aside", [False, True], ids=["in turn", "out of turn"])
def test_who_leaves_while_their_round_rests_is_counted_their_own_time_only(aside: bool) -> None:
    stage = Stage().to("react")
    person = "eli" if aside else stage.round.now
    if aside:
        stage.act(commands.TakeTurn(person="eli"))
    stage.act(commands.PreviousStep())
    stage.wait(599).act(commands.Leave(person=person), commands.NextStep())
    assert stage.round.spent.get(person, 0) < 10_000


def test_who_joins_leaves_the_clock_of_who_is_heard_out_of_turn_as_it_is(stage: Stage) -> None:
    while stage.round.queue:
        stage.act(commands.FinishTurn())
    stage.act(commands.TakeTurn(person="ana"), commands.Leave(person="zoe"))
    spent = stage.round.spent["ana"]
    stage.wait(58).act(commands.Arrive(person="fay", joining="end"), commands.FinishTurn())
    assert stage.round.spent["ana"] - spent == 61_000


def test_who_comes_leaves_the_clock_of_the_step_as_it_is() -> None:
    stage = Stage().to("agenda")
    entered = stage.meeting.entered
    stage.wait(60).act(commands.Arrive(person="fay"))
    assert stage.meeting.entered == entered


def test_who_was_interrupted_keeps_their_time_though_the_other_leaves_while_the_round_rests() -> None:
    stage = Stage().to("react")
    speaker = stage.round.now
    stage.wait(9).act(commands.TakeTurn(person="dara" if speaker != "dara" else "eli"))
    other = stage.round.aside
    stage.act(commands.PreviousStep())
    stage.wait(599).act(commands.Leave(person=other), commands.NextStep(), commands.FinishTurn())
    assert stage.round.spent[speaker] == 11_000
