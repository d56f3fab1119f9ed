"""Successor: whether a file that lies at a journal's path goes on from the one that lay there before."""

import os

import msgspec

from sociotui.journal.chain import replacements, same_but_for_texts
from sociotui.journal.coder import last_number
from sociotui.journal.ends import sealed_in
from sociotui.journal.files import read_range
from sociotui.journal.lines import chained, whole_lines


def comes_after(former: int, fd: int) -> bool:
    """Whether `fd` took the place of `former`: it sealed it, or holds all of its lines.

    Its lines may have been brought into a newer format, and texts in them may have been replaced.
    Nobody writes to a file that gave its place away; but from a damaged line on, it may have been
    repaired. Raises OSError.
    """
    before, after = _lines_of(former), _lines_of(fd)
    sealed = sealed_in(fd)
    if sealed and sealed > _head(before[-1]):
        return True
    if not len(before) <= len(after):
        return False
    last, its = before[-1], after[len(before) - 1]
    was, is_now = chained(last), chained(its)
    if was is None:  # of a format without links: then all lines have to be the same, but for texts
        return all(map(_goes_on, before[1:], after[1:]))
    return is_now is not None and was.link == is_now.link


def _head(line: bytes) -> int:
    """Return the number of the last event in a line, 0 where it has none."""
    try:
        return last_number(line[line.find(b"{") :])
    except msgspec.DecodeError:
        return 0


def _goes_on(was: bytes, line: bytes) -> bool:
    """Whether `line` says what `was`, a line without a link, did; texts may have been replaced in it since."""
    is_now = chained(line)
    before, after = was[was.find(b"{") :], line[line.find(b"{") :]
    return before == after or (is_now is not None and replacements(is_now) > 0 and same_but_for_texts(before, after))


def _lines_of(fd: int) -> list[bytes]:
    """Return the whole lines of a file, without their line ends; a file without any has one that is empty."""
    data = read_range(fd, 0, os.fstat(fd).st_size)
    return data[: whole_lines(data)[1]].removesuffix(b"\n").split(b"\n")
