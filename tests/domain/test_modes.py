"""Modes: popcorn, stack and free flow, opened explicitly and ended by a full round."""

import pytest

from sociotui.domain import commands
from sociotui.domain.round import Mode
from tests.domain.stage import SEATS, Stage, opening, round_format

OPEN: tuple[Mode, ...] = ("popcorn", "stack", "free")


def in_mode(mode: Mode) -> Stage:
    stage = Stage(opening(format=round_format("brainstorm")))
    stage.act(commands.OpenMode(mode=mode))
    return stage


@pytest.mark.parametrize("mode", OPEN)
def test_an_open_mode_is_opened_explicitly_and_gives_nobody_the_turn(mode: Mode) -> None:
    stage = in_mode(mode)
    assert (stage.round.mode, stage.round.speaking) == (mode, "")


@pytest.mark.parametrize("mode", OPEN)
def test_an_open_mode_ends_with_a_full_round(mode: Mode) -> None:
    stage = in_mode(mode)
    assert "ends with a full round" in stage.refuses(commands.NextStep())
    stage.act(commands.BeginRound())
    assert (stage.round.mode, stage.round.lap, sorted(stage.round.waiting)) == ("round", 1, list(SEATS))


@pytest.mark.parametrize("mode", OPEN)
def test_even_when_all_have_spoken_in_it_the_full_round_is_still_to_come(mode: Mode) -> None:
    stage = in_mode(mode)
    if mode != "free":
        for person in SEATS:
            stage.act(commands.TakeTurn(person=person), commands.FinishTurn())
    assert "ends with a full round" in stage.refuses(commands.NextStep())


@pytest.mark.parametrize("mode", OPEN)
def test_choosing_the_mode_round_begins_the_full_round_too(mode: Mode) -> None:
    stage = in_mode(mode)
    stage.act(commands.OpenMode(mode="round"))
    assert stage.round.mode == "round"


def test_in_popcorn_each_speaks_once_as_they_are_moved() -> None:
    stage = in_mode("popcorn")
    stage.act(commands.TakeTurn(person="eli"))
    assert (stage.round.now, stage.meeting.next_speaker) == ("eli", "")
    assert "When they are done (‹next›), choose who follows" in stage.refuses(commands.TakeTurn(person="ben"))
    stage.act(commands.FinishTurn(), commands.TakeTurn(person="ben"), commands.FinishTurn())
    assert stage.round.spoken == ("eli", "ben")
    assert "Eli has spoken in this popcorn" in stage.refuses(commands.TakeTurn(person="eli"))


def test_in_popcorn_one_may_pass_but_not_come_later() -> None:
    stage = in_mode("popcorn")
    stage.act(commands.TakeTurn(person="eli"))
    assert "belongs to a round in seat order" in stage.refuses(commands.PostponeTurn())
    stage.act(commands.PassTurn())
    assert stage.round.passed == ("eli",)


def test_in_popcorn_nobody_has_the_turn_until_they_take_it() -> None:
    assert "Nobody has the turn" in in_mode("popcorn").refuses(commands.FinishTurn())


def test_who_watches_a_popcorn_is_told_that_they_are_not_in_it() -> None:
    stage = in_mode("popcorn")
    stage.act(commands.Arrive(person="fay", joining="watch"))
    assert "has spoken" not in stage.refuses(commands.TakeTurn(person="fay"))


def test_who_speaks_first_in_an_open_mode_has_not_begun_a_round() -> None:
    stage = in_mode("popcorn")
    stage.act(commands.TakeTurn(person="eli"), commands.FinishTurn())
    assert stage.meeting.starts == ()


def test_in_a_stack_hands_are_the_order() -> None:
    stage = in_mode("stack")
    stage.act(commands.RaiseHand(person="dara"), commands.RaiseHand(person="ana"), commands.RaiseHand(person="eli"))
    assert stage.meeting.next_speaker == "dara"
    heard = []
    stage.act(commands.FinishTurn())
    while stage.round.now:
        heard.append((stage.round.now, stage.meeting.next_speaker))
        stage.act(commands.FinishTurn())
    assert heard == [("dara", "ana"), ("ana", "eli"), ("eli", "")]
    assert stage.meeting.hands == ()


