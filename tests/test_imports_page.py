"""IMPORTS.md and the program: every file on the page is read as the page says, and every command prints what it shows."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.exchange.imports.bringing import workbook
from tests.pages import commands, misread, shell

from .terminal.program import CHECKOUT, Program

PAGE = (CHECKOUT / "IMPORTS.md").read_text("utf-8")
_PART = re.compile(
    r"^<!-- (?P<kind>file|workbook|run|says) ?(?P<name>[\w.-]*) -->\n"
    r"(?:```\w*\n(?P<code>.*?)^```$|(?P<tables>.*?)^<!-- /workbook -->$)",
    re.MULTILINE | re.DOTALL,
)


class Part(NamedTuple):
    """A part of the page that a test does: a file or a workbook to make, a command to run, or what that prints."""

    kind: str
    name: str
    text: str


def parts(section: str) -> Iterator[Part]:
    """Yield the parts of a section in their order."""
    for found in _PART.finditer(section):
        yield Part(found["kind"], found["name"], found["code"] or found["tables"] or "")


def sections() -> dict[str, str]:
    """Return the sections of the page that show how something is read, by their titles."""
    found = {section.partition("\n")[0]: section for section in PAGE.split("\n## ")[1:]}
    assert all(any(part.kind == "run" for part in parts(section)) for section in found.values())
    return found


def sheets(text: str) -> dict[str, list[list[object]]]:
    """Return the sheets that tables of the page show, by name, each with its rows."""
    found: dict[str, list[list[object]]] = {}
    for part in text.split(":\n\n|")[1:]:
        name = text.partition(f":\n\n|{part}")[0].strip().splitlines()[-1]
        rows = [line.strip().strip("|").split("|") for line in f"|{part}".splitlines() if line.startswith("|")]
        found[name] = [[cell.strip().strip("`") or None for cell in row] for n, row in enumerate(rows) if n != 1]
    return found


def make(folder: Path, part: Part) -> None:
    """Write a file of the page."""
    if part.kind == "workbook":
        (folder / part.name).write_bytes(workbook(sheets(part.text)))
    else:
        (folder / part.name).write_text(part.text, "utf-8")


@pytest.mark.parametrize("title", sections())
def test_every_example_comes_in_as_the_page_says(title: str, tmp_path: Path) -> None:
    program = Program(tmp_path)
    printed = ""
    for part in parts(sections()[title]):
        if part.kind in ("file", "workbook"):
            make(tmp_path, part)
        elif part.kind == "run":
            command = shlex.split(part.text)
            assert command[0] == "sociotui"
            printed = program.ok(*command[1:])
        else:
            assert printed == part.text
            printed = ""
    assert not printed, "of each command the page says what it prints"
    program.close()


def test_what_the_page_brings_in_changes_nothing_a_second_time(tmp_path: Path) -> None:
    program = Program(tmp_path)
    for title, section in sections().items():
        for part in parts(section):
            if part.kind in ("file", "workbook"):
                make(tmp_path, part)
            elif part.kind == "run":
                arguments = [word for word in shlex.split(part.text)[1:] if word not in ("--dry-run", "--yes")]
                program.ok(*arguments, "--yes")
                assert "  Nothing of it is new." in program.ok(*arguments, "--yes"), title
    program.close()


def test_every_command_on_the_page_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    found = commands(shell(PAGE))
    assert len(found) > len(sections())
    assert [said for arguments in found if (said := misread(arguments, monkeypatch))] == []
