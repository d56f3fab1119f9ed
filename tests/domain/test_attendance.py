"""Attendance: late arrival in three ways, leaving, seats, and handing process roles over."""

import pytest

from sociotui.domain import commands, events
from tests.domain.stage import BETTER, REASON, SEATS, Stage, opening


@pytest.fixture
def stage() -> Stage:
    """A check-in round from ana to zoe."""
    return Stage().starting("ana")


# --- late arrival -----------------------------------------------------------------------------------


def test_absentees_stay_visible(stage: Stage) -> None:
    assert stage.meeting.absent() == ("fay",)


def test_who_comes_late_may_speak_at_the_end_of_this_round(stage: Stage) -> None:
    stage.act(commands.Arrive(person="fay", joining="end"))
    assert (stage.round.queue[-1], stage.meeting.absent()) == ("fay", ())
    stage.come_round()
    assert stage.round.spoken == (*SEATS, "fay")


def test_who_comes_late_may_take_part_from_the_next_round(stage: Stage) -> None:
    stage.act(commands.Arrive(person="fay"))
    assert "fay" not in stage.round.order
    assert (stage.meeting.people["fay"].presence, stage.meeting.people["fay"].here) == ("next", True)
    stage.come_round().act(commands.BeginRound())
    assert "fay" in stage.round.order
    assert stage.meeting.people["fay"].presence == "here"


def test_who_comes_late_may_watch(stage: Stage) -> None:
    stage.act(commands.Arrive(person="fay", joining="watch"))
    stage.come_round().act(commands.BeginRound())
    assert "fay" not in stage.round.order
    assert stage.meeting.absent() == ()


def test_who_watches_or_waits_may_come_into_the_round_after_all(stage: Stage) -> None:
    stage.act(commands.Arrive(person="fay", joining="watch"), commands.Arrive(person="fay", joining="end"))
    assert stage.round.queue[-1] == "fay"


def test_who_speaks_in_an_open_mode_already_is_not_put_into_the_round_a_second_time(stage: Stage) -> None:
    stage.act(commands.OpenMode(mode="stack"), commands.Arrive(person="fay"), commands.TakeTurn(person="fay"))
    assert stage.round.now == "fay"
    stage.act(commands.Arrive(person="fay", joining="end"))
    assert stage.meeting.people["fay"].presence == "here"
    assert (stage.round.now, stage.round.queue.count("fay")) == ("fay", 0)


def test_between_rounds_who_comes_is_simply_here(stage: Stage) -> None:
    stage.to("admin").act(commands.Arrive(person="fay"))
    assert stage.meeting.people["fay"].presence == "here"


def test_who_comes_late_sits_last(stage: Stage) -> None:
    stage.act(commands.Arrive(person="fay"))
    assert stage.meeting.seats == (*SEATS, "fay")


@pytest.mark.parametrize("joining", ["end", "next", "watch"])
def test_who_is_here_does_not_come_again(stage: Stage, joining: commands.Joining) -> None:
    assert "Ben is here already" in stage.refuses(commands.Arrive(person="ben", joining=joining))


def test_a_guest_comes_by_name_and_is_no_member(stage: Stage) -> None:
    assert "There is no person “gil”" in stage.refuses(commands.Arrive(person="gil"))
    stage.act(commands.Arrive(person="gil", name="Gil", joining="end"))
    assert (stage.meeting.name("gil"), stage.meeting.people["gil"].member) == ("Gil", False)
    assert stage.round.queue[-1] == "gil"


def test_unknown_persons_get_the_nearest_names(stage: Stage) -> None:
    assert "Near it: fay" in stage.refuses(commands.Arrive(person="fey"))
    assert "Near it: chidi" in stage.refuses(commands.Leave(person="Chidy"))


def test_a_guest_has_an_id(stage: Stage) -> None:
    stage.refuses(commands.Arrive(person=" ", name="Somebody", joining="end"))


# --- late arrival in a consent round -----------------------------------------------------------------


def test_in_a_consent_round_the_proposal_is_first_restated_and_then_all_are_asked_again() -> None:
    stage = Stage().to("consent").starting("ana")
    stage.act(commands.Consent(), commands.Consent(), commands.Arrive(person="fay", joining="end"))
    assert (stage.meeting.place.step, stage.meeting.ledger.consented) == ("restate", ())
    stage.act(commands.NextStep())
    assert sorted(stage.meeting.ledger.missing) == sorted((*SEATS, "fay"))
    assert stage.round.version == 1


