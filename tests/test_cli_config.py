"""`sociotui config`: what holds and where it comes from, writing it, and that all commands go by it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sociotui.room.config_example import example

from .terminal.program import CHECKOUT, Program, copy_of
from .terminal.screen import Terminal


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program with the demo's organisation, for copying."""
    program = Program(tmp_path_factory.mktemp("config"))
    program.import_demo()
    return program


@pytest.fixture
def program(garden: Program, tmp_path: Path) -> Iterator[Program]:
    """The program on a copy of that home, with a place for a file of settings."""
    program = copy_of(garden.home, tmp_path)
    program.config.parent.mkdir(parents=True)
    yield program
    program.close()


def settled(program: Program, *before: str) -> dict[str, Any]:
    """Return the settings as `config --json` has them, by name."""
    found = json.loads(program.ok(*before, "config", "--json"))
    assert (found["version"], found["file"]) == (1, str(program.config))
    return {each["name"]: each for each in found["settings"]}


def of(each: dict[str, Any]) -> tuple[Any, ...]:
    """Return a setting's value and where it comes from."""
    place = each["option"] or each["variable"] or each["line"]
    return each["value"], each["from"], place


# --- what holds ------------------------------------------------------------------------------------


def test_without_a_file_all_is_as_the_program_and_the_terminal_have_it(program: Program) -> None:
    found = settled(program)
    assert of(found["theme"]) == ("dusk", "terminal", "COLORTERM")
    assert of(found["color"]) == ("all", "terminal", "COLORTERM")
    assert of(found["ascii"]) == (False, "terminal", "LANG")
    assert of(found["bell"]) == (False, "default", None)
    assert of(found["home"]) == (str(program.home), "environment", "SOCIOTUI_HOME")
    assert "There is no ~/config/sociotui/config.toml, and none is needed." in program.ok("config")


def test_options_go_before_the_environment_that_before_the_file_and_that_before_the_terminal(program: Program) -> None:
    program.config.write_text(
        'theme = "paper"\nascii = true\ncolor = true\nanimations = "full"\nhome = "~/there"\n', "utf-8"
    )
    found = settled(program)
    assert of(found["theme"]) == ("paper", "file", 1)
    assert of(found["ascii"]) == (True, "file", 2)
    assert of(found["color"]) == ("all", "file", 3)
    assert of(found["animations"]) == ("full", "file", 4)
    del program.env["SOCIOTUI_HOME"]
    assert of(settled(program)["home"]) == (str(program.folder / "there"), "file", 5)
    program.env |= {"SOCIOTUI_THEME": "sixteen", "SOCIOTUI_ASCII": "0", "NO_COLOR": "1", "TEXTUAL_ANIMATIONS": "basic"}
    found = settled(program)
    assert of(found["ascii"]) == (False, "environment", "SOCIOTUI_ASCII")
    assert of(found["color"]) == ("none", "environment", "NO_COLOR")
    assert of(found["animations"]) == ("basic", "environment", "TEXTUAL_ANIMATIONS")
    found = settled(program, "--home", "/elsewhere", "--theme", "dusk", "--ascii", "--color")
    assert of(found["home"]) == ("/elsewhere", "option", "--home")
    assert of(found["theme"]) == ("dusk", "option", "--theme")
    assert of(found["ascii"]) == (True, "option", "--ascii")
    assert of(found["color"]) == ("all", "option", "--color")


def test_the_table_says_it_in_lines_and_what_is_passed_over_once(program: Program) -> None:
    program.config.write_text('me = "zoe"\nbell = 1\n[keys]\nnext = "enter"\n', "utf-8")
    done = program.run("config")
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert [line.split()[:2] for line in lines[:11]] == [
        *(["theme", "dusk"], ["color", "all"], ["ascii", "false"], ["animations", "none"], ["bell", "false"]),
        *(["hints", "true"], ["home", "~/home"], ["socket", "(none)"], ["circle", "(none)"], ["me", "zoe"]),
        ["keys.next", "enter"],
    ]
    assert lines[9].endswith("  ~/config/sociotui/config.toml, line 1")
    assert lines[6].endswith("  environment: SOCIOTUI_HOME")
    assert lines[-1] == "  ~/config/sociotui/config.toml, line 2: “bell” takes true or false, without quotes."
    assert all(len(line) <= 80 for line in lines[:11])


def test_what_the_home_does_not_have_is_told_too(program: Program) -> None:
    program.config.write_text('circle = "gardn"\nme = "zoe"\n', "utf-8")
    assert (
        program.ok("config")
        .splitlines()[-1]
        .startswith("  ~/config/sociotui/config.toml, line 1: There is no circle “gardn”. Near it: garden")
    )
    (passed,) = json.loads(program.ok("config", "--json"))["passed_over"]
    assert (passed["name"], passed["line"]) == ("circle", 1)
    (program.home / "organisation.journal").write_bytes(b"broken")
    assert json.loads(program.ok("config", "--json"))["passed_over"] == []
    program.env["SOCIOTUI_HOME"] = str(program.folder / "none")
    assert json.loads(program.ok("config", "--json"))["passed_over"] == []


