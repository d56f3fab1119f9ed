"""A draft meets an organisation: what fits comes in, what does not is told, nothing is taken away, and twice is once."""

import pytest
from msgspec.structs import replace

from sociotui.domain import nesting as domain_nesting
from sociotui.domain.circles import Circle, outline
from sociotui.domain.nesting import DEEPEST
from sociotui.domain.organisation import About, Organisation
from sociotui.domain.people import Role, Term
from sociotui.domain.refusal import Refused
from sociotui.domain.text import NAME_LENGTH, TEXT_LENGTH
from sociotui.exchange.imports import joining
from sociotui.exchange.imports.draft import Draft, FoundCircle, FoundPerson, FoundRole, Holding
from tests.exchange.imports.bringing import THERE, brought_in, csv, drafted, held, joined, left


def test_what_is_here_is_added_to_and_changed_and_nothing_is_taken_away() -> None:
    table = "circle,role,person,purpose\nGarden,Cook,Zoe,\nGarden,Facilitator,Ben,\n"
    draft = drafted(
        ("people.csv", "name\nZoe\nBEN\n"), ("circles.csv", "circle,domain\nGARDEN,Beds\n"), ("r.csv", table)
    )
    o = brought_in(draft, THERE)
    assert o.about == THERE.about
    assert {p.id: p.name for p in o.people.values()} == {"ana": "Ana", "bee": "BEN", "zoe": "Zoe"}
    garden, before = o.circles["garden"], THERE.circles["garden"]
    assert garden == replace(
        before,
        name="GARDEN",
        domain="Beds",
        members=("bee", "ana", "zoe"),
        roles={"leader": Term(person="ana"), "facilitator": Term(person="bee")},
        role=(Role(id="cook", name="Cook", purpose="Soup", person="zoe"),),
    )
    assert list(o.circles) == ["garden"]


def test_a_name_is_asked_for_where_no_file_says_it() -> None:
    draft = drafted(("t.csv", "name\nAna\n"))
    with pytest.raises(Refused, match="--name"):
        joining.join(draft, Organisation())
    assert joining.join(draft, Organisation(), "Green Acres").definition.organisation == About(name="Green Acres")
    assert joining.join(draft, THERE, "Blue Acres").definition.organisation == About(
        name="Blue Acres", mission="Land for all"
    )


# --- awkward ones ------------------------------------------------------------------------------------


def test_somebody_may_be_in_nineteen_circles() -> None:
    names = [f"Circle {n}" for n in range(19)]
    o = brought_in(
        drafted(("p.csv", f"name,circles\nAna,{';'.join(names)}\n"), ("c.csv", "circle\n" + "\n".join(names)))
    )
    assert [c.members for c in o.circles.values()] == [("ana",)] * 19


def test_circles_called_alike_are_told_apart_by_their_ids() -> None:
    table = "id,circle,parent\ntop,Top,\na,Garden,top\nb,Garden,top\n,Garden,a\n"
    o = csv(table)
    assert {c.id: (c.name, c.parents) for c in o.circles.values()} == {
        "top": ("Top", ()),
        "a": ("Garden", ("top",)),
        "b": ("Garden", ("top",)),
        "garden": ("Garden", ("a",)),
    }
    told = left(drafted(("c.csv", table), ("m.csv", "circle,person\nGarden,Ana\n"), ("p.csv", "name\nAna\n")))
    assert told == []  # the one that has no id of its own is the one that goes by its name
    with_ids = drafted(
        ("c.csv", "id,circle\na,Garden\nb,Garden\n"), ("m.csv", "circle,person\nGarden,Ana\n"), ("p.csv", "name\nAna\n")
    )
    assert left(with_ids) == [
        "m.csv, line 2: several are called “Garden” (a, b), and this does not say which. Refer to it by its id."
    ]


def test_people_called_alike_keep_their_ids_in_whatever_order_they_come() -> None:
    anas = [FoundPerson(key=key, name="Ana", place=key) for key in "abc"]
    first = brought_in(Draft(form="x", people=tuple(anas)))
    assert len(first.people) == 3
    turned = brought_in(Draft(form="x", people=tuple(reversed(anas))), first)
    assert turned == first


