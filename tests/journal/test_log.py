"""A Log survives torn tails, full disks, and disks that fail."""

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sociotui.journal.lines import HEADER
from sociotui.journal.lock import FileLock
from sociotui.journal.port import Batch, Damaged, Full, JournalError, OutcomeUnknown, ReadOnly
from sociotui.journal.tiny import TinyJournal

from . import workers
from .conftest import STREAM, open_at
from .events import said, texts


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


def test_line_of_several_commands_torn_at_every_byte_has_none_of_them(path: Path) -> None:
    batches = [Batch(cmd, actor, said(*words)) for cmd, actor, words in (("d", "ana", "xy"), ("e", "ben", "z"))]
    whole = path.read_bytes()
    with open_at(path.parent) as journal:
        journal.append_all(STREAM, 3, batches)
    (last,) = path.read_bytes().removeprefix(whole).splitlines(keepends=True)
    for length in range(1, len(last)):
        path.write_bytes(whole + last[:length])
        with open_at(path.parent) as journal:
            assert texts(journal, STREAM) == ["a", "b", "c"]
            assert journal.recorded(STREAM, "d") == journal.recorded(STREAM, "e") == ()
            assert [done.repeated for done in journal.append_all(STREAM, 3, batches)] == [False, False]
            assert texts(journal, STREAM) == ["a", "b", "c", "x", "y", "z"]
        for each in path.parent.glob("*.torn-*"):
            each.unlink()


def test_header_torn_at_every_byte(path: Path) -> None:
    for length in range(1, len(HEADER)):
        check_tail_is_cut(path, b"", HEADER[:length], [])


@pytest.mark.parametrize(
    "torn", [b"\0", b"\0" * 4096, b"0123" + b"\0" * 100, b"12345678 {}", b"x\0\0\0y\n", b"x\0\0\0y\n\0", b"\xff"]
)
def test_tail_of_zeros_or_rubbish(path: Path, torn: bytes) -> None:
    check_tail_is_cut(path, path.read_bytes(), torn, ["a", "b", "c"])


@pytest.mark.parametrize("bad", [b"x\n", b"12345678 {}\n", b"x\n\0\0\0", b"\n", b"\xff\0\n"])
def test_last_line_that_came_to_its_end_is_damaged_not_torn(path: Path, bad: bytes) -> None:
    """It may have been confirmed, so it is not just left out."""
    path.write_bytes(path.read_bytes() + bad)
    with open_at(path.parent) as journal, pytest.raises(Damaged) as refused:
        journal.read(STREAM)
    assert refused.value.line == 5


def test_header_torn_before_zeros(path: Path) -> None:
    check_tail_is_cut(path, b"", HEADER[:10] + b"\0" * 50, [])


def test_header_whose_writer_takes_it_back(path: Path) -> None:
    """A reader comes between a short first write and its being cut back."""
    path.write_bytes(HEADER)
    with open_at(path.parent) as reader:
        assert texts(reader, STREAM) == []
        os.truncate(path, 0)
        assert texts(reader, STREAM) == []
        with open_at(path.parent) as writer:
            writer.append(STREAM, 0, said("a"), cmd="c", actor="ana")
        assert texts(reader, STREAM) == ["a"]


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


def test_what_a_command_has_recorded_is_durable_before_it_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_at(path.parent) as journal, monkeypatch.context() as patch:
        patch.setattr(os, "fdatasync", failing(errno.EIO))
        with pytest.raises(OutcomeUnknown):
            journal.recorded(STREAM, "c0")
        assert journal.recorded(STREAM, "c9") == ()  # there is nothing to be sure of
    with open_at(path.parent) as journal:
        assert [r.cmd for r in journal.recorded(STREAM, "c0")] == ["c0"]
        monkeypatch.setattr(os, "fdatasync", failing(errno.EIO))
        assert [r.cmd for r in journal.recorded(STREAM, "c1")] == ["c1"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
@pytest.mark.parametrize("part", [0, 5])
def test_full_disk_is_told(path: Path, monkeypatch: pytest.MonkeyPatch, code: int, part: int) -> None:
    before, pwrite = path.read_bytes(), os.pwrite

    def fail(fd: int, data: bytes, at: int) -> int:
        pwrite(fd, data[:part], at)
        raise OSError(code, os.strerror(code))

    with open_at(path.parent) as journal:
        with monkeypatch.context() as patch:
            patch.setattr(os, "pwrite", fail)
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
    with open_at(path.parent) as reader:
        with FileLock(path.with_name(f"{path.name}.lock"), 1):
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