def test_it_says_where_the_file_is_and_gives_one_to_begin_with(program: Program) -> None:
    assert program.ok("config", "--path") == f"{program.config}\n"
    assert program.ok("config", "--example") == example()
    readme = (CHECKOUT / "README.md").read_text("utf-8")
    assert readme.partition("<!-- settings -->\n```toml\n")[2].partition("```\n<!-- /settings -->")[0] == example()


# --- writing it ------------------------------------------------------------------------------------


def test_a_setting_is_written_and_taken_out_and_all_else_stays(program: Program) -> None:
    program.config.write_text('# mine\ntheme = "dusk"   # by day\n\n[keys]\n# none yet\n', "utf-8")
    said = program.ok("config", "set", "theme", "paper")
    assert said == "~/config/sociotui/config.toml, line 2: theme is paper.\n"
    program.ok("config", "set", "keys.next", "enter")
    program.ok("config", "set", "ascii", "true")
    assert program.config.read_text("utf-8") == (
        '# mine\ntheme = "paper"   # by day\nascii = true\n\n[keys]\n# none yet\nnext = "enter"\n'
    )
    assert program.ok("config", "unset", "ascii") == "ascii is no longer set.\n"
    assert program.ok("config", "unset", "ascii") == "ascii was not set.\n"
    program.ok("config", "unset", "keys.next")
    assert program.config.read_text("utf-8") == '# mine\ntheme = "paper"   # by day\n\n[keys]\n# none yet\n'


def test_a_file_is_begun_where_there_is_none(program: Program) -> None:
    program.config.parent.rmdir()
    program.ok("config", "set", "keys.next", "enter")
    assert program.config.read_text("utf-8") == '[keys]\nnext = "enter"\n'


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("theme", "papr", "“theme” has no “papr”. Did you mean “paper”? It can be: dusk, paper, sixteen."),
        ("thme", "paper", "There is no setting “thme”. Near it: theme"),
        ("bell", "loud", "“bell” takes true or false, without quotes."),
        ("home", "here", "“here” is no whole path."),
        ("keys.nxt", "f", "There is no action “nxt”. Near it: next"),
        ("keys.next", "bogus", "“bogus” is no key."),
        ("keys.next", "p", "“p” is the key of “pass” already."),
    ],
)
def test_what_does_not_fit_is_not_written(program: Program, setting: str, value: str, said: str) -> None:
    program.config.write_text("bell = true\n", "utf-8")
    assert said in program.refused("config", "set", setting, value)
    assert program.config.read_text("utf-8") == "bell = true\n"


def test_a_file_that_is_no_toml_is_put_right_by_hand_first(program: Program) -> None:
    program.config.write_text("[keys\n", "utf-8")
    for words in (["set", "bell", "true"], ["unset", "bell"]):
        assert "line 1: the header is not closed." in program.refused("config", *words)
    assert program.config.read_text("utf-8") == "[keys\n"


def test_what_stands_there_by_mistake_is_taken_out_by_name(program: Program) -> None:
    program.config.write_text('thme = "paper"\nkeys = 3\n', "utf-8")
    assert "“sociotui config unset keys” takes it out" in program.refused("config", "set", "keys.next", "enter")
    program.ok("config", "unset", "thme")
    program.ok("config", "unset", "keys")
    assert program.config.read_text("utf-8") == ""
    assert "There is no setting “thme”. Near it: theme" in program.refused("config", "unset", "thme")


# --- all commands go by it -------------------------------------------------------------------------


def test_the_home_in_the_file_is_everybodys_home(program: Program) -> None:
    del program.env["SOCIOTUI_HOME"]
    assert "Garden circle" not in program.run("list").stdout
    program.config.write_text('home = "~/home"\n', "utf-8")
    assert "Garden circle" in program.ok("list")
    assert str(program.home) in program.ok("doctor")
    assert program.run("--home", str(program.folder / "other"), "list").stdout == ""
    program.env["SOCIOTUI_HOME"] = str(program.folder / "other")
    assert program.run("list").stdout == ""
    assert program.ok("--home", str(program.home), "list")


@pytest.mark.parametrize("text", ["home = 3\n", 'hom = "~/home"\n', 'home = "~/home"\n[keys\n'])
def test_nothing_is_done_elsewhere_because_the_home_is_misspelt(program: Program, text: str) -> None:
    program.config.write_text(text, "utf-8")
    named = program.run("list")
    assert named.returncode == 0
    del program.env["SOCIOTUI_HOME"]
    said = program.refused("import", "org", str(CHECKOUT / "data/demo/organisation.toml"))
    assert f"{program.config}, line" in said
    assert "or say it with --home DIR" in said
    assert not (program.folder / "data").exists()
    assert program.ok("--home", str(program.home), "list")


def test_a_socket_in_the_file_is_gone_to_unless_a_home_is_named(program: Program) -> None:
    program.config.write_text('socket = "~/nowhere"\n', "utf-8")
    assert program.ok("list")
    del program.env["SOCIOTUI_HOME"]
    assert str(program.folder / "nowhere") in program.refused("list")
    assert program.ok("--home", str(program.home), "list")


