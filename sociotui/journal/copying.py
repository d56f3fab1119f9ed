"""Copying: the files of a home as they were at one moment, though others write; most of the work is done before that moment."""

import os
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec
from msgspec import Struct

from sociotui.journal.backup import ORGANISATION_FILE, Kept, is_journal, lock_of, no_writer
from sociotui.journal.coder import last_number
from sociotui.journal.files import read_range, refusal
from sociotui.journal.lines import VERSION as FORMAT_VERSION
from sociotui.journal.lines import chained, header_of, is_tail, is_torn_header, last_line, whole_lines

Still = Literal["nothing", "organisation", "all"]
"""To what nobody writes for a while: to no file for certain, to the organisation, or to any."""
_Stamp = tuple[int, int, int, int]


class _Copied(Struct, frozen=True):
    """A copy of a file: what the file's stamp was before it was read, where in the spool it starts; None where nothing was whole."""

    stamp: _Stamp
    start: int
    kept: Kept | None


class _Read(Struct, frozen=True):
    """What is in a file that is to be copied."""

    stamp: _Stamp
    data: bytes
    kept: Kept


class Copies:
    """Copies of files of a `home`, one after the other at the end of `spool`. A file that has not changed is copied once.

    So all of it can be copied while everybody works, and then, while nobody does, only what has changed meanwhile.
    """

    def __init__(self, home: Path, spool: BinaryIO) -> None:
        self._home, self._spool = home, spool
        self._copied: dict[str, _Copied] = {}

    def take(self, names: list[str], still: Still) -> int:
        """Have copies of just these files, as they are now; return how many had to be made. Raises Unreadable."""
        copied, made = {}, 0
        for name in names:
            found = self._found(name, still)
            if isinstance(found, _Read):
                start = self._spool.seek(0, os.SEEK_END)
                self._spool.write(found.data)
                found = _Copied(found.stamp, start, found.kept if found.data else None)
                made += 1
            if found:
                copied[name] = found
        self._copied = copied
        return made

    @property
    def files(self) -> dict[str, Kept]:
        """What was copied of each file, in the order in which they were named last; those are left out in which nothing is."""
        return {name: copy.kept for name, copy in self._copied.items() if copy.kept}

    @property
    def starts(self) -> dict[str, int]:
        """Where in the spool each copy starts, in bytes."""
        return {name: copy.start for name, copy in self._copied.items()}

    def _found(self, name: str, still: Still) -> "_Copied | _Read | None":
        """Return the copy of a file that has not changed; of another what is in it; None where it is gone."""
        path = os.path.join(self._home, name)  # noqa: PTH118 - there are thousands, and Path is slow
        try:
            stamp = _stamp(os.stat(path))  # noqa: PTH116 - before it is read: what is written from now on shows
            before = self._copied.get(name)
            if before and before.stamp == stamp:
                return before
            certain = still == "all" or (still == "organisation" and name == ORGANISATION_FILE)
            data, kept = _copy(Path(path), certain=certain) if is_journal(name) else _plain(Path(path))
        except FileNotFoundError:
            return None  # since it was listed
        except OSError as error:
            raise refusal(Path(path), error, writing=False) from error
        return _Read(stamp, data, kept)


def _stamp(status: os.stat_result) -> _Stamp:
    """Return what changes with a file: one that is added to gets longer, another one in its place is another inode."""
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _plain(path: Path) -> tuple[bytes, Kept]:
    data = path.read_bytes()
    return data, _kept(data)


def _copy(path: Path, *, certain: bool) -> tuple[bytes, Kept]:
    """Return the whole lines of a journal; a file that is not whole or of a newer program to its end."""
    data = _read(path)
    bodies, end = whole_lines(data)
    suspect = data[end:]
    torn = is_tail(suspect) if end else is_torn_header(suspect)
    if suspect and not torn and not certain:
        # Where a writer is just replacing a torn tail, it may be seen half old and half new.
        with no_writer(lock_of(path, 10)):
            return _copy(path, certain=True)
    header = header_of(bodies[0]) if bodies else None
    if header and header.version > FORMAT_VERSION:
        return data, _kept(data, flaw="newer")
    if (suspect and not torn) or (bodies and header is None):
        return data, _kept(data, flaw="damaged")
    if len(bodies) < 2:
        return b"", _kept(b"")  # its first record never came to its end
    return _whole(data[:end], bodies[-1])


def _read(path: Path) -> bytes:
    fd = os.open(path, os.O_RDONLY)
    try:
        return read_range(fd, 0, os.fstat(fd).st_size)
    finally:
        os.close(fd)


def _whole(data: bytes, last: bytes) -> tuple[bytes, Kept]:
    line = chained(last_line(data))
    try:
        head = last_number(last)
    except msgspec.DecodeError:
        return data, _kept(data, flaw="newer")  # a record that nobody here knows
    return data, _kept(data, head=head, link=line.link.decode() if line else "")


def _kept(data: bytes, *, head: int = 0, link: str = "", flaw: Literal["", "damaged", "newer"] = "") -> Kept:
    return Kept(len(data), sha256(data).hexdigest(), head, link, flaw)
