"""Dialects: where sources differ the circle chooses one; each line of the practice, in each of them."""

from typing import get_args

import pytest

from sociotui.domain import commands, events
from sociotui.domain.circles import Dialect
from sociotui.domain.dialects import DIALECTS, ENDING_WAYS, Way, manner
from sociotui.domain.formats import Format, PassRule, RoundKind, Step
from sociotui.domain.meeting import Place
from tests.domain.casting import card, selecting
from tests.domain.stage import BETTER, REASON, SEATS, Stage, format_named, opening, round_format

THREE: tuple[Dialect, ...] = get_args(Dialect)
OTHERS: tuple[Dialect, ...] = ("sofa", "holacracy")

ROUNDS: list[tuple[RoundKind, PassRule, PassRule, PassRule]] = [
    ("check-in", "yes", "yes", "yes"),
    ("clarify", "yes", "yes", "yes"),
    ("brainstorm", "yes", "yes", "yes"),
    ("react", "ask", "ask", "ask"),
    ("nomination", "no", "yes", "no"),
    ("change", "yes", "yes", "yes"),
    ("consent", "no", "no", "no"),
    ("evaluation", "yes", "yes", "yes"),
]
"""The table of rounds: may one pass, in sofa, s3 and holacracy."""

WALKS: dict[Dialect, list[str]] = {
    "sofa": ["present", "clarify", "react", "amend", "restate", "consent", "integrate", "restate", "consent", "record"],
    "s3": [
        "driver",
        "driver-consent",
        "present",
        "clarify",
        "respond",
        "amend",
        "restate",
        "consent",
        "integrate",
        "restate",
        "consent",
        "concerns",
        "record",
    ],
    "holacracy": [
        "present",
        "clarify",
        "react",
        "amend",
        "restate",
        "consent",
        "integrate",
        "restate",
        "consent",
        "record",
    ],
}


def objecting(dialect: Dialect, *objectors: str) -> Stage:
    """Return a meeting that integrates the objections of some; ana has made the proposal."""
    stage = Stage(opening(circle=card(dialect))).to("consent")
    while not stage.round.complete:
        asked = stage.round.now
        stage.act(commands.Object(reason=REASON) if asked in objectors else commands.Consent())
    stage.act(commands.NextStep())
    assert stage.meeting.step.kind == "integrate"
    return stage


def test_the_circle_chooses_a_dialect_of_three_and_sofa_is_the_default() -> None:
    assert set(DIALECTS) == set(THREE) == {"sofa", "s3", "holacracy"}
    assert Stage().meeting.manner is manner("sofa")


# --- rounds --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "sofa", "s3", "holacracy"), ROUNDS)
def test_rounds_whether_one_may_pass(kind: RoundKind, sofa: PassRule, s3: PassRule, holacracy: PassRule) -> None:
    assert [manner(d).passing[kind] for d in ("sofa", "s3", "holacracy")] == [sofa, s3, holacracy]


def test_rounds_the_table_has_a_rule_for_every_kind() -> None:
    for dialect in THREE:
        assert set(manner(dialect).passing) == set(get_args(RoundKind))


@pytest.mark.parametrize("dialect", THREE)
@pytest.mark.parametrize("row", [r for r in ROUNDS if r[0] != "consent"], ids=lambda r: r[0])
def test_rounds_a_pass_is_met_as_the_table_has_it(
    dialect: Dialect, row: tuple[RoundKind, PassRule, PassRule, PassRule]
) -> None:
    rule = row[1 + ("sofa", "s3", "holacracy").index(dialect)]
    stage = Stage(opening(circle=card(dialect), format=round_format(row[0])))
    first = stage.round.now
    if rule == "no":
        assert "everybody is heard" in stage.refuses(commands.PassTurn())
        return
    if rule == "ask":
        assert stage.act(commands.PassTurn()) == (events.PassQuestioned(at=stage.clock, person=first),)
        assert stage.round.now == first
    stage.act(commands.PassTurn())
    assert stage.round.passed == (first,)


@pytest.mark.parametrize("dialect", THREE)
def test_rounds_consent_no_pass_no_abstention_no_stand_aside_silence_is_never_consent(dialect: Dialect) -> None:
    stage = Stage(opening(circle=card(dialect))).to("consent")
    assert "no passing in a consent round" in stage.refuses(commands.PassTurn())
    assert "Silence is never consent" in stage.refuses(commands.FinishTurn())
    assert "Still to be asked" in stage.refuses(commands.NextStep())


