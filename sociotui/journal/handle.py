"""Handle: the file at a journal's path, held open; and how much of it is known to have reached the disk."""

import contextlib
import os
from pathlib import Path

from sociotui.journal.damage import changed_beneath
from sociotui.journal.files import PRIVATE_FILE, only_read_now, read_range, refusal, sync_folder, unconfirmed
from sociotui.journal.port import ReadOnly
from sociotui.journal.seal import clear_left_over
from sociotui.journal.successor import comes_after
from sociotui.words import _


class Handle:
    """The file at `path`, which need not be there yet; it is opened when it is needed.

    Other files may come to take its place, one after the other.
    """

    def __init__(self, path: Path, *, writable: bool) -> None:
        self.path = path
        self.synced = 0  # all before this offset is known to have reached the disk
        self._writable = writable
        self._place = os.fspath(path)
        self._fd: int | None = None
        self._writes = False
        self._is = (0, 0)  # the device and the number of that file
        self._failed = False

    @property
    def number(self) -> int:
        """The number of the file on its disk, 0 where none was opened."""
        return self._is[1]

    def to_read(self) -> int | None:
        """Return the file, open to be read; None where there is none. Raises OSError."""
        if self._fd is None:
            with contextlib.suppress(FileNotFoundError):  # no file is a log without lines
                self._hold(os.open(self.path, os.O_RDONLY), writes=False)
        return self._fd

    def to_write(self) -> int:
        """Return the file, open to be written to, and made if it isn't there; the lock is held.

        Raises ReadOnly or another JournalError where it can't be.
        """
        if self._failed:
            raise only_read_now(self.path)
        if self._fd is None or not self._writes:
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

    def turn_to(self, fd: int | None, *, writes: bool) -> None:
        """Hold `fd`, or no file, in the place of the one that was held, which is closed."""
        former = self._fd
        self._hold(fd, writes=writes)
        self.synced = 0
        if former is not None:
            os.close(former)

    def is_there(self) -> bool:
        """Whether the file that is held, if one is, is the one at the path; raises Damaged when none is there."""
        if self._fd is None:
            return True
        try:
            now = os.stat(self._place)  # noqa: PTH116 - for each commit and each look, so no more than is needed
        except FileNotFoundError as error:
            raise changed_beneath(self.path) from error
        return (now.st_dev, now.st_ino) == self._is

    def successor(self) -> int:
        """Return the file at the path, open, that took the place of the one that is held; raises Damaged for any other."""
        fd = os.open(self.path, os.O_RDONLY)
        known = False
        try:
            known = self._fd is not None and comes_after(self._fd, fd)
        finally:
            if not known:
                os.close(fd)
        if not known:
            raise changed_beneath(self.path)
        return fd

    def cut_back(self, end: int) -> None:
        """Take back what was written behind `end`, as far as that can be done."""
        # Should this fail as well, the rest is a torn tail, which the next writer sets aside.
        if self._fd is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(self._fd, end)

    def sync(self, end: int) -> None:
        """Return when all before `end` has reached the disk; raises OutcomeUnknown when that didn't confirm it."""
        fd = self.to_write()
        try:
            os.fdatasync(fd)
            if not self.synced:
                sync_folder(self.path.parent)  # the file may be new, and its name must last, too
        except OSError as error:
            # What the disk holds is anybody's guess now, and the kernel won't tell a second time.
            self._failed = True
            self._write_anew(fd, end)
            raise unconfirmed(self.path, error) from error
        self.synced = end

    def _hold(self, fd: int | None, *, writes: bool) -> None:
        self._fd, self._writes = fd, writes
        if fd is not None:
            found = os.fstat(fd)
            self._is = found.st_dev, found.st_ino

    def _write_anew(self, fd: int, end: int) -> None:
        """Write all up to `end` once more that may not have reached the disk, as it is.

        Of what it couldn't write the kernel may think that it had, and never try again; and the next program,
        for which it goes on showing it, would take it for recorded.
        """
        with contextlib.suppress(OSError):
            os.pwrite(fd, read_range(fd, self.synced, end), self.synced)
