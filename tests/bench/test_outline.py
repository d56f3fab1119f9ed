"""The map on the screen: how soon it is there with few and many circles, and how soon a key moves in it; beside a bare screen."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from sociotui.domain.organisation import Definition
from sociotui.room.home import Home
from tests.tui.map.growing import tree

from .programs import Programs
from .table import Row, Table, late, middle
from .terminal import Answer, Program, Terminal

pytestmark = pytest.mark.bench

PRESSES = 14
SIZES = {20: 80, 500: 2000, 2000: 8000}
"""How many people are in organisations of so many circles."""
KEYS = {
    "move": ["down", "down", "up", "down"],
    "zoom in, and out": ["enter", "\x7f"],
    "page, row by row": ["down", "down", "up", "up"],
}


def _home(folder: Path, circles: int) -> Path:
    o = tree(circles, SIZES[circles])
    assert o.about
    home = Home(folder / f"circles-{circles}")
    home.define(
        Definition(organisation=o.about, person=tuple(o.people.values()), circle=tuple(o.circles.values())), "test"
    )
    home.close()
    return home.folder


def _on_map(stack: ExitStack, programs: Programs, folder: Path, circles: int) -> tuple[Terminal, Answer]:
    """Return a terminal in which the map stands, and how it came there from home."""
    terminal = Terminal(Program(programs.ours(home=_home(folder, circles)), "Circle 0"), programs.env)
    stack.enter_context(terminal).start()
    answer = terminal.press("2", silence=0.5)
    assert terminal.shows("Sub-circles"), terminal.text()
    return terminal, answer


def test_drawing(programs: Programs, table: Table, tmp_path: Path) -> None:
    """The drawn map at 20, 500 and 2,000 circles: from a key to its frame, beside a bare screen's answer"""
    with ExitStack() as stack:
        floor = stack.enter_context(programs.show_floor())
        there = {n: _on_map(stack, programs, tmp_path, n) for n in SIZES}
        bare = [floor.press("x").first for _press in range(PRESSES)]
        for circles, (_terminal, opened) in there.items():
            table.add(Row(f"{circles:,} circles: first frame of the map", opened.first, middle(bare)))
            table.add(Row(f"{circles:,} circles: all of it, drawn", opened.last, middle(bare)))
        answers: dict[int, list[float]] = {n: [] for n in SIZES}
        bare = []
        for number in range(PRESSES):
            bare.append(floor.press("x").first)
            for circles, (terminal, _opened) in there.items():
                answers[circles].append(terminal.press(("down", "up")[number % 2]).first)
        for circles, found in answers.items():
            table.add(Row(f"{circles:,} circles: to the neighbour", middle(found), middle(bare)))
            table.add(Row(f"{circles:,} circles: to the neighbour, p95", late(found), late(bare)))


def test_outline(programs: Programs, table: Table, tmp_path: Path) -> None:
    """The outline of the map at 20, 500 and 2,000 circles: from a key to its frame, beside a bare screen's answer"""
    with ExitStack() as stack:
        floor = stack.enter_context(programs.show_floor())
        there = {n: _on_map(stack, programs, tmp_path, n) for n in SIZES}
        for terminal, _opened in there.values():
            terminal.press("o", silence=0.3)
        for what, keys in KEYS.items():
            answers: dict[int, list[float]] = {n: [] for n in SIZES}
            bare = []
            for terminal, _opened in there.values():
                if what.startswith("page"):
                    terminal.press("tab", silence=0.3)
            for number in range(PRESSES):
                bare.append(floor.press("x").first)
                for circles, (terminal, _opened) in there.items():
                    answers[circles].append(terminal.press(keys[number % len(keys)]).first)
            for circles, found in answers.items():
                table.add(
                    Row(
                        f"{circles:,} circles: {what}",
                        middle(found),
                        middle(bare),
                        times=2.5 if what == "move" else None,
                    ),
                    Row(f"{circles:,} circles: {what}, p95", late(found), late(bare)),
                )
