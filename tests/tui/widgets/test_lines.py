"""Lines: clipping, wrapping and filling count cells, not characters."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from sociotui.tui.widgets.lines import clip, spread, to_strip, width_of, wrap

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


def test_spread_keeps_both_ends() -> None:
    line = spread([("left", "plain")], [("right", "plain")], 20)
    assert width_of(line) == 20
    assert line[0][0] == "left"
    assert line[-1][0] == "right"