def test_in_a_consent_round_on_the_agenda_all_are_asked_again_at_once() -> None:
    stage = Stage().to("agenda")
    stage.onward()
    stage.act(commands.Consent(), commands.Arrive(person="fay", joining="end"))
    assert stage.meeting.place.step == "agenda"
    assert sorted(stage.meeting.ledger.missing) == sorted((*SEATS, "fay"))


@pytest.mark.parametrize("joining", ["next", "watch"])
def test_who_does_not_come_into_the_consent_round_changes_nothing_in_it(joining: commands.Joining) -> None:
    stage = Stage().to("consent").starting("ana")
    stage.act(commands.Consent(), commands.Arrive(person="fay", joining=joining))
    assert (stage.meeting.ledger.consented, stage.round.now) == (("ana",), "ben")
    assert "fay" not in stage.meeting.ledger.counted


def test_who_has_consented_and_comes_back_changes_nothing_in_the_consent_round() -> None:
    stage = Stage().to("consent").starting("ana")
    stage.act(commands.Consent(), commands.Consent(), commands.Leave(person="ana"))
    stage.act(commands.Arrive(person="ana", joining="end"))
    assert stage.meeting.ledger.consented == ("ana", "ben")


def test_a_guest_in_a_consent_round_is_not_asked_and_voids_nothing() -> None:
    stage = Stage().to("consent").starting("ana")
    stage.act(commands.Consent(), commands.Arrive(person="gil", name="Gil", joining="end"))
    assert (stage.meeting.ledger.consented, "gil" in stage.round.order) == (("ana",), False)


def test_who_came_for_the_next_round_counts_in_the_next_consent_round() -> None:
    stage = Stage().to("consent").starting("ana")
    stage.act(commands.Arrive(person="fay", joining="next"), commands.Amend(text=BETTER))
    stage.to("consent")
    assert "fay" in stage.meeting.ledger.counted


# --- leaving ----------------------------------------------------------------------------------------


def test_who_leaves_in_turn_gives_it_to_the_next(stage: Stage) -> None:
    stage.act(commands.FinishTurn(), commands.Leave(person="ben"))
    assert (stage.round.now, stage.round.gone, stage.meeting.absent()) == ("chidi", ("ben",), ("ben", "fay"))
    assert "ben" not in stage.meeting.seats


def test_who_leaves_while_waiting_is_taken_out_of_the_order(stage: Stage) -> None:
    stage.act(commands.Leave(person="eli"))
    assert (stage.round.now, stage.round.queue, stage.round.gone) == ("ana", ("ben", "chidi", "dara", "zoe"), ("eli",))


def test_who_leaves_after_speaking_has_spoken(stage: Stage) -> None:
    stage.act(commands.FinishTurn(), commands.Leave(person="ana"))
    assert (stage.round.spoken, stage.round.gone, stage.round.now) == (("ana",), (), "ben")


def test_who_leaves_no_longer_has_a_hand_up(stage: Stage) -> None:
    stage.act(commands.RaiseHand(person="eli"), commands.Leave(person="eli"))
    assert stage.meeting.hands == ()


def test_who_is_not_here_cannot_leave(stage: Stage) -> None:
    assert "Fay is not here" in stage.refuses(commands.Leave(person="fay"))


def test_who_left_before_speaking_may_come_back_into_the_round(stage: Stage) -> None:
    stage.act(commands.Leave(person="ben"), commands.Arrive(person="ben", joining="end"))
    assert (stage.round.queue[-1], stage.round.gone) == ("ben", ())


@pytest.mark.parametrize("turn", [commands.FinishTurn(), commands.PassTurn()], ids=["spoken", "passed"])
def test_who_has_had_the_turn_and_comes_back_has_no_second_one(
    stage: Stage, turn: commands.FinishTurn | commands.PassTurn
) -> None:
    stage.act(turn, commands.Leave(person="ana"), commands.Arrive(person="ana", joining="end"))
    assert "ana" not in stage.round.waiting


