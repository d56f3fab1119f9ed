"""A store that is torn, damaged, newer, closed, full or somebody else's: it is told, and what is there stays."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest

from .program import CHECKOUT, Program, copy_of

ORGANISATION = str(CHECKOUT / "data" / "demo" / "organisation.toml")
INCOMPLETE = "incomplete, as after a power cut"


COMMANDS = pytest.mark.parametrize(
    "words",
    ["act {id} next", *(pytest.param(later, marks=pytest.mark.slow) for later in ("status {id}", "minutes {id}"))],
)


@pytest.fixture(scope="module")
def met(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home with a meeting in which Ana, Zoe and Gio have spoken, to be copied; and the meeting."""
    program = copy_of(demo_home, tmp_path_factory.mktemp("met") / "place")
    id_ = program.open()
    for _turn in range(3):
        program.ok("act", id_, "next")
    return program.home, id_


@pytest.fixture
def garden(met: tuple[Path, str], tmp_path: Path) -> Iterator[Program]:
    """The program, on a copy of that home."""
    program = copy_of(met[0], tmp_path)
    yield program
    program.close()


@pytest.fixture
def meeting(met: tuple[Path, str]) -> str:
    """The meeting in which Ana, Zoe and Gio have spoken."""
    return met[1]


def spoken(program: Program, id_: str) -> list[str]:
    """Return who has spoken in the round."""
    found: list[str] = program.status(id_)["round"]["spoken"]
    return found


def damage(path: Path, line: int) -> bytes:
    """Flip a bit in a line of a journal; return what it holds then."""
    lines = path.read_bytes().splitlines(keepends=True)
    at = lines[line - 1].index(b'"', 20) + 1
    lines[line - 1] = lines[line - 1][:at] + bytes([lines[line - 1][at] ^ 1]) + lines[line - 1][at + 1 :]
    path.write_bytes(b"".join(lines))
    return path.read_bytes()


def tear(path: Path) -> bytes:
    """Cut a journal off in the middle of its last line; return what is left of that line."""
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    return whole[:-9].rpartition(b"\n")[2]


# --- a torn tail ---------------------------------------------------------------------------------


def test_a_torn_tail_is_set_aside_and_the_meeting_goes_on(garden: Program, meeting: str) -> None:
    journal = garden.journal(f"meetings/{meeting}")
    before = spoken(garden, meeting)
    torn = tear(journal)
    assert spoken(garden, meeting) == before[:-1]
    garden.ok("act", meeting, "next", "--for", before[-1])
    assert spoken(garden, meeting) == before
    (kept,) = journal.parent.glob(f"{journal.name}.torn-*")
    assert kept.read_bytes() == torn


@pytest.mark.parametrize("words", ["act {id} next", "list"])
def test_a_torn_tail_is_told(garden: Program, meeting: str, words: str) -> None:
    tear(garden.journal(f"meetings/{meeting}"))
    done = garden.run(*(word.format(id=meeting) for word in words.split()))
    assert done.returncode == 0
    assert INCOMPLETE in done.stderr


def test_a_torn_tail_is_told_on_the_screen(garden: Program, meeting: str) -> None:
    tear(garden.journal(f"meetings/{meeting}"))
    terminal = garden.start()
    terminal.wait_for("enter go on with this meeting")
    assert terminal.shows(INCOMPLETE)


def test_an_organisation_that_is_torn_is_not_told_as_none(garden: Program) -> None:
    tear(garden.journal("organisation"))
    assert INCOMPLETE in garden.run("list").stderr


# --- damage --------------------------------------------------------------------------------------


@COMMANDS
def test_a_damaged_middle_names_the_file_and_how_to_repair_it(garden: Program, meeting: str, words: str) -> None:
    journal = garden.journal(f"meetings/{meeting}")
    before = spoken(garden, meeting)
    damaged = damage(journal, 3)
    said = garden.refused(*(word.format(id=meeting) for word in words.split()), code=3)
    assert f"Line 3 of {journal} is damaged" in said
    assert "Nothing was changed." in said
    assert journal.read_bytes() == damaged
    assert "sociotui doctor" in said
    done = garden.run("doctor", "--repair", "--yes")  # it was one letter, and it is what it was again
    assert done.returncode == 0, done.stdout + done.stderr
    assert spoken(garden, meeting) == before


def test_a_damaged_meeting_is_told_on_the_screen_beside_the_others(garden: Program, meeting: str) -> None:
    damage(garden.journal(f"meetings/{meeting}"), 3)
    terminal = garden.start(size=(160, 24))
    terminal.wait_for("General circle")
    terminal.wait_for("is damaged: its checksum doesn't fit. Nothing was changed.")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert not terminal.unrestored()


def test_other_meetings_go_on_beside_a_damaged_one(garden: Program, meeting: str) -> None:
    other = garden.ok("open", "kitchen").strip()
    damage(garden.journal(f"meetings/{meeting}"), 3)
    done = garden.run("list")
    assert done.returncode == 0
    assert other in done.stdout
    assert meeting in done.stderr


