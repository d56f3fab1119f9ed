"""Keys: how soon after a key its answer is on the screen, and in how many bytes."""

from contextlib import ExitStack

import pytest

from .programs import Programs
from .table import Row, Table, late, middle
from .terminal import Answer, Terminal

pytestmark = pytest.mark.bench

PRESSES = 30
TIMES = 4
"""Target for an answer's bytes, in answers of the floor; for moves it is asserted."""
STEP = 14
"""Most bytes of a step's answer, in answers of the floor: it changes nearly every pane, and its letters alone are more than `TIMES`."""


def _in_turn(terminals: dict[str, tuple[Terminal, list[str]]], presses: int) -> dict[str, list[Answer]]:
    """Press keys here and there, one after the other, so that what the machine does otherwise meets all alike."""
    answers: dict[str, list[Answer]] = {name: [] for name in terminals}
    for number in range(presses):
        for name, (terminal, keys) in terminals.items():
            answers[name].append(terminal.press(keys[number % len(keys)]))
    return answers


def _delays(table: Table, what: str, answers: list[Answer], floor: list[Answer], targets: bool = True) -> None:
    first, beneath = [a.first for a in answers], [a.first for a in floor]
    table.add(
        Row(f"{what}: median", middle(first), middle(beneath), times=1.5 if targets else None),
        Row(f"{what}: p95", late(first), late(beneath), times=2.5 if targets else None),
        Row(f"{what}: all of it", middle([a.last for a in answers]), middle([a.last for a in floor])),
    )


def test_keys(programs: Programs, table: Table) -> None:
    """From a key to its frame; an act's floor is the bare app that writes as much to the disk first"""
    with ExitStack() as stack:
        home = stack.enter_context(Terminal(programs.at_home, programs.env))
        home.start()
        floor = stack.enter_context(programs.show_floor())
        measured = {
            "floor": (floor, ["x"]),
            "ring, next person": (stack.enter_context(programs.show_meeting()), ["right"]),
            "home, list of circles": (home, ["down", "down", "up", "up"]),
            "floor with disk": (floor, ["d"]),
            "consent, undo": (stack.enter_context(programs.show_meeting()), ["c", "u"]),
        }
        for terminal, keys in measured.values():
            for key in keys:
                terminal.press(key)
        answers = _in_turn(measured, PRESSES)
    _delays(table, "ring, next person", answers["ring, next person"], answers["floor"])
    _delays(table, "home, list of circles", answers["home, list of circles"], answers["floor"])
    _delays(table, "consent, undo", answers["consent, undo"], answers["floor with disk"])


@pytest.mark.parametrize("true_colour", [False, True], ids=["sixteen", "true colour"])
def test_bytes_of_a_key(programs: Programs, table: Table, true_colour: bool) -> None:
    """Bytes that a key's answer takes"""
    table.title += ", in true colour" if true_colour else ", in sixteen colours"
    measured = {
        "ring, next person": (["right"] * 6, TIMES),
        "list of circles": (["tab", *["down", "up"] * 3], TIMES),
        "agenda": (["tab", *["down", "up"] * 3], TIMES),
        "hand": (["h"] * 4, TIMES),
        "consent": (["c", "u"] * 3, TIMES),
        "step back and on": (["N", "n"] * 3, STEP),
    }
    over: dict[str, tuple[int, float]] = {}
    with ExitStack() as stack:
        bare = stack.enter_context(programs.show_floor(true_colour=true_colour))
        floor = max(bare.press("x").size for _press in range(5))
        for name, (keys, times) in measured.items():
            terminal = stack.enter_context(programs.show_meeting(true_colour=true_colour))
            sizes = [(key, terminal.press(key, silence=0.1).size) for key in keys]
            # The first move also changes which keys the last line names.
            usual = sorted(size for key, size in sizes if key != "tab")[-2]
            table.add(Row(name, usual, floor, "bytes", times=TIMES))
            if usual > times * floor:
                over[name] = (usual, times * floor)
    assert not over, over
