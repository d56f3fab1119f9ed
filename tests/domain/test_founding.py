"""Founding: sub-circles and helping circles, and who joins or leaves; one section a line of the practice."""

from datetime import date

import pytest
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.circles import Circle
from sociotui.domain.effects import Joins, Leaves
from sociotui.domain.people import Term
from tests.domain.casting import ALL, Books, holding, on
from tests.domain.stage import COMPOST, REASON, REVIEW, SEATS, TODAY, Stage, item_in

UNTIL = date(2027, 2, 1)


def wording(stage: Stage) -> str:
    """Return what is proposed."""
    assert stage.item.proposal
    return stage.item.proposal.current.text


# --- founding a sub-circle, helping circle ----------------------------------------------------------


def test_founding_aim_domain_members_leader_then_it_selects_its_delegate() -> None:
    stage = on(item_in("founding")).to("present")
    stage.act(commands.ProposeCircle(circle=replace(COMPOST, domain="Heaps and shredder.")))
    assert wording(stage).splitlines() == [
        "A circle is founded: Compost circle.",
        "Its aim: Good soil.",
        "Its domain: Heaps and shredder.",
        "Members: Ana, Ben; Ana leads it.",
    ]
    books = Books()
    books.keep(stage)
    circle = books.organisation.circles["compost-circle"]
    assert (circle.parents, circle.members, circle.roles["leader"].person) == (("garden",), ("ana", "ben"), "ana")
    (topic,) = books.organisation.backlog["compost-circle"]
    assert (topic.title, topic.format, topic.roles) == ("Our delegate", "selection", ("delegate",))
    assert books.organisation.policies["garden-1-d1"].title == "Compost circle"


@pytest.mark.parametrize(
    ("circle", "said"),
    [
        (replace(COMPOST, name=""), "What is the circle called?"),
        (replace(COMPOST, aims=()), "What is its aim?"),
        (replace(COMPOST, members=()), "Who belongs to it?"),
        (replace(COMPOST, members=("ana", "nobody")), "no person “nobody”"),
        (replace(COMPOST, roles={}), "Who leads it?"),
        (replace(COMPOST, roles={"leader": Term(person="zoe")}), "Who leads it?"),
        (replace(COMPOST, until=TODAY), "not ahead of us"),
        (replace(COMPOST, name="Garden", parents=("garden",)), "stand above itself"),
        (replace(COMPOST, name="Garden"), "stand above itself"),
        (replace(COMPOST, id="compost", parents=("garden", "compost")), "stand above itself"),
    ],
)
def test_founding_what_a_circle_needs_and_that_it_is_no_ancestor_of_its_own(circle: Circle, said: str) -> None:
    assert said in on(item_in("founding")).to("present").refuses(commands.ProposeCircle(circle=circle))


def test_founding_two_circles_of_one_name_gives_each_its_own_id() -> None:
    stage = on(item_in("founding"), item_in("founding"))
    books = Books(Circle(id="compost-circle", name="Compost circle"))
    books.keep(stage)
    assert [id_ for id_ in books.organisation.circles if id_.startswith("compost")] == [
        "compost-circle",
        "compost-circle-2",
        "compost-circle-3",
    ]
    assert books.organisation.circles["compost-circle"].members == ()


def test_founding_a_shorter_term_leaves_members_and_leader_in_the_wording() -> None:
    stage = on(item_in("helping")).to("present")
    stage.act(commands.ProposeCircle(circle=replace(COMPOST, until=REVIEW)))
    stage.to("integrate").act(commands.Integrate(way="shorten", review=UNTIL))
    assert wording(stage).splitlines() == [
        "A helping circle is founded: Compost circle.",
        "Its aim: Good soil.",
        "It works until 2027-02-01.",
        "Members: Ana, Ben; Ana leads it.",
    ]
    books = Books()
    books.keep(stage)
    assert books.organisation.circles["compost-circle"].until == UNTIL


