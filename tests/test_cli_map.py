"""The command line's map: in each form, of all or of one circle, printed or in a file; what cannot be drawn is refused."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sociotui.domain import changes as c
from sociotui.domain.circles import Circle
from sociotui.domain.people import Term

from .homes import Hands, home_in
from .terminal.program import Program


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program with the demo's organisation."""
    program = Program(tmp_path)
    home_in(program.home).close()
    yield program
    program.close()


def test_the_map_is_printed_as_text(program: Program) -> None:
    said = program.ok("map", "--width", "100", "--height", "40")
    lines = said.splitlines()
    assert lines[0] == "Green Acres"
    assert max(map(len, lines)) <= 100
    for name in ("General circle", "Garden circle", "Kitchen", "Compost", "Finance"):
        assert name in said
    assert "Harvest feast: in Garden circle, and also in Kitchen circle" in said
    assert said == program.ok("map", "--width", "100", "--height", "40")


def test_one_circle_fills_the_picture(program: Program) -> None:
    said = program.ok("map", "--circle", "garden", "--by", "due")
    assert said.startswith("Green Acres › General circle › Garden circle\n")
    assert "Finance" not in said
    assert "nothing due in" in said or "due soon in" in said


def test_a_terminal_without_braille_gets_blocks_or_a_tree(program: Program) -> None:
    assert "▀" in program.ok("map", "--signs", "blocks")
    tree = program.ok("map", "--signs", "ascii")
    assert "    3= Harvest feast  3 people, also in Kitchen circle" in tree or "=3 Harvest feast" in tree
    assert tree.isascii()


def test_the_picture_is_written_to_a_file(program: Program) -> None:
    assert program.ok("map", "--format", "svg", "-o", "map.svg", "--width", "800") == ""
    root = ET.parse(program.folder / "map.svg").getroot()
    assert root.attrib["width"] == "800"
    assert "Harvest" in "".join(root.itertext())
    assert program.ok("map", "--format", "svg", "--width", "800") == (program.folder / "map.svg").read_text("utf-8")


def test_what_cannot_be_drawn_is_refused_with_what_can(program: Program) -> None:
    assert program.refused("map", "--circle", "gardn") == "There is no circle “gardn”. Near it: garden."
    assert "has 20 to 500 columns and 12 to 250 rows" in program.refused("map", "--width", "19")
    assert "up to 20000 pixels" in program.refused("map", "--format", "svg", "--height", "20001")
    program.refused("map", "--format", "png", code=2)


@pytest.mark.parametrize("env", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"TERM": "linux"}], ids=str)
def test_a_terminal_that_has_few_signs_gets_the_tree_unless_it_asks_for_more(
    program: Program, env: dict[str, str]
) -> None:
    program.env |= env
    assert program.ok("map").isascii()
    assert "⠤" in program.ok("map", "--signs", "braille")
    program.ok("map", "-o", "map.txt")
    assert "⠤" in (program.folder / "map.txt").read_text("utf-8")


def test_what_is_printed_has_no_colours_in_it(program: Program) -> None:
    assert "\x1b" not in program.ok("map", "--by", "due")
    assert "\x1b" not in program.ok("map", "--format", "svg")


# --- as it stood on a day ---------------------------------------------------------------------------

DAY = 86_400_000


@pytest.fixture
def grown(tmp_path: Path) -> Iterator[Program]:
    """The program with the demo's organisation of 2 March 2026, which founded a circle on the 4th, and ended one on the 6th."""
    program = Program(tmp_path)
    hands = Hands()
    home = home_in(program.home, hands)
    bees = Circle(
        id="", name="Bees circle", parents=("garden",), members=("zoe",), roles={"leader": Term(person="zoe")}
    )
    for edit in (c.FormCircle(circle=bees), c.EndCircle(circle="finance")):
        hands.at += 2 * DAY
        home.change(home.changing([edit], why="Agreed"), "eli")
    home.close()
    yield program
    program.close()


def test_the_map_is_drawn_as_it_stood_on_a_day(grown: Program) -> None:
    first = grown.ok("map", "--on", "2026-03-02")
    assert first.startswith("Green Acres, as on 2 March 2026\n")
    assert "Bees" not in first
    assert "Finance" in first
    between = grown.ok("map", "--on", "2026-03-05")
    assert "Bees" in between
    assert "Finance" in between
    picture = grown.ok("map", "--on", "2026-03-03", "--format", "svg")
    told = "".join(ET.fromstring(picture).itertext())
    assert "circle map, as it stood on 2026-03-03" in told
    assert "6 circles, 10 people, as it stood on 2026-03-03" in told
    assert "due" not in told
    circle = grown.ok("map", "--circle", "garden", "--on", "2026-03-03", "--signs", "ascii", "--width", "60")
    assert len(circle.split("\n")[0]) <= 60
    assert circle.split("\n")[0].endswith(", as on 3 March 2026")
    assert "Compost" in circle


def test_a_day_of_which_nothing_is_known_is_refused_with_those_that_are(grown: Program) -> None:
    assert grown.refused("map", "--on", "2026-03-01") == (
        "Nothing is on record of 2026-03-01: it begins on 2026-03-02. Ask for a day from then on."
    )
    assert "is still to come, and nobody knows yet. Ask for a day up to today" in grown.refused(
        "map", "--on", "2999-01-01"
    )
    assert "“last week” is not a day. Write it as year-month-day" in grown.refused("map", "--on", "last week")
    assert "“2026-02-30” is not a day" in grown.refused("map", "--on", "2026-02-30")
    assert grown.refused("map", "--on", "2026-03-03", "--circle", "bees-circle") == (
        "Bees circle was not there yet on 2026-03-03: it was founded on 2026-03-04. Ask for a day from then on."
    )
    assert grown.refused("map", "--on", "2026-03-07", "--circle", "finance") == (
        "Finance circle had ended by 2026-03-07: its last day was 2026-03-06. Ask for a day before that."
    )
    assert "Near it: garden" in grown.refused("map", "--on", "2026-03-03", "--circle", "gardn")
    assert "Draw that day by depth" in grown.refused("map", "--on", "2026-03-03", "--by", "due")


def test_today_is_a_day_like_any_and_what_is_due_is_told_of_it(program: Program) -> None:
    today = date.today().isoformat()
    assert program.ok("map", "--on", today, "--by", "due") == program.ok("map", "--by", "due")


def test_with_aims_it_says_how_they_nest_as_text_and_as_a_picture(program: Program) -> None:
    said = program.ok("map", "--aims", "--width", "100", "--height", "40")
    picture, below = said.split("How our aims nest\n")
    assert "Food for forty" in picture
    assert below.splitlines()[0] == "  vision: A valley in which everybody eats well and knows where it grew."
    assert "    Garden circle: Food for forty households from our own soil · Soil that is richer each year\n" in below
    svg = program.ok("map", "--aims", "--format", "svg")
    assert "aim: Soil that is richer each year" in "".join(ET.fromstring(svg).itertext())
