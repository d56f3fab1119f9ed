"""An organisation as a file, and as answers to a few questions: all of it comes in, or nothing."""

import tomllib
from functools import partial
from pathlib import Path

import pytest

from sociotui.exchange.organisations import read_organisation

from .program import CHECKOUT, Program
from .screen import Terminal

ORGANISATION = CHECKOUT / "data" / "demo" / "organisation.toml"


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('name = "Green Acres"', 'name = "Green Acres', "line 3"),
        ('id = "ben"', 'id = "Ben!"', "“Ben!” will not do as an id"),
        ('leader = "hana"', 'leader = "hanna"', "There is no person “hanna”. Near it: hana"),
        ('parents = ["general"]', 'parents = ["generall"]', "general"),
        ('domain = "Books, dues, insurance"', "domian = 1", "domian"),
    ],
)
def test_a_broken_file_is_named_and_changes_nothing(garden: Program, before: str, after: str, sentence: str) -> None:
    text = ORGANISATION.read_text("utf-8").replace('name = "Gio"', 'name = "Giovanna"')
    broken = text.replace(before, after, 1)
    assert broken != text
    file = garden.folder / "broken.toml"
    file.write_text(broken, "utf-8")
    journal = garden.journal("organisation").read_bytes()
    said = garden.refused("import", "org", str(file))
    assert "broken.toml" in said
    assert sentence in said
    assert garden.journal("organisation").read_bytes() == journal
    assert "Giovanna" not in garden.ok("export", "org")


def test_an_organisation_goes_round_without_loss(garden: Program, tmp_path: Path) -> None:
    text = garden.ok("export", "org")
    assert read_organisation(text, "export") == read_organisation(ORGANISATION.read_text("utf-8"), "demo")
    other = Program(tmp_path / "other")
    other.folder.mkdir()
    file = other.folder / "org.toml"
    file.write_text(text, "utf-8")
    other.ok("import", "org", str(file))
    assert other.ok("export", "org") == text
    assert "; 0 changes." in other.ok("import", "org", str(file))
    garden.ok("export", "org", "-o", str(tmp_path / "again.toml"))
    assert (tmp_path / "again.toml").read_text("utf-8") == text
    assert tomllib.loads(text)["organisation"]["name"] == "Green Acres"


# --- a few questions -----------------------------------------------------------------------------

QUESTIONS = (
    "What is your organisation called?",
    "What is its first circle called?",
    "What is this circle there for?",
    "Who is in it?",
    "Who facilitates its meetings for now?",
    "Who writes its minutes for now?",
)


def answer(terminal: Terminal, *answers: str) -> None:
    """Answer the questions, each when it is asked."""
    for question, said in zip(QUESTIONS, answers, strict=False):
        terminal.wait_for(partial(asks, question))
        terminal.press(said, "enter")


def asks(question: str, terminal: Terminal) -> bool:
    """Whether that question stands there and waits for its answer."""
    said = terminal.text.rstrip()
    return question in said.replace("\n", "") and said.endswith(":")


def test_a_few_questions_found_an_organisation(program: Program) -> None:
    terminal = program.start("init")
    answer(terminal, "Green Acres", "", "Food for forty households", "Ana, Zoë, 李, Ana", "zoë", "")
    assert terminal.wait_for_end() == 0
    assert terminal.shows("Begin a meeting with “sociotui”, or with “sociotui open CIRCLE”.")
    found = tomllib.loads(program.ok("export", "org"))
    assert found["organisation"]["name"] == "Green Acres"
    assert [p["name"] for p in found["person"]] == ["Ana", "Zoë", "李", "Ana"]
    assert len({p["id"] for p in found["person"]}) == 4
    (circle,) = found["circle"]
    assert circle["aims"] == ["Food for forty households"]
    assert circle["roles"]["facilitator"] == "zoe"
    assert program.ok("open", circle["id"]).startswith(circle["id"])
    again = program.start("init")
    assert again.wait_for_end() == 1
    assert again.shows("There is an organisation in")


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (("X", "", "", " , ,"), "A circle has members. Begin again with at least one name."),
        (("x" * 200,), "has 200 characters; a name or title may have up to 120"),
    ],
)
def test_an_answer_that_will_not_do_founds_nothing(program: Program, answers: tuple[str, ...], sentence: str) -> None:
    terminal = program.start("init", size=(240, 24))
    answer(terminal, *answers)
    assert terminal.wait_for_end() == 1
    assert terminal.shows(sentence)
    assert not program.journal("organisation").exists()


def test_a_name_that_nobody_has_is_asked_for_again(program: Program) -> None:
    terminal = program.start("init", size=(240, 24))
    answer(terminal, "X", "", "", "Ana, Ben", "Bob")
    terminal.wait_for("“Bob” is not one of the names you gave: Ana, Ben.")
    terminal.type("Ben\r\r")
    assert terminal.wait_for_end() == 0
    assert 'facilitator = "ben"' in program.ok("export", "org")


def test_questions_can_be_left(program: Program) -> None:
    for key in ("ctrl+c", "ctrl+d"):
        terminal = program.start("init")
        answer(terminal, "Green Acres")
        terminal.wait_for("What is its first circle called?")
        assert terminal.interrupt(key) == 1
        assert "Traceback" not in terminal.text
        assert not program.journal("organisation").exists()
