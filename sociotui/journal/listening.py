"""Listening: one stream read on as it grows, by who stays and hears all of it, also what was added just before it was sealed."""

import os
from collections.abc import Iterator
from pathlib import Path

from sociotui.journal.coder import Coder, lost_in
from sociotui.journal.damage import check_header
from sociotui.journal.files import read_range, refusal
from sociotui.journal.lines import whole_lines
from sociotui.journal.port import Recorded
from sociotui.journal.stream import FIRST


class Listening:
    """The events in the file at `path`, each of them once, from the first on.

    The file is held open, so that what stands in it can be read to its end when another took its place: a seal comes
    right after the last act. It takes no lock and changes nothing. A bad line ends what is heard; `Journal.read` tells why.
    """

    def __init__(self, path: Path, coder: Coder) -> None:
        self._path, self._coder = path, coder
        self._fd = -1
        self._head = 0
        self._begin()

    def heard(self) -> list[Recorded]:
        """Return what has been added since this was asked last. Raises Damaged, Newer and Unreadable."""
        try:
            return list(self._heard())
        except OSError as error:
            raise refusal(self._path, error, writing=False) from error

    def has_more(self) -> bool:
        """Tell whether there may be something new, by a look at the file's size and place alone."""
        try:
            return self._fd < 0 or os.fstat(self._fd).st_size > self._end or self._replaced()
        except OSError as error:
            raise refusal(self._path, error, writing=False) from error

    def close(self) -> None:
        """Let go of the file; doing it again does nothing."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _begin(self) -> None:
        self._end = self._count = self._reached = 0  # bytes, lines and events of this file that have been read

    def _heard(self) -> Iterator[Recorded]:
        if self._fd < 0:
            try:
                self._fd = os.open(self._path, os.O_RDONLY)
            except FileNotFoundError:
                return
        while True:
            replaced = self._replaced()  # first: nobody writes to a file any more that gave its place away
            yield from self._rest()
            if not replaced:
                return
            former, self._fd = self._fd, os.open(self._path, os.O_RDONLY)
            os.close(former)
            self._begin()

    def _replaced(self) -> bool:
        try:
            now = self._path.stat()
        except FileNotFoundError:
            return False  # gone altogether: whoever reads the journal is told
        held = os.fstat(self._fd)
        return (now.st_dev, now.st_ino) != (held.st_dev, held.st_ino)

    def _rest(self) -> Iterator[Recorded]:
        """Yield what stands in the file that is held and was not heard before; in another one that is read anew it was."""
        size = os.fstat(self._fd).st_size
        bodies, good = whole_lines(read_range(self._fd, self._end, size)) if size > self._end else ([], 0)
        if not bodies:
            return
        first = self._end == 0
        self._end += good
        if first:
            check_header(self._path, bodies.pop(0))
        line = FIRST + self._count
        self._count += len(bodies)
        for recorded in self._coder.records(bodies, head=self._reached, path=self._path, line=line):
            self._reached = recorded.seq
            if recorded.seq > self._head:
                self._head = recorded.seq
                yield recorded
        for body in reversed(bodies):  # where what was there is lost, its numbers are taken
            lost = lost_in(body)
            if lost is None:
                break
            self._reached = max(self._reached, lost.last)
