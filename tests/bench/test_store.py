"""The store: what an append costs in a short and in a very long meeting, and what opening a long one costs."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tinydb import TinyDB

from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.event import Event
from sociotui.domain.events import HandLowered, HandRaised
from sociotui.journal.coder import Coder
from sociotui.journal.lines import HEADER, frame
from sociotui.journal.tiny import TinyJournal

from .table import Row, Table, middle

pytestmark = pytest.mark.bench

SHORT, LONG = 100, 100_000
APPENDS = 60
STOCK_APPENDS = 5
STREAM = "meeting/garden"


def _event(number: int) -> Event:
    kind = HandRaised if number % 2 else HandLowered
    return kind(at=1_790_000_000_000 + number, person="ana")


def _cmd(number: int) -> str:
    return f"{number:016x}"


def _journal_of(home: Path, count: int) -> Path:
    """Write a journal of `count` acts, each a line of its own, as that many appends would have left it."""
    path = home / "meetings" / "garden.journal"
    path.parent.mkdir(parents=True, mode=0o700)
    coder = Coder(AnyEvent)
    lines = (frame(coder.line([_event(n)], head=n, cmd=_cmd(n), actor="zoe")) for n in range(count))
    path.write_bytes(HEADER + b"".join(lines))
    return path


def _timed(work: Callable[[int], object], number: int) -> float:
    began = time.perf_counter()
    work(number)
    return (time.perf_counter() - began) * 1000


@pytest.mark.timeout(200)
@pytest.mark.parametrize("count", [SHORT, LONG])
def test_append(tmp_path: Path, table: Table, count: int) -> None:
    """Append, durable on return, beside write and fdatasync of the same bytes"""
    table.title += f": to {count:,} events"
    path = _journal_of(tmp_path / "home", count)
    line = path.read_bytes().rpartition(b"\n")[0].rpartition(b"\n")[2] + b"\n"
    bare = os.open(tmp_path / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(bare, path.read_bytes())
    os.fsync(bare)
    ours: list[float] = []
    floor: list[float] = []
    stock: list[float] = []

    def write(_number: int) -> None:
        os.write(bare, line)
        os.fdatasync(bare)

    with TinyJournal(tmp_path / "home", event_type=AnyEvent) as journal, TinyDB(tmp_path / "stock.json") as db:

        def append(number: int) -> None:
            head = count + number
            journal.append(STREAM, head, [_event(head)], cmd=_cmd(head), actor="zoe")

        def insert(number: int) -> None:
            db.insert(document(count + number))

        def document(number: int) -> dict[str, object]:
            return {"v": 1, "cmd": _cmd(number), "actor": "zoe", "event": msgspec.to_builtins(_event(number))}

        db.insert_multiple(map(document, range(count)))
        append(0)
        for number in range(1, APPENDS + 1):
            ours.append(_timed(append, number))
            floor.append(_timed(write, number))
            if number % (APPENDS // STOCK_APPENDS) == 0:
                stock.append(_timed(insert, number))
    os.close(bare)
    table.add(
        Row("append: median", middle(ours), middle(floor), times=1.5),
        Row("stock TinyDB's insert", middle(stock), middle(floor)),
    )


def test_open(tmp_path: Path, table: Table) -> None:
    """Open a journal of 100,000 events, beside decoding its bytes as JSON and no more"""
    path = _journal_of(tmp_path / "home", LONG)
    ours: list[float] = []
    floor: list[float] = []

    def read(_number: int) -> None:
        with TinyJournal(tmp_path / "home", event_type=AnyEvent) as journal:
            assert len(journal.read(STREAM)) == LONG

    def decode(_number: int) -> None:
        bodies = [line[9:] for line in path.read_bytes().splitlines()]
        assert len([msgspec.json.decode(body) for body in bodies]) == LONG + 1

    for number in range(5):
        ours.append(_timed(read, number))
        floor.append(_timed(decode, number))
    table.add(Row("open and read", middle(ours), middle(floor)))
