"""The map of a real community, walked by keys in a terminal: drawn, as an outline, a circle found, its page read."""

from pathlib import Path

import pytest

from sociotui.domain import changes as c
from sociotui.room.home import Home
from tests.exchange.kubernetes import COMMUNITY, community
from tests.homes import Hands

from .program import Program, copy_of
from .screen import Terminal


@pytest.fixture(scope="module")
def community_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the community; to be copied."""
    home = Home(tmp_path_factory.mktemp("community"))
    home.define(community(), "test")
    home.close()
    return home.folder


@pytest.fixture
def program(community_home: Path, tmp_path: Path) -> Program:
    """The program, with the community in its home."""
    return copy_of(community_home, tmp_path / "place")


def test_a_real_community_is_drawn_searched_and_walked(program: Program) -> None:
    terminal = program.start(size=(120, 40))
    terminal.wait_for("SIG Apps")
    terminal.press("2")
    terminal.wait_for("36 circles, 224 people")
    terminal.wait_for("◇ has several parents")
    terminal.press("/")
    terminal.wait_for("What?")
    terminal.type("api mach\r\r")
    terminal.wait_for("─ SIG API Machinery")
    terminal.wait_for("Covers all aspects")
    terminal.press("enter")
    terminal.wait_for("› SIG API Machinery")
    terminal.press("backspace")
    terminal.wait_for(lambda t: not t.shows("› SIG API Machinery"))
    terminal.press("o")
    terminal.wait_for("├ SIG Apps")
    terminal.press("j", "right", "j")
    terminal.wait_for("Within several circles")
    terminal.wait_for("─ WG Checkpoint Restore")
    terminal.press("tab", "down", "down", "enter")  # past what it is for
    terminal.wait_for("├ SIG Apps")
    terminal.press("q")
    terminal.wait_for("What is next")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    program.close()


def test_a_plain_terminal_gets_the_outline(program: Program) -> None:
    terminal = program.start(size=(60, 20), env={"LC_ALL": "POSIX", "COLORTERM": "", "NO_COLOR": "1"})
    terminal.wait_for("SIG Apps")
    terminal.press("2")
    terminal.wait_for("36 circles, 224 people")
    terminal.wait_for("right: members")
    terminal.press("down", "tab")
    terminal.wait_for("Covers all aspects")
    assert terminal.text.isascii(), terminal.text
    program.close()


@pytest.fixture
def aged(tmp_path: Path) -> Program:
    """The program, with the community of 2 March 2026, which ended a group on the 12th and gave another an aim on the 22nd."""
    program, hands = Program(tmp_path), Hands()
    home = Home(program.home, hands.clock())
    home.define(community(), "test")
    for edit in (c.EndCircle(circle="sig-ui"), c.SetCircle(circle="sig-docs", aims=("Pages that are right",))):
        hands.at += 10 * 86_400_000
        home.change(home.changing([edit], why="Agreed by all"), "test")
    home.close()
    return program


def test_the_map_is_looked_back_at_day_by_day(aged: Program) -> None:
    terminal = aged.start(size=(120, 40))
    terminal.wait_for("SIG Apps")
    terminal.press("2")
    terminal.wait_for("35 circles, 224 people")
    terminal.press("h", "h")
    terminal.wait_for("Changes of all circles")
    terminal.wait_for("22 March 2026")
    terminal.press("down", "down")
    terminal.wait_for(" as on 12 March 2026 ")
    terminal.wait_for("35 circles")
    terminal.press("b")
    terminal.wait_for(" as on 11 March 2026 ")
    terminal.wait_for("36 circles, 224 people")
    terminal.press("o")
    terminal.wait_for("├ SIG Docs")
    terminal.press("d")
    terminal.wait_for("Which day?")
    terminal.type("2026-03-01\r\r")
    terminal.wait_for("it begins on 2026-03-02")
    terminal.press("escape", "escape")
    terminal.wait_for("35 circles, 224 people")
    terminal.wait_for(lambda t: not t.shows("as on"))
    terminal.press("q", "q")
    assert terminal.wait_for_end() == 0
    aged.close()


def test_the_community_is_imported_and_walked_by_arrows_from_circle_to_circle(tmp_path: Path) -> None:
    """From its own file to the seats of a circle: in by enter, to the neighbours by arrows, out again by backspace."""
    if not COMMUNITY.is_file():
        pytest.skip(f"the community's list of groups is not there: {COMMUNITY}")
    program = Program(tmp_path)
    assert "It is in; " in program.ok("import", "from", str(COMMUNITY), "--yes")
    terminal = program.start(size=(120, 40))
    terminal.wait_for("Kubernetes community")
    terminal.press("2")
    terminal.wait_for("36 circles, 224 people")
    terminal.wait_for("▸ Kubernetes")
    for name in ("Architecture", "Steering", "Storage", "Windows"):
        assert terminal.shows(name), terminal.text
    seen = set()
    for key in ("down", "right", "right", "down", "left", "down", "left", "up", "right", "down"):
        before = _chosen(terminal)
        terminal.press(key)
        terminal.wait_for(lambda t: _chosen(t) != before)  # noqa: B023
        seen.add(_chosen(terminal))
    assert len(seen) > 5
    terminal.press("/")
    terminal.wait_for("What?")
    terminal.type("sig docs\r\r")
    terminal.wait_for("─ SIG Docs")
    terminal.press("enter")
    terminal.wait_for("› SIG Docs")
    for person in ("Divya Mohan ▾", "Natali Vlatko ▴", "Rey Lejano •"):
        terminal.wait_for(person)
    terminal.press("backspace")
    terminal.wait_for(lambda t: not t.shows("› SIG Docs"))
    assert _chosen(terminal) == "SIG Docs"
    terminal.press("c")
    terminal.wait_for("nothing due in")
    terminal.press("o")
    terminal.wait_for("├ SIG Docs")
    terminal.press("o")
    terminal.wait_for("⠤")
    assert _chosen(terminal) == "SIG Docs"
    terminal.press("/")
    terminal.wait_for("What?")
    terminal.type("sig node\r\r")
    terminal.wait_for("─ SIG Node")
    terminal.press("enter")
    terminal.wait_for("› SIG Node")
    for helping in ("◇ Batch", "◇ WG Device Management"):  # which are drawn in others where all are seen
        terminal.wait_for(helping)
    terminal.press("q", "q")
    assert terminal.wait_for_end() == 0
    program.close()


def _chosen(terminal: Terminal) -> str:
    """Return the name in the frame of the circles, which is that of the chosen one."""
    return next((line.split("─")[1].strip() for line in terminal.lines if line.startswith("╭─ ")), "")
