"""Trust: whether who answers at a socket's path may be taken for the server that is looked for there."""

import os
import pwd
import socket
import stat
import struct
from pathlib import Path

_CREDENTIALS = struct.Struct("3i")  # pid, uid, gid
_WRITABLE = stat.S_IWGRP | stat.S_IWOTH


def who_answers(sock: socket.socket) -> int:
    """Return the number of the account that listens at the other end of a connected Unix socket, as the kernel says."""
    answer = sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    uid: int = _CREDENTIALS.unpack(answer)[1]
    return uid


def may_serve(uid: int, path: Path, home: Path | None = None) -> bool:
    """Whether the account `uid` may be a server at a socket's path: root, one's own, and whom the `home` belongs to.

    Where no home is known: who owns the place of the socket, if nobody else could have put one there.
    """
    if uid in (0, os.geteuid()):
        return True
    owner = None if home is None else _owner(home)
    return _is_place_of(uid, path.parent) if owner is None else uid == owner


def account_named(uid: int) -> str:
    """Return what people call an account; its number where it has no name."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _owner(home: Path) -> int | None:
    try:
        return home.stat().st_uid
    except OSError:
        return None  # not for this account to see


def _is_place_of(uid: int, folder: Path) -> bool:
    """Whether nobody but `uid`, root and this account can make names in a folder, and in those above it.

    A folder for everybody's files, like /tmp, is none of these: whoever comes first has the name there.
    """
    whole = Path(os.path.realpath(folder))
    for each in (whole, *whole.parents):
        status = each.stat()
        if status.st_uid not in (0, uid, os.geteuid()) or status.st_mode & _WRITABLE:
            return False
    return True
