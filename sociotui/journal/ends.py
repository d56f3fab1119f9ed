"""Ends: where the events in a journal's file begin and end, told without reading what lies between."""

import os
from pathlib import Path

import msgspec

from sociotui.journal.coder import last_number, sealed_number
from sociotui.journal.damage import check_header, foreign, unknown_record
from sociotui.journal.files import read_range
from sociotui.journal.lines import last_whole, whole_lines
from sociotui.words import _

_HEADER_ROOM = 256
_FIRST_LOOK_BACK = 4096


def head_of(path: Path) -> int:
    """Return the number of the last event in the file at `path`, as `head_in` does."""
    fd = os.open(path, os.O_RDONLY)
    try:
        return head_in(fd, path)
    finally:
        os.close(fd)


def head_in(fd: int, path: Path) -> int:
    """Return the number of the last event in `fd`, the file at `path`, from its end; 0 when it holds none.

    Raises Damaged or Newer where the file's first line or its end can't be understood, and OSError.
    """
    size = os.fstat(fd).st_size
    start = first_line(fd)
    first = last_whole(start)
    if first is None:
        if start:
            raise foreign(path)
        return 0  # its first writer is at it, or was cut short
    check_header(path, first)
    body = _last_body(fd, size)
    if body is None or body == first:
        return 0
    try:
        return last_number(body)
    except msgspec.DecodeError as error:
        raise unknown_record(path, _("an unknown record at its end")) from error


def first_line(fd: int) -> bytes:
    """Return the first line of `fd` with its line end; nothing when it has none."""
    start = read_range(fd, 0, _HEADER_ROOM)
    return start[: start.find(b"\n") + 1]


def sealed_in(fd: int) -> int:
    """Return the number of the record that `fd` begins with, if that sealed a stream; else 0."""
    with open(fd, "rb", closefd=False) as file:
        file.seek(0)
        header, line = file.readline(), file.readline()
    bodies, _end = whole_lines(header + line)
    return sealed_number(bodies[1]) if len(bodies) == 2 else 0


def _last_body(fd: int, size: int) -> bytes | None:
    back = _FIRST_LOOK_BACK
    while True:
        start = max(size - back, 0)
        data = read_range(fd, start, size)
        if start:
            data = data[data.find(b"\n") + 1 :]  # the rest of a line that began before
        body = last_whole(data)
        if body is not None or not start:
            return body
        back *= 8
