"""The store: what opening a journal costs, from short to very long."""

from pathlib import Path

import msgspec
import pytest

from .journals import Journals, file_of, journal_in
from .rivals import Sqlite, Stock
from .table import Row, Table, middle
from .timing import in_turn, no_collector

pytestmark = pytest.mark.bench

SIZES = {1_000: 40, 10_000: 15, 100_000: 5}
"""How many events, and how often they are read."""


@pytest.mark.parametrize("count", SIZES)
def test_open(tmp_path: Path, journals: Journals, table: Table, count: int) -> None:
    """Open a journal and read all of it, beside decoding its lines as JSON and no more"""
    table.title += f": {count:,} events"
    home = journals.home_of(count)
    bare = tmp_path / "lines"
    # A line begins with what the journal needs for itself; the floor has nothing but the JSON.
    bare.write_bytes(
        b"".join(line[line.index(b"{") :] for line in file_of(home).read_bytes().splitlines(keepends=True))
    )
    decode_lines = msgspec.json.Decoder().decode_lines
    with Sqlite(tmp_path / "sqlite") as sqlite, Stock(tmp_path / "stock.json") as stock:
        sqlite.fill(count)
        stock.fill(count)

    def ours(_number: int) -> None:
        with journal_in(home) as journal:
            assert len(journal.read("meeting/garden")) == count

    def floor(_number: int) -> None:
        assert len(decode_lines(bare.read_bytes())) == count + 1

    def of_sqlite(_number: int) -> None:
        with Sqlite(tmp_path / "sqlite") as sqlite:
            assert len(sqlite.read()) == count

    def of_stock(_number: int) -> None:
        with Stock(tmp_path / "stock.json") as stock:
            assert len(stock.read()) == count

    works = {"ours": ours, "floor": floor, "sqlite": of_sqlite, "stock": of_stock}
    with no_collector():
        took = {name: middle(values) for name, values in in_turn(works, SIZES[count]).items()}
    with_collector = {
        name: middle(values) for name, values in in_turn({"ours": ours, "floor": floor}, SIZES[count]).items()
    }
    table.add(
        Row("open and read", took["ours"], took["floor"], times=2),
        Row("open and read, with the collector", with_collector["ours"], with_collector["floor"], times=2),
        Row("SQLite: select, and decode", took["sqlite"], took["floor"]),
        Row("stock TinyDB", took["stock"], took["floor"]),
    )
