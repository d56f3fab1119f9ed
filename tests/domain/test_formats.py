"""Formats: the pass rule of every kind of round, and the formats that the program brings with it."""

from typing import get_args

import pytest

from sociotui.domain.formats import PASS, Aim, PassRule, RoundKind, Step, stricter
from sociotui.domain.turns import round_kind
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


@pytest.mark.parametrize("name", ["weekly", "check-in", "consent", "report", "explore"])
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
    ]


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
        "close",
    ]


@pytest.mark.parametrize("kind", ["consent", "agenda", "minutes"])
def test_a_step_that_asks_for_consent_asks_in_a_consent_round(kind: str) -> None:
    step = Step(id="x", kind=kind, title="x", prompt="x?", round="check-in")  # type: ignore[arg-type]
    assert round_kind(step) == "consent"


def test_a_step_without_order_holds_no_round() -> None:
    assert round_kind(Step(id="x", kind="talk", title="x", prompt="x?")) is None


def test_an_unknown_step_is_an_error() -> None:
    with pytest.raises(KeyError):
        format_named("weekly").step("siesta")
