"""Deciding: a proposal, its wording, who is asked, consent and objection, and the decision on record."""

from datetime import date

import pytest
from msgspec.structs import replace

from sociotui.domain import commands, events
from sociotui.domain.consent import Version
from sociotui.domain.items import Outcome
from tests.domain.stage import (
    BETTER,
    CIRCLE,
    PRESENT,
    REASON,
    REVIEW,
    SEATS,
    TODAY,
    WORDING,
    Stage,
    opening,
)


@pytest.fixture
def asking() -> Stage:
    """A consent round on version 1, from ana to zoe."""
    return Stage().to("consent").starting("ana")


# --- wording ----------------------------------------------------------------------------------------


def test_a_proposal_needs_its_exact_wording() -> None:
    stage = Stage().to("present")
    assert "exact wording" in stage.refuses(commands.Propose(text=" "))
    assert "Write its wording (‹propose›)" in stage.refuses(commands.NextStep())
    stage.act(commands.Propose(text=WORDING, title="Shed"))
    assert stage.item.proposal is not None
    assert (stage.item.proposal.title, stage.item.proposal.by) == ("Shed", "ana")
    assert stage.item.proposal.current == Version(number=1, text=WORDING)


def test_a_proposal_belongs_to_an_item() -> None:
    assert "belongs to an item of the agenda" in Stage().refuses(commands.Propose(text=WORDING))


def test_a_second_proposal_is_an_amendment() -> None:
    stage = Stage().to("clarify")
    assert "amend it (‹amend›)" in stage.refuses(commands.Propose(text=BETTER))


def test_a_proposal_is_by_whom_it_is_said_to_be() -> None:
    stage = Stage().to("present")
    assert "There is no person “danny”" in stage.refuses(commands.Propose(text=WORDING, person="danny"))
    stage.act(commands.Propose(text=WORDING, person="fay"))
    assert stage.item.proposal is not None
    assert stage.item.proposal.by == "fay"


def test_there_is_nothing_to_amend_before_there_is_a_proposal() -> None:
    assert "There is no proposal yet" in Stage().to("present").refuses(commands.Amend(text=BETTER))


def test_an_amendment_changes_the_wording_and_keeps_every_version() -> None:
    stage = Stage().to("amend")
    assert "word for word version 1" in stage.refuses(commands.Amend(text=f"  {WORDING}\n"))
    assert "dropped (‹outcome›)" in stage.refuses(commands.Amend(text=""))
    stage.act(commands.Amend(text=BETTER, note="fewer days"))
    assert stage.item.proposal is not None
    assert [v.text for v in stage.item.proposal.versions] == [WORDING, BETTER]
    assert stage.item.proposal.current.note == "fewer days"


def test_who_amends_an_old_version_is_told_which_one_counts() -> None:
    stage = Stage().to("amend")
    stage.act(commands.Amend(text=BETTER, version=1))
    assert "version 2 is the one that counts now" in stage.refuses(commands.Amend(text="Other.", version=1))


def test_a_change_of_the_wording_voids_every_consent_and_is_restated(asking: Stage) -> None:
    asking.act(commands.Consent(), commands.Consent(), commands.Amend(text=BETTER))
    assert asking.meeting.place.step == "restate"
    assert asking.meeting.ledger.consented == ()
    asking.act(commands.NextStep())
    assert (asking.round.version, asking.meeting.ledger.missing) == (2, asking.round.order)
    assert sorted(asking.round.order) == list(SEATS)


def test_a_wording_that_changes_after_consent_was_asked_is_asked_about_anew_wherever_that_is() -> None:
    stage = Stage(opening(circle=replace(CIRCLE, dialect="s3"))).to("concerns")
    stage.act(commands.Amend(text=BETTER))
    assert (stage.meeting.place.step, stage.meeting.ledger.consented) == ("restate", ())
    stage.to("record").onward()
    assert stage.meeting.decisions[0].text == BETTER


