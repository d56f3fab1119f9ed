"""Chosen: a person is proposed for a role, consent ends with the nominee, and the role has its holder and term."""

from datetime import date

import pytest

from sociotui.domain import commands
from sociotui.domain.circles import Circle, Dialect
from sociotui.domain.effects import Selects
from sociotui.domain.event import Command
from sociotui.domain.organisation_events import PersonSelected
from sociotui.domain.people import Role, Term
from tests.domain.casting import (
    ENDED,
    GARDEN,
    Books,
    card,
    holding,
    on,
    proposing_to,
    selecting,
    write,
)
from tests.domain.stage import REASON, REVIEW, SEATS, TODAY, Stage, item_in

BEN = dict.fromkeys(SEATS, "ben")
"""Everybody names ben."""


def propose(stage: Stage, person: str, role: str = "delegate", **more: object) -> None:
    """Propose somebody for a role."""
    stage.act(commands.ProposeSelection(people={role: person}, **more))  # type: ignore[arg-type]


def chosen(stage: Stage) -> tuple[Selects, ...]:
    """Return who is proposed for what."""
    assert stage.item.proposal
    return tuple(e for e in stage.item.proposal.current.effects if isinstance(e, Selects))


# --- a proposal ----------------------------------------------------------------------------------


def test_a_person_is_proposed_with_reasons_and_term_and_by_default_who_the_nominations_put_first() -> None:
    stage = proposing_to(selecting(), {**BEN, "ana": "dara"})
    stage.act(commands.ProposeSelection(reasons={"delegate": "Listens."}))
    assert stage.item.proposal
    version = stage.item.proposal.current
    assert version.text == "Ben is delegate until 2027-03-01. Reasons: Listens."
    assert (version.review, version.effects) == (
        REVIEW,
        (Selects(role="delegate", title="delegate", person="ben", name="Ben", until=REVIEW, reason="Listens."),),
    )


def test_anybody_may_be_proposed_numbers_do_not_decide() -> None:
    stage = proposing_to(selecting(), BEN)
    propose(stage, "fay", until=date(2027, 1, 1))
    assert [(e.person, e.until) for e in chosen(stage)] == [("fay", date(2027, 1, 1))]


@pytest.mark.parametrize(
    ("proposal", "said"),
    [
        (commands.ProposeSelection(people={"delegate": "gil"}), "Gil is a guest"),
        (commands.ProposeSelection(people={"delegate": "nobody"}), "no person “nobody”"),
        (commands.ProposeSelection(people={"leader": "ben"}), "no role “leader”"),
        (commands.ProposeSelection(reasons={"chef": "Cooks."}), "no role “chef”"),
        (commands.ProposeSelection(until=TODAY), "not ahead of us"),
        (commands.ProposeSelection(until=date(2020, 1, 1)), "not ahead of us"),
        (commands.ProposeSelection(version=3), "version 3"),
    ],
)
def test_a_proposal_names_a_member_a_role_that_is_sought_and_a_term_that_lies_ahead(
    proposal: Command, said: str
) -> None:
    assert said in proposing_to(selecting(guests=("gil",)), BEN).refuses(proposal)


def test_nobody_is_proposed_before_the_reveal() -> None:
    assert "First each one writes" in selecting().refuses(commands.ProposeSelection(people={"delegate": "ben"}))


def test_where_all_passed_somebody_has_to_be_named() -> None:
    stage = selecting(circle=card("s3"))
    for person in SEATS:
        stage.act(commands.PassTurn(person=person))
    stage.to("propose")
    assert "Nobody was nominated as delegate" in stage.refuses(commands.ProposeSelection())
    propose(stage, "ben")
    assert chosen(stage)[0].person == "ben"


# --- leader and delegate ---------------------------------------------------------------------------


def test_leader_and_delegate_are_different_people_where_both_are_proposed_together() -> None:
    stage = selecting("leader", "delegate")
    write(stage, BEN, "leader")
    write(stage, BEN)
    stage.to("propose")
    assert "Ben would be both leader and delegate" in stage.refuses(commands.ProposeSelection())
    people = {"leader": "ben", "delegate": "dara"}
    stage.act(commands.ProposeSelection(people=people))
    assert len(chosen(stage)) == 2


