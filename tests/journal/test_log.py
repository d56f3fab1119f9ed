"""A Log survives what happens to files: torn tails, damage, full disks, disks that fail."""

import errno
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sociotui.journal.lines import HEADER, frame
from sociotui.journal.port import Damaged, Full, JournalError, Newer, OutcomeUnknown, ReadOnly
from sociotui.journal.tiny import TinyJournal

from . import workers
from .conftest import open_at
from .contract import texts
from .events import said

STREAM = "organisation"


@pytest.fixture
def path(home: Path) -> Path:
    """A file with three commits of an event each, that nobody has open."""
    with open_at(home) as journal:
        for number, text in enumerate("abc"):
            journal.append(STREAM, number, said(text), cmd=f"c{number}", actor="ana")
    return home / f"{STREAM}.journal"


def torn_files(path: Path) -> dict[str, bytes]:
    """Return the bytes that were set aside, by file name."""
    return {each.name: each.read_bytes() for each in path.parent.glob("*.torn-*")}


def check_tail_is_cut(path: Path, whole: bytes, torn: bytes, good: list[str]) -> None:
    """Check that a file with `whole` lines saying `good`, and a torn tail, is read, told and gone on with."""
    path.write_bytes(whole + torn)
    with open_at(path.parent) as journal:
        for _again in range(2):
            assert texts(journal, STREAM) == good
            assert journal.heads() == ({STREAM: len(good)} if good else {})
        assert path.read_bytes() == whole + torn  # a reader leaves it alone
        (told,) = journal.notices
        assert "is incomplete" in told
        journal.append(STREAM, len(good), said("next"), cmd="next", actor="ana")
        assert texts(journal, STREAM) == [*good, "next"]
        assert path.read_bytes().startswith(whole + (b"" if whole else HEADER))
        name = f"{path.name}.torn-{len(whole)}"
        assert torn_files(path) == {name: torn}
        assert name in journal.notices[1]
        assert len(journal.notices) == 2
    with open_at(path.parent) as journal:
        assert texts(journal, STREAM) == [*good, "next"]
        assert journal.notices == []
    for each in path.parent.glob("*.torn-*"):
        each.unlink()


def test_tail_torn_at_every_byte_of_the_last_commit(path: Path) -> None:
    *_rest, last = path.read_bytes().splitlines(keepends=True)
    whole = path.read_bytes().removesuffix(last)
    for length in range(1, len(last)):
        check_tail_is_cut(path, whole, last[:length], ["a", "b"])


def test_header_torn_at_every_byte(path: Path) -> None:
    for length in range(1, len(HEADER)):
        check_tail_is_cut(path, b"", HEADER[:length], [])


@pytest.mark.parametrize(
    "torn", [b"\0", b"\0" * 4096, b"0123" + b"\0" * 100, b"x\n", b"12345678 {}\n", b"x\n\0\0\0", b"\n", b"\xff\0\n"]
)
def test_tail_of_zeros_or_rubbish(path: Path, torn: bytes) -> None:
    check_tail_is_cut(path, path.read_bytes(), torn, ["a", "b", "c"])


@pytest.mark.parametrize("content", [b"", HEADER])
def test_file_without_commits_is_empty(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with open_at(path.parent) as journal:
        assert (texts(journal, STREAM), journal.heads()) == ([], {})
        assert journal.append(STREAM, 0, said("a"), cmd="c0", actor="ana").head == 1
        assert journal.notices == []
    assert path.read_bytes().startswith(HEADER)
    assert path.read_bytes().count(HEADER) == 1


def test_second_tear_at_the_same_place_keeps_the_first(path: Path) -> None:
    whole = path.read_bytes()
    for torn in (b"one", b"two"):
        path.write_bytes(whole + torn)
        with open_at(path.parent) as journal:
            journal.append(STREAM, 3, said("d"), cmd="d", actor="ana")
    assert sorted(torn_files(path).values()) == [b"one", b"two"]


def flip(data: bytes, at: int) -> bytes:
    """Return `data` with a bit of byte `at` turned round, never into or out of a line break."""
    return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]


@pytest.mark.parametrize("line", [1, 2, 3])
def test_damage_before_the_last_line_is_refused(path: Path, line: int) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    start = sum(map(len, lines[: line - 1]))
    for at in range(start, start + len(lines[line - 1]) - 1):
        whole = b"".join(lines)
        path.write_bytes(flip(whole, at))
        with open_at(path.parent) as journal:
            with pytest.raises(Damaged) as refused:
                journal.read(STREAM)
            assert (refused.value.path, refused.value.line) == (path, line)
            with pytest.raises(Damaged):
                journal.append(STREAM, 3, said("d"), cmd="d", actor="ana")
        assert path.read_bytes() == flip(whole, at)
    assert torn_files(path) == {}


