"""Every single bit of a journal that is turned round is found and turned back; what can't be proven is not made up."""

import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from sociotui.journal.chain import forge
from sociotui.journal.examine import examined, rows_of
from sociotui.journal.lines import ROOT, frame, plain
from sociotui.journal.mend import follows, mended, numbers_in

from . import wounds
from .wounds import FORMER, KINDS, flipped

ALL = [
    pytest.param(KINDS["plain"], id="plain"),
    pytest.param(KINDS["sealed"], id="sealed"),
    pytest.param(KINDS["forgetful"], id="forgetful", marks=pytest.mark.slow),
    *(pytest.param(make, id=f"{name}, format 1") for name, make in FORMER.items()),
]


def mended_whole(path: Path, data: bytes) -> bytes | None:
    """Return a file's `data` with its one damaged part mended; None where that can't be proven."""
    found = examined(path, data)
    assert found.refused is None
    assert found.torn is None
    (part,) = found.damaged
    end = part.offset + part.size
    rows = rows_of(data)
    before = [row for row in rows if row.offset < part.offset]
    after = [row for row in rows if row.offset >= end]
    assert all(row.whole for row in (*before, *after))
    fresh = mended(before[-1] if before else None, data[part.offset : end], after[0] if after else None)
    return None if fresh is None else data[: part.offset] + fresh + data[end:]


@pytest.mark.parametrize("make", ALL)
def test_each_bit_is_turned_back(path: Path, make: Callable[[Path], None]) -> None:
    """Of the first line, sealed or not, of lines with several events, with replaced texts, of the last line."""
    path.unlink()
    make(path)
    data = path.read_bytes()
    assert [bit for bit in range(len(data) * 8) if mended_whole(path, flipped(data, bit)) != data] == []


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
def test_a_bit_in_each_of_two_lines_that_are_neighbours(path: Path, make: Callable[[Path], None]) -> None:
    path.unlink()
    make(path)
    data = path.read_bytes()
    ends = wounds.offsets(data)
    for begin, middle, end in zip(ends, ends[1:], ends[2:], strict=False):
        for one in range(begin * 8, middle * 8 - 8, 61):
            other = middle * 8 + (one * 7) % ((end - middle) * 8 - 8)
            spoilt = flipped(flipped(data, one), other)
            if spoilt.count(b"\n") == data.count(b"\n"):
                assert mended_whole(path, spoilt) == data


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
def test_two_bits_in_a_line_are_not_mended_to_something_else(path: Path, make: Callable[[Path], None]) -> None:
    path.unlink()
    make(path)
    data = path.read_bytes()
    ends = wounds.offsets(data)
    for begin, end in pairwise(ends):
        for one in range(begin * 8, end * 8 - 8, 37):
            other = begin * 8 + (one * 13 + 5) % ((end - begin) * 8 - 8)
            if one != other:
                assert mended_whole(path, flipped(flipped(data, one), other)) in (None, data)


def test_nothing_is_made_up_of_rubbish() -> None:
    before = rows_of(frame(forge(ROOT, b'{"put":{"_default":{"1":{}}}}')))[0]
    for bad in (b"\n", b"x\n", b"\0" * 512, os.urandom(99).replace(b"\n", b"") + b"\n", b"\n\n", b"a\nb\nc\n", b"\x0b"):
        assert mended(before, bad, None) is None
        assert mended(None, bad, before) is None


def test_a_line_from_elsewhere_is_not_put_right() -> None:
    """One bit off a line that is whole, but of another journal."""
    first = forge(ROOT, b'{"put":{"_default":{"1":{"a":"b"}}}}')
    other = frame(forge(forge(ROOT, first.body).link, b'{"put":{"_default":{"2":{"a":"b"}}}}'))
    before = rows_of(frame(first))[0]
    right = frame(forge(first.link, b'{"put":{"_default":{"2":{"a":"b"}}}}'))
    assert mended(before, flipped(right, 500), None) == right
    assert mended(before, flipped(other, 500), None) is None


def test_what_follows_is_told_by_links_and_else_by_numbers() -> None:
    first = forge(ROOT, b'{"put":{"_default":{"1":{}}}}')
    one, other, stranger = (
        rows_of(frame(line))[0]
        for line in (
            first,
            forge(first.link, b'{"put":{"_default":{"2":{}}}}'),
            forge(ROOT, b'{"put":{"_default":{"2":{}}}}'),
        )
    )
    assert follows(one, other)
    assert not follows(one, stranger)
    former = [rows_of(plain(b'{"put":{"_default":{"%d":{}}}}' % number))[0] for number in (1, 2, 3)]
    assert follows(former[0], former[1])
    assert not follows(former[0], former[2])
    assert numbers_in(rows_of(plain(b'{"set":{}}'))[0]) == (0, 0)
