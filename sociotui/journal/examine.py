"""Examine: read a journal's file from its first byte to its last, and tell all that can be told of it."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from sociotui.journal.chain import LOST, Line, fits, replacements, root
from sociotui.journal.change import Lost
from sociotui.journal.coder import lost_in
from sociotui.journal.damage import check_header, foreign
from sociotui.journal.files import read_range, refusal
from sociotui.journal.lines import VERSION, Header, chained, header_of, is_tail, is_torn_header, is_whole
from sociotui.journal.lock import FileLock
from sociotui.journal.numbering import numbering, recorded
from sociotui.journal.port import JournalError
from sociotui.words import _

UNKNOWN = b"0" * 40
"""The link of a line that was lost, where nobody knows what it was."""
_TRIES, _PAUSE = 40, 0.05  # how often, and after how many seconds, files are looked at again that somebody writes
_JSON = 9  # where in a file's first line its JSON begins


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
    lines that don't fit their link, `gaps` those that can't stand where they do, by their number or
    as they have no link, with a sentence; `numbered` says that each whole line is one of events, or stands for lost ones, so
    that its place can be told. `lost` is what stands for events that a repair couldn't keep,
    `replaced` how many lines have texts that were replaced when somebody was forgotten. `blank`
    says of what is `torn` that it has zeros in it: it may also be a record that was confirmed, of
    which the disk lost a part later. `refused` is why it can't be read at all.
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
    numbered: bool = True
    lost: tuple[tuple[int, Lost], ...] = ()
    replaced: int = 0
    damaged: tuple[Part, ...] = ()
    torn: Part | None = None
    blank: bool = False
    refused: JournalError | None = None

    @property
    def well(self) -> bool:
        """Whether nothing of it is wrong; what was lost before, and told then, is no news."""
        return not (self.breaks or self.gaps or self.damaged or self.torn or self.refused)

    @property
    def astray(self) -> bool:
        """Whether lines aren't in the places that their numbers tell, or miss some, so that a repair can deal with it."""
        return bool(self.gaps) and self.numbered


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
    def version(self) -> int:
        """The version of the format that a whole line, not the first, is written in, as far as it tells."""
        return VERSION if self.chained else 1

    @property
    def body(self) -> bytes:
        """Its JSON."""
        return self.raw[self.raw.find(b"{") : -1]


class Patience:
    """How long those who are writing are waited for: two seconds, shared by all files that are examined with it.

    `left` is how many twentieths of a second are left of that.
    """

    def __init__(self, left: int = _TRIES) -> None:
        self._left = left

    def wait(self) -> bool:
        """Wait for a moment; False, at once, where it is used up."""
        if not self._left:
            return False
        self._left -= 1
        time.sleep(_PAUSE)
        return True


def examine(path: Path, patience: Patience | None = None) -> Findings:
    """Return what the file at `path` holds; raises Unreadable, or another JournalError where it can't be read at all.

    Nobody is waited for but who may be writing the end of the file this moment, since it isn't
    whole; and that with `patience`, where it is given, else with some of its own.
    """
    lock = FileLock(path.with_name(path.name + ".lock"), 0)
    patience = patience or Patience()
    try:
        findings = examined(path, _content(path))
        while _may_be_in_the_making(findings):
            with lock.no_writer() as quiet:
                data = _content(path)
            findings = examined(path, data)
            if quiet:
                break
            if not patience.wait():
                # What somebody is writing looks torn, too.
                return examined(path, data[: findings.torn.offset]) if findings.torn else findings
    except OSError as error:
        raise refusal(path, error, writing=False) from error
    return findings


