"""The manual page: it is as the commands are now, has all of them, and tools for such pages find nothing wrong in it."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from sociotui.cli import main
from sociotui.cli_man import EXIT_CODES, page
from sociotui.exchange import roff
from sociotui.room.preferences import SETTINGS

from .terminal.program import CHECKOUT

PAGE = CHECKOUT / "data" / "man" / "sociotui.1"


def every(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Return all commands that are shown, each with its words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        yield f"{path}{name}", command
        if isinstance(command, click.Group):
            yield from every(command, f"{path}{name} ")


def shown(*command: str) -> str:
    """Return what a tool makes of the page; skip where it is not there."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this machine")
    done = subprocess.run([*command, str(PAGE)], capture_output=True, text=True, check=False, encoding="utf-8")
    return done.stdout + done.stderr


def plain(text: str) -> str:
    """Return what is shown without how it stands out: by colours, or by letters that are struck twice."""
    return re.sub(r".\x08|\x1b\[[0-9;]*m", "", text)


def test_the_page_that_is_kept_is_as_the_commands_are_now() -> None:
    now = page(main)
    assert now == PAGE.read_text("utf-8"), "make it anew: sociotui man -o data/man/sociotui.1"


@pytest.mark.parametrize(
    "more", [{"LANG": "C", "COLUMNS": "40"}, {"HOME": "/nowhere", "TZ": "Asia/Tokyo", "SOCIOTUI_HOME": "/x"}]
)
def test_it_is_the_same_wherever_it_is_made(more: dict[str, str], tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT), **more}
    made = subprocess.run(
        [sys.executable, "-m", "sociotui", "man"], env=env, cwd=tmp_path, capture_output=True, check=True
    )
    assert made.stdout == PAGE.read_bytes()


def test_every_command_option_and_setting_is_on_it() -> None:
    text = PAGE.read_text("utf-8")
    sections = dict(re.findall(r'^\.SS "([^"]+)"\n(.*?)(?=^\.S[SH] |\Z)', text, re.MULTILINE | re.DOTALL))
    sections = {name.replace("\\-", "-"): section.replace("\\-", "-") for name, section in sections.items()}
    assert list(sections) == [name for name, _command in every(main)]
    for name, command in every(main):
        for param in command.params:
            if isinstance(param, click.Option) and not param.hidden:
                assert param.opts[0] in sections[name], (name, param.opts)
    for setting in SETTINGS:
        assert f"\\fB{setting.name} = " in text
        assert not setting.variable or f"\\fB{setting.variable}\\fR" in text
    for code in EXIT_CODES:
        assert f"\\fB{code}\\fR\n" in text
    for title in (
        "NAME",
        "SYNOPSIS",
        "OPTIONS",
        "COMMANDS",
        "SETTINGS",
        "ENVIRONMENT",
        "FILES",
        "EXIT STATUS",
        "EXAMPLES",
    ):
        assert f'.SH "{title}"' in text


def test_mandoc_finds_nothing_wrong_but_that_it_has_no_date() -> None:
    assert re.fullmatch(r'mandoc: \S+:2:\d+: WARNING: missing date, using "": TH\n', shown("mandoc", "-Tlint"))


def test_groff_warns_of_nothing() -> None:
    assert "COMMANDS" in plain(shown("groff", "-ww", "-man", "-Tutf8"))
    assert shown("groff", "-ww", "-man", "-Tutf8", "-z") == ""


def test_man_shows_it() -> None:
    text = plain(shown("man", "-l"))
    assert "sociotui open [OPTIONS] [CIRCLE]" in text
    assert "Open a meeting of CIRCLE and print its id." in text
    assert "--facilitator TEXT" in text


def test_it_comes_with_the_wheel_where_man_looks() -> None:
    wheel = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    assert wheel["shared-data"] == {"data/man/sociotui.1": "share/man/man1/sociotui.1"}


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (".TH is no macro here", "\\&.TH is no macro here"),
        ("'tis", "\\(cqtis"),
        ("a \\fBbold\\fR try", "a \\efBbold\\efR try"),
        ("“so” it’s 3 – 4 …", "\\(lqso\\(rq it\\(cqs 3 \\(en 4 ..."),
        ("Zoë ✓", "Zo\\[u00EB] \\[u2713]"),
        ("say `a-b` now", "say \\fBa\\-b\\fR now"),
        ("one ` alone", "one ` alone"),
        ("", ""),
    ],
)
def test_nothing_in_a_text_is_taken_for_a_command(text: str, made: str) -> None:
    assert roff.filled(roff.marked(text)) == [made]


def test_long_texts_are_broken_and_none_of_their_lines_begins_a_macro() -> None:
    lines = roff.filled(roff.marked("word " * 14 + ".PP " + "more " * 20))
    assert all(len(line) <= 80 for line in lines)
    assert not any(line.startswith((".", "'")) for line in lines)
    assert " ".join(lines).replace("\\&", "").split() == ["word"] * 14 + [".PP"] + ["more"] * 20


def test_quotes_in_the_arguments_of_a_macro_stay_in_them() -> None:
    assert roff.macro("SS", 'a "b"') == '.SS "a \\(dqb\\(dq"'
