"""A socket's path: where a server listens; a place that nobody else can put a socket of theirs to."""

import errno
import fcntl
import os
import socket
import stat
from contextlib import suppress
from pathlib import Path

from sociotui.domain.refusal import Refused
from sociotui.words import _

BACKLOG = 512
"""Connections that may wait to be accepted; all members come back at once after a restart."""
MODE = 0o666
"""Who may connect: everybody, as it is the kernel that says who somebody is, and the server that lets them in or not."""
_WRITABLE = stat.S_IWGRP | stat.S_IWOTH


class Listener:
    """A socket that listens at `path`, and a lock that nobody else does; let go of with `close`, or with the process."""

    def __init__(self, path: Path, mode: int = MODE) -> None:
        """Listen. Refuses where others could replace the socket, where a server lives already, and where something else lies."""
        self.path = path
        _make_folder(path.parent)
        check_folder(path.parent)
        self._lock = _locked(path)
        try:
            _clear(path)
            self.sock = _bound(path, mode)
        except BaseException:
            os.close(self._lock)
            raise
        self._inode = path.stat().st_ino

    def close(self) -> None:
        """Stop listening, and take the socket away, unless it is another one by now."""
        with suppress(FileNotFoundError):
            if self.path.lstat().st_ino == self._inode:
                self.path.unlink()
        self.sock.close()
        os.close(self._lock)


def check_folder(folder: Path) -> None:
    """Refuse a folder in which another account could replace a file: its own, or one above it."""
    whole = folder.resolve()
    for each in (whole, *whole.parents):
        status = each.stat()
        others = status.st_mode & _WRITABLE
        if each != whole and status.st_mode & stat.S_ISVTX:
            others = 0  # one can add to it, and take away only what is one's own
        if status.st_uid not in (0, os.geteuid()):
            raise Refused(
                _(
                    "{folder} belongs to another account, which could put a server of its own in this one's place. Choose a "
                    "folder for the socket that is this account's own, like /run/sociotui.",
                    folder=each,
                )
            )
        if others:
            raise Refused(
                _(
                    "Other accounts can write to {folder}, and could put a server of their own in this one's place. Take "
                    "that away with “chmod go-w {folder}”, or choose another folder for the socket.",
                    folder=each,
                )
            )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        return
    except OSError as error:
        raise Refused(
            _(
                "There is no folder {folder}, and none can be made ({why}). Make one for the server's socket.",
                folder=folder,
                why=error.strerror,
            )
        ) from error
    folder.chmod(0o755)  # members have to get through


def _locked(path: Path) -> int:
    lock = path.with_name(f"{path.name}.lock")
    try:
        fd = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise Refused(_("No server can listen at {path}: {why}.", path=path, why=error.strerror)) from error
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(fd)
        raise _lives(path) from error
    return fd


def _clear(path: Path) -> None:
    """Take away the socket of a server that has died; refuses to touch anything else."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(status.st_mode):
        raise Refused(_("{path} is there already, and is no socket. Choose another name, or move it away.", path=path))
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC) as probe:
        probe.setblocking(False)
        answer = probe.connect_ex(str(path))
    if answer not in (errno.ECONNREFUSED, errno.ENOENT):
        raise _lives(path)
    path.unlink(missing_ok=True)


def _bound(path: Path, mode: int) -> socket.socket:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
    try:
        sock.bind(str(path))
        path.chmod(mode)
        sock.listen(BACKLOG)
    except OSError as error:
        sock.close()
        raise Refused(
            _("No server can listen at {path}: {why}.", path=path, why=error.strerror or str(error))
        ) from error
    sock.setblocking(False)
    return sock


def _lives(path: Path) -> Refused:
    return Refused(
        _("A server listens at {path} already. End it before you start another one, or choose another path.", path=path)
    )
