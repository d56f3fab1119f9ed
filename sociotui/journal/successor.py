"""Successor: whether a file that lies at a journal's path goes on from the one that lay there before."""

import os
from pathlib import Path

from sociotui.journal.ends import head_in, sealed_in
from sociotui.journal.files import read_range
from sociotui.journal.lines import chained, whole_lines


def comes_after(former: int, fd: int, path: Path) -> bool:
    """Whether `fd`, the file at `path`, took the place of `former`: it sealed it, or holds all of its lines.

    Its lines may have been brought into a newer format, and texts in them may have been replaced.
    The former file is whole: nobody writes to a file that gave its place away.
    """
    if sealed_in(fd) > head_in(former, path):
        return True
    before, after = _lines_of(former), _lines_of(fd)
    if not len(before) <= len(after):
        return False
    last, its = before[-1], after[len(before) - 1]
    was, is_now = chained(last), chained(its)
    if was is None:  # of a format without links: then each line has to be the same
        return whole_lines(_joined(before))[0][1:] == whole_lines(_joined(after[: len(before)]))[0][1:]
    return is_now is not None and was.link == is_now.link


def _lines_of(fd: int) -> list[bytes]:
    """Return the whole lines of a file, without their line ends; a file without any has one that is empty."""
    data = read_range(fd, 0, os.fstat(fd).st_size)
    return data[: whole_lines(data)[1]].removesuffix(b"\n").split(b"\n")


def _joined(lines: list[bytes]) -> bytes:
    return b"\n".join(lines) + b"\n"
