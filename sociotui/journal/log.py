"""Log: a file of checksummed lines that only grows at its end, until it is sealed; a commit is one line."""

import contextlib
import os
from pathlib import Path

from sociotui.journal.chain import forge, root
from sociotui.journal.damage import bad_line, bad_start, bad_sum, changed_beneath, check_header
from sociotui.journal.ends import first_line
from sociotui.journal.files import PRIVATE_FILE, full, keep_copy, read_range, refusal, sync_folder
from sociotui.journal.lines import (
    HEADER,
    ROOT,
    VERSION,
    chained,
    frame,
    header_body,
    header_of,
    is_tail,
    is_torn_header,
    last_line,
    last_whole,
    plain,
    whole_lines,
)
from sociotui.journal.lock import FileLock
from sociotui.journal.places import FORMER, TORN, copies_of
from sociotui.journal.port import OutcomeUnknown, ReadOnly
from sociotui.journal.rewrite import Replace, rewritten
from sociotui.journal.seal import clear_left_over, put_in_place
from sociotui.journal.successor import comes_after
from sociotui.words import _


class Log:
    """The lines of the file at `path`, which need not be there yet.

    Nothing is opened before it is needed. Reading takes no lock; writing is done `with log.lock`.
    One thread at a time may use a log. `notices` gathers sentences for people about what was
    found and dealt with.
    """

    def __init__(self, path: Path, *, lock_wait: float, notices: list[str], writable: bool = True) -> None:
        self.path = path
        self.lock = FileLock(path.with_name(path.name + ".lock"), lock_wait)
        self.notices = notices
        self.edition = 0  # counts up whenever offsets that were returned no longer hold
        self.link = b""  # of the last line that was returned or written; none in a former format
        self._writable = writable
        self._place = os.fspath(path)
        self._fd: int | None = None
        self._fd_writes = False
        self._is = (0, 0)  # the device and the number of that file
        self._failed = False
        self._version = 0  # of the file's format, where it is known
        self._synced = 0  # all before this offset is known to have reached the disk
        self._told = -1  # where the torn tail begins that readers were told of

    def follow(self) -> int:
        """Turn to the file that is at `path` now, if it took the place of the one that was; return the `edition` it is.

        With the lock held, a file in a former format is brought into today's. Raises Damaged when
        any other file is there, or none, and Unreadable.
        """
        try:
            if self._fd is not None and not self._is_there():
                self._use(self._successor_of(self._fd), writes=False)
            if self._version < VERSION and self._writable and self.lock.held and self._former():
                self._upgrade()
        except OSError as error:
            raise refusal(self.path, error, writing=False) from error
        return self.edition

    def lines(self, start: int) -> tuple[list[bytes], int]:
        """Return the JSON of each whole line from offset `start`, and the offset where they end.

        `start` is 0 (then the header is checked, and left out) or an end that was returned in this edition.
        A torn tail is left out and told; with the lock held, it is set aside and cut off.
        Raises Damaged, Newer or Unreadable.
        """
        try:
            return self._lines(start)
        except OSError as error:
            raise refusal(self.path, error, writing=False) from error

    def write(self, end: int, body: bytes) -> int:
        """Add a line with `body` at `end`, where the lines end, and return their new end; the lock is held.

        Raises Full or ReadOnly when nothing was added, OutcomeUnknown when the disk didn't confirm.
        """
        fd = self._open_to_write()
        line = forge(self.link if end else ROOT, body)
        data = frame(line) if end else HEADER + frame(line)
        try:
            written = os.pwrite(fd, data, end)
        except OSError as error:
            self._cut_back(fd, end)
            raise refusal(self.path, error, writing=True) from error
        if written < len(data):
            self._cut_back(fd, end)
            raise full(self.path, _("only a part fitted"))
        self._sync(fd, end + len(data))
        self.link, self._version = line.link, VERSION
        return end + len(data)

    def replace(self, body: bytes) -> None:
        """Make a line with `body` all that there is, in one step: a new edition. The lock is held, all lines are known.

        Raises Full or ReadOnly when all is as it was, OutcomeUnknown when the disk didn't confirm.
        """
        header = header_body(self.link)
        self.give_way(plain(header) + frame(forge(root(header), body)))

    def give_way(self, data: bytes, *, copies: bool = False) -> None:
        """Make `data`, all the lines of a file, all that there is, in one step: a new edition. The lock is held.

        `copies` of former lines beside it are removed, unless they may stay. Raises as `replace` does.
        """
        try:
            fd = put_in_place(self.path, data, os.fstat(self._open_to_write()), copies=copies)
        except OSError as error:
            raise refusal(self.path, error, writing=True) from error
        self._use(fd, writes=True)
        self._sync(fd, len(data))

    def rewrite(self, end: int, replace: Replace) -> int:
        """Replace texts in all lines up to `end`, where they end; return in how many. The lock is held, all are known.

        Copies of former lines beside the file are removed, whether anything was replaced or not.
        Raises as `give_way` does.
        """
        fd = self._open_to_write()
        try:
            data, count = rewritten(read_range(fd, 0, end), replace)
        except OSError as error:
            raise refusal(self.path, error, writing=False) from error
        if count or copies_of(self.path):
            self.give_way(data)
        return count

    def make_sure(self, end: int) -> None:
        """Return when all before `end` has reached the disk, whoever wrote it; the lock is held."""
        fd = self._open_to_write()
        if self._synced < end:
            self._sync(fd, end)

    def close(self) -> None:
        """Let go of the file; it is opened again when next needed. The lock is closed by itself."""
        self._use(None, writes=False)

    def _use(self, fd: int | None, *, writes: bool) -> None:
        """Begin a new edition, with the file `fd`."""
        former = self._fd
        self._hold(fd, writes=writes)
        self._synced, self._told = 0, -1
        self.link, self._version = b"", 0
        self.edition += 1
        if former is not None:
            os.close(former)

    def _hold(self, fd: int | None, *, writes: bool) -> None:
        self._fd, self._fd_writes = fd, writes
        if fd is not None:
            found = os.fstat(fd)
            self._is = found.st_dev, found.st_ino

    def _lines(self, start: int, *, certain: bool = False) -> tuple[list[bytes], int]:
        fd = self._open_to_read()
        if fd is None:
            if start:
                raise changed_beneath(self.path)
            return [], 0
        size = os.fstat(fd).st_size
        if size == start:
            return [], start  # nearly always: nothing is new
        if size < start:
            raise changed_beneath(self.path)
        data = read_range(fd, start, size)
        bodies, good = self._whole(fd, start, data)
        if good < len(data):
            suspect = data[good:]
            certain = certain or self.lock.held
            if not certain:
                # A line that another process is writing this moment looks torn, too.
                with self.lock.no_writer() as quiet:
                    if quiet:
                        return self._lines(start, certain=True)
            if certain or not is_tail(suspect):
                self._judge(fd, start + good, suspect)
        # A header alone is as good as nothing: its writer may yet take it back with a short write.
        return bodies, start + good if start or bodies else 0

    def _whole(self, fd: int, start: int, data: bytes) -> tuple[list[bytes], int]:
        """Return the JSON of the whole lines that `data`, from `start`, begins with, and where they end in it."""
        bodies, good = whole_lines(data)
        if not start and bodies:
            self._version = check_header(self.path, bodies.pop(0)).version
        if bodies:
            line = chained(last_line(data[:good]))
            if line is None and self._version > 1:
                number = read_range(fd, 0, start + good).count(b"\n")
                raise bad_line(self.path, number, _("it isn't chained to the line before it"))
            self.link = line.link if line else b""
        return bodies, good

    def _judge(self, fd: int, offset: int, suspect: bytes) -> None:
        """Deal with a bad line at `offset`, `suspect` being all from there on: torn, or damaged."""
        if not offset and not is_torn_header(suspect):
            raise bad_start(self.path, suspect)
        if not is_tail(suspect):
            raise bad_line(self.path, read_range(fd, 0, offset).count(b"\n") + 1, bad_sum())
        if self.lock.held:
            self._set_aside(offset, suspect)
        elif self._told != offset:
            self._told = offset
            self.notices.append(
                _(
                    "The last record of {path} is incomplete, as after a power cut, and is left out. "
                    "All before it is whole.",
                    path=self.path,
                )
            )

    def _set_aside(self, offset: int, torn: bytes) -> None:
        fd = self._open_to_write()
        try:
            copy = keep_copy(self.path.with_name(f"{self.path.name}{TORN}{offset}"), torn)
            os.ftruncate(fd, offset)
        except OSError as error:
            raise refusal(self.path, error, writing=True) from error
        self.notices.append(
            _(
                "The last record of {path} was incomplete, as after a power cut, and had never been "
                "confirmed. Its bytes are kept in {copy}; all before it is whole.",
                path=self.path,
                copy=copy.name,
            )
        )

    def _open_to_read(self) -> int | None:
        if self._fd is None:
            with contextlib.suppress(FileNotFoundError):  # no file is a log without lines
                self._hold(os.open(self.path, os.O_RDONLY), writes=False)
        return self._fd

    def _open_to_write(self) -> int:
        if self._failed:
            raise ReadOnly(
                _(
                    "The disk failed while {path} was written, so sociotui only reads it now. Close sociotui, "
                    "look after the disk, and start again; what is missing then was not recorded.",
                    path=self.path,
                )
            )
        if self._fd is None or not self._fd_writes:
            if not self._writable:
                raise ReadOnly(_("{path} was opened for reading only; open it to write.", path=self.path))
            try:
                fd = os.open(self.path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
            except OSError as error:
                raise refusal(self.path, error, writing=True) from error
            if self._fd is not None:
                os.close(self._fd)
            self._hold(fd, writes=True)
            clear_left_over(self.path)
            return fd
        return self._fd

    def _is_there(self) -> bool:
        """Whether the open file is the one at the path; raises Damaged when none is."""
        try:
            now = os.stat(self._place)  # noqa: PTH116 - for each commit and each look, so no more than is needed
        except FileNotFoundError as error:
            raise changed_beneath(self.path) from error
        return (now.st_dev, now.st_ino) == self._is

    def _successor_of(self, former: int) -> int:
        """Return the file at the path, open, that took the place of `former`; raises Damaged for any other."""
        fd = os.open(self.path, os.O_RDONLY)
        known = False
        try:
            known = comes_after(former, fd, self.path)
        finally:
            if not known:
                os.close(fd)
        if not known:
            raise changed_beneath(self.path)
        return fd

    def _former(self) -> bool:
        """Whether the file is in a former format; looks at its first line where that isn't known yet."""
        fd = self._open_to_read()
        if fd is not None and not self._version:
            first = last_whole(first_line(fd))
            header = header_of(first) if first else None
            self._version = header.version if header else 0  # what else it may be is told when it is read
        return 0 < self._version < VERSION

    def _upgrade(self) -> None:
        """Bring the file into today's format, in one step, and keep it as it was beside it."""
        fd = self._open_to_write()
        bodies, end = self._lines(0, certain=True)
        place = self.path.with_name(f"{self.path.name}{FORMER}{self._version}")
        copy = keep_copy(place, read_range(fd, 0, end))
        lines, link = [HEADER], ROOT
        for body in bodies:
            line = forge(link, body)
            lines.append(frame(line))
            link = line.link
        self.give_way(b"".join(lines), copies=True)
        self.notices.append(
            _("{path} is in a newer format now. As it was, it is kept in {copy}.", path=self.path, copy=copy.name)
        )

    def _cut_back(self, fd: int, end: int) -> None:
        # Should this fail as well, the rest is a torn tail, which the next writer sets aside.
        with contextlib.suppress(OSError):
            os.ftruncate(fd, end)

    def _sync(self, fd: int, end: int) -> None:
        try:
            os.fdatasync(fd)
            if not self._synced:
                sync_folder(self.path.parent)  # the file may be new, and its name must last, too
        except OSError as error:
            # What the disk holds is anybody's guess now, and the kernel won't tell a second time.
            self._failed = True
            raise OutcomeUnknown(
                _(
                    "The disk failed while {path} was written ({why}), so nobody can say yet whether this was "
                    "recorded. Close sociotui, look after the disk, start again, and see.",
                    path=self.path,
                    why=os.strerror(error.errno) if error.errno else error,
                )
            ) from error
        self._synced = end
