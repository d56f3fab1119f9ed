"""The command line around the record: due, answer, done, formats, and the help that leads to all of them."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from sociotui import cli
from sociotui.cli_meetings import act
from sociotui.cli_table import ELSEWHERE
from sociotui.room.actions import ACTIONS
from sociotui.room.asking import Options
from sociotui.room.clock import Clock
from sociotui.room.home import Home

from .homes import home_in
from .room.holding import held
from .terminal.program import CHECKOUT, Program, copy_of


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A home of real time in which a decision waits for Fay and Gio, for copying."""
    program = Program(tmp_path_factory.mktemp("waiting"))
    home = home_in(program.home)
    held(home)
    home.close()
    return program


@pytest.fixture
def program(waiting: Program, tmp_path: Path) -> Iterator[Program]:
    """The program on a copy of that home."""
    program = copy_of(waiting.home, tmp_path)
    yield program
    program.close()


ID = "garden-2026-03-02"


# --- due -------------------------------------------------------------------------------------------


def test_due_prints_lines_and_an_object_that_the_readme_describes(program: Program) -> None:
    lines = program.ok("due", "--circle", "garden", "--within", "0").splitlines()
    assert f"2026-03-02  Garden circle  “Tool-shed rota” waits for Fay, Gio [{ID}-d1]" in lines
    assert f"2026-03-09  Garden circle  Next step: Cut a key (overdue) [{ID}-step-1]" in lines
    found = json.loads(program.ok("due", "--json"))
    assert found["version"] == 1
    readme = (CHECKOUT / "README.md").read_text("utf-8")
    described = re.search(r"^`sociotui due --json`.*?(?=\n\n)", readme, re.MULTILINE | re.DOTALL)
    assert described
    assert {*found, *found["due"][0], "aim", "minutes"} <= set(re.findall(r"`(\w+)`", described[0]))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("due --within soon", "like 60d, 8w or 3m"),
        ("due --circle gardn", "Near it: garden"),
        ("formats --circle gardn", "Near it: garden"),
        ("export handbook --circle gardn", "Near it: garden"),
        ("export calendar --circle gardn", "Near it: garden"),
        (f"answer {ID}-d9 --consent --for fay", f"Near it: {ID}-d1"),
        (f"done {ID}-step-9", f"Near it: {ID}-step-1"),
        (f"answer {ID}-d1 --consent --for fya", "Near it: fay"),
        (f"answer {ID}-d1 --consent --by zo", "Near it: zoe"),
        (f"answer {ID}-d1 --consent --for fay --version 2", "That was version 2; version 1 is the one"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_does(program: Program, words: str, why: str) -> None:
    assert why in program.refused(*words.split())


def test_nothing_due_is_said_in_a_friendly_sentence(tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.import_demo()
    assert program.ok("due", "--circle", "compost") == "Nothing is due in the next 60 days. Enjoy it.\n"


# --- answers ---------------------------------------------------------------------------------------


def test_the_absent_answer_one_after_the_other(program: Program) -> None:
    assert program.ok("answer", f"{ID}-d1", "--consent", "--for", "fay") == "Thank you. Still waiting for Gio.\n"
    assert f"{ID}-d1  “Tool-shed rota” waits for Gio." in program.ok("list")
    assert "“Tool-shed rota” waits for Gio." in program.ok("status", ID)
    assert "That was the last answer: “Tool-shed rota” stands" in program.ok(
        "answer", f"{ID}-d1", "--consent", "--by", "gio", "--version", "1"
    )
    assert "waits" not in program.ok("list")
    assert "2026-09-01  Tool-shed rota (Garden circle)" in program.ok("list")
    assert "“Tool-shed rota” stands since " in program.ok("status", ID)


def test_an_objection_comes_with_a_reason_from_the_line_or_from_standard_input(program: Program) -> None:
    for nothing, input_ in (("", None), (" \t", None), ("-", "\n")):
        said = program.refused("answer", f"{ID}-d1", "--object", nothing, "--for", "fay", input=input_)
        assert "An objection comes with its reason" in said
    said = program.ok("answer", f"{ID}-d1", "--object", "-", "--by", "fay", input="Saturdays\nare full\n")
    assert "goes to the next meeting of Garden circle" in said
    assert "waits" not in program.ok("list")


@pytest.mark.parametrize("words", [[], ["--consent", "--object", "No"]])
def test_an_answer_is_one_of_two(program: Program, words: list[str]) -> None:
    assert "--consent, or --object" in program.refused("answer", f"{ID}-d1", "--for", "fay", *words, code=2)


def test_an_account_that_nobody_has_is_asked_who_answers(program: Program) -> None:
    assert "Say who answers with --for PERSON" in program.refused("answer", f"{ID}-d1", "--consent")


def test_a_next_step_is_done(program: Program) -> None:
    assert program.ok("done", f"{ID}-step-1", "--by", "ben") == "Done: “Cut a key”. Thank you.\n"
    assert f"{ID}-step-1" not in program.ok("list")
    assert "was done on" in program.refused("done", f"{ID}-step-1")


def test_an_answer_is_kept_with_who_gave_it(program: Program) -> None:
    program.ok("answer", f"{ID}-d1", "--consent", "--for", "fay", "--by", "zoe")
    home = Home(program.home, Clock())
    last = home.journal.read("organisation")[-1]
    assert (last.actor, last.event.given.person) == ("zoe", "fay")  # type: ignore[attr-defined]
    home.close()


# --- formats, help ---------------------------------------------------------------------------------


def test_formats_are_listed_with_what_is_wrong_with_bad_files(program: Program) -> None:
    (program.home / "formats").mkdir()
    (program.home / "formats" / "odd.toml").write_text("title = \n", "utf-8")
    said = program.ok("formats", "--circle", "garden")
    assert re.search("^weekly +Circle meeting: ", said, re.MULTILINE)
    assert re.search("^selection +Role selection: ", said, re.MULTILINE)
    assert re.search(r"^Cannot be used\n.*odd\.toml.*line 1", said, re.MULTILINE)


def test_every_command_is_in_the_help_with_a_whole_sentence() -> None:
    ctx = click.Context(cli.main, info_name="sociotui")
    commands = {name: cli.main.get_command(ctx, name) for name in cli.main.list_commands(ctx)}
    groups = [c for c in commands.values() if isinstance(c, click.Group)]
    for group in groups:
        commands |= {f"{group.name} {name}": command for name, command in group.commands.items()}
    assert {"due", "answer", "done", "formats", "import data", "export handbook", "export calendar"} <= set(commands)
    for name, command in commands.items():
        assert command
        short = command.get_short_help_str(45)
        assert short
        assert not short.endswith("..."), (name, short)


def test_the_list_of_commands_says_of_each_what_its_own_help_does() -> None:
    ctx = click.Context(cli.main, info_name="sociotui")
    elsewhere = {name: cli.main.get_command(ctx, name) for name in ELSEWHERE}
    helps = {name: command.get_short_help_str(200) for name, command in elsewhere.items() if command}
    assert {name: known.help for name, known in ELSEWHERE.items()} == helps
    assert not any(command.hidden for command in elsewhere.values() if command)
    listed = {name for known in ELSEWHERE.values() for name in import_module(f"sociotui.{known.module}").COMMANDS}
    assert listed == set(ELSEWHERE)


def test_act_has_a_flag_for_whatever_an_action_takes_in_groups_in_its_help(program: Program) -> None:
    flags = {param.name for param in act.params}
    assert {name for action in ACTIONS if action.command for name in action.takes} <= flags
    assert set(Options.__struct_fields__) <= flags
    said = program.ok("act", "--help")
    titles = re.findall(r"^(\w.*):$", said, re.MULTILINE)
    assert titles == [
        *("Options", "For whom, and in which words", "Rounds and attendance", "Agenda and backlog"),
        *("Proposals, objections, decisions", "Roles and circles", "How the meeting was", "Customs of a circle"),
        "What was seen",
    ]
    options = [
        opt for param in act.params if isinstance(param, click.Option) and not param.hidden for opt in param.opts
    ]
    assert [opt for opt in options if said.count(f"  {opt} ") != 1] == []


def test_the_list_of_actions_names_a_real_flag_for_each_option(program: Program) -> None:
    said = program.ok("actions")
    flags = {opt for param in act.params for opt in param.opts}
    assert set(re.findall(r"(?<= )--[a-z-]+", "\n".join(re.findall(r"^ +--.*$", said, re.MULTILINE)))) <= flags
    assert {line.split()[0] for line in said.splitlines() if not line.startswith(" ")} == {
        action.id for action in ACTIONS if action.command
    }


_LOADED = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from sociotui.__main__ import main
main()
"""


@pytest.mark.parametrize("words", ["--help", f"status {ID}", f"act {ID} note --text x"])
def test_what_is_not_asked_for_is_not_loaded(program: Program, words: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _LOADED, *words.split()], env=program.env, capture_output=True, text=True, check=False
    )
    loaded = set(ran.stderr.split())
    assert "sociotui.cli" in loaded, ran.stderr
    heavy = {"icalendar", "csv", "sociotui.exchange", "sociotui.room.exporting"} | (
        {"sociotui.room", "sociotui.domain"} if words == "--help" else {"sociotui.cli_records", "sociotui.cli_exports"}
    )
    assert not heavy & loaded
