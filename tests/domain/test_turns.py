"""Turns: who may speak, come later or be heard out of turn, and how a round begins and comes again."""

import pytest
from msgspec.structs import replace

from sociotui.domain import commands, events
from sociotui.domain.fairness import Start
from tests.domain.stage import SEATS, Stage, opening, round_format


@pytest.fixture
def stage() -> Stage:
    """A check-in round from ana to zoe, as they sit."""
    return Stage().starting("ana")


def test_now_and_next_are_known_at_each_change(stage: Stage) -> None:
    heard = []
    while not stage.round.complete:
        heard.append((stage.round.speaking, stage.meeting.next_speaker))
        stage.act(commands.FinishTurn())
    assert heard == list(zip(SEATS, (*SEATS[1:], ""), strict=True))


def test_the_other_way_round_neighbours_follow_to_the_other_side() -> None:
    stage = Stage().starting("chidi", "right")
    assert stage.round.order == ("chidi", "ben", "ana", "zoe", "eli", "dara")


def test_the_facilitator_may_choose_another_start_but_only_of_those_who_take_part(stage: Stage) -> None:
    stage.act(commands.BeginRound(start="zoe"))
    assert stage.round.now == "zoe"
    assert "Fay does not take part" in stage.refuses(commands.BeginRound(start="fay"))
    assert "Near it: ana" in stage.refuses(commands.BeginRound(start="anna"))


def test_another_start_is_chosen_before_somebody_has_spoken_not_after(stage: Stage) -> None:
    stage.act(commands.FinishTurn())
    said = stage.refuses(commands.BeginRound(start="zoe"))
    assert "under way: Ben, Chidi, Dara, Eli, Zoe still to speak" in said


def test_who_is_not_in_turn_is_told_whose_turn_it_is_and_when_theirs_comes(stage: Stage) -> None:
    assert "It is Ana's turn; Ben is next." in stage.refuses(commands.FinishTurn(person="ben"))
    assert "Eli is number 5 from now" in stage.refuses(commands.FinishTurn(person="eli"))
    assert "take Eli out of turn" in stage.refuses(commands.PassTurn(person="eli"))


def test_who_has_had_the_turn_has_no_second_one_in_the_same_round(stage: Stage) -> None:
    stage.act(commands.FinishTurn(), commands.PassTurn())
    assert "Ana has had the turn" in stage.refuses(commands.FinishTurn(person="ana"))
    assert "Ben has had the turn" in stage.refuses(commands.PostponeTurn(person="ben"))


def test_who_is_not_in_this_round_joins_with_the_next(stage: Stage) -> None:
    stage.act(commands.Arrive(person="fay", joining="next"))
    assert "Fay is not in this round; they join with the next one" in stage.refuses(commands.FinishTurn(person="fay"))


def test_who_is_not_here_cannot_speak(stage: Stage) -> None:
    assert "Fay is not here" in stage.refuses(commands.FinishTurn(person="fay"))
    assert "‹arrive›" in stage.refuses(commands.TakeTurn(person="fay"))


@pytest.mark.parametrize("move", [commands.FinishTurn, commands.PassTurn, commands.PostponeTurn])
def test_the_same_key_pressed_by_two_moves_on_once(stage: Stage, move: type[commands.FinishTurn]) -> None:
    seen = stage.meeting.turn
    stage.act(move(turn=seen))
    assert "moved on already: now Ben" in stage.refuses(move(turn=seen))
    assert stage.round.now == "ben"


def test_later_goes_to_the_end_and_the_round_does_not_close_before(stage: Stage) -> None:
    stage.act(commands.PostponeTurn())
    assert stage.round.later == ("ana",)
    for person in SEATS[1:]:
        assert stage.round.now == person
        stage.act(commands.FinishTurn())
    assert (stage.round.now, stage.round.complete) == ("ana", False)
    assert "Still to speak: Ana" in stage.refuses(commands.NextStep())
    stage.act(commands.FinishTurn())
    assert stage.round.complete


def test_who_came_later_may_also_pass(stage: Stage) -> None:
    stage.act(commands.PostponeTurn())
    while stage.round.now != "ana":
        stage.act(commands.FinishTurn())
    stage.act(commands.PassTurn())
    assert (stage.round.complete, stage.round.passed) == (True, ("ana",))


def test_for_the_last_one_there_is_no_later(stage: Stage) -> None:
    while stage.round.queue:
        stage.act(commands.FinishTurn())
    assert "Zoe is the last one" in stage.refuses(commands.PostponeTurn())


def test_out_of_turn_somebody_is_heard_and_the_order_goes_on_where_it_stood(stage: Stage) -> None:
    stage.act(commands.FinishTurn())
    before = stage.round
    stage.act(commands.TakeTurn(person="eli"))
    assert (stage.round.speaking, stage.meeting.next_speaker) == ("eli", "ben")
    stage.act(commands.FinishTurn())
    assert (stage.round.now, stage.round.queue) == (before.now, before.queue)
    assert "eli" not in stage.round.spoken


def test_the_turn_clock_of_who_was_interrupted_is_held(stage: Stage) -> None:
    stage.wait(19).act(commands.TakeTurn(person="eli"))
    stage.wait(299).act(commands.FinishTurn())
    stage.wait(9).act(commands.FinishTurn())
    assert stage.round.spent == {"ana": 30_000, "eli": 300_000}