@pytest.mark.parametrize("dialect", THREE)
def test_rounds_a_format_makes_no_rule_looser(dialect: Dialect) -> None:
    loose = Step(id="only", kind="round", title="only", prompt="?", round="nomination", passing="yes")
    stage = Stage(opening(circle=card(dialect), format=format_of(loose)))
    assert stage.round.passing == manner(dialect).passing["nomination"]
    strict = Step(id="only", kind="round", title="only", prompt="?", round="check-in", passing="no")
    assert Stage(opening(circle=card(dialect), format=format_of(strict))).round.passing == "no"


def format_of(step: Step) -> Format:
    """Return a format of that step alone."""
    return Format(id="short", title="Short", steps=(step,))


def test_rounds_nomination_sofa_and_holacracy_no_s3_yes() -> None:
    for dialect in OTHERS:
        said = selecting(circle=card(dialect)).refuses(commands.PassTurn(person="ana"))
        assert "everybody nominates somebody, oneself allowed" in said
    stage = selecting(circle=card("s3"))
    stage.act(commands.PassTurn(person="ana"))
    assert stage.item.grid
    assert stage.item.grid.passed == ("ana",)
    assert "passed already" in stage.refuses(commands.PassTurn(person="ana"))


# --- consent -------------------------------------------------------------------------------------


@pytest.mark.parametrize("dialect", THREE)
def test_consent_the_way_goes_as_the_practice_has_it(dialect: Dialect) -> None:
    stage, walked = Stage(opening(circle=card(dialect))), list[str]()
    while not (stage.meeting.item and stage.item.outcome):
        place = stage.meeting.place
        if place.item and (not walked or walked[-1] != place.step):
            walked.append(place.step)
        asked = place == Place("consent", 1) and not stage.meeting.ledger.objections
        stage.act(commands.Object(reason=REASON)) if asked else stage.onward()
    assert walked == WALKS[dialect]


@pytest.mark.parametrize("dialect", THREE)
def test_consent_the_format_of_the_dialect_agrees_with_the_table(dialect: Dialect) -> None:
    mine = manner(dialect)
    format_ = format_named(mine.formats.get("consent", "consent"))
    (reacting,) = (s for s in format_.steps if s.round == "react")
    assert reacting.who == mine.reacts
    (asking,) = (s for s in format_.steps if s.kind == "consent" and not s.part)
    assert ("All at once" in asking.prompt) == mine.at_once
    hears_concerns = any(s.id == "concerns" for s in format_.steps)
    assert hears_concerns == mine.concerns
    assert format_.step("clarify").who == "others"


def test_quick_reactions_sofa_all_react_holacracy_all_but_the_proposer() -> None:
    assert sorted(Stage(opening(circle=card("sofa"))).to("react").round.order) == list(SEATS)
    stage = Stage(opening(circle=card("holacracy"))).to("react")
    assert stage.item.proposal
    assert stage.item.proposal.by == "ana"
    assert sorted(stage.round.order) == list(SEATS[1:])


def test_s3_check_for_objections_all_at_once_in_any_order() -> None:
    stage = Stage(opening(circle=card("s3"))).to("consent")
    for person in reversed(stage.round.waiting):
        stage.act(commands.Consent(person=person))
    assert stage.meeting.ledger.reached


@pytest.mark.parametrize("dialect", OTHERS)
def test_elsewhere_consent_is_asked_from_neighbour_to_neighbour(dialect: Dialect) -> None:
    stage = Stage(opening(circle=card(dialect))).to("consent")
    last = stage.round.queue[-1]
    assert f"It is {stage.meeting.name(stage.round.now)}'s turn" in stage.refuses(commands.Consent(person=last))
    assert "turn" in stage.refuses(commands.Object(person=last, reason=REASON))


def test_s3_test_one_resolve_one_check_again() -> None:
    stage = objecting("s3", "ben", "dara")
    stage.act(commands.Release(person="ben", agreed=SEATS))
    assert "The objection of Dara is open" in stage.refuses(commands.NextStep())
    stage.act(commands.Integrate(way="modify", text=BETTER), commands.NextStep(), commands.NextStep())
    assert (stage.meeting.place.step, sorted(stage.round.waiting)) == ("consent", list(SEATS))


