"""Sealing in TinyJournal: one file takes another's place, whatever fails, and nothing of the former is left."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from sociotui.journal.lines import plain
from sociotui.journal.log import Log
from sociotui.journal.port import Damaged, Full, JournalError, OutcomeUnknown, ReadOnly
from sociotui.journal.seal import put_in_place
from sociotui.journal.tiny import TinyJournal

from . import workers
from .conftest import NOBODY, STREAM, open_at
from .events import said, texts
from .lines import add_line, bodies_of, line_of
from .sealing import ALL, SEALED, seal


def new_file(path: Path) -> Path:
    """Return where the file is written that is to take the place of the one at `path`."""
    return path.with_name(f"{path.name}.sealing")


def names(path: Path) -> set[str]:
    """Return what lies beside the file at `path`, locks left out."""
    return {each.name for each in path.parent.iterdir() if each.suffix != ".lock"}


def failing(code: int) -> Callable[..., int]:
    """Return what a call into the kernel does that fails."""

    def fail(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    return fail


# What is left


def test_sealed_file_holds_one_record(path: Path, journal: TinyJournal) -> None:
    assert seal(journal) == 4
    assert bodies_of(path) == [SEALED]
    assert names(path) == {path.name}
    assert path.stat().st_mode & 0o777 == 0o600


def test_former_text_is_nowhere(home: Path, journal: TinyJournal) -> None:
    """Not in the file, nor in copies that were set aside or that people made to repair it."""
    secret = b"what nobody should read later"
    journal.append("meeting/m", 0, said(secret.decode()), cmd="c1", actor="ana")
    journal.append("meeting/m-2", 0, said("another meeting"), cmd="c1", actor="ana")
    path = home / "meetings" / "m.journal"
    other = path.with_name("m-2.journal.torn-7")
    other.write_bytes(b"another's")
    path.with_name("m.journal.damaged-9").write_bytes(path.read_bytes())
    with path.open("ab") as file:
        file.write(plain(secret)[:-1])
    journal.append("meeting/m", 1, said("b"), cmd="c2", actor="ana")
    torn = list(path.parent.glob("m.journal.torn-*"))
    assert len(torn) == 1
    for each in (path, *torn, path.with_name("m.journal.damaged-9")):
        assert secret in each.read_bytes()
    journal.seal("meeting/m", 2, ALL, cmd="seal", actor="ana")
    files = [each for each in home.rglob("*") if each.is_file()]
    assert path in files
    assert [each for each in files if secret in each.read_bytes()] == []
    assert other.read_bytes() == b"another's"
    assert texts(journal, "meeting/m-2") == ["another meeting"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_file_stays_with_its_owner(path: Path, journal: TinyJournal) -> None:
    os.chown(path, NOBODY, NOBODY)
    path.chmod(0o640)
    seal(journal)
    after = path.stat()
    assert (after.st_uid, after.st_gid, after.st_mode & 0o777) == (NOBODY, NOBODY, 0o640)


def test_rights_of_a_group_stay_with_the_group(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.chmod(0o664)
    former = list(path.stat())
    former[stat.ST_GID] += 1
    monkeypatch.setattr(os, "fchown", failing(errno.EPERM))
    os.close(put_in_place(path, b"new", os.stat_result(former)))
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o604


# Crashes and failures


@pytest.mark.parametrize("after", [False, True])
def test_killed_in_the_midst_it_is_the_one_or_the_other(path: Path, after: bool) -> None:
    before = path.read_bytes()
    with open_at(path.parent) as reader:
        assert texts(reader, STREAM, 1) == ["b", "c"]
        process = workers.start(workers.die_while_sealing, path.parent, after)
        process.join()
        assert (bodies_of(path) == [SEALED]) if after else (path.read_bytes() == before)
        assert new_file(path).exists() is not after
        assert texts(reader, STREAM, 2) == (["all of it"] if after else ["c"])
        assert dict(reader.heads()) == {STREAM: 4 if after else 3}
        done = reader.seal(STREAM, 3, ALL, cmd="seal", actor="ana")
        assert (done.head, done.repeated) == (4, after)
        assert reader.notices == []
    assert bodies_of(path) == [SEALED]
    assert names(path) == {path.name}


@pytest.mark.parametrize(
    "content",
    [b"", b"rubbish", line_of(SEALED)[:-5], line_of(SEALED)],
    ids=["empty", "rubbish", "cut short", "whole"],
)
def test_left_over_file_is_harmless(path: Path, content: bytes) -> None:
    new_file(path).write_bytes(content)
    with open_at(path.parent) as journal:
        assert texts(journal, STREAM) == ["a", "b", "c"]
        assert dict(journal.heads()) == {STREAM: 3}
        assert new_file(path).exists()  # who only reads leaves it alone
        journal.append(STREAM, 3, said("d"), cmd="d", actor="ana")
        assert names(path) == {path.name}
        new_file(path).write_bytes(content)
        seal(journal, 4)
        assert names(path) == {path.name}
        assert texts(journal, STREAM) == ["all of it"]
        assert journal.notices == []


@pytest.mark.parametrize(
    ("call", "code", "kind"),
    [
        ("replace", errno.EIO, JournalError),
        ("replace", errno.ENOSPC, Full),
        ("replace", errno.EACCES, ReadOnly),
        ("fsync", errno.EIO, JournalError),
        ("write", errno.ENOSPC, Full),
        ("fchmod", errno.EPERM, ReadOnly),
    ],
)
def test_what_fails_before_the_step_leaves_all_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, kind: type[JournalError]
) -> None:
    before = path.read_bytes()
    with open_at(path.parent) as journal:
        with monkeypatch.context() as patch:
            patch.setattr(os, call, failing(code))
            with pytest.raises(JournalError) as refused:
                seal(journal)
        assert type(refused.value) is kind
        assert path.read_bytes() == before
        assert names(path) == {path.name}
        assert texts(journal, STREAM) == ["a", "b", "c"]
        assert not journal.seal(STREAM, 3, ALL, cmd="seal", actor="ana").repeated


def test_new_name_that_the_disk_does_not_confirm(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_at(path.parent) as journal:
        with monkeypatch.context() as patch:
            patch.setattr("sociotui.journal.handle.sync_folder", failing(errno.EIO))
            with pytest.raises(OutcomeUnknown):
                seal(journal)
        with pytest.raises(ReadOnly, match="The disk failed"):
            seal(journal)
        assert texts(journal, STREAM) == ["all of it"]
    with open_at(path.parent) as journal:  # the same command, sent again, settles it
        assert journal.seal(STREAM, 3, ALL, cmd="seal", actor="ana").repeated


def test_each_step_has_reached_the_disk_before_the_next(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []

    def noting(name: str, call: Callable[..., None]) -> Callable[..., None]:
        def note(what: int | Path, *more: Path) -> None:
            place = Path(f"/proc/self/fd/{what}").readlink() if isinstance(what, int) else what
            steps.append(f"{name} {place.name}")
            call(what, *more)

        return note

    with open_at(path.parent) as journal:
        texts(journal, STREAM)
        for name in ("fsync", "fdatasync", "replace"):
            monkeypatch.setattr(os, name, noting(name, getattr(os, name)))
        seal(journal)
    new = new_file(path).name
    assert steps == [f"fsync {new}", f"replace {new}", f"fdatasync {path.name}", f"fsync {path.parent.name}"]


def test_seal_that_others_made_is_durable_before_it_is_confirmed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever made it may have died before the disk knew the new name."""
    with open_at(path.parent) as one, open_at(path.parent) as other:
        other.append(STREAM, 3, said("d"), cmd="d", actor="ana")
        seal(one, 4)
        monkeypatch.setattr("sociotui.journal.handle.sync_folder", failing(errno.EIO))
        with pytest.raises(OutcomeUnknown):
            seal(other, 4)