def test_leader_and_delegate_are_different_people_while_the_others_term_runs() -> None:
    circle = card(roles=holding(leader=("ben", REVIEW)))
    assert "both leader and delegate" in proposing_to(selecting(circle=circle), BEN).refuses(
        commands.ProposeSelection()
    )
    last_day = card(roles=holding(leader=("ben", TODAY)))
    assert "both leader and delegate" in proposing_to(selecting(circle=last_day), BEN).refuses(
        commands.ProposeSelection()
    )
    ended = proposing_to(selecting(circle=card(roles=holding(leader=("ben", ENDED)))), BEN)
    ended.act(commands.ProposeSelection())
    assert chosen(ended)[0].person == "ben"


def test_leader_and_delegate_change_places_in_one_grid() -> None:
    circle = card(roles=holding(leader=("ben", REVIEW), delegate=("dara", REVIEW)))
    stage = selecting("leader", "delegate", circle=circle)
    write(stage, dict.fromkeys(SEATS, "dara"), "leader")
    write(stage, BEN)
    stage.to("propose").act(commands.ProposeSelection())
    assert [(e.role, e.person) for e in chosen(stage)] == [("leader", "dara"), ("delegate", "ben")]


def test_leader_and_delegate_are_different_people_where_one_was_chosen_in_this_meeting() -> None:
    items = (
        item_in("selection", title=role, grid={"sought": [{"role": role, "title": role, "until": "2027-03-01"}]})
        for role in ("leader", "delegate")
    )
    stage = on(*items).to("nominate", 1)
    write(stage, BEN, "leader").to("propose", 1)
    propose(stage, "ben", "leader")
    stage.to("nominate", 2)
    write(stage, BEN).to("propose", 2)
    assert "Ben would be both leader and delegate" in stage.refuses(commands.ProposeSelection())
    propose(stage, "dara")
    books = Books()
    books.keep(stage)
    assert {r: t.person for r, t in books.garden.roles.items()} == {"leader": "ben", "delegate": "dara"}


# --- consent -------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", SEATS)
@pytest.mark.parametrize("direction", ["left", "right"])
def test_the_consent_round_ends_with_the_nominee_whatever_start_is_chosen(start: str, direction: str) -> None:
    stage = proposing_to(selecting(), BEN)
    propose(stage, "ben")
    stage.to("consent")
    assert stage.round.order[-1] == "ben"
    stage.act(commands.BeginRound(start=start, direction=direction))  # type: ignore[arg-type]
    assert stage.round.order[-1] == "ben"
    assert sorted(stage.round.order) == list(SEATS)
    if start != "ben":
        assert stage.round.order[0] == start


def test_the_consent_round_ends_with_all_nominees_where_there_are_several() -> None:
    stage = selecting("leader", "delegate")
    write(stage, BEN, "leader")
    write(stage, dict.fromkeys(SEATS, "ana"))
    stage.to("propose").act(commands.ProposeSelection())
    stage.to("consent")
    assert stage.round.order[-2:] == ("ben", "ana")


def test_a_nominee_who_is_absent_or_the_only_one_does_not_hold_up_the_round() -> None:
    stage = proposing_to(selecting(), BEN)
    propose(stage, "fay")
    assert sorted(stage.to("consent").round.order) == list(SEATS)
    alone = proposing_to(selecting(seats=("ana",), absent=()), {})
    propose(alone, "ana")
    assert alone.to("consent").round.order == ("ana",)


@pytest.mark.parametrize("dialect", ["sofa", "s3"])
def test_objections_integrate_as_elsewhere_and_a_shorter_term_shortens_wording_and_role(dialect: Dialect) -> None:
    stage = proposing_to(selecting(circle=card(dialect)), BEN)
    propose(stage, "ben", reasons={"delegate": "Listens."})
    stage.to("consent").act(commands.Object(reason=REASON))
    stage.come_round().act(commands.NextStep())
    sooner = date(2027, 1, 31)
    assert "choose a day before" in stage.refuses(commands.Integrate(way="shorten", review=REVIEW))
    stage.act(commands.Integrate(way="shorten", review=sooner))
    assert stage.item.proposal
    assert stage.item.proposal.current.text == "Ben is delegate until 2027-01-31. Reasons: Listens."
    assert [(e.person, e.until) for e in chosen(stage)] == [("ben", sooner)]
    stage.to("consent")
    assert stage.round.order[-1] == "ben"
    books = Books()
    books.keep(stage)
    assert books.garden.roles["delegate"] == Term(person="ben", until=sooner)


