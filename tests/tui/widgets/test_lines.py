"""Lines: clipping, wrapping and differences count cells, not characters."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from sociotui.tui.widgets.lines import clip, difference, spread, to_strip, width_of, wrap

texts = st.text(alphabet="ab é名🌱 -", max_size=60)


def style(name: str) -> Style:
    """Return one style for all, but for "strong"."""
    return Style(bold=name == "strong")


@given(texts, st.integers(1, 30))
def test_a_clipped_text_fits_and_says_that_it_was_cut(text: str, width: int) -> None:
    clipped = clip(text, width)
    assert cell_len(clipped) <= width
    assert clipped == text or clipped.endswith("…")


@given(texts, st.integers(2, 30))
def test_wrapped_lines_fit_and_lose_nothing_but_blanks(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")


@given(texts, texts, st.integers(1, 40))
def test_a_strip_has_exactly_its_width(one: str, other: str, width: int) -> None:
    strip = to_strip([(one, "plain"), (other, "strong")], width, style)
    assert cell_len(strip.text) == width == strip.cell_length


@given(st.lists(st.sampled_from("abc名"), min_size=5, max_size=9), st.integers(0, 4), st.sampled_from("xyz"))
def test_the_difference_is_where_the_cells_changed(row: list[str], at: int, new: str) -> None:
    changed = [*row[:at], new, *row[at + 1 :]]
    before = to_strip([("".join(row), "plain")], 24, style)
    after = to_strip([("".join(changed), "plain")], 24, style)
    span = difference(before, after)
    assert span is not None
    assert span[0] <= cell_len("".join(row[:at])) < span[1]
    assert difference(before, before) is None


def test_another_style_is_a_difference_too() -> None:
    before = to_strip([("now ", "plain"), ("Ana", "plain")], 10, style)
    after = to_strip([("now ", "plain"), ("Ana", "strong")], 10, style)
    assert difference(before, after) == (4, 7)


def test_strips_of_other_widths_differ_as_a_whole() -> None:
    assert difference(Strip.blank(3), Strip.blank(5)) == (0, 5)


def test_spread_keeps_both_ends() -> None:
    line = spread([("left", "plain")], [("right", "plain")], 20)
    assert width_of(line) == 20
    assert line[0][0] == "left"
    assert line[-1][0] == "right"
