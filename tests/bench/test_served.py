"""Served sessions: what each costs the server, and how soon everybody sees what one of them does.

Beside them, in the same run and on the same meeting: a shared `tmux attach`, which shows one person's screen to all and is
the floor of what can be done; and a process each over sshd, as people would do without a server. Only root may look into
the memory of an sshd, and at 50 and 100 it is not measured: that takes as many programs, and their start a minute of two cores.

Ours and the programs over sshd come through SSH, whose other end is in the test's own process: it decrypts for everybody, one
after another and on the same cores, before a press counts as seen. tmux is read from a pseudo-terminal, without a cipher.
The row “at the terminals” tells what that comes to.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, closing
from pathlib import Path
from shutil import copytree
from typing import NamedTuple

import pytest

from sociotui.room.demo import stage
from sociotui.room.home import Home

from .crowd import Crowd, Press, Rest, gathered, rest_together
from .ordinary import Ordinary
from .people import Place
from .process_each import ProcessEach
from .served import Served
from .shared_tmux import SharedTmux
from .table import Row, Table, late, middle
from .timing import no_collector

pytestmark = pytest.mark.bench
PRESSES = {12: 20, 50: 16, 100: 8}
"""Presses by how many are at once: with many there are more who see each."""
SEEN = {12: (25, 50), 50: (93, 400)}
"""Targets for a press by how many are at once: ms until another sees it, at the median and in 99 of 100 cases."""
AT_ONCE = 3
"""Times that everybody presses at once."""
RUNNING, PAUSED = 3.0, 1.5
"""Seconds of rest."""
MOST = 12
"""Most people who have a process each."""
OURS, TMUX, EACH = "served", "tmux", "sshd"
MEMORY, JOIN, TICK, STILL = "memory each", "join, median", "clock running: a tick", "clock paused: in all"
MEDIAN, LATE = "a press seen by another, median", "a press seen by another, 99 %"


class Measured(NamedTuple):
    """What was measured of one way to be in a meeting together."""

    crowd: Crowd
    running: Rest
    paused: Rest
    presses: list[Press]
    all_at_once: list[float]


@pytest.mark.parametrize("count", [12, 50, 100])
async def test_served(count: int, tmp_path: Path, table: Table) -> None:
    """Served sessions, inside the demo's meeting"""
    table.title += f": {count} at once"
    with no_collector():
        async with AsyncExitStack() as stack:
            measured = await _measured(await _gathered(stack, tmp_path, count), count)
    ours, floor = measured[OURS], measured[TMUX]
    _add(table, ours, floor, TMUX, _targets(count))
    table.add(Row("resident memory of the server", ours.crowd.resident, None, "MiB"))
    if EACH in measured:
        _add(table, ours, measured[EACH], EACH, {})
    elif count > MOST:
        table.title += f"\n  not measured: a process each over sshd, as {count} programs take too long to start"
    else:
        table.title += "\n  not measured: a process each over sshd, as only root may look into its memory"


async def _gathered(stack: AsyncExitStack, folder: Path, count: int) -> dict[str, Crowd]:
    """Let the same number in by each way, each on a home of its own; all leave, and all ends, with `stack`."""
    home = Home(folder / "home")
    meeting = stage(home)
    home.close()

    def own(name: str) -> tuple[Path, Path, str]:
        place = folder / name
        place.mkdir()
        copytree(folder / "home", place / "home")
        return place, place / "home", meeting

    served = stack.enter_context(closing(Served(*own("served"))))
    places: dict[str, Place] = {OURS: served}
    tmux = own("tmux")
    places[TMUX] = stack.enter_context(closing(SharedTmux(tmux[0], Ordinary(*tmux))))
    if count <= MOST and not os.geteuid():
        each = own("each")
        places[EACH] = stack.enter_context(closing(ProcessEach(each[0], Ordinary(*each))))
    return {name: await stack.enter_async_context(gathered(place, count)) for name, place in places.items()}


async def _measured(crowds: dict[str, Crowd], count: int) -> dict[str, Measured]:
    """Measure all ways in turn, so that what the machine does otherwise meets all alike."""
    running = await rest_together(list(crowds.values()), RUNNING)
    for crowd in crowds.values():
        await crowd.pause()
    paused = await rest_together(list(crowds.values()), PAUSED)
    presses: dict[str, list[Press]] = {name: [] for name in crowds}
    for number in range(PRESSES[count]):
        for name, crowd in crowds.items():
            presses[name].append(await crowd.press(number % count))
    return {
        name: Measured(crowd, run, pause, presses[name], [await crowd.press_all() for _time in range(AT_ONCE)])
        for (name, crowd), run, pause in zip(crowds.items(), running, paused, strict=True)
    }


def _targets(count: int) -> Mapping[str, float]:
    """Return the targets of the rows that have one."""
    targets = {MEMORY: 2.0, JOIN: 85.0, TICK: 60.0, STILL: 0.0}
    if count in SEEN:
        targets[MEDIAN], targets[LATE] = SEEN[count]
    return targets


def _add(table: Table, ours: Measured, floor: Measured, name: str, targets: Mapping[str, float]) -> None:
    """Add the rows of ours beside one floor."""
    rows: list[tuple[str, str, Callable[[Measured], float]]] = [
        (MEMORY, "MiB", lambda m: m.crowd.memory_each),
        ("memory in all", "MiB", lambda m: m.crowd.memory),
        (JOIN, "ms", lambda m: middle(m.crowd.joins)),
        ("join, the slowest", "ms", lambda m: max(m.crowd.joins)),
        ("clock running: processor", "%", lambda m: m.running.load),
        (TICK, "bytes", lambda m: middle(m.running.bursts)),
        ("clock paused: processor", "%", lambda m: m.paused.load),
        (STILL, "bytes", lambda m: sum(m.paused.bursts)),
        (MEDIAN, "ms", lambda m: middle(_seen(m))),
        (LATE, "ms", lambda m: late(_seen(m), 0.99)),
        ("a press seen by the last, median", "ms", lambda m: middle([max(p.seen) for p in m.presses])),
        ("a press: at the terminals", "ms", lambda m: middle([p.terminals for p in m.presses])),
        ("a press: for each", "bytes", lambda m: middle([size for p in m.presses for size in p.sizes])),
        ("all press at once: all is drawn", "ms", lambda m: middle(m.all_at_once)),
    ]
    for what, unit, figure in rows:
        table.add(Row(f"{what}, beside {name}", figure(ours), figure(floor), unit, most=targets.get(what)))


def _seen(measured: Measured) -> list[float]:
    return [after for press in measured.presses for after in press.seen]
