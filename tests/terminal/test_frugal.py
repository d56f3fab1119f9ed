"""Frugal: nothing wakes the program while nothing runs, and an answer to a key or a second of the clock takes few bytes.

Bytes and wake-ups are counted at the pseudo-terminal and by the kernel; on every machine they are the same.
"""

import os
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from sociotui.room.demo import stage
from sociotui.room.home import Home
from tests.bench.terminal import Program, Terminal, rest_together

from .program import CHECKOUT

SILENCE = 0.12
"""Seconds without output that end an answer."""
PEACE = 2.0
"""Seconds for which it is watched at rest."""
SOON = 20.0
"""Seconds after which what should have come to rest has not."""
TICK = 16
"""Most bytes that a second of the clock takes."""
MINUTE = 60
"""Most bytes of the second in which a minute is full: the time of day, and what else is told in minutes."""
STILL: Mapping[str, Sequence[str]] = {
    "home": (),
    "a paused meeting": ("enter", "t"),
    "the map": ("2",),
    "people": ("4",),
    "the mirror": ("5",),
    "a form": ("enter", "o"),
    "the palette": ("ctrl+p",),
}
"""Screens at rest, by the keys that lead to them from home; the meeting is the same, and paused from the second on."""
_WAKES = re.compile(r"^voluntary_ctxt_switches:\s+(\d+)", re.MULTILINE)


class Places:
    """Terminals with the program in them, each in the same home of the demo."""

    def __init__(self, folder: Path) -> None:
        self._home = folder / "home"
        home = Home(self._home)
        stage(home)
        home.close()
        self._folder = folder
        self._stack = ExitStack()

    def open(self, *keys: str, colours: str = "") -> Terminal:
        """Return a terminal where the program has been brought to a screen by keys."""
        env = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self._folder),
            "XDG_CONFIG_HOME": str(self._folder / "config"),
            "TERM": "xterm-256color",
            "COLORTERM": colours,
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(CHECKOUT),
        }
        command = [sys.executable, "-m", "sociotui", "--home", str(self._home)]
        terminal = self._stack.enter_context(Terminal(Program(command, "Tool-shed"), env))
        terminal.start()
        for key in keys:
            assert terminal.press(key, silence=SILENCE, limit=SOON).size
        return terminal

    def close(self) -> None:
        """End all programs."""
        self._stack.close()


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Places]:
    """A home in which a meeting is in mid-round."""
    places = Places(tmp_path)
    yield places
    places.close()


def wakes(terminal: Terminal) -> int:
    """Return how often the threads of a program have gone to sleep so far."""
    threads = Path(f"/proc/{terminal.pid}/task").iterdir()
    return sum(int(found[1]) for thread in threads if (found := _WAKES.search((thread / "status").read_text())))


def come_to_rest(terminals: Mapping[str, Terminal]) -> None:
    """Wait until all of them have slept through a while."""
    over = time.monotonic() + SOON
    while time.monotonic() < over:
        before = {name: wakes(terminal) for name, terminal in terminals.items()}
        rest_together(terminals.values(), 0.7)
        if before == {name: wakes(terminal) for name, terminal in terminals.items()}:
            return


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="wake-ups are counted as Linux tells them")
def test_at_rest_nothing_wakes_and_nothing_is_written(places: Places) -> None:
    terminals = {name: places.open(*keys) for name, keys in STILL.items()}
    come_to_rest(terminals)
    before = {name: wakes(terminal) for name, terminal in terminals.items()}
    written = rest_together(terminals.values(), PEACE)
    woke = {name: wakes(terminal) - before[name] for name, terminal in terminals.items()}
    assert woke == dict.fromkeys(STILL, 0)
    assert written == [[]] * len(STILL)


@pytest.mark.parametrize("colours", ["", "truecolor"])
def test_a_second_of_the_clock_takes_few_bytes(places: Places, colours: str) -> None:
    running = places.open("enter", colours=colours)
    running.rest(1.5)
    ticks = sorted(running.rest(3.2))
    assert 2 <= len(ticks) <= 4, "once a second"
    assert ticks[-2] <= TICK, ticks
    assert ticks[-1] <= MINUTE, ticks


TURN = 16
"""Bytes more that an answer takes when the time of day is another by then."""
MEETING = {
    "right": (153, 212),
    "left": (64, 111),
    "h": (70, 107),
    "c": (94, 119),
    "u": (132, 168),
    "N": (713, 823),
    "n": (697, 844),
    "tab": (738, 831),
    "down": (73, 140),
    "up": (57, 89),
}
"""The most bytes that the answer to a key takes in a meeting: in the terminal's sixteen colours, and in true colour."""


@pytest.mark.parametrize("colours", ["", "truecolor"])
def test_a_key_takes_few_bytes(places: Places, colours: str) -> None:
    meeting = places.open("enter", "t", colours=colours)
    took: dict[str, int] = {}
    for key in [
        "right",
        "left",
        "right",
        "h",
        "h",
        "c",
        "u",
        "c",
        "u",
        "N",
        "n",
        "N",
        "n",
        "tab",
        "down",
        "up",
        "down",
    ]:
        took[key] = max(took.get(key, 0), meeting.press(key, silence=SILENCE).size)
    bounds = {key: most[bool(colours)] + TURN for key, most in MEETING.items()}
    assert not {key: size for key, size in took.items() if not 0 < size <= bounds[key]}, str(took)
