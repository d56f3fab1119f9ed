"""Writers: processes and threads that write to one stream, each its own numbered lines, and tell what was confirmed."""

import contextlib
import os
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from sociotui.journal.port import Conflict, JournalError
from sociotui.journal.tiny import TinyJournal
from tests.journal.conftest import open_at
from tests.journal.events import texts
from tests.journal.workers import append_one, seal_all

from .ledger import Row
from .locks import locked

STREAM = "meeting/m"
LOCK_WAIT = 50.0


def line(name: str, number: int) -> str:
    """Return the line with that number of a writer."""
    return f"{name} {number}\n"


def lines_in(journal: TinyJournal) -> list[str]:
    """Return all lines that were recorded, also those that a seal has taken up."""
    return "".join(texts(journal, STREAM)).splitlines(keepends=True)


def write_on(home: Path, name: str, told: Path) -> None:
    """Record lines, and tell each in the file `told`, until killed; begin after those that were recorded before."""
    with open_at(home, LOCK_WAIT) as journal, told.open("ab", buffering=0) as file:
        number = sum(each.startswith(f"{name} ") for each in lines_in(journal))
        head = 0
        while True:
            head = append_one(journal, head, name, line(name, number))
            file.write(line(name, number).encode())
            number += 1


def write_some(home: Path, name: str, told: Path, count: int) -> None:
    """Record `count` lines, and tell each."""
    with open_at(home, LOCK_WAIT) as journal, told.open("ab", buffering=0) as file:
        write_through(journal, name, count)
        file.write("".join(line(name, number) for number in range(count)).encode())


def write_through(journal: TinyJournal, name: str, count: int) -> None:
    """Record `count` lines through a journal that others may use, too."""
    head = 0
    for number in range(count):
        head = append_one(journal, head, name, line(name, number))


def seal_on(home: Path) -> None:
    """Seal the stream again and again, with all that was said in it, until killed."""
    with open_at(home, LOCK_WAIT) as journal:
        head = 0
        for number in range(1_000_000):
            if journal.wait({STREAM: head}, 1):
                with contextlib.suppress(Conflict):
                    head = seal_all(journal, f"seal {os.getpid()} {number}")
            time.sleep(0.005)


def told_in(files: Iterable[Path]) -> list[str]:
    """Return what was told."""
    return [each for file in files if file.exists() for each in file.read_text("utf-8").splitlines(keepends=True)]


def compare(row: Row, home: Path, names: Sequence[str], told: Sequence[str], what: str) -> None:
    """Hold what is on record against what was told, and note it: each writer's lines come once, in their order."""
    for path in locked(home):
        row.note("wrong", f"{what}: {path.name} is still locked")
    try:
        with open_at(home) as journal:
            there = lines_in(journal)
            numbers = [each.seq for each in journal.read(STREAM)]
            heads = dict(journal.heads())
    except JournalError as error:
        row.note("unreadable", f"{what}: {error!r}")
        return
    if numbers != list(range(numbers[0], numbers[-1] + 1)) or heads != {STREAM: numbers[-1]}:
        row.note("wrong", f"{what}: the numbers are {numbers}, the heads {heads}")
    lost, double = set(told) - set(there), len(there) - len(set(there))
    if lost:
        row.note("lost", f"{what}: {sorted(lost)[:5]}", len(lost))
    if double:
        row.note("doubled", f"{what}: {double} lines", double)
    for name in names:
        mine = [each for each in there if each.startswith(f"{name} ")]
        if not (lost or double) and mine != [line(name, number) for number in range(len(mine))]:
            row.note("wrong", f"{what}: the lines of {name} are in another order: {mine[:5]}")
