"""Neighbours: each arrow leads the way it points, and arrows lead to every circle that is seen, from every other."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sociotui.exchange.map.chart import Chart, chart_of
from sociotui.exchange.map.layout import lay_out
from sociotui.exchange.map.neighbours import DIRECTIONS, inward, neighbour, outward
from sociotui.exchange.map.scene import Scene, View, scene_of

from .organisations import TODAY, charts, grown


def reached(scene: Scene, start: str) -> set[str]:
    """Return all circles to which arrows lead."""
    seen, todo = {start}, [start]
    while todo:
        here = todo.pop()
        new = {neighbour(scene, here, way) for way in DIRECTIONS} - seen - {""}
        seen |= new
        todo += new
    return seen


@settings(max_examples=40)
@given(charts(), st.data())
def test_arrows_lead_to_all_that_is_seen_from_wherever_one_stands(chart: Chart, data: st.DataObject) -> None:
    view = View(width=data.draw(st.integers(20, 200)), height=data.draw(st.integers(10, 80)))
    scene = scene_of(chart, lay_out(chart), view)
    if scene.shown:
        assert reached(scene, data.draw(st.sampled_from(list(scene.shown)))) == set(scene.shown)


def test_an_arrow_leads_the_way_it_points() -> None:
    chart = chart_of(grown(8, people=0), TODAY)
    scene = scene_of(chart, lay_out(chart), View(width=80, height=24))
    for id_, shown in scene.shown.items():
        right, left = neighbour(scene, id_, "right"), neighbour(scene, id_, "left")
        assert not right or scene.shown[right].at.x > shown.at.x
        assert not left or scene.shown[left].at.x < shown.at.x
    assert neighbour(scene, "nobody", "up") == "c0"


def test_in_and_out_go_along_what_is_drawn_in_what() -> None:
    chart = chart_of(grown(60, people=100), TODAY)
    assert inward(chart, "") == "c0"
    assert inward(chart, "c0") in chart.nodes["c0"].inner
    assert outward(chart, inward(chart, "c0")) == "c0"
    assert outward(chart, "c0") == outward(chart, "nobody") == ""
    leaf = next(n.id for n in chart.nodes.values() if not n.inner)
    assert inward(chart, leaf) == ""
