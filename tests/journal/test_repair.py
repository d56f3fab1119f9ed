"""Repair puts right what can be proven, keeps the rest, sets aside what can't, and loses no byte."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sociotui.journal.chain import forge
from sociotui.journal.change import Lost
from sociotui.journal.examine import Part, examine
from sociotui.journal.lines import frame
from sociotui.journal.repair import Repaired, SetAside

from .conftest import STREAM, open_at
from .events import said
from .lines import bodies_of, in_format_1
from .wounds import (
    FORMER,
    KINDS,
    blotted,
    copies,
    flipped,
    mend,
    offsets,
    parts_of,
    plain_one,
    readable,
)

MAKERS = [*KINDS.values(), *FORMER.values()]
each_kind = pytest.mark.parametrize("make", MAKERS, ids=[*KINDS, *(f"{name}, format 1" for name in FORMER)])


@pytest.fixture
def path(home: Path) -> Path:
    """The file of a journal with five commits and six events: 1, 2 and 3, 4, 5, 6."""
    path = home / f"{STREAM}.journal"
    plain_one(path)
    return path


def numbers_read(path: Path) -> list[int]:
    """Return the numbers of the events that are read."""
    with open_at(path.parent) as journal:
        numbers = [each.seq for each in journal.read(STREAM)]
        assert journal.notices == []
        return numbers


# Put right


@each_kind
def test_a_flipped_bit_is_put_right_in_each_line(path: Path, make: Callable[[Path], None]) -> None:
    path.unlink()
    make(path)
    data = path.read_bytes()
    ends = offsets(data)
    last = examine(path).last
    for bit in range(3, len(data) * 8, 173):
        path.write_bytes(flipped(data, bit))
        done = mend(path)
        assert path.read_bytes() == data
        (part,) = done.mended
        assert part.offset in ends
        assert done == Repaired(mended=(part,), kept=last)
        assert copies(path) == {}


@each_kind
def test_what_is_well_is_left_alone(path: Path, make: Callable[[Path], None]) -> None:
    path.unlink()
    make(path)
    before, data = path.stat(), path.read_bytes()
    assert mend(path) == Repaired(kept=examine(path).last)
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns, path.read_bytes()) == (before.st_ino, before.st_mtime_ns, data)
    assert copies(path) == {}


def test_flipped_bits_in_several_lines_are_put_right(path: Path) -> None:
    data = path.read_bytes()
    ends = offsets(data)
    spoilt = data
    for begin in (ends[0], ends[2], ends[3], ends[5]):
        spoilt = flipped(spoilt, begin * 8 + 250)
    path.write_bytes(spoilt)
    assert len(mend(path).mended) == 3  # two are neighbours
    assert path.read_bytes() == data


# Set aside


@pytest.mark.parametrize(
    ("line", "lost", "kept"),
    [
        (2, (1, 1), [2, 3, 4, 5, 6]),
        (3, (2, 3), [1, 4, 5, 6]),
        (4, (4, 4), [1, 2, 3, 5, 6]),
        (5, (5, 5), [1, 2, 3, 4, 6]),
    ],
)
@pytest.mark.parametrize("format_", [1, 2])
def test_lost_line_is_set_aside_and_the_rest_kept(
    path: Path, line: int, lost: tuple[int, int], kept: list[int], format_: int
) -> None:
    data = in_format_1(path) if format_ == 1 else path.read_bytes()
    begin, end = offsets(data)[line - 1 : line + 1]
    spoilt = blotted(data, begin + 60, end - 5)
    path.write_bytes(spoilt)
    done = mend(path, stands=readable(path))
    aside = path.with_name(f"{path.name}.damaged-{begin}")
    assert done == Repaired(aside=(SetAside(Part(begin, end - begin, line), aside, *lost),), kept=6)
    assert copies(path) == {f".damaged-{begin}": spoilt[begin:end]}
    now = path.read_bytes()
    assert now.startswith(data[:begin])
    assert now.endswith(data[end:])
    assert numbers_read(path) == kept
    findings = examine(path)
    assert findings.well
    assert (findings.version, findings.lost) == (format_, ((line, Lost(*lost)),))
    with open_at(path.parent) as journal:
        assert journal.append(STREAM, 6, said("next"), cmd="next", actor="ana").head == 7
    findings = examine(path)
    assert findings.well
    assert (findings.version, findings.lost) == (2, ((line, Lost(*lost)),))


def test_lost_last_line_is_set_aside(path: Path) -> None:
    data = path.read_bytes()
    begin = offsets(data)[-2]
    spoilt = blotted(data, begin + 60, len(data) - 5)
    path.write_bytes(spoilt)
    done = mend(path, stands=readable(path))
    assert [(each.first, each.last) for each in done.aside] == [(6, 0)]
    assert (done.kept, done.cut) == (5, False)
    assert path.read_bytes() == data[:begin]
    assert copies(path) == {f".damaged-{begin}": spoilt[begin:]}
    with open_at(path.parent) as journal:
        assert journal.append(STREAM, 5, said("next"), cmd="next", actor="ana").head == 6
    assert examine(path).well


def test_lost_sector_is_one_gap(path: Path) -> None:
    data = path.read_bytes()
    ends = offsets(data)
    spoilt = data[: ends[2] + 9] + b"\0" * (ends[4] - ends[2]) + data[ends[4] + 9 :]
    path.write_bytes(spoilt)
    (aside,) = mend(path, stands=readable(path)).aside
    assert (aside.first, aside.last) == (2, 5)
    assert copies(path) == {f".damaged-{ends[2]}": spoilt[ends[2] : ends[5]]}
    assert numbers_read(path) == [1, 6]
    assert examine(path).well


def test_several_gaps(path: Path) -> None:
    data = path.read_bytes()
    ends = offsets(data)
    spoilt = blotted(blotted(data, ends[2] + 60, ends[3] - 5), ends[4] + 60, ends[5] - 5)
    spoilt = flipped(spoilt, 250)
    path.write_bytes(spoilt)
    done = mend(path, stands=readable(path))
    assert [(each.first, each.last) for each in done.aside] == [(2, 3), (5, 5)]
    assert [part.line for part in done.mended] == [1]
    assert copies(path) == {f".damaged-{ends[n]}": spoilt[ends[n] : ends[n + 1]] for n in (2, 4)}
    assert numbers_read(path) == [1, 4, 6]
    assert [lost for _line, lost in examine(path).lost] == [Lost(2, 3), Lost(5, 5)]


@pytest.mark.parametrize("format_", [1, 2])
@pytest.mark.parametrize("line", [1, 2, 5])
def test_rubbish_between_lines_is_taken_out_and_nothing_was_lost(path: Path, format_: int, line: int) -> None:
    data = in_format_1(path) if format_ == 1 else path.read_bytes()
    begin = offsets(data)[line]
    path.write_bytes(data[:begin] + b"rubbish\nmore\n" + data[begin:])
    (aside,) = mend(path, stands=readable(path)).aside
    assert (aside.first, aside.last) == (0, 0)
    assert path.read_bytes() == data
    assert copies(path) == {f".damaged-{begin}": b"rubbish\nmore\n"}


def test_nothing_is_told_lost_where_numbers_go_on(path: Path) -> None:
    """Something was there, as the links don't fit; but no event that anybody misses."""
    lines = parts_of(path)
    foreign = frame(forge(b"1" * 40, bodies_of(path)[1]))
    path.write_bytes(b"".join([*lines[:2], b"rubbish\n", foreign]))
    (aside,) = mend(path, stands=readable(path)).aside
    assert (aside.first, aside.last) == (0, 0)
    assert examine(path).lost == ((3, Lost(0, 0)),)
    assert numbers_read(path) == [1, 2, 3]


