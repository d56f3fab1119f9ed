"""All kinds of terminals: dumb, small, without colour, the Linux console, and one that changes its size."""

import re
from collections.abc import Callable

import pytest

from tests.sizes import at_sizes

from .by_keys import now_and_next, opened, whole
from .program import Program
from .screen import Terminal


def colours(terminal: Terminal) -> set[str]:
    """Return each colour code that was sent, with 38;5;n and 38;2;… in one piece."""
    found = set()
    for codes in re.findall(rb"\x1b\[([0-9;:]*)m", terminal.raw):
        for code in re.findall(r"[34]8[;:][25][0-9;:]*|\d+", codes.decode()):
            number = int(re.match(r"\d+", code)[0])  # type: ignore[index]
            if (30 <= number <= 49 and number not in (39, 49)) or 90 <= number <= 107:
                found.add(code)
    return found


def look_around(terminal: Terminal) -> None:
    """Look at the meeting, a dialog, the keys, and act."""
    terminal.wait_for("c consent")
    terminal.press("?")
    terminal.wait_for("Give the turn up for this round.")
    terminal.press("escape")
    terminal.wait_for(lambda t: not t.shows("Give the turn up for this round."))
    terminal.press("o")
    terminal.wait_for("What about this would stand in the way of our aim?")
    terminal.press_each("tab")
    terminal.press("escape")
    terminal.wait_for(lambda t: not t.shows("escape: leave"))
    terminal.press("c")
    terminal.wait_for("Ana consents.")


# --- colours and signs ---------------------------------------------------------------------------


def test_true_colour_is_used_where_it_is_promised(program: Program) -> None:
    terminal = program.start("demo")
    look_around(terminal)
    assert any(code.startswith("38;2;") for code in colours(terminal))


@pytest.mark.parametrize("env", [{"COLORTERM": ""}, {"COLORTERM": "", "TERM": "linux"}])
def test_sixteen_colours_where_no_more_are_promised(program: Program, env: dict[str, str]) -> None:
    terminal = program.start("demo", env=env)
    look_around(terminal)
    sent = colours(terminal)
    assert sent
    assert all(code.isdigit() for code in sent), sent


def test_plain_signs_where_the_locale_has_no_others(program: Program) -> None:
    terminal = program.start("demo", env={"LC_ALL": "C"})
    terminal.wait_for(lambda t: t.shows("c consent") and t.shows("+- Speaking") and t.shows("> Ana"))
    assert not set("▸◂✓●╭│") & set(terminal.text), terminal.drawn()


LATIN = {"LC_ALL": "en_US.ISO-8859-1", "PYTHONIOENCODING": "latin-1"}


def test_sentences_come_through_in_an_encoding_without_their_quotes(garden: Program) -> None:
    id_ = garden.open()
    garden.env |= LATIN
    done = garden.run("act", id_, "agenda", "--title", "Łódź trip")
    assert [item["title"] for item in garden.status(id_)["agenda"]] == ["Łódź trip"]
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert "On the agenda" in done.stdout


def test_the_screen_opens_in_an_encoding_without_its_signs(program: Program) -> None:
    terminal = program.start("demo", env=LATIN)
    terminal.wait_for("c consent")


# --- no screen at all ----------------------------------------------------------------------------


@pytest.mark.parametrize("term", ["dumb", ""])
@pytest.mark.parametrize("words", [(), ("demo",)])
def test_a_dumb_terminal_is_told_what_to_do(garden: Program, term: str, words: tuple[str, ...]) -> None:
    terminal = garden.start(*words, env={"TERM": term})
    assert terminal.wait_for_end() == 1
    said = " ".join(terminal.raw.decode().split())
    for part in ("This terminal cannot show the screen", "sociotui status", "sociotui act", "TERM=xterm-256color"):
        assert part in said
    assert b"\x1b" not in terminal.raw


def test_without_a_terminal_it_says_so(garden: Program) -> None:
    assert "This terminal cannot show the screen" in garden.refused()


def test_commands_need_nothing_of_the_terminal(garden: Program) -> None:
    terminal = garden.start("list", env={"TERM": "dumb"})
    assert terminal.wait_for_end() == 0
    assert b"\x1b" not in terminal.raw


# --- sizes ---------------------------------------------------------------------------------------


