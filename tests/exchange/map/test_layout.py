"""Layout: children inside parents, siblings apart, names' boxes in their own circle only; whatever the organisation."""

from math import hypot

from hypothesis import given, settings

from sociotui.exchange.map.chart import Chart, chart_of
from sociotui.exchange.map.layout import RIM, Box, Place, lay_out

from .organisations import TODAY, charts, grown

NEAR = 1e-6


def corners(box: Box) -> list[tuple[float, float]]:
    return [(box.x + a * box.width / 2, box.y + b * box.height / 2) for a in (-1, 1) for b in (-1, 1)]


def reaches(box: Box, place: Place) -> bool:
    """Tell whether a box and a circle have something in common."""
    dx = max(abs(box.x - place.x) - box.width / 2, 0)
    dy = max(abs(box.y - place.y) - box.height / 2, 0)
    return hypot(dx, dy) < place.r - NEAR


@settings(max_examples=40)
@given(charts())
def test_circles_lie_within_the_one_in_which_they_are_drawn_and_leave_its_rim_free(chart: Chart) -> None:
    layout = lay_out(chart)
    assert list(chart.nodes) == [node.id for node in chart.below("")]
    assert layout.places.keys() == chart.nodes.keys()
    for id_, node in chart.nodes.items():
        at = layout.places[id_]
        outer, free = (layout.places[node.within], 1 - RIM) if node.within else (layout.whole, 1)
        assert hypot(at.x - outer.x, at.y - outer.y) + at.r <= outer.r * free + NEAR


@settings(max_examples=40)
@given(charts())
def test_siblings_are_apart(chart: Chart) -> None:
    places = lay_out(chart).places
    for siblings in (chart.roots, *(node.inner for node in chart.nodes.values())):
        for n, one in enumerate(siblings):
            for other in siblings[:n]:
                a, b = places[one], places[other]
                assert hypot(a.x - b.x, a.y - b.y) > a.r + b.r


@settings(max_examples=40)
@given(charts())
def test_each_name_has_a_box_in_its_circle_that_no_other_circle_reaches(chart: Chart) -> None:
    places = lay_out(chart).places
    for id_, node in chart.nodes.items():
        at = places[id_]
        assert at.label.width > 0.2 * at.r
        assert at.label.height > 0.05 * at.r
        assert all(hypot(x - at.x, y - at.y) <= at.r * (1 - RIM) + NEAR for x, y in corners(at.label))
        assert not any(reaches(at.label, places[inner]) for inner in node.inner)


@settings(max_examples=40)
@given(charts())
def test_the_same_chart_is_laid_out_in_the_same_way(chart: Chart) -> None:
    assert lay_out(chart) == lay_out(chart)


def test_a_circle_of_75_is_larger_than_its_neighbours_and_not_by_as_much_as_it_has_more_people() -> None:
    chart = chart_of(grown(8, people=100), TODAY)
    places = lay_out(chart).places
    others = [places[id_].r for id_ in chart.nodes["c0"].inner if id_ != "c5" and chart.nodes[id_].seats]
    assert max(others) < places["c5"].r < 3 * min(others)
