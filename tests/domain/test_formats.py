"""Formats: the pass rule of every kind of round, and the formats that the program brings with it."""

from typing import get_args

import pytest

from sociotui.domain.formats import PASS, WAY_ON, Aim, PassRule, RoundKind, Step, stricter
from sociotui.domain.rounds import round_kind
from sociotui.room.files import data_folder
from tests.domain.stage import format_named

TABLE: dict[RoundKind, PassRule] = {
    "round": "yes",
    "check-in": "yes",
    "clarify": "yes",
    "brainstorm": "yes",
    "react": "ask",
    "nomination": "no",
    "change": "yes",
    "consent": "no",
    "evaluation": "yes",
}
"""The practice's table of rounds, column "pass", as the dialect sofa has it."""
ALL = sorted(path.stem for path in (data_folder() / "formats").glob("*.toml"))
ASKING = [name for name in ALL if format_named(name).decides]
"""The formats whose item ends with a decision."""


@pytest.mark.parametrize("kind", get_args(RoundKind))
def test_each_kind_of_round_has_the_pass_rule_of_the_practice(kind: RoundKind) -> None:
    assert PASS[kind] == TABLE[kind]


@pytest.mark.parametrize(
    ("one", "other", "holds"),
    [
        ("yes", "yes", "yes"),
        ("yes", "ask", "ask"),
        ("ask", "yes", "ask"),
        ("no", "ask", "no"),
        ("yes", "no", "no"),
        ("no", "yes", "no"),
    ],
)
def test_a_format_makes_a_pass_rule_stricter_never_looser(one: PassRule, other: PassRule, holds: PassRule) -> None:
    assert stricter(one, other) == holds


@pytest.mark.parametrize("name", ALL)
def test_the_steps_of_a_format_have_ids_of_their_own_and_say_what_to_ask(name: str) -> None:
    steps = format_named(name).steps
    assert len({s.id for s in steps}) == len(steps)
    for step in steps:
        assert step.title
        assert step.prompt.endswith((".", "?")), step.id
        assert format_named(name).step(step.id) is step


@pytest.mark.parametrize("name", ["weekly", "check-in"])
def test_a_meeting_names_a_format_for_every_aim_and_ends_with_closing(name: str) -> None:
    format_ = format_named(name)
    assert set(format_.items) == set(get_args(Aim))
    for item_format in format_.items.values():
        assert format_named(item_format).steps
    assert format_.steps[-1].kind == "closing"


def test_the_consent_format_goes_the_way_of_the_practice() -> None:
    kinds = [(s.id, s.kind) for s in format_named("consent").steps]
    assert kinds == [
        ("present", "amend"),
        ("clarify", "round"),
        ("react", "round"),
        ("amend", "amend"),
        ("restate", "talk"),
        ("consent", "consent"),
        ("integrate", "integrate"),
        ("record", "record"),
        ("stuck", "stuck"),
        ("way-on", "amend"),
        ("way-on-consent", "consent"),
        ("way-on-record", "record"),
    ]


def test_the_formats_of_the_other_dialects_go_the_way_of_their_practice() -> None:
    s3 = [s.id for s in format_named("consent-s3").steps]
    assert s3[:5] == ["driver", "driver-consent", "present", "clarify", "respond"]
    assert s3[s3.index("consent") :][:4] == ["consent", "integrate", "concerns", "record"]
    holacracy = format_named("consent-holacracy")
    assert [s.id for s in holacracy.steps][:8] == [s.id for s in format_named("consent").steps][:8]
    assert holacracy.step("react").who == "others"


def test_a_selection_goes_the_way_of_the_practice() -> None:
    steps = format_named("selection").steps
    assert [(s.id, s.kind) for s in steps][:12] == [
        ("role", "roles"),
        ("qualify", "round"),
        ("list", "amend"),
        ("list-consent", "consent"),
        ("nominate", "nominate"),
        ("reasons", "round"),
        ("change", "round"),
        ("propose", "amend"),
        ("consent", "consent"),
        ("integrate", "integrate"),
        ("record", "record"),
        ("stuck", "stuck"),
    ]
    assert [s.round for s in steps if s.kind == "round"] == ["brainstorm", "nomination", "change"]
    assert {s.part for s in steps if s.id.startswith("list")} == {"qualifications"}


def test_a_proposal_is_formed_from_needs_and_dimensions_that_are_consented_to_first() -> None:
    format_ = format_named("forming")
    consents = [s.part for s in format_.steps if s.kind == "consent"]
    assert consents == ["needs", "dimensions", "", "way-on"]


@pytest.mark.parametrize("name", ASKING)
def test_what_is_consented_to_can_be_integrated_and_goes_on_record(name: str) -> None:
    kinds = [s.kind for s in format_named(name).steps if not s.part]
    assert kinds.index("amend") < kinds.index("consent") < kinds.index("integrate") < kinds.index("record")


@pytest.mark.parametrize("name", [n for n in ALL if any(s.kind == "stuck" for s in format_named(n).steps)])
def test_where_a_circle_may_be_stuck_there_is_a_way_on_by_consent(name: str) -> None:
    steps = format_named(name).steps
    at = next(n for n, s in enumerate(steps) if s.kind == "stuck")
    assert [(s.kind, s.part) for s in steps[at:]] == [
        ("stuck", ""),
        ("amend", WAY_ON),
        ("consent", WAY_ON),
        ("record", WAY_ON),
    ]


def test_a_step_that_is_gone_back_to_when_the_wording_has_changed_is_one_before_it() -> None:
    named = {name: [s for s in format_named(name).steps if s.again] for name in ALL}
    assert named["consent"]
    for name, steps in named.items():
        ids = [s.id for s in format_named(name).steps]
        for step in steps:
            assert step.kind == "consent"
            assert ids.index(step.again) < ids.index(step.id), name


def test_who_is_to_leave_may_ask_and_react_but_is_not_asked_for_consent() -> None:
    for name in ("leaving", "removal"):
        assert format_named(name).step("consent").who == "unconcerned"
        assert format_named(name).step("clarify").who == "all"
    assert format_named("removal").step("react").focus == "last"


def test_in_a_role_improvement_the_focus_person_speaks_first_and_last() -> None:
    format_ = format_named("improvement")
    assert {format_.step(step).focus for step in ("well", "better")} == {"both"}
    assert {format_.step(step).who for step in ("well", "better", "areas", "ideas", "consent")} == {"invited"}


def test_in_the_clarifying_round_the_proposer_answers_and_in_quick_reactions_all_react() -> None:
    format_ = format_named("consent")
    assert (format_.step("clarify").who, format_.step("react").who) == ("others", "all")


def test_the_weekly_format_goes_the_way_of_the_practice() -> None:
    assert [s.id for s in format_named("weekly").steps] == [
        "check-in",
        "admin",
        "minutes",
        "agenda",
        "items",
        "backlog",
        "check-out",
        "approve",
        "close",
    ]


@pytest.mark.parametrize("kind", ["consent", "agenda", "minutes", "approve"])
def test_a_step_that_asks_for_consent_asks_in_a_consent_round(kind: str) -> None:
    step = Step(id="x", kind=kind, title="x", prompt="x?", round="check-in")  # type: ignore[arg-type]
    assert round_kind(step) == "consent"


def test_a_step_without_order_holds_no_round() -> None:
    assert round_kind(Step(id="x", kind="talk", title="x", prompt="x?")) is None


def test_an_unknown_step_is_an_error() -> None:
    with pytest.raises(KeyError):
        format_named("weekly").step("siesta")