def test_even_somebody_who_watches_can_be_heard_out_of_turn(stage: Stage) -> None:
    stage.act(commands.Arrive(person="fay", joining="watch"), commands.TakeTurn(person="fay"))
    assert stage.round.speaking == "fay"
    stage.act(commands.FinishTurn())
    assert "fay" not in stage.round.spoken + stage.round.queue


def test_one_at_a_time_is_heard_out_of_turn(stage: Stage) -> None:
    stage.act(commands.TakeTurn(person="eli"))
    assert "Let them finish (‹next›) first" in stage.refuses(commands.TakeTurn(person="dara"))
    assert "Eli is speaking already" in stage.refuses(commands.TakeTurn(person="eli"))
    assert "out of turn" in stage.refuses(commands.PassTurn())
    assert "belongs to a round in seat order" in stage.refuses(commands.PostponeTurn())


def test_a_step_is_not_left_while_somebody_is_heard_out_of_turn(stage: Stage) -> None:
    stage.act(commands.TakeTurn(person="eli"))
    assert "Eli is being heard out of turn" in stage.refuses(commands.NextStep())


@pytest.mark.parametrize("move", [commands.FinishTurn, commands.PassTurn, commands.PostponeTurn])
def test_while_somebody_is_heard_out_of_turn_the_order_does_not_move(
    stage: Stage, move: type[commands.FinishTurn]
) -> None:
    stage.act(commands.TakeTurn(person="eli"))
    assert "Eli is being heard out of turn" in stage.refuses(move(person="ana"))


def test_when_all_have_spoken_the_same_question_can_go_round_again(stage: Stage) -> None:
    stage.come_round().act(commands.BeginRound())
    assert (stage.round.lap, stage.round.spoken, len(stage.round.queue)) == (2, (), 5)


def test_choosing_another_start_does_not_count_as_another_round(stage: Stage) -> None:
    stage.act(commands.BeginRound(start="ben"))
    assert stage.round.lap == 1


def test_each_round_of_a_circle_starts_with_somebody_else() -> None:
    stage = Stage()
    for _lap in range(5):
        stage.come_round().act(commands.BeginRound())
    starts = [s.person for s in stage.meeting.starts]
    assert sorted(starts) == ["ana", "ben", "chidi", "dara", "eli"]


def test_starts_of_earlier_meetings_are_remembered() -> None:
    earlier = tuple(Start(p, "left") for p in ("ana", "chidi", "dara", "eli"))
    stage = Stage(replace(opening(), starts=earlier))
    assert stage.round.now == "ben"
    stage.come_round()
    assert stage.meeting.starts == (*earlier, Start("ben", stage.round.direction))
    assert stage.meeting.earlier_starts == 4


def test_who_began_is_who_spoke_first_and_a_pass_is_no_start(stage: Stage) -> None:
    stage.act(commands.PassTurn(), commands.FinishTurn())
    assert stage.meeting.starts == (Start("ben", "left"),)


def test_after_the_round_there_is_no_turn_to_finish(stage: Stage) -> None:
    stage.come_round()
    for move in (commands.FinishTurn(), commands.PassTurn(), commands.PostponeTurn(), commands.TakeTurn(person="ana")):
        assert "Everybody has spoken" in stage.refuses(move)


def test_where_no_round_runs_it_is_said_how_to_get_one() -> None:
    stage = Stage().to("admin")
    assert "No round runs in this step" in stage.refuses(commands.FinishTurn())
    stage.act(commands.BeginRound())
    assert stage.round.kind == "round"


def test_each_turn_has_an_even_share_of_the_steps_time() -> None:
    assert Stage().round.share == 5 * 60_000 // 6
    assert Stage(opening(format=round_format("round"))).round.share == 60_000


def test_a_hand_is_raised_once_and_lowered_by_speaking_out_of_turn(stage: Stage) -> None:
    stage.act(commands.RaiseHand(person="eli"))
    assert list(stage.meeting.hands) == ["eli"]
    assert "up already" in stage.refuses(commands.RaiseHand(person="eli"))
    stage.act(commands.TakeTurn(person="eli"))
    assert list(stage.meeting.hands) == []
    assert "not up" in stage.refuses(commands.LowerHand(person="eli"))


def test_a_hand_without_a_name_is_the_speakers(stage: Stage) -> None:
    stage.act(commands.RaiseHand())
    assert list(stage.meeting.hands) == ["ana"]
    stage.act(commands.LowerHand())
    assert list(stage.meeting.hands) == []
    stage.come_round()
    assert "Whose hand?" in stage.refuses(commands.RaiseHand())


def test_a_clarifying_round_goes_to_all_but_the_proposer_who_answers() -> None:
    stage = Stage().to("clarify")
    assert stage.item.presenter == "ana"
    assert sorted(stage.round.order) == ["ben", "chidi", "dara", "eli", "zoe"]


def test_in_quick_reactions_all_react() -> None:
    assert sorted(Stage().to("react").round.order) == list(SEATS)


def test_a_turn_that_ends_says_whose_it_was(stage: Stage) -> None:
    made = stage.act(commands.FinishTurn(person="ana"))
    assert made == (events.TurnFinished(at=stage.clock, person="ana"),)