def test_long_names_and_texts_are_cut_and_told() -> None:
    name, text = "Gärten " * 30, "x" * (TEXT_LENGTH + 1)
    draft = drafted(("c.csv", f"circle,vision\n{name},\n{name}2,\nShed,\n"))
    draft = replace(draft, circles=(*draft.circles[:2], replace(draft.circles[2], vision=text)))
    o = brought_in(draft)
    one, other, shed = o.circles.values()
    assert one.id != other.id
    assert one.name == other.name == ("Gärten " * 30)[: NAME_LENGTH - 1].rstrip() + "…"
    assert len(shed.vision) == TEXT_LENGTH
    assert [line.partition(":")[0] for line in left(draft)] == ["c.csv, line 2", "c.csv, line 3", "c.csv, line 4"]
    assert "a name of 209 characters. Its first 119 come in" in left(draft)[0]
    members = brought_in(replace(draft, memberships=()), o)
    assert members == o


@pytest.mark.parametrize("name", ["李雷", "علي بن", "👩\u200d🌾🏳️\u200d🌈", "กบ", "Ωμέγα"])
def test_names_of_every_script_get_ids_that_stay(name: str) -> None:
    o = csv(f"name\n{name}\nAna\n")
    other, ana = o.people.values()
    assert (other.name, ana.id) == (name, "ana")
    assert other.id.startswith("person-")
    assert csv(f"name\nBen\n{name}\n").people[other.id].name == name


def test_control_characters_are_gone() -> None:
    o = csv("name\n\x1b[31mA\u202ena\x07\n")
    assert [p.name for p in o.people.values()] == ["Ana"]


def test_cycles_are_opened_where_they_close_and_told() -> None:
    draft = drafted(("c.csv", "circle,parents\nA,C\nB,A\nC,B\nD,D\nE,A;A;B\n"))
    o = brought_in(draft)
    assert {c.name: c.parents for c in o.circles.values()} == {
        "A": ("c",),
        "B": ("a",),
        "C": (),
        "D": (),
        "E": ("a", "b"),
    }
    assert left(draft) == [
        "c.csv, line 4: C would stand above itself: C → B → A → C, each within the next. So it does not come to lie in “B”.",
        "c.csv, line 5: D would stand above itself. So it does not come to lie in “D”.",
    ]


def test_a_cycle_with_what_is_here_is_opened_too() -> None:
    there = csv("circle,parents\nTop,\nGarden,Top\n")
    draft = drafted(("c.csv", "circle,parents\nTop,Garden\n"))
    assert brought_in(draft, there) == there
    assert "Top would stand above itself: Top → Garden → Top" in left(draft, there)[0]


def test_references_to_nobody_are_left_out_and_told() -> None:
    draft = drafted(("c.csv", "circle,parents,members,leader\nA,Nowhere,Nobody,Noone\n"))
    assert brought_in(draft).circles["a"] == Circle(id="a", name="A")
    assert [line.rpartition("“")[2] for line in left(draft)] == [
        "Nobody”, neither here nor in the file.",
        "Nowhere”, neither here nor in the file.",
        "Noone”, neither here nor in the file.",
    ]


def test_an_empty_circle_and_one_of_seventy_five_come_in() -> None:
    people = "\n".join(f"P{n}" for n in range(75))
    table = "circle,members\nEmpty,\nAll," + ";".join(people.split()) + "\n"
    o = brought_in(drafted(("p.csv", f"name\n{people}\n"), ("c.csv", table)))
    assert [len(c.members) for c in o.circles.values()] == [0, 75]


def test_leader_and_delegate_stay_different_people() -> None:
    draft = drafted(("c.csv", "circle,leader,delegate\nA,Ana,Ana\n"), ("p.csv", "name\nAna\nBen\n"))
    o = brought_in(draft)
    assert held(o.circles["a"]) == {"leader": "ana"}
    assert "Who is delegate stays as it is here." in left(draft)[0]
    swapped = brought_in(drafted(("c.csv", "circle,leader,delegate\nA,Ben,Ana\n")), o)
    assert held(swapped.circles["a"]) == {"leader": "ben", "delegate": "ana"}
    only = drafted(("c.csv", "circle,leader\nA,Ana\n"))
    assert brought_in(only, swapped) == swapped
    assert "Who is leader stays as it is here." in left(only, swapped)[0]


