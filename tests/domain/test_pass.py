"""Pass: giving the turn up, by kind of round: freely, after being asked once more, or not at all."""

from typing import get_args

import pytest

from sociotui.domain import commands
from sociotui.domain.formats import PASS, RoundKind
from tests.domain.stage import SEATS, Stage, opening, round_format

FREE = [kind for kind in get_args(RoundKind) if PASS[kind] == "yes"]


def in_round(kind: RoundKind) -> Stage:
    return Stage(opening(format=round_format(kind))).starting("ana")


@pytest.mark.parametrize("kind", FREE)
def test_pass_gives_the_turn_up_for_this_round(kind: RoundKind) -> None:
    stage = in_round(kind)
    stage.act(commands.PassTurn())
    assert (stage.round.passed, stage.round.now) == (("ana",), "ben")
    stage.come_round()
    assert stage.round.spoken == SEATS[1:]


@pytest.mark.parametrize("kind", FREE)
def test_who_passed_has_the_turn_again_in_the_next_round(kind: RoundKind) -> None:
    stage = in_round(kind)
    stage.act(commands.PassTurn())
    stage.come_round().act(commands.BeginRound(start="ana"))
    assert (stage.round.now, stage.round.passed) == ("ana", ())


def test_a_quick_reaction_asks_once_more_before_it_lets_one_pass() -> None:
    stage = in_round("react")
    stage.act(commands.PassTurn())
    assert (stage.round.now, stage.round.asked, stage.round.passed) == ("ana", ("ana",), ())
    stage.act(commands.PassTurn())
    assert (stage.round.now, stage.round.passed) == ("ben", ("ana",))


def test_who_was_asked_once_more_may_speak_after_all() -> None:
    stage = in_round("react")
    stage.act(commands.PassTurn(), commands.FinishTurn())
    assert (stage.round.spoken, stage.round.passed) == (("ana",), ())


def test_each_is_asked_once_more_for_themselves() -> None:
    stage = in_round("react")
    stage.act(commands.PassTurn(), commands.PassTurn(), commands.PassTurn())
    assert (stage.round.now, stage.round.asked) == ("ben", ("ana", "ben"))


def test_who_was_asked_once_more_and_comes_later_is_not_asked_again() -> None:
    stage = in_round("react")
    stage.act(commands.PassTurn(), commands.PostponeTurn())
    while stage.round.now != "ana":
        stage.act(commands.FinishTurn())
    stage.act(commands.PassTurn())
    assert stage.round.passed == ("ana",)


def test_pass_pressed_by_two_at_once_still_asks_once_more() -> None:
    stage = in_round("react")
    seen = stage.meeting.turn
    stage.act(commands.PassTurn(turn=seen))
    stage.refuses(commands.PassTurn(turn=seen))


def test_in_a_nomination_round_everybody_is_heard_and_can_come_later() -> None:
    stage = in_round("nomination")
    said = stage.refuses(commands.PassTurn())
    assert "everybody is heard" in said
    assert "‹later›" in said
    stage.act(commands.PostponeTurn())
    assert stage.round.now == "ben"


def test_an_unfinished_nomination_round_says_how_to_go_on() -> None:
    assert "‹next›" in in_round("nomination").refuses(commands.NextStep())


def test_there_is_no_pass_no_abstention_and_no_stand_aside_in_a_consent_round() -> None:
    stage = Stage().to("consent").starting("ana")
    said = stage.refuses(commands.PassTurn())
    for way in ("‹consent›", "‹object›", "‹later›"):
        assert way in said
    assert stage.meeting.ledger.answers == {}


@pytest.mark.parametrize("step", ["minutes", "agenda", "consent"])
def test_no_consent_round_is_gone_through_by_saying_nothing(step: str) -> None:
    stage = Stage(opening(minutes_before="Read them.")).to(step)
    if not stage.meeting.agenda and step == "agenda":
        stage.onward()
    assert "Silence is never consent" in stage.refuses(commands.FinishTurn())
    assert "no passing" in stage.refuses(commands.PassTurn())
    assert "Each one consents (‹consent›) or objects (‹object›)" in stage.refuses(commands.NextStep())


def test_a_format_may_be_stricter_than_the_kind_of_its_round() -> None:
    format_ = round_format("check-in")
    strict = type(format_.steps[0])(
        id="only", kind="round", title="only", prompt="Who are you?", round="check-in", passing="no"
    )
    stage = Stage(opening(format=type(format_)(id="short", title="Short", steps=(strict,))))
    assert "cannot pass" in stage.refuses(commands.PassTurn())


def test_a_format_is_never_looser_than_the_kind_of_its_round() -> None:
    assert format_passing("nomination") == "no"
    assert format_passing("react") == "ask"


def format_passing(kind: RoundKind) -> str:
    format_ = round_format(kind)
    assert format_.steps[0].passing == "yes"
    return Stage(opening(format=format_)).round.passing
