"""The command line's exports: whole files, in the forms that were asked for, and nothing of others written over."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest

from .homes import home_in
from .room.holding import held, nominating
from .terminal.program import Program, copy_of

ID = "garden-2026-03-02"


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Program, Program]:
    """A home in which a decision waits, and one with hidden nominations as well, for copying."""
    waiting, hiding = Program(tmp_path_factory.mktemp("waiting")), Program(tmp_path_factory.mktemp("hiding"))
    for program in (waiting, hiding):
        home = home_in(program.home)
        held(home)
        if program is hiding:
            nominating(home)
        home.close()
    return waiting, hiding


@pytest.fixture
def program(homes: tuple[Program, Program], tmp_path: Path) -> Iterator[Program]:
    """The program on a copy of the first of them."""
    program = copy_of(homes[0].home, tmp_path)
    yield program
    program.close()


# --- minutes and handbook ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format_", "beginning", "wording"),
    [
        ("md", "# Garden circle: minutes of 2026-03-02\n", "> Open on Saturdays,  \n> =at ten.\n"),
        ("txt", "Garden circle: minutes of 2026-03-02\n", "    Open on Saturdays,\n    =at ten.\n"),
        ("html", "<!DOCTYPE html>\n", "<blockquote>Open on Saturdays,\n=at ten.</blockquote>"),
    ],
)
def test_minutes_are_written_in_each_form(program: Program, format_: str, beginning: str, wording: str) -> None:
    said = program.ok("minutes", ID, "--format", format_)
    assert said.startswith(beginning)
    assert wording in said
    assert "“Tool-shed rota” waits for Fay, Gio." in said
    assert re.search("Approved.*not yet", said)


def test_the_handbook_is_printed_or_written_to_a_file(program: Program) -> None:
    printed = program.ok("export", "handbook")
    assert printed.startswith("# Green Acres: handbook\n")
    assert program.ok("export", "handbook", "-o", "book.md") == ""
    assert (program.folder / "book.md").read_text("utf-8") == printed
    html = program.ok("export", "handbook", "--circle", "garden", "--format", "html")
    assert html.startswith("<!DOCTYPE html>\n")
    assert "<h3>Waiting: Tool-shed rota</h3>" in html
    assert "http" not in html


def test_what_is_exported_is_in_utf_8_whatever_the_terminal_knows(program: Program) -> None:
    program.ok("act", program.ok("open", "garden").strip(), "note", "--text", "Grüße, דנה")
    (meeting,) = (line.split()[0] for line in program.ok("list").splitlines() if "Check-in" in line)
    program.env |= {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}
    assert "?Tool-shed rota? waits for Fay, Gio." in program.ok("list")
    assert "דנה" in program.ok("minutes", meeting, "--format", "html")
    assert "דנה" not in program.ok("minutes", meeting, "--format", "md")
    assert "דנה" in program.ok("export", "data")


# --- calendar ----------------------------------------------------------------------------------------


def test_the_calendar_is_the_same_bytes_each_time(program: Program) -> None:
    program.ok("export", "calendar", "-o", "one.ics")
    program.ok("export", "calendar", "-o", "two.ics")
    written = (program.folder / "one.ics").read_bytes()
    assert written == (program.folder / "two.ics").read_bytes()
    assert written == program.ok("export", "calendar").replace("\n", "\r\n").encode()
    titles = {str(event["summary"]) for event in icalendar.Calendar.from_ical(written).walk("VEVENT")}
    assert {"Garden circle: meeting", "Garden circle: next meeting", "Garden circle: Cut a key"} <= titles


# --- tables ------------------------------------------------------------------------------------------


def test_tables_are_written_and_nothing_of_others_is_written_over(program: Program) -> None:
    assert program.ok("export", "tables", "out") == "13 tables are in out.\n"
    program.ok("export", "tables", "out")
    with (program.folder / "out" / "waiting.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["title"], row["text"], row["missing"]) == ("Tool-shed rota", "Open on Saturdays,\n=at ten.", "fay\ngio")
    (program.folder / "mine").mkdir()
    (program.folder / "mine" / "meetings.csv").write_text("day;place\n", "utf-8")
    said = program.refused("export", "tables", "mine")
    assert "In mine there is something else by the name of meetings.csv. Nothing was written." in said
    assert [path.name for path in (program.folder / "mine").iterdir()] == ["meetings.csv"]
    program.ok("export", "tables", "mine", "--force")
    assert len(list((program.folder / "mine").iterdir())) == 13


# --- all data ----------------------------------------------------------------------------------------


def test_all_data_goes_into_another_home_without_loss(program: Program, tmp_path: Path) -> None:
    program.ok("export", "data", "-o", "all.json")
    written = program.folder / "all.json"
    assert written.stat().st_mode & 0o777 == 0o600
    assert json.loads(written.read_text("utf-8"))["sociotui"] == 1
    other = ("--home", str(tmp_path / "other"))
    assert re.fullmatch(r"Green Acres: \d+ events, 1 meetings\.\n", program.ok(*other, "import", "data", "all.json"))
    assert program.ok(*other, "list") == program.ok("list")
    assert program.ok(*other, "export", "data") == written.read_text("utf-8")
    # A home that begins has a record of its own, and so another code under its minutes.
    minutes, others = (program.ok(*elsewhere, "minutes", ID).partition("Record: ") for elsewhere in ((), other))
    assert minutes[0] == others[0]
    assert minutes[2] != others[2]
    program.ok("done", f"{ID}-step-1")
    assert "something in this home already" in program.refused("import", "data", "all.json")


def test_hidden_nominations_are_not_written_out(homes: tuple[Program, Program], tmp_path: Path) -> None:
    program = copy_of(homes[1].home, tmp_path)
    said = program.refused("export", "data", "-o", "all.json")
    assert f"In {ID}-2, nominations have been written that are hidden" in said
    assert "Reveal them first, by going on there (“sociotui act MEETING step”)" in said
    assert "secret" not in said
    assert not (program.folder / "all.json").exists()
    for words in ("export handbook", "export calendar", f"minutes {ID}-2", "export tables out"):
        program.ok(*words.split())
    assert not any("A secret" in path.read_text("utf-8") for path in (program.folder / "out").iterdir())


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "this is no JSON"),
        ("[]", "This is no export of all data"),
        ('{"sociotui": 99, "streams": {}}', "written by a newer sociotui"),
        ('{"sociotui": 1, "streams": {"organisation": [{"cmd": "x"}]}}', "record 1"),
    ],
)
def test_what_is_no_export_is_refused_and_changes_nothing(tmp_path: Path, written: str, why: str) -> None:
    program = Program(tmp_path)
    (tmp_path / "all.json").write_text(written, "utf-8")
    assert why in program.refused("import", "data", "all.json")
    assert "There is no organisation in" in program.refused("list")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert Program(tmp_path).refused("import", "data", "none.json").startswith("none.json is not there")


# --- disks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["handbook", "calendar", "data", "org"])
def test_a_place_that_cannot_be_written_is_told_in_a_sentence(program: Program, what: str) -> None:
    assert program.refused("export", what, "-o", "no/such/x").startswith("no/such/x is not there, or its folder isn't.")


@pytest.mark.parametrize("what", ["handbook", "calendar", "data", "org"])
def test_a_disk_without_room_leaves_the_file_as_it_was(program: Program, what: str) -> None:
    program.ok("list")  # what is to be recorded is recorded before the room is gone
    (program.folder / "x").write_text("before", "utf-8")
    program.limit_files(256)
    assert program.refused("export", what, "-o", "x").startswith("There is no room left to write x (File too large).")
    assert (program.folder / "x").read_text("utf-8") == "before"
    assert sorted(path.name for path in program.folder.iterdir() if not path.is_dir()) == ["x"]


def test_nothing_is_there_to_export_yet(tmp_path: Path) -> None:
    empty = Program(tmp_path)
    for words in ("export handbook", "export calendar", "export tables out", "export data", "due", "done x"):
        assert "There is no organisation in" in empty.refused(*words.split())
    assert not empty.home.exists()
    assert not (tmp_path / "out").exists()
