"""Damage is refused with a way to repair it, and a newer program's files with the advice to update."""

from pathlib import Path

import pytest

from sociotui.journal.lines import plain
from sociotui.journal.lock import FileLock
from sociotui.journal.port import Damaged, Newer

from .conftest import STREAM, open_at
from .events import said, texts
from .lines import add_line


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
    assert list(path.parent.glob("*.torn-*")) == []


def test_two_bad_lines_at_the_end_are_no_torn_tail(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x\ny\n")
    with open_at(path.parent) as journal, pytest.raises(Damaged) as refused:
        journal.read(STREAM)
    assert refused.value.line == 5


def test_way_to_repair_is_told(path: Path) -> None:
    path.write_bytes(flip(path.read_bytes(), 20))
    with open_at(path.parent) as journal, pytest.raises(Damaged, match=r"sociotui doctor.*--repair"):
        journal.read(STREAM)


def test_missing_line_is_refused(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2] + lines[3:]))
    with open_at(path.parent) as journal, pytest.raises(Damaged, match="event 3 stands where event 2 should"):
        journal.read(STREAM)


def test_damage_written_while_open_is_refused(path: Path) -> None:
    with open_at(path.parent) as journal:
        assert texts(journal, STREAM) == ["a", "b", "c"]
        with path.open("ab") as file:
            file.write(b"x\n" + plain(b"{}"))
        with pytest.raises(Damaged) as refused:
            journal.read(STREAM)
        assert refused.value.line == 5


@pytest.mark.parametrize("content", [b"Dear diary", b"Dear diary\n", b"Dear\ndiary\n", plain(b'{"a":1}'), plain(b"?")])
def test_other_files_are_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with open_at(path.parent) as journal:
        with pytest.raises(Damaged, match="isn't a journal"):
            journal.read(STREAM)
        with pytest.raises(Damaged, match="isn't a journal"):
            journal.append(STREAM, 0, said("a"), cmd="c", actor="ana")
    assert path.read_bytes() == content


def test_newer_format_is_refused(path: Path) -> None:
    newer = plain(b'{"format":"sociotui-journal","version":3,"more":[]}') + b"whatever it\nlooks like\n"
    path.write_bytes(newer)
    with open_at(path.parent) as journal:
        with pytest.raises(Newer) as refused:
            journal.append(STREAM, 0, said("a"), cmd="c", actor="ana")
        assert "sociotui-journal 3, and this one knows sociotui-journal 2" in str(refused.value)
        assert "Update sociotui" in str(refused.value)
        assert journal.heads() == {}
        assert journal.notices == [str(refused.value)]
    assert path.read_bytes() == newer


@pytest.mark.parametrize(
    ("document", "what"),
    [
        (b'{"v":1,"cmd":"c","actor":"a","event":{"is":"Sung","at":1}}', "“Sung” (line 5)"),
        (b'{"v":3,"cmd":"c","actor":"a","event":{"is":"Said","at":1}}', "records of version 3 (line 5)"),
        (b'{"v":1,"event":[]}', "something else (line 5)"),
    ],
)
def test_newer_records_are_refused(path: Path, document: bytes, what: str) -> None:
    add_line(path, b'{"put":{"_default":{"4":' + document + b"}}}")
    with open_at(path.parent) as journal:
        for _again in range(2):
            with pytest.raises(Newer, match="Update sociotui") as refused:
                journal.read(STREAM)
            assert what in str(refused.value)


def test_damage_is_refused_while_another_writes(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"a"', b'"x"'))
    with open_at(path.parent) as reader, FileLock(path.with_name(f"{path.name}.lock"), 1):
        with pytest.raises(Damaged):
            reader.read(STREAM)
        assert reader.notices == []