def test_two_bad_lines_at_the_end_are_no_torn_tail(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x\ny\n")
    with open_at(path.parent) as journal, pytest.raises(Damaged) as refused:
        journal.read(STREAM)
    assert refused.value.line == 5


@pytest.mark.parametrize(("line", "left"), [(1, ["a", "b", "c"]), (2, []), (3, ["a"])])
def test_told_way_to_repair_works(path: Path, line: int, left: list[str]) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    lines[line - 1] = flip(lines[line - 1], 20)
    path.write_bytes(b"".join(lines))
    odd = path.parent.with_name("it's a home; $HOME")
    path.parent.rename(odd)
    with open_at(odd) as journal, pytest.raises(Damaged) as refused:
        journal.read(STREAM)
    command = str(refused.value).splitlines()[-1]
    subprocess.run(["sh", "-ec", command], check=True)
    with open_at(odd) as journal:
        assert texts(journal, STREAM) == left
    assert (odd / f"{path.name}.damaged").read_bytes() == b"".join(lines)


def test_missing_line_is_refused(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2] + lines[3:]))
    with open_at(path.parent) as journal, pytest.raises(Damaged, match="event 3 stands where event 2 should"):
        journal.read(STREAM)


def test_damage_written_while_open_is_refused(path: Path) -> None:
    with open_at(path.parent) as journal:
        assert texts(journal, STREAM) == ["a", "b", "c"]
        with path.open("ab") as file:
            file.write(b"x\n" + frame(b"{}"))
        with pytest.raises(Damaged) as refused:
            journal.read(STREAM)
        assert refused.value.line == 5


@pytest.mark.parametrize("content", [b"Dear diary", b"Dear diary\n", b"Dear\ndiary\n", frame(b'{"a":1}'), frame(b"?")])
def test_other_files_are_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with open_at(path.parent) as journal:
        with pytest.raises(Damaged, match="isn't a journal"):
            journal.read(STREAM)
        with pytest.raises(Damaged, match="isn't a journal"):
            journal.append(STREAM, 0, said("a"), cmd="c", actor="ana")
    assert path.read_bytes() == content


def test_newer_format_is_refused(path: Path) -> None:
    newer = frame(b'{"format":"sociotui-journal","version":2,"more":[]}') + b"whatever it\nlooks like\n"
    path.write_bytes(newer)
    with open_at(path.parent) as journal:
        with pytest.raises(Newer) as refused:
            journal.append(STREAM, 0, said("a"), cmd="c", actor="ana")
        assert "sociotui-journal 2, and this one knows sociotui-journal 1" in str(refused.value)
        assert "Update sociotui" in str(refused.value)
        assert journal.heads() == {}
        assert journal.notices == [str(refused.value)]
    assert path.read_bytes() == newer


@pytest.mark.parametrize(
    ("document", "what"),
    [
        (b'{"v":1,"cmd":"c","actor":"a","event":{"is":"Sung","at":1}}', "“Sung” (line 5)"),
        (b'{"v":2,"cmd":"c","actor":"a","event":{"is":"Said","at":1}}', "records of version 2 (line 5)"),
        (b'{"v":1,"event":[]}', "something else (line 5)"),
    ],
)
def test_newer_records_are_refused(path: Path, document: bytes, what: str) -> None:
    with path.open("ab") as file:
        file.write(frame(b'{"put":{"_default":{"4":' + document + b"}}}"))
    with open_at(path.parent) as journal:
        for _again in range(2):
            with pytest.raises(Newer, match="Update sociotui") as refused:
                journal.read(STREAM)
            assert what in str(refused.value)


# Disks