def test_who_is_heard_out_of_turn_finishes_though_the_last_one_in_turn_has_left(stage: Stage) -> None:
    while stage.round.queue:
        stage.act(commands.FinishTurn())
    stage.act(commands.TakeTurn(person="ana"), commands.Leave(person="zoe"))
    assert stage.round.speaking == "ana"
    stage.act(commands.FinishTurn())
    assert stage.round.complete


def test_in_a_consent_round_who_leaves_unasked_asks_for_the_round_again() -> None:
    stage = Stage().to("consent").starting("ana")
    stage.act(commands.Consent())
    made = stage.act(commands.Leave(person="eli"))
    assert events.ConsentVoided(at=stage.clock, subject="item:1", person="eli") in made
    assert (stage.meeting.place.step, stage.meeting.ledger.consented) == ("restate", ())
    stage.act(commands.NextStep())
    assert sorted(stage.meeting.ledger.counted) == [p for p in SEATS if p != "eli"]


def test_in_a_consent_round_who_leaves_in_their_turn_asks_for_the_round_again() -> None:
    stage = Stage().to("consent").starting("ana")
    stage.act(commands.Leave(person="ana"))
    assert stage.meeting.place.step == "restate"


def test_in_a_consent_round_who_leaves_after_consenting_has_consented() -> None:
    stage = Stage().to("consent").starting("ana")
    stage.act(commands.Consent(), commands.Leave(person="ana"))
    stage.come_round()
    assert stage.meeting.ledger.reached
    assert "ana" in stage.meeting.ledger.consented


def test_in_a_consent_round_who_leaves_after_objecting_leaves_the_objection() -> None:
    stage = Stage().to("consent").starting("ana")
    stage.act(commands.Object(reason=REASON), commands.Leave(person="ana"))
    stage.come_round().act(commands.NextStep())
    assert stage.meeting.step.kind == "integrate"


def test_a_guest_who_leaves_a_consent_round_voids_nothing() -> None:
    stage = Stage(opening(guests=("gil",))).to("consent").starting("ana")
    stage.act(commands.Consent(), commands.Leave(person="gil"))
    assert stage.meeting.ledger.consented == ("ana",)


def test_when_all_have_left_nobody_can_be_asked() -> None:
    stage = Stage(opening(("ana",), guests=("gil",), agenda=())).to("restate")
    stage.act(commands.Leave(person="ana"))
    assert "Nobody is here to take part" in stage.refuses(commands.NextStep())


# --- seats and roles --------------------------------------------------------------------------------


def test_who_sits_elsewhere_does_so_from_the_next_round_on(stage: Stage) -> None:
    stage.act(commands.TakeSeat(person="zoe", place=2))
    assert stage.meeting.seats == ("ana", "zoe", "ben", "chidi", "dara", "eli")
    assert stage.round.order == SEATS
    stage.come_round().act(commands.BeginRound(start="ana", direction="left"))
    assert stage.round.order == stage.meeting.seats


def test_a_seat_is_one_that_there_is(stage: Stage) -> None:
    for place in (0, 7, -1):
        assert "from 1 to 6" in stage.refuses(commands.TakeSeat(person="ana", place=place))
    assert "sits there already" in stage.refuses(commands.TakeSeat(person="ana", place=1))


@pytest.mark.parametrize("step", ["check-in", "clarify", "consent", "check-out"])
def test_facilitation_and_minutes_are_handed_over_at_any_time(step: str) -> None:
    stage = Stage().to(step)
    stage.act(commands.HandOver(role="facilitator", person="ben"), commands.HandOver(role="secretary", person="zoe"))
    assert (stage.meeting.facilitator, stage.meeting.secretary) == ("ben", "zoe")


def test_a_role_is_handed_to_somebody_else_who_is_here(stage: Stage) -> None:
    assert "Zoe is facilitator already" in stage.refuses(commands.HandOver(role="facilitator", person="zoe"))
    assert "Fay is not here" in stage.refuses(commands.HandOver(role="secretary", person="fay"))


def test_the_next_round_keeps_the_new_facilitator_off_both_ends(stage: Stage) -> None:
    stage.come_round().act(commands.HandOver(role="facilitator", person="ben"), commands.BeginRound())
    assert "ben" not in (stage.round.order[0], stage.round.order[-1])
