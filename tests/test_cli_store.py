"""The command line keeps a home safe: backups while meetings go on, back into any home, and files for stock TinyDB."""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from tinydb import TinyDB

from sociotui.room.home import ORGANISATION, Home

from .going_on import meetings_in
from .homes import Hands, home_in, opened
from .room.holding import held, nominating
from .terminal.program import Program, copy_of
from .terminal.test_store import damage

ID = "garden-2026-03-02"
GOING_ON = f"{ID}-2"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a meeting that was held and one that goes on, for copying."""
    home = home_in(tmp_path_factory.mktemp("source") / "home")
    held(home)
    opened(home)
    home.close()
    return home.folder


@pytest.fixture
def program(source: Path, tmp_path: Path) -> Iterator[Program]:
    """The program on a copy of it."""
    program = copy_of(source, tmp_path)
    yield program
    program.close()


# --- backup and restore ------------------------------------------------------------------------------


def test_a_home_goes_into_a_file_and_comes_out_again(program: Program, tmp_path: Path) -> None:
    said = program.ok("backup", "b.tar.gz")
    assert said == "The backup is in b.tar.gz: 3 journals, 0 files of your own.\n"
    other = ("--home", str(tmp_path / "other"))
    assert re.search(r"other is as it was on 20.*: 3 journals", program.ok(*other, "restore", "b.tar.gz"))
    assert program.ok(*other, "list") == program.ok("list")
    assert program.ok(*other, "minutes", ID) == program.ok("minutes", ID)
    program.ok(*other, "act", GOING_ON, "next")
    later = program.ok(*other, "status", GOING_ON)
    said = program.refused(*other, "restore", "b.tar.gz")
    assert "There is something in " in said
    said = program.ok(*other, "restore", "b.tar.gz", "--force")
    (kept,) = re.findall(r"What was there before is kept in (.*)\.\n", said)
    assert program.ok(*other, "status", GOING_ON) == program.ok("status", GOING_ON) != later
    program.ok(*other, "restore", kept, "--force")
    assert program.ok(*other, "status", GOING_ON) == later


def test_what_is_no_backup_is_refused_and_left(program: Program) -> None:
    (program.folder / "mine").write_text("mine")
    assert "This is no backup of sociotui" in program.refused("restore", "mine")
    assert "is no backup" in program.refused("backup", "mine")
    assert (program.folder / "mine").read_text() == "mine"
    assert "nowhere" in program.refused("restore", "nowhere")
    assert "There is nothing in " in program.refused("--home", "empty", "backup", "b.tar.gz")


def test_a_damaged_home_is_backed_up_and_told_of(program: Program, tmp_path: Path) -> None:
    program.ok("act", GOING_ON, "next")
    damaged = damage(program.journal(f"meetings/{GOING_ON}"), 2)
    done = program.run("backup", "b.tar.gz")
    assert done.returncode == 3
    assert done.stdout.startswith("The backup is in b.tar.gz: 3 journals")
    assert f"meetings/{GOING_ON}.journal is damaged." in done.stderr
    done = program.run("--home", "other", "restore", "b.tar.gz")
    assert done.returncode == 3
    assert (program.folder / "other" / "meetings" / f"{GOING_ON}.journal").read_bytes() == damaged
    assert GOING_ON in program.run("--home", "other", "list").stderr


def test_a_home_that_is_read_only_can_be_backed_up(program: Program) -> None:
    for path in (program.home, *program.home.rglob("*")):
        path.chmod(0o500 if path.is_dir() else 0o400)
    program.obey_permissions()
    program.ok("backup", "b.tar.gz")
    assert "can't be written from this account" in program.refused("restore", "b.tar.gz", code=3)


def test_a_backup_that_finds_no_room_leaves_the_one_that_was(program: Program) -> None:
    program.ok("backup", "b.tar.gz")
    before = (program.folder / "b.tar.gz").read_bytes()
    program.limit_files(1000)
    assert "There is no room left to write b.tar.gz (File too large)." in program.refused("backup", "b.tar.gz")
    assert (program.folder / "b.tar.gz").read_bytes() == before


def test_a_home_with_more_meetings_than_files_may_be_open_is_restored(program: Program) -> None:
    path = program.journal(f"meetings/{GOING_ON}")
    for number in range(100):
        shutil.copy(path, path.with_name(f"m{number}.journal"))
    limit = shutil.which("prlimit")
    if limit is None:
        pytest.skip("there is no prlimit on this machine")
    program.under = (limit, "--nofile=64:4096")
    assert "103 journals" in program.ok("backup", "b.tar.gz")
    assert "103 journals" in program.ok("--home", "other", "restore", "b.tar.gz")
    program.ok("act", GOING_ON, "next")
    assert "is kept in" in program.ok("restore", "b.tar.gz", "--force")


def test_a_screen_that_is_open_says_that_its_home_was_replaced(program: Program) -> None:
    program.ok("backup", "b.tar.gz")
    program.ok("act", GOING_ON, "next")
    terminal = program.start(size=(160, 24))
    terminal.wait_for("enter go on with this meeting")
    terminal.press("enter")
    terminal.wait_for("Ben")
    program.ok("restore", "b.tar.gz", "--force")
    terminal.press("space")
    terminal.wait_for("was removed, replaced or shortened")


@pytest.mark.slow
def test_backups_of_meetings_that_go_on_hold_all_that_was_confirmed_before(tmp_path: Path) -> None:
    program = Program(tmp_path)
    home_in(program.home).close()
    began: list[set[str]] = []
    with meetings_in(program.home, tmp_path, circles=3) as told:

        def confirmed() -> set[str]:
            return {line for file in told for line in file.read_text("utf-8").splitlines(keepends=True)}

        while len(began) < 6 or sum("closed" in line for line in began[-1]) < 5:
            began.append({line.strip() for line in confirmed() if line.endswith("\n")})
            program.ok("backup", f"{len(began)}.tar.gz")
    at_last = Home(program.home, Hands().clock())
    at_last.open_meetings()
    for number, lines in enumerate(began, 1):
        program.ok("--home", str(number), "restore", f"{number}.tar.gz")
        restored = Home(tmp_path / str(number), Hands().clock())
        check_beginning(restored, at_last)
        check_confirmed(restored, lines)
        restored.close()
    at_last.close()


def check_beginning(restored: Home, at_last: Home) -> None:
    """What was restored is, stream for stream, the beginning of what was recorded at last."""
    for stream in restored.journal.heads():
        mine, theirs = restored.journal.read(stream), at_last.journal.read(stream)
        assert mine
        if theirs[0].seq == 1:
            assert list(mine) == list(theirs[: len(mine)])
        else:  # it was sealed by then
            assert mine[-1].seq <= theirs[-1].seq
    assert restored.open_meetings() is not None
    mine_now, theirs_now = restored.organisation(), at_last.organisation()
    for id_, meeting in mine_now.held.items():
        then = theirs_now.held[id_]
        if not meeting.approved:  # the next meeting may have come to it since
            then = replace(then, approved="", approved_on=None)
        assert meeting == then
        assert restored.meeting(id_) == at_last.meeting(id_)


def check_confirmed(restored: Home, lines: set[str]) -> None:
    """All that was confirmed before the backup began is there."""
    notes: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        id_, what = line.split()
        notes[id_].add(what)
    for id_, said in notes.items():
        assert said - {"closed"} <= {*restored.meeting(id_).notes}
        if "closed" in said:
            assert restored.organisation().held[id_].sealed
    assert restored.journal.read(ORGANISATION)


# --- TinyDB ------------------------------------------------------------------------------------------


def test_stock_tinydb_opens_what_is_exported(program: Program) -> None:
    said = program.ok("export", "tinydb", "out")
    assert re.fullmatch(r"\d+ events are in out, in 3 files\.\n", said)
    count = 0
    for path in (program.folder / "out").rglob("*.json"):
        with TinyDB(path) as db:
            count += len(db)
    assert said.startswith(f"{count} events")
    program.ok("export", "tinydb", "out")
    (program.folder / "out" / "organisation.json").write_text("{}")
    assert "something else by the name of organisation.json" in program.refused("export", "tinydb", "out")
    program.ok("export", "tinydb", "out", "--force")


def test_hidden_nominations_keep_the_export_back(program: Program) -> None:
    home = Home(program.home, Hands().clock())
    nominating(home)
    home.close()
    said = program.refused("export", "tinydb", "out")
    assert "nominations have been written that are hidden" in said
    assert "Chidi" not in said
    assert not (program.folder / "out").exists()
