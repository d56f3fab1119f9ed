"""Practice by keys alone in a terminal: each exercise to its end, by what its hints say; and what is kept of it."""

import json
import stat
from random import Random

import pytest

from tests.domain.practising.playing import fitting, silent

from .practising import Player
from .program import Program

EXERCISES = ("check-in", "conflict", "consent", "consent-dogs", "consent-s3", "integrating", "rounds", "selection")


@pytest.mark.slow
@pytest.mark.parametrize("id_", EXERCISES)
def test_each_exercise_is_played_by_keys(program: Program, id_: str) -> None:
    terminal = program.start("practice", id_, "--seed", "1")
    room = Player(terminal, id_, 1, fitting, Random(1)).play()
    terminal.wait_for("Looking back:")
    terminal.wait_for("What you did")
    assert room.review.passed_over == ()
    terminal.press("escape")
    terminal.wait_for("That was the exercise.")
    terminal.press("q")
    terminal.wait_for("What to look for")
    terminal.press("q")
    terminal.wait_for("What is next")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert not terminal.unrestored()
    _only_in_a_file_of_ones_own(program, id_)


def _only_in_a_file_of_ones_own(program: Program, id_: str) -> None:
    """What was practised lies in one file, for this account alone, and nowhere in the organisation's home."""
    files = [path for path in program.folder.rglob("*") if path.is_file() and b'"exercises"' in path.read_bytes()]
    assert [path.name for path in files] == ["practice.json"]
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(files[0].parent.stat().st_mode) == 0o700
    assert program.home not in files[0].parents
    assert json.loads(files[0].read_text())["exercises"][id_]["times"] == 1


def test_who_looks_back_sees_whom_they_overlooked(program: Program) -> None:
    terminal = program.start("practice", "rounds", "--seed", "2")
    Player(terminal, "rounds", 2, silent, Random(1)).play()
    terminal.wait_for("Looking back:")
    terminal.press("end")
    terminal.wait_for("What or who was passed over")
    terminal.wait_for("seed 2")


def test_six_leads_to_practice_from_everywhere_and_an_exercise_waits(garden: Program) -> None:
    terminal = garden.start()
    terminal.wait_for("What is next")
    terminal.press("2", "6")
    terminal.wait_for("What to look for")
    terminal.press("down", "down", "enter")
    terminal.wait_for("Workshop circle · practice")
    terminal.press("n")
    terminal.wait_for("✓ present")
    terminal.press("3")
    terminal.wait_for("No circle has decided anything yet")
    terminal.press("6")
    terminal.wait_for("Go on: A consent decision")
    terminal.press("enter")
    terminal.wait_for("✓ present")
    terminal.press("q", "q")
    terminal.wait_for("What is next")
    terminal.press("q")
    assert terminal.wait_for_end() == 0


def test_the_command_line_lists_them_and_names_the_nearest(program: Program) -> None:
    listed = program.ok("practice")
    assert [line.split()[0] for line in listed.splitlines()] == [
        "check-in",
        "rounds",
        "consent",
        "consent-dogs",
        "consent-s3",
        "integrating",
        "selection",
        "conflict",
    ]
    assert "Near it: consent" in program.refused("practice", "concent")
    assert "TERM" in program.refused("practice", "consent")


def test_without_the_screen_by_lines_and_numbers(program: Program) -> None:
    done = program.run("practice", "rounds", "--seed", "1", "--plain", input="1\n" * 12)
    assert done.returncode == 0, done.stderr
    assert "Ana: At four in the afternoon" in done.stdout
    assert "Say: " in done.stdout
    assert not list(program.folder.rglob("practice.json"))  # it was left in its midst


def test_a_circle_lays_its_own_exercise_beside_the_others(program: Program) -> None:
    from sociotui.room.files import data_folder

    folder = program.home / "practice"
    folder.mkdir(parents=True)
    ours = (data_folder() / "practice" / "check-in.toml").read_text().replace("A check-in", "Our way to begin")
    (folder / "ours.toml").write_text(ours)
    (folder / "wrong.toml").write_text(ours.replace('who = "ana"', 'who = "nobody"'))
    done = program.run("practice", "--list")
    assert "Our way to begin" in done.stdout
    assert "wrong.toml, line" in done.stderr
    assert "nobody" in done.stderr
