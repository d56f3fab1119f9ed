"""Heads are true, and cost a look at the file's end."""

import os
from collections.abc import Iterator
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


@pytest.mark.parametrize("tail", [b"0123", b"\0" * 9000, b"x\n", b"x" * 9000])
def test_torn_tail_does_not_count(path: Path, tail: bytes) -> None:
    path.write_bytes(path.read_bytes() + tail)
    assert head_of(path) == 3


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
    iterdir = Path.iterdir

    def listing(folder: Path) -> Iterator[Path]:
        listed.append(folder)
        return iterdir(folder)

    monkeypatch.setattr(Path, "iterdir", listing)
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
