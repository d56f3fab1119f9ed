"""Steps: the way through a meeting, forward and back, what keeps it where it is, and how items end."""

from contextlib import suppress

import pytest

from sociotui.domain import commands
from sociotui.domain.items import BacklogItem, Item, Outcome, OutcomeKind
from sociotui.domain.meeting import Place
from sociotui.domain.refusal import Refused
from tests.domain.stage import SEATS, Stage, opening

TWO = (Item(id=1, title="Compost", aim="explore", presenter="ben"), Item(id=2, title="Water bill", aim="report"))


def way(stage: Stage) -> list[str]:
    """Go to the end in the ordinary way; return the places that were entered."""
    places = [stage.meeting.place.key]
    while not stage.meeting.closed:
        stage.onward()
        if stage.meeting.place.key != places[-1]:
            places.append(stage.meeting.place.key)
    return places


def test_a_meeting_goes_its_way_from_check_in_to_check_out() -> None:
    decided = "1:present 1:clarify 1:react 1:amend 1:restate 1:consent 1:record"
    assert way(Stage()) == f"check-in admin agenda {decided} backlog check-out close".split()


def test_each_item_goes_through_the_format_of_its_aim() -> None:
    places = "1:open 1:explore 1:outcome 2:tell 2:clarify 2:outcome"
    assert way(Stage(opening(agenda=TWO))) == f"check-in admin agenda {places} backlog check-out close".split()


def test_consent_to_the_last_minutes_is_asked_where_there_are_any() -> None:
    stage = Stage(opening(minutes_before="We planted beans.")).to("minutes")
    assert (stage.round.kind, stage.round.subject, sorted(stage.round.order)) == ("consent", "minutes", list(SEATS))
    stage.come_round().act(commands.NextStep())
    assert stage.meeting.place.step == "agenda"


def test_everybody_is_heard_before_the_meeting_goes_on() -> None:
    stage = Stage().starting("ana")
    stage.act(commands.FinishTurn(), commands.PassTurn())
    said = stage.refuses(commands.NextStep())
    assert "Still to speak: Chidi, Dara, Eli, Zoe" in said
    assert "‹pass›" in said


def test_the_same_step_pressed_by_two_moves_on_once() -> None:
    stage = Stage().come_round()
    stage.act(commands.NextStep(seen="check-in"))
    assert "moved on already: it is at “Admin”" in stage.refuses(commands.NextStep(seen="check-in"))
    assert "moved on already" in stage.refuses(commands.PreviousStep(seen="check-in"))


@pytest.mark.parametrize("role", ["facilitator", "secretary"])
def test_each_process_role_is_covered_before_admin_is_done(role: str) -> None:
    stage = Stage().to("admin")
    stage.act(commands.Leave(person="zoe" if role == "facilitator" else "eli"))
    assert f"There is no {role} in the room" in stage.refuses(commands.NextStep())
    stage.act(commands.HandOver(role="facilitator" if role == "facilitator" else "secretary", person="dara"))
    stage.act(commands.NextStep())
    assert stage.meeting.place.step == "agenda"


def test_what_was_gone_through_is_done_and_no_longer_once_gone_back_to() -> None:
    stage = Stage().to("agenda")
    assert [p.key for p in stage.meeting.done] == ["check-in", "admin"]
    stage.act(commands.PreviousStep())
    assert stage.meeting.place == Place("admin")
    assert [p.key for p in stage.meeting.done] == ["check-in"]


def test_going_back_takes_nothing_back_that_was_said() -> None:
    stage = Stage().to("react")
    stage.onward()
    begun = stage.round
    stage.act(commands.PreviousStep())
    assert stage.round.complete
    stage.act(commands.NextStep())
    assert (stage.round.spoken, stage.round.now) == (begun.spoken, begun.now)


def test_before_the_first_step_there_is_none() -> None:
    assert "first step of the meeting" in Stage().refuses(commands.PreviousStep())


def test_after_the_last_step_the_meeting_is_closed() -> None:
    said = Stage().to("close").refuses(commands.NextStep())
    assert "‹minutes›" in said
    assert "‹close›" in said


