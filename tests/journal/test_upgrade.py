"""A file of format 1 is brought into today's format by its first writer, in one step, and kept as it was beside it."""

from pathlib import Path
from typing import Any

import pytest

from sociotui.journal.examine import examine
from sociotui.journal.lines import HEADERS, VERSION, whole_lines
from sociotui.journal.port import Damaged

from .conftest import STREAM, open_at
from .events import said, texts
from .kills import MOMENTS, Moment, kills
from .lines import bodies_of, in_format_1


@pytest.fixture
def old(path: Path) -> Path:
    """The file of `STREAM` with three commits, in format 1."""
    in_format_1(path)
    return path


def names(path: Path) -> set[str]:
    """Return what lies beside the file at `path`, locks left out."""
    return {each.name for each in path.parent.iterdir() if each.suffix != ".lock"}


def copy_of(path: Path) -> Path:
    """Return where a file of format 1 is kept."""
    return path.with_name(f"{path.name}.format-1")


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_in_the_midst_it_is_upgraded_by_the_next_writer(old: Path, moment: Moment) -> None:
    before, bodies = old.read_bytes(), bodies_of(old)

    def append() -> None:
        with open_at(old.parent) as journal:
            journal.append(STREAM, 3, said("d"), cmd="d", actor="ana")

    for number in kills(append, moment):
        left = old.read_bytes()
        if left != before:
            assert copy_of(old).read_bytes() == before, number
            assert whole_lines(left)[0][1:4] == bodies
        with open_at(old.parent) as journal:
            known = texts(journal, STREAM)
            assert known in (["a", "b", "c"], ["a", "b", "c", "d"])
            assert old.read_bytes() == left
            done = journal.append(STREAM, 3, said("d"), cmd="d", actor="ana")
            assert done.head == 4
            assert texts(journal, STREAM) == ["a", "b", "c", "d"]
        torn = {each for each in names(old) if ".torn-" in each}
        assert names(old) == {old.name, copy_of(old).name, *torn}
        assert copy_of(old).read_bytes() == before
        findings = examine(old)
        assert (findings.well, findings.version, findings.commits) == (True, 2, 4)
        for each in (copy_of(old), *map(old.with_name, torn)):
            each.unlink()
        old.write_bytes(before)


def test_copy_of_something_else_is_not_touched(old: Path) -> None:
    before = old.read_bytes()
    copy_of(old).write_bytes(b"another's")
    with open_at(old.parent) as journal:
        journal.append(STREAM, 3, said("d"), cmd="d", actor="ana")
        assert f"{old.name}.format-1-2" in journal.notices[0]
    assert copy_of(old).read_bytes() == b"another's"
    assert old.with_name(f"{old.name}.format-1-2").read_bytes() == before


def test_torn_tail_is_set_aside_first(old: Path) -> None:
    before = old.read_bytes()
    with old.open("ab") as file:
        file.write(b'0123abcd {"put"')
    with open_at(old.parent) as journal:
        journal.append(STREAM, 3, said("d"), cmd="d", actor="ana")
        assert len(journal.notices) == 2
    assert copy_of(old).read_bytes() == before
    assert old.with_name(f"{old.name}.torn-{len(before)}").read_bytes() == b'0123abcd {"put"'
    assert examine(old).well


def test_damaged_file_is_left_alone(old: Path) -> None:
    damaged = old.read_bytes().replace(b'"a"', b'"x"')
    old.write_bytes(damaged)
    with open_at(old.parent) as journal, pytest.raises(Damaged, match="damaged"):
        journal.append(STREAM, 3, said("d"), cmd="d", actor="ana")
    assert names(old) == {old.name}
    assert old.read_bytes() == damaged


def test_file_without_lines_needs_no_copy(old: Path) -> None:
    old.write_bytes(HEADERS[1])
    with open_at(old.parent) as journal:
        journal.append(STREAM, 0, said("a"), cmd="a", actor="ana")
        assert journal.notices == []
    assert names(old) == {old.name}
    assert examine(old).well
    assert old.read_bytes().startswith(HEADERS[VERSION])


def test_link_is_there_from_the_first_write_on(old: Path) -> None:
    with open_at(old.parent) as journal, open_at(old.parent) as other:
        assert journal.link(STREAM) == other.link(STREAM) == ""
        assert journal.append(STREAM, 0, said("a"), cmd="c0", actor="ana").repeated  # even one that adds nothing
        assert journal.link(STREAM) == other.link(STREAM) == examine(old).link != ""


def test_reader_goes_on_where_the_first_write_was_to_forget_somebody(old: Path) -> None:
    def forget(record: Any) -> Any:
        return {**record, "actor": "person-1"}

    with open_at(old.parent) as journal, open_at(old.parent) as other:
        assert texts(other, STREAM) == ["a", "b", "c"]
        assert journal.rewrite(STREAM, forget) == 3
        assert [each.actor for each in other.read(STREAM)] == ["person-1"] * 3
    assert names(old) == {old.name}
    assert b"ana" not in old.read_bytes()


def test_reader_does_not_take_another_file_for_an_upgraded_one(old: Path) -> None:
    with open_at(old.parent) as journal:
        assert texts(journal, STREAM) == ["a", "b", "c"]
        with open_at(old.parent / "elsewhere") as elsewhere:
            for number, text in enumerate("abx"):
                elsewhere.append(STREAM, number, said(text), cmd=f"c{number}", actor="ana")
        (old.parent / "elsewhere" / old.name).replace(old)
        with pytest.raises(Damaged, match="removed, replaced or shortened"):
            journal.read(STREAM)
