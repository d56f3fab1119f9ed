"""At rest: what a screen costs while nobody presses a key, with the meeting's clock running and paused."""

from contextlib import ExitStack

import pytest

from .costs import Work, work
from .programs import Programs
from .table import Row, Table, middle
from .terminal import Terminal, rest_together

pytestmark = pytest.mark.bench

WINDOWS = 4
SECONDS = 4.0
TICK = 60
"""Most bytes that a second of a running clock may send."""
ASLEEP = 0.3
"""Most wake-ups a second while nothing runs: one in all, in a window of four seconds. A quick test holds it to none."""


def _windows(terminals: dict[str, Terminal]) -> dict[str, list[tuple[Work, Work, list[int]]]]:
    """Watch all of them over the same seconds, again and again."""
    seen: dict[str, list[tuple[Work, Work, list[int]]]] = {name: [] for name in terminals}
    for _window in range(WINDOWS):
        before = {name: work(terminal.pid) for name, terminal in terminals.items()}
        bursts = rest_together(terminals.values(), SECONDS)
        for (name, terminal), sent in zip(terminals.items(), bursts, strict=True):
            seen[name].append((before[name], work(terminal.pid), sent))
    return seen


def test_rest(programs: Programs, table: Table) -> None:
    """At rest: processor, wake-ups, and bytes for each second that the clock shows"""
    with ExitStack() as stack:
        terminals = {
            "floor": stack.enter_context(programs.show_floor()),
            "clock running": stack.enter_context(programs.show_meeting(paused=False)),
            "clock paused": stack.enter_context(programs.show_meeting()),
            "in true colour": stack.enter_context(programs.show_meeting(paused=False, true_colour=True)),
        }
        rest_together(terminals.values(), 1.0)
        seen = _windows(terminals)

    def load(name: str) -> float:
        return middle([after.load_since(before) for before, after, _sent in seen[name]])

    def wakes(name: str) -> float:
        return middle([after.wakes_since(before) for before, after, _sent in seen[name]])

    def ticks(name: str) -> list[int]:
        return [size for _before, _after, sent in seen[name] for size in sent]

    table.add(
        Row("clock running: processor", load("clock running"), load("floor"), "%", times=2),
        Row("clock running: wake-ups", wakes("clock running"), wakes("floor"), "/s", times=1.5),
        Row("clock paused: processor", load("clock paused"), load("floor"), "%", times=1),
        Row("clock paused: wake-ups", wakes("clock paused"), wakes("floor"), "/s", most=ASLEEP),
        Row("a tick, sixteen colours", middle(ticks("clock running")), None, "bytes", most=TICK),
        Row("a tick, true colour", middle(ticks("in true colour")), None, "bytes", most=TICK),
        Row("paused, in all", sum(ticks("clock paused")), None, "bytes", most=0),
    )
    assert not ticks("clock paused"), "a paused clock writes nothing"
    for name in ("clock running", "in true colour"):
        assert len(ticks(name)) <= WINDOWS * (SECONDS + 1), "it writes once a second"
        # A minute that goes by changes the time of day and its neighbours as well.
        assert sorted(ticks(name))[-2] <= TICK, (name, ticks(name))
    assert wakes("clock paused") <= ASLEEP, "nothing runs, so nothing wakes"