def test_helping_circle_aim_leader_link_end_date_and_it_may_have_several_parents() -> None:
    stage = on(item_in("helping")).to("present")
    stage.act(commands.ProposeCircle(circle=replace(COMPOST, until=UNTIL, parents=("garden", "general"))))
    assert stage.item.proposal
    assert stage.item.proposal.current.review == UNTIL
    stage.to("record")
    assert "until 2027-02-01" in stage.refuses(commands.Record(review=REVIEW))
    stage.act(commands.Record())
    books = Books()
    books.keep(stage)
    circle = books.organisation.circles["compost-circle"]
    assert (circle.until, circle.parents) == (UNTIL, ("garden", "general"))
    assert "ben" not in books.organisation.full_members("general", UNTIL)
    assert [t.title for t in books.organisation.backlog["compost-circle"]] == ["Compost circle"]


# --- membership ----------------------------------------------------------------------------------


def test_joining_is_a_consent_decision_and_makes_a_member() -> None:
    stage = on(item_in("joining"), guests=("gil",)).to("propose")
    stage.act(commands.ProposeMember(person="gil", text="From December on."))
    assert wording(stage) == "Gil joins our circle.\nFrom December on."
    stage.to("consent")
    assert sorted(stage.round.order) == list(SEATS)
    stage.to("record").act(commands.Record())
    assert stage.meeting.decisions[0].effects == (Joins(person="gil", name="Gil"),)
    books = Books()
    books.keep(stage)
    assert books.garden.members == (*ALL, "gil")
    assert books.organisation.policies == {}


def test_joining_somebody_whom_nobody_knows_yet_needs_a_name_and_becomes_known() -> None:
    stage = on(item_in("joining")).to("propose")
    assert "no person “nils”" in stage.refuses(commands.ProposeMember(person="nils"))
    assert "like “nils-holm”" in stage.refuses(commands.ProposeMember(person="Nils Holm", name="Nils"))
    assert "a member of Garden circle already" in stage.refuses(commands.ProposeMember(person="fay"))
    assert "Who is it about?" in stage.refuses(commands.ProposeMember())
    stage.act(commands.ProposeMember(person="nils", name="Nils"))
    books = Books()
    books.keep(stage)
    assert books.organisation.people["nils"].name == "Nils"
    assert "nils" in books.garden.members


@pytest.mark.parametrize(("format_", "step"), [("leaving", "thank"), ("removal", "react")])
def test_who_is_to_leave_may_ask_and_react_not_consent(format_: str, step: str) -> None:
    stage = on(item_in(format_, about="dara")).to("clarify")
    assert "dara" in stage.round.order
    assert stage.to(step).round.order[-1] == "dara"
    stage.to("consent")
    assert sorted(stage.round.order) == [p for p in SEATS if p != "dara"]
    assert "Dara is not in this round" in stage.refuses(commands.Consent(person="dara"))
    assert "Dara is not in this round" in stage.refuses(commands.Object(person="dara", reason=REASON))
    stage.to("record").act(commands.Record())
    assert "dara" not in stage.meeting.decisions[0].consented


@pytest.mark.parametrize("format_", ["leaving", "removal"])
def test_who_has_left_is_no_member_and_their_roles_are_vacant(format_: str) -> None:
    stage = on(item_in(format_, about="dara")).to("propose")
    stage.act(commands.ProposeMember(leaves=True, text="Ben waters her beds."))
    assert wording(stage) == "Dara leaves our circle.\nBen waters her beds."
    assert stage.item.proposal
    assert stage.item.proposal.current.effects == (Leaves(person="dara", name="Dara"),)
    books = Books()
    garden = replace(books.garden, roles=holding(delegate=("dara", REVIEW), leader=("ana", REVIEW)))
    books = Books(garden)
    assert "dara" in books.organisation.full_members("general")
    books.keep(stage)
    assert books.garden.members == tuple(p for p in ALL if p != "dara")
    assert sorted(books.garden.roles) == ["leader"]
    assert "dara" not in books.organisation.full_members("general")
    assert "dara" in books.organisation.people


def test_who_is_no_member_does_not_leave() -> None:
    stage = on(item_in("leaving", about="dara"), guests=("gil",)).to("propose")
    assert "Gil is no member" in stage.refuses(commands.ProposeMember(person="gil", leaves=True))
