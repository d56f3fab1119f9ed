"""Circles: links, process roles and the graph without parent cycles."""

from datetime import date

import pytest

from sociotui.domain.circles import Circle, check_links, children, outline
from sociotui.domain.people import Term
from sociotui.domain.refusal import Refused
from tests.domain.stage import sentence

PEOPLE = {"ana": "Ana", "ben": "Ben", "zoe": "Zoe"}
DAY = date(2026, 11, 23)


def graph(*circles: Circle) -> dict[str, Circle]:
    return {c.id: c for c in circles}


def circle(id_: str, *parents: str, members: tuple[str, ...] = tuple(PEOPLE), **roles: str) -> Circle:
    terms = {role: Term(person=person) for role, person in roles.items()}
    return Circle(id=id_, name=id_.title(), parents=parents, members=members, roles=terms)  # type: ignore[arg-type]


def refused(checked: Circle, *others: Circle) -> str:
    with pytest.raises(Refused) as refusal:
        check_links(checked, graph(checked, *others), PEOPLE)
    return sentence(str(refusal.value))


GENERAL = circle("general")
GARDEN = circle("garden", "general", leader="ana", delegate="ben")


def test_a_circle_whose_links_hold_is_let_be() -> None:
    check_links(GARDEN, graph(GENERAL, GARDEN), PEOPLE)


def test_a_role_is_held_until_its_term_ends_and_is_vacant_then() -> None:
    term = {"leader": Term(person="ana", until=date(2026, 11, 22)), "secretary": Term(person="zoe", until=DAY)}
    garden = Circle(id="garden", name="Garden", members=tuple(PEOPLE), roles=term)  # type: ignore[arg-type]
    assert garden.holder("leader", date(2026, 11, 22)) == "ana"
    assert garden.holder("leader", DAY) == ""
    assert garden.holder("secretary", DAY) == "zoe"
    assert garden.holder("facilitator", DAY) == ""


def test_a_helping_circle_may_have_several_parents_and_is_walked_under_each() -> None:
    kitchen, help_ = circle("kitchen", "general"), circle("help", "garden", "kitchen")
    circles = graph(GENERAL, GARDEN, kitchen, help_)
    check_links(help_, circles, PEOPLE)
    assert children(circles) == {"general": ["garden", "kitchen"], "garden": ["help"], "kitchen": ["help"], "help": []}
    walked = [(depth, c.id) for depth, c in outline(circles)]
    assert walked == [(0, "general"), (1, "garden"), (2, "help"), (1, "kitchen"), (2, "help")]


def test_an_unknown_parent_is_answered_with_the_nearest_but_not_with_the_circle_itself() -> None:
    said = refused(circle("generals", "generalx"), GENERAL)
    assert said == "There is no circle “generalx”. Near it: general."


def test_an_unknown_member_is_answered_with_the_nearest() -> None:
    assert "There is no person “anna”. Near it: ana" in refused(circle("garden", members=("anna",)))


def test_who_holds_a_role_is_somebody() -> None:
    assert "There is no person “anna”. Near it: ana" in refused(circle("garden", leader="anna"))


def test_nobody_is_a_member_twice() -> None:
    assert "ben stands twice" in refused(circle("garden", members=("ana", "ben", "ben")))


def test_no_parent_is_named_twice() -> None:
    assert "names one of its parents twice" in refused(circle("garden", "general", "general"), GENERAL)


@pytest.mark.parametrize("role", ["leader", "facilitator", "secretary", "delegate"])
def test_every_role_is_held_by_a_member(role: str) -> None:
    assert f"zoe is {role} of Garden but not among its members" in refused(
        circle("garden", members=("ana", "ben"), **{role: "zoe"})
    )


def test_leader_and_delegate_are_different_people() -> None:
    assert "both leader and delegate" in refused(circle("garden", leader="ana", delegate="ana"))


def test_no_circle_stands_above_itself() -> None:
    assert "above itself" in refused(circle("garden", "garden"))


def test_parents_make_no_cycle_however_long() -> None:
    a, b, c = circle("a", "c"), circle("b", "a"), circle("c", "b")
    for checked in (a, b, c):
        assert "above itself" in refused(checked, *(x for x in (a, b, c) if x is not checked))


def test_a_cycle_further_up_does_not_hang_the_check() -> None:
    x, y = circle("x", "y"), circle("y", "x")
    below = circle("below", "x")
    check_links(below, graph(x, y, below), PEOPLE)
