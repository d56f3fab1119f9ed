"""Lean output: the same screen as with Textual's own output, in fewer bytes, whatever it is cut into."""

import pyte
from hypothesis import given
from hypothesis import strategies as st

from sociotui.tui.sgr import Lean

COLOURS = ["31", "38;2;1;2;3", "38;5;200", "90", "39"]
GROUNDS = ["42", "48;2;9;8;7", "48;5;17", "100", "49"]
ATTRIBUTES = ["1", "2", "3", "4", "7", "9"]

pieces = st.lists(
    st.one_of(
        st.builds(
            lambda attributes, colour, ground, text: f"\x1b[{';'.join([*attributes, colour, ground])}m{text}\x1b[0m",
            st.lists(st.sampled_from(ATTRIBUTES), unique=True, max_size=3),
            st.sampled_from(COLOURS),
            st.sampled_from(GROUNDS),
            st.text(alphabet="ab ", min_size=1, max_size=6),
        ),
        st.builds(lambda y, x: f"\x1b[{y};{x}H", st.integers(1, 5), st.integers(1, 12)),
        st.sampled_from(["plain", "  ", "\r\n", "\x1b[0m"]),
    ),
    max_size=30,
)


def seen(*outputs: str) -> list[list[tuple[object, ...]]]:
    """Return every cell that a terminal shows; the ink of a blank cannot be seen."""
    screen = pyte.Screen(14, 6)
    stream = pyte.Stream(screen)
    for output in outputs:
        stream.feed(output)
    rows = []
    for y in range(6):
        row: list[tuple[object, ...]] = []
        for x in range(14):
            cell = screen.buffer[y][x]
            blank = cell.data == " "
            ink = (cell.fg, cell.bold, cell.italics) if not blank or cell.reverse else ()
            marks = (cell.underscore, cell.strikethrough, cell.reverse)
            row.append((cell.data, cell.bg, *marks, ink))
        rows.append(row)
    return rows


@given(st.lists(pieces, max_size=4))
def test_the_screen_is_the_same(writes: list[list[str]]) -> None:
    lean = Lean()
    plain = ["".join(write) for write in writes]
    assert seen(*(lean.rewrite(write) for write in plain), lean.reset()) == seen(*plain)


@given(pieces)
def test_it_is_never_longer_by_more_than_a_reset(write: list[str]) -> None:
    data = "".join(write)
    assert len(Lean().rewrite(data)) <= len(data) + len("\x1b[0m")


def test_neighbours_share_what_they_have_in_common() -> None:
    frame = "\x1b[38;2;1;2;3;48;2;9;9;9m│\x1b[0m\x1b[1;38;2;1;2;3;48;2;9;9;9mAna\x1b[0m\x1b[38;2;1;2;3;48;2;9;9;9m  │\x1b[0m"
    assert Lean().rewrite(frame) == "\x1b[38;2;1;2;3;48;2;9;9;9m│\x1b[1mAna\x1b[22m  │"


def test_the_terminal_is_left_in_plain_text() -> None:
    lean = Lean()
    assert lean.rewrite("\x1b[31mred\x1b[0m") == "\x1b[31mred"
    assert lean.reset() == "\x1b[0m"
    assert lean.rewrite("plain") == "plain"
