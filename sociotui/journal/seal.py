"""Seal: a journal's file gives its place to another, in one step; if it is told to, nothing of the former is left.

The new file is written beside it and renamed over it. Until then all is as it was; what a crash
leaves lying is cleared away by the next writer. Whoever has the former file open finds another one
at its path, and turns to that (`Log.follow`).
"""

import contextlib
import os
import stat
from pathlib import Path

from sociotui.journal.files import PRIVATE_FILE, write_all
from sociotui.journal.places import SEALING, copies_of


def put_in_place(path: Path, data: bytes, former: os.stat_result, *, copies: bool = False) -> int:
    """Make `data` all that there is at `path`, and return the new file, open; the lock is held.

    What was kept beside it of former lines is removed, unless `copies` may stay. It belongs to whom
    the `former` one did, as far as this account may say so. Its bytes have reached the disk, its
    name maybe not yet. Raises OSError when all is as it was.
    """
    place = path.with_name(path.name + SEALING)
    place.unlink(missing_ok=True)
    fd = os.open(place, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    try:
        _hand_over(fd, former)
        write_all(fd, data)
        os.fsync(fd)
        # Before the step, not after it: no crash may leave former text beside the sealed file.
        for copy in [] if copies else copies_of(path):
            copy.unlink(missing_ok=True)
        os.replace(place, path)  # noqa: PTH105 - with its fellows of `os`, that all of this rests on
    except BaseException:
        os.close(fd)
        clear_left_over(path)
        raise
    return fd


def clear_left_over(path: Path) -> None:
    """Remove what a crash left of a file that was to take the place of the one at `path`; the lock is held."""
    with contextlib.suppress(OSError):  # it does no harm
        path.with_name(path.name + SEALING).unlink(missing_ok=True)


def _hand_over(fd: int, former: os.stat_result) -> None:
    for owner, group in ((-1, former.st_gid), (former.st_uid, -1)):
        with contextlib.suppress(PermissionError):
            os.fchown(fd, owner, group)
    rights = stat.S_IMODE(former.st_mode)
    if os.fstat(fd).st_gid != former.st_gid:
        rights &= ~stat.S_IRWXG  # they were another group's
    os.fchmod(fd, rights)
