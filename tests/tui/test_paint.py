"""Paint: every style comes out as its terminal can show it, and what was to be seen still is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.room.terminal import Depth
from sociotui.tui.paint import painter
from sociotui.tui.sgr import RESET, Style
from tests.served.colours import beyond

byte = st.integers(0, 255)
ink = st.one_of(
    st.builds("38;2;{};{};{}".format, byte, byte, byte),
    st.builds("38;5;{}".format, byte),
    st.sampled_from(["30", "37", "39", "90", "97"]),
)
styles = st.builds(
    Style,
    st.frozensets(st.sampled_from("1234579")),
    ink,
    ink.map(lambda codes: f"48{codes[2:]}" if codes.startswith("38") else str(int(codes) + 10)),
)


@given(styles, st.sampled_from(list(Depth)))
def test_no_style_is_beyond_its_terminal(style: Style, depth: Depth) -> None:
    painted = painter(depth)(style)
    assert not beyond(depth, [*painted.attributes, painted.foreground, painted.background])


@given(styles)
def test_true_colour_stays_as_it_is(style: Style) -> None:
    assert painter(Depth.TRUE)(style) is style


@given(styles)
def test_what_can_be_told_apart_in_sixteen_colours_is_not_hidden(style: Style) -> None:
    painted = painter(Depth.SIXTEEN)(style)
    mixed = style.foreground.startswith("38") or style.background.startswith("48")
    if mixed and painted.background != "49" and painted.foreground != "39":
        assert int(painted.background) - int(painted.foreground) != 10


@pytest.mark.parametrize(
    ("codes", "many", "sixteen"),
    [
        ("38;2;0;0;0", "38;5;16", "30"),
        ("38;2;255;255;255", "38;5;231", "97"),
        ("38;2;255;0;0", "38;5;196", "91"),
        ("38;2;128;128;128", "38;5;244", "90"),
        ("38;2;95;135;175", "38;5;67", "90"),
        ("38;5;196", "38;5;196", "91"),
        ("38;5;244", "38;5;244", "90"),
        ("33", "33", "33"),
    ],
)
def test_the_nearest_colour_is_taken(codes: str, many: str, sixteen: str) -> None:
    assert painter(Depth.MANY)(Style(foreground=codes)).foreground == many
    assert painter(Depth.SIXTEEN)(Style(foreground=codes)).foreground == sixteen


def test_without_colours_the_cursor_is_still_seen() -> None:
    paint = painter(Depth.NONE)
    assert paint(Style(background="47", foreground="30")) == Style(frozenset("7"))
    assert paint(Style(background="48;2;1;2;3", foreground="38;2;200;200;200")) == RESET
    assert paint(Style(frozenset("17"), "30", "43")) == Style(frozenset("17"))
