"""`sociotui doctor` as people and scripts run it: exit codes, the object, repairs asked for once, codes of printed minutes."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sociotui.journal.lines import chained

from .homes import home_in
from .room.doctor.staging import HELD, OPEN, garbled, hurt
from .room.holding import held, recorded
from .terminal.program import Program, copy_of


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A home with a meeting that was held and one that goes on, for copying."""
    program = Program(tmp_path_factory.mktemp("doctor"))
    home = home_in(program.home)
    held(home)
    recorded(home)
    home.close()
    return program


@pytest.fixture
def program(whole: Program, tmp_path: Path) -> Iterator[Program]:
    """The program on a copy of that home."""
    program = copy_of(whole.home, tmp_path)
    yield program
    program.close()


def journal(program: Program, id_: str = OPEN) -> Path:
    """Return the file of a meeting."""
    return program.journal(f"meetings/{id_}")


def store(lines: str) -> list[str]:
    """Return what is said of home, journals, record and locks: the disk and the terminal here may be anything."""
    parts = dict(re.findall(r"^(\w[\w ]*)\n((?: .*\n)+)", lines, re.MULTILINE))
    return [line.strip() for name in ("Home", "Journals", "On record", "Locks") for line in parts[name].splitlines()]


def test_a_home_that_is_well_ends_with_0(program: Program) -> None:
    said = store(program.ok("doctor"))
    assert len(said) == 6
    assert {line[0] for line in said} == {"✓"}
    assert "✓ Meetings: 2, all whole." in "\n".join(said)


def test_what_is_damaged_ends_with_3_and_nothing_is_changed(program: Program) -> None:
    hurt(journal(program), garbled(10))
    before = journal(program).read_bytes()
    done = program.run("doctor")
    assert done.returncode == 3
    assert f"  ✗ meetings/{OPEN}.journal is damaged: line 10 (" in done.stdout
    assert "“sociotui doctor --repair” puts right what it can" in done.stdout
    assert not done.stderr
    assert journal(program).read_bytes() == before


def test_signs_are_plain_where_the_encoding_or_the_person_wants_it(program: Program) -> None:
    hurt(journal(program), garbled(10))
    journal(program, HELD).chmod(0o644)
    program.env["PYTHONIOENCODING"] = "ascii"
    said = program.run("doctor").stdout
    assert said.isascii()
    assert {line.split()[0] for line in store(said)} == {"ok", "!", "x"}
    assert "?" not in "".join(store(said))
    del program.env["PYTHONIOENCODING"]
    program.config.parent.mkdir(parents=True)
    program.config.write_text("ascii = true\n", "utf-8")
    assert {line.split()[0] for line in store(program.run("doctor").stdout)} == {"ok", "!", "x"}


def test_the_object_is_versioned(program: Program) -> None:
    hurt(journal(program), garbled(10))
    done = program.run("doctor", "--json")
    assert done.returncode == 3
    found = json.loads(done.stdout)
    assert (found["version"], found["home"], found["wrong"]) == (1, str(program.home), 1)
    (wrong,) = [each for each in found["findings"] if each["level"] == "wrong"]
    assert (wrong["group"], wrong["check"], wrong["about"]) == ("journals", "damaged", f"meetings/{OPEN}.journal")
    assert wrong["repair"].startswith("mend ")


def test_a_repair_says_what_it_does_and_looks_again(program: Program) -> None:
    hurt(journal(program), garbled(10))
    journal(program, HELD).chmod(0o644)
    said = program.ok("doctor", "--repair")
    plan, _line, rest = said.partition("now for the owner alone.")
    assert plan.startswith("This would be done:\n  give ")
    assert "is lost, which happened between" in rest
    assert f"  ! Set aside, bytes that were damaged: meetings/{OPEN}.journal.damaged-" in rest
    assert "✗" not in rest
    program.ok("act", OPEN, "note", "--text", "We go on.")
    assert program.ok("doctor", "--repair").startswith("There is nothing to repair.")


def test_a_repair_for_scripts_prints_the_object_only(program: Program) -> None:
    hurt(journal(program), garbled(10))
    done = program.run("doctor", "--repair", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["wrong"] == 0
    assert "is lost, which happened between" in done.stderr


@pytest.mark.parametrize(("answer", "code"), [("n", 1), ("y", 0)])
def test_a_repair_asks_once_in_a_terminal(program: Program, answer: str, code: int) -> None:
    hurt(journal(program), garbled(10))
    before = journal(program).read_bytes()
    terminal = program.start("doctor", "--repair", size=(200, 60))
    terminal.wait_for("Do it?")
    terminal.press(answer, "enter")
    assert terminal.wait_for_end() == code
    assert (journal(program).read_bytes() == before) is (answer == "n")


def test_a_repair_does_not_ask_who_said_yes(program: Program) -> None:
    hurt(journal(program), garbled(10))
    terminal = program.start("doctor", "--repair", "--yes", size=(200, 60))
    assert terminal.wait_for_end() == 0


def test_where_there_is_no_home_the_terminal_is_looked_at(program: Program) -> None:
    shutil.rmtree(program.home)
    done = program.run("doctor")
    assert done.returncode == 1
    assert done.stdout.startswith("Settings\n")
    assert f"There is no home in {program.home} yet" in done.stderr
    assert json.loads(program.run("doctor", "--json").stdout)["findings"]
    assert not program.home.exists()


def test_settings_that_cannot_be_read_are_told_and_nothing_fails(program: Program) -> None:
    program.config.parent.mkdir(parents=True)
    program.config.write_text("theme = \n", "utf-8")
    assert f"  ! {program.config}, line 1" in program.ok("doctor")


def test_a_printed_code_is_compared(program: Program) -> None:
    line = chained(journal(program).read_bytes().splitlines()[-1])
    assert line
    code = line.link.decode()
    said = program.ok("doctor", "--printed", f"{code[:4]} {code[4:].upper()}")
    assert said == f"{OPEN} ends with this code: these minutes are of the record as it stands.\n"
    assert json.loads(program.ok("doctor", "--printed", code, "--json"))["place"] == "head"
    assert "No journal here has ever had it." in program.refused("doctor", "--printed", "0" * 40)
    assert "The code has 3 digits." in program.refused("doctor", "--printed", "abc")


def test_it_is_done_without_loading_a_screen_or_what_others_need(program: Program) -> None:
    import subprocess
    import sys

    code = (
        "import sys\nfrom sociotui.cli import run as main\nsys.argv[1:] = ['doctor']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('textual', 'rich', 'icalendar', 'tomlkit') if name in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], env=program.env, cwd=program.folder, capture_output=True, text=True, check=True
    )
    assert ran.stderr == "[]\n"
