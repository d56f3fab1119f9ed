"""Ends: where the events in a journal's file begin and end, told without reading what lies between."""

import os
from pathlib import Path

import msgspec

from sociotui.journal.coder import last_number, sealed_number
from sociotui.journal.damage import bad_line, bad_start, bad_sum, check_header, unknown_record
from sociotui.journal.files import read_range
from sociotui.journal.lines import (
    VERSION,
    chained,
    header_of,
    is_tail,
    is_torn_header,
    is_whole,
    last_whole,
    whole_lines,
)
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
    start = read_range(fd, 0, _HEADER_ROOM)  # once: its first writer may be at it this moment
    first = last_whole(start[: start.find(b"\n") + 1])
    if first is None:
        if not is_torn_header(start):
            raise bad_start(path, read_range(fd, 0, size))
        return 0  # its first writer is at it, or was cut short
    check_header(path, first)
    body, end = _last_body(fd, size)
    suspect = read_range(fd, end, size)
    if whole_lines(suspect)[1]:
        return head_in(fd, path)  # it was written since, in the place of a torn tail
    if suspect and not is_tail(suspect):
        raise bad_line(path, read_range(fd, 0, end).count(b"\n") + 1, bad_sum())
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


def version_of(fd: int) -> int:
    """Return the version of the format that the first line of `fd` tells; 0 where it tells none."""
    first = last_whole(first_line(fd))
    header = header_of(first) if first else None
    return header.version if header else 0


def has_line(fd: int, start: int, end: int, link: bytes) -> bool:
    """Whether `fd`, in today's format, has a whole line with that `link` from `start` to `end`; raises OSError."""
    data = read_range(fd, start - 1, end) if 0 < start < end else b""
    if version_of(fd) != VERSION or len(data) <= end - start:
        return False
    before, line, after = data[:1], data[1:-1], data[-1:]
    found = chained(line) if is_whole(line) else None
    return before == after == b"\n" and b"\n" not in line and found is not None and found.link == link


def sealed_in(fd: int) -> int:
    """Return the number of the record that `fd` begins with, if that sealed a stream; else 0."""
    with open(fd, "rb", closefd=False) as file:
        file.seek(0)
        header, line = file.readline(), file.readline()
    bodies, _end = whole_lines(header + line)
    return sealed_number(bodies[1]) if len(bodies) == 2 else 0


def _last_body(fd: int, size: int) -> tuple[bytes | None, int]:
    """Return the JSON of the last whole line, and the offset where that ends; None and 0 where there is none."""
    back = _FIRST_LOOK_BACK
    while True:
        start = max(size - back, 0)
        data = read_range(fd, start, size)
        end = data.rfind(b"\n") + 1
        while end:
            begin = data.rfind(b"\n", 0, end - 1) + 1
            if (begin or not start) and (body := last_whole(data[begin:end])) is not None:
                return body, start + end
            end = begin
        if not start:
            return None, 0
        back *= 8