def test_in_a_stack_without_hands_it_is_said_how_to_go_on() -> None:
    said = in_mode("stack").refuses(commands.FinishTurn())
    assert "‹hand›" in said
    assert "‹round›" in said


def test_in_a_stack_the_facilitator_may_call_on_somebody_else_first() -> None:
    stage = in_mode("stack")
    stage.act(commands.RaiseHand(person="dara"), commands.TakeTurn(person="ben"))
    assert (stage.round.now, stage.meeting.hands) == ("ben", ("dara",))


def test_in_a_stack_one_may_speak_more_than_once() -> None:
    stage = in_mode("stack")
    for _time in range(2):
        stage.act(commands.RaiseHand(person="dara"), commands.FinishTurn(), commands.FinishTurn())
    assert stage.round.spoken == ("dara",)


def test_in_a_stack_too_everybody_is_in_one_place_of_the_round_at_a_time() -> None:
    stage = in_mode("stack")
    stage.act(commands.TakeTurn(person="dara"), commands.FinishTurn(), commands.TakeTurn(person="dara"))
    assert stage.round.now == "dara"
    assert "dara" not in stage.round.spoken + stage.round.passed + stage.round.gone


def test_in_a_stack_too_a_key_pressed_twice_moves_on_once() -> None:
    stage = in_mode("stack")
    stage.act(commands.TakeTurn(person="dara"))
    seen = stage.meeting.turn
    stage.act(commands.FinishTurn(turn=seen), commands.RaiseHand(person="ana"))
    stage.refuses(commands.FinishTurn(turn=seen))


def test_in_free_flow_there_are_no_turns() -> None:
    stage = in_mode("free")
    assert "there are no turns" in stage.refuses(commands.FinishTurn())
    assert "anybody may speak" in stage.refuses(commands.TakeTurn(person="ana"))


def test_a_round_under_way_comes_round_before_a_mode_is_opened() -> None:
    stage = Stage().starting("ana")
    stage.act(commands.FinishTurn())
    assert "Let this round come round first: Ben, Chidi" in stage.refuses(commands.OpenMode(mode="popcorn"))
    stage.come_round().act(commands.OpenMode(mode="popcorn"))
    assert stage.round.mode == "popcorn"


@pytest.mark.parametrize("mode", OPEN)
def test_consent_is_never_asked_in_an_open_mode(mode: Mode) -> None:
    stage = Stage().to("consent")
    assert "Consent is asked in a round" in stage.refuses(commands.OpenMode(mode=mode))


def test_where_no_round_belongs_to_the_step_a_mode_may_be_opened_too() -> None:
    stage = Stage().to("admin")
    stage.act(commands.OpenMode(mode="popcorn"))
    assert stage.round.mode == "popcorn"
    assert "ends with a full round" in stage.refuses(commands.NextStep())
    stage.act(commands.BeginRound())
    stage.come_round().act(commands.NextStep())
    assert stage.meeting.step.id == "agenda"


def test_who_watches_is_not_in_the_full_round_either() -> None:
    stage = in_mode("popcorn")
    stage.act(commands.Arrive(person="fay", joining="watch"), commands.BeginRound())
    assert "fay" not in stage.round.order


@pytest.mark.parametrize("how", ["passed", "gone"])
def test_in_a_stack_who_passed_or_left_may_speak_after_all_and_is_then_no_longer_on_record_as_such(how: str) -> None:
    stage = in_mode("stack")
    stage.act(commands.TakeTurn(person="dara"))
    if how == "passed":
        stage.act(commands.PassTurn())
    else:
        stage.act(commands.Leave(person="dara"), commands.Arrive(person="dara"))
    stage.act(commands.TakeTurn(person="dara"), commands.FinishTurn())
    assert (stage.round.spoken, stage.round.passed, stage.round.gone) == (("dara",), (), ())
