"""Heads are true, and cost a look at the file's end."""

import os
from pathlib import Path

import pytest

from sociotui.journal import heads as heads_module
from sociotui.journal.ends import head_of
from sociotui.journal.heads import Heads
from sociotui.journal.lines import plain
from sociotui.journal.port import Damaged, Newer

from .conftest import open_at
from .events import said
from .lines import add_line


@pytest.fixture
def path(home: Path) -> Path:
    with open_at(home) as journal:
        journal.append("meeting/m", 0, said("a", "b"), cmd="c1", actor="ana")
        journal.append("meeting/m", 2, said("c"), cmd="c2", actor="ana")
    return home / "meetings/m.journal"


def test_head_is_read_from_the_end(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_at(home) as journal:
        for number in range(200):
            journal.append("meeting/m", number, said("x" * 100), cmd=f"c{number}", actor="ana")
    read = 0
    pread = os.pread

    def counting(fd: int, size: int, at: int) -> bytes:
        nonlocal read
        data = pread(fd, size, at)
        read += len(data)
        return data

    monkeypatch.setattr(os, "pread", counting)
    path = home / "meetings/m.journal"
    assert head_of(path) == 200
    assert read < 5000 < path.stat().st_size


def test_head_of_a_line_longer_than_any_look(path: Path, home: Path) -> None:
    with open_at(home) as journal:
        journal.append("meeting/m", 3, said(*["x" * 1000] * 100), cmd="c3", actor="ana")
    assert head_of(path) == 103


@pytest.mark.parametrize("tail", [b"0123", b"\0" * 9000, b"x\0\0\n", b"x" * 9000])
def test_torn_tail_does_not_count(path: Path, tail: bytes) -> None:
    path.write_bytes(path.read_bytes() + tail)
    assert head_of(path) == 3


@pytest.mark.parametrize("before", [b"", b"torn" * 99], ids=["first", "torn"])
def test_line_that_is_written_this_moment_is_no_damage(
    path: Path, monkeypatch: pytest.MonkeyPatch, before: bytes
) -> None:
    """The first of a file, or one in the place of a torn tail: it comes between two looks of a reader."""
    whole = path.read_bytes() if before else b""
    path.write_bytes(whole + before)
    with open_at(path.parent.parent) as journal:
        pread, looks = os.pread, []

        def writing(fd: int, size: int, at: int) -> bytes:
            looks.append(at)
            data = pread(fd, size, at)
            if len(looks) == (1 if not before else 2):
                with monkeypatch.context() as patch:
                    patch.setattr(os, "pread", pread)
                    journal.append("meeting/m", 3 if before else 0, said("d"), cmd="d", actor="ana")
            return data

        monkeypatch.setattr(os, "pread", writing)
        assert head_of(path) in ((3, 4) if before else (0, 1))
        assert head_of(path) == (4 if before else 1)


def test_last_line_that_is_damaged_is_refused(path: Path) -> None:
    """It may have been confirmed, so that nobody is to go on from the one before it."""
    path.write_bytes(path.read_bytes() + b"x\n")
    with pytest.raises(Damaged) as refused:
        head_of(path)
    assert refused.value.line == 4


def test_strange_files_are_refused(path: Path) -> None:
    path.write_bytes(plain(b'{"format":"sociotui-journal","version":9}') + b"?\n")
    with pytest.raises(Newer):
        head_of(path)
    path.write_bytes(b"?\n?\n")
    with pytest.raises(Damaged):
        head_of(path)


def test_unknown_last_line_is_refused(path: Path) -> None:
    add_line(path, b'{"poked":1}')
    with pytest.raises(Newer, match="an unknown record at its end"):
        head_of(path)


def test_unchanged_files_are_not_opened_again(path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heads = Heads(home, [])
    assert heads.all() == {"meeting/m": 3}
    looked: list[Path] = []

    def look(path: Path) -> int:
        looked.append(path)
        return 7

    monkeypatch.setattr(heads_module, "head_of", look)
    assert heads.all() == {"meeting/m": 3}
    assert looked == []
    os.utime(path, ns=(0, 0))
    assert heads.all() == {"meeting/m": 7}
    assert looked == [path]


def test_folder_is_read_again_only_when_it_changed(path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def age() -> None:
        os.utime(path.parent, ns=(10**18, 10**18))  # long settled

    age()
    heads = Heads(home, [])
    listed: list[Path] = []
    listdir = os.listdir

    def listing(folder: Path) -> list[str]:
        listed.append(folder)
        return listdir(folder)

    monkeypatch.setattr(os, "listdir", listing)
    for _again in range(3):
        assert heads.all() == {"meeting/m": 3}
    assert len(listed) == 1
    (path.parent / "n.journal").write_bytes(path.read_bytes())
    assert heads.all() == {"meeting/m": 3, "meeting/n": 3}
    # Just changed: another file may come within the same tick of the clock, so it is read each time.
    assert heads.all() == {"meeting/m": 3, "meeting/n": 3}
    assert len(listed) == 3


def test_files_that_go_are_forgotten(path: Path, home: Path) -> None:
    heads = Heads(home, [])
    assert heads.all() == {"meeting/m": 3}
    for each in path.parent.iterdir():
        each.unlink()
    assert heads.all() == {}
    path.parent.rmdir()
    assert heads.all() == {}


def test_streams_of_which_there_is_one_are_listed_once_they_are_there_and_wake_only_who_asks(home: Path) -> None:
    with open_at(home) as journal:
        journal.append("meeting/m", 0, said("a"), cmd="c1", actor="ana")
        before, seen = journal.streams(), dict(journal.heads())
        assert before == {"meeting/m"}
        assert journal.streams() is before
        with open_at(home) as other:
            other.append("access", 0, said("a", "b"), cmd="c1", actor="ana")
        after = journal.streams()
        assert after == {"meeting/m", "access"}
        assert journal.streams() is after
        assert journal.heads() == {"meeting/m": 1, "access": 2}
        assert journal.wait(seen, 0) == {}
        assert journal.wait({**seen, "access": 1}, 0) == {"access": 2}


# --- names that are kept for who comes next ----------------------------------------------------------


@pytest.fixture
def kept(path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which the names of few meetings are kept already."""
    monkeypatch.setattr(heads_module, "MANY", 1)
    with open_at(home) as journal:
        journal.append("private/p-private", 0, said("a"), cmd="c1", actor="ana")
    for folder in ("meetings", "private"):
        os.utime(home / folder, ns=(10**18, 10**18))  # long settled
    Heads(home, []).streams()
    return home / "snapshots/meetings.snapshot"


ALL = {"organisation", "meeting/m", "private/p-private"}


def names(home: Path) -> set[str]:
    """Return the streams that are there, as who comes next is told."""
    (home / "organisation.journal").touch()
    return set(Heads(home, []).streams())


def listings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that will have the names of the folders that are listed."""
    listed: list[str] = []
    listdir = os.listdir

    def listing(folder: Path) -> list[str]:
        listed.append(folder.name)
        return listdir(folder)

    monkeypatch.setattr(os, "listdir", listing)
    return listed


def test_names_are_kept_but_for_private_meetings(kept: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert b"meeting/m" in kept.read_bytes()
    assert b"private" not in kept.read_bytes()
    listed = listings(monkeypatch)
    assert names(home) == ALL
    assert listed == ["private"]


@pytest.mark.parametrize("back", [True, False], ids=["time stamp set back", "just now"])
def test_names_that_were_kept_count_as_long_as_the_folder_is_the_same(kept: Path, home: Path, *, back: bool) -> None:
    (home / "meetings/n.journal").write_bytes((home / "meetings/m.journal").read_bytes())
    if back:
        os.utime(home / "meetings", ns=(10**18, 10**18))
    assert names(home) == ALL | {"meeting/n"}
    (home / "meetings/m.journal").unlink()
    if back:
        os.utime(home / "meetings", ns=(10**18, 10**18))
    assert names(home) == ALL - {"meeting/m"} | {"meeting/n"}


def test_names_of_a_folder_in_the_place_of_another_are_its_own(kept: Path, home: Path) -> None:
    (home / "meetings").rename(home / "former")
    (home / "meetings").mkdir()
    os.utime(home / "meetings", ns=(10**18, 10**18))
    assert names(home) == {"organisation", "private/p-private"}


@pytest.mark.parametrize("change", ["flip", "cut", "empty", "folder"])
def test_without_what_was_kept_the_folder_is_listed(kept: Path, home: Path, change: str) -> None:
    data = kept.read_bytes()
    kept.unlink()
    if change == "folder":
        kept.mkdir()
    else:
        kept.write_bytes({"flip": data[:-1] + b"x", "cut": data[:-1], "empty": b""}[change])
    assert names(home) == ALL


def test_names_are_not_kept_where_more_may_come_in_the_same_tick(kept: Path, home: Path) -> None:
    before = kept.read_bytes()
    (home / "meetings/n.journal").write_bytes((home / "meetings/m.journal").read_bytes())
    assert names(home) == ALL | {"meeting/n"}
    assert kept.read_bytes() == before


def test_names_of_few_meetings_are_not_kept(path: Path, home: Path) -> None:
    os.utime(path.parent, ns=(10**18, 10**18))
    assert names(home) == {"organisation", "meeting/m"}
    assert not (home / "snapshots").exists()
