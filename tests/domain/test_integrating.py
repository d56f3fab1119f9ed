"""Integrating: an objection is released by its owner, or answered by the round on an amended version."""

from datetime import date

import pytest
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.circles import Dialect
from sociotui.domain.dialects import Way
from sociotui.domain.items import Outcome
from tests.domain.stage import BETTER, CIRCLE, REASON, REVIEW, SEATS, TODAY, WORDING, Stage, opening


@pytest.fixture
def stage() -> Stage:
    """At integrating ben's objection to version 1, to which everybody else has consented."""
    return Stage().to("integrate")


def test_an_open_objection_keeps_the_circle_at_integrating_it(stage: Stage) -> None:
    said = stage.refuses(commands.NextStep())
    assert "The objection of Ben is open" in said
    assert "‹integrate›" in said
    assert "‹release›" in said
    assert "‹stuck›" in said


@pytest.mark.parametrize("person", [p for p in SEATS if p != "ben"])
def test_an_objection_is_released_by_who_raised_it_never_by_another(stage: Stage, person: str) -> None:
    said = stage.refuses(commands.Release(person=person))
    assert "Only who raised an objection releases it" in said
    assert stage.meeting.facilitator == "zoe"


def test_who_releases_an_objection_is_asked_again_on_the_same_wording(stage: Stage) -> None:
    stage.act(commands.Release(person="ben"))
    assert stage.meeting.ledger.missing == ("ben",)
    stage.act(commands.NextStep())
    assert (stage.meeting.step.kind, stage.round.order, stage.round.version) == ("consent", ("ben",), 1)
    stage.act(commands.Consent())
    assert stage.meeting.ledger.reached
    stage.act(commands.NextStep())
    assert stage.meeting.step.kind == "record"


def test_releasing_within_the_consent_round_asks_its_owner_at_the_end() -> None:
    stage = Stage().to("consent").starting("ana")
    stage.act(commands.Object(reason=REASON), commands.Release(person="ana"))
    assert (stage.round.now, stage.round.queue[-1]) == ("ben", "ana")
    stage.come_round()
    assert stage.meeting.ledger.reached


def test_an_objection_is_released_once(stage: Stage) -> None:
    stage.act(commands.Release(person="ben", number=1))
    assert "No objection is open here" in stage.refuses(commands.Release(person="ben"))


def test_who_is_away_does_not_release(stage: Stage) -> None:
    stage.act(commands.Leave(person="ben"))
    assert "Ben is not here" in stage.refuses(commands.Release(person="ben"))


def test_a_number_that_is_not_ones_own_objection_is_not_released(stage: Stage) -> None:
    assert "Ben has no open objection to release" in stage.refuses(commands.Release(person="ben", number=2))


def test_integrating_by_another_wording(stage: Stage) -> None:
    assert "give the new wording" in stage.refuses(commands.Integrate(way="modify"))
    assert "give the new wording" in stage.refuses(commands.Integrate(way="modify", text=WORDING))
    stage.act(commands.Integrate(way="modify", text=BETTER))
    assert stage.item.proposal is not None
    assert (stage.item.proposal.current.number, stage.item.proposal.current.text) == (2, BETTER)
    assert stage.meeting.ledger.objections[0].way == "modify"


def test_integrating_by_a_shorter_term(stage: Stage) -> None:
    assert "until which day" in stage.refuses(commands.Integrate(way="shorten"))
    assert "not ahead of us" in stage.refuses(commands.Integrate(way="shorten", review=TODAY))
    stage.act(commands.Integrate(way="shorten", review=REVIEW))
    assert stage.item.proposal is not None
    assert (stage.item.proposal.current.text, stage.item.proposal.current.review) == (WORDING, REVIEW)


def test_a_term_is_only_ever_shortened(stage: Stage) -> None:
    stage.act(commands.Integrate(way="shorten", review=REVIEW))
    for longer in (REVIEW, date(2028, 1, 1)):
        assert "choose a day before" in stage.refuses(commands.Integrate(way="shorten", review=longer))


def test_integrating_by_a_measure_with_a_threshold(stage: Stage) -> None:
    assert "at which value do we stop" in stage.refuses(commands.Integrate(way="measure"))
    stage.act(commands.Integrate(way="measure", measure="Fewer than 3 complaints a month"))
    assert stage.item.proposal is not None
    assert stage.item.proposal.current.measures == ("Fewer than 3 complaints a month",)


@pytest.mark.parametrize(
    "way",
    [
        commands.Integrate(way="modify", text=BETTER),
        commands.Integrate(way="shorten", review=REVIEW),
        commands.Integrate(way="measure", measure="Fewer than 3 complaints a month"),
    ],
    ids=lambda command: command.way,
)
def test_each_way_makes_a_new_version_that_is_restated_and_asked_anew_of_all(
    stage: Stage, way: commands.Integrate
) -> None:
    stage.act(way, commands.NextStep())
    assert stage.meeting.place.step == "restate"
    stage.act(commands.NextStep())
    assert (stage.round.version, sorted(stage.meeting.ledger.missing)) == (2, list(SEATS))
    stage.come_round()
    integrated = stage.meeting.ledger.objections[0]
    assert (integrated.state, integrated.integrated_in, integrated.way) == ("integrated", 2, way.way)
    stage.act(commands.NextStep(), commands.Record(review=date(2027, 2, 1)))
    assert stage.meeting.decisions[0].objections_integrated == 1
    assert stage.meeting.decisions[0].version == 2


