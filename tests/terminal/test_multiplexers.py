"""In real tmux and GNU screen: they show to the letter what a terminal shows, after any storm of sizes, and clean up."""

import re

import pytest

from .multiplexers import inside
from .program import Program
from .screen import Terminal
from .test_sizes import STORM

NAMES = ["tmux", pytest.param("screen", marks=pytest.mark.slow)]
WALK = (
    ("", "c consent"),
    ("o", "What about this would stand in the way"),
    ("escape", "Do you see"),
    ("2", "6 circles"),
)


@pytest.fixture
def plain(program: Program) -> Program:
    """The program where nobody promises true colour, which neither of the two passes on."""
    program.env |= {"COLORTERM": "", "LANG": "C.UTF-8"}
    return program


@pytest.fixture
def direct(plain: Program) -> Terminal:
    """The demo in a terminal, with nothing in between."""
    return plain.start("demo")


def timeless(terminal: Terminal) -> list[str]:
    """Return the rows without what goes on by itself."""
    return [re.sub(r"\d+:\d\d", "0:00", line) for line in terminal.lines]


@pytest.mark.parametrize("name", NAMES)
def test_it_shows_what_a_terminal_shows(plain: Program, direct: Terminal, name: str) -> None:
    with inside(plain, name):
        terminal = plain.start("demo")
        for key, seen in WALK:
            for each in (direct, terminal):
                each.press(*filter(None, [key]))
                each.wait_for(seen)
            direct.settle()
            terminal.wait_for(lambda t: timeless(t) == timeless(direct))


@pytest.mark.parametrize("name", NAMES)
def test_a_storm_of_sizes_ends_in_the_picture_of_the_last(plain: Program, name: str) -> None:
    direct = plain.start("demo", size=(100, 30))
    direct.wait_for("c consent")
    direct.settle()
    with inside(plain, name):
        terminal = plain.start("demo")
        terminal.wait_for("c consent")
        for columns, rows in STORM:
            terminal.resize(max(2, columns), max(2, rows))
        terminal.resize(100, 30)
        terminal.wait_for(lambda t: timeless(t) == timeless(direct))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tmux", "screen"])
def test_it_is_left_with_nothing_on_the_screen(plain: Program, name: str) -> None:
    with inside(plain, name):
        terminal = plain.start("demo")
        terminal.wait_for("c consent")
        terminal.press("q")
        terminal.wait_for("What is next")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert "What is next" not in terminal.text


@pytest.mark.slow
def test_screen_is_sent_no_colour_that_it_takes_for_another(program: Program) -> None:
    assert program.env["COLORTERM"] == "truecolor"  # as the terminal around it says, whose variables it passes on
    program.env["LANG"] = "C.UTF-8"
    with inside(program, "screen"):
        terminal = program.start("demo")
        terminal.wait_for("c consent")
        terminal.settle()
        grounds = [cell.bg for row in terminal.cells for cell in row]
        assert grounds.count("default") == len(grounds)
