"""The README's table of the twelve practices: each is something one does, by keys and commands that are there."""

import re
from pathlib import Path

import click
import pytest

import sociotui
from sociotui.cli import main
from sociotui.room.actions import ACTIONS

README = (Path(sociotui.__file__).parent.parent / "README.md").read_text("utf-8")
TABLE = README.split("<!-- practices -->\n")[1].split("<!-- /practices -->")[0].splitlines()[2:]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE]
SPANS = re.compile("`([^`]+)`")


def keys(*places: str) -> set[str]:
    return {action.key for action in ACTIONS if action.key and action.where in places}


def test_there_are_twelve_and_each_has_something_to_do_in_a_meeting_and_between() -> None:
    assert [int(name.split()[0]) for name, *_cells in ROWS] == [*range(1, 13)]
    assert all(len(row) == 3 and SPANS.search(row[1]) and SPANS.search(row[2]) for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_every_key_and_command_that_a_practice_names_is_there(row: list[str]) -> None:
    _name, meeting, between = row
    for said in SPANS.findall(meeting):
        assert said in keys("meeting", "everywhere"), said
    for said in SPANS.findall(between):
        if not said.startswith("sociotui"):
            assert said in keys("everywhere", "map", "home", "lists"), said
            continue
        command: click.Command = main
        for word in said.split()[1:]:
            if isinstance(command, click.Group):
                found = command.get_command(click.Context(command), word)
                assert found, said
                command = found
            elif word.startswith("--"):
                assert any(word in option.opts for option in command.params), said


def test_what_learn_and_practice_are_asked_for_in_it_is_there() -> None:
    data = Path(sociotui.__file__).parent.parent / "data"
    for kind, folders in {"learn": ("lessons/en", "cards/en"), "practice": ("practice",)}.items():
        known = {file.stem for folder in folders for file in (data / folder).glob("*.toml")}
        assert {*re.findall(f"`sociotui {kind} ([a-z-]+)`", README.split("<!-- /practices -->")[0])} <= known