def test_an_ended_item_is_not_gone_back_into() -> None:
    stage = Stage(opening(agenda=TWO)).to("tell")
    assert "“Compost” has ended" in stage.refuses(commands.PreviousStep())


def test_integrating_is_skipped_both_ways_where_nobody_objected() -> None:
    stage = Stage().to("record")
    assert stage.meeting.done[-1] == Place("consent", 1)
    stage.act(commands.PreviousStep())
    assert stage.meeting.place.step == "consent"


def test_going_back_to_where_consent_was_reached_asks_nobody_again() -> None:
    stage = Stage().to("record")
    stage.act(commands.PreviousStep())
    assert stage.round.complete
    assert stage.meeting.ledger.reached


def test_going_back_does_not_lead_into_an_item_before_the_circle_has_agreed_to_it() -> None:
    stage = Stage().to("backlog")
    stage.act(commands.AddItem(title="Bees"))
    with suppress(Refused):
        stage.act(commands.PreviousStep())
    assert stage.meeting.place.item == 0


# --- outcomes ---------------------------------------------------------------------------------------


def test_an_outcome_is_never_nothing() -> None:
    stage = Stage(opening(agenda=TWO)).to("outcome")
    said = stage.refuses(commands.NextStep())
    for way_out in ("decided", "dropped", "postponed", "delegated"):
        assert way_out in said


def test_an_item_ends_with_its_outcome_read_back() -> None:
    stage = Stage(opening(agenda=TWO)).to("outcome")
    assert "In which words" in stage.refuses(commands.EndItem(kind="decided"))
    stage.act(commands.EndItem(kind="decided", text="Two heaps are enough."))
    assert stage.item.outcome == Outcome(kind="decided", text="Two heaps are enough.")
    assert "has ended already: decided" in stage.refuses(commands.EndItem(kind="dropped"))


def test_delegating_names_who_takes_it_on() -> None:
    stage = Stage(opening(agenda=TWO)).to("outcome")
    assert "Delegated to whom?" in stage.refuses(commands.EndItem(kind="delegated"))
    stage.act(commands.EndItem(kind="delegated", to="compost circle"))
    assert stage.item.outcome == Outcome(kind="delegated", to="compost circle")


def test_whoever_takes_it_on_is_known_by_their_name_too() -> None:
    for said, to in (("ben", "ben"), (" BEN ", "ben"), ("General circle", "General circle"), ("the neighbours",) * 2):
        stage = Stage(opening(agenda=TWO)).to("outcome")
        stage.act(commands.EndItem(kind="delegated", to=said))
        assert stage.item.outcome == Outcome(kind="delegated", to=to.strip())


@pytest.mark.parametrize("said", ["garden", "Garden circle", "garden  CIRCLE"])
def test_nothing_is_delegated_to_the_circle_that_has_it(said: str) -> None:
    stage = Stage(opening(agenda=TWO)).to("outcome")
    assert "Garden circle has this already" in stage.refuses(commands.EndItem(kind="delegated", to=said))


@pytest.mark.parametrize("kind", ["decided", "dropped", "postponed"])
def test_nobody_takes_on_what_is_not_delegated(kind: OutcomeKind) -> None:
    stage = Stage(opening(agenda=TWO)).to("outcome")
    said = stage.refuses(commands.EndItem(kind=kind, text="So be it.", to="ben"))
    assert said == "“ben” takes it on only where it is delegated. End “Compost” as delegated, or leave out to whom."


def test_a_decision_is_made_by_consent_and_in_no_other_way() -> None:
    stage = Stage().to("react")
    assert "A decision is made by consent" in stage.refuses(commands.EndItem(kind="decided", text="So be it."))


def test_what_is_postponed_is_kept_on_the_backlog() -> None:
    stage = Stage(opening(agenda=TWO)).to("open")
    stage.act(commands.EndItem(kind="postponed"))
    assert stage.meeting.backlog == (BacklogItem(title="Compost", aim="explore", minutes=10, added_by="ben"),)