def test_the_term_that_was_consented_to_is_the_review_day_of_the_decision(stage: Stage) -> None:
    stage.act(commands.Integrate(way="shorten", review=REVIEW))
    stage.to("record")
    assert "consented to a term until 2027-03-01" in stage.refuses(commands.Record(review=date(2027, 3, 2)))
    stage.act(commands.Record())
    assert stage.meeting.decisions[0].review == REVIEW


def test_measures_stand_in_the_decision(stage: Stage) -> None:
    stage.act(commands.Integrate(way="measure", measure="Fewer than 3 complaints a month"))
    stage.to("record").onward()
    assert stage.meeting.decisions[0].measures == ("Fewer than 3 complaints a month",)


def test_who_objected_may_object_to_the_new_version_too(stage: Stage) -> None:
    stage.act(commands.Integrate(way="modify", text=BETTER))
    stage.to("consent")
    while stage.round.now != "ben":
        stage.act(commands.Consent())
    stage.act(commands.Object(person="ben", reason="Still too often."))
    stage.come_round()
    assert [(o.number, o.version) for o in stage.meeting.ledger.open] == [(1, 1), (2, 2)]
    assert "objection" in stage.refuses(commands.Record(review=REVIEW))
    stage.act(commands.NextStep())
    assert stage.meeting.step.kind == "integrate"


def test_who_integrates_an_old_version_is_told_which_one_counts(stage: Stage) -> None:
    stage.act(commands.Integrate(way="modify", text=BETTER, version=1))
    assert "version 2" in stage.refuses(commands.Integrate(way="modify", text="Other.", version=1))


def test_a_number_that_no_open_objection_has_is_answered_with_those_there_are(stage: Stage) -> None:
    said = stage.refuses(commands.Integrate(way="modify", text=BETTER, number=4))
    assert "no open objection number 4. Open: 1" in said


def test_without_an_open_objection_there_is_amending() -> None:
    stage = Stage().to("amend")
    assert "amend it (‹amend›)" in stage.refuses(commands.Integrate(way="modify", text=BETTER))


def test_the_day_of_a_term_is_checked_against_the_meetings_own_day() -> None:
    later = Stage(replace(opening(), today=date(2027, 6, 1))).to("integrate")
    assert "not ahead of us" in later.refuses(commands.Integrate(way="shorten", review=REVIEW))


def test_an_objection_to_the_agenda_is_met_by_changing_the_agenda() -> None:
    stage = Stage().to("agenda")
    stage.onward().starting("ana")
    stage.act(commands.Object(reason="Ten minutes will not do."))
    stage.come_round()
    assert "Ana objects to this agenda" in stage.refuses(commands.NextStep())
    assert "belongs to an item" in stage.refuses(commands.Integrate(way="modify", text="x"))
    stage.act(commands.ChangeItem(item=1, minutes=20))
    assert stage.meeting.ledger.missing == stage.round.order
    stage.come_round().act(commands.NextStep())
    assert stage.meeting.place.item == 1


def test_an_objection_to_the_last_minutes_is_released_by_its_owner() -> None:
    stage = Stage(opening(minutes_before="We met.")).to("minutes").starting("ana")
    stage.act(commands.Object(reason="Fay was there."))
    stage.come_round()
    assert "release the objection (‹release›)" in stage.refuses(commands.NextStep())
    stage.act(commands.Release(person="ana"), commands.Consent(), commands.NextStep())
    assert stage.meeting.step.kind == "agenda"


# --- the same wording asked about again --------------------------------------------------------------


def test_an_objector_who_is_asked_again_may_stay_with_the_objection() -> None:
    stage = Stage().to("consent").starting("ana")
    stage.act(commands.Object(reason=REASON), commands.Leave(person="zoe"))
    stage.to("consent").starting("ana")
    stage.act(commands.Object(person="ana", reason=REASON))
    assert "ana" not in stage.meeting.ledger.missing


def test_when_who_released_the_objection_leaves_the_others_are_asked_again(stage: Stage) -> None:
    stage.act(commands.Release(person="ben"), commands.Leave(person="ben"))
    stage.to("consent")
    assert sorted(stage.meeting.ledger.counted) == [p for p in SEATS if p != "ben"]


def test_another_start_of_the_round_for_the_rest_asks_the_rest_only(stage: Stage) -> None:
    stage.act(commands.Release(person="ben"), commands.NextStep(), commands.BeginRound())
    assert stage.round.order == stage.meeting.ledger.missing


# --- as the dialects have it ---------------------------------------------------------------------------


