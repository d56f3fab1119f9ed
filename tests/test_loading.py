"""Each start loads what it has use for, and nothing else: who loads more on purpose says so in `loading.toml`."""

from pathlib import Path

import pytest

from .loading import ALLOWED, COMMANDS, STARTS, allowed, loaded, written
from .terminal.program import Program

AHEAD = """What the start “{start}” loads is not what {file} allows. Load it where it is needed first; where the start does
need it, or needs it no longer: python -m tests.loading"""


@pytest.mark.parametrize("start", STARTS)
def test_a_start_loads_what_it_may(tmp_path: Path, start: str) -> None:
    program = Program(tmp_path)
    try:
        found, may = loaded(program, start), allowed()[start]
    finally:
        program.close()
    told = AHEAD.format(start=start, file=ALLOWED.name)
    for kind in ("libraries", "ours"):
        more, less = set(found[kind]) - set(may[kind]), set(may[kind]) - set(found[kind])
        assert (more, less) == (set(), set()), told


def test_commands_load_no_screen_and_help_no_store() -> None:
    may = allowed()
    for start in COMMANDS:
        assert not {"textual", "rich", "icalendar", "tomlkit", "asyncssh"} & set(may[start]["libraries"])
        assert not [name for name in may[start]["ours"] if name.startswith(("tui", "served", "exchange"))]
    assert may["help"]["libraries"] == ["click"]
    assert not [name for name in may["help"]["ours"] if name.startswith(("domain", "journal", "room"))]


def test_a_screen_loads_what_is_shown_on_it_and_no_other_screen() -> None:
    for start in ("home", "meeting"):
        others = {"decisions", "people", "mirror", "practice", "lessons", "mend", "agenda", "finding"}
        shown = {name.split(".")[1] for name in allowed()[start]["ours"] if name.startswith("tui.")}
        assert "app" in shown
        assert not others & shown, start


def test_the_file_is_as_it_is_written() -> None:
    assert written(allowed()) == ALLOWED.read_text(encoding="utf-8")
    assert tuple(allowed()) == STARTS