# --- answers ----------------------------------------------------------------------------------------


def test_consent_is_asked_from_one_to_the_next(asking: Stage) -> None:
    assert (asking.round.subject, asking.round.version) == ("item:1", 1)
    for person in SEATS:
        assert asking.round.now == person
        assert "Still to be asked" in asking.refuses(commands.NextStep())
        asking.act(commands.Consent(person=person, version=1))
    assert asking.meeting.ledger.reached


def test_consent_out_of_turn_is_refused(asking: Stage) -> None:
    assert "It is Ana's turn; Ben is next" in asking.refuses(commands.Consent(person="ben"))
    assert "It is Ana's turn; Ben is next" in asking.refuses(commands.Object(person="ben", reason=REASON))


def test_consent_is_given_once(asking: Stage) -> None:
    asking.act(commands.Consent(person="ana"))
    assert "Ana has consented to this wording already" in asking.refuses(commands.Consent(person="ana"))


def test_consent_pressed_by_two_is_given_once(asking: Stage) -> None:
    seen = asking.meeting.turn
    asking.act(commands.Consent(turn=seen))
    assert "moved on already: now Ben" in asking.refuses(commands.Consent(turn=seen))
    assert asking.meeting.ledger.consented == ("ana",)


def test_consent_to_an_old_version_is_refused(asking: Stage) -> None:
    asking.act(commands.Amend(text=BETTER), commands.NextStep())
    said = asking.refuses(commands.Consent(version=1))
    assert "That was version 1; version 2 is the one that counts now" in said
    assert "version 2 is the one" in asking.refuses(commands.Object(reason=REASON, version=1))


def test_consent_is_asked_in_its_own_step_only() -> None:
    stage = Stage().to("restate")
    assert "Nothing is being asked in this step" in stage.refuses(commands.Consent())
    assert "Nothing is being asked in this step" in stage.refuses(commands.Object(reason=REASON))


def test_an_objection_always_names_its_reason(asking: Stage) -> None:
    said = asking.refuses(commands.Object(reason=" \n"))
    assert "comes with its reason" in said
    assert "gift" in said
    asking.act(commands.Object(reason=REASON, aim_touched="Food"))
    raised = asking.meeting.ledger.objections[0]
    assert (raised.number, raised.person, raised.version, raised.reason) == (1, "ana", 1, REASON)
    assert (raised.aim_touched, raised.state) == ("Food", "open")


def test_the_round_goes_on_after_an_objection_so_that_every_one_is_heard(asking: Stage) -> None:
    asking.act(commands.Object(reason=REASON))
    assert asking.round.now == "ben"
    assert "First let the round come round" in asking.refuses(commands.Integrate(way="modify", text=BETTER))
    asking.act(commands.Object(reason="The paint is old."))
    assert [o.number for o in asking.meeting.ledger.open] == [1, 2]


def test_who_takes_part_answers_at_a_terminal_as_in_the_room(asking: Stage) -> None:
    terminal = commands.Consent(person="ana", means="terminal")
    assert "It is Ana's turn" in asking.refuses(replace(terminal, person="ben"))
    asking.act(terminal, commands.Object(person="ben", reason=REASON, means="terminal"))
    assert "has consented to this wording already" in asking.refuses(terminal)
    asking.act(commands.Object(person="ana", reason=REASON, means="terminal"))
    asking.act(commands.Release(person="ana"), commands.Leave(person="chidi"))
    asking.act(commands.NextStep(), commands.Consent(means="terminal"), *[commands.Consent()] * 4)
    assert sorted({a.means for a in asking.meeting.ledger.answers.values()}) == ["room", "terminal"]


def test_who_objected_at_a_terminal_lets_go_of_it_while_they_are_here(asking: Stage) -> None:
    asking.act(commands.Object(reason=REASON, means="terminal"))
    asking.come_round().act(commands.Leave(person="ana"))
    assert "Ana is not here" in asking.refuses(commands.Release(person="ana"))


