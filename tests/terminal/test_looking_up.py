"""A real community looked up by keys in a terminal: its decisions, roles and people are found, its next agenda prepared."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from sociotui.domain.circles import Circle
from sociotui.domain.customs import Customs
from sociotui.domain.organisation import Definition
from sociotui.domain.people import Term
from sociotui.room.home import Home
from tests.between import held
from tests.exchange.kubernetes import COMMUNITY, community

from .program import Program, copy_of
from .screen import Terminal


@pytest.fixture(scope="module")
def community_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the community as the program brings it in; SIG CLI has met, and a term of its ends soon. To be copied."""
    community()  # skips where its list is not there
    program = Program(tmp_path_factory.mktemp("community"))
    program.ok("import", "from", str(COMMUNITY), "--yes")
    home = Home(program.home)
    o, today = home.organisation(), home.clock.today()
    assert o.about
    circle: Circle = replace(o.circles["sig-cli"], customs=Customs(absence="present"))
    leader = circle.roles["leader"].person
    roles = circle.roles | {"leader": Term(person=leader, until=today + timedelta(days=9))}
    home.define(Definition(organisation=o.about, circle=(replace(circle, roles=roles),)), "test")
    review = f"{today + timedelta(days=200)}"
    held(home, "Deprecate a flag in kubectl", "Office hours", circle="sig-cli", present=circle.members, review=review)
    home.close()
    return program.home


@pytest.fixture
def program(community_home: Path, tmp_path: Path) -> Program:
    """The program, with the community in its home."""
    return copy_of(community_home, tmp_path / "place")


def began(program: Program, size: tuple[int, int], **env: str) -> Terminal:
    """Start the program, and wait for its first screen."""
    terminal = program.start(size=size, env=env)
    terminal.wait_for("What is next")
    terminal.wait_for("SIG Apps")
    return terminal


def ended(program: Program, terminal: Terminal) -> None:
    """Leave the program from its first screen; the terminal is as it was before."""
    terminal.wait_for("What is next")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert not terminal.unrestored()
    program.close()


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
def test_a_decision_is_found_while_one_types_opened_and_left(program: Program, size: tuple[int, int]) -> None:
    terminal = began(program, size)
    terminal.press("3")
    terminal.wait_for("2 of 2")
    terminal.press("/", *"flag kub")
    terminal.wait_for("1 of 2")
    terminal.wait_for(lambda t: "Office hours" not in t.pane("Decisions"))
    terminal.press("enter", "enter")
    terminal.wait_for("esc to the list")
    terminal.wait_for("The exact wording")
    terminal.press("escape")
    terminal.wait_for("enter read")
    terminal.press("escape")
    terminal.wait_for("2 of 2")
    terminal.press("escape")
    ended(program, terminal)


@pytest.mark.slow
def test_who_holds_what_is_found_in_any_script_and_several_roles_are_sought_at_once(program: Program) -> None:
    terminal = began(program, (80, 24))
    terminal.press("4")
    terminal.wait_for("Term ends soon")
    terminal.press("/", *"徐俊杰")
    terminal.wait_for("Paco Xu 徐俊杰")
    terminal.wait_for("1 of ")
    frames = [line for line in terminal.lines if "徐俊杰" in line]
    assert frames
    terminal.press("enter", "enter")
    terminal.wait_for("esc to the list")
    terminal.press("escape", "/", "escape")
    terminal.wait_for("Term ends soon")
    terminal.press("escape", "/", *"sig cli", "enter")
    terminal.wait_for("Technical lead")
    terminal.press("home", "space", "space")
    terminal.wait_for("2 marked")
    terminal.press("i")
    terminal.wait_for("Propose a selection")
    terminal.wait_for("goes onto the backlog of SIG CLI")
    terminal.press("tab", "tab", "enter")
    terminal.wait_for("is on the backlog of SIG CLI now")
    terminal.press("escape", "escape")
    terminal.wait_for("What is next")
    assert "Selection: leader, " in program.ok("agenda", "sig-cli")
    assert "Taken back." in program.ok("agenda", "sig-cli", "--undo")
    assert "Selection: " not in program.ok("agenda", "sig-cli").partition("These are due")[0]
    ended(program, terminal)


def test_one_goes_from_each_screen_to_each_by_its_number(program: Program) -> None:
    terminal = began(program, (80, 24))
    seen = {"2": "backspace out", "3": "─ Decisions ─", "4": "─ People and roles ─"}
    for keys in ("23", "42", "34", "32", "43", "24"):
        for key in keys:
            terminal.press(key)
            terminal.wait_for(seen[key])
    terminal.press("1")
    terminal.wait_for("No meeting is under way.")
    program.ok("open", "sig-cli", "--facilitator", "soltysh", "--secretary", "eddiezane")
    terminal.press("q")
    terminal.wait_for("● SIG CLI")
    for key in "234":
        terminal.press(key)
        terminal.wait_for(seen[key])
        terminal.press("1")
        terminal.wait_for("SIG CLI · circle meeting")
    terminal.press("q")
    ended(program, terminal)


@pytest.mark.slow
def test_the_next_meeting_of_a_circle_is_prepared_from_home(program: Program) -> None:
    terminal = began(program, (60, 20))
    terminal.press("/")
    terminal.wait_for("What?")
    terminal.type("sig cli\r\r")
    terminal.wait_for(lambda t: not t.shows("What?"))
    terminal.press("i")
    terminal.wait_for("SIG CLI: the next meeting")
    terminal.wait_for("Due, and not on it yet")
    terminal.press("i")
    terminal.wait_for("A new topic")
    terminal.type("Completion in fish")
    terminal.press("tab", "tab", "tab", "tab", "tab", "enter")
    terminal.wait_for("“Completion in fish” is on it now.")
    terminal.press("m")
    terminal.wait_for("SIG CLI: our next meeting")
    terminal.press("escape", "escape")
    ended(program, terminal)
    assert "Completion in fish" in program.ok("agenda", "sig-cli")


@pytest.mark.slow
@pytest.mark.parametrize(("key", "seen"), [("3", "2 of 2"), ("4", "Term ends soon"), ("", "Due")])
def test_a_plain_terminal_shows_all_of_it_in_ascii(program: Program, key: str, seen: str) -> None:
    terminal = began(program, (80, 24), LC_ALL="POSIX", TERM="linux", COLORTERM="", NO_COLOR="1")
    if key:
        terminal.press(key)
        terminal.wait_for(seen)
        terminal.press("/", *"sig cli")
        terminal.wait_for(" of ")
        terminal.press("enter")
    terminal.wait_for("+- ")
    terminal.settle()
    names = "".join(person.name for person in community().person)  # these are as people write them
    assert not {sign for sign in terminal.text if not sign.isascii()} - {*names}, terminal.text
    assert "1-6 screens" in terminal.text
    program.close()
