"""Mend: find the bit that was flipped in a damaged part of a journal's file, or one in each line of it, and prove it.

A checksum tells which bit it may have been; the chain then tells whether it was that, for the
links of the lines before and after it can't fit anything else. What can't be proven stays as it is.
"""

from collections.abc import Iterator
from itertools import pairwise, product
from zlib import crc32

import msgspec

from sociotui.journal.chain import LOST, fits, root
from sociotui.journal.coder import numbers, sealed_number
from sociotui.journal.examine import UNKNOWN, Row, rows_of
from sociotui.journal.lines import header_of

_CRC = 8
_END = ord("\n")


def mended(before: Row | None, bad: bytes, after: Row | None) -> bytes | None:
    """Return what stood in the place of `bad` before a bit of it, or of each of its lines, was flipped.

    Returns None where that can't be proven. `before` and `after` are the whole lines around it; without one before, it begins with the first line of the file.
    """
    return next((each for each in one_bit_off(bad) if _is_proven(before, rows_of(each), after)), None)


def one_bit_off(bad: bytes) -> Iterator[bytes]:
    """Return what `bad` may have been, of all that differs from it by one bit, or one a line, and is made up of lines."""
    lines = bad.split(b"\n")
    if not lines[-1]:
        lines.pop()
        yield from _each_mended(lines)
        if len(lines) == 1:
            yield from _parted(bad)
        if len(lines) == 2:
            yield from (lines[0] + bytes([_END ^ 1 << bit]) + lines[1] + b"\n" for bit in range(8))
    elif len(lines) == 1 and bad[-1] ^ _END in _BITS:
        yield bad[:-1] + b"\n"


_BITS = frozenset(1 << bit for bit in range(8))


def _each_mended(lines: list[bytes]) -> Iterator[bytes]:
    """Return what these lines may have been, when one bit of each was flipped, and none of those is a line end."""
    found: list[list[bytes]] = []
    for line in lines:
        found.append([each + b"\n" for each in _mended_line(line)])
        if not found[-1]:
            return
    yield from map(b"".join, product(*found))


def _parted(bad: bytes) -> Iterator[bytes]:
    """Return `bad` with a line end in each place where one may have been."""
    for at, byte in enumerate(bad[:-1]):
        if byte ^ _END in _BITS:
            yield bad[:at] + b"\n" + bad[at + 1 :]


def _mended_line(line: bytes) -> Iterator[bytes]:
    if line.count(b"\0") > 1:
        return  # zeros, of which no line has any: more than a bit was lost, and there may be many
    rest = line[_CRC:]
    right = b"%08x" % crc32(rest)
    differ = [one ^ other for one, other in zip(line[:_CRC], right, strict=False)]
    if len(line) > _CRC and sum(map(bool, differ)) == 1 and sum(differ) in _BITS:
        yield right + rest
    try:
        told = int(line[:_CRC], 16)
    except ValueError:
        return
    for at, bit in _places(len(rest), told ^ crc32(rest)):
        yield line[: _CRC + at] + bytes([rest[at] ^ bit]) + rest[at + 1 :]


def _places(length: int, difference: int) -> Iterator[tuple[int, int]]:
    """Return the bytes, of `length`, and the bit in each whose flipping changes the checksum by `difference`."""
    # A checksum is linear: what one bit changes hangs on its distance from the end alone.
    for bit in _BITS:
        change = _TABLE[bit]
        for at in range(length - 1, -1, -1):
            if change == difference:
                yield at, bit
            change = change >> 8 ^ _TABLE[change & 0xFF]


def _table() -> tuple[int, ...]:
    """Return what a byte changes in a checksum, by its bits: as crc32 has it, without where it begins and ends."""
    return tuple(crc32(bytes([byte])) ^ crc32(b"\0") for byte in range(256))


_TABLE = _table()


def _is_proven(before: Row | None, rows: list[Row], after: Row | None) -> bool:
    """Whether these lines are whole, and each goes on from the one before it."""
    if not all(row.whole for row in rows) or (before is None and header_of(rows[0].body) is None):
        return False
    around = [*([before] if before else []), *rows, *([after] if after else [])]
    return len(around) > 1 and all(follows(one, other) for one, other in pairwise(around))


def follows(one: Row, other: Row) -> bool:
    """Whether `other` goes on from `one`, and nothing was between them: by its link, or else by its number."""
    line = other.chained
    if line is None:  # of a format without links
        head, begins = numbers_in(one)[1], numbers_in(other)[0]
        return begins == head + 1 or (head == 0 and sealed_number(other.body) > 0)
    link = one.chained.link if one.chained else root(one.body)
    return link != UNKNOWN and (line.salts == LOST or fits(link, line))


def numbers_in(row: Row) -> tuple[int, int]:
    """Return the numbers of the first and last event in a line; 0, 0 for the first line, and one that isn't understood."""
    try:
        return numbers(row.body)
    except msgspec.DecodeError:
        return 0, 0