def test_a_concern_s3_records_it_with_the_evaluation_criteria() -> None:
    stage = Stage(opening(circle=card("s3"))).to("concerns")
    stage.act(commands.Worry(person="dara", text="It may get cold in there."))
    stage.to("record").onward()
    (decision,) = stage.meeting.decisions
    assert (decision.concerns, decision.measures) == (("It may get cold in there.",), ())
    assert "dara" in decision.consented


@pytest.mark.parametrize("dialect", OTHERS)
def test_a_concern_elsewhere_it_is_either_an_objection_or_not(dialect: Dialect) -> None:
    said = Stage(opening(circle=card(dialect))).to("consent").refuses(commands.Worry(person="ana", text="Hm."))
    assert all(way in said for way in ("‹object›", "‹consent›", "‹note›"))


# --- integration ---------------------------------------------------------------------------------


def test_the_ways_of_integration_sofa_three_s3_those_and_six_more() -> None:
    three = ("modify", "shorten", "measure")
    assert manner("sofa").ways == manner("holacracy").ways == three
    assert manner("s3").ways == (*three, "defer", "another", "delegate", "monitor", "ask", "time")
    assert set(manner("s3").ways) == set(get_args(Way))
    assert {"defer", "delegate", "ask", "time"} == ENDING_WAYS


@pytest.mark.parametrize("dialect", OTHERS)
@pytest.mark.parametrize("way", sorted(set(get_args(Way)) - set(manner("sofa").ways)))
def test_a_way_of_s3_is_refused_elsewhere_with_those_there_are(dialect: Dialect, way: Way) -> None:
    said = objecting(dialect, "ben").refuses(commands.Integrate(way=way, text=BETTER, measure="x", to="ana"))
    assert f"no way to integrate “{way}”" in said


def test_an_objection_is_released_sofa_by_the_person_who_raised_it() -> None:
    stage = objecting("sofa", "ben")
    assert "Ben has" in stage.refuses(commands.Release(person="zoe"))
    stage.act(commands.Release(person="ben"))
    assert stage.meeting.ledger.open == ()


def test_an_objection_is_released_s3_by_the_groups_test_when_all_agree() -> None:
    stage = objecting("s3", "ben")
    assert "Still to say so: Ana" in stage.refuses(commands.Release(person="ben"))
    for missing in SEATS:
        agreed = tuple(p for p in SEATS if p != missing)
        assert f"Still to say so: {missing.title()}." in stage.refuses(commands.Release(person="ben", agreed=agreed))
    stage.act(commands.Release(person="ben", agreed=SEATS))
    assert stage.meeting.ledger.open == ()


def test_an_objection_is_released_holacracy_when_objector_and_proposer_both_confirm() -> None:
    stage = objecting("holacracy", "ben")
    assert "Still to confirm: Ana." in stage.refuses(commands.Release(person="ben"))
    assert "Still to confirm: Ben." in stage.refuses(commands.Release(person="ben", agreed=("ana",)))
    stage.act(commands.Release(person="ben", agreed=("ana", "ben")))
    assert stage.meeting.ledger.open == ()


@pytest.mark.parametrize("dialect", THREE)
def test_an_objection_is_never_released_by_the_facilitator_alone(dialect: Dialect) -> None:
    stage = objecting(dialect, "ben")
    assert stage.meeting.facilitator == "zoe"
    stage.refuses(commands.Release(person="zoe"))
    stage.refuses(commands.Release(person="zoe", agreed=("zoe",)))
    stage.refuses(commands.Release(person="ben", agreed=("zoe",)))
    assert [o.person for o in stage.meeting.ledger.open] == ["ben"]


@pytest.mark.parametrize("dialect", THREE)
def test_who_let_go_of_an_objection_is_asked_for_consent_again(dialect: Dialect) -> None:
    stage = objecting(dialect, "ben")
    stage.act(commands.Release(person="ben", agreed=SEATS))
    assert stage.meeting.ledger.missing == ("ben",)
    stage.act(commands.NextStep())
    assert (stage.meeting.place.step, stage.round.waiting) == ("consent", ("ben",))


@pytest.mark.parametrize("dialect", THREE)
def test_one_objection_never_refuses_a_proposal_it_starts_integration(dialect: Dialect) -> None:
    stage = objecting(dialect, "ben")
    assert stage.item.outcome is None
    stage.act(commands.Integrate(way="measure", measure="Fewer than 3 complaints a month"))
    stage.to("record").onward()
    (decision,) = stage.meeting.decisions
    assert (decision.measures, decision.objections_integrated) == (("Fewer than 3 complaints a month",), 1)
