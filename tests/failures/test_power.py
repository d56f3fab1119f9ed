"""Real power cuts: a mounted ext4 goes down without flushing its log while processes write to it."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.journal.conftest import open_at
from tests.journal.workers import append_one

from .ledger import Ledger, Row
from .mounts import Ext4, Refused
from .nest import fork, in_nest
from .writers import LOCK_WAIT, compare, line, lines_in, seal_on

pytestmark = [pytest.mark.failures, pytest.mark.slow]

SIZE = 24 * 1024 * 1024
NAMES = ("p", "q", "r")
CUTS, CONTROLS = 100, 10

Told = list[tuple[float, str, str]]
"""What was confirmed: when, by whom, and what."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Ext4]:
    """A mounted ext4; whatever becomes of the test, it is taken away."""
    disk = Ext4(tmp_path / "disk", SIZE)
    try:
        disk.mount()
        disk.cut()
        disk.again()
        yield disk
    except Refused as why:
        pytest.skip(str(why))
    finally:
        disk.close()


@pytest.mark.fault("power cut, real ext4")
def test_power_cuts_lose_nothing_that_was_confirmed(disk: Ext4, ledger: Ledger) -> None:
    row = in_nest(cut_again_and_again, disk)
    assert row.acknowledged > row.runs >= CUTS
    ledger.add([row])


@pytest.mark.fault("power cut, real ext4: stock TinyDB")
def test_power_cuts_show_in_stock_tinydb(disk: Ext4, ledger: Ledger) -> None:
    ledger.add([in_nest(cut_stock, disk)])


class Life:
    """Processes that write until the power is cut, and tell what was confirmed through a pipe."""

    def __init__(self, disk: Ext4, works: list[Callable[[int], None]]) -> None:
        self.disk = disk
        self._ours, theirs = os.pipe()
        self._children = [fork(partial(work, theirs)) for work in works]
        os.close(theirs)
        self._heard = b""

    def end(self, seconds: float) -> Told:
        """Cut the power after so many seconds, bring it back, and return what was confirmed before the cut."""
        over = time.monotonic() + seconds
        os.set_blocking(self._ours, False)
        while time.monotonic() < over:
            self._listen()
            time.sleep(0.001)
        cut = time.monotonic()
        self.disk.cut()
        for child in self._children:
            os.kill(child, signal.SIGKILL)
        for child in self._children:
            os.waitpid(child, 0)
        self._listen()
        os.close(self._ours)
        self.disk.again()
        told = [each.split(" ", 2) for each in self._heard.decode().splitlines()]
        return [(float(at), name, what) for at, name, what in told if float(at) < cut]

    def _listen(self) -> None:
        try:
            while part := os.read(self._ours, 65536):
                self._heard += part
        except BlockingIOError:
            pass


def tell(pipe: int, name: str, what: str) -> None:
    """Tell that something was confirmed just now."""
    os.write(pipe, f"{time.monotonic():.9f} {name} {what}\n".encode())


def write_on(home: Path, name: str, pipe: int) -> None:
    """Record lines, and tell each; begin after those that were recorded before."""
    with open_at(home, LOCK_WAIT) as journal:
        number, head = sum(each.startswith(f"{name} ") for each in lines_in(journal)), 0
        while True:
            head = append_one(journal, head, name, line(name, number))
            tell(pipe, name, str(number))
            number += 1


def seal_beside(home: Path, _pipe: int) -> None:
    """Seal again and again what was recorded."""
    seal_on(home)


def cut_again_and_again(disk: Ext4) -> Row:
    """Cut the power many times, every other time while the stream is sealed as well."""
    row, lot = Row("power cut, real ext4"), random.Random(1)
    home, told = disk.place / "home", set[str]()
    for number in range(CUTS):
        works: list[Callable[[int], None]] = [partial(write_on, home, name) for name in NAMES]
        if number % 2:
            works.append(partial(seal_beside, home))
        confirmed = Life(disk, works).end(lot.uniform(0.05, 0.4))
        told |= {line(name, int(what)) for _at, name, what in confirmed}
        row.runs += 1
        row.acknowledged += len(confirmed)
        if told:
            compare(row, home, NAMES, sorted(told), f"cut {number}")
    return row


def grow_and_shrink(file: Path, pipe: int) -> None:
    """Insert two documents into a TinyDB as it comes, and take one out again, over and over; tell each step."""
    with TinyDB(file) as db:
        while True:
            kept, gone = db.insert_multiple([{"text": "x" * 300}, {"text": "y" * 3000}])
            tell(pipe, "in", str(kept))
            db.remove(doc_ids=[gone])
            tell(pipe, "out", str(gone))


def cut_stock(disk: Ext4) -> Row:
    """Cut the power while a stock TinyDB is written to, each time another."""
    row, lot = Row("power cut, real ext4: stock TinyDB"), random.Random(1)
    for number in range(CONTROLS):
        file = disk.place / f"{number}.json"
        told = Life(disk, [partial(grow_and_shrink, file)]).end(lot.uniform(0.05, 0.3))
        row.runs += 1
        row.acknowledged += len(told)
        try:
            with TinyDB(file) as db:
                there = {document.doc_id for document in db}
        except ValueError as error:
            row.note("unreadable", f"cut {number}: {error!r}")
            continue
        lost = {int(what) for _at, name, what in told if name == "in"} - there
        if lost:
            row.note("lost", f"cut {number}: {sorted(lost)[:5]}", len(lost))
    return row
