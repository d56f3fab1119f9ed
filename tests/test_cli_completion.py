"""Completion: what a word could become, asked as shells ask; and in the shells themselves, by the script that each reads."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pexpect
import pytest

from sociotui.cli import main
from sociotui.cli_completion import KINDS

from .terminal.program import CHECKOUT, COMMAND, Program, copy_of
from .test_cli_served import served

README = (CHECKOUT / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Program, str]:
    """A home with the demo's organisation and a meeting under way, for copying; and the meeting's id."""
    program = Program(tmp_path_factory.mktemp("completion"))
    program.import_demo()
    return program, program.open()


@pytest.fixture
def program(homes: tuple[Program, str], tmp_path: Path) -> Iterator[Program]:
    """The program on a copy of that home, on the way where a shell looks for it."""
    program = copy_of(homes[0].home, tmp_path)
    command = tmp_path / "bin" / "sociotui"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {" ".join(COMMAND)} "$@"\n', "utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    program.env["PATH"] = f"{command.parent}{os.pathsep}{program.env['PATH']}"
    yield program
    program.close()


def asked(program: Program, *words: str, incomplete: str = "") -> dict[str, str]:
    """Return what an incomplete word after these could become, with what each is, as zsh is told."""
    env = {"COMP_WORDS": " ".join(["sociotui", *words, incomplete]), "COMP_CWORD": str(len(words) + 1)}
    program.env |= {**env, "_SOCIOTUI_COMPLETE": "zsh_complete"}
    done = program.run()
    for name in (*env, "_SOCIOTUI_COMPLETE"):
        del program.env[name]
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    return {lines[n + 1]: lines[n + 2] for n in range(0, len(lines) - 2, 3) if lines[n] == "plain"}


# --- what a word could become ------------------------------------------------------------------------


def test_commands_and_options_are_completed_with_what_they_do(program: Program) -> None:
    assert asked(program, incomplete="op") == {"open": "Open a meeting of CIRCLE and print its id."}
    assert {"org", "handbook", "data"} <= set(asked(program, "export"))
    assert asked(program, "open", incomplete="--fac") == {
        "--facilitator": "Who facilitates; the role's holder when left out."
    }
    assert set(asked(program, "open", "garden", "--format", incomplete="x")) == set()


def test_circles_people_and_meetings_are_completed_with_their_names(
    program: Program, homes: tuple[Program, str]
) -> None:
    assert asked(program, "open", incomplete="ga") == {"garden": "Garden circle"}
    assert asked(program, "open", incomplete="GA") == {"garden": "Garden circle"}
    assert asked(program, "act", "x", "next", "--by", incomplete="z") == {"zoe": "Zoe"}
    assert asked(program, "due", "--circle", incomplete="k") == {"kitchen": "Kitchen circle"}
    assert asked(program, "act") == {homes[1]: "Garden circle"}
    assert homes[1] in asked(program, "minutes")
    assert "hand" in asked(program, "act", homes[1], incomplete="ha")


def test_of_several_with_commas_the_last_is_completed(program: Program) -> None:
    assert set(asked(program, "open", "garden", "--present", incomplete="ana,be")) == {"ana,ben"}
    assert "ana,ana" not in asked(program, "open", "garden", "--present", incomplete="ana,")


def test_what_is_asked_for_by_an_id_is_completed(program: Program, homes: tuple[Program, str]) -> None:
    program.ok("say", "garden", "More gloves", "--by", "ben")
    assert "garden-said-1" in asked(program, "answer", incomplete="g")
    assert "leader" in asked(program, "change", "role", "garden", incomplete="le")
    assert set(asked(program, "config", "set", incomplete="anim")) == {"animations"}
    assert set(asked(program, "config", "set", "theme")) == {"dusk", "paper", "sixteen"}
    assert set(asked(program, "config", "set", "circle", incomplete="ga")) == {"garden"}
    assert "ladder" in asked(program, "learn", incomplete="la")
    assert set(asked(program, "mend")) == {"alone", "talk", "circle", "peers", "exit"}


def test_it_is_done_in_the_home_that_is_said(program: Program) -> None:
    del program.env["SOCIOTUI_HOME"]
    assert asked(program, "open") == {}
    assert "garden" in asked(program, "--home", str(program.home), "open")
    program.config.parent.mkdir(parents=True)
    program.config.write_text('home = "~/home"\ncircle = "garden"\n', "utf-8")
    assert "garden" in asked(program, "open")
    assert "all" in asked(program, "due", "--circle")
    assert asked(program, "--home", str(program.folder / "none"), "open") == {}
    assert not (program.folder / "none").exists()
    assert asked(program, "--socket", str(program.folder / "none"), "open") == {}


def test_a_server_that_has_the_home_is_asked(program: Program, homes: tuple[Program, str]) -> None:
    alone = [asked(program, *words) for words in (["open"], ["act"], ["act", homes[1], "next", "--by"])]
    with served(program) as server:
        before = server.visits
        assert [asked(program, *words) for words in (["open"], ["act"], ["act", homes[1], "next", "--by"])] == alone
        assert server.visits == before + 3


def test_who_i_am_counts_for_nothing_on_a_server(program: Program, homes: tuple[Program, str]) -> None:
    program.config.parent.mkdir(parents=True)
    program.config.write_text('me = "ben"\n', "utf-8")
    with served(program):
        assert program.ok("act", homes[1], "hand", "--for", "ana")
    written = program.journal(f"meetings/{homes[1]}").read_text("utf-8").splitlines()[-1]
    assert '"actor":"ben"' not in written


@pytest.mark.parametrize("config", ["home = 3\n", "[keys\nhome = 1\n", "bogus = 1\n"])
def test_no_error_is_ever_shown(program: Program, config: str) -> None:
    program.config.parent.mkdir(parents=True)
    program.config.write_text(config, "utf-8")
    asked(program, "open")
    del program.env["SOCIOTUI_HOME"]
    asked(program, "open")
    program.env["SOCIOTUI_HOME"] = str(program.config)
    asked(program, "open")
    asked(program, "opne", "--bogus")
    (program.home / "organisation.journal").write_bytes(b"\0broken\n\0")
    asked(program, "--home", str(program.home), "open")


def test_nothing_heavy_is_loaded_for_it(program: Program) -> None:
    code = "import atexit, sys\natexit.register(lambda: print(*sys.modules, file=sys.stderr))\nfrom sociotui.__main__ import main\nmain()"
    program.env |= {"COMP_WORDS": "sociotui open ga", "COMP_CWORD": "2", "_SOCIOTUI_COMPLETE": "bash_complete"}
    ran = subprocess.run([sys.executable, "-c", code], env=program.env, capture_output=True, text=True, check=True)
    assert ran.stdout == "plain,garden\n"
    assert not {"textual", "rich", "tomlkit", "icalendar", "asyncio"} & set(ran.stderr.split())


def test_what_takes_a_name_is_there_to_take_it() -> None:
    found = {param.name for command in commands(main) for param in command.params}
    assert set(KINDS) <= found


def commands(group: click.Group) -> Iterator[click.Command]:
    """Return all commands."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        yield command
        if isinstance(command, click.Group):
            yield from commands(command)