def failing(code: int) -> Callable[..., int]:
    """Return what a call into the kernel does that fails."""

    def fail(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    return fail


def test_failed_sync_leaves_a_journal_that_only_reads(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_at(path.parent) as journal:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fdatasync", failing(errno.EIO))
            with pytest.raises(OutcomeUnknown, match=r"nobody can say yet whether this was recorded"):
                journal.append(STREAM, 3, said("d"), cmd="d", actor="ana")
        for cmd in ("d", "e", "c0"):
            with pytest.raises(ReadOnly, match="The disk failed"):
                journal.append(STREAM, 4, said("d"), cmd=cmd, actor="ana")
        assert texts(journal, STREAM)[:3] == ["a", "b", "c"]
    with open_at(path.parent) as journal:  # the same command, sent again, settles it
        assert journal.append(STREAM, 3, said("d"), cmd="d", actor="ana").repeated
        assert texts(journal, STREAM) == ["a", "b", "c", "d"]


def test_new_file_outlasts_a_power_cut(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []

    def noting(sync: Callable[[int], None]) -> Callable[[int], None]:
        def note(fd: int) -> None:
            synced.append(str(Path(f"/proc/self/fd/{fd}").readlink()))
            sync(fd)

        return note

    monkeypatch.setattr(os, "fsync", noting(os.fsync))
    monkeypatch.setattr(os, "fdatasync", noting(os.fdatasync))
    with open_at(home) as journal:
        journal.append("meeting/m", 0, said("a"), cmd="c1", actor="ana")
        new = [str(home.parent), str(home), str(home / "meetings/m.journal"), str(home / "meetings")]
        assert synced == new
        journal.append("meeting/m", 1, said("b"), cmd="c2", actor="ana")
        assert synced == [*new, str(home / "meetings/m.journal")]


def test_folder_that_cannot_be_synced_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir()
    monkeypatch.setattr(os, "fsync", failing(errno.EIO))
    with open_at(home) as journal, pytest.raises(OutcomeUnknown):
        journal.append(STREAM, 0, said("a"), cmd="c1", actor="ana")


def test_repeated_command_is_durable_before_it_is_confirmed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever wrote it may have died between the write and the sync."""
    with open_at(path.parent) as journal, monkeypatch.context() as patch:
        patch.setattr(os, "fdatasync", failing(errno.EIO))
        with pytest.raises(OutcomeUnknown):
            journal.append(STREAM, 0, said("a"), cmd="c0", actor="ana")
    with open_at(path.parent) as journal:
        journal.append(STREAM, 3, said("d"), cmd="d", actor="ana")
        monkeypatch.setattr(os, "fdatasync", failing(errno.EIO))
        # All up to here is known to be safe by now.
        assert journal.append(STREAM, 0, said("a"), cmd="c0", actor="ana").repeated


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_full_disk_is_told(path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    before = path.read_bytes()
    with open_at(path.parent) as journal:
        with monkeypatch.context() as patch:
            patch.setattr(os, "pwrite", failing(code))
            with pytest.raises(Full, match=re.escape(os.strerror(code))):
                journal.append(STREAM, 3, said("d"), cmd="d", actor="ana")
        assert path.read_bytes() == before
        assert journal.append(STREAM, 3, said("d"), cmd="d", actor="ana").head == 4


@pytest.mark.parametrize("new", [True, False])
def test_short_write_is_cut_back(path: Path, monkeypatch: pytest.MonkeyPatch, new: bool) -> None:
    if new:
        path.write_bytes(b"")
    before, pwrite, head = path.read_bytes(), os.pwrite, 0 if new else 3
    with open_at(path.parent) as journal:
        with monkeypatch.context() as patch:
            patch.setattr(os, "pwrite", lambda fd, data, at: pwrite(fd, data[:-1], at))
            with pytest.raises(Full, match="only a part fitted"):
                journal.append(STREAM, head, said("d"), cmd="d", actor="ana")
        assert path.read_bytes() == before
        assert journal.append(STREAM, head, said("d"), cmd="d", actor="ana").head == head + 1
        assert journal.notices == []


def test_short_write_that_cannot_be_cut_back_is_a_torn_tail(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pwrite = os.pwrite
    with open_at(path.parent) as journal:
        journal.append(STREAM, 3, said("d"), cmd="d", actor="ana")
        with monkeypatch.context() as patch:
            patch.setattr(os, "pwrite", lambda fd, data, at: pwrite(fd, data[:20], at))
            patch.setattr(os, "ftruncate", failing(errno.EIO))
            with pytest.raises(Full):
                journal.append(STREAM, 4, said("e"), cmd="e", actor="ana")
        assert texts(journal, STREAM) == ["a", "b", "c", "d"]
        journal.append(STREAM, 4, said("e"), cmd="e", actor="ana")
        assert texts(journal, STREAM) == ["a", "b", "c", "d", "e"]
    assert [len(torn) for torn in torn_files(path).values()] == [20]


@pytest.mark.parametrize("room", [1, 100])
def test_file_that_may_not_grow(home: Path, room: int) -> None:
    with open_at(home) as journal:
        journal.append(STREAM, 0, said("a"), cmd="c1", actor="ana")
        workers.finish(workers.start(workers.append_without_room, home, room))
        assert texts(journal, STREAM) == ["a", "little"]


def test_tail_that_cannot_be_kept_is_not_cut(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = path.read_bytes() + b"torn"
    path.write_bytes(content)
    with open_at(path.parent) as journal:
        monkeypatch.setattr(os, "write", failing(errno.ENOSPC))
        with pytest.raises(Full):
            journal.append(STREAM, 3, said("d"), cmd="d", actor="ana")
    assert path.read_bytes() == content
    assert torn_files(path) == {}


def test_disk_that_cannot_be_read_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "pread", failing(errno.EIO))
    with open_at(path.parent) as journal, pytest.raises(JournalError, match="can't be used"):
        journal.read(STREAM)


def test_line_in_the_making_is_not_called_torn(path: Path) -> None:
    """Another process holds the lock and has written half a line: readers wait for the rest in silence."""
    with open_at(path.parent) as writer, open_at(path.parent) as reader:
        log = writer._stream(STREAM)._storage.log
        with log.lock:
            with path.open("ab") as file:
                file.write(b"0123")
            assert texts(reader, STREAM) == ["a", "b", "c"]
            assert reader.notices == []
        assert texts(reader, STREAM) == ["a", "b", "c"]
        assert len(reader.notices) == 1


def test_journal_is_a_context(home: Path) -> None:
    with TinyJournal(home, event_type=None) as journal:
        assert journal.home == home
    with pytest.raises(JournalError):
        journal.heads()
