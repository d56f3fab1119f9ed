"""The tree of the outline: every circle under each that it lies in, and never more rows than there are links."""

from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain.circles import Circle, children
from sociotui.tui.map.tree import circle_of, named, nodes, way_to


def test_circles_stand_below_those_that_they_lie_in() -> None:
    rows = nodes({"a": ["b", "d"], "b": ["c"], "c": [], "d": []}, ["a"])
    assert [(row.id, row.depth, row.around) for row in rows] == [("a", 0, -1), ("b", 1, 0), ("c", 2, 1), ("d", 1, 0)]
    assert [row.rails for row in rows] == ["", "", "│ ", ""]
    assert [row.last for row in rows] == [True, False, True, True]


def test_a_circle_with_several_parents_stands_under_each_and_is_unfolded_once() -> None:
    rows = nodes({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": ["e"], "e": []}, ["a"])
    assert [row.id for row in rows] == ["a", "b", "d", "e", "c", "d"]
    assert [row.again for row in rows] == [False, False, False, False, False, True]
    assert named(rows) == ["a", "b", "d", "e", "c", "d@2"]
    assert circle_of("d@2") == "d"


def test_many_ways_to_a_circle_do_not_make_ever_more_rows() -> None:
    """Thirty layers of two, each within both above: there are a thousand million ways to the last one."""
    circles = {
        f"{side}{n}": Circle(id=f"{side}{n}", name="", parents=(f"a{n - 1}", f"b{n - 1}") if n else ())
        for n in range(30)
        for side in "ab"
    }
    rows = nodes(children(circles), ["a0", "b0"])
    assert len(rows) <= 2 + 4 * 29


def test_a_chain_deeper_than_python_calls_is_walked_to_its_end() -> None:
    below = {str(n): [str(n + 1)] for n in range(5000)}
    assert nodes(below, ["0"])[-1].depth == 5000


@given(st.lists(st.sets(st.integers(0, 30), max_size=3), max_size=30))
def test_every_link_is_a_row_and_every_row_a_link(above: list[set[int]]) -> None:
    circles = {
        str(n): Circle(id=str(n), name="", parents=tuple(str(p) for p in sorted(parents) if p < n))
        for n, parents in enumerate(above)
    }
    first = [id_ for id_, c in circles.items() if not c.parents]
    rows = nodes(children(circles), first)
    links = [(row.id, rows[row.around].id) for row in rows if row.around >= 0]
    assert sorted(links) == sorted((c.id, p) for c in circles.values() for p in c.parents)
    assert len(set(named(rows))) == len(rows)
    assert all(len(row.rails) == max(0, 2 * (row.depth - 1)) for row in rows)


def test_the_way_to_a_circle_begins_with_the_broadest() -> None:
    assert way_to("c", {"c": ["b", "x"], "b": ["a"], "a": []}) == ["a", "b"]
    assert way_to("a", {"a": []}) == []
