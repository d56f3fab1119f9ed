"""Memory: what one process holds with an organisation of a few circles, of a hundred, and of ten years, once home stands."""

import shutil
import time
from pathlib import Path

import pytest

from sociotui.domain.organisation import Definition
from sociotui.room.home import Home
from tests.tui.map.growing import tree

from .costs import Memory, memory
from .homes import grown
from .programs import Programs
from .table import Row, Table, middle
from .terminal import Program, Terminal

pytestmark = pytest.mark.bench

ROUNDS = 3
CIRCLES = 100
MEETINGS, EVENTS = 2_000, 100_000


def _circles(folder: Path) -> Path:
    """Make a home of a hundred circles."""
    o = tree(CIRCLES, 10)
    assert o.about
    home = Home(folder)
    home.define(
        Definition(organisation=o.about, person=tuple(o.people.values()), circle=tuple(o.circles.values())), "test"
    )
    home.close()
    return folder


def _held(program: Program, programs: Programs, *keys: str) -> Memory:
    """Return what the program holds when it stands still, after some keys."""
    with Terminal(program, programs.env) as terminal:
        terminal.start(limit=60.0)
        for key in keys:
            terminal.press(key, silence=0.5)
        time.sleep(0.1)
        return memory(terminal.pid)


@pytest.mark.timeout(300)
def test_memory(tmp_path: Path, programs: Programs, table: Table) -> None:
    """Memory once home stands, beside a bare Textual app"""
    years = tmp_path / "years"
    grown(years, MEETINGS, EVENTS)
    hundred = Program(programs.ours(home=_circles(tmp_path / "hundred")), "Circle 0")
    long_past = Program(programs.ours(home=years), "General")
    measured = {
        "floor": (programs.floor, ()),
        "a few circles": (programs.at_home, ()),
        "a hundred circles": (hundred, ()),
        "a hundred circles, and the map": (hundred, ("2",)),
        "ten years, opened for the first time": (long_past, ()),
        "ten years, later": (long_past, ()),
    }
    runs: dict[str, list[Memory]] = {name: [] for name in measured}
    for _round in range(ROUNDS):
        shutil.rmtree(years / "snapshots", ignore_errors=True)
        for name, (program, keys) in measured.items():
            runs[name].append(_held(program, programs, *keys))
    floor = middle([kept.rss for kept in runs["floor"]])
    for name in list(measured)[1:]:
        table.add(Row(f"{name}: RSS", middle([kept.rss for kept in runs[name]]), floor, "MiB", times=1.25))
        table.add(Row("  PSS", middle([kept.pss for kept in runs[name]]), unit="MiB"))
    assert max(kept.rss for kept in runs["ten years, opened for the first time"]) <= 2 * floor
