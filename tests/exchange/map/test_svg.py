"""SVG: a document that stands alone, holds whatever people wrote, and can be read by day, by night and on paper."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from rich.cells import cell_len

from sociotui.exchange.map import svg
from sociotui.exchange.map.chart import Chart, chart_of
from sociotui.exchange.map.layout import Box, lay_out
from sociotui.exchange.map.scene import By
from sociotui.exchange.map.svg_style import DARK, FILLS, LIGHT
from sociotui.exchange.map.svg_text import fitted
from sociotui.exchange.organisations import read_organisation
from sociotui.room.files import data_folder
from tests.tui.test_themes import AA, contrast

from .organisations import NAMES, TODAY, charts, grown, organisation_of

HEAD_AND_FOOT = 126
SVG = "{http://www.w3.org/2000/svg}"


def circles(document: str) -> list[ET.Element]:
    """Return the circles of a picture that are circles of the organisation: each stands in a group with its title."""
    groups = (g for g in ET.fromstring(document).iter(f"{SVG}g") if g.find(f"{SVG}title") is not None)
    return [circle for g in groups if (circle := g.find(f"{SVG}circle")) is not None]


@settings(max_examples=50)
@given(charts())
def test_any_chart_becomes_a_whole_document_with_every_circle_in_it(chart: Chart) -> None:
    both: tuple[By, By] = ("depth", "due")
    for by in both:
        document = svg.write(chart, by=by)
        drawn = circles(document)
        height = float(ET.fromstring(document).attrib["viewBox"].split()[3]) - HEAD_AND_FOOT
        assert len(drawn) == len(chart.nodes)
        assert document == svg.write(chart, by=by)
        for each in drawn:
            x, y, r = (float(each.attrib[name]) for name in ("cx", "cy", "r"))
            assert r <= x <= 1000 - r
            assert r <= y <= height - r


def test_it_is_one_circle_and_all_in_it_where_one_is_asked_for() -> None:
    chart = chart_of(grown(60, people=80), TODAY)
    document = svg.write(chart, middle="c1", width=400, height=450)
    assert len(circles(document)) == sum(1 for _node in chart.below("c1"))
    root = ET.fromstring(document)
    assert (root.attrib["width"], root.attrib["height"]) == ("400", "450")
    assert root.attrib["viewBox"] == "0 0 1000 1126"


def test_what_people_wrote_is_text_and_nothing_else() -> None:
    chart = chart_of(grown(1, people=0), TODAY)
    for name in ("<script>alert(1)</script>", "a & b", "]]>", "\x00\x1b[31m\ufffe", '"><g onload="x">', *NAMES):
        hostile = replace(chart, name=name, nodes={"c0": replace(chart.nodes["c0"], name=name)})
        root = ET.fromstring(svg.write(hostile))
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags <= {"svg", "title", "style", "rect", "text", "tspan", "g", "circle", "path", "polygon"}
        assert not any(key.startswith("on") or "href" in key for element in root.iter() for key in element.attrib)


def test_it_loads_nothing_and_asks_what_light_there_is() -> None:
    document = svg.write(chart_of(grown(20, people=40), TODAY))
    assert "http" not in document.replace("http://www.w3.org/2000/svg", "")
    assert "url(" not in document
    assert "var(" not in document
    assert "@media screen and (prefers-color-scheme: dark)" in document
    assert "@media print" in document


def test_links_to_other_parents_are_drawn_from_border_to_border() -> None:
    chart = chart_of(grown(60, people=0), TODAY)
    shared = [n for n in chart.nodes.values() if n.also]
    ties = list(ET.fromstring(svg.write(chart)).iter(f"{SVG}path"))
    assert shared
    assert 0 < len(ties) <= sum(len(n.also) for n in shared)


def test_a_circle_that_helps_for_a_time_says_until_when() -> None:
    chart = chart_of(grown(20, people=0), TODAY)
    node = next(n for n in chart.nodes.values() if n.until)
    document = svg.write(chart)
    assert f"until {node.until}" in document
    assert 'class="d2 until"' in document or 'class="d1 until"' in document


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", [(100.0, 50.0), (60.0, 6.0), (8.0, 4.0)])
def test_names_fit_into_their_boxes(name: str, shape: tuple[float, float]) -> None:
    found = fitted(name, Box(0, 0, *shape))
    assert len(found.lines) * found.size <= shape[1]
    assert max(map(cell_len, found.lines)) * found.size * 0.6 <= shape[0] + 1e-6 or found.lines == ("…",)
    assert found.lines


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_fill(colours: dict[str, str]) -> None:
    grounds = [colours[kind].split()[0] for kind in FILLS] + [colours["ground"]]
    for ink in ("ink", "soft"):
        for ground in grounds:
            assert contrast(colours[ink], ground) >= AA, (ink, ground)


def test_the_picture_in_the_readme_is_what_is_drawn() -> None:
    folder = data_folder()
    source = folder / "demo" / "organisation.toml"
    chart = chart_of(organisation_of(read_organisation(source.read_text("utf-8"), source.name)), TODAY)
    assert (folder / "pictures" / "map.svg").read_text("utf-8") == svg.write(chart)


def test_a_large_organisation_is_one_picture() -> None:
    chart = chart_of(grown(500, people=2000), TODAY)
    assert len(circles(svg.write(chart))) == 500
    assert lay_out(chart).places.keys() == chart.nodes.keys()
