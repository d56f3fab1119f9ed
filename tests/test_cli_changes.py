"""The command line that changes the structure: it says what it will do, does it, takes it back, and tells the history."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .terminal.program import CHECKOUT, Program, copy_of


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A home with the demo's organisation, for copying."""
    program = Program(tmp_path_factory.mktemp("founded"))
    program.import_demo()
    return program


@pytest.fixture
def program(founded: Program, tmp_path: Path) -> Iterator[Program]:
    """The program on a copy of that home."""
    program = copy_of(founded.home, tmp_path)
    yield program
    program.close()


def circle(program: Program, id_: str = "garden") -> dict[str, Any]:
    """Return a circle as the organisation's file has it."""
    circles: list[dict[str, Any]] = tomllib.loads(program.ok("export", "org"))["circle"]
    return next(each for each in circles if each["id"] == id_)


WHY = ("--why", "Said on Sunday")


def test_everything_of_a_circle_is_changed_by_a_command(program: Program) -> None:
    program.ok("add", "person", "Oda Quist", "--to", "garden,kitchen", "--pronouns", "she/her", *WHY)
    program.ok("change", "circle", "garden", "--aim", "Flowers", "--aim", "Food", "--domain", "Beds", *WHY)
    program.ok("change", "circle", "garden", "--seats", "zoe,eli", "--vision", "Green", *WHY)
    program.ok("add", "role", "garden", "Water", "--does", "Beds", "--person", "eli", "--until", "2099-01-01", *WHY)
    program.ok("change", "role", "garden", "water", "--purpose", "No thirst", *WHY)
    program.ok("change", "role", "garden", "secretary", "--vacant", *WHY)
    program.ok("end", "membership", "garden", "ben", *WHY)
    program.ok("add", "member", "garden", "hana", *WHY)
    program.ok("add", "circle", "Bees", "--within", "garden", "--members", "zoe,eli", "--leader", "zoe", *WHY)
    garden = circle(program)
    assert garden["members"] == ["zoe", "eli", "ana", "chidi", "dara", "fay", "oda-quist", "hana"]
    assert (garden["aims"], garden["domain"], garden["vision"]) == (["Flowers", "Food"], "Beds", "Green")
    assert set(garden["roles"]) == {"leader", "facilitator"}
    assert garden["role"][0]["responsibilities"] == ["Beds"]
    assert garden["role"][0]["purpose"] == "No thirst"
    assert "oda-quist" in circle(program, "kitchen")["members"]
    assert circle(program, "bees")["roles"]["leader"]["person"] == "zoe"
    program.ok("end", "role", "garden", "water", *WHY)
    program.ok("end", "circle", "bees", *WHY)
    assert "ended" in circle(program, "bees")
    program.ok("change", "organisation", "--mission", "Sharing", *WHY)
    program.ok("change", "person", "ana", "--name", "Anna", *WHY)
    exported = tomllib.loads(program.ok("export", "org"))
    assert exported["organisation"]["mission"] == "Sharing"
    assert exported["person"][0]["name"] == "Anna"
    assert "Bees" not in "".join(program.ok("list").split("Under way")[0])


def test_a_dry_run_says_what_would_change_and_changes_nothing(program: Program) -> None:
    before = program.ok("export", "data")
    said = program.ok("end", "membership", "garden", "eli", "--dry-run")
    assert said == "Eli leaves Garden circle: the role as secretary ends.\n"
    assert program.ok("export", "data") == before
    assert "What does this rest on?" in program.refused("end", "membership", "garden", "eli")
    assert program.ok("export", "data") == before


def test_a_change_names_itself_and_is_taken_back_by_its_number(program: Program) -> None:
    before = program.ok("export", "org")
    said = program.ok("change", "circle", "garden", "--name", "Gardens", "--by", "eli", *WHY)
    found = re.search(r"change number (\d+), recorded by the secretary Eli: Said on Sunday", said)
    assert found
    program.ok("change", "circle", "kitchen", "--name", "Kitchens", *WHY)
    assert f"number {found[1]} was taken back" in program.ok("change", "undo", found[1], "--yes")
    program.ok("change", "undo")
    assert program.ok("export", "org") == before
    assert "no change to take back" in program.refused("change", "undo")
    lines = program.ok("history", "garden").splitlines()
    head = next(line for line in lines if f" {found[1]}  " in line)
    assert "recorded by the secretary Eli: Said on Sunday; taken back by number" in head
    assert "Garden circle is called Gardens now." in lines[lines.index(head) + 1]


def test_the_history_is_an_object_that_the_readme_describes(program: Program) -> None:
    program.ok("change", "circle", "garden", "--name", "Gardens", *WHY)
    found = json.loads(program.ok("history", "garden", "--json"))
    assert (found["version"], found["circle"], found["history"][-1]["kind"]) == (1, "garden", "change")
    readme = (CHECKOUT / "README.md").read_text("utf-8")
    described = re.search(r"^`sociotui history --json`.*?(?=\n\n)", readme, re.MULTILINE | re.DOTALL)
    assert described
    entry = found["history"][-1]
    assert {*found, *entry, *entry["changes"][0]} <= set(re.findall(r"`(\w+)`", described[0]))
    assert json.loads(program.ok("history", "--since", "2999-01-01", "--json"))["history"] == []
    assert program.ok("history", "--since", "2999-01-01") == "Nothing has changed yet.\n"


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (["change", "circle", "gardn", "--name", "x"], 1, "Near it: garden"),
        (["change", "circle", "garden"], 1, "nothing would change"),
        (["change", "role", "garden", "secretary", "--until", "2099-01-01"], 2, "Say who holds it"),
        (["change", "role", "garden", "secretary"], 2, "Say what is different"),
        (["change", "role", "garden", "secretary", "--person", "eli", "--until", "soon"], 1, "is not a day"),
        (["change", "undo", "--decision", "x"], 2, "rests on nothing but who does it"),
        (["add", "circle", "Bees", "--members", "nobody"], 1, "There is no person “nobody”"),
        (["add", "person", "x" * 200], 1, "up to 120"),
    ],
)
def test_what_can_not_be_is_refused_with_what_to_do(program: Program, words: list[str], code: int, why: str) -> None:
    assert why in program.refused(*words, *(() if words[1] == "undo" else WHY), code=code)


def test_at_a_terminal_it_asks_before_it_does_it(program: Program) -> None:
    terminal = program.start("change", "circle", "garden", "--name", "Gardens", *WHY)
    terminal.wait_for("Is that right?")
    terminal.type("n\r")
    assert terminal.wait_for_end() == 1
    assert circle(program)["name"] == "Garden circle"