def test_a_shorter_term_shortens_each_role_that_is_given_for_longer() -> None:
    stage = selecting("leader", "delegate")
    write(stage, BEN, "leader")
    write(stage, dict.fromkeys(SEATS, "dara"))
    stage.to("propose").act(commands.ProposeSelection())
    stage.to("integrate").act(commands.Integrate(way="shorten", review=date(2027, 1, 31)))
    assert stage.item.proposal
    assert stage.item.proposal.current.text.splitlines() == [
        "Ben is leader until 2027-01-31.",
        "Dara is delegate until 2027-01-31.",
    ]


def test_a_shorter_term_leaves_words_that_were_added_as_they_are() -> None:
    stage = proposing_to(selecting(), BEN)
    propose(stage, "ben")
    stage.act(commands.Amend(text="After long thought, Ben is delegate until 2027-03-01. Dara stands in for him."))
    stage.to("integrate").act(commands.Integrate(way="shorten", review=date(2027, 1, 31)))
    assert stage.item.proposal
    assert stage.item.proposal.current.text == (
        "After long thought, Ben is delegate until 2027-01-31. Dara stands in for him."
    )


def test_what_is_said_of_a_person_and_a_role_changes_only_by_another_proposal() -> None:
    stage = proposing_to(selecting(), BEN)
    propose(stage, "ben")
    assert "‹select›" in stage.refuses(commands.Amend(text="Dara is delegate until 2027-03-01."))
    stage.to("integrate")
    assert "‹select›" in stage.refuses(commands.Integrate(way="modify", text="Dara is delegate until 2027-03-01."))
    propose(stage, "dara")
    stage.to("record").act(commands.Record())
    assert stage.meeting.decisions[0].objections_integrated == 1


def test_another_person_is_another_version_and_asked_anew_of_all() -> None:
    stage = proposing_to(selecting(), BEN)
    propose(stage, "ben")
    assert "proposed already, as version 1" in stage.refuses(commands.ProposeSelection(people={"delegate": "ben"}))
    stage.to("consent").act(commands.Consent())
    propose(stage, "dara")
    assert (stage.meeting.version_of("item:1"), stage.meeting.ledger.answers) == (2, {})
    stage.to("consent")
    assert stage.round.order[-1] == "dara"


# --- on record -----------------------------------------------------------------------------------


def test_recorded_it_gives_the_role_and_its_term_and_no_policy() -> None:
    stage = proposing_to(selecting(), BEN)
    propose(stage, "ben", reasons={"delegate": "Listens."})
    stage.to("record").act(commands.Record())
    (decision,) = stage.meeting.decisions
    assert (decision.why, decision.review) == ("Listens.", REVIEW)
    books = Books()
    books.keep(stage)
    selection = books.organisation.selections["garden-1-d1"]
    assert (selection.person, selection.role, selection.on, selection.until) == ("ben", "delegate", TODAY, REVIEW)
    assert sorted(g.person for g in selection.given) == list(SEATS)
    assert books.garden.roles["delegate"] == Term(person="ben", until=REVIEW)
    assert books.organisation.policies == {}
    assert "ben" in books.organisation.full_members("general", TODAY)


def test_several_roles_may_be_chosen_in_one_grid_and_each_is_on_record() -> None:
    stage = selecting("leader", "delegate")
    write(stage, BEN, "leader")
    write(stage, dict.fromkeys(SEATS, "dara"))
    stage.to("propose").act(commands.ProposeSelection())
    books = Books()
    books.keep(stage)
    assert [s.person for s in books.organisation.selections.values()] == ["ben", "dara"]
    assert {r: t.person for r, t in books.garden.roles.items()} == {"leader": "ben", "delegate": "dara"}


def test_a_role_of_the_circles_own_gets_its_holder_too() -> None:
    garden = Circle(
        id="garden",
        name="Garden circle",
        members=GARDEN.members,
        role=(Role(id="seed-keeper", name="Seed keeper", purpose="Seeds for next year"),),
    )
    stage = selecting("seed-keeper", circle=card(names={"seed-keeper": "Seed keeper"}))
    write(stage, BEN, "seed-keeper")
    stage.to("propose").act(commands.ProposeSelection())
    books = Books(garden)
    books.keep(stage)
    assert [e.selection.role for e in books.made if isinstance(e, PersonSelected)] == ["seed-keeper"]
    (role,) = books.garden.role
    assert (role.person, role.until, role.purpose) == ("ben", REVIEW, "Seeds for next year")
