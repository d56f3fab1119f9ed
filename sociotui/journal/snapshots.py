"""Snapshots: what folding a stream up to one of its lines came to, kept beside the journals; a cache, never the truth.

A snapshot's first line says what it is of, and where which part of it lies; each part has a checksum
and is read only when it is asked for. It is written whole, under a name of its own, and renamed, so
that no reader meets a half. What is torn, altered, foreign or of another meaning is as good as none,
and nobody is told. It need not outlast a power cut: the checksums tell.
"""

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import Struct

from sociotui.journal.commands import ORDER
from sociotui.journal.files import PRIVATE_FILE, PRIVATE_FOLDER, read_range, refusal, write_all
from sociotui.journal.lines import plain, whole_lines
from sociotui.journal.places import snapshot_of

_FORM = f"sociotui-snapshot 2 {ORDER}"
_FRESH = ".new"  # what its name is followed by while it is written
_LABEL_ROOM = 4096


class Spot(Struct, frozen=True):
    """A place in a stream's file: where its `lines`-th line after the header, from `start` to `end`, has that `link`.

    `head` is the number of the last event there, `file` the file's number on its disk: a file that took the place of
    another may have the same lines with other texts in them.
    """

    head: int
    lines: int
    start: int
    end: int
    link: str
    file: int


class _Label(Struct, frozen=True):
    """What the first line says: of which stream and meaning, taken where; of each part, in order, its size and checksum."""

    form: str
    stream: str
    meaning: str
    spot: Spot
    parts: dict[str, tuple[int, int]]


class Found:
    """A snapshot that lies open: taken at `spot`; it stays readable whatever becomes of its name."""

    def __init__(self, fd: int, label: _Label, first: int) -> None:
        self.spot = label.spot
        self._fd = fd
        self._parts: dict[str, tuple[int, int, int]] = {}
        for name, (size, checksum) in label.parts.items():
            self._parts[name] = first, size, checksum
            first += size

    def part(self, name: str) -> bytes | None:
        """Return a part by its name; None where there is none that is as it was written."""
        first, size, checksum = self._parts.get(name, (0, 0, -1))
        try:
            data = read_range(self._fd, first, first + size)
        except OSError:
            return None
        return data if crc32(data) == checksum and len(data) == size else None

    def __del__(self, close: Callable[[int], None] = os.close) -> None:
        close(self._fd)


class Snapshots:
    """The snapshot of one stream under `home`; there need not be any."""

    def __init__(self, home: Path, stream: str) -> None:
        self._stream = stream
        self._place = snapshot_of(home, stream)

    def find(self, meaning: str) -> Found | None:
        """Return the snapshot of that meaning; None where there is none."""
        try:
            fd = os.open(self._place, os.O_RDONLY)
        except OSError:
            return None
        found = None
        try:
            found = self._opened(fd, meaning)
        except OSError:
            return None
        finally:
            if found is None:
                os.close(fd)
        return found

    def _opened(self, fd: int, meaning: str) -> Found | None:
        start = read_range(fd, 0, _LABEL_ROOM)
        line = start[: start.find(b"\n") + 1]
        bodies, _end = whole_lines(line)
        try:
            label = msgspec.json.decode(bodies[0], type=_Label) if bodies else None
        except msgspec.DecodeError:
            return None
        if label is None or (label.form, label.stream, label.meaning) != (_FORM, self._stream, meaning):
            return None
        return Found(fd, label, len(line))

    def writable(self) -> bool:
        """Whether `write` may do it, as far as one can see without trying."""
        folder = self._place.parent
        return os.access(folder if folder.exists() else folder.parent, os.W_OK | os.X_OK)

    def write(self, meaning: str, spot: Spot, parts: Mapping[str, bytes]) -> bool:
        """Keep a snapshot in the place of the former one; False where that can't be done, or another is at it."""
        sizes = {name: (len(data), crc32(data)) for name, data in parts.items()}
        label = plain(msgspec.json.encode(_Label(_FORM, self._stream, meaning, spot, sizes)))
        if len(label) > _LABEL_ROOM:
            raise ValueError("a snapshot's meaning, and the names of its parts, are short")
        fresh = self._place.with_name(self._place.name + _FRESH)
        try:
            with _alone_in(self._place.parent):
                try:
                    fd = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, PRIVATE_FILE)
                    try:
                        for data in (label, *parts.values()):
                            write_all(fd, data)
                    finally:
                        os.close(fd)
                    fresh.replace(self._place)
                except OSError:
                    fresh.unlink(missing_ok=True)
                    raise
        except OSError:
            return False
        return True

    def remove(self) -> None:
        """Remove the snapshot, and what a crash left of one. Raises JournalError where that can't be done."""
        for place in (self._place, self._place.with_name(self._place.name + _FRESH)):
            try:
                place.unlink(missing_ok=True)
            except NotADirectoryError:
                return  # then there is none
            except OSError as error:
                raise refusal(place, error, writing=True) from error


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep others from writing snapshots in `folder`, which is made; raises OSError where another is at it."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=PRIVATE_FOLDER)
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(fd)
