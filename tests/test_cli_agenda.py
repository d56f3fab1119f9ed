"""The coming meeting by command: topics are added, ranked, changed and dropped, what is due taken over; the agenda to send round."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .terminal.program import CHECKOUT, Program, copy_of


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A home with the demo's organisation, for copying."""
    program = Program(tmp_path_factory.mktemp("founded"))
    program.import_demo()
    return program


@pytest.fixture(scope="module")
def filled(founded: Program, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A home with three topics on the agenda of the Garden circle, for copying."""
    program = copy_of(founded.home, tmp_path_factory.mktemp("filled") / "place")
    prepared(program)
    return program


@pytest.fixture
def program(founded: Program, tmp_path: Path) -> Iterator[Program]:
    """The program with the demo's organisation."""
    program = copy_of(founded.home, tmp_path)
    yield program
    program.close()


def titles(program: Program) -> list[tuple[str, int, bool]]:
    """Return the topics with their minutes, and whether they find their time."""
    found = json.loads(program.ok("agenda", "garden", "--json"))
    return [(t["title"], t["minutes"], t["fits"]) for t in found["topics"]]


def prepared(program: Program) -> None:
    """Put three topics on the agenda."""
    more = ("--minutes", "15", "--presenter", "ana", "--note", "Ben has asked\nthe mill.")
    said = program.ok("agenda", "garden", "--add", "Watering", *more)
    assert said == "“Watering” is on the backlog of Garden circle now.\n"
    program.ok("agenda", "garden", "--add", "Compost", "--aim", "explore", "--minutes", "50")
    program.ok("agenda", "garden", "--add", "Bees [red]", "--minutes", "30", "--aim", "report", "--place", "2")


def test_an_agenda_is_printed_to_send_round(program: Program) -> None:
    prepared(program)
    told = program.ok("agenda", "garden", "--at", "19:30").splitlines()
    assert told[:6] == [
        "Garden circle: our next meeting",
        "===============================",
        "",
        "The day is still open.",
        "From 19:30 to 21:00, 90 minutes. (Say so if you need another length.)",
        "Zoe facilitates, Eli writes.",
    ]
    assert [re.sub(" +", " ", line) for line in told[7:]] == [
        "19:30 We arrive: check-in, who is here, consent to this agenda 11 min",
        "19:41 1. Watering 15 min",
        " to decide; Ana brings it",
        " Ben has asked",
        " the mill.",
        "19:56 2. Bees [red] 30 min",
        " to hear",
        "20:26 Time to spare 27 min",
        "20:53 We look back: what stays for later, check-out 7 min",
        "21:00 The end",
        "",
        "There is no time for these yet; they wait for another meeting:",
        "- Compost, 50 min",
        "",
        "Is something missing, or in the wrong place? Tell Zoe, or bring it along.",
    ]
    assert all(len(line) <= 76 for line in told)
    longer = program.ok("agenda", "garden", "--length", "120")
    assert "\n0:56   3. Compost " in longer
    assert "no time for these" not in longer


def test_it_is_written_into_a_file_whole(program: Program) -> None:
    prepared(program)
    program.ok("agenda", "garden", "-o", "agenda.txt")
    assert (program.folder / "agenda.txt").read_text("utf-8") == program.ok("agenda", "garden")
    program.ok("agenda", "garden", "--json", "-o", "agenda.json")
    assert json.loads((program.folder / "agenda.json").read_text("utf-8"))["circle"] == "garden"


def test_topics_are_ranked_changed_and_dropped_by_title_or_number(program: Program) -> None:
    prepared(program)
    assert titles(program) == [("Watering", 15, True), ("Bees [red]", 30, True), ("Compost", 50, False)]
    assert program.ok("agenda", "garden", "--rank", "3") == "“Compost” is number 1 now (Garden circle).\n"
    program.ok("agenda", "garden", "--rank", "Watering", "--place", "3")
    assert program.ok("agenda", "garden", "--change", "1", "--minutes", "20", "--presenter", "chidi") == (
        "“Compost” was changed (Garden circle).\n"
    )
    renamed = program.ok("agenda", "garden", "--change", "Compost", "--title", "The heap", "--presenter", "")
    assert renamed == "“Compost” is called “The heap” now (Garden circle).\n"
    assert program.ok("agenda", "garden", "--drop", "2") == "“Bees [red]” is off the backlog of Garden circle.\n"
    assert titles(program) == [("The heap", 20, True), ("Watering", 15, True)]
    assert json.loads(program.ok("agenda", "garden", "--json"))["topics"][0]["presenter"] is None


def test_a_note_is_read_from_standard_input_and_cleaned(program: Program) -> None:
    program.ok("agenda", "garden", "--add", "Hoses", "--note", "-", input="Leaks\x1b[31m\nat the tap\n")
    assert json.loads(program.ok("agenda", "garden", "--json"))["topics"][0]["note"] == "Leaks\nat the tap"


def test_what_is_due_is_taken_over_by_its_number(program: Program) -> None:
    file = program.folder / "organisation.toml"
    vacant = '\n[[circle]]\nid = "bees"\nname = "Bee circle"\naims = ["Honey"]\nmembers = ["ana", "ben"]\n'
    vacant += '[[circle.role]]\nid = "keeper"\nname = "Bee keeper"\n'
    file.write_text((CHECKOUT / "data" / "demo" / "organisation.toml").read_text("utf-8") + vacant, "utf-8")
    program.ok("import", "org", str(file))
    told = program.ok("agenda", "bees")
    assert "This is due as well, and is not on the agenda:\n1. Bee keeper: vacant (now)\n" in told
    assert "Who facilitates and who writes is still open." in told
    program.ok("agenda", "bees", "--ready", "1")
    told = program.ok("agenda", "bees")
    assert "1. Bee keeper" in told
    assert "Role selection" in told
    assert "due as well" not in told
    said = program.refused("agenda", "bees", "--ready", "1")
    assert said == "There is no ready-made topic number 1. There is: none."
    id_ = program.ok("open", "bees", "--facilitator", "ana", "--secretary", "ben").strip()
    program.ok("act", id_, "agenda", "--ready", "1", "--by", "ana")
    assert program.status(id_)["agenda"][0]["title"] == "Bee keeper"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gardn",), "There is no circle “gardn”. Near it: garden"),
        (("garden", "--at", "25:00"), "“25:00” is no time of day."),
        (("garden", "--length", "-1"), "How many minutes?"),
        (("garden", "--add", "Watering"), "“Watering” is on the backlog already."),
        (("garden", "--add", "Hens", "--presenter", "hanna"), "There is no member “hanna”."),
        (("garden", "--add", " "), "What is it about?"),
        (("garden", "--drop", "9"), "There is no topic “9”."),
        (("garden", "--change", "Watring", "--minutes", "5"), "There is no topic “Watring”. Near it: Watering."),
        (("garden", "--change", "Watering"), "Nothing would change."),
        (("garden", "--rank", "Watering"), "“Watering” stands there already."),
        (("garden", "--add", "Hens", "--minutes", "0"), "How many minutes?"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(filled: Program, arguments: tuple[str, ...], said: str) -> None:
    assert filled.refused("agenda", *arguments).startswith(said)
    assert len(titles(filled)) == 3


def test_what_was_done_is_taken_back_one_after_the_other(program: Program) -> None:
    prepared(program)
    before = titles(program)
    program.ok("agenda", "garden", "--rank", "Compost")
    program.ok("agenda", "garden", "--drop", "Watering")
    assert program.ok("agenda", "garden", "--undo") == (
        "Taken back. “Watering” is on the backlog of Garden circle now.\n"
    )
    assert program.ok("agenda", "garden", "--undo").startswith("Taken back. ")
    assert titles(program) == before
    for _topic in before:
        program.ok("agenda", "garden", "--undo")
    assert titles(program) == []
    assert "all of it was taken back" in program.refused("agenda", "garden", "--undo")
    program.ok("agenda", "garden", "--add", "Hens")
    program.ok("agenda", "garden", "--undo")
    assert titles(program) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--add", "A", "--drop", "B"),
        ("--undo", "--drop", "B"),
        ("--minutes", "5"),
        ("--add", "A", "--aim", "talk"),
        ("--length", "x"),
    ],
)
def test_what_makes_no_sense_together_is_told(program: Program, arguments: tuple[str, ...]) -> None:
    program.refused("agenda", "garden", *arguments, code=2)
    assert titles(program) == []


def test_the_object_has_what_the_readme_describes(program: Program) -> None:
    prepared(program)
    found = json.loads(program.ok("agenda", "garden", "--json"))
    assert found["version"] == 1
    assert (found["length"], found["agreed"], found["opening"], found["closing"], found["left"]) == (
        90,
        False,
        11,
        7,
        27,
    )
    readme = (CHECKOUT / "README.md").read_text("utf-8")
    described = re.search(r"^`sociotui agenda CIRCLE --json`.*?(?=\n\n)", readme, re.MULTILINE | re.DOTALL)
    assert described
    assert {*found, *found["topics"][0], "kind", "ref", "on"} <= set(re.findall(r"`(\w+)`", described[0]))


def test_without_an_organisation_it_says_how_to_begin(tmp_path: Path) -> None:
    program = Program(tmp_path)
    assert "There is no organisation in" in program.refused("agenda", "garden")
    assert "There is no organisation in" in program.refused("agenda", "garden", "--add", "Hens")
