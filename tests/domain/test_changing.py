"""Changing: each edit makes the events of a meeting's outcome, says before what it does, and fits together or is refused."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from sociotui.domain import changes as c
from sociotui.domain import organisation_events as e
from sociotui.domain.circles import Circle
from sociotui.domain.people import Role, Term
from sociotui.domain.records import Policy, Selection
from sociotui.domain.refusal import Refused
from sociotui.domain.resting_on import decisions_of
from tests.domain.reshaping import TODAY, UNTIL, Ledger, ledger


@dataclass
class Case:
    edits: tuple[c.AnyEdit, ...]
    kinds: tuple[type, ...]
    said: tuple[str, ...]


CASES = {
    "somebody joins": Case((c.Join(circle="care", person="eli"),), (e.MemberJoined,), ("Eli joins Care circle.",)),
    "somebody new joins": Case(
        (c.Join(circle="care", person="", name="Fay Oak"),),
        (e.MemberJoined,),
        ("Fay Oak is entered, as “fay-oak”.", "Fay Oak joins Care circle."),
    ),
    "who leaves loses the roles, and the link": Case(
        (c.Leave(circle="garden", person="ben"),),
        (e.MemberLeft,),
        (
            "Ben leaves Garden circle: the roles as delegate, Seed keeper end.",
            "No full members of General circle any more: Ben.",
        ),
    ),
    "a role is given for a term": Case(
        (c.GiveRole(circle="garden", role="shed", person="eli", until=UNTIL),),
        (e.PersonSelected,),
        ("Eli is Shed key of Garden circle until 2027-03-01.",),
    ),
    "a role is given for the usual term, to somebody who joins by it": Case(
        (c.GiveRole(circle="care", role="delegate", person="eli"),),
        (e.MemberJoined, e.PersonSelected),
        (
            "Eli joins Care circle.",
            "Eli is delegate of Care circle until 2027-03-02.",
            "By a link, full members of General circle now: Eli.",
        ),
    ),
    "leader and delegate change places": Case(
        (
            c.GiveRole(circle="garden", role="leader", person="ben", until=UNTIL),
            c.GiveRole(circle="garden", role="delegate", person="ana", until=UNTIL),
        ),
        (e.PersonSelected, e.PersonSelected),
        (
            "Ben is leader of Garden circle until 2027-03-01; before: Ana.",
            "Ana is delegate of Garden circle until 2027-03-01; before: Ben.",
        ),
    ),
    "a role becomes vacant": Case(
        (c.VacateRole(circle="garden", role="secretary"),),
        (e.CircleFormed,),
        ("Secretary of Garden circle is vacant; it was Eli.",),
    ),
    "a new role": Case(
        (c.SetRole(circle="garden", role="", new=True, name="Watering", responsibilities=("Beds", "Trees")),),
        (e.CircleFormed,),
        ("A new role of Garden circle: Watering.", "What Watering does: Beds; Trees."),
    ),
    "a role ends": Case(
        (c.EndRole(circle="garden", role="shed"),),
        (e.CircleFormed,),
        ("Garden circle has the role Shed key no more.",),
    ),
    "other aims and domain": Case(
        (c.SetCircle(circle="garden", aims=("Flowers",), domain="Beds"),),
        (e.CircleFormed,),
        (
            "A new aim of Garden circle: Flowers.",
            "No aim of Garden circle any more: Food from our soil.",
            "Garden circle's domain: Beds.",
        ),
    ),
    "another parent": Case(
        (c.SetCircle(circle="care", parents=("garden",)),),
        (e.CircleFormed,),
        ("Care circle lies within Garden circle now.",),
    ),
    "another order of seats": Case(
        (c.Seat(circle="garden", members=("eli",)),),
        (e.CircleFormed,),
        ("Garden circle sits in this order now: Eli, Ana, Ben.",),
    ),
    "a circle is founded": Case(
        (
            c.FormCircle(
                circle=Circle(
                    id="",
                    name="Compost",
                    parents=("garden",),
                    aims=("Good soil",),
                    members=("eli",),
                    roles={"leader": Term(person="eli")},
                )
            ),
        ),
        (e.CircleFormed,),
        (
            "A circle is founded within Garden circle: Compost.",
            "A new aim of Compost: Good soil.",
            "Its members: Eli.",
            "Eli is leader of Compost until 2027-03-02.",
        ),
    ),
    "a circle ends": Case(
        (c.EndCircle(circle="garden"),),
        (e.CircleEnded,),
        (
            "Garden circle ends.",
            "Its memberships end: Ana, Ben, Eli.",
            "Its roles end: leader (Ana), delegate (Ben), secretary (Eli), Seed keeper (Ben).",
            "No full members of General circle any more: Ben.",
        ),
    ),
    "somebody is entered": Case(
        (c.SetPerson(person="", new=True, name="Fay"),), (e.PersonEntered,), ("Fay is entered, as “fay”.",)
    ),
    "somebody has another name": Case(
        (c.SetPerson(person="ana", name="Ana Beck", pronouns="they/them"),),
        (e.PersonEntered,),
        ("Ana is called Ana Beck now.", "Ana Beck's pronouns: they/them."),
    ),
    "the organisation has another vision": Case(
        (c.Describe(vision="Food for everybody!"),),
        (e.OrganisationDescribed,),
        ("The organisation's vision is now: Food for everybody! Before: Food for all.",),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_an_edit_makes_its_events_says_so_before_and_in_the_history_and_is_taken_back(case: Case) -> None:
    book = ledger()
    before = book.organisation
    assert book.preview(*case.edits).changes == case.said
    step = book.change(*case.edits)
    assert tuple(type(event) for event in step.events) == (e.StructureChanged, *case.kinds)
    assert book.told() == list(case.said)
    after = book.organisation
    assert after != before
    again = book.undo(step.number)
    assert book.organisation == before
    book.undo(again.number)
    assert book.organisation == after


NAY: dict[str, tuple[tuple[c.AnyEdit, ...], str]] = {
    "nothing changes": ((c.SetCircle(circle="garden", name="Garden circle"),), "nothing would change"),
    "no such circle": ((c.SetCircle(circle="gardn", name="X"),), "Near it: garden"),
    "no such person": ((c.Join(circle="care", person="ely"),), "Near it: eli"),
    "a member already": ((c.Join(circle="care", person="dara"),), "already"),
    "no member": ((c.Leave(circle="care", person="ana"),), "no member of Care circle. Its members: Dara, Chidi"),
    "leader and delegate in one": (
        (c.GiveRole(circle="garden", role="delegate", person="ana"),),
        "both leader and delegate",
    ),
    "above itself": ((c.SetCircle(circle="general", parents=("garden",)),), "above itself"),
    "within itself": ((c.SetCircle(circle="care", parents=("care",)),), "above itself"),
    "within nothing that is known": ((c.SetCircle(circle="care", parents=("gardn",)),), "Near it: garden"),
    "a term that is over": (
        (c.GiveRole(circle="garden", role="shed", person="eli", until=date(2026, 3, 1)),),
        "2026-03-01 is over",
    ),
    "no such role": ((c.GiveRole(circle="garden", role="sheds", person="eli"),), "Near it: shed"),
    "a process role can't end": ((c.EndRole(circle="garden", role="leader"),), "Every circle has the role"),
    "a name is missing": ((c.SetCircle(circle="garden", name=" "),), "has no name yet"),
    "an id that will not do": ((c.SetPerson(person="F a y", new=True, name="Fay"),), "will not do as an id"),
    "an id that is taken": ((c.SetPerson(person="ana", new=True, name="Ana"),), "already: Ana"),
    "a circle that is there": ((c.FormCircle(circle=Circle(id="care", name="Care")),), "already: Care circle"),
    "others lie within it": ((c.EndCircle(circle="general"),), "Garden circle, Care circle lie within General circle"),
    "a role that is there": (
        (c.SetRole(circle="garden", role="shed", new=True, name="Shed"),),
        "already",
    ),
    "it has ended by then": (
        (c.EndCircle(circle="care"), c.Join(circle="care", person="ana")),
        "Care circle ended on 2026-03-02",
    ),
    "within what has ended": (
        (c.EndCircle(circle="care"), c.SetCircle(circle="garden", parents=("care",))),
        "Care circle ended on 2026-03-02. Name another",
    ),
}


@pytest.mark.parametrize(("edits", "why"), NAY.values(), ids=NAY)
def test_what_does_not_fit_is_refused_with_why_and_leaves_all_as_it_was(edits: tuple[c.AnyEdit, ...], why: str) -> None:
    book = ledger()
    before = book.organisation
    with pytest.raises(Refused) as refused:
        book.change(c.SetPerson(person="zoe", pronouns="she"), *edits) if len(edits) > 1 else book.change(*edits)
    assert why in str(refused.value)
    assert book.organisation == before


def test_texts_are_cleaned_where_they_enter() -> None:
    book = ledger()
    book.change(c.SetCircle(circle="care", aims=("Care\x1b[31m for all",)), why="By\x07 phone")
    assert book.organisation.circles["care"].aims == ("Care for all",)
    assert "By phone" in book.history()[-1].authority


# --- what it rests on -------------------------------------------------------------------------------


def with_policy(**said: Any) -> Ledger:
    book = ledger()
    policy = Policy(id="garden-d3", circle="garden", title="Who waters", text="…", adopted=TODAY, review=UNTIL, **said)
    book.put((e.PolicyAdopted(at=2000, policy=policy),))
    return book


EDIT = c.SetCircle(circle="garden", domain="Beds")


def test_a_change_rests_on_a_decision_or_on_who_records_it_and_why() -> None:
    book = with_policy()
    book.change(EDIT, decision="garden-d3", why="", actor="eli")
    assert book.history()[-1].authority == "by the decision “Who waters” (garden-d3), recorded by the secretary Eli"
    book.change(c.SetCircle(circle="care", domain="All"), why="Said on Monday", actor="eli")
    assert book.history()[-1].authority == "recorded by Eli: Said on Monday"
    with pytest.raises(Refused, match="What does this rest on"):
        book.change(c.SetCircle(circle="care", domain="None"), why=" ")
    with pytest.raises(Refused, match="Near it: garden-d3"):
        book.change(c.SetCircle(circle="care", domain="None"), decision="garden-d4")


def test_decisions_of_a_circle_and_of_those_around_it_are_what_a_change_can_rest_on() -> None:
    book = with_policy()
    assert decisions_of(book.organisation, ["garden"]) == (("garden-d3", "Who waters"),)
    assert decisions_of(book.organisation, ["care"]) == ()
    book.change(c.FormCircle(circle=Circle(id="bees", name="Bees", parents=("garden",))))
    assert decisions_of(book.organisation, ["bees", "gone"]) == (("garden-d3", "Who waters"),)
    chosen = Selection(
        id="garden-m1-s1", circle="garden", role="seeds", person="ana", on=TODAY, until=UNTIL, meeting="m1"
    )
    book.put((e.PersonSelected(at=2001, selection=chosen),))
    book.change(c.GiveRole(circle="garden", role="shed", person="eli"))  # nobody decided that together
    assert decisions_of(book.organisation, ["garden"])[1:] == (("garden-m1-s1", "Ana: seeds, 2026-03-02"),)
    for decision, _title in decisions_of(book.organisation, ["garden"]):
        book.change(c.SetCircle(circle="garden", domain=decision), decision=decision, why="")


def test_a_decision_that_has_ended_carries_nothing() -> None:
    book = with_policy()
    book.put((e.PolicyEnded(at=3000, policy="garden-d3", on=TODAY),))
    with pytest.raises(Refused, match="ended on 2026-03-02"):
        book.change(EDIT, decision="garden-d3")


def test_a_circle_that_meets_does_not_end() -> None:
    book = ledger()
    book.busy = c.Busy(frozenset({"care"}))
    with pytest.raises(Refused, match="meets at this moment"):
        book.change(c.EndCircle(circle="care"))


# --- what it touches --------------------------------------------------------------------------------


def test_a_preview_tells_what_a_change_touches_besides() -> None:
    book = with_policy(responsible="ben")
    assert book.preview(c.Leave(circle="garden", person="ben")).touches == ("Ben stays responsible for “Who waters”.",)
    assert book.preview(c.Leave(circle="garden", person="ana")).touches == ("Garden circle has no leader then.",)
    assert book.preview(c.EndCircle(circle="garden")).touches == (
        "Its policies stay on record (1), and General circle looks at them.",
    )
    founded = Circle(id="", name="Compost", parents=("garden",))
    assert book.preview(c.FormCircle(circle=founded)).touches == (
        "Compost chooses its delegate itself, in a meeting: it is shown as due.",
        "Compost has no members yet.",
    )


def test_a_circle_that_ended_is_in_no_tree_and_gives_nobody_a_link() -> None:
    book = ledger()
    book.change(c.EndCircle(circle="garden"))
    garden = book.organisation.circles["garden"]
    assert (garden.ended, garden.members, garden.terms()) == (TODAY, (), {})
    assert garden.role == (Role(id="seeds", name="Seed keeper"), Role(id="shed", name="Shed key"))
    assert book.organisation.full_members("general") == ("zoe", "ana")
    assert replace(garden, ended=None).parents == ("general",)


# --- names that others have -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (c.SetCircle(circle="care", name="garden CIRCLE"), "Another circle is called garden CIRCLE as well: garden."),
        (
            c.FormCircle(circle=Circle(id="", name="Care circle", parents=("general",))),
            "Another circle is called Care circle as well: care.",
        ),
        (c.Join(circle="care", person="", name="ANA"), "Somebody else is called ANA as well: ana."),
        (c.SetPerson(person="ben", name="Eli"), "Somebody else is called Eli as well: eli."),
    ],
)
def test_a_name_that_others_have_is_allowed_and_told_before(edit: c.AnyEdit, told: str) -> None:
    book = ledger()
    assert told in book.preview(edit).touches
    book.change(edit)
    others = book.preview(c.SetCircle(circle="general", domain="x")).touches
    assert others == ()  # it is said once, when the name is given


def test_a_name_that_only_an_ended_circle_has_is_free() -> None:
    book = ledger()
    book.change(c.EndCircle(circle="care"))
    assert not [t for t in book.preview(c.SetCircle(circle="garden", name="Care circle")).touches if "called" in t]


@pytest.mark.parametrize("circle", ["care", "garden"])
def test_a_role_that_a_circle_does_not_have_is_refused_with_those_that_it_has(circle: str) -> None:
    book = ledger()
    for edit in (c.EndRole(circle=circle, role="leadr"), c.SetRole(circle=circle, role="leadr", purpose="x")):
        with pytest.raises(Refused, match="There is no role “leadr”"):
            book.change(edit)
