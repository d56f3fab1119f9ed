"""How circles lie within each other: every walk takes each link once, whatever the graph; rings are found and named."""

from datetime import date
from graphlib import CycleError, TopologicalSorter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sociotui.domain.circles import Circle, children, outline, rows
from sociotui.domain.coming import meetings_ahead
from sociotui.domain.defining import Misfit, check
from sociotui.domain.due import due
from sociotui.domain.nesting import DEEPEST, depths, first_ring, knotted, ring_through
from sociotui.domain.organisation import About, Definition, Organisation
from sociotui.domain.people import Term
from tests.domain.graphs import chain, diamonds, graphs, links, organisation

DAY = date(2026, 11, 23)


def defined(circles: list[Circle], there: Organisation | None = None) -> None:
    check(Definition(organisation=About(name="Green Acres"), circle=tuple(circles)), there)


# --- walking -----------------------------------------------------------------------------------------


@given(graphs())
def test_an_outline_has_a_row_for_each_link_and_each_root(circles: list[Circle]) -> None:
    found = list(rows({c.id: c for c in circles}))
    assert len(found) == links(circles) + sum(not c.parents for c in circles)
    shown = [(row.depth, row.circle.id) for row in found]
    assert shown == [(depth, c.id) for depth, c in outline({c.id: c for c in circles})]
    assert {id_ for _depth, id_ in shown} == {c.id for c in circles}


@given(graphs())
def test_each_row_stands_below_one_of_its_parents_and_what_lies_in_it_once(circles: list[Circle]) -> None:
    known = {c.id: c for c in circles}
    below = children(known)
    way: list[str] = []
    unfolded: set[str] = set()
    found = list(rows(known))
    for number, (depth, circle, again) in enumerate(found):
        assert depth <= len(way)
        del way[depth:]
        assert (way[-1] in circle.parents) if way else not circle.parents
        way.append(circle.id)
        inner = number + 1 < len(found) and found[number + 1].depth == depth + 1
        assert inner == (bool(below[circle.id]) and circle.id not in unfolded)
        assert again == (bool(below[circle.id]) and circle.id in unfolded)
        unfolded.add(circle.id)


def test_a_chain_of_thousands_and_diamonds_upon_diamonds_are_walked() -> None:
    deep = {c.id: c for c in chain(5000)}
    assert [depth for depth, _c in outline(deep)] == list(range(5000))
    wide = diamonds(20)
    assert len(list(outline({c.id: c for c in wide}))) == 2 + links(wide) == 78
    for circles in (chain(5000), wide):
        o = organisation(circles)
        assert {d.ref for d in due(o, DAY)} == {"delegate"}
        assert o.full_members(circles[-1].id, DAY) == ()
        assert meetings_ahead(o, DAY) == []


def test_circles_of_a_ring_that_should_not_be_come_last_and_once() -> None:
    ring = [Circle(id="a", name="A", parents=("b",)), Circle(id="b", name="B", parents=("a",))]
    circles = {c.id: c for c in [*ring, Circle(id="top", name="Top")]}
    assert [(depth, c.id) for depth, c in outline(circles)] == [(0, "top"), (0, "a"), (1, "b"), (2, "a")]


def test_a_circle_of_which_the_broader_one_has_ended_is_walked_still() -> None:
    gone = Circle(id="gone", name="Gone", ended=DAY)
    left = Circle(id="left", name="Left", parents=("gone",))
    assert [(depth, c.id) for depth, c in outline({"gone": gone, "left": left})] == [(0, "left")]


def test_who_links_a_circle_is_told_without_looking_at_all_circles_again() -> None:
    inner = [
        Circle(
            id=f"in{k}",
            name=f"In {k}",
            parents=("top",),
            members=(f"p{k}", f"q{k}"),
            roles={"leader": Term(person=f"p{k}"), "delegate": Term(person=f"q{k}")},
        )
        for k in range(3)
    ]
    o = organisation([Circle(id="top", name="Top", members=("q1", "x")), *inner])
    assert o.full_members("top") == ("q1", "x", "p0", "q0", "p1", "p2", "q2")
    assert o.below is o.below
    moved = replace(o, circles=o.circles | {"in0": replace(inner[0], parents=())})
    assert moved.full_members("top") == ("q1", "x", "p1", "p2", "q2")


# --- rings -------------------------------------------------------------------------------------------


@st.composite
def tangles(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    """Any graph at all."""
    names = [f"c{k}" for k in range(draw(st.integers(1, 9)))]
    return {name: tuple(draw(st.sets(st.sampled_from(names), max_size=3))) for name in names}


@given(tangles())
def test_a_ring_is_found_where_there_is_one_and_is_one(above: dict[str, tuple[str, ...]]) -> None:
    try:
        TopologicalSorter(above).prepare()
    except CycleError:
        ring = first_ring(above, above)
        assert ring
        assert len({*ring}) == len(ring)
        for at, into in zip(ring, (*ring[1:], ring[0]), strict=True):
            assert into in above[at]
    else:
        assert first_ring(above, above) == ()
        assert knotted(above) == set()
        assert {id_: depths(above)[id_] for id_ in above} == {id_: _deep(id_, above) for id_ in above}


def _deep(id_: str, above: dict[str, tuple[str, ...]]) -> int:
    return 1 + max((_deep(parent, above) for parent in above[id_]), default=0)


def test_the_shortest_way_round_is_told() -> None:
    above = {"a": ("b", "d"), "b": ("c",), "c": ("a",), "d": ("a",)}
    assert ring_through("a", above) == ("a", "d")
    assert ring_through("b", above) == ("b", "c", "a")


def test_a_ring_is_refused_with_the_names_in_it() -> None:
    names = ("Kitchen", "Care", "General")
    ring = [Circle(id=f"r{k}", name=name, parents=(f"r{(k + 1) % 3}",)) for k, name in enumerate(names)]
    outside = Circle(id="out", name="Out", parents=("r0",))
    with pytest.raises(Misfit) as misfit:
        defined([outside, *ring])
    assert str(misfit.value) == (
        "Kitchen would stand above itself: Kitchen → Care → General → Kitchen, each within the next. "
        "A circle's parents are broader circles: leave out the one that lies within it."
    )
    assert (misfit.value.kind, misfit.value.index, misfit.value.field) == ("circle", 1, "parents")


def test_of_a_long_ring_some_are_named() -> None:
    ring = [Circle(id=f"r{k}", name=f"R{k}", parents=(f"r{(k + 1) % 90}",)) for k in range(90)]
    with pytest.raises(Misfit, match="R0 → R1 → R2 → R3 → R4 → R5 → R6 → … → R89 → R0, each"):
        defined(ring)


def test_thousands_of_circles_are_checked_at_once() -> None:
    """Each has all that lie around it above itself; to look at them all for each would be fifty million looks."""
    wide = diamonds(DEEPEST)
    more = [replace(c, id=f"{c.id}-{n}", parents=tuple(f"{p}-{n}" for p in c.parents)) for n in range(40) for c in wide]
    defined(more)


def test_deeper_than_anybody_could_look_is_refused_but_what_is_here_may_be_changed() -> None:
    defined(chain(DEEPEST))
    with pytest.raises(Misfit, match="101 circles would lie within each other by this, and up to 100 fit"):
        defined(chain(DEEPEST + 1))
    before = organisation(chain(DEEPEST + 7))
    defined([replace(before.circles["c103"], name="Other")], before)
    with pytest.raises(Misfit, match="108 circles"):
        defined([Circle(id="more", name="More", parents=("c106",))], before)
