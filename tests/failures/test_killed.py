"""Writers that are killed at random moments lose nothing that was confirmed, and keep nobody out."""

import os
import random
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from .ledger import Ledger, Row
from .nest import fork, in_nest
from .writers import compare, seal_on, told_in, write_on

pytestmark = [pytest.mark.failures, pytest.mark.fault("killed at random")]

NAMES = ("p", "q", "r", "s")


@pytest.mark.parametrize("rounds", [8, pytest.param(150, marks=pytest.mark.slow)])
def test_killed_at_random_moments(place: Path, ledger: Ledger, rounds: int) -> None:
    row = in_nest(kill_again_and_again, place, rounds)
    assert row.acknowledged > rounds
    ledger.add([row])


def kill_again_and_again(place: Path, rounds: int) -> Row:
    """Let writers, and one that seals, begin, and kill them: all at once, or one after the other."""
    row, lot = Row("killed at random"), random.Random(rounds)
    home, told = place / "home", [place / name for name in NAMES]
    before = 0
    for number in range(rounds):
        works = [partial(write_on, home, name, file) for name, file in zip(NAMES, told, strict=True)]
        if number % 2:
            works.append(partial(seal_on, home))
        children = [fork(work) for work in works]
        lot.shuffle(children)
        time.sleep(lot.uniform(0.005, 0.12))
        pause = lot.choice([0, 0, lot.uniform(0, 0.01)])
        for child in children:
            os.kill(child, signal.SIGKILL)
            time.sleep(pause)
        for child in children:
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        confirmed = told_in(told)
        row.runs += len(children)
        row.acknowledged, before = row.acknowledged + len(confirmed) - before, len(confirmed)
        if confirmed:
            compare(row, home, NAMES, confirmed, f"round {number}")
    return row
