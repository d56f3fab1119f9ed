"""What is around a home: settings, formats, the terminal, versions."""

from pathlib import Path
from typing import Any

import pytest

from sociotui.room.doctor.checkup import check_around
from sociotui.room.doctor.program import check_program
from sociotui.room.doctor.settings import check_settings
from sociotui.room.doctor.terminal import check_terminal
from tests.journal.conftest import unprivileged
from tests.room.doctor.staging import found, home, machine, only

TERM = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}


# --- settings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('theme = "pink"\n', "line 1"),
        ('[keys]\nnxt = "enter"\n', "Did you mean|Near it: next"),
        ('[keys]\nnext = "entr"\n', "“entr” is no key"),
        ('[keys]\nnext = "u"\n', "“u” is the key of “undo” already"),
        ('[keys]\noutline = "2"\n', "“2” is the key of “map” already"),
        ('[keys]\nmap = "o"\n', "“o” is the key of “object” already"),
        ("themes = 1\n", "theme"),
        ("[keys\n", "line 1"),
    ],
)
def test_settings_that_do_not_fit_are_told(tmp_path: Path, text: str, said: str) -> None:
    around = machine(tmp_path)
    around.config.write_text(text, "utf-8")
    finding = only(list(check_settings(around)), "config")
    assert finding.level == "look"
    assert any(each in finding.said for each in said.split("|")), finding.said
    assert "all else in the file holds" in finding.said


def test_settings_that_do_are_well_and_so_are_none(tmp_path: Path) -> None:
    around = machine(tmp_path)
    assert only(list(check_settings(around)), "config").said.startswith(f"There is no {around.config}")
    around.config.write_text(
        'theme = "paper"\n[keys]\noutline = "p"  # passes in a meeting, which is elsewhere\n', "utf-8"
    )
    finding = only(list(check_settings(around)), "config")
    assert (finding.level, finding.said) == ("well", f"{around.config} reads well; keys of your own: 1.")


def test_settings_that_nobody_may_read_are_told(theirs: Path) -> None:
    around = machine(theirs.parent)
    around.config.write_text("", "utf-8")

    def look() -> list[str]:
        theirs.parent.chmod(0o000)
        (finding,) = check_settings(around)
        theirs.parent.chmod(0o700)
        return [finding.level, finding.said]

    level, said = unprivileged(look)
    assert level == "look"
    assert said.startswith(str(around.config))


# --- formats


def test_formats_that_cannot_be_used_are_told_with_their_line(tmp_path: Path) -> None:
    there = home(tmp_path)
    (there / "formats" / "garden").mkdir(parents=True)
    (there / "formats" / "garden" / "weekly.toml").write_text('title = "Ours"\nstpe = 1\n', "utf-8")
    finding = only(found(there, machine(tmp_path)), "format")
    assert finding.level == "look"
    assert "weekly.toml, line 2" in finding.said


def test_exercises_that_cannot_be_used_are_told_with_their_line(tmp_path: Path) -> None:
    there = home(tmp_path)
    (there / "practice").mkdir()
    (there / "practice" / "ours.toml").write_text('title = "Ours"\nkidn = "consent"\n', "utf-8")
    finding = only(found(there, machine(tmp_path)), "exercise")
    assert finding.level == "look"
    assert "ours.toml, line 2" in finding.said


def test_a_folder_of_formats_that_is_no_circles_is_told_with_the_nearest(tmp_path: Path) -> None:
    there = home(tmp_path)
    (there / "formats" / "gardn").mkdir(parents=True)
    finding = only(found(there, machine(tmp_path)), "circle")
    assert finding.about == str(there / "formats" / "gardn")
    assert finding.said.endswith("Is it to be “garden”?")


# --- the terminal


@pytest.mark.parametrize(
    ("environ", "size", "check", "said"),
    [
        ({"LANG": "C.UTF-8"}, (80, 24), "term", "TERM=xterm-256color"),
        (TERM | {"TERM": "dumb"}, (80, 24), "term", "TERM is “dumb”"),
        (TERM | {"COLORTERM": "", "TMUX": "/tmp/x"}, (80, 24), "colours", "~/.tmux.conf"),
        (TERM | {"COLORTERM": "", "TERM": "tmux-256color"}, (80, 24), "colours", "~/.tmux.conf"),
        (TERM | {"COLORTERM": "", "STY": "12.x"}, (80, 24), "colours", "~/.screenrc"),
        (TERM | {"LANG": "C"}, (80, 24), "signs", "LANG=C.UTF-8"),
        (TERM | {"LC_ALL": "POSIX"}, (80, 24), "signs", "“POSIX”"),
        (TERM, (59, 24), "size", "59×24"),
        (TERM, (80, 19), "size", "80×19"),
    ],
)
def test_what_the_screen_will_lack_is_told(
    tmp_path: Path, environ: dict[str, str], size: tuple[int, int], check: str, said: str
) -> None:
    findings = check_terminal(machine(tmp_path, environ=environ, size=size))
    finding = only([f for f in findings if f.level != "well"], check)
    assert finding.level == "look"
    assert said in finding.said


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"environ": TERM}, "All colours (COLORTERM=truecolor)."),
        ({"environ": TERM | {"NO_COLOR": "1"}}, "No colours, as NO_COLOR wishes"),
        ({"environ": TERM | {"COLORTERM": ""}}, "Sixteen colours, the terminal's own."),
        ({"environ": TERM | {"TERM": "linux"}}, "Plain signs, as this console has no others."),
        ({"size": (60, 20)}, "60×20."),
        ({"size": None}, "Output doesn't go to a terminal"),
    ],
)
def test_what_the_screen_will_have_is_told(tmp_path: Path, other: dict[str, Any], said: str) -> None:
    findings = list(check_terminal(machine(tmp_path, **other)))
    assert {f.level for f in findings} == {"well"}
    assert any(said in f.said for f in findings)


def test_an_encoding_without_signs_is_told(tmp_path: Path) -> None:
    findings = check_terminal(machine(tmp_path, encoding="iso8859-1"))
    assert "iso8859-1" in only([f for f in findings if f.level != "well"], "signs").said


# --- the program


def test_versions_take_one_line(tmp_path: Path) -> None:
    (finding,) = check_program()
    assert finding.said.startswith("sociotui ")
    for name in ("Python 3.", "textual ", "tinydb ", "msgspec "):
        assert name in finding.said
    assert finding in check_around(machine(tmp_path))
