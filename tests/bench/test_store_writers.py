"""The store: several processes that write to one journal at the same time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sociotui.journal.port import Batch
from sociotui.room.deciding import Decided, record

from .journals import ACTOR, STREAM, Journals, event, file_of, journal_in, last_line
from .rivals import Bare, Sqlite, Stock
from .table import Row, Table, late, middle
from .together import Took, Work, together

pytestmark = pytest.mark.bench

BEFORE = 100
WRITERS = {1: 500, 8: 80, 32: 20}
"""How many processes write, and how often each does in one round."""
ROUNDS = 3
TRIES = 2
"""How often `Home` tries: the second time nobody can come before it."""
STOCK_WRITES = 40


class _Stores:
    """The same place in a file each, for whoever comes to write."""

    def __init__(self, folder: Path, journals: Journals) -> None:
        self._folder = folder
        self.home = journals.home_of(BEFORE)
        self._line = last_line(file_of(self.home))
        with Sqlite(folder / "sqlite") as sqlite:
            sqlite.fill(BEFORE)
        self.round = 0

    @contextmanager
    def ours(self, number: int) -> Iterator[Work]:
        """Append as `Home` does: after what is known; where another was first once more, with all others waiting."""
        with journal_in(self.home) as journal:
            head = len(journal.read(STREAM))
            made = 0

            def append() -> int:
                nonlocal head, made
                made += 1
                name = f"{self.round + 1:02x}{number:04x}{made:010x}"
                tries = 0

                def decide() -> Decided:
                    nonlocal head, tries
                    tries += 1
                    if tries > 1:
                        head += len(journal.read(STREAM, head))
                    return head, [Batch(name, ACTOR, [event(head)])]

                record(journal, STREAM, decide)
                head += 1
                return tries

            yield append

    @contextmanager
    def floor(self, _number: int) -> Iterator[Work]:
        """Lock, write, wait for the disk, unlock."""
        with Bare(self._folder / "bare", self._line) as bare:
            yield lambda: _once(bare.append_among_others())

    @contextmanager
    def sqlite(self, number: int) -> Iterator[Work]:
        """A transaction for each."""
        with Sqlite(self._folder / "sqlite") as sqlite:
            made = 0

            def append() -> int:
                nonlocal made
                made += 1
                return _once(sqlite.append(f"{self.round + 1:02x}{number:04x}{made:010x}"))

            yield append

    @contextmanager
    def stock(self, number: int) -> Iterator[Work]:
        """Insert and hope."""
        with Stock(self._folder / f"stock-{self.round}.json") as stock:
            yield lambda: _once(stock.append(number))


def _once(_done: None) -> int:
    return 1


@pytest.mark.parametrize("writers", WRITERS)
def test_writers(tmp_path: Path, journals: Journals, table: Table, writers: int) -> None:
    """Append to one journal, beside lock, write, fdatasync and unlock"""
    table.title += f": {writers} {'processes' if writers > 1 else 'process'} at once"
    stores = _Stores(tmp_path, journals)
    rounds: list[dict[str, Took]] = []
    for stores.round in range(ROUNDS):
        works = {"ours": stores.ours, "floor": stores.floor, "sqlite": stores.sqlite}
        rounds.append({name: together(writers, WRITERS[writers], worker) for name, worker in works.items()})
    written = ROUNDS * writers * WRITERS[writers]
    with journal_in(stores.home) as journal:
        recorded = journal.read(STREAM)
    assert [r.seq for r in recorded] == list(range(1, BEFORE + written + 1)), "each acknowledged append is there"
    assert len({r.cmd for r in recorded}) == BEFORE + written, "and none is there twice"

    def rate(name: str) -> float:
        return middle([took[name].rate for took in rounds])

    def each(name: str) -> list[float]:
        return [ms for took in rounds for ms in took[name].each]

    for name, called in (("ours", "append"), ("sqlite", "SQLite")):
        table.add(
            Row(f"{called}: median", middle(each(name)), middle(each("floor"))),
            Row(f"{called}: 99 % within", late(each(name), 0.99), late(each("floor"), 0.99)),
            Row(f"{called}: acknowledged a second", rate(name), rate("floor"), "/s"),
        )
    table.add(Row("append: most tries for one", max(took["ours"].most for took in rounds), None, "tries", most=TRIES))
    table.add(_stock(stores, writers, middle(each("floor"))))


def _stock(stores: _Stores, writers: int, floor: float) -> Row:
    # It meets JSON that cannot be read, or whatever its own code makes of what was half there.
    took = together(writers, STOCK_WRITES, stores.stock, error=Exception)
    if took.failed:
        return Row("stock TinyDB: unreadable after", len(took.each), None, "writes")
    return Row("stock TinyDB (not on the disk yet)", middle(took.each), floor)
