"""Log: a file of checksummed lines that only grows at its end, until it is sealed; a commit is one line."""

import contextlib
import os
from pathlib import Path

from sociotui.journal.damage import bad_line, bad_start, bad_sum, changed_beneath, check_header
from sociotui.journal.ends import head_in, sealed_in
from sociotui.journal.files import PRIVATE_FILE, full, keep_copy, read_range, refusal, sync_folder
from sociotui.journal.lines import HEADER, frame, is_tail, is_torn_header, whole_lines
from sociotui.journal.lock import FileLock
from sociotui.journal.places import TORN
from sociotui.journal.port import OutcomeUnknown, ReadOnly
from sociotui.journal.seal import clear_left_over, put_in_place
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
        self._writable = writable
        self._fd: int | None = None
        self._fd_writes = False
        self._failed = False
        self._synced = 0  # all before this offset is known to have reached the disk
        self._told = -1  # where the torn tail begins that readers were told of

    def follow(self) -> int:
        """Turn to the file that is at `path` now, if it sealed the one that was; return the `edition` it is.

        Raises Damaged when any other file is there, or none, and Unreadable.
        """
        try:
            if self._fd is not None and not self._is_there(self._fd):
                self._use(self._seal_of(self._fd), writes=False)
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
            return self._lines(start, certain=self.lock.held)
        except OSError as error:
            raise refusal(self.path, error, writing=False) from error

    def write(self, end: int, body: bytes) -> int:
        """Add a line with `body` at `end`, where the lines end, and return their new end; the lock is held.

        Raises Full or ReadOnly when nothing was added, OutcomeUnknown when the disk didn't confirm.
        """
        fd = self._open_to_write()
        line = frame(body) if end else HEADER + frame(body)
        try:
            written = os.pwrite(fd, line, end)
        except OSError as error:
            self._cut_back(fd, end)
            raise refusal(self.path, error, writing=True) from error
        if written < len(line):
            self._cut_back(fd, end)
            raise full(self.path, _("only a part fitted"))
        self._sync(fd, end + len(line))
        return end + len(line)

    def replace(self, body: bytes) -> None:
        """Make a line with `body` all that there is, in one step: a new edition. The lock is held, all lines are known.

        Raises Full or ReadOnly when all is as it was, OutcomeUnknown when the disk didn't confirm.
        """
        data = HEADER + frame(body)
        try:
            fd = put_in_place(self.path, data, os.fstat(self._open_to_write()))
        except OSError as error:
            raise refusal(self.path, error, writing=True) from error
        self._use(fd, writes=True)
        self._sync(fd, len(data))

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
        former, self._fd, self._fd_writes = self._fd, fd, writes
        self._synced, self._told = 0, -1
        self.edition += 1
        if former is not None:
            os.close(former)

    def _lines(self, start: int, *, certain: bool) -> tuple[list[bytes], int]:
        fd = self._open_to_read()
        if fd is None:
            if start:
                raise changed_beneath(self.path)
            return [], 0
        size = os.fstat(fd).st_size
        if size < start:
            raise changed_beneath(self.path)
        if size == start:
            return [], start  # nearly always: nothing is new
        data = read_range(fd, start, size)
        bodies, good = whole_lines(data)
        if not start and bodies:
            check_header(self.path, bodies.pop(0))
        if good < len(data):
            suspect = data[good:]
            if not certain:
                # A line that another process is writing this moment looks torn, too.
                with self.lock.no_writer() as quiet:
                    if quiet:
                        return self._lines(start, certain=True)
            if certain or not is_tail(suspect):
                self._judge(fd, start + good, suspect)
        # A header alone is as good as nothing: its writer may yet take it back with a short write.
        return bodies, start + good if start or bodies else 0

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
                self._fd = os.open(self.path, os.O_RDONLY)
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
            self._fd, self._fd_writes = fd, True
            clear_left_over(self.path)
        return self._fd

    def _is_there(self, fd: int) -> bool:
        """Whether `fd` is the file at the path; raises Damaged when none is."""
        try:
            return os.path.samestat(os.fstat(fd), self.path.stat())
        except FileNotFoundError as error:
            raise changed_beneath(self.path) from error

    def _seal_of(self, former: int) -> int:
        """Return the file at the path, open, which begins after all that `former` holds; raises Damaged for any other.

        The former file is whole: nobody writes to what was sealed.
        """
        fd = os.open(self.path, os.O_RDONLY)
        known = False
        try:
            known = sealed_in(fd) > head_in(former, self.path)
        finally:
            if not known:
                os.close(fd)
        if not known:
            raise changed_beneath(self.path)
        return fd

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
