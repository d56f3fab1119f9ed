"""Files and folders as a journal needs them: private, lasting, and refused in plain words."""

import errno
import os
from pathlib import Path

from sociotui.journal.port import Full, JournalError, OutcomeUnknown, ReadOnly, Unreadable
from sociotui.words import _

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def refusal(path: Path, error: OSError, *, writing: bool) -> JournalError:
    """Return `error`, met at `path`, as a sentence for people."""
    why = os.strerror(error.errno) if error.errno else str(error)
    if error.errno in NO_ROOM:
        return full(path, why)
    if error.errno == errno.EROFS:
        return ReadOnly(
            _(
                "{path} lies on a disk that is open for reading only ({why}), so nothing was recorded. What is there can "
                "still be read. Mount it for writing, or use another folder.",
                path=path,
                why=why,
            )
        )
    if error.errno in NOT_ALLOWED and writing:
        return ReadOnly(
            _(
                "{path} can't be written from this account ({why}; it belongs to {owner}), so nothing was "
                "recorded. What is there can still be read. Ask {owner} for the right to write, or use "
                "another folder.",
                path=path,
                why=why,
                owner=owner_of(path),
            )
        )
    if error.errno in NOT_ALLOWED:
        return Unreadable(
            _(
                "{path} can't be read from this account ({why}; it belongs to {owner}). "
                "Ask {owner} for the right to read, or use another folder.",
                path=path,
                why=why,
                owner=owner_of(path),
            )
        )
    return JournalError(_("{path} can't be used ({why}). Put that right, then try again.", path=path, why=why))


def full(path: Path, why: str) -> Full:
    """Return the sentence for a disk, or a share of it, that has no room left."""
    return Full(
        _(
            "There is no room left to write {path} ({why}), so nothing was recorded. All that was recorded "
            "before is safe. Make room on the disk, then do this again.",
            path=path,
            why=why,
        )
    )


def only_read_now(path: Path) -> ReadOnly:
    """Return the sentence for a file that is no longer written to, as the disk failed beneath it."""
    return ReadOnly(
        _(
            "The disk failed while {path} was written, so sociotui only reads it now. Close sociotui, "
            "look after the disk, and start again; what is missing then was not recorded.",
            path=path,
        )
    )


def unconfirmed(path: Path, error: OSError) -> OutcomeUnknown:
    """Return the sentence for what was written, but not confirmed by the disk."""
    return OutcomeUnknown(
        _(
            "The disk failed while {path} was written ({why}), so nobody can say yet whether this was "
            "recorded. Close sociotui, look after the disk, start again, and see.",
            path=path,
            why=os.strerror(error.errno) if error.errno else error,
        )
    )


def owner_of(path: Path) -> str:
    """Return the name of the account that owns `path`, or the nearest folder above that can be seen."""
    import pwd  # only needed when something is refused

    for place in (path, *path.parents):
        try:
            uid = place.stat().st_uid
        except OSError:
            continue  # not there, or not for us to see: the folder above will say
        try:
            return pwd.getpwuid(uid).pw_name
        except KeyError:
            return str(uid)
    return _("somebody else")


def make_folder(folder: Path) -> None:
    """Make `folder` and those above it that are missing, each for this account alone and lasting."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        sync_folder(each.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` outlast a power cut."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def read_range(fd: int, start: int, end: int) -> bytes:
    """Return the bytes from `start` to `end`, or to the end of the file when that comes first."""
    parts = []
    while start < end:
        part = os.pread(fd, end - start, start)
        if not part:
            break
        parts.append(part)
        start += len(part)
    return b"".join(parts)


def write_all(fd: int, data: bytes) -> None:
    """Write all of `data`, in as many parts as it takes."""
    left = memoryview(data)
    while left:
        left = left[os.write(fd, left) :]


def keep_copy(path: Path, data: bytes) -> Path:
    """Write `data` to a file at `path`, numbered when that name is taken; return where it lies.

    A copy of the same that lies there already, as after a crash, is gone on with. It has reached the
    disk on return. Raises OSError, leaving nothing behind that wasn't there.
    """
    place, number = path, 1
    while True:
        try:
            fd, new = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), True
            break
        except FileExistsError:
            begun = _begun(place, data)
        if begun is not None:
            fd, new = begun, False
            break
        number += 1
        place = path.with_name(f"{path.name}-{number}")
    try:
        write_all(fd, data[os.fstat(fd).st_size :])
        os.fsync(fd)
        sync_folder(place.parent)
    except OSError:
        if new:
            place.unlink()
        raise
    finally:
        os.close(fd)
    return place


def _begun(place: Path, data: bytes) -> int | None:
    """Return the file at `place`, open to go on at its end, if it holds the beginning of `data` or all of it."""
    try:
        fd = os.open(place, os.O_RDWR | os.O_APPEND | os.O_NOFOLLOW)
    except OSError:
        return None  # it is something else, or another's
    known = False
    try:
        known = data.startswith(read_range(fd, 0, os.fstat(fd).st_size))
    finally:
        if not known:
            os.close(fd)
    return fd if known else None