def test_neighbour_of_a_lost_line_is_still_proven(path: Path) -> None:
    """Where the link of the lost line is left, the next one's goes on from it."""
    data = path.read_bytes()
    begin, end = offsets(data)[2:4]
    path.write_bytes(blotted(data, begin + 80, end - 5))
    mend(path)
    now = path.read_bytes()
    at = now.index(parts_of(path)[3])
    for bit in range(at * 8, (at + 40) * 8, 7):
        path.write_bytes(flipped(now, bit))
        assert len(mend(path).mended) == 1
        assert path.read_bytes() == now
    assert list(copies(path)) == [f".damaged-{begin}"]


def test_neighbour_of_a_wholly_lost_line_is_kept(path: Path) -> None:
    data, link = path.read_bytes(), examine(path).link
    begin, end = offsets(data)[2:4]
    path.write_bytes(blotted(data, begin, end - 1))
    mend(path)
    findings = examine(path)
    assert findings.well
    assert findings.link == link
    assert numbers_read(path) == [1, 4, 5, 6]


# What can't be gone by


def test_what_can_not_be_gone_by_without_the_lost_is_set_aside_with_it(path: Path) -> None:
    data = path.read_bytes()
    begin, end = offsets(data)[3:5]
    spoilt = blotted(data, begin + 60, end - 5)
    path.write_bytes(spoilt)
    asked: list[int] = []

    def stands(bodies: object) -> bool:
        asked.append(len(list(bodies)))  # type: ignore[call-overload]
        return False

    done = mend(path, stands=stands)
    aside = SetAside(Part(begin, len(data) - begin, 4), path.with_name(f"{path.name}.damaged-{begin}"), 4, 0)
    assert done == Repaired(aside=(aside,), cut=True, kept=3)
    assert asked == [5]
    assert path.read_bytes() == data[:begin]
    assert copies(path) == {f".damaged-{begin}": spoilt[begin:]}
    assert numbers_read(path) == [1, 2, 3]


def test_as_much_is_kept_as_can_be_gone_by(path: Path) -> None:
    """Without the first gap all would do; it is the second that the rest can't do without."""
    data = path.read_bytes()
    ends = offsets(data)
    spoilt = blotted(blotted(data, ends[2] + 60, ends[3] - 5), ends[4] + 60, ends[5] - 5)
    path.write_bytes(spoilt)
    done = mend(path, stands=lambda bodies: len(bodies) < 5)
    assert [(each.first, each.last) for each in done.aside] == [(2, 3), (5, 0)]
    assert (done.cut, done.kept) == (True, 4)
    assert copies(path) == {f".damaged-{ends[2]}": spoilt[ends[2] : ends[3]], f".damaged-{ends[4]}": spoilt[ends[4] :]}
    assert numbers_read(path) == [1, 4]
    assert examine(path).well


def test_what_was_put_right_behind_a_cut_is_set_aside_as_it_lay(path: Path) -> None:
    data = path.read_bytes()
    ends = offsets(data)
    spoilt = flipped(blotted(data, ends[2] + 60, ends[3] - 5), ends[4] * 8 + 250)
    path.write_bytes(spoilt)
    done = mend(path, stands=lambda _bodies: False)
    assert (done.mended, done.cut) == ((), True)
    assert copies(path) == {f".damaged-{ends[2]}": spoilt[ends[2] :]}


def test_nothing_is_cut_where_all_was_put_right(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(flipped(data, 999))
    assert not mend(path, stands=lambda _bodies: False).cut
    assert path.read_bytes() == data