# --- a newer one ---------------------------------------------------------------------------------


def renew(path: Path) -> bytes:
    """Make a journal one that a newer program has written; return what it holds then."""
    rest = path.read_bytes().partition(b"\n")[2]
    header = b' {"format":"sociotui-journal","version":99}'
    path.write_bytes(b"%08x%s\n%s" % (crc32(header), header, rest))
    return path.read_bytes()


@COMMANDS
def test_a_meeting_of_a_newer_program_is_left_alone(garden: Program, meeting: str, words: str) -> None:
    journal = garden.journal(f"meetings/{meeting}")
    newer = renew(journal)
    said = garden.refused(*(word.format(id=meeting) for word in words.split()), code=3)
    assert f"{journal} was written by a newer sociotui" in said
    assert "Update sociotui" in said
    assert journal.read_bytes() == newer


def test_an_organisation_of_a_newer_program_is_left_alone(garden: Program) -> None:
    newer = renew(garden.journal("organisation"))
    for words in (("list",), ("open", "garden"), ("import", "org", ORGANISATION)):
        assert "was written by a newer sociotui" in garden.refused(*words, code=3)
    assert garden.journal("organisation").read_bytes() == newer


def test_a_meeting_of_a_newer_program_is_not_left_out_in_silence(garden: Program, meeting: str) -> None:
    renew(garden.journal(f"meetings/{meeting}"))
    done = garden.run("list")
    assert "newer sociotui" in done.stderr


# --- a home that is closed, full, missing, or another's ------------------------------------------


@pytest.fixture
def closed(garden: Program, meeting: str) -> Program:
    """A home that can be read and not written."""
    for path in (garden.home, *garden.home.rglob("*")):
        path.chmod(0o500 if path.is_dir() else 0o400)
    garden.obey_permissions()
    return garden


def test_a_home_that_is_read_only_can_be_read(closed: Program, meeting: str) -> None:
    assert meeting in closed.ok("list")
    before = spoken(closed, meeting)
    assert "Garden circle: minutes" in closed.ok("minutes", meeting)
    for words in (("act", meeting, "next"), ("open", "kitchen")):
        said = closed.refused(*words, code=3)
        assert "can't be written from this account (Permission denied; it belongs to " in said
        assert "nothing was recorded" in said
    assert spoken(closed, meeting) == before


def test_a_home_that_is_read_only_opens_on_the_screen(closed: Program, meeting: str) -> None:
    before = spoken(closed, meeting)
    terminal = closed.start(size=(240, 24))
    terminal.wait_for("enter go on with this meeting")
    terminal.press("enter")
    terminal.wait_for("space next")
    now = terminal.pane("Speaking").splitlines()[0]
    terminal.press("space")
    terminal.wait_for("can't be written from this account")
    assert terminal.pane("Speaking").splitlines()[0] == now
    terminal.press("q")
    terminal.wait_for("q quit")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert spoken(closed, meeting) == before


def test_a_full_disk_loses_nothing(garden: Program, meeting: str) -> None:
    journal = garden.journal(f"meetings/{meeting}")
    before, said_before = spoken(garden, meeting), journal.read_bytes()
    garden.limit_files(len(said_before) + 20)
    said = garden.refused("act", meeting, "note", "--text", "word " * 100, code=3)
    assert f"There is no room left to write {journal}" in said
    assert journal.read_bytes() == said_before
    garden.under = ()
    assert spoken(garden, meeting) == before
    garden.ok("act", meeting, "next")


def test_a_missing_home_is_made_with_what_comes_in(program: Program) -> None:
    program.env["SOCIOTUI_HOME"] = str(program.folder / "not" / "there" / "yet")
    assert "There is no organisation in" in program.refused("list")
    program.ok("import", "org", ORGANISATION)
    assert "Garden circle" in program.ok("list")
    assert (program.folder / "not").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("inside", [True, False])
def test_another_users_home_says_whose_it_is(garden: Program, inside: bool, request: pytest.FixtureRequest) -> None:
    if os.geteuid() != 0:
        pytest.skip("only the administrator can give a folder away")
    others = garden.folder / "others"
    shutil.copytree(garden.home, others / "share" if inside else others)
    others.chmod(0o700)
    for path in (others, *others.rglob("*")):
        os.chown(path, 65534, 65534)
    garden.env["SOCIOTUI_HOME"] = str(others / "share" if inside else others)
    garden.obey_permissions()
    said = garden.refused("list", code=3)
    assert "can't be read from this account (Permission denied; it belongs to nobody)" in said


def test_a_home_that_is_a_file_is_told(garden: Program) -> None:
    garden.env["SOCIOTUI_HOME"] = ORGANISATION
    assert "is a file" in garden.refused("list", code=2)
