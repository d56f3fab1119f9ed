"""However many write at once, nobody's line is lost, and none comes twice."""

import os
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.journal.conftest import open_at
from tests.journal.workers import append_one

from .ledger import Ledger, Row
from .nest import ended, fork, in_nest
from .writers import compare, line, told_in, write_some, write_through

pytestmark = pytest.mark.failures


@pytest.mark.fault("32 writers")
def test_thirty_two_processes(place: Path, ledger: Ledger) -> None:
    ledger.add([in_nest(write_all_at_once, place, "32 writers", 32, 40)])


@pytest.mark.slow
@pytest.mark.fault("200 at once")
def test_two_hundred_processes_with_one_line_each(place: Path, ledger: Ledger) -> None:
    ledger.add([in_nest(write_all_at_once, place, "200 at once", 200, 1)])


@pytest.mark.fault("threads on one journal")
@pytest.mark.parametrize("count", [2, 8])
def test_threads_on_one_journal(place: Path, ledger: Ledger, count: int) -> None:
    with open_at(place / "home") as journal:
        run_together(place, ledger["threads on one journal"], [partial(write_through, journal)] * count, 60)


@pytest.mark.fault("journals in one process")
def test_journals_in_one_process(place: Path, ledger: Ledger) -> None:
    with open_at(place / "home") as one, open_at(place / "home") as other:
        works = [partial(write_through, journal) for journal in (one, other)]
        run_together(place, ledger["journals in one process"], works, 100)


@pytest.mark.fault("journals in one process")
def test_journals_of_one_process_in_turn(place: Path, ledger: Ledger) -> None:
    row, home = ledger["journals in one process"], place / "home"
    with open_at(home) as one, open_at(home) as other:
        for number in range(20):
            for name, journal in (("p", one), ("q", other)):
                append_one(journal, 0, name, line(name, number))
    row.runs += 1
    row.acknowledged += 40
    compare(row, home, "pq", [line(name, number) for name in "pq" for number in range(20)], "in turn")


def run_together(place: Path, row: Row, works: Sequence[Callable[[str, int], None]], count: int) -> None:
    """Let threads write at once."""
    names = [f"t{number}" for number in range(len(works))]
    threads = [threading.Thread(target=work, args=(name, count)) for name, work in zip(names, works, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = [line(name, number) for name in names for number in range(count)]
    row.runs += len(works)
    row.acknowledged += len(told)
    compare(row, place / "home", names, told, f"{len(works)} threads")


def write_all_at_once(place: Path, fault: str, writers: int, count: int) -> Row:
    """Let so many processes begin at the same moment, and record `count` lines each."""
    row, home = Row(fault), place / "home"
    names = [f"w{number}" for number in range(writers)]
    gate, opener = os.pipe()

    def work(name: str) -> None:
        os.close(opener)
        os.read(gate, 1)  # ends when the gate is opened
        write_some(home, name, place / name, count)

    children = [fork(partial(work, name)) for name in names]
    os.close(opener)
    assert [ended(child) for child in children] == [0] * writers
    told = told_in(place / name for name in names)
    assert len(told) == writers * count
    row.runs += writers
    row.acknowledged += len(told)
    compare(row, home, names, told, f"{writers} at once")
    return row
