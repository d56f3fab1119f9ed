"""The shadow: a terminal shows the same as with the output as it was, whatever is drawn over whatever."""

import re

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sociotui.tui.shadow import Shadow

COLOURS = ["31", "38;2;1;2;3", "38;5;200", "90", "39"]
GROUNDS = ["42", "48;2;9;8;7", "48;5;17", "100", "49"]
ATTRIBUTES = ["1", "3", "4", "7", "9"]
WIDTH, HEIGHT = 16, 6


def _piece(attributes: list[str], colour: str, ground: str, text: str) -> str:
    return f"\x1b[{';'.join([*attributes, colour, ground])}m{text}\x1b[0m"


drawing = st.one_of(
    st.builds(
        _piece,
        st.lists(st.sampled_from(ATTRIBUTES), unique=True, max_size=3),
        st.sampled_from(COLOURS),
        st.sampled_from(GROUNDS),
        st.text(alphabet="ab ", min_size=1, max_size=4),
    ),
    st.sampled_from(["plain", "  ", "\x1b[0m", "\x1b[?25l", "é名"]),
)


@st.composite
def frames(draw: st.DrawFn) -> str:
    """Draw pieces, each at a place where it fits into its line."""
    out = []
    for piece in draw(st.lists(drawing, max_size=12)):
        room = WIDTH - cell_len(re.sub("\x1b[^a-zA-Z]*[a-zA-Z]", "", piece))
        y, x = draw(st.integers(1, HEIGHT)), draw(st.integers(1, room + 1))
        out.append(f"\x1b[{y};{x}H{piece}")
    return "".join(out)


def halved(screen: pyte.Screen, x: int, y: int) -> bool:
    """Whether a cell has one half of a wide character, and the other was written over: terminals show a blank there."""
    row = screen.buffer[y]
    if not row[x].data:
        return cell_len(row[x - 1].data) < 2
    return cell_len(row[x].data) == 2 and bool(row[x + 1].data)


def seen(*outputs: str) -> list[list[tuple[object, ...]]]:
    """Return every cell that a terminal shows; the ink of a blank cannot be seen."""
    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    for output in outputs:
        stream.feed(output)
    rows = []
    for y in range(HEIGHT):
        row: list[tuple[object, ...]] = []
        for x in range(WIDTH):
            cell = screen.buffer[y][x]
            cell = cell._replace(data=" ") if halved(screen, x, y) else cell
            blank = cell.data == " "
            marked = cell.reverse or cell.underscore or cell.strikethrough
            ink: tuple[object, ...] = (cell.fg, cell.bold, cell.italics)
            if blank:
                ink = (cell.fg,) if marked else ()
            row.append((cell.data, cell.bg, cell.underscore, cell.strikethrough, cell.reverse, ink))
        rows.append(row)
    return rows


@given(st.lists(frames(), max_size=6))
def test_the_terminal_shows_the_same_after_each_frame(writes: list[str]) -> None:
    shadow = Shadow()
    shadow.resize(WIDTH, HEIGHT)
    sent: list[str] = []
    for n, write in enumerate(writes, start=1):
        sent.append(shadow.rewrite(write))
        assert seen(*sent) == seen(*writes[:n])


def test_a_changed_digit_is_one_cell() -> None:
    shadow = Shadow()
    shadow.rewrite("\x1b[4;71H\x1b[1;38;2;1;2;3m0:02\x1b[0m\x1b[1;1H")
    assert (
        shadow.rewrite("\x1b[4;64H\x1b[31m\x1b[0m\x1b[4;71H\x1b[1;38;2;1;2;3m0:03\x1b[0m\x1b[1;1H")
        == "\x1b[4;74H3\x1b[H"
    )


def test_the_same_frame_again_is_nothing() -> None:
    shadow = Shadow()
    frame = "\x1b[1;1H\x1b[31mone\x1b[0m\r\n\x1b[2;1H\x1b[1mtwo\x1b[0m\x1b[1;1H"
    assert shadow.rewrite(frame)
    assert shadow.rewrite(frame) == ""


def test_a_few_cells_between_are_sent_rather_than_jumped_over() -> None:
    shadow = Shadow()
    shadow.rewrite("\x1b[1;1Habcdefghij")
    assert shadow.rewrite("\x1b[1;1HXbXdefghiX") == "\x1b[HXbX\x1b[6CX"


def test_after_a_clearing_everything_is_sent() -> None:
    shadow = Shadow()
    assert shadow.rewrite("\x1b[1;1Hab")
    assert shadow.rewrite("\x1b[2J\x1b[1;1Hab") == "\x1b[2J\x1b[Hab"
    shadow.forget()
    assert shadow.rewrite("\x1b[1;1Hab") == "\x1b[Hab"


def test_nothing_is_drawn_beyond_the_edges() -> None:
    shadow = Shadow()
    shadow.resize(4, 2)
    assert shadow.rewrite("\x1b[1;3Habcdef\x1b[5;1Hxyz\x1b[1;1H") == "\x1b[1;3Hab\x1b[H"
    shadow.resize(8, 2)
    assert "cdef" in shadow.rewrite("\x1b[1;3Habcdef\x1b[1;1H")


def test_a_wide_character_and_what_is_written_over_half_of_it() -> None:
    writes = ["\x1b[1;1H名前x", "\x1b[1;1Habcd", "\x1b[1;1H名", "\x1b[1;2Hz", "\x1b[1;1H名前"]
    shadow = Shadow()
    sent = [shadow.rewrite(write) for write in writes]
    assert seen(*sent) == seen(*writes)


def test_questions_to_the_terminal_pass_through() -> None:
    shadow = Shadow()
    question = "\x1b[?2026$p\x1b]22;default\x07\x1b[>25u"
    assert shadow.rewrite(question).startswith(question)


def test_the_terminal_is_left_in_plain_text() -> None:
    shadow = Shadow()
    assert shadow.rewrite("\x1b[1;1H\x1b[31mred\x1b[0m") == "\x1b[H\x1b[31mred"
    assert shadow.reset() == "\x1b[0m"
