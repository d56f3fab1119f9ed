"""Writing files for people: whole or not at all. Under a name lies what lay there before, or all of what is new."""

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from sociotui.domain.refusal import Refused, brief
from sociotui.words import _

_PLAIN = re.compile(r"[a-z0-9_-]{1,120}(/[a-z0-9_-]{1,120})?")
PRIVATE, SHARED = 0o600, 0o666
"""Who may read a new file: this account; or whom this account's own settings (umask) let."""


def plain_name(name: str) -> str:
    """Return a name that is to be a file's, which somebody else has given; refuses one that could lead elsewhere."""
    if not _PLAIN.fullmatch(name):
        raise Refused(_("“{name}” can't be the name of a file. Nothing was written.", name=brief(name)))
    return name


def write_file(path: Path, data: bytes, *, private: bool = False) -> None:
    """Put `data` into the file at `path`; it has reached the disk on return.

    A file that is there keeps its rights, and a link still leads to it. Raises OSError naming `path`; then everything
    is as it was. What is no plain file, a pipe or a terminal, is written to as it is.
    """
    try:
        there = _mode(path)
        if there is None or stat.S_ISREG(there):
            mode = PRIVATE if private else SHARED
            _put_in_place(Path(os.path.realpath(path)), lambda file: file.write(data), mode, there)
        else:
            path.write_bytes(data)
    except OSError as error:  # whatever it met on its way: it is this file that people asked for
        raise OSError(error.errno, error.strerror, str(path)) from error


def fill_file(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Let `fill` write the file at `path`, for this account alone whatever was there; else as `write_file`.

    What `fill` raises beside OSError leaves all as it was, too. What is there is a plain file, or nothing.
    """
    try:
        _put_in_place(Path(os.path.realpath(path)), fill, PRIVATE, None)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _put_in_place(path: Path, fill: Callable[[BinaryIO], object], mode: int, there: int | None) -> None:
    beside = path.with_name(f".sociotui-{os.urandom(6).hex()}")
    fd = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(fd, "wb") as file:
            if there is not None:
                os.fchmod(fd, stat.S_IMODE(there))
            fill(file)
            file.flush()
            os.fsync(fd)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Make the names in a folder outlast a power cut."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