def test_one_objection_starts_integration_and_refuses_nothing(asking: Stage) -> None:
    asking.act(commands.Object(reason=REASON))
    asking.come_round().act(commands.NextStep())
    assert asking.meeting.step.kind == "integrate"
    assert asking.item.outcome is None


def test_without_an_objection_there_is_nothing_to_integrate(asking: Stage) -> None:
    asking.come_round().act(commands.NextStep())
    assert asking.meeting.step.kind == "record"


def test_each_wording_is_asked_about_in_one_round(asking: Stage) -> None:
    asking.act(commands.Consent())
    assert "asked once on this wording" in asking.refuses(commands.BeginRound())
    asking.come_round()
    assert "asked once on this wording" in asking.refuses(commands.BeginRound())


def test_in_a_consent_round_one_may_come_back_later(asking: Stage) -> None:
    asking.act(commands.PostponeTurn())
    assert (asking.round.queue[-1], asking.round.later) == ("ana", ("ana",))
    assert "ana" in asking.meeting.ledger.missing


def test_while_somebody_is_heard_out_of_turn_nobody_is_asked(asking: Stage) -> None:
    asking.act(commands.TakeTurn(person="eli"))
    for answer in (commands.Consent(), commands.Consent(person="ana"), commands.Object(reason=REASON)):
        assert "Eli is being heard out of turn" in asking.refuses(answer)
    asking.act(commands.FinishTurn(), commands.Consent())
    assert asking.meeting.ledger.consented == ("ana",)


def test_consent_can_be_taken_back_by_an_objection_while_the_round_goes_on(asking: Stage) -> None:
    asking.act(commands.Consent(), commands.Object(person="ana", reason=REASON))
    assert (asking.meeting.ledger.consented, asking.round.now) == ((), "ben")
    assert "Ana's objection is noted" in asking.refuses(commands.Object(person="ana", reason="And more."))


def test_consent_can_be_taken_back_until_the_step_ends(asking: Stage) -> None:
    asking.come_round().act(commands.Object(person="dara", reason=REASON))
    assert not asking.meeting.ledger.reached
    asking.act(commands.NextStep())
    assert asking.meeting.step.kind == "integrate"


def test_consent_taken_back_after_a_step_back_from_the_record(asking: Stage) -> None:
    asking.to("record").act(commands.PreviousStep(), commands.Object(person="dara", reason=REASON))
    assert [o.person for o in asking.meeting.ledger.open] == ["dara"]


def test_who_counts_is_fixed_when_the_round_starts(asking: Stage) -> None:
    asking.act(commands.Consent(), commands.Arrive(person="fay", joining="next"))
    asking.act(commands.Arrive(person="gil", name="Gil", joining="end"))
    assert sorted(asking.meeting.ledger.counted) == list(SEATS)
    assert asking.round.order == SEATS


def test_guests_do_not_count() -> None:
    stage = Stage(opening(guests=("gil",))).to("check-in")
    assert "gil" in stage.round.order
    stage.to("consent")
    assert sorted(stage.meeting.ledger.counted) == list(SEATS)
    assert "not in this round" in stage.refuses(commands.Consent(person="gil"))


# --- on record --------------------------------------------------------------------------------------


def test_a_decision_needs_the_consent_of_everybody_who_counts(asking: Stage) -> None:
    while asking.round.queue:
        asking.act(commands.Consent())
        said = asking.refuses(commands.Record(review=REVIEW))
        assert "Silence is never consent" in said
        assert "Zoe" in said
    asking.act(commands.Consent(), commands.Record(review=REVIEW))
    assert sorted(asking.meeting.decisions[0].consented) == list(SEATS)


def test_nothing_is_decided_that_nobody_was_asked_about() -> None:
    assert "Consent is missing on version 1" in Stage().to("react").refuses(commands.Record(review=REVIEW))


