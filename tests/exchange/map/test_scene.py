"""Scene: at every size of terminal, what is drawn lies in what it is drawn in, beside its siblings, and has its name."""

from math import cos, hypot, pi, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociotui.domain.circles import Circle
from sociotui.domain.organisation import Organisation
from sociotui.exchange.map.chart import Chart, chart_of
from sociotui.exchange.map.drawing import Drawn, draw
from sociotui.exchange.map.layout import lay_out
from sociotui.exchange.map.scene import Scene, View, scene_of
from sociotui.exchange.map.shapes import Ellipse
from tests.exchange.kubernetes import community

from .organisations import TODAY, charts, grown, organisation_of

NEAR = 1e-6
SIZES = [(40, 12), (44, 17), (60, 20), (80, 24), (120, 40), (300, 100)]
VIEWS = st.builds(View, width=st.integers(40, 300), height=st.integers(12, 100))


def border(at: Ellipse) -> list[tuple[float, float]]:
    """Return places on the border of a round circle."""
    return [(at.x + at.rx * cos(n * pi / 24), at.y + at.ry * sin(n * pi / 24)) for n in range(48)]


def siblings(chart: Chart, scene: Scene) -> list[list[Ellipse]]:
    """Return what is seen side by side; guests of the middle one are seen in it, wherever else they lie."""
    guests = [scene.shown[id_].at for id_ in scene.guests]
    apart = {scene.middle, *scene.guests}
    rows = [
        [scene.shown[id_].at for id_ in row if id_ in scene.shown and id_ not in apart]
        for row in (chart.roots, *(node.inner for id_, node in chart.nodes.items() if id_ != scene.middle))
    ]
    middle = chart.nodes[scene.middle].inner if scene.middle else ()
    return [*rows, [*(scene.shown[id_].at for id_ in middle if id_ in scene.shown), *guests]]


@settings(max_examples=60)
@given(charts(), VIEWS, st.data())
def test_what_is_seen_lies_in_what_it_is_drawn_in(chart: Chart, view: View, data: st.DataObject) -> None:
    middle = data.draw(st.sampled_from(["", *chart.nodes]))
    scene = scene_of(chart, lay_out(chart), View(width=view.width, height=view.height, middle=middle))
    for id_, shown in scene.shown.items():
        around = chart.nodes[id_].within
        if id_ == scene.middle or around not in scene.shown:
            continue
        outer = scene.shown[around].at
        assert all(outer.holds(x, y) for x, y in border(shown.at)), (id_, shown.at, outer)


@settings(max_examples=60)
@given(charts(), VIEWS, st.data())
def test_siblings_are_apart_as_they_are_seen(chart: Chart, view: View, data: st.DataObject) -> None:
    middle = data.draw(st.sampled_from(["", *chart.nodes]))
    scene = scene_of(chart, lay_out(chart), View(width=view.width, height=view.height, middle=middle))
    for row in siblings(chart, scene):
        for number, one in enumerate(row):
            wider = one.rx / one.ry
            for other in row[:number]:
                assert other.rx / other.ry == pytest.approx(wider)
                assert hypot((one.x - other.x) / wider, one.y - other.y) >= one.ry + other.ry - NEAR


@settings(max_examples=40)
@given(charts(), VIEWS)
def test_all_that_is_seen_is_on_the_canvas(chart: Chart, view: View) -> None:
    for shown in scene_of(chart, lay_out(chart), view).shown.values():
        at = shown.at
        assert -1 <= at.x - at.rx <= at.x + at.rx <= 2 * view.width
        assert -1 <= at.y - at.ry <= at.y + at.ry <= 4 * view.height


# --- a real community ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kubernetes() -> Chart:
    """The community with 36 circles, 27 of them side by side."""
    return chart_of(organisation_of(community()), TODAY)


