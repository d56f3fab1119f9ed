"""Drawing: every line as wide as the canvas, names in their circles and off all borders, the same each time."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from sociotui.domain.circles import Circle
from sociotui.domain.organisation import Organisation
from sociotui.exchange.map.canvas import width_of
from sociotui.exchange.map.chart import Chart, chart_of
from sociotui.exchange.map.drawing import Drawn, Plate, draw
from sociotui.exchange.map.layout import lay_out
from sociotui.exchange.map.legend import legend
from sociotui.exchange.map.scene import View
from sociotui.exchange.map.signs import STYLES

from .organisations import TODAY, charts, grown

VIEWS = st.builds(
    View,
    width=st.integers(20, 300),
    height=st.integers(10, 100),
    by=st.sampled_from(["depth", "due"]),
    kind=st.sampled_from(["braille", "blocks"]),
    colour=st.booleans(),
    people=st.booleans(),
)


def cells(drawn: Drawn) -> dict[str, set[tuple[int, int]]]:
    """Return the cells that each circle's name takes."""
    return {
        id_: {(w.row, w.column + n) for w in written for n in range(cell_len(w.text))}
        for id_, written in drawn.names.items()
    }


def text_of(drawn: Drawn) -> str:
    return "\n".join("".join(text for text, _style in line) for line in drawn.lines)


@settings(max_examples=60)
@given(charts(), VIEWS, st.data())
def test_any_picture_is_whole_and_its_names_meet_nothing(chart: Chart, view: View, data: st.DataObject) -> None:
    ids = st.sampled_from(["", *chart.nodes])
    view = replace(view, middle=data.draw(ids), chosen=data.draw(ids))
    drawn = draw(chart, lay_out(chart), view)
    assert len(drawn.lines) == view.height
    assert {width_of(line) for line in drawn.lines} <= {view.width}
    assert {style for line in drawn.lines for _text, style in line} <= STYLES
    written = cells(drawn)
    taken: set[tuple[int, int]] = set()
    for id_, own in written.items():
        assert not own & drawn.borders
        assert not own & taken
        taken |= own
        at = drawn.scene.shown[id_].at
        on_top = drawn.scene.crowded and id_ == drawn.scene.middle
        for row, column in own:
            assert not on_top or row == 0
            for x, y in product((2 * column, 2 * column + 1), (4 * row + 3,) if on_top else (4 * row, 4 * row + 3)):
                assert (abs(x - at.x) / at.rx) ** at.power + (abs(y - at.y) / at.ry) ** at.power < 1
    seats = [(s.row, s.column) for sits in drawn.seats.values() for s in sits]
    assert len(seats) == len(set(seats))
    assert not set(seats) & (taken | drawn.borders)
    assert drawn == draw(chart, lay_out(chart), view)


@settings(max_examples=60)
@given(charts(), VIEWS)
def test_legends_fit(chart: Chart, view: View) -> None:
    drawn = draw(chart, lay_out(chart), view)
    told = legend(chart, drawn.scene)
    assert all(width_of(line) <= view.width for line in told)
    assert {style for line in told for _text, style in line} <= STYLES


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (300, 100)])
@pytest.mark.parametrize("circles", [20, 500])
def test_the_middle_is_named_at_every_size(size: tuple[int, int], circles: int) -> None:
    chart = chart_of(grown(circles, people=4 * circles), TODAY)
    for middle in ("c0", "c1", "c5"):
        drawn = draw(chart, None, View(width=size[0], height=size[1], middle=middle))
        assert drawn.names[middle]
        assert any(shown.open for shown in drawn.scene.shown.values()) == bool(chart.nodes[middle].inner)


def test_75_people_have_a_seat_each_when_their_circle_is_alone_in_the_picture() -> None:
    chart = chart_of(grown(8, people=100), TODAY)
    drawn = draw(chart, None, View(width=80, height=24, middle="c5"))
    assert len(drawn.seats["c5"]) == 75
    few = next(n for n in chart.nodes.values() if 2 < len(n.seats) < 20 and not n.inner)
    named = draw(chart, None, View(width=80, height=24, middle=few.id)).seats[few.id]
    assert len(named) == len(few.seats)
    assert all(sits.name for sits in named)


