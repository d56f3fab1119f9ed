"""Repair beside everything else: done again, with readers about, killed in the midst, and where it can't be done."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sociotui.journal.chain import forge
from sociotui.journal.change import Lost
from sociotui.journal.examine import examine
from sociotui.journal.lines import frame
from sociotui.journal.lock import FileLock
from sociotui.journal.port import Busy, Damaged, Full, JournalError, Newer, OutcomeUnknown, ReadOnly
from sociotui.journal.repair import Repaired, repair
from tests.open_files import open_files

from .conftest import STREAM, open_at, unprivileged
from .events import Said, said, texts
from .kills import MOMENTS, Moment, kills
from .lines import bodies_of
from .wounds import (
    blotted,
    copies,
    flipped,
    forget_ben,
    links_of,
    mend,
    offsets,
    parts_of,
    plain_one,
)


@pytest.fixture
def path(home: Path) -> Path:
    """The file of a journal with five commits and six events: 1, 2 and 3, 4, 5, 6."""
    path = home / f"{STREAM}.journal"
    plain_one(path)
    return path


# Again


@pytest.mark.parametrize("stands", [True, False])
def test_second_repair_does_nothing(path: Path, stands: bool) -> None:
    data = path.read_bytes()
    ends = offsets(data)
    path.write_bytes(flipped(blotted(data, ends[2] + 60, ends[3] - 5), 250) + b"torn")
    mend(path, stands=lambda _bodies: stands)
    after, beside, node = path.read_bytes(), copies(path), path.stat().st_ino
    assert len(beside) == 2
    assert mend(path, stands=lambda _bodies: stands) == Repaired(kept=6 if stands else 1)
    assert (path.read_bytes(), copies(path), path.stat().st_ino) == (after, beside, node)
    assert [lost for _line, lost in examine(path).lost] == ([Lost(2, 3)] if stands else [])
    assert examine(path).well


def test_repaired_file_is_sealed_and_forgotten_in(path: Path) -> None:
    data = path.read_bytes()
    begin, end = offsets(data)[2:4]
    path.write_bytes(blotted(data, begin + 60, end - 5))
    mend(path)
    with open_at(path.parent) as journal:
        link = journal.link(STREAM)
        assert journal.rewrite(STREAM, forget_ben) == 2
        assert copies(path) == {}  # that Ben may be in
        assert journal.link(STREAM) == link
        assert [each.actor for each in journal.read(STREAM)] == ["ana", "person-1", "person-1", "ana"]
        assert examine(path).well
        assert examine(path).lost == ((3, Lost(2, 3)),)
        journal.seal(STREAM, 6, Said(at=1, text="all"), cmd="seal", actor="ana")
        assert examine(path).after == link
    assert examine(path).well


def test_tampering_is_not_repaired(path: Path) -> None:
    lines, links = parts_of(path), links_of(path)
    forged = frame(forge(links[1], bodies_of(path)[1].replace(b'"B"', b'"X"')))
    data = b"".join([*lines[:2], forged, *lines[3:]])
    path.write_bytes(data)
    assert mend(path) == Repaired(kept=6)
    assert path.read_bytes() == data


# Others


@pytest.mark.parametrize("stands", [True, False])
@pytest.mark.parametrize("known", [0, 1, 3, 6])
def test_readers_follow_a_repaired_file(path: Path, known: int, stands: bool) -> None:
    """They read it, or its beginning, before it was damaged beneath them."""
    data = path.read_bytes()
    ends = offsets(data)
    with open_at(path.parent) as reader, open_at(path.parent) as writer:
        lines = {0: 1, 1: 2, 3: 3, 6: 6}[known]
        os.truncate(path, ends[lines] if known else 0)
        assert [each.seq for each in reader.read(STREAM)] == list(range(1, known + 1))
        with path.open("r+b") as file:
            file.write(blotted(data, ends[4] + 60, ends[5] - 5))
        mend(path, stands=lambda _bodies: stands)
        kept = [1, 2, 3, 4, 6] if stands else [1, 2, 3, 4]
        assert [each.seq for each in reader.read(STREAM)] == kept
        writer.append(STREAM, kept[-1], said("next"), cmd="next", actor="ana")
        assert [each.seq for each in reader.read(STREAM)] == [*kept, kept[-1] + 1]
        assert reader.append(STREAM, kept[-1] + 1, said("more"), cmd="more", actor="ben").head == kept[-1] + 2
        assert reader.notices == writer.notices == []
    assert examine(path).well


@pytest.mark.parametrize("line", [2, 6])
def test_readers_follow_a_file_that_was_repaired_and_sealed(path: Path, line: int) -> None:
    data = path.read_bytes()
    begin, end = offsets(data)[line - 1 : line + 1]
    with open_at(path.parent) as reader:
        assert len(reader.read(STREAM)) == 6
        with path.open("r+b") as file:
            file.write(blotted(data, begin + 60, end - 5))
        head = mend(path).kept
        with open_at(path.parent) as other:
            other.seal(STREAM, head, Said(at=1, text="all"), cmd="seal", actor="ana")
        assert texts(reader, STREAM) == ["all"]
        assert reader.append(STREAM, head + 1, said("more"), cmd="more", actor="ana").head == head + 2
    assert examine(path).well


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("stands", [True, False])
def test_killed_in_the_midst_no_byte_is_lost(path: Path, moment: Moment, stands: bool) -> None:
    data = path.read_bytes()
    ends = offsets(data)
    torn = b"01234567 torn"
    spoilt = flipped(blotted(data, ends[2] + 60, ends[3] - 5), 250) + torn
    path.write_bytes(spoilt)
    mend(path, stands=lambda _bodies: stands)
    repaired, beside = path.read_bytes(), copies(path)
    assert len(beside) == 2
    for each in beside:
        path.with_name(path.name + each).unlink()
    path.write_bytes(spoilt)
    for _number in kills(lambda: mend(path, stands=lambda _bodies: stands), moment):
        left = path.read_bytes()
        assert left in (spoilt, repaired)
        if left == repaired:
            assert {name: copies(path)[name] for name in beside} == beside
        mend(path, stands=lambda _bodies: stands)
        assert path.read_bytes() == repaired
        assert copies(path) == beside
        for each in beside:
            path.with_name(path.name + each).unlink()
        path.write_bytes(spoilt)


def test_each_step_has_reached_the_disk_before_the_next(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes()
    ends = offsets(data)
    path.write_bytes(blotted(data, ends[2] + 60, ends[3] - 5))
    steps: list[str] = []

    def noting(name: str, call: Callable[..., None]) -> Callable[..., None]:
        def note(what: int | Path, *more: Path) -> None:
            place = Path(f"/proc/self/fd/{what}").readlink() if isinstance(what, int) else what
            steps.append(f"{name} {place.name}")
            call(what, *more)

        return note

    for name in ("fsync", "fdatasync", "replace"):
        monkeypatch.setattr(os, name, noting(name, getattr(os, name)))
    mend(path)
    new, copy, folder = f"{path.name}.sealing", f"{path.name}.damaged-{ends[2]}", path.parent.name
    assert steps == [f"fsync {copy}", f"fsync {folder}", f"fsync {new}", f"replace {new}", f"fsync {folder}"]


# What can't be done


def failing(code: int) -> Callable[..., int]:
    """Return what a call into the kernel does that fails."""

    def fail(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize(
    ("call", "code", "kind"),
    [
        ("write", errno.ENOSPC, Full),
        ("fsync", errno.EIO, JournalError),
        ("replace", errno.EACCES, ReadOnly),
        ("open", errno.EROFS, ReadOnly),
    ],
)
def test_what_fails_leaves_all_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, kind: type[JournalError]
) -> None:
    data = path.read_bytes()
    ends = offsets(data)
    spoilt = blotted(data, ends[2] + 60, ends[3] - 5)
    path.write_bytes(spoilt)
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing(code))
        with pytest.raises(JournalError) as refused:
            mend(path)
    assert type(refused.value) is kind
    assert path.read_bytes() == spoilt
    assert not path.with_name(f"{path.name}.sealing").exists()
    mend(path)
    assert copies(path) == {f".damaged-{ends[2]}": spoilt[ends[2] : ends[3]]}


def test_name_that_the_disk_does_not_confirm(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes()
    path.write_bytes(flipped(data, 250))
    monkeypatch.setattr("sociotui.journal.repair.sync_folder", failing(errno.EIO))
    with pytest.raises(OutcomeUnknown):
        mend(path)
    assert path.read_bytes() == data


def test_nothing_is_repaired_while_another_writes(path: Path) -> None:
    spoilt = flipped(path.read_bytes(), 250)
    path.write_bytes(spoilt)
    with FileLock(path.with_name(f"{path.name}.lock"), 1), pytest.raises(Busy):
        repair(path, lock_wait=0.01, stands=lambda _bodies: True)
    assert path.read_bytes() == spoilt


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"Dear diary\n", Damaged), (b'8cf9d8d8 {"format":"sociotui-journal","version":99}\nx', Newer)],
)
def test_other_files_are_refused(path: Path, data: bytes, kind: type[JournalError]) -> None:
    path.write_bytes(data)
    with pytest.raises(kind):
        mend(path)
    assert path.read_bytes() == data
    assert copies(path) == {}


def test_home_that_can_not_be_written_is_told(foreign_home: Path) -> None:
    path = foreign_home / "organisation.journal"
    spoilt = flipped(path.read_bytes(), 250)
    path.write_bytes(spoilt)
    foreign_home.chmod(0o500)

    def work() -> list[str]:
        try:
            mend(path)
        except ReadOnly as error:
            return [type(error).__name__]
        return []

    assert unprivileged(work) == ["ReadOnly"]
    assert path.read_bytes() == spoilt


def test_no_file_is_left_open(path: Path) -> None:
    data = path.read_bytes()

    before = open_files()
    for bit in (250, 999, 1500):
        path.write_bytes(flipped(data, bit))
        mend(path)
        examine(path)
        path.write_bytes(b"x")
        with pytest.raises(Damaged):
            mend(path)
    assert not open_files() - before
