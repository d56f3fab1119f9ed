"""The store: what a home costs that has grown for years, beside one that has just begun."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from .growing import Met
from .homes import grown, under_way
from .table import Row, Table, middle

pytestmark = pytest.mark.bench

ROUNDS = 7
ROOT = Path(__file__).parents[2]


class _Size(NamedTuple):
    meetings: int
    events: int

    def __str__(self) -> str:
        return f"{self.meetings:,} meetings, {self.events:,} events"


SMALL = _Size(20, 1_000)
LARGE = (_Size(2_000, 10_000), _Size(2_000, 100_000))


def _met(home: Path, at: int) -> Met:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.growing", str(home), str(at), under_way(at)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    return msgspec.json.decode(done.stdout, type=Met)


@pytest.mark.timeout(200)
def test_growth(tmp_path_factory: pytest.TempPathFactory, table: Table) -> None:
    """A home that has grown, beside one of 20 meetings and 1,000 events"""
    sizes = (SMALL, *LARGE)
    homes = {size: tmp_path_factory.mktemp(f"home-of-{size.events}") for size in sizes}
    moments = {size: grown(homes[size], size.meetings, size.events) for size in sizes}
    first = {size: _met(homes[size], moments[size]) for size in sizes}
    for size in sizes:
        assert (first[size].meetings, first[size].events) == size
    again: dict[_Size, list[Met]] = {size: [] for size in sizes}
    for _round in range(ROUNDS):
        for size in sizes:
            again[size].append(_met(homes[size], moments[size]))

    def usual(size: _Size, what: str) -> float:
        return middle([getattr(met, what) for met in again[size]])

    for size in LARGE:
        table.add(
            Row(f"{size}: opened for the first time", first[size].room, first[SMALL].room),
            Row("  the organisation is there", usual(size, "organisation"), usual(SMALL, "organisation"), times=1.5),
            Row("  the room's first snapshot", usual(size, "room"), usual(SMALL, "room"), times=1.5),
            Row("  one look whether others wrote", usual(size, "look"), usual(SMALL, "look"), times=1.5),
            Row("  one append", usual(size, "append"), usual(SMALL, "append"), times=1.5),
            Row("  one act, and the snapshot after it", usual(size, "act"), usual(SMALL, "act"), times=1.5),
            Row("  RSS", usual(size, "rss"), usual(SMALL, "rss"), "MiB", times=1.5),
        )
