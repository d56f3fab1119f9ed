"""A file that something else changes beneath a running program is refused, and not written to; put back, all is there."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from sociotui.journal.port import JournalError
from sociotui.journal.tiny import TinyJournal
from tests.journal.conftest import STREAM, open_at
from tests.journal.events import said, texts

from .files import TEXTS, Kept, asked, made
from .ledger import Ledger, Row

pytestmark = pytest.mark.failures

NEXT = "next"
Change = Callable[[Path], object]


def other_journal(place: Path, size: int = 0) -> bytes:
    """Return another journal: of at least `size` bytes, or of just as many where that can be."""
    content = ["of", "another", "house"]
    data = made(place / "other", content).data
    if size > len(data):
        content[2] += "x" * (size - len(data))
        data = made(place / "longer", content).data
    return data


@pytest.mark.fault("file replaced beneath")
@pytest.mark.parametrize("what", ["shorter", "same", "longer", "backup", "rubbish", "nothing"])
def test_another_file_in_its_place(place: Path, ledger: Ledger, what: str) -> None:
    kept = made(place / "home")
    data = beneath(place, kept, what)

    def replace(path: Path) -> None:
        path.with_name("new").write_bytes(data)
        path.with_name("new").replace(path)

    check(ledger["file replaced beneath"], kept, replace, what)


@pytest.mark.fault("file overwritten beneath")
@pytest.mark.parametrize("what", ["shorter", "same", "longer", "backup", "rubbish", "nothing"])
def test_other_bytes_in_the_file(place: Path, ledger: Ledger, what: str) -> None:
    kept = made(place / "home")
    data = beneath(place, kept, what)
    check(ledger["file overwritten beneath"], kept, lambda path: path.write_bytes(data), what)


@pytest.mark.fault("file shortened beneath")
def test_cut_off_at_each_byte(place: Path, ledger: Ledger) -> None:
    kept = made(place / "home")
    for size in range(len(kept.data)):
        check(ledger["file shortened beneath"], kept, partial(os.truncate, length=size), f"{size} bytes")


@pytest.mark.fault("file deleted beneath")
def test_deleted(place: Path, ledger: Ledger) -> None:
    check(ledger["file deleted beneath"], made(place / "home"), Path.unlink, "deleted")


def beneath(place: Path, kept: Kept, what: str) -> bytes:
    """Return what is to be in the file."""
    size = len(kept.data)
    contents: dict[str, Callable[[], bytes]] = {
        "shorter": lambda: other_journal(place),
        "same": lambda: other_journal(place, size),
        "longer": lambda: other_journal(place, size + 200),
        "backup": lambda: kept.data[: kept.ends[2]],
        "rubbish": lambda: b"Dear diary\n" * (size // 5),
        "nothing": lambda: b"",
    }
    data = contents[what]()
    assert what != "same" or len(data) == size
    return data


def check(row: Row, kept: Kept, change: Change, what: str) -> None:
    """Change the file beneath two programs that have it open: one has read it, one has written to it."""
    kept.path.write_bytes(kept.data)
    home = kept.path.parent
    row.runs += 1
    row.acknowledged += len(TEXTS)
    with open_at(home) as reader, open_at(home) as writer:
        assert texts(reader, STREAM) == list(TEXTS)
        assert writer.append(STREAM, 0, said(TEXTS[0]), cmd="c0", actor="ana").repeated
        change(kept.path)
        now = kept.path.read_bytes() if kept.path.exists() else None
        for name, journal in (("the reader", reader), ("the writer", writer)):
            _refuses(row, journal, f"{what}: {name}")
        if (kept.path.read_bytes() if kept.path.exists() else None) != now:
            row.note("wrong", f"{what}: something was written into the wrong file")
        for each in home.glob("*.torn-*"):
            row.note("wrong", f"{what}: {each.name} was set aside")
            each.unlink()
    kept.path.write_bytes(kept.data)
    after = asked(home)
    if after.texts != list(TEXTS):
        row.note("unreadable" if after.refused else "lost", f"{what}, put back: {after}")


def _refuses(row: Row, journal: TinyJournal, what: str) -> None:
    """Whoever had the file open refuses to add to it, and reads what it knew or refuses."""
    try:
        there = texts(journal, STREAM)
        if there != list(TEXTS):
            row.note("wrong", f"{what} reads {there}")
    except JournalError:
        pass
    try:
        journal.append(STREAM, len(TEXTS), said(NEXT), cmd=NEXT, actor="ana")
        row.note("wrong", f"{what} wrote")
    except JournalError:
        pass