def ana_then_ben(t: Terminal) -> bool:
    """Now Ana, next Ben, as in the demo's meeting."""
    return now_and_next(t) == ("Ana", "Ben")


@at_sizes((60, 20), (80, 24), (120, 40), (40, 12), (20, 5))
def test_now_and_next_are_in_sight_at_any_size(program: Program, size: tuple[int, int]) -> None:
    terminal = program.start("demo", size=size)
    terminal.wait_for(ana_then_ben)
    terminal.press("c")
    terminal.wait_for(lambda t: now_and_next(t) == ("Ben", "Chidi"))


def test_resizing_on_the_way_keeps_everything_in_sight(program: Program) -> None:
    terminal = program.start("demo")
    terminal.wait_for("c consent")
    before = terminal.pane("Circles"), terminal.pane("Proposal"), terminal.pane("Room")
    for size in ((120, 40), (60, 20), (20, 5), (80, 24)):
        terminal.settle()
        terminal.resize(*size)
        terminal.wait_for(ana_then_ben)
    terminal.wait_for("c consent")
    terminal.wait_for(lambda t: (t.pane("Circles"), t.pane("Proposal"), t.pane("Room")) == before)
    terminal.press("c")
    terminal.wait_for("Ana consents.")


def test_a_smaller_terminal_is_not_drawn_beyond_its_edges(program: Program) -> None:
    terminal = program.start("demo", size=(120, 40))
    terminal.wait_for("c consent")
    terminal.settle()
    before = len(terminal.raw)
    terminal.resize(60, 20)
    terminal.wait_for(ana_then_ben)
    terminal.settle()
    places = re.findall(rb"\x1b\[(\d+);(\d+)H", terminal.raw[before:])
    assert max(int(row) for row, _column in places) <= 20
    assert max(int(column) for _row, column in places) <= 60


def test_resizing_with_a_dialog_open_keeps_what_was_typed(program: Program) -> None:
    terminal = program.start("demo")
    terminal.wait_for("c consent")
    terminal.press("o")
    opened(terminal)
    terminal.press_each("Nobody has Saturdays free")
    for size in ((60, 20), (20, 5), (120, 40)):
        terminal.resize(*size)
        terminal.wait_for("brings")
    terminal.wait_for("Nobody has Saturdays free")
    terminal.wait_for("escape: leave")


def test_a_size_that_comes_back_at_once_is_drawn_anew(program: Program) -> None:
    terminal = program.start("demo")
    terminal.wait_for("c consent")
    for _time in range(8):
        terminal.settle()
        terminal.resize(120, 40)
        terminal.resize(80, 24)
        terminal.wait_for(lambda t: whole(t) and t.shows("c consent"), within=3)


@at_sizes((4, 4), (80, 1), (8, 3), (3, 24), (2, 10))
def test_a_moment_of_hardly_any_room_is_survived(program: Program, size: tuple[int, int]) -> None:
    terminal = program.start("demo")
    terminal.wait_for("c consent")
    terminal.settle()
    terminal.resize(*size)
    terminal.wait_for(lambda t: t.text.strip(), within=3)
    terminal.settle()
    terminal.resize(80, 24)
    terminal.wait_for("c consent", within=5)


def test_home_shows_what_is_chosen_at_20x5(garden: Program) -> None:
    terminal = garden.start(size=(20, 5))
    terminal.wait_for("General")


def reader(t: Terminal) -> None:
    """Open the keys, the longest of texts."""
    t.press("?")
    t.wait_for("Give the turn up")


def form(t: Terminal) -> None:
    """Open the form for a new item."""
    t.press("i")
    t.wait_for("A new item")


LATER = [(reader, (80, 24)), (reader, (60, 20)), (form, (60, 20))]


@pytest.mark.parametrize(
    ("opened", "size"),
    [(form, (40, 12)), *(pytest.param(*later, marks=pytest.mark.slow) for later in LATER)],
)
def test_a_long_dialog_still_says_how_to_leave_it(
    program: Program, opened: Callable[[Terminal], None], size: tuple[int, int]
) -> None:
    terminal = program.start("demo", size=size)
    terminal.wait_for(ana_then_ben)
    opened(terminal)
    terminal.wait_for("escape: ", within=2)
