"""The start: how soon there is something to see, how soon all of it, in how many bytes and how much memory."""

import subprocess
import sys
import time
from collections.abc import Mapping

import pytest

from .costs import Memory, memory
from .programs import Programs
from .table import Row, Table, middle
from .terminal import Program, Start, Terminal

pytestmark = pytest.mark.bench

ROUNDS = 5
OURS = ("home", "meeting", "a year")
"""What is started: home, straight into a meeting, and home after sixty meetings of five circles."""
HEAVY = ("textual", "rich", "click", "msgspec", "tinydb")


def _up(program: Program, programs: Programs) -> tuple[Start, Memory]:
    with Terminal(program, programs.env) as terminal:
        came = terminal.start()
        time.sleep(0.1)
        return came, memory(terminal.pid)


def _size(program: Program, env: Mapping[str, str]) -> int:
    with Terminal(program, env) as terminal:
        return terminal.start().size


def test_start(programs: Programs, table: Table) -> None:
    """Start, from the command to a screen that stands still"""
    measured = {
        "floor": programs.floor,
        "home": programs.at_home,
        "meeting": programs.in_meeting,
        "a year": programs.after_a_year,
    }
    runs: dict[str, list[tuple[Start, Memory]]] = {name: [] for name in measured}
    for _round in range(ROUNDS):
        for name, program in measured.items():
            runs[name].append(_up(program, programs))

    def stable(name: str) -> float:
        return middle([start.stable for start, _memory in runs[name]])

    def size(name: str) -> float:
        return middle([start.size for start, _memory in runs[name]])

    def rss(name: str) -> float:
        return middle([kept.rss for _start, kept in runs[name]])

    def pss(name: str) -> float:
        return middle([kept.pss for _start, kept in runs[name]])

    floor_glyph = middle([start.glyph for start, _memory in runs["floor"]])
    splash = middle([start.glyph for start, _memory in runs["home"]])
    table.add(Row("splash / first glyph", splash, floor_glyph, times=0.15))
    table.add(*(Row(f"{name} stands", stable(name), stable("floor"), times=1.6) for name in OURS))
    for name in OURS:
        table.add(Row(f"{name}: bytes", size(name), size("floor"), "bytes", times=2.5))
    for name in OURS:
        table.add(Row(f"{name}: RSS", rss(name), rss("floor"), "MiB", times=1.25))
        table.add(Row(f"{name}: PSS", pss(name), pss("floor"), "MiB"))
    coloured = {name: _size(program, programs.true_colour) for name, program in measured.items()}
    for name in OURS:
        table.add(Row(f"{name}, true colour: bytes", coloured[name], coloured["floor"], "bytes", times=2.5))
        sizes = {start.size for start, _memory in runs[name]}
        assert max(sizes) <= 2.5 * size("floor"), (name, sizes)
        assert coloured[name] <= 2.5 * coloured["floor"], (name, coloured)


def test_splash_comes_before_textual(programs: Programs) -> None:
    """The splash is on the screen before anything heavy is imported"""
    command = [sys.executable, "-X", "importtime", *programs.at_home.command[1:]]
    with Terminal(Program(command, programs.at_home.ready), programs.env) as terminal:
        terminal.start()
        before, splash, after = terminal.seen.partition(b"\x1b[?1049h\x1b[H\x1b[2J")
    assert splash, before
    told_before, told_after = before.decode(errors="replace"), after.decode(errors="replace")
    for module in HEAVY:
        assert f" {module}" not in told_before, module
    assert " textual.app" in told_after


def test_command_line_never_imports_textual(programs: Programs) -> None:
    """Help, status and acts are done without Textual, and help without the store as well"""
    home = programs.copy_of_home()
    act = ["act", programs.meeting, "hand", "--for", "ana", "--by", "zoe"]
    heavy_of = {
        ("--help",): {"textual", "rich", "tinydb", "msgspec", "platformdirs"},
        ("status",): {"textual", "rich"},
        tuple(act): {"textual", "rich"},
    }
    for arguments, heavy in heavy_of.items():
        done = subprocess.run(
            [sys.executable, "-c", _IMPORTED, "--home", str(home), *arguments],
            env=dict(programs.env),
            capture_output=True,
            text=True,
            check=True,
        )
        imported = set(done.stderr.split())
        assert "sociotui" in imported, done.stderr
        assert not imported & heavy, (arguments, imported & heavy)


_IMPORTED = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from sociotui.__main__ import main
main()
"""
