"""A Log goes on from the right link, whatever happened before; and lets go of all files."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from sociotui.journal.examine import examine
from sociotui.journal.log import Log
from sociotui.journal.port import Conflict, Damaged, Full, JournalError, OutcomeUnknown
from sociotui.journal.tables import AppendDB
from sociotui.journal.tiny import TinyJournal
from tests.open_files import open_files

from .conftest import STREAM, open_at
from .events import Said, said, texts
from .lines import in_format_1
from .wounds import flipped, mend, offsets

Scene = Callable[[TinyJournal, Path, pytest.MonkeyPatch], None]


def failing(code: int) -> Callable[..., int]:
    """Return what a call into the kernel does that fails."""

    def fail(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    return fail


def no_room(journal: TinyJournal, path: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(os, "pwrite", failing(errno.ENOSPC))
    with pytest.raises(Full):
        journal.append(STREAM, 3, said("no"), cmd="no", actor="ana")


def short_write(journal: TinyJournal, path: Path, patch: pytest.MonkeyPatch) -> None:
    pwrite = os.pwrite
    patch.setattr(os, "pwrite", lambda fd, data, at: pwrite(fd, data[:-1], at))
    with pytest.raises(Full):
        journal.append(STREAM, 3, said("no"), cmd="no", actor="ana")


def short_write_that_stays(journal: TinyJournal, path: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(os, "ftruncate", failing(errno.EIO))
    short_write(journal, path, patch)


def interrupted_write(journal: TinyJournal, path: Path, patch: pytest.MonkeyPatch) -> None:
    """Ctrl+C between the write and the sync."""

    def interrupt(_fd: int) -> None:
        raise KeyboardInterrupt

    patch.setattr(os, "fdatasync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        journal.append(STREAM, 3, said("d"), cmd="d", actor="ana")


def torn_by_another(journal: TinyJournal, path: Path, patch: pytest.MonkeyPatch) -> None:
    with path.open("ab") as file:
        file.write(b"0123abcd ")


def written_by_another(journal: TinyJournal, path: Path, patch: pytest.MonkeyPatch) -> None:
    with open_at(path.parent) as other:
        other.append(STREAM, 3, said("other"), cmd="other", actor="ben")


def sealed_by_another(journal: TinyJournal, path: Path, patch: pytest.MonkeyPatch) -> None:
    with open_at(path.parent) as other:
        other.seal(STREAM, 3, Said(at=1, text="all"), cmd="seal", actor="ben")


def sealed(journal: TinyJournal, path: Path, patch: pytest.MonkeyPatch) -> None:
    journal.seal(STREAM, 3, Said(at=1, text="all"), cmd="seal", actor="ben")


def rewritten_by_another(journal: TinyJournal, path: Path, patch: pytest.MonkeyPatch) -> None:
    with open_at(path.parent) as other:
        other.rewrite(STREAM, lambda record: {**record, "actor": "person-1"})


def rewritten(journal: TinyJournal, path: Path, patch: pytest.MonkeyPatch) -> None:
    journal.rewrite(STREAM, lambda record: {**record, "actor": "person-1"})


def not_rewritten(journal: TinyJournal, path: Path, patch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="only texts"):
        journal.rewrite(STREAM, lambda record: {**record, "v": 7})


def not_sealed(journal: TinyJournal, path: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(os, "replace", failing(errno.EIO))
    with pytest.raises(JournalError):
        journal.seal(STREAM, 3, Said(at=1, text="all"), cmd="seal", actor="ben")


def repaired_by_another(journal: TinyJournal, path: Path, patch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes()
    begin = offsets(data)[3]
    with path.open("r+b") as file:
        file.write(data[: begin + 60] + b"#" * (len(data) - begin - 65) + data[-5:])
    assert mend(path).kept == 2


def upgraded(journal: TinyJournal, path: Path, patch: pytest.MonkeyPatch) -> None:
    journal.close()
    in_format_1(path)
    with open_at(path.parent) as other:
        texts(other, STREAM)
        other.append(STREAM, 3, said("other"), cmd="other", actor="ana")


def refused(journal: TinyJournal, path: Path, patch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Conflict):
        journal.append(STREAM, 1, said("no"), cmd="no", actor="ana")
    with pytest.raises(TypeError):
        journal.append(STREAM, 3, ["no event"], cmd="no", actor="ana")  # type: ignore[list-item]


def unreadable_for_a_moment(journal: TinyJournal, path: Path, patch: pytest.MonkeyPatch) -> None:
    with path.open("r+b") as file:
        whole = path.read_bytes()
        with open_at(path.parent) as other:
            other.append(STREAM, 3, said("other"), cmd="other", actor="ben")
        longer = path.read_bytes()
        file.write(longer[: len(whole)] + flipped(longer[len(whole) :], 300))
        file.flush()
        with pytest.raises(Damaged):
            journal.append(STREAM, 4, said("no"), cmd="no", actor="ana")
        file.seek(0)
        file.write(longer)


SCENES: list[Scene] = [
    *(no_room, short_write, short_write_that_stays, interrupted_write, torn_by_another, written_by_another),
    *(sealed_by_another, sealed, rewritten_by_another, rewritten, not_rewritten, not_sealed),
    *(repaired_by_another, refused, unreadable_for_a_moment),
]


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_next_line_is_chained_to_the_last(
    path: Path, monkeypatch: pytest.MonkeyPatch, scene: Scene, known: bool
) -> None:
    with open_at(path.parent) as journal:
        if known:
            assert texts(journal, STREAM) == ["a", "b", "c"]
        with monkeypatch.context() as patch:
            scene(journal, path, patch)
        link = "" if (findings := examine(path)).torn else findings.link
        for cmd in ("e", "f"):
            if link:
                assert journal.link(STREAM) == link
            head = dict(journal.heads())[STREAM]
            assert journal.append(STREAM, head, said(cmd), cmd=cmd, actor="ana").head == head + 1
            link = journal.link(STREAM)
            findings = examine(path)
            assert findings.well
            assert findings.link == link


def test_link_is_right_after_a_disk_that_failed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_at(path.parent) as journal:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fdatasync", failing(errno.EIO))
            with pytest.raises(OutcomeUnknown):
                journal.append(STREAM, 3, said("d"), cmd="d", actor="ana")
        assert journal.link(STREAM) == examine(path).link
        with open_at(path.parent) as other:
            other.append(STREAM, 4, said("e"), cmd="e", actor="ana")
        assert texts(journal, STREAM) == ["a", "b", "c", "d", "e"]
        assert journal.link(STREAM) == examine(path).link
    assert examine(path).well


def test_link_stays_where_lines_are_read_again_in_vain(path: Path) -> None:
    """What lies before may have gone bad since it was read: that must not lead to a wrong link behind it."""
    data = path.read_bytes()
    log = Log(path, lock_wait=1, notices=[])
    _bodies, end = log.lines(0)
    link = log.link
    with path.open("r+b") as file:
        file.write(flipped(data, (offsets(data)[2] + 60) * 8))
    with pytest.raises(Damaged) as refused:
        log.again(end)
    assert refused.value.line == 3
    assert (log.link, log.lines(end)) == (link, ([], end))
    log.close()


def test_torn_tail_that_is_just_replaced_is_not_called_damaged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader without the lock gets the beginning of a torn tail, and the end of the line that took its place."""
    whole = path.read_bytes()
    with open_at(path.parent) as writer:
        writer.append(STREAM, 3, said("d" * 50), cmd="d", actor="ana")
        writer.append(STREAM, 4, said("e"), cmd="e", actor="ana")
    grown = path.read_bytes()
    pread, lock = os.pread, Log(path, lock_wait=1, notices=[]).lock
    with open_at(path.parent) as reader, lock:
        path.write_bytes(whole)
        assert texts(reader, STREAM) == ["a", "b", "c"]
        path.write_bytes(grown)
        half = [b"0123abcd torn" + grown[len(whole) + 13 :]]
        monkeypatch.setattr(os, "pread", lambda fd, size, at: half.pop() if half else pread(fd, size, at))
        assert texts(reader, STREAM) == ["a", "b", "c"]
        assert texts(reader, STREAM) == ["a", "b", "c", "d" * 50, "e"]
        assert reader.notices == []
    lock.close()


@pytest.mark.parametrize("scene", [*SCENES, upgraded], ids=lambda scene: scene.__name__)
def test_no_file_is_left_open(path: Path, monkeypatch: pytest.MonkeyPatch, scene: Scene) -> None:
    before = open_files()
    with open_at(path.parent) as journal, open_at(path.parent) as other:
        texts(other, STREAM)
        with monkeypatch.context() as patch:
            scene(journal, path, patch)
        texts(other, STREAM)
        head = dict(other.heads())[STREAM]
        other.append(STREAM, head, said("more"), cmd="more", actor="ana")
    with AppendDB(path) as db:
        db.insert({})
    path.unlink()
    with suppress(JournalError), open_at(path.parent) as journal:
        texts(journal, STREAM)
    assert not open_files() - before
