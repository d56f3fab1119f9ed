"""FileLock: one writer at a time, among the threads of this process and among processes.

The kernel's `flock` does the work and hands the lock on without anyone polling for it. It lies
on a file of its own that is never renamed, so everybody always means the same file.
"""

import contextlib
import errno
import fcntl
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from sociotui.journal.files import PRIVATE_FILE, make_folder, refusal
from sociotui.journal.port import Busy
from sociotui.journal.waiter import Waiter

_PID_WIDTH = 20  # a fixed width, so that a shorter number leaves nothing of a longer one behind


class FileLock:
    """An exclusive lock, waited for at most `wait` seconds; a thread that has it may take it again.

    Entering raises Busy when the time is over, and ReadOnly where the file can't be made.
    """

    def __init__(self, path: Path, wait: float) -> None:
        self.path = path
        self.wait = wait
        self._fd: int | None = None
        self._waiter: Waiter | None = None
        self._renew()

    def _renew(self) -> None:
        # flock does not part threads that share a descriptor, so they queue here first. Nor does
        # it part a forked child from its parent: whoever finds itself in a new process starts anew.
        self._pid = os.getpid()
        self._name = b"%-*d\n" % (_PID_WIDTH, self._pid)
        self._threads = threading.RLock()
        self._owner = 0
        self._depth = 0

    @property
    def held(self) -> bool:
        """Whether this very thread has the lock."""
        return self._owner == threading.get_ident() and self._pid == os.getpid()

    def __enter__(self) -> "FileLock":
        if self._pid != os.getpid():
            self._drop()
            self._waiter = None
            self._renew()
        deadline = time.monotonic() + self.wait
        if not self._threads.acquire(timeout=self.wait):
            raise Busy(self.path, os.getpid(), self.wait)
        try:
            if not self._depth:
                self._take(deadline)
            self._depth += 1
            self._owner = threading.get_ident()
        except BaseException:
            if not self._depth:
                self._drop()
            self._threads.release()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        try:
            if not self._depth:
                self._owner = 0
                self._let_go()
        finally:
            self._threads.release()

    @contextlib.contextmanager
    def no_writer(self) -> Iterator[bool]:
        """Keep writers out for a moment, without waiting; gives False when one is at work.

        For readers: it needs no right to write, and a folder in which nobody can take the lock
        has no writers.
        """
        try:
            fd = os.open(self.path, os.O_RDONLY)
        except (FileNotFoundError, PermissionError):
            yield True
            return
        try:
            fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
            free = True
        except BlockingIOError:
            free = False
        try:
            yield free
        finally:
            os.close(fd)

    def close(self) -> None:
        """Let go of the lock's file, once no thread has it; it is opened again when next wanted."""
        with self._threads:
            if not self._depth:
                self._drop()

    def _let_go(self) -> None:
        if self._fd is not None:
            try:
                fcntl.flock(self._fd, fcntl.LOCK_UN)
            except OSError:
                self._drop()  # closing gives it back as well, and what was done stays done

    def _drop(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _take(self, deadline: float) -> None:
        folder = self.path.parent
        try:
            while True:
                self._fd = self._open(folder) if self._fd is None else self._fd
                try:
                    fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    self._fd = self._wait_until(deadline)
                if os.fstat(self._fd).st_nlink:
                    break
                self._drop()  # somebody deleted the file: locking it would part us from everyone else
            if os.pread(self._fd, len(self._name), 0) != self._name:
                os.pwrite(self._fd, self._name, 0)
        except OSError as error:
            raise refusal(folder, error, writing=True) from error

    def _open(self, folder: Path) -> int:
        make_folder(folder)
        # A folder closed to writing means hands off, though files in it may be open to it.
        if not os.access(folder, os.W_OK | os.X_OK, effective_ids=True):
            shut = errno.EROFS if os.statvfs(folder).f_flag & os.ST_RDONLY else errno.EACCES
            raise OSError(shut, os.strerror(shut))
        return os.open(self.path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)

    def _wait_until(self, deadline: float) -> int:
        try:
            locked = self._standing().result(deadline - time.monotonic())
        except BaseException:  # interrupted: nobody will come to fetch the lock
            if self._waiter is not None:
                self._waiter.leave()
            raise
        if locked is None:
            raise Busy(self.path, self._holder(), self.wait)
        return locked

    def _standing(self) -> Waiter:
        """Return a waiter that stands in the queue."""
        waiter = self._waiter
        if waiter is not None and waiter.want():
            self._drop()
            return waiter
        fd = self._open(self.path.parent) if self._fd is None else self._fd
        self._fd = None  # the waiter's now, until it gives it back with the lock
        if waiter is None or not waiter.stand(fd):
            waiter = self._waiter = Waiter(fd)
            waiter.start()
        return waiter

    def _holder(self) -> int:
        try:
            return holder_of(self.path, _LOCKS.read_text())
        except OSError:
            return 0  # it is gone this moment, or nothing tells here


_LOCKS = Path("/proc/locks")


def holder_of(path: Path, locks: str) -> int:
    """Return who holds the lock at `path`, by what the kernel tells in /proc/locks, else by what stands in the file.

    0 where neither tells. Who has just got it has not signed yet: what stands there is the one before.
    """
    for how, pid in holders_in(locks, path):
        if how == "WRITE":
            return pid
    signed = path.read_bytes()[:20].strip()
    return int(signed) if signed.isdigit() else 0


def holders_in(locks: str, path: Path) -> Iterator[tuple[str, int]]:
    """Yield who holds locks at `path`, as far as the kernel tells it in /proc/locks: READ or WRITE, and the process."""
    inode = str(path.stat().st_ino)
    for line in locks.splitlines():
        fields = line.split()
        # 1: FLOCK ADVISORY WRITE 4711 08:02:131090 0 EOF; who only waits has an arrow behind the number
        if len(fields) < 6 or fields[1] != "FLOCK" or fields[5].rpartition(":")[2] != inode:
            continue
        if fields[4].isdigit() and int(fields[4]):
            yield fields[3], int(fields[4])