def test_the_chosen_circle_is_marked_by_a_sign_and_linked_to_its_other_parents() -> None:
    chart = chart_of(grown(60, people=100), TODAY)
    shared = next(n for n in chart.nodes.values() if n.also and n.also[0] != n.within)
    view = View(width=200, height=70, colour=False)
    before, after = (draw(chart, None, replace(view, chosen=chosen)) for chosen in ("", shared.id))
    assert "▸" not in text_of(before)
    assert "▸" in text_of(after)
    assert any(style == "next" for line in after.lines for _text, style in line)


def test_what_is_due_is_told_by_a_sign_too() -> None:
    chart = chart_of(grown(20, people=40), TODAY)
    nodes = {id_: replace(node, mark="over" if id_ == "c1" else None) for id_, node in chart.nodes.items()}
    chart = replace(chart, nodes=nodes)
    drawn = draw(chart, None, View(width=120, height=40, by="due"))
    assert drawn.names["c1"][0].text.startswith("!")
    assert "! overdue in 1" in " ".join(t for line in legend(chart, drawn.scene) for t, _style in line).replace(
        "   ", " "
    ).replace("!  ", "! ")


def test_blocks_are_drawn_with_block_characters_only() -> None:
    chart = chart_of(grown(20, people=0), TODAY)
    drawn = draw(chart, None, View(width=80, height=24, kind="blocks"))
    assert not any(0x2800 <= ord(c) <= 0x28FF for c in text_of(drawn))
    assert "▀" in text_of(drawn)


def dots(drawn: Drawn) -> int:
    """Return how many dots there are in a picture."""
    return sum(bin(ord(sign) - 0x2800).count("1") for sign in text_of(drawn) if 0x2800 <= ord(sign) <= 0x28FF)


@settings(max_examples=40)
@given(charts(), VIEWS)
def test_names_stay_where_they_are_while_one_goes_from_circle_to_circle(chart: Chart, view: View) -> None:
    plate = Plate(chart, lay_out(chart), view)
    for id_ in plate.scene.shown:
        drawn = plate.chosen(id_)
        assert {other: lines for other, lines in drawn.names.items() if other != id_} == {
            other: lines for other, lines in plate.names.items() if other != id_
        }
        assert drawn.seats == plate.seats
        assert [width_of(line) for line in drawn.lines] == [view.width] * view.height
    assert plate.chosen("").lines == Plate(chart, lay_out(chart), view).chosen("nobody").lines


@pytest.mark.parametrize("size", [(42, 17), (78, 31), (200, 90)])
def test_what_is_chosen_cannot_be_overlooked_without_colours_either(size: tuple[int, int]) -> None:
    chart = chart_of(grown(40, people=100), TODAY)
    plate = Plate(chart, lay_out(chart), View(width=size[0], height=size[1], colour=False))
    for id_, shown in plate.scene.shown.items():
        drawn = plate.chosen(id_)
        border = 2 * (shown.at.rx + shown.at.ry)
        assert dots(drawn) - dots(plate.chosen("")) > 0.35 * border, id_
        assert any(style == "cursor" for line in drawn.lines for _text, style in line) == bool(plate.names[id_])


def test_a_crowd_of_two_thousand_and_their_small_neighbour_are_seen() -> None:
    many = Circle(id="many", name="Two thousand", parents=("all",), members=tuple(f"p{n}" for n in range(2000)))
    few = Circle(id="few", name="Three", parents=("all",), members=("p1", "p2", "p3"))
    o = Organisation(circles={c.id: c for c in (Circle(id="all", name="All"), many, few)})
    for width, height in ((42, 17), (78, 31), (200, 90)):
        drawn = draw(chart_of(o, TODAY), None, View(width=width, height=height))
        assert "Th" in drawn.names["few"][0].text
        assert drawn.names["many"][0].text == "Two thousand"
        alone = draw(chart_of(o, TODAY), None, View(width=width, height=height, middle="many"))
        assert len(alone.seats["many"]) > min(1_900, width * height / 3)


def test_a_chain_of_circles_is_drawn_as_deep_as_it_can_be_read() -> None:
    circles = [Circle(id=f"c{n}", name=f"Step {n}", parents=(f"c{n - 1}",) if n else ()) for n in range(60)]
    chart = chart_of(Organisation(circles={c.id: c for c in circles}), TODAY)
    for middle in ("", "c30"):
        drawn = draw(chart, None, View(width=60, height=22, middle=middle))
        assert len(drawn.names) > 2
        assert all(lines for lines in drawn.names.values())
        last = list(drawn.scene.shown.values())[-1]
        assert last.hidden == 59 - int(last.id[1:])
    assert draw(chart, None, View(width=60, height=22, middle="c59")).names["c59"][0].text == "Step 59"