def test_interrupted_seal_is_seen_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C right behind the one step."""
    replace = os.replace

    def interrupted(*places: Path) -> None:
        replace(*places)
        raise KeyboardInterrupt

    with open_at(path.parent) as journal:
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", interrupted)
            with pytest.raises(KeyboardInterrupt):
                seal(journal)
        assert texts(journal, STREAM) == ["all of it"]
        assert journal.seal(STREAM, 3, ALL, cmd="seal", actor="ana").repeated
        assert journal.append(STREAM, 4, said("d"), cmd="d", actor="ana").head == 5


# Files that are not what they should be


def test_lost_beginning_is_told_from_a_sealed_one(path: Path) -> None:
    with open_at(path.parent) as journal:
        seal(journal)
        for number, text in enumerate("de", 4):
            journal.append(STREAM, number, said(text), cmd=text, actor="ana")
    header, _sealed, *more = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([header, *more]))
    with open_at(path.parent) as journal, pytest.raises(Damaged, match="event 5 stands where event 1 should"):
        journal.read(STREAM)


def test_seal_within_a_file_hides_no_gap(path: Path) -> None:
    add_line(path, SEALED.replace(b'"4":', b'"6":'))
    with open_at(path.parent) as journal, pytest.raises(Damaged, match="event 6 stands where event 4 should"):
        journal.read(STREAM)


def test_damaged_stream_is_not_sealed(path: Path) -> None:
    damaged = path.read_bytes().replace(b'"a"', b'"x"')
    path.write_bytes(damaged)
    with open_at(path.parent) as journal, pytest.raises(Damaged):
        seal(journal)
    assert path.read_bytes() == damaged


def test_torn_tail_goes_with_the_seal(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b'0123abcd {"put":"what nobody')
    with open_at(path.parent) as journal:
        assert seal(journal) == 4
    assert bodies_of(path) == [SEALED]
    assert names(path) == {path.name}


def test_log_opened_for_reading_is_not_sealed(path: Path) -> None:
    before = path.read_bytes()
    log = Log(path, lock_wait=1, notices=[], writable=False)
    with log.lock, pytest.raises(ReadOnly, match="opened for reading only"):
        log.replace(b"{}")
    log.close()
    assert path.read_bytes() == before
