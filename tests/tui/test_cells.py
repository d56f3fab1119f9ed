"""Cells: whatever a terminal takes for the width of a sign, all other cells are where they belong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sociotui.tui.cells import cells_of, disputed
from sociotui.tui.sgr import RESET
from sociotui.tui.shadow import Shadow
from tests.emulators import emulators, shown_by

SURE = ["Zoë", "Zoe\u0308", "Ελένη", "Михаил", "مريم", "שרה", "สมชาย", "王小明", "さくら", "김민수", "न्", "名"]
DISPUTED = ["👍🏽", "👨\u200d👩\u200d👧\u200d👦", "🇧🇷", "❤\ufe0f", "🫠", "हि", "दी", "या", "क\u094d\u200dष"]
WIDTH, HEIGHT = 24, 3


@pytest.mark.parametrize("text", [*SURE, *DISPUTED, "a🇧🇷🇳🇱b", "🇧a", "\u0301a"])
def test_a_text_takes_the_cells_that_it_is_measured_at(text: str) -> None:
    assert len(cells_of(text, RESET)) == cell_len(text)


@pytest.mark.parametrize("text", SURE)
def test_letters_and_their_marks_are_agreed_on(text: str) -> None:
    assert not any(disputed(cell[0]) for cell in cells_of(text, RESET) if cell and cell[0])


@pytest.mark.parametrize("text", DISPUTED)
def test_emoji_and_signs_beside_letters_are_not(text: str) -> None:
    assert any(disputed(cell[0]) for cell in cells_of(text, RESET) if cell and cell[0])


@st.composite
def frames(draw: st.DrawFn) -> str:
    """Draw rows of names between borders; each row is whole, as those of a screen are."""
    out = []
    for y in draw(st.lists(st.integers(1, HEIGHT), min_size=1, max_size=3)):
        row, pieces = "", draw(st.lists(st.sampled_from([*SURE, *DISPUTED, "│", "ab", " │ ", "  "]), max_size=8))
        for piece in pieces:
            row = row + piece if cell_len(row + piece) < WIDTH else row
        out.append(f"\x1b[{y};1H{row}{' ' * (WIDTH - 1 - cell_len(row))}│")
    return "".join(out)


@given(st.lists(frames(), min_size=1, max_size=5))
def test_what_all_agree_on_is_where_it_belongs_in_every_terminal(writes: list[str]) -> None:
    shadow = Shadow()
    shadow.resize(WIDTH, HEIGHT)
    whole = "".join(f"\x1b[{y};1H{' ' * WIDTH}" for y in range(1, HEIGHT + 1))  # as each screen is drawn at first
    sent = "".join(["\x1b[?7l", *map(shadow.rewrite, [whole, *writes])]).encode()
    seen = {name: shown_by(screen, sent) for name, screen in emulators(WIDTH, HEIGHT).items()}
    for y in range(HEIGHT):
        for x in range(WIDTH):
            wanted = seen["joining"][y][x]
            if wanted and not disputed(wanted):
                assert {cells[y][x] for cells in seen.values()} == {wanted}, (x, y, seen)


def test_what_changes_beside_a_disputed_sign_is_as_short_as_ever() -> None:
    shadow = Shadow()
    shadow.rewrite("\x1b[1;1H👍🏽 0:02│")
    assert shadow.rewrite("\x1b[1;1H👍🏽 0:03│") == "\x1b[2D3\x1b[C"
