"""The store: what one append costs, in journals from short to very long."""

import shutil
from pathlib import Path

import pytest

from .journals import Journals, append, cmd, file_of, journal_in, last_line
from .rivals import Bare, Sqlite, Stock
from .table import Row, Table, late, middle
from .timing import in_turn

pytestmark = pytest.mark.bench

SIZES = (100, 1_000, 10_000, 100_000)
APPENDS = 1_000
RUN = 10
"""How many are done before another store has its turn: enough for its code to lie ready, as it does where many come."""
STOCK_APPENDS = 5
RESTED_APPENDS = 25
REST = 0.05
"""Seconds between two appends where people, not programs, make them: long enough for everything to have gone cold."""


@pytest.mark.parametrize("count", SIZES)
def test_append(tmp_path: Path, journals: Journals, table: Table, count: int) -> None:
    """Append, durable on return, beside write and fdatasync of the same bytes"""
    table.title += f": to {count:,} events"
    home = journals.home_of(count)
    file = file_of(home)
    with (
        journal_in(home) as journal,
        Bare(tmp_path / "bare", last_line(file), file.read_bytes()) as bare,
        Sqlite(tmp_path / "sqlite") as sqlite,
    ):
        sqlite.fill(count)
        append(journal, count)  # opens the file and reads it: a cost of its own
        sqlite.append("first")
        took = in_turn(
            {
                "ours": lambda n: append(journal, count + 1 + n),
                "floor": lambda _n: bare.append(),
                "sqlite": lambda n: sqlite.append(cmd(count + n)),
            },
            APPENDS,
            run=RUN,
        )
        assert len(journal.read("meeting/garden")) == count + 1 + APPENDS
        assert len(sqlite.read()) == count + 1 + APPENDS
    floor = middle(took["floor"]), late(took["floor"], 0.99)
    table.add(
        Row("append: median", middle(took["ours"]), floor[0], times=1.5),
        Row("append: 99 % within", late(took["ours"], 0.99), floor[1]),
        Row("SQLite: median", middle(took["sqlite"]), floor[0]),
        Row("SQLite: 99 % within", late(took["sqlite"], 0.99), floor[1]),
        _stock(tmp_path, count),
    )
    shutil.rmtree(home)


def _stock(folder: Path, count: int) -> Row:
    """Measure stock TinyDB by itself: what it keeps in memory would slow the others down."""
    with Stock(folder / "stock.json") as stock, Bare(folder / "beside", b"." * 150) as bare:
        stock.fill(count)
        took = in_turn({"stock": lambda n: stock.append(count + n), "floor": lambda _n: bare.append()}, STOCK_APPENDS)
    return Row("stock TinyDB (not on the disk yet)", middle(took["stock"]), middle(took["floor"]))


def test_append_after_a_rest(tmp_path: Path, journals: Journals, table: Table) -> None:
    """Append after a moment of rest, as people do it, when all caches have gone cold: to 1,000 events"""
    count = 1_000
    home = journals.home_of(count)
    with (
        journal_in(home) as journal,
        Bare(tmp_path / "bare", last_line(file_of(home))) as bare,
        Sqlite(tmp_path / "sqlite") as sqlite,
    ):
        sqlite.fill(count)
        append(journal, count)
        works = {
            "ours": lambda n: append(journal, count + 1 + n),
            "floor": lambda _n: bare.append(),
            "sqlite": lambda n: sqlite.append(cmd(count + n)),
        }
        took = in_turn(works, RESTED_APPENDS, rest=REST)
    floor = middle(took["floor"])
    table.add(Row("append", middle(took["ours"]), floor), Row("SQLite", middle(took["sqlite"]), floor))
