"""A clock that goes backwards, or jumps, changes neither the order of what happened nor what is found of it."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sociotui.domain import commands as c
from sociotui.room.home import Home
from tests.homes import BEGAN, Hands, home_in, opened
from tests.journal.conftest import open_at
from tests.journal.events import said, texts
from tests.room.holding import go_on

from .ledger import Ledger

pytestmark = pytest.mark.failures

SECOND, YEAR = 1000, 366 * 24 * 3600 * 1000


@pytest.mark.fault("clock set back")
@pytest.mark.parametrize("back", [SECOND, 3600 * SECOND, YEAR, 60 * YEAR])
def test_acts_keep_their_order_when_the_clock_is_set_back(place: Path, ledger: Ledger, back: int) -> None:
    row, hands = ledger["clock set back"], Hands()
    home = home_in(place / "home", hands)
    id_ = opened(home)
    sent = []
    for number in range(30):
        hands.at = BEGAN - back * (number % 3) + number
        cmd = f"act {number}"
        home.act(id_, c.AddItem(title=f"Item {number}", presenter="ana"), "zoe", cmd=cmd)
        sent.append(cmd)
    row.runs += 1
    row.acknowledged += len(sent)
    other = Home(home.folder, hands.clock())
    stream = f"meeting/{id_}"
    for at in (BEGAN, BEGAN - back, BEGAN + back):
        hands.at = at
        for each in (home, other):
            there = [r.cmd for r in each.journal.read(stream) if r.cmd.startswith("act ")]
            assert [r.seq for r in each.journal.read(stream)] == list(range(1, each.journal.heads()[stream] + 1))
            if there != sent:
                row.note("lost" if set(sent) - set(there) else "doubled", f"{back}: {there}")
            assert [item.title for item in each.meeting(id_).agenda] == [f"Item {number}" for number in range(30)]
    for each in (home, other):
        each.close()


@pytest.mark.fault("clock set back")
def test_a_meeting_is_held_to_its_end_by_a_clock_that_runs_backwards(place: Path, ledger: Ledger) -> None:
    row, hands = ledger["clock set back"], Hands()
    home = home_in(place / "home", hands)
    id_ = opened(home)
    hands.at -= YEAR
    go_on(home, id_, "closing")
    hands.at -= YEAR
    home.act(id_, c.CloseMeeting(), "zoe", cmd="close")
    row.runs += 1
    row.acknowledged += 1
    if not home.organisation().held[id_].sealed:
        row.note("lost", "the outcomes")
    home.close()


JUMPS: list[Callable[[int], int]] = [
    lambda now: now - YEAR * 1_000_000,
    lambda now: now - 3_000_000_000,
    lambda now: now + 3_000_000_000,
    lambda now: now + YEAR * 1_000_000,
]


@pytest.mark.fault("clock jumps under the heads")
@pytest.mark.parametrize("jump", JUMPS)
@pytest.mark.parametrize("then", JUMPS)
def test_what_is_new_is_found_when_the_clock_jumps(
    place: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, jump: Callable[[int], int], then: Callable[[int], int]
) -> None:
    """The clock of the machine, which stamps the files as well, is another at each look."""
    row, home, real = ledger["clock jumps under the heads"], place / "home", time.time_ns
    folder = home / "meetings"
    with open_at(home) as writer, open_at(home) as reader:
        for number, clock in enumerate((real, lambda: jump(real()), lambda: then(real()), real), 1):
            monkeypatch.setattr(time, "time_ns", clock)
            for stream in (f"meeting/m{number}", "meeting/m0"):
                expected = reader.heads().get(stream, 0)
                writer.append(stream, expected, said("x"), cmd=f"{number} {stream}", actor="ana")
                for each in (folder, *folder.glob("*.journal")):
                    os.utime(each, ns=(clock(), clock()))
                row.runs += 1
                row.acknowledged += 1
                if reader.heads().get(stream) != expected + 1:
                    row.note("lost", f"{stream} after jump {number}: {reader.heads()}")
        assert len(texts(reader, "meeting/m0")) == 4
        assert len(reader.heads()) == 5