def examined(path: Path, data: bytes) -> Findings:
    """Return what `data`, all of the file at `path`, holds."""
    rows = rows_of(data)
    torn, bad = _parts(rows, data)
    try:
        header = _header(path, rows)
    except JournalError as error:
        return Findings(path=path, size=len(data), torn=torn, blank=_has_zeros(data, torn), refused=error)
    good = [(number, row) for number, row in enumerate(rows, 1) if row.whole and not (number == 1 and header)]
    lines = [(number, row) for number, row in good if not is_header(row)]
    count = [(number, lost_in(row.body)) for number, row in lines]
    their = numbering([(number, row.body) for number, row in lines])
    links = [line for _number, row in lines if (line := row.chained)]
    return Findings(
        path=path,
        size=len(data),
        version=header.version if header else 0,
        commits=len(lines),
        first=their.first,
        last=their.last,
        link=links[-1].link.decode() if links and lines[-1][1].chained else "",
        after=header.after if header else "",
        breaks=_breaks(rows, header),
        gaps=tuple(sorted((*_first_lines(rows, good), *_unchained(header, lines), *their.gaps))),
        numbered=their.known,
        lost=tuple((number, lost) for number, lost in count if lost),
        replaced=sum(1 for line in links if replacements(line)),
        damaged=bad,
        torn=torn,
        blank=_has_zeros(data, torn),
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


def is_header(row: Row) -> bool:
    """Whether this whole line is the first one of a file, wherever it stands."""
    return row.raw[_JSON:].startswith(b'{"format":') and header_of(row.body) is not None


def _may_be_in_the_making(findings: Findings) -> bool:
    """Whether it isn't whole at its end, where alone anybody writes."""
    last = findings.damaged[-1] if findings.damaged else None
    return bool(findings.torn or (last and last.offset + last.size == findings.size))


def _content(path: Path) -> bytes:
    fd = os.open(path, os.O_RDONLY)
    try:
        return read_range(fd, 0, os.fstat(fd).st_size)
    finally:
        os.close(fd)


def _header(path: Path, rows: list[Row]) -> Header | None:
    """Return what the first line says, None where it is bad or gone; raises Newer or Damaged for another program's file."""
    for row in rows[1:]:
        if row.whole and is_header(row):
            check_header(path, row.body)
    if rows and rows[0].whole:
        gone = recorded(rows[0].body) is not None or lost_in(rows[0].body) is not None
        return None if gone else check_header(path, rows[0].body)
    data = b"".join(row.raw for row in rows)
    if data and not is_torn_header(data) and not any(row.whole for row in rows):
        raise foreign(path)
    return None


def _first_lines(rows: list[Row], good: list[tuple[int, Row]]) -> Iterator[tuple[int, str]]:
    """Return where a first line is missing, or is one too many, with a sentence."""
    if rows and rows[0].whole and good[:1] == [(1, rows[0])]:
        yield 1, _("the line that a journal begins with is missing")
    yield from ((number, _("a journal begins a second time")) for number, row in good if is_header(row))


def _unchained(header: Header | None, lines: list[tuple[int, Row]]) -> Iterator[tuple[int, str]]:
    """Return which lines have no link, where the file's format has them."""
    if header and header.version > 1:
        yield from ((number, _("it isn't chained to the line before it")) for number, row in lines if not row.chained)


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
    if not parts or rows[-1].whole:
        return None, tuple(parts)
    last, end = parts[-1], rows[-1].offset
    if _is_torn(data, last.offset):
        return last, tuple(parts[:-1])
    if end > last.offset and _is_torn(data, end):  # a damaged line, and a torn one right behind it
        parts[-1] = last._replace(size=end - last.offset)
        return Part(end, len(data) - end, len(rows)), tuple(parts)
    return None, tuple(parts)


def _has_zeros(data: bytes, torn: Part | None) -> bool:
    return torn is not None and b"\0" in data[torn.offset :]


def _is_torn(data: bytes, offset: int) -> bool:
    return is_tail(data[offset:]) and (offset > 0 or is_torn_header(data))


def _breaks(rows: list[Row], header: Header | None) -> tuple[int, ...]:
    """Return the numbers of the lines that don't follow from the one before; none in a format without links."""
    version = header.version if header else max((row.version for row in rows), default=0)
    if version < 2:
        return ()
    breaks = []
    before = root(rows[0].body) if header else None
    begin = 0 if rows[0].whole and not header else 1
    for number, row in enumerate(rows[begin:], begin + 1):
        line = row.chained
        if not row.whole:
            before = None  # what it was can't be told, and that it is bad is told elsewhere
        elif line is None:
            breaks.append(number)
            before = None
        else:
            if not _is_as_written(before, line):
                breaks.append(number)
            before = line.link if line.link != UNKNOWN else None
    return tuple(breaks)


def _is_as_written(before: bytes | None, line: Line) -> bool:
    """Whether `line` follows from the link `before`, where that is known, or stands for one that was lost."""
    if line.salts == LOST:
        return lost_in(line.body) is not None
    return before is None or fits(before, line)