# --- in the shells -----------------------------------------------------------------------------------


def shell(program: Program, name: str, *arguments: str) -> "pexpect.spawn[str]":
    """Start a shell as somebody would sit at it; skip where it is not there."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not on this machine")
    return pexpect.spawn(
        name,
        list(arguments),
        env={**program.env, "TERM": "xterm", "PS1": "> "},
        cwd=str(program.folder),
        encoding="utf-8",
        timeout=20,
        dimensions=(40, 200),
    )


def install(program: Program, name: str) -> None:
    """Do what the README says for a shell."""
    block = README.partition(f"<!-- {name} -->\n```sh\n")[2].partition("```")[0]
    assert f"sociotui completion {name}" in block
    subprocess.run(["sh", "-euc", block], env=program.env, cwd=program.folder, check=True)


def test_bash_completes(program: Program, homes: tuple[Program, str]) -> None:
    install(program, "bash")
    bash = shell(program, "bash", "-i")
    bash.sendline("echo rea''dy")
    bash.expect("ready")
    bash.send("sociotui open gar\t")
    bash.expect("sociotui open garden ")
    bash.send("--present ana,be\t")
    bash.expect("--present ana,ben ")
    bash.send("\x15sociotui act gar\t")
    bash.expect(f"sociotui act {homes[1]} ")
    bash.send("\x15sociotui conf\t")
    bash.expect("sociotui config ")
    bash.close(force=True)


def test_zsh_completes_with_names(program: Program, homes: tuple[Program, str]) -> None:
    install(program, "zsh")
    zsh = shell(program, "zsh", "-i")
    zsh.sendline("print rea''dy")
    zsh.expect("ready")
    zsh.send("sociotui open ga\t")
    zsh.expect("rden")
    zsh.send("\x15sociotui act \t")
    zsh.expect(homes[1][3:])
    zsh.send("\x15sociotui due --circle \t")
    zsh.expect("Garden circle")
    zsh.close(force=True)


def test_fish_completes_with_names(program: Program, homes: tuple[Program, str]) -> None:
    if shutil.which("fish") is None:
        pytest.skip("fish is not on this machine")

    install(program, "fish")

    def completed(line: str) -> list[str]:
        words, where = ["fish", "-c", f"complete -C '{line}'"], program.folder
        ran = subprocess.run(
            words, env=program.env | {"XDG_CONFIG_HOME": f"{where}/.config"}, capture_output=True, text=True, check=True
        )
        assert ran.stderr == ""
        return ran.stdout.splitlines()

    assert completed("sociotui open ga") == ["garden\tGarden circle"]
    assert completed("sociotui open garden --present ana,be") == ["ana,ben\tBen"]
    assert f"{homes[1]}\tGarden circle" in completed("sociotui act ")
    assert "hand" in completed(f"sociotui act {homes[1]} han")[0]
