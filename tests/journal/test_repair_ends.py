"""Repair at a file's two ends: torn tails, and the first line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sociotui.journal.change import Lost
from sociotui.journal.examine import Part, examine
from sociotui.journal.lines import HEADER
from sociotui.journal.repair import Repaired, SetAside
from sociotui.journal.tables import AppendDB

from .conftest import STREAM, open_at
from .events import Said, said
from .lines import in_format_1
from .wounds import (
    FORMER,
    KINDS,
    blotted,
    copies,
    flipped,
    mend,
    offsets,
    plain_one,
    readable,
    sealed_one,
)


@pytest.fixture
def path(home: Path) -> Path:
    """The file of a journal with five commits and six events: 1, 2 and 3, 4, 5, 6."""
    path = home / f"{STREAM}.journal"
    plain_one(path)
    return path


def numbers_read(path: Path) -> list[int]:
    """Return the numbers of the events that are read."""
    with open_at(path.parent) as journal:
        numbers = [each.seq for each in journal.read(STREAM)]
        assert journal.notices == []
        return numbers


# Torn tails


@pytest.mark.parametrize("tail", [b"01234567 ", b"\0" * 700, b"0123\0\0\0\n"])
def test_torn_tail_is_set_aside(path: Path, tail: bytes) -> None:
    data = path.read_bytes()
    path.write_bytes(data + tail)
    done = mend(path)
    aside = SetAside(Part(len(data), len(tail), 7), path.with_name(f"{path.name}.torn-{len(data)}"), 0, 0)
    assert done == Repaired(torn=aside, blank=b"\0" in tail, kept=6)
    assert path.read_bytes() == data
    assert copies(path) == {f".torn-{len(data)}": tail}


def test_torn_tail_behind_a_flipped_bit(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(flipped(data, (len(data) - 30) * 8) + b"0123")
    done = mend(path)
    assert (len(done.mended), done.aside, bool(done.torn)) == (1, (), True)
    assert path.read_bytes() == data
    assert copies(path) == {f".torn-{len(data)}": b"0123"}


@pytest.mark.parametrize("data", [HEADER[:20], b"\0" * 4096])
def test_file_that_was_never_begun(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    done = mend(path)
    assert (done.kept, done.blank) == (0, b"\0" in data)
    assert path.read_bytes() == b""
    assert copies(path) == {".torn-0": data}
    with open_at(path.parent) as journal:
        assert journal.append(STREAM, 0, said("a"), cmd="c0", actor="ana").head == 1


# The first line


@pytest.mark.parametrize("make", [KINDS["plain"], FORMER["plain"], FORMER["sealed"]], ids=["plain", "1", "sealed, 1"])
def test_lost_first_line_is_known_anyway(path: Path, make: Callable[[Path], None]) -> None:
    path.unlink()
    make(path)
    data, numbers = path.read_bytes(), numbers_read(path)
    end = offsets(data)[1]
    spoilt = blotted(data, 3, end - 1)
    path.write_bytes(spoilt)
    (aside,) = mend(path, stands=readable(path)).aside
    assert (aside.first, aside.last) == (0, 0)
    assert path.read_bytes() == data
    assert copies(path) == {".damaged-0": spoilt[:end]}
    assert numbers_read(path) == numbers


def test_lost_first_line_of_a_sealed_file(path: Path) -> None:
    """What it went on from nobody can know; nothing of what it holds is lost."""
    sealed_one(path.with_name("other") / path.name)
    path = path.with_name("other") / path.name
    data = path.read_bytes()
    end = offsets(data)[1]
    spoilt = blotted(data, 3, end - 1)
    path.write_bytes(spoilt)
    (aside,) = mend(path, stands=readable(path)).aside
    assert (aside.first, aside.last) == (0, 0)
    assert copies(path) == {".damaged-0": spoilt[:end]}
    assert path.read_bytes().endswith(data[end:])
    assert numbers_read(path) == [7, 8, 9]
    findings = examine(path)
    assert findings.well
    assert findings.lost == ((2, Lost(0, 0)),)


@pytest.mark.parametrize("format_", [1, 2])
def test_first_lines_that_are_lost_together(path: Path, format_: int) -> None:
    data = in_format_1(path) if format_ == 1 else path.read_bytes()
    ends = offsets(data)
    spoilt = blotted(data, 3, ends[3] - 1)
    path.write_bytes(spoilt)
    (aside,) = mend(path, stands=readable(path)).aside
    assert (aside.first, aside.last) == (1, 3)
    assert copies(path) == {".damaged-0": spoilt[: ends[3]]}
    assert numbers_read(path) == [4, 5, 6]
    assert examine(path).well
    assert examine(path).version == format_


def test_lost_seal_that_nothing_can_be_gone_by_without(path: Path) -> None:
    with open_at(path.parent) as journal:
        journal.seal(STREAM, 6, Said(at=1, text="all"), cmd="seal", actor="ana")
        journal.append(STREAM, 7, said("h"), cmd="h", actor="ana")
    data = path.read_bytes()
    begin, end = offsets(data)[1:3]
    spoilt = blotted(data, begin + 60, end - 5)
    path.write_bytes(spoilt)
    done = mend(path, stands=lambda _bodies: False)
    assert (done.cut, done.kept) == (True, 0)
    assert path.read_bytes() == data[:begin]
    assert copies(path) == {f".damaged-{begin}": spoilt[begin:]}
    assert numbers_read(path) == []
    with open_at(path.parent) as journal:
        assert journal.append(STREAM, 0, said("a"), cmd="c0", actor="ana").head == 1
    assert examine(path).well


# Tables of a TinyDB


def test_tables_are_repaired_too(path: Path) -> None:
    path = path.with_name("tables.journal")
    with AppendDB(path) as db:
        for number in range(3):
            db.insert({"number": number})
        db.remove(doc_ids=[1])
        db.table("other").insert({"a": "b"})
    data = path.read_bytes()
    ends = offsets(data)
    path.write_bytes(flipped(data, ends[5] * 8 + 300))
    assert len(mend(path).mended) == 1
    assert path.read_bytes() == data
    path.write_bytes(blotted(data, ends[4] + 60, ends[5] - 5))
    assert [each.part.line for each in mend(path).aside] == [5]
    with AppendDB(path) as db:
        assert [each.doc_id for each in db] == [1, 2, 3]  # that one was removed is what was lost
        assert db.table("other").all() == [{"a": "b"}]
        assert db.insert({}) == 4
    assert (examine(path).breaks, examine(path).damaged) == ((), ())