def test_commands_that_take_no_notice_of_the_file_tell_nothing_of_it(program: Program) -> None:
    program.config.write_text("bogus = 1\n", "utf-8")
    done = program.run("config", "--path")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{program.config}\n", "")


def test_the_circle_is_ones_own_where_none_is_said(program: Program) -> None:
    assert "Of which circle?" in program.refused("open", code=2)
    assert "Of which circle?" in program.refused("agenda", code=2)
    assert "Of which circle?" in program.refused("say", code=2)
    program.config.write_text('circle = "Garden circle"\n', "utf-8")
    assert program.ok("open").startswith("garden-")
    assert program.ok("open", "kitchen").startswith("kitchen-")
    assert program.ok("agenda") == program.ok("agenda", "garden")
    assert program.ok("due", "--within", "3600d") == program.ok("due", "--circle", "garden", "--within", "3600d")
    everything = program.ok("due", "--circle", "all", "--within", "3600d")
    program.config.write_text("", "utf-8")
    assert everything == program.ok("due", "--within", "3600d")


def test_one_can_say_something_to_ones_own_circle_in_a_word(program: Program) -> None:
    program.config.write_text('circle = "garden"\nme = "zoe"\n', "utf-8")
    assert "garden-said-1" in program.ok("say", "The gate is open at night.")
    assert "kitchen-said-1" in program.ok("say", "Kitchen circle", "-", input="Soup again?")
    assert "kitchen-said-2" in program.ok("say", "kitchen", input="More soup.\n")
    assert "garden-said-2" in program.ok("say", "-", input="It is open still.")
    assert "Soup" not in program.ok("said")
    assert "Soup" in program.ok("said", "all")


def test_a_circle_that_there_is_not_is_told_with_its_line(program: Program) -> None:
    program.config.write_text('\ncircle = "gardn"\n', "utf-8")
    said = program.refused("open")
    assert said.startswith("There is no circle “gardn”. Near it: garden")
    assert said.endswith(f"“circle” is so in {program.config}, line 2.")
    assert "is so in" not in program.refused("open", "gadren")


def test_who_acts_is_who_the_file_says_unless_by_does(program: Program) -> None:
    program.config.write_text('circle = "garden"\nme = "Ben"\n', "utf-8")
    meeting = program.ok("open").strip()
    program.ok("act", meeting, "hand", "--for", "ana")
    program.ok("act", meeting, "hand", "--for", "ana", "--by", "zoe")
    assert actors(program, meeting) == ["ben", "ben", "zoe"]
    program.config.write_text('me = "bne"\n', "utf-8")
    said = program.refused("act", meeting, "hand", "--for", "ana")
    assert said.startswith("There is no person “bne”. Near it: ")
    assert said.endswith(f"“me” is so in {program.config}, line 1.")
    assert program.ok("act", meeting, "hand", "--for", "ana", "--by", "zoe")
    assert program.ok("list")


def test_who_talks_is_who_the_file_says_unless_by_does(program: Program) -> None:
    program.config.write_text('me = "Ben"\n', "utf-8")
    meeting = program.ok("open", "garden").strip()
    program.ok("talk", meeting, input="hand for ana\n")
    program.ok("talk", meeting, "--by", "zoe", input="hand for ana\n")
    assert actors(program, meeting) == ["ben", "ben", "zoe"]


def actors(program: Program, meeting: str) -> list[str]:
    """Return who is recorded to have acted in a meeting, once for each commit."""
    written = program.journal(f"meetings/{meeting}").read_text("utf-8").splitlines()[1:]
    return [re.findall(r'"actor":"([a-z]*)"', line)[0] for line in written]


def test_a_name_of_mine_opens_nothing_of_who_has_this_account(program: Program) -> None:
    import getpass

    program.ok("change", "person", "ana", "--login", getpass.getuser(), "--why", "a test", "--by", "zoe", "--yes")
    program.config.write_text('me = "ben"\n', "utf-8")
    assert program.ok("mirror", "--own") == program.ok("--home", str(program.home), "mirror", "--own")
    program.config.write_text("", "utf-8")
    own = program.ok("mirror", "--own")
    program.config.write_text('me = "ben"\n', "utf-8")
    assert program.ok("mirror", "--own") == own


# --- the screen ------------------------------------------------------------------------------------


def leave(terminal: Terminal) -> None:
    """Leave the screen once it reads keys: by then it knows its size."""
    terminal.wait_for("ctrl+p palette")
    terminal.press("q")
    assert terminal.wait_for_end() == 0


def test_the_screen_begins_at_ones_own_circle(program: Program) -> None:
    program.config.write_text('circle = "kitchen"\n', "utf-8")
    terminal = program.start(size=(100, 30))
    terminal.wait_for("A warm meal for everybody")
    leave(terminal)


def test_the_screen_opens_in_the_home_of_the_file(program: Program) -> None:
    del program.env["SOCIOTUI_HOME"]
    program.config.write_text('home = "~/home"\ncircle = "gardn"\n', "utf-8")
    terminal = program.start(size=(100, 30))
    terminal.wait_for("There is no circle “gardn”")
    assert terminal.shows("Garden circle")
    leave(terminal)
