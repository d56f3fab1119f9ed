"""The store: how soon another process has read what was appended."""

import multiprocessing
import random
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from sociotui.journal.tiny import LOOK

from .journals import STREAM, Journals, append, journal_in
from .table import Row, Table, late, middle

pytestmark = pytest.mark.bench

BEFORE = 1_000
READERS = 2
APPENDS = 120
PAUSE = 0.15
"""Most seconds between two appends; they come at any moment between two looks."""
_PATIENCE = 30.0


def _follow(home: Path, until: int, tell: Connection) -> None:
    """Read along until the event `until`, and tell when each event was there."""
    when: dict[int, float] = {}
    with journal_in(home) as journal:
        head = len(journal.read(STREAM))
        tell.send(head)
        while head < until:
            if journal.wait({STREAM: head}, _PATIENCE):
                new = journal.read(STREAM, head)
                now = time.perf_counter()  # one clock for all processes
                when.update((recorded.seq, now) for recorded in new)
                head = new[-1].seq
    tell.send(when)


def test_follow(journals: Journals, table: Table) -> None:
    """Follow: from an append in one process until another has read it, beside the time between its looks"""
    home = journals.home_of(BEFORE)
    chance = random.Random(1)
    fork = multiprocessing.get_context("fork")
    ends = [fork.Pipe(duplex=False) for _reader in range(READERS)]
    readers = [fork.Process(target=_follow, args=(home, BEFORE + APPENDS, ours)) for _theirs, ours in ends]
    for reader in readers:
        reader.start()
    for theirs, _ours in ends:
        assert theirs.poll(_PATIENCE)
        assert theirs.recv() == BEFORE
    done: dict[int, float] = {}
    with journal_in(home) as journal:
        for number in range(BEFORE, BEFORE + APPENDS):
            time.sleep(chance.uniform(0, PAUSE))
            append(journal, number)
            done[number + 1] = time.perf_counter()
    late_by: list[float] = []
    for (theirs, _ours), reader in zip(ends, readers, strict=True):
        assert theirs.poll(_PATIENCE)
        when = theirs.recv()
        reader.join(_PATIENCE)
        assert when.keys() == done.keys(), "everything was read"
        # Who looks at the very moment may see it before its writer is told that it is on the disk.
        late_by += [max(0.0, when[number] - done[number]) * 1000 for number in done]
    table.add(
        Row("read: median", middle(late_by), LOOK * 1000, times=0.6),
        Row("read: 99 % within", late(late_by, 0.99), LOOK * 1000, times=1.1),
    )
