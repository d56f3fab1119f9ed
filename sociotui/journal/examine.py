"""Examine: read a journal's file from its first byte to its last, and tell all that can be told of it."""

import os
import time
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from sociotui.journal.chain import LOST, Line, fits, replacements, root
from sociotui.journal.change import Lost
from sociotui.journal.coder import lost_in, numbers
from sociotui.journal.damage import check_header, foreign
from sociotui.journal.files import read_range, refusal
from sociotui.journal.lines import Header, chained, is_tail, is_torn_header, is_whole
from sociotui.journal.lock import FileLock
from sociotui.journal.port import JournalError
from sociotui.words import _

UNKNOWN = b"0" * 40
"""The link of a line that was lost, where nobody knows what it was."""
_TRIES, _PAUSE = 40, 0.05  # how often, and after how many seconds, a file is looked at again that somebody writes


class Part(NamedTuple):
    """Bytes of a file that are bad: from `offset` on, `size` of them, beginning with line `line` (from 1)."""

    offset: int
    size: int
    line: int


class Findings(Struct, frozen=True, kw_only=True):
    """What a journal's file holds, as far as its bytes tell.

    `version` is that of its format (0 for a file without a first line), `commits` how many whole
    lines there are after the first, `first` and `last` the numbers of its events (0, 0 for none),
    `link` that of its last whole line and `after` the one that it goes on from. `breaks` are the
    lines that don't fit their link, `gaps` those that are not followed by the next number, with a
    sentence; `lost` what stands for bytes that a repair set aside, `replaced` how many lines have
    texts that were replaced when somebody was forgotten. `refused` is why it can't be read at all.
    """

    path: Path
    size: int
    version: int = 0
    commits: int = 0
    first: int = 0
    last: int = 0
    link: str = ""
    after: str = ""
    breaks: tuple[int, ...] = ()
    gaps: tuple[tuple[int, str], ...] = ()
    lost: tuple[tuple[int, Lost], ...] = ()
    replaced: int = 0
    damaged: tuple[Part, ...] = ()
    torn: Part | None = None
    refused: JournalError | None = None

    @property
    def well(self) -> bool:
        """Whether nothing of it is wrong; what was lost before, and told then, is no news."""
        return not (self.breaks or self.gaps or self.damaged or self.torn or self.refused)


class Row(NamedTuple):
    """A line as it lies in a file, `raw` with its line end, and whether it is whole."""

    offset: int
    raw: bytes
    whole: bool

    @property
    def chained(self) -> Line | None:
        """Its columns, where it has a link."""
        return chained(self.raw[:-1]) if self.whole else None

    @property
    def body(self) -> bytes:
        """Its JSON."""
        return self.raw[self.raw.find(b"{") : -1]


def examine(path: Path) -> Findings:
    """Return what the file at `path` holds; raises Unreadable, or another JournalError where it can't be read at all."""
    try:
        data, quiet = _read(path)
    except OSError as error:
        raise refusal(path, error, writing=False) from error
    findings = examined(path, data)
    if findings.torn and not quiet:  # what somebody is writing this moment looks torn, too
        return examined(path, data[: findings.torn.offset])
    return findings


def examined(path: Path, data: bytes) -> Findings:
    """Return what `data`, all of the file at `path`, holds."""
    rows = rows_of(data)
    torn, bad = _parts(rows, data)
    try:
        header = _header(path, rows)
    except JournalError as error:
        return Findings(path=path, size=len(data), torn=torn, refused=error)
    good = [(number, row) for number, row in enumerate(rows, 1) if row.whole and number > 1]
    count = [(number, lost_in(row.body)) for number, row in good]
    first, last, gaps = _numbered(good)
    links = [line for _number, row in good if (line := row.chained)]
    return Findings(
        path=path,
        size=len(data),
        version=header.version if header else 0,
        commits=len(good),
        first=first,
        last=last,
        link=links[-1].link.decode() if links and good[-1][1].chained else "",
        after=header.after if header else "",
        breaks=_breaks(rows, header),
        gaps=gaps,
        lost=tuple((number, lost) for number, lost in count if lost),
        replaced=sum(1 for line in links if replacements(line)),
        damaged=bad,
        torn=torn,
    )


def rows_of(data: bytes) -> list[Row]:
    """Return the lines of a file, one after the other; the last may lack its line end."""
    rows, offset = [], 0
    for line in data.split(b"\n"):
        raw = data[offset : offset + len(line) + 1]
        if raw:
            rows.append(Row(offset, raw, raw.endswith(b"\n") and is_whole(line)))
        offset += len(raw)
    return rows


def _read(path: Path) -> tuple[bytes, bool]:
    """Return what a file holds, and whether nobody was writing to it then."""
    lock = FileLock(path.with_name(path.name + ".lock"), 0)
    for _again in range(_TRIES):
        with lock.no_writer() as quiet:
            if quiet:
                return _content(path), True
        time.sleep(_PAUSE)
    return _content(path), False


def _content(path: Path) -> bytes:
    fd = os.open(path, os.O_RDONLY)
    try:
        return read_range(fd, 0, os.fstat(fd).st_size)
    finally:
        os.close(fd)


def _header(path: Path, rows: list[Row]) -> Header | None:
    """Return what the first line says, None where it is bad; raises Newer or Damaged for another program's file."""
    if rows and rows[0].whole:
        return check_header(path, rows[0].body)
    data = b"".join(row.raw for row in rows)
    if data and not is_torn_header(data) and not any(row.whole for row in rows):
        raise foreign(path)
    return None


def _parts(rows: list[Row], data: bytes) -> tuple[Part | None, tuple[Part, ...]]:
    """Return the torn tail, and the parts that are damaged, each as long as it goes on."""
    parts: list[Part] = []
    for number, row in enumerate(rows, 1):
        if row.whole:
            continue
        if parts and parts[-1].offset + parts[-1].size == row.offset:
            parts[-1] = parts[-1]._replace(size=parts[-1].size + len(row.raw))
        else:
            parts.append(Part(row.offset, len(row.raw), number))
    last = parts[-1] if parts else None
    if last and last.offset + last.size == len(data):
        suspect = data[last.offset :]
        if is_tail(suspect) and (last.offset or is_torn_header(suspect)):
            return last, tuple(parts[:-1])
    return None, tuple(parts)


def _breaks(rows: list[Row], header: Header | None) -> tuple[int, ...]:
    """Return the numbers of the lines that don't follow from the one before; none in a format without links."""
    if header is None or header.version < 2:
        return ()
    breaks = []
    before: bytes | None = root(rows[0].body)
    for number, row in enumerate(rows[1:], 2):
        line = row.chained
        if not row.whole:
            before = None  # what it was can't be told, and that it is bad is told elsewhere
        elif line is None:
            breaks.append(number)
            before = None
        else:
            if line.salts != LOST and before and not fits(before, line):
                breaks.append(number)
            before = line.link if line.link != UNKNOWN else None
    return tuple(breaks)


def _numbered(good: list[tuple[int, Row]]) -> tuple[int, int, tuple[tuple[int, str], ...]]:
    """Return the numbers of the first and last event, and the lines that don't go on where those before ended."""
    first, last = 0, 0
    gaps: list[tuple[int, str]] = []
    for number, row in good:
        try:
            begins, ends = numbers(row.body)
        except msgspec.DecodeError:
            gaps.append((number, _("nobody here knows what it records")))
            continue
        if last and begins and begins != last + 1:
            gaps.append((number, _("event {seq} stands where event {head} should", seq=begins, head=last + 1)))
        first = first or begins
        last = max(last, ends)
    return first, last, tuple(gaps)