def whole(drawn: Drawn, chart: Chart) -> set[str]:
    """Return the circles whose last word is written to its end, in one line or in two."""
    said = {id_: "".join(w.text.rstrip("-") for w in lines if not w.aside) for id_, lines in drawn.names.items()}
    return {id_ for id_, text in said.items() if text.endswith(chart.nodes[id_].name.split()[-1])}


@pytest.mark.parametrize(
    ("size", "most"), [((42, 17), 0.0), ((58, 22), 0.25), ((78, 31), 0.75), ((120, 50), 0.9), ((200, 90), 0.95)]
)
def test_names_are_read_as_far_as_there_is_room(kubernetes: Chart, size: tuple[int, int], most: float) -> None:
    drawn = draw(kubernetes, None, View(width=size[0], height=size[1]))
    assert all(drawn.names.values())
    assert all(
        len(lines[0].text.strip()) > 1 for id_, lines in drawn.names.items() if len(kubernetes.nodes[id_].name) > 1
    )
    assert len(whole(drawn, kubernetes)) >= most * len(drawn.names)


def test_a_crowd_of_circles_is_given_corners_and_the_room_that_they_take(kubernetes: Chart) -> None:
    layout = lay_out(kubernetes)
    small, large = (scene_of(kubernetes, layout, View(width=w, height=h)) for w, h in ((42, 17), (200, 90)))
    assert (small.crowded, large.crowded) == (True, False)
    assert small.shown["kubernetes"].at.power > 2 == large.shown["kubernetes"].at.power
    taken = sum(s.at.rx * s.at.ry * pi for id_, s in small.shown.items() if id_ != small.middle)
    assert taken > 0.45 * 84 * 68


def test_a_circle_of_several_parents_is_seen_in_each_of_them_that_is_gone_in_to(kubernetes: Chart) -> None:
    shared = [node for node in kubernetes.nodes.values() if node.also]
    assert len(shared) > 5
    for node in shared:
        for parent in (node.within, *node.also):
            for width, height in ((42, 17), (78, 31), (200, 90)):
                drawn = draw(kubernetes, None, View(width=width, height=height, middle=parent, chosen=parent))
                shown = drawn.scene.shown
                assert node.id in shown
                assert all(shown[parent].at.holds(x, y) for x, y in border(shown[node.id].at))
                assert any("◇" in written.text for written in drawn.names[node.id])
    guests = scene_of(kubernetes, lay_out(kubernetes), View(width=78, height=31, middle="sig-node")).guests
    assert len(guests) == len(set(guests)) == sum("sig-node" in node.also for node in shared)


def test_people_of_a_circle_find_a_seat_beside_the_ones_in_it(kubernetes: Chart) -> None:
    for id_ in ("sig-node", "sig-etcd", "sig-network"):
        drawn = draw(kubernetes, None, View(width=42, height=17, middle=id_))
        assert len(drawn.seats[id_]) == len(kubernetes.nodes[id_].seats)


def test_with_few_circles_all_is_round_and_people_are_seated() -> None:
    chart = chart_of(grown(4, people=12), TODAY)
    drawn = draw(chart, None, View(width=80, height=30))
    assert not drawn.scene.crowded
    assert len(drawn.seats["c0"]) == len(chart.nodes["c0"].seats)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [20, 500, 2_000])
def test_many_circles_are_the_same_picture_each_time(size: tuple[int, int], count: int) -> None:
    chart = chart_of(grown(count, people=4 * count), TODAY)
    view = View(width=size[0], height=size[1], chosen="c0")
    assert draw(chart, lay_out(chart), view) == draw(chart, lay_out(chart), view)


def test_five_hundred_side_by_side_are_all_there() -> None:
    one = Circle(id="all", name="All")
    flat = [Circle(id=f"n{n}", name=f"Neighbours {n}", parents=("all",)) for n in range(500)]
    chart = chart_of(Organisation(circles={c.id: c for c in (one, *flat)}), TODAY)
    layout = lay_out(chart)
    for width, height in SIZES:
        assert len(scene_of(chart, layout, View(width=width, height=height)).shown) == 501
