"""Screens: how many bytes it takes to open another screen or a dialog, and to leave it."""

import pytest

from .programs import OPENED, Programs
from .table import Row, Table
from .terminal import Terminal

pytestmark = pytest.mark.bench

TIMES = 2.5
"""Most bytes of a screen, in starts of the floor."""
DIALOGS = {
    "all keys": "?",
    "minutes": "m",
    "attendance": "a",
    "objection": "o",
    "round options": "r",
    "agenda item": "i",
    "palette": "ctrl+p",
}


@pytest.mark.parametrize("true_colour", [False, True], ids=["sixteen", "true colour"])
def test_screens(programs: Programs, table: Table, true_colour: bool) -> None:
    """Bytes of another screen or dialog, beside the floor's whole start"""
    table.title += ", in true colour" if true_colour else ", in sixteen colours"
    with programs.show_floor(true_colour=true_colour) as terminal:
        floor = len(terminal.seen)
    opened: dict[str, int] = {}
    with programs.show_home(true_colour=true_colour) as terminal:
        opened["the meeting, from home"] = _opened(terminal, "enter")
        opened["home again"] = _opened(terminal, "q")
        terminal.press("down", silence=0.3)
        opened["opening a meeting"] = _opened(terminal, "enter")
    with programs.show_meeting(true_colour=true_colour) as terminal:
        for name, key in DIALOGS.items():
            opened[name] = _opened(terminal, key)
            opened[f"{name}: left"] = _opened(terminal, "escape")
    for name, size in opened.items():
        table.add(Row(name, size, floor, "bytes", times=TIMES))
    over = {name: size for name, size in opened.items() if size > TIMES * floor}
    assert not over, (floor, over)


def _opened(terminal: Terminal, key: str) -> int:
    size = terminal.press(key, silence=0.3).size
    assert size > OPENED, (key, size, terminal.text())
    return size
