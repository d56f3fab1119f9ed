"""Pieces: what a journal's file is made of, line by line, each piece whole, put right as far as that is proven, or bad."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from sociotui.journal.chain import LOST
from sociotui.journal.coder import sealed_number
from sociotui.journal.examine import Findings, Part, Row, is_header, rows_of
from sociotui.journal.lines import VERSION, header_of
from sociotui.journal.mend import follows, mended, numbers_in, one_bit_off
from sociotui.journal.numbering import recorded


class Piece(NamedTuple):
    """A part of a file: the whole line that it is, or was before a bit of it was flipped; None where it is bad."""

    part: Part
    row: Row | None = None
    mended: bool = False


class Entry(NamedTuple):
    """A whole line after the first: the piece that it is from, the events that it has, and whether it stands for all before."""

    row: Row
    piece: int
    first: int
    last: int
    sealed: bool = False

    @property
    def since(self) -> int:
        """The number of the first event that can stand in no other line."""
        return 1 if self.sealed else self.first


def pieces_of(data: bytes, findings: Findings) -> list[Piece]:
    """Return the pieces of a file that holds `data`, up to its torn tail, in the order in which they stand."""
    bad = {part.offset: part for part in findings.damaged}
    end = findings.torn.offset if findings.torn else len(data)
    pieces = []
    for line, row in enumerate(rows_of(data[:end]), 1):
        if row.whole:
            pieces.append(Piece(Part(row.offset, len(row.raw), line), row))
        elif row.offset in bad:
            pieces.append(Piece(bad[row.offset]))
    pieces = _mended_in_place(pieces, data)
    if not may_be_moved(findings):
        return pieces
    pieces = _mended_elsewhere(pieces, data)
    pieces = _joined(_mended_elsewhere(_parted(pieces, data), data))
    header, version = first_line(pieces), version_of(pieces)
    return [each if each.row and _can_stand(each.row, header, version) else Piece(each.part) for each in pieces]


def may_be_moved(findings: Findings) -> bool:
    """Whether lines may be in other places than those that their numbers tell, which is not known of damaged ones."""
    return findings.numbered and bool(findings.gaps or findings.damaged)


def first_line(pieces: list[Piece]) -> Row | None:
    """Return the line that a journal begins with, wherever it stands; None where it is gone.

    Of several, it is the one that a seal goes on from, else any line; of these, the one in the latest format.
    """
    rows = [each.row for each in pieces if each.row]
    headers: dict[bytes, Row] = {}
    for row in filter(is_header, rows):
        headers.setdefault(row.raw, row)
    if len(headers) < 2:
        return next(iter(headers.values()), None)
    return max(headers.values(), key=lambda header: (_leads_to(header, rows), _version_in(header)))


def version_of(pieces: list[Piece]) -> int:
    """Return the version of the format that these are in, from their first line or from the others."""
    header = first_line(pieces)
    rows = (each.row for each in pieces if each.row)
    return _version_in(header) if header else max((row.version for row in rows), default=VERSION)


def entries_of(pieces: list[Piece]) -> list[Entry]:
    """Return all whole lines after the first one, with their numbers."""
    return [
        Entry(each.row, number, *numbers_in(each.row), sealed=bool(sealed_number(each.row.body)))
        for number, each in enumerate(pieces)
        if each.row and not is_header(each.row)
    ]


def _leads_to(header: Row, rows: list[Row]) -> int:
    """Return more than 0 where some line goes on from this first one: the more, the later it was sealed."""
    return max((1 + sealed_number(row.body) for row in rows if not is_header(row) and follows(header, row)), default=0)


def _version_in(header: Row) -> int:
    said = header_of(header.body)
    return said.version if said else VERSION


def _mended_in_place(pieces: list[Piece], data: bytes) -> list[Piece]:
    """Return these pieces, with what the lines around it prove put right."""
    result: list[Piece] = []
    for number, piece in enumerate(pieces):
        if piece.row:
            result.append(piece)
            continue
        before = result[-1].row if result else None
        after = pieces[number + 1].row if number + 1 < len(pieces) else None
        found = mended(before, _bytes(data, piece), after)
        result += [piece] if found is None else _put_right(piece, rows_of(found), data)
    return result


def _mended_elsewhere(pieces: list[Piece], data: bytes) -> list[Piece]:
    """Return these pieces, with what is proven by a line that it goes on from, wherever that stands, put right."""
    possible = {n: _possible(_bytes(data, piece)) for n, piece in enumerate(pieces) if not piece.row}
    ends: dict[int, list[Row]] = {}
    _add_ends(ends, (each.row for each in pieces if each.row))
    right: dict[int, list[Piece]] = {}
    again = True
    while again:  # what was put right may prove another
        again = False
        for number in possible.keys() - right.keys():
            rows = next((rows for rows in possible[number] if _goes_on(ends, rows)), None)
            if rows:
                again = True
                right[number] = _put_right(pieces[number], rows, data)
                _add_ends(ends, rows)
    return [each for number, piece in enumerate(pieces) for each in right.get(number, [piece])]


def _possible(bad: bytes) -> list[list[Row]]:
    """Return the whole lines that these bytes may have been before bits were flipped."""
    found = (rows_of(each) for each in one_bit_off(bad))
    return [rows for rows in found if all(row.whole for row in rows)]


def _add_ends(ends: dict[int, list[Row]], rows: Iterable[Row]) -> None:
    for row in rows:
        ends.setdefault(numbers_in(row)[1], []).append(row)


def _goes_on(ends: dict[int, list[Row]], rows: list[Row]) -> bool:
    """Whether these lines go on from one of `ends`, lines by the number of their last event, and each from the one before it."""
    before = ends.get(numbers_in(rows[0])[0] - 1, []) + (ends.get(0, []) if sealed_number(rows[0].body) else [])
    return any(follows(each, rows[0]) for each in before) and all(follows(one, other) for one, other in pairwise(rows))


def _put_right(piece: Piece, rows: list[Row], data: bytes) -> list[Piece]:
    """Return a bad piece line by line, as it was: each line lies where its bytes do, for none of them has moved."""
    offset, _size, line = piece.part
    found = []
    for row in rows:
        at = offset + row.offset
        part = Part(at, len(row.raw), line + data.count(b"\n", offset, at))
        found.append(Piece(part, row._replace(offset=at), mended=True))
    return found


def _parted(pieces: list[Piece], data: bytes) -> list[Piece]:
    """Return these pieces with those that are bad line by line."""
    parted: list[Piece] = []
    for piece in pieces:
        if piece.row:
            parted.append(piece)
            continue
        offset, _size, line = piece.part
        rows = rows_of(_bytes(data, piece))
        parted += [Piece(Part(offset + row.offset, len(row.raw), line + n)) for n, row in enumerate(rows)]
    return parted


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Return these pieces with those that are bad as long as they go on."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and not piece.row and not joined[-1].row:
            before = joined[-1].part
            joined[-1] = Piece(before._replace(size=before.size + piece.part.size))
        else:
            joined.append(piece)
    return joined


def _bytes(data: bytes, piece: Piece) -> bytes:
    return data[piece.part.offset : piece.part.offset + piece.part.size]


def _can_stand(row: Row, header: Row | None, version: int) -> bool:
    """Whether a line can be of this file at all: with its events in order, and a link where all have one."""
    if is_header(row):
        return header is not None and row.raw == header.raw
    events = recorded(row.body)
    if events and (events[0] < 1 or events != tuple(range(events[0], events[0] + len(events)))):
        return False
    line = row.chained
    return version == 1 or (line is not None and (line.salts == LOST) == (events is None))
