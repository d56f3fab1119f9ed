"""A disk that fills up: what was confirmed stays, what found no room is refused, and it goes on when there is room."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from sociotui.journal.port import Full, JournalError
from tests.journal.conftest import STREAM, open_at
from tests.journal.events import Said, said, texts

from .ledger import Ledger, Row
from .locks import locked
from .mounts import Ext4, Memory, Mount, Refused

pytestmark = pytest.mark.failures


@contextlib.contextmanager
def mounted(mount: Mount) -> Iterator[Path]:
    """Give the place of a file system, and take it away whatever happens; skip where it can't be mounted."""
    try:
        mount.mount()
        yield mount.place
    except Refused as why:
        pytest.skip(str(why))
    finally:
        mount.close()


@pytest.mark.fault("full tmpfs")
def test_a_small_tmpfs(tmp_path: Path, ledger: Ledger) -> None:
    with mounted(Memory(tmp_path / "small", 96 * 1024)) as place:
        fill(ledger["full tmpfs"], place, room=16 * 1024)


@pytest.mark.fault("full ext4")
def test_a_small_ext4(tmp_path: Path, ledger: Ledger) -> None:
    with mounted(Ext4(tmp_path / "small", 1024 * 1024)) as place:
        fill(ledger["full ext4"], place, room=64 * 1024)


def fill(row: Row, place: Path, room: int) -> None:
    """Append until there is no room, seal without room, make some room, and go on; look each time."""
    home, ballast = place / "home", place / "ballast"
    told: list[str] = []
    ballast.write_bytes(b"x" * room)
    with open_at(home) as journal:
        refused = 0
        while refused < 20:
            text = f"{len(told)} {'x' * (37 * len(told) % 900)}"
            try:
                journal.append(STREAM, len(told), said(text), cmd=f"c{len(told)}", actor="ana")
                told.append(text)
            except Full:
                refused += 1
                row.runs += 1
                look(row, home, told, f"after {len(told)} appends")
        with pytest.raises(JournalError):
            journal.seal(STREAM, len(told), Said(at=1, text="x" * room), cmd="seal", actor="ana")
        row.runs += 1
        look(row, home, told, "after a seal")
        ballast.unlink()
        for number in range(len(told), len(told) + 5):  # the one that found no room is the first of them
            journal.append(STREAM, number, said("more"), cmd=f"c{number}", actor="ana")
            told.append("more")
    look(row, home, told, "when there was room again")
    row.acknowledged += len(told)


def look(row: Row, home: Path, told: list[str], what: str) -> None:
    """Look what a program that starts now finds."""
    for path in locked(home):
        row.note("wrong", f"{what}: {path.name} is still locked")
    with open_at(home) as journal:
        try:
            there = texts(journal, STREAM)
        except JournalError as error:
            row.note("unreadable", f"{what}: {error!r}")
            return
    if there != told:
        row.note("lost" if len(there) < len(told) else "doubled", f"{what}: there are {len(there)} of {len(told)}")