def test_of_several_who_would_be_one_the_one_stays_who_is_it_here() -> None:
    draft = drafted(("c.csv", "circle,facilitator\nGarden,Zoe;Ben\n"), ("p.csv", "name\nZoe\n"))
    o = brought_in(draft, THERE)
    assert held(o.circles["garden"])["facilitator"] == "zoe"
    again = drafted(("c.csv", "circle,facilitator\nGarden,Ben;Zoe\n"))
    assert brought_in(again, o) == o
    assert left(again, o) == [
        "c.csv, line 2, column “facilitator”: one person is facilitator of “Garden”, and that is Zoe. "
        "As members come in: Ben."
    ]


def test_a_term_that_is_known_here_is_not_lost_where_the_file_says_nothing_of_it() -> None:
    first = csv(
        "kind,name,circle,person,until\nperson,Ana,,,\ncircle,A,,,\nrole,leader,A,Ana,2027-03-01\nrole,Cook,A,Ana,2027-03-02\n"
    )
    assert csv("circle,role,person\nA,leader,Ana\nA,Cook,Ana\n", first) == first


def test_two_roles_of_one_circle_called_alike_are_told() -> None:
    role = FoundRole(circle="a", name="Cook", place="one")
    draft = Draft(
        form="x", circles=(FoundCircle(key="a", name="A", place="c"),), roles=(role, replace(role, place="two"))
    )
    assert left(draft) == ["two: “Cook” stands in one already, and comes in as it is there."]
    assert len(brought_in(draft).circles["a"].role) == 1


def test_a_ring_through_where_a_circle_stays_is_opened_and_told_too() -> None:
    there = csv("circle,parents\nTop,\nGarden,Top\n")
    draft = drafted(("c.csv", "circle,parents\nTop,Garden\nGarden,Nowhere\n"))
    assert {c.id: c.parents for c in brought_in(draft, there).circles.values()} == {"top": ("garden",), "garden": ()}
    assert "Garden would stand above itself: Garden → Top → Garden" in "\n".join(left(draft, there))


# --- too much ----------------------------------------------------------------------------------------


def _chain(n: int) -> Draft:
    circles = (FoundCircle(key=str(k), name=f"C{k}", place="f", parents=(str(k - 1),) if k else ()) for k in range(n))
    return Draft(form="x", circles=tuple(circles))


def test_circles_too_deep_in_each_other_are_refused() -> None:
    brought_in(_chain(DEEPEST))
    with pytest.raises(Refused, match="101 circles would lie within each other"):
        joined(_chain(DEEPEST + 1))


def test_ways_may_multiply_as_no_outline_follows_them_all() -> None:
    """Twenty pairs of circles, each in both of the pair before: a million ways to the last of them."""
    circles = [
        FoundCircle(key=f"{k}{s}", name=f"C{k}{s}", place="f", parents=(f"{k - 1}a", f"{k - 1}b") if k else ())
        for k in range(20)
        for s in "ab"
    ]
    o = brought_in(Draft(form="x", circles=tuple(circles)))
    assert len(list(outline(o.circles))) == 2 + 19 * 4


def test_so_many_links_that_nobody_could_look_through_them_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(domain_nesting, "MOST_LINKS", 8)
    brought_in(_chain(9))
    with pytest.raises(Refused, match="more than 8 rows"):
        joined(_chain(10))


def test_more_than_fit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "MOST_PEOPLE", 2)
    with pytest.raises(Refused, match="There are 3 people in this, and up to 2 fit"):
        joined(drafted(("p.csv", "name\nA\nB\nC\n")))


def test_nothing_at_all_is_refused() -> None:
    with pytest.raises(Refused, match="nobody and no circle"):
        joined(drafted(("p.csv", "name\n")))


def test_a_role_held_by_several_stays_with_each() -> None:
    people = tuple(FoundPerson(key=k, name=k, place=k) for k in ("Ana", "Ben"))
    circle = FoundCircle(key="a", name="A", place="c")
    role = FoundRole(circle="a", name="Cook", place="r", held=(Holding("Ana"), Holding("Ben")))
    o = brought_in(Draft(form="x", people=people, circles=(circle,), roles=(role,)))
    turned = replace(role, held=(Holding("Ben"), Holding("Ana")))
    assert brought_in(Draft(form="x", people=people, circles=(circle,), roles=(turned,)), o) == o
    assert sorted(r.person for r in o.circles["a"].role) == ["ana", "ben"]
