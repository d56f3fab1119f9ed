"""Trouble: what a disk or an account can't do with a file that people named, as a sentence that says what to do instead."""

import errno
import os

from sociotui.words import _


def trouble(error: OSError) -> str:
    """Return what went wrong with a file, and what to do about it."""
    file = str(error.filename or "sociotui")
    why = os.strerror(error.errno) if error.errno else str(error)
    return _sentence(error.errno).format(file=file, why=why)


def _sentence(number: int | None) -> str:
    match number:
        case errno.ENOENT:
            return _(
                "{file} is not there, or its folder isn't. Look once more at how it is written, or make the folder first."
            )
        case errno.ENOTDIR | errno.EEXIST:
            return _("{file} can't be used: a file lies where a folder is to be. Name another place.")
        case errno.EISDIR:
            return _("{file} is a folder, and this is for a file. Name the file.")
        case errno.EACCES | errno.EPERM:
            return _(
                "{file} is not open to this account ({why}). Name another place, or ask whom it belongs to; "
                "“ls -ld” shows who that is."
            )
        case errno.EROFS:
            return _("{file} lies on a disk that can only be read. Name another place.")
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return _("There is no room left to write {file} ({why}). Make room on the disk, then do this again.")
        case errno.ENAMETOOLONG:
            return _("{file} is too long for a name on this disk. Name it shorter.")
        case _:
            return _("{file} can't be used ({why}). Put that right, then try again.")
