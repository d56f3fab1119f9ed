"""Repair: put right what can be proven, set aside what can't, keep the rest; and say exactly what was done.

Nothing is thrown away: what is taken out of a journal's file lies beside it afterwards.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from sociotui.journal.chain import LOST, Line, fits
from sociotui.journal.coder import lost_line, sealed_number
from sociotui.journal.examine import UNKNOWN, Part, Row, examined, rows_of
from sociotui.journal.files import keep_copy, read_range, refusal, sync_folder, unconfirmed
from sociotui.journal.lines import HEADERS, VERSION, chained, frame, plain
from sociotui.journal.lock import FileLock
from sociotui.journal.mend import follows, mended, numbers_in
from sociotui.journal.places import DAMAGED, TORN
from sociotui.journal.seal import put_in_place

Stands = Callable[[Sequence[bytes]], bool]
"""Whether what the JSON of these lines records can still be gone by."""


class SetAside(Struct, frozen=True):
    """Bytes that were taken out of a file, and the file in which they lie now.

    `first` and `last` are the numbers of the events that were lost with them, as far as what is
    around them tells: `last` is 0 when nothing came after them, both are 0 when none was lost.
    """

    part: Part
    copy: Path
    first: int
    last: int


class Repaired(Struct, frozen=True):
    """What was done: `mended` parts are as they were written; of the others, in order, the bytes were set aside.

    `cut` says that the last of them is all that came after it too: what was whole in it couldn't
    be gone by without what was lost. `kept` is the number of the last event that is there now.
    """

    mended: tuple[Part, ...] = ()
    aside: tuple[SetAside, ...] = ()
    torn: SetAside | None = None
    cut: bool = False
    kept: int = 0


def repair(path: Path, *, lock_wait: float, stands: Stands) -> Repaired:
    """Repair the file at `path`, in one step, and return what was done; nothing where nothing is damaged or torn.

    Raises Newer or Damaged for a file of another program, Busy, Full, ReadOnly or Unreadable when
    all is as it was, OutcomeUnknown when the disk didn't confirm.
    """
    try:
        with closing(FileLock(path.with_name(path.name + ".lock"), lock_wait)) as lock, lock:
            fd = os.open(path, os.O_RDWR)
            try:
                data = read_range(fd, 0, os.fstat(fd).st_size)
                return _Repair(path, data, stands).carry_out(os.fstat(fd))
            finally:
                os.close(fd)
    except OSError as error:
        raise refusal(path, error, writing=True) from error


class _Repair:
    """The repair of one file that holds `data`."""

    def __init__(self, path: Path, data: bytes, stands: Stands) -> None:
        self.path = path
        self.data = data
        self.stands = stands
        self.findings = examined(path, data)
        if self.findings.refused:
            raise self.findings.refused
        torn = self.findings.torn
        self.rows = [row for row in rows_of(data) if torn is None or row.offset < torn.offset]
        self.mended: list[Part] = []
        self.lost: list[tuple[Part, int, int]] = []

    def carry_out(self, former: os.stat_result) -> Repaired:
        if not (self.findings.damaged or self.findings.torn):
            return Repaired(kept=self.findings.last)
        rows = self._rows_after_repair()
        cut = bool(self.lost) and not self._stand(rows)
        if cut:
            rows = self._longest_that_stand(rows)
        torn = self.findings.torn
        done = Repaired(
            mended=tuple(part for part in self.mended if not cut or part.offset < self.lost[-1][0].offset),
            aside=tuple(self._set_aside(DAMAGED, *lost) for lost in self.lost),
            torn=self._set_aside(TORN, torn, 0, 0) if torn else None,
            cut=cut,
            kept=_head(rows),
        )
        os.close(put_in_place(self.path, b"".join(row.raw for row in rows), former, copies=True))
        try:
            sync_folder(self.path.parent)
        except OSError as error:
            raise unconfirmed(self.path, error) from error
        return done

    def _stand(self, rows: list[Row]) -> bool:
        return self.stands([row.body for row in rows[1:]])

    def _longest_that_stand(self, rows: list[Row]) -> list[Row]:
        """Return the lines up to the last lost part before which all can be gone by; the rest is lost, too."""
        while True:
            part, _first, _last = self.lost.pop()
            rows = [row for row in rows if row.offset < part.offset]
            if not self.lost or self._stand(rows):
                self.lost.append((part._replace(size=self._end - part.offset), _head(rows) + 1, 0))
                return rows

    @property
    def _end(self) -> int:
        return self.findings.torn.offset if self.findings.torn else len(self.data)

    def _rows_after_repair(self) -> list[Row]:
        """Return the lines as they are to be, with a line that says so where others were lost."""
        rows: list[Row] = []
        at = 0
        for part in self.findings.damaged:
            end = part.offset + part.size
            rows += [row for row in self.rows if at <= row.offset < part.offset]
            rest = [row for row in self.rows if row.offset >= end]
            found = mended(rows[-1] if rows else None, self.data[part.offset : end], rest[0] if rest else None)
            if found is None:
                rows += self._in_place_of(part, rows, rest)
            else:
                self.mended.append(part)
                rows += [row._replace(offset=part.offset) for row in rows_of(found)]
            at = end
        return rows + [row for row in self.rows if row.offset >= at and row.whole]

    def _in_place_of(self, part: Part, before: list[Row], rest: list[Row]) -> list[Row]:
        """Return the lines that stand in the place of lost ones: a header if that was among them, and what was lost."""
        after = next((row for row in rest if row.whole), None)
        header = [] if before else [Row(part.offset, HEADERS[after.version if after else VERSION], True)]
        if after is None:
            self.lost.append((part, _head(before) + 1 if before else 0, 0))
            return header
        if follows([*before, *header][-1], after):  # between those, there never was anything
            self.lost.append((part, 0, 0))
            return header
        first, last = _head(before) + 1, max(numbers_in(after)[0] - 1, 0)
        if last < first or (not before and sealed_number(after.body)):  # what a seal stands for was meant to be gone
            first = last = 0
        self.lost.append((part, first, last))
        body = lost_line(first, last)
        raw = frame(Line(self._link_before(part, after), LOST, body)) if after.chained else plain(body)
        return [*header, Row(part.offset, raw, True)]

    def _link_before(self, part: Part, after: Row) -> bytes:
        """Return the link of the last line in a bad part, proven by the line after it; UNKNOWN where it isn't."""
        bad = self.data[part.offset : part.offset + part.size].rstrip(b"\n").rpartition(b"\n")[2]
        line, its = chained(bad), after.chained
        return line.link if line and its and fits(line.link, its) else UNKNOWN

    def _set_aside(self, kind: str, part: Part, first: int, last: int) -> SetAside:
        place = self.path.with_name(f"{self.path.name}{kind}{part.offset}")
        copy = keep_copy(place, self.data[part.offset : part.offset + part.size])
        return SetAside(part, copy, first, last)


def _head(rows: list[Row]) -> int:
    """Return the number of the last event in these lines."""
    return max((numbers_in(row)[1] for row in rows), default=0)