def integrating(dialect: Dialect, **about: object) -> Stage:
    """Return a meeting of a circle of that dialect, at integrating ben's objection to ana's proposal."""
    circle = replace(CIRCLE, dialect=dialect, **about)
    return Stage(opening(circle=circle)).to("integrate")


def test_in_s3_the_whole_group_tests_an_objection() -> None:
    stage = integrating("s3")
    assert "Still to say so: Ana, Chidi, Dara, Eli, Zoe" in stage.refuses(commands.Release(person="ben"))
    said = stage.refuses(commands.Release(person="ben", agreed=("ana", "ben", "chidi", "dara", "eli")))
    assert "Still to say so: Zoe." in said
    stage.act(commands.Release(person="ben", agreed=SEATS), commands.NextStep())
    assert stage.round.order == ("ben",)


def test_in_holacracy_objector_and_proposer_confirm_together() -> None:
    stage = integrating("holacracy")
    assert "Still to confirm: Ana" in stage.refuses(commands.Release(person="ben"))
    assert "Still to confirm: Ben" in stage.refuses(commands.Release(person="ben", agreed=("ana", "zoe")))
    stage.act(commands.Release(person="ben", agreed=("ana", "ben")), commands.NextStep())
    assert stage.round.order == ("ben",)


@pytest.mark.parametrize("dialect", ["s3", "holacracy"])
def test_where_others_have_a_say_an_objector_does_not_let_go_of_it_by_consenting(dialect: Dialect) -> None:
    stage = Stage(opening(circle=replace(CIRCLE, dialect=dialect))).to("consent", 1).starting("ana")
    stage.act(commands.Object(reason=REASON), commands.Leave(person="zoe"))
    stage.to("consent", 1).starting("ana")
    assert "‹release›" in stage.refuses(commands.Consent(person="ana"))


@pytest.mark.parametrize("way", ["defer", "another", "delegate", "monitor", "ask", "time"])
def test_the_ways_of_s3_are_not_those_of_others(stage: Stage, way: Way) -> None:
    assert f"no way to integrate “{way}”" in stage.refuses(commands.Integrate(way=way, text=BETTER))


def test_in_s3_another_proposal_may_take_its_place_or_the_concern_be_watched() -> None:
    stage = integrating("s3")
    stage.act(commands.Integrate(way="another", text=BETTER))
    assert (stage.meeting.version_of("item:1"), stage.meeting.ledger.objections[0].way) == (2, "another")
    stage = integrating("s3")
    stage.act(commands.Integrate(way="monitor", measure="Eli counts the visits"))
    assert stage.item.proposal
    assert stage.item.proposal.current.measures == ("Eli counts the visits",)


def test_in_s3_some_ways_end_the_item_here() -> None:
    stage = integrating("s3", parents={"general": "General circle"})
    assert "Who takes it on?" in stage.refuses(commands.Integrate(way="defer"))
    assert "Until when?" in stage.refuses(commands.Integrate(way="defer", to="eli"))
    assert "no person “the neighbours”" in stage.refuses(commands.Integrate(way="defer", to="the neighbours"))
    stage.act(commands.Integrate(way="defer", to="eli", review=REVIEW))
    assert stage.item.outcome == Outcome(kind="postponed", to="eli")
    (kept,) = stage.meeting.backlog
    assert (kept.title, kept.presenter, kept.due, kept.next_step) == ("Tool-shed rota", "eli", REVIEW, WORDING)
    stage.act(commands.UndoAct(), commands.Integrate(way="delegate", to="chidi"))
    assert stage.item.outcome == Outcome(kind="delegated", to="chidi")
    stage.act(commands.UndoAct(), commands.Integrate(way="ask"))
    assert stage.item.outcome == Outcome(kind="delegated", to="general")
    stage.act(commands.UndoAct(), commands.Integrate(way="time"), commands.NextStep())
    assert stage.meeting.backlog[0].next_step == WORDING
    assert stage.meeting.place.step == "backlog"
    assert "broadest circle" in integrating("s3").refuses(commands.Integrate(way="ask"))


@pytest.mark.parametrize("way", ["modify", "shorten", "measure", "another", "monitor", "ask", "time"])
def test_in_the_ways_that_hand_nothing_on_nobody_is_named(way: Way) -> None:
    dialect: Dialect = "sofa" if way in ("shorten", "measure") else "s3"
    stage = integrating(dialect, parents={"general": "General circle"})
    command = commands.Integrate(way=way, text=BETTER, measure="visits", review=date(2026, 12, 24))
    said = stage.refuses(replace(command, to="eli"))
    assert f"With “{way}” nobody else takes it on. Leave out to whom (“eli”), or choose another way." in said
    stage.act(command)


def test_a_broader_circle_is_told_from_a_person_with_its_id() -> None:
    stage = integrating("s3", parents={"zoe": "Zoe's circle"})
    stage.act(commands.Integrate(way="ask"))
    assert stage.item.outcome == Outcome(kind="delegated", to="Zoe's circle")
    stage.act(commands.UndoAct(), commands.Integrate(way="delegate", to="zoe"))
    assert stage.item.outcome == Outcome(kind="delegated", to="zoe")
