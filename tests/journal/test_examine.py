"""Examining tells what a journal's file holds: its format, its numbers, its links, and all that is wrong with it."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from sociotui.journal.examine import Findings, Part, Patience, examine, examined
from sociotui.journal.lines import HEADER, HEADERS, chained, frame, plain
from sociotui.journal.lock import FileLock
from sociotui.journal.port import Damaged, JournalError, Newer, Unreadable

from .conftest import STREAM, open_at, unprivileged
from .events import Said, said
from .wounds import FORMER, KINDS, flipped, forget_ben, found, offsets, parts_of, plain_one


@pytest.fixture
def path(home: Path) -> Path:
    """The file of a journal with five commits and six events."""
    path = home / f"{STREAM}.journal"
    plain_one(path)
    return path


# A journal that is well


def test_journal_that_is_well(path: Path) -> None:
    with open_at(path.parent) as journal:
        link = journal.link(STREAM)
    size = path.stat().st_size
    assert examine(path) == Findings(path=path, size=size, version=2, commits=5, first=1, last=6, link=link)
    assert examine(path).well


def test_sealed_journal_names_what_it_goes_on_from(path: Path) -> None:
    with open_at(path.parent) as journal:
        former = journal.link(STREAM)
        journal.seal(STREAM, 6, Said(at=1, text="all"), cmd="seal", actor="ana")
        journal.append(STREAM, 7, said("h"), cmd="h", actor="ana")
        link = journal.link(STREAM)
    findings = examine(path)
    assert findings.well
    assert (findings.after, findings.link) == (former, link)
    assert (findings.first, findings.last, findings.commits) == (7, 8, 2)


def test_replaced_texts_are_told(path: Path) -> None:
    with open_at(path.parent) as journal:
        assert journal.rewrite(STREAM, forget_ben) == 2
    findings = examine(path)
    assert findings.well
    assert findings.replaced == 2


@pytest.mark.parametrize("make", FORMER.values(), ids=FORMER)
def test_format_1_is_well_without_links(home: Path, make: Callable[[Path], None]) -> None:
    path = home / f"{STREAM}.journal"
    make(path)
    findings = examine(path)
    assert findings.well
    assert (findings.version, findings.link, findings.after) == (1, "", "")


@pytest.mark.parametrize("data", [b"", HEADER, HEADERS[1]])
def test_empty_journal_is_well(path: Path, data: bytes) -> None:
    findings = found(path, data)
    assert findings.well
    assert (findings.commits, findings.first, findings.last, findings.link) == (0, 0, 0, "")


# Damage


@pytest.mark.parametrize("make", [*KINDS.values(), *FORMER.values()], ids=[*KINDS, *(f"{n}, 1" for n in FORMER)])
def test_each_flipped_bit_is_damage_and_where_it_is(home: Path, make: Callable[[Path], None]) -> None:
    path = home / f"{STREAM}.journal"
    make(path)
    data = path.read_bytes()
    ends = offsets(data)
    well = examined(path, data)
    for bit in range(len(data) * 8):
        findings = examined(path, flipped(data, bit))
        (part,) = findings.damaged
        assert part.offset in ends
        assert part.offset <= bit // 8 < part.offset + part.size
        assert part.offset + part.size in ends
        assert part.line == ends.index(part.offset) + 1
        assert not findings.well
        assert (findings.torn, findings.breaks, findings.refused) == (None, (), None)
        assert findings.version in {0, well.version}
        assert well.commits - 2 <= findings.commits <= well.commits


def test_bad_lines_side_by_side_are_one_part(path: Path) -> None:
    data = path.read_bytes()
    ends = offsets(data)
    spoilt = b"".join([data[: ends[2]], b"x\ny\nz\n", data[ends[3] : ends[4]], b"w\n", data[ends[5] :]])
    findings = found(path, spoilt)
    assert findings.damaged == (Part(ends[2], 6, 3), Part(ends[2] + 6 + ends[4] - ends[3], 2, 7))
    assert (findings.commits, findings.first, findings.last) == (3, 1, 6)


def test_torn_tail_is_told_apart(path: Path) -> None:
    data = path.read_bytes()
    for length in range(1, offsets(data)[-1] - offsets(data)[-2]):
        findings = examined(path, data[:-length])
        begins = offsets(data)[-2]
        assert findings.torn == Part(begins, len(data) - length - begins, 6)
        assert (findings.damaged, findings.commits, findings.last, findings.breaks) == ((), 4, 5, ())
        assert not findings.well


@pytest.mark.parametrize("tail", [b"\0", b"\0" * 4096, b"0123\0\0\0\n", b"12345678 {}"])
def test_tail_of_zeros_or_half_a_line(path: Path, tail: bytes) -> None:
    data = path.read_bytes()
    findings = found(path, data + tail)
    assert (findings.torn, findings.damaged) == (Part(len(data), len(tail), 7), ())
    assert findings.last == 6


def test_torn_tail_behind_a_damaged_line(path: Path) -> None:
    data = path.read_bytes()
    begins = offsets(data)[-2]
    findings = found(path, flipped(data, begins * 8 + 300) + b"0123")
    assert findings.damaged == (Part(begins, len(data) - begins, 6),)
    assert findings.torn == Part(len(data), 4, 7)


def test_torn_header(path: Path) -> None:
    for length in range(1, len(HEADER)):
        findings = examined(path, HEADER[:length])
        assert (findings.torn, findings.damaged, findings.refused) == (Part(0, length, 1), (), None)


def test_lost_sector_takes_lines_with_it_and_no_more(path: Path) -> None:
    data = path.read_bytes()
    ends = offsets(data)
    begin, end = ends[2] + 10, ends[4] + 10
    findings = found(path, data[:begin] + b"\0" * (end - begin) + data[end:])
    assert findings.damaged == (Part(ends[2], ends[5] - ends[2], 3),)
    assert (findings.commits, findings.first, findings.last, findings.version) == (2, 1, 6, 2)
    assert [line for line, _why in findings.gaps] == [4]


def test_damaged_header_hides_nothing_of_the_rest(path: Path) -> None:
    header, first, second, *rest = parts_of(path)
    edited = chained(second[:-1])
    assert edited
    second = frame(edited._replace(body=edited.body.replace(b'"B"', b'"X"')))
    findings = found(path, b"".join([b"\0" * (len(header) - 1) + b"\n", first, second, *rest]))
    assert findings.damaged == (Part(0, len(header), 1),)
    assert findings.version == 0
    assert findings.breaks == (3,)
    assert (findings.first, findings.last) == (1, 6)


# Files that can't be examined


@pytest.mark.parametrize("data", [b"Dear diary", b"Dear\ndiary\n", plain(b'{"a":1}'), b"\0x\0\n"])
def test_other_files_are_refused(path: Path, data: bytes) -> None:
    findings = found(path, data)
    assert isinstance(findings.refused, Damaged)
    assert not findings.well


def test_newer_files_are_refused(path: Path) -> None:
    findings = found(path, plain(b'{"format":"sociotui-journal","version":99}') + b"whatever")
    assert isinstance(findings.refused, Newer)


def test_file_that_can_not_be_read_is_told(foreign_home: Path) -> None:
    path = foreign_home / "organisation.journal"
    path.chmod(0)

    def look() -> list[str]:
        try:
            examine(path)
        except Unreadable as error:
            return [type(error).__name__]
        return []

    assert unprivileged(look) == ["Unreadable"]
    with pytest.raises(JournalError, match="No such file"):
        examine(path.with_name("none.journal"))


def test_disk_that_can_not_be_read_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "pread", fail)
    with pytest.raises(JournalError, match="can't be used"):
        examine(path)


# While others write


def test_line_in_the_making_is_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes()
    begun, looked = Event(), Event()

    def write() -> None:
        with FileLock(path.with_name(f"{path.name}.lock"), 1):
            path.write_bytes(data[:-10])
            begun.set()
            assert looked.wait(20)
            path.write_bytes(data)

    writer = Thread(target=write)
    writer.start()
    assert begun.wait(20)
    monkeypatch.setattr("sociotui.journal.examine.time.sleep", lambda _seconds: looked.set())
    assert examine(path).well
    writer.join()


def test_many_are_waited_for_no_longer_than_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(path.read_bytes()[:-10])
    pauses: list[float] = []
    monkeypatch.setattr("sociotui.journal.examine.time.sleep", pauses.append)
    patience = Patience()
    with FileLock(path.with_name(f"{path.name}.lock"), 1):
        for _time in range(20):
            findings = examine(path, patience)
            assert findings.well
            assert findings.last == 5
        assert 1.9 < sum(pauses) < 2.1
        pauses.clear()
        assert examine(path, Patience(0)).well
    assert pauses == []
    assert examine(path, patience).torn


def test_torn_tail_with_zeros_may_have_been_confirmed(path: Path) -> None:
    data = path.read_bytes()
    assert not found(path, data[:-10]).blank
    for spoilt in (data[:-10] + b"\0" * 10, data[:-60] + b"\0" * 40 + data[-20:], data + b"\0" * 4096):
        findings = found(path, spoilt)
        assert findings.torn
        assert findings.blank
    assert not found(path, data[:300] + b"\0" * 20 + data[320:]).blank


def test_writer_that_never_ends_is_not_called_torn(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-10])
    monkeypatch.setattr("sociotui.journal.examine.time.sleep", lambda _seconds: None)
    with FileLock(path.with_name(f"{path.name}.lock"), 1):
        findings = examine(path)
    assert findings.well
    assert findings.last == 5
