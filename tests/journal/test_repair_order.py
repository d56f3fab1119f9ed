"""Repair puts lines where their numbers tell, leaves out what is doubled, and says what is missing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sociotui.journal.change import Lost
from sociotui.journal.examine import Part, examine
from sociotui.journal.port import Damaged
from sociotui.journal.repair import Repaired, SetAside

from .conftest import STREAM, open_at
from .events import said
from .wounds import FORMER, KINDS, copies, made, mend, numbers_read, offsets, parts_of, readable, sealed_one, spoilt

FORMATS = pytest.mark.parametrize("format_", [1, 2])


@pytest.fixture
def path(home: Path) -> Path:
    """Where the file of a journal is to be."""
    return home / f"{STREAM}.journal"


# Proven


@FORMATS
@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 3), (1, 5), (4, 5)])
def test_swapped_lines_are_put_back(path: Path, format_: int, one: int, other: int) -> None:
    lines = made(path, format_)
    swapped = list(lines)
    swapped[one], swapped[other] = lines[other], lines[one]
    spoilt(path, swapped)
    assert mend(path, stands=lambda _bodies: False) == Repaired(ordered=(one + 1, other + 1), kept=6)
    assert parts_of(path) == lines
    assert copies(path) == {}
    assert examine(path).well


@FORMATS
@pytest.mark.parametrize("line", [0, 1, 2, 5])
def test_doubled_line_is_left_out(path: Path, format_: int, line: int) -> None:
    lines = made(path, format_)
    data = spoilt(path, [*lines[: line + 1], *lines[line:]])
    done = mend(path, stands=lambda _bodies: False)
    part = Part(offsets(data)[line + 1], len(lines[line]), line + 2)
    assert done == Repaired(doubled=(part,), kept=6)
    assert parts_of(path) == lines
    assert copies(path) == {}


@FORMATS
def test_whole_file_that_is_there_twice(path: Path, format_: int) -> None:
    lines = made(path, format_)
    spoilt(path, lines * 2)
    done = mend(path, stands=lambda _bodies: False)
    assert [part.line for part in done.doubled] == [7, 8, 9, 10, 11, 12]
    assert parts_of(path) == lines


@pytest.mark.parametrize("make", [KINDS["sealed"], FORMER["sealed"]])
def test_sealed_file_is_put_in_order_and_its_first_number_is_no_gap(path: Path, make: Callable[[Path], None]) -> None:
    make(path)
    lines = parts_of(path)
    assert mend(path) == Repaired(kept=9)
    spoilt(path, [lines[0], lines[3], lines[2], lines[1]])
    assert mend(path, stands=lambda _bodies: False) == Repaired(ordered=(2, 4), kept=9)
    assert parts_of(path) == lines


@FORMATS
def test_first_line_that_stands_elsewhere_or_is_gone(path: Path, format_: int) -> None:
    lines = made(path, format_)
    spoilt(path, [*lines[1:3], lines[0], *lines[3:]])
    assert mend(path, stands=lambda _bodies: False) == Repaired(ordered=(1, 3), kept=6)
    assert parts_of(path) == lines
    spoilt(path, lines[1:])
    with pytest.raises(Damaged, match="sociotui doctor"):
        numbers_read(path)
    assert mend(path, stands=lambda _bodies: False) == Repaired(mended=(Part(0, 0, 1),), kept=6)
    assert parts_of(path) == lines


def test_gone_first_line_of_a_sealed_file(path: Path) -> None:
    """What it went on from nobody can know; nothing of what it holds is lost."""
    sealed_one(path)
    lines = parts_of(path)
    spoilt(path, lines[1:])
    done = mend(path, stands=readable(path))
    assert done == Repaired(aside=(SetAside(Part(0, 0, 1), None, 0, 0),), kept=9)
    assert parts_of(path)[2:] == lines[1:]
    assert numbers_read(path) == [7, 8, 9]
    assert examine(path).well


# Missing


@FORMATS
@pytest.mark.parametrize(("line", "lost"), [(1, (1, 1)), (2, (2, 3)), (3, (4, 4)), (4, (5, 5))])
def test_line_that_was_taken_out_is_stood_for(path: Path, format_: int, line: int, lost: tuple[int, int]) -> None:
    lines = made(path, format_)
    spoilt(path, lines[:line] + lines[line + 1 :])
    done = mend(path, stands=readable(path))
    begin = sum(map(len, lines[:line]))
    assert done == Repaired(aside=(SetAside(Part(begin, 0, line + 1), None, *lost),), kept=6)
    assert copies(path) == {}
    now = parts_of(path)
    assert now[:line] + now[line + 1 :] == lines[:line] + lines[line + 1 :]
    assert examine(path).well
    assert examine(path).lost == ((line + 1, Lost(*lost)),)
    assert numbers_read(path) == [number for number in range(1, 7) if not lost[0] <= number <= lost[1]]
    with open_at(path.parent) as journal:
        assert journal.append(STREAM, 6, said("next"), cmd="next", actor="ana").head == 7
    assert examine(path).well


@FORMATS
def test_what_can_not_be_gone_by_without_the_missing_is_set_aside(path: Path, format_: int) -> None:
    lines = made(path, format_)
    data = spoilt(path, [*lines[:3], *lines[4:]])
    begin = offsets(data)[3]
    done = mend(path, stands=lambda _bodies: False)
    aside = SetAside(Part(begin, len(data) - begin, 4), path.with_name(f"{path.name}.damaged-{begin}"), 4, 0)
    assert done == Repaired(aside=(aside,), cut=True, kept=3)
    assert path.read_bytes() == data[:begin]
    assert copies(path) == {f".damaged-{begin}": data[begin:]}


def test_what_is_cut_off_lay_in_several_places(path: Path) -> None:
    """The longest beginning that can be gone by is kept, in order; the bytes of the rest, as they lay."""
    lines = made(path)
    header, one, two, _four, five, six = lines
    spoilt(path, [six, header, five, one, two])
    done = mend(path, stands=lambda bodies: len(bodies) < 3)
    assert parts_of(path) == [header, one, two]
    assert copies(path) == {".damaged-0": six + five}
    assert done.aside == (SetAside(Part(0, len(six + five), 1), path.with_name(f"{path.name}.damaged-0"), 4, 0),)
    assert (done.cut, done.kept, done.ordered) == (True, 3, (0, 0))
