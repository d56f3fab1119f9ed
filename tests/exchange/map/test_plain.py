"""The map as text, and as an outline: each circle once, no line too wide, ASCII where that is all there is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from sociotui.exchange.map import plain
from sociotui.exchange.map.canvas import width_of
from sociotui.exchange.map.chart import Chart, chart_of
from sociotui.exchange.map.outline import outline
from sociotui.exchange.map.scene import View
from tests.exchange.kubernetes import community

from .organisations import TODAY, charts, grown, organisation_of


@settings(max_examples=40)
@given(charts(), st.integers(20, 120))
def test_an_outline_has_every_circle_once_and_no_line_too_wide(chart: Chart, width: int) -> None:
    lines = outline(chart, View(width=width, height=10, kind="ascii"))
    assert list(lines) == list(chart.nodes)
    assert all(width_of(line) <= width for line in lines.values())


def test_an_outline_is_indented_and_names_other_parents_and_what_ends() -> None:
    chart = chart_of(grown(60, people=80), TODAY)
    text = plain.write(chart, View(width=300, height=24, kind="ascii", colour=False))
    lines = text.splitlines()
    assert lines[2].startswith("1 Circle 0")
    assert any(line.startswith("  2 Kitchen circle") for line in lines)
    assert any("also in " in line for line in lines)
    assert any("until 2026-05-01" in line for line in lines)
    assert not any(0x2500 <= ord(c) <= 0x28FF for c in text)


@settings(max_examples=40)
@given(charts(), st.integers(20, 160), st.integers(12, 60), st.sampled_from(["braille", "blocks"]))
def test_a_picture_as_text_is_as_wide_as_was_asked_for(chart: Chart, width: int, height: int, kind: str) -> None:
    text = plain.write(chart, View(width=width, height=height, kind=kind, colour=False))  # type: ignore[arg-type]
    assert text.endswith("\n")
    assert all(line == line.rstrip() for line in text.splitlines())
    assert text == plain.write(chart, View(width=width, height=height, kind=kind, colour=False))  # type: ignore[arg-type]
    shared = any(node.also for node in chart.nodes.values())
    assert shared or all(cell_len(line) <= width for line in text.splitlines())


@pytest.mark.parametrize("size", [(120, 45), (200, 60), (300, 100)])
def test_the_real_community_is_drawn_with_every_group_named(size: tuple[int, int]) -> None:
    chart = chart_of(organisation_of(community()), TODAY)
    text = plain.write(chart, View(width=size[0], height=size[1], by="due"))
    assert "Kubernetes" in text
    for name in ("Node", "Storage", "Windows"):
        assert name in text
    assert "and also in SIG" in text
