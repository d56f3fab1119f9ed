"""Looks on the command line: options before any command decide how all of it is shown, and the doctor says who decided."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sociotui.__main__ import wants_screen

from .homes import home_in
from .terminal.program import Program


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program with the demo's organisation."""
    program = Program(tmp_path)
    home_in(program.home).close()
    yield program
    program.close()


def settings(program: Program, text: str) -> None:
    """Write a person's own settings."""
    program.config.parent.mkdir(parents=True)
    program.config.write_text(text, "utf-8")


@pytest.mark.parametrize("words", ["", "demo", "demo --seed 3", "practice", "--ascii", "--no-color demo"])
@pytest.mark.parametrize("before", ["", "--theme paper --no-colour ", "--theme=paper --socket /s --home=/h --ascii "])
def test_options_of_looks_keep_the_splash(before: str, words: str) -> None:
    assert wants_screen((before + words).split())
    assert not wants_screen([*before.split(), "list"])


@pytest.mark.parametrize("command", [("map",), ("mirror",), ("status",), ("doctor",)])
def test_what_is_printed_is_plain_where_that_is_asked_for(program: Program, command: tuple[str, ...]) -> None:
    program.open()
    assert program.run("--ascii", *command).stdout.isascii()
    program.env["SOCIOTUI_ASCII"] = "1"
    assert program.run(*command).stdout.isascii()


def test_the_option_goes_before_the_settings_and_the_terminal(program: Program) -> None:
    settings(program, "ascii = true\n")
    program.env["LC_ALL"] = "C"
    assert program.ok("map").isascii()
    assert not program.ok("--no-ascii", "map").isascii()


def test_a_locale_without_signs_has_plain_ones_though_python_changes_it(program: Program) -> None:
    program.env["LANG"] = "C"
    assert program.ok("map").isascii()
    del program.env["LANG"]
    assert not program.ok("map").isascii()


@pytest.mark.parametrize(
    ("options", "env", "said"),
    [
        ((), {"COLORTERM": "truecolor"}, "All colours (COLORTERM=truecolor)"),
        (("--no-color",), {}, "No colours, as --no-color wishes"),
        (("--no-colour",), {}, "No colours, as --no-color wishes"),
        ((), {"NO_COLOR": "1"}, "No colours, as NO_COLOR wishes"),
        ((), {"TERM": "vt100"}, "No colours: TERM=vt100 has none"),
        (("--color",), {"NO_COLOR": "1"}, "All colours"),
        (("--ascii",), {}, "Plain signs, as --ascii wishes"),
        ((), {"SOCIOTUI_ASCII": "yes"}, "Plain signs, as SOCIOTUI_ASCII wishes"),
        ((), {"TERM": "linux"}, "Plain signs, as this console has no others"),
        ((), {"SOCIOTUI_THEME": "pink"}, "SOCIOTUI_THEME: There is no theme"),
    ],
)
def test_the_doctor_says_who_decided(
    program: Program, options: tuple[str, ...], env: dict[str, str], said: str
) -> None:
    program.env |= env
    assert said in " ".join(program.run(*options, "doctor").stdout.split())


def test_the_doctor_names_a_setting(program: Program) -> None:
    settings(program, "color = false\nascii = true\n")
    told = " ".join(program.run("doctor").stdout.split())
    assert 'No colours, as "color" in config.toml wishes' in told
    assert 'Plain signs, as "ascii" in config.toml wishes' in told


@pytest.mark.parametrize("command", [(), ("list",), ("demo",)])
def test_a_theme_that_there_isnt_is_refused(program: Program, command: tuple[str, ...]) -> None:
    assert "There is no theme “pink”" in program.refused("--theme", "pink", *command)