def test_a_decision_is_not_recorded_over_an_open_objection(asking: Stage) -> None:
    asking.act(commands.Object(reason=REASON))
    asking.come_round()
    assert "The objection of Ana is open" in asking.refuses(commands.Record(review=REVIEW))


def test_a_decision_needs_the_day_on_which_it_is_looked_at_again() -> None:
    stage = Stage().to("record")
    assert "On which day" in stage.refuses(commands.Record())
    assert "not ahead of us" in stage.refuses(commands.Record(review=TODAY))
    assert "Put it there with the day" in stage.refuses(commands.NextStep())
    stage.act(commands.Record(review=date(2026, 11, 24)))
    assert stage.meeting.decisions[0].review == date(2026, 11, 24)


def test_what_is_recorded_is_the_exact_wording_that_was_consented_to() -> None:
    stage = Stage().to("record")
    made = stage.act(commands.Record(review=REVIEW, responsible="eli", why="The shed is locked too often.", version=1))
    decision = stage.meeting.decisions[0]
    assert (decision.item, decision.title, decision.text, decision.version) == (1, "Tool-shed rota", WORDING, 1)
    assert (decision.responsible, decision.why) == ("eli", "The shed is locked too often.")
    assert sorted(decision.consented) == list(SEATS)
    assert [g.person for g in decision.given] == list(decision.consented)
    assert {(g.means, g.witness) for g in decision.given} == {("room", "")}
    assert (decision.absent, decision.objections_integrated) == (("fay",), 0)
    assert stage.item.outcome == Outcome(kind="waiting", text=WORDING)
    assert [type(e) for e in made] == [events.DecisionRecorded, events.ItemClosed]


def test_a_decision_is_recorded_once_and_of_the_version_that_was_seen() -> None:
    stage = Stage().to("record")
    assert "version 1 is the one" in stage.refuses(commands.Record(review=REVIEW, version=2))
    stage.act(commands.Record(review=REVIEW))
    assert "has ended: waiting" in stage.refuses(commands.Record(review=REVIEW))
    present = Stage(opening(circle=PRESENT)).to("record").onward()
    assert "has ended: decided" in present.refuses(commands.Record(review=REVIEW))


def test_who_is_responsible_is_somebody() -> None:
    said = Stage().to("record").refuses(commands.Record(review=REVIEW, responsible="elly"))
    assert "There is no person “elly”. Near it: eli" in said


def test_the_proposal_of_an_ended_item_is_not_changed() -> None:
    stage = Stage().to("consent")
    stage.act(commands.EndItem(kind="dropped"))
    assert "has ended: dropped" in stage.refuses(commands.Amend(text=BETTER))


# --- as the dialects have it ---------------------------------------------------------------------------


def test_in_s3_objections_are_checked_for_all_at_once() -> None:
    stage = Stage(opening(circle=replace(CIRCLE, dialect="s3"))).to("consent", 1).starting("ana")
    stage.act(commands.Consent(person="dara"), commands.Object(person="eli", reason=REASON))
    assert (stage.round.now, stage.round.queue) == ("ana", ("ben", "chidi", "zoe"))
    assert "has consented to this wording already" in stage.refuses(commands.Consent(person="dara"))
    assert "It is Ana's turn" in asked_in_turn().refuses(commands.Consent(person="dara"))


def asked_in_turn() -> Stage:
    """Return the same round in the dialect that asks from one to the next."""
    return Stage().to("consent").starting("ana")


def test_a_concern_is_kept_where_the_dialect_has_them_and_blocks_nothing() -> None:
    assert "either an objection" in asked_in_turn().refuses(commands.Worry(person="ana", text="The paint."))
    stage = Stage(opening(circle=replace(CIRCLE, dialect="s3"))).to("consent", 1)
    assert "What is the concern?" in stage.refuses(commands.Worry(person="ana", text=" "))
    stage.act(commands.Worry(person="ana", text="The paint is old."))
    stage.to("record").onward()
    assert stage.meeting.decisions[0].concerns == ("The paint is old.",)