def test_what_is_dropped_is_not_kept() -> None:
    stage = Stage(opening(agenda=TWO)).to("open")
    stage.act(commands.EndItem(kind="dropped"))
    assert stage.meeting.backlog == ()


def test_an_item_may_end_at_any_step_and_even_before_it_begins() -> None:
    stage = Stage(opening(agenda=TWO)).to("explore")
    stage.act(commands.EndItem(kind="dropped"), commands.EndItem(kind="postponed", item=2))
    stage.act(commands.NextStep())
    assert stage.meeting.place == Place("backlog")


def test_outside_the_items_it_is_said_which_item_ends() -> None:
    stage = Stage(opening(agenda=TWO)).to("admin")
    assert "Which item?" in stage.refuses(commands.EndItem(kind="dropped"))
    assert "Which item?" in stage.refuses(commands.EndItem(kind="dropped", item=9))


# --- closing ----------------------------------------------------------------------------------------


def test_a_meeting_is_not_closed_over_items_without_an_outcome() -> None:
    stage = Stage(opening(agenda=TWO)).to("explore")
    assert "Still without an outcome: “Compost”, “Water bill”" in stage.refuses(commands.CloseMeeting())


def test_closing_postpones_what_is_left_if_one_says_so() -> None:
    stage = Stage(opening(agenda=TWO)).to("explore")
    stage.act(commands.CloseMeeting(postpone=True))
    assert stage.meeting.closed == stage.clock
    assert [t.title for t in stage.meeting.backlog] == ["Compost", "Water bill"]
    assert {i.outcome.kind for i in stage.meeting.agenda if i.outcome} == {"postponed"}
    assert (stage.meeting.round, stage.meeting.hands) == (None, ())


def test_check_out_is_an_evaluation_round_of_all() -> None:
    stage = Stage().to("check-out")
    assert (stage.round.kind, sorted(stage.round.order)) == ("evaluation", list(SEATS))


# --- rounds that were left by a step back ----------------------------------------------------------


@pytest.mark.parametrize("step", ["react", "consent"])
def test_who_left_meanwhile_is_out_of_the_round_that_is_come_back_to(step: str) -> None:
    stage = Stage().to(step)
    stage.onward()
    gone = stage.round.now
    stage.act(commands.PreviousStep(), commands.Leave(person=gone))
    stage.to(step)
    assert gone not in stage.round.waiting


def test_who_left_meanwhile_is_no_longer_heard_out_of_turn_in_the_round_that_is_come_back_to() -> None:
    stage = Stage().to("react")
    stage.act(commands.TakeTurn(person="eli"), commands.PreviousStep(), commands.Leave(person="eli"))
    stage.act(commands.NextStep())
    assert stage.round.aside == ""


def test_who_came_meanwhile_to_be_asked_is_asked_in_the_consent_round_that_is_come_back_to() -> None:
    stage = Stage().to("consent")
    stage.onward()
    stage.act(commands.PreviousStep(), commands.Arrive(person="fay", joining="end"))
    stage.to("consent")
    assert "fay" in stage.meeting.ledger.counted


def test_a_consent_round_that_all_have_left_is_asked_of_who_comes_back() -> None:
    stage = Stage(opening(("ana",), absent=("fay",))).to("consent")
    stage.act(commands.Leave(person="ana"), commands.Arrive(person="ana"))
    if not stage.meeting.ledger.counted:
        stage.act(commands.NextStep())
    stage.to("consent").act(commands.Consent(person="ana"))
    assert stage.meeting.ledger.reached


def test_who_left_and_came_back_meanwhile_is_asked_in_the_consent_round_that_is_come_back_to() -> None:
    stage = Stage().to("consent")
    stage.onward()
    gone = stage.round.now
    stage.act(commands.PreviousStep(), commands.Leave(person=gone), commands.Arrive(person=gone))
    stage.to("consent")
    assert gone in stage.meeting.ledger.missing
    assert gone in stage.round.waiting
