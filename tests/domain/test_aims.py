"""Aims: how they nest, from the vision of all to what the circles in a circle are there for."""

from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain.aims import broader, chain, in_a_line
from sociotui.domain.circles import Circle
from sociotui.domain.organisation import About, Organisation


def of(*circles: Circle) -> Organisation:
    about = About(name="Green Acres", vision="All eat well.", mission="We grow food.")
    return Organisation(about=about, circles={c.id: c for c in circles})


def circle(id_: str, *parents: str) -> Circle:
    return Circle(id=id_, name=id_.capitalize(), parents=parents, aims=(f"{id_} is well",))


def test_the_chain_goes_from_the_vision_of_all_down_to_the_circles_within() -> None:
    o = of(circle("general"), circle("garden", "general"), circle("compost", "garden"), circle("kitchen", "general"))
    found = list(chain(o, "garden"))
    assert [(link.place, link.name) for link in found] == [
        ("whole", "Green Acres"),
        ("above", "General"),
        ("here", "Garden"),
        ("below", "Compost"),
    ]
    assert (found[0].vision, found[0].mission, found[1].aims) == (
        "All eat well.",
        "We grow food.",
        ("general is well",),
    )


def test_of_several_ways_up_each_circle_comes_once_and_the_outer_ones_first() -> None:
    o = of(circle("a"), circle("b", "a"), circle("c", "b"), circle("feast", "a", "c"))
    assert broader(o, "feast") == ["a", "b", "c"]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20))
def test_whoever_names_whom_as_parent_it_comes_to_an_end(links: list[tuple[int, int]]) -> None:
    parents = {n: tuple(f"c{p}" for child, p in links if child == n) for n in range(7)}
    o = of(*(circle(f"c{n}", *parents[n]) for n in range(7)))
    for id_ in o.circles:
        found = broader(o, id_)
        assert len(found) == len({*found})
        assert id_ not in found


def test_several_aims_make_one_line() -> None:
    assert in_a_line(("Food for all", "", "Soil\n that lives")) == "Food for all · Soil that lives"
