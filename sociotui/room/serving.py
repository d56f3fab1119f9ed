"""Serving: whose a home is at the moment: a server's alone, or everybody's who opens it here.

The lock is on the home's folder itself, and goes with the process that holds it. While a server has it, everything goes
through the server's socket, and nothing else writes.
"""

import errno
import fcntl
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from sociotui.domain.refusal import Refused
from sociotui.words import _

POINTER = "serving"
"""The file in a home that says where its server's socket is; it means something only while the lock is held."""
_RUN, _SOCKET = Path("/run/sociotui"), "socket"
_WAIT = 5.0
"""Seconds that a server may take from locking its home until it can be reached."""
_PAUSE = 0.02
_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EINVAL, errno.EBADF)
"""What a file system says that knows no locks on folders; then nothing can be told, and doctor warns of such."""


class Hold:
    """A hold on a home's folder, kept until it is let go of, or its process ends."""

    def __init__(self, fd: int, home: Path) -> None:
        self._fd = fd
        self._pointer = home / POINTER
        self._pointed = False

    def point(self, socket: Path) -> None:
        """Say where the server can be reached that has this hold; to be said once it listens there."""
        from sociotui.exchange.writing import write_file  # only a server writes here

        write_file(self._pointer, f"{socket.absolute()}\n{os.getpid()}\n".encode(), private=True)
        self._pointed = True

    def let_go(self) -> None:
        """Let others have it; a server is pointed to no more."""
        if self._pointed:
            self._pointed = False
            self._pointer.unlink(missing_ok=True)
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


class Serving(Struct, frozen=True):
    """The server that has a home: where its socket is, and its process; None and 0 where it has not said so yet."""

    socket: Path | None = None
    pid: int = 0


def open_here(home: Path, wait: float = _WAIT, *, make: bool = False) -> Hold | Path:
    """Open a home for this process beside others; where a server has it, return the path of that server's socket.

    Where there is no folder yet nothing is held, and a server could begin once there is one; whoever stays for long has it
    made first (`make`). Raises Refused where a server has it that can't be reached for longer than `wait` seconds.
    """
    if make:
        from sociotui.journal.files import make_folder  # only a screen does this

        with suppress(OSError):  # whoever wants to write in there is told what is wrong with it
            make_folder(home)
    deadline = time.monotonic() + wait
    while True:
        fd = _locked(home, fcntl.LOCK_SH)
        if fd is not None:
            return Hold(fd, home)
        pointed = _pointed_to(home).socket
        if pointed and pointed.is_socket():
            return pointed
        if time.monotonic() >= deadline:
            raise Refused(
                _(
                    "A server has {home}, and cannot be reached yet. Wait a moment and do this again; “sociotui doctor” "
                    "tells which process it is.",
                    home=home,
                )
            )
        time.sleep(_PAUSE)


def take_over(home: Path, wait: float = _WAIT) -> Hold:
    """Take a home for a server alone; refuses while anybody has it open for longer than `wait` seconds, a screen say."""
    deadline = time.monotonic() + wait
    while (fd := _locked(home, fcntl.LOCK_EX)) is None and time.monotonic() < deadline:
        time.sleep(_PAUSE)
    if fd is None:
        raise Refused(
            _(
                "Somebody has {home} open: a screen, or another server. Close it there, then start this again. "
                "“sociotui doctor” tells more.",
                home=home,
            )
        )
    if fd >= 0:
        (home / POINTER).unlink(missing_ok=True)  # a former server's
    return Hold(fd, home)


def server_at(home: Path) -> Serving | None:
    """Return the server that has a home, by what it has said of itself; None where none has it."""
    fd = _locked(home, fcntl.LOCK_SH)
    if fd is None:
        return _pointed_to(home)
    if fd >= 0:
        os.close(fd)
    return None


def _locked(home: Path, how: int) -> int | None:
    """Return the descriptor of a home's folder, locked; None where another has it. There is none to lock: -1."""
    try:
        fd = os.open(home, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except (FileNotFoundError, PermissionError, NotADirectoryError):
        return -1  # whoever wants to read or write in there is told what is wrong with it
    try:
        fcntl.flock(fd, how | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(fd)
        return None
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            os.close(fd)
            raise
    return fd


def _pointed_to(home: Path) -> Serving:
    try:
        socket, _newline, pid = (home / POINTER).read_text(encoding="utf-8").strip().partition("\n")
    except FileNotFoundError:
        return Serving()
    return Serving(Path(socket) if socket else None, int(pid) if pid.isdigit() else 0)


class Door(Struct, frozen=True):
    """Where a server's socket is, and the home that points to it, where one does."""

    socket: Path
    home: Path | None = None


def door_of(said: Path | None, home: Path | None, environ: Mapping[str, str]) -> Door:
    """Return by which door one comes in: where somebody has `said`; else to the server of the `home` that they named,
    if one has it; else where a server usually is: the machine's own, or this account's.
    """
    if said:
        return Door(said.absolute())
    serving = server_at(home) if home else None
    if serving and serving.socket:
        return Door(serving.socket, home)
    machines = _RUN / _SOCKET
    return Door(machines if machines.is_socket() else _own_socket(environ))


def socket_to_serve(said: Path | None, environ: Mapping[str, str]) -> Path:
    """Return where a server is to listen: where somebody has `said`, in SOCIOTUI_SOCKET too; else in the folder that systemd
    gives it, or in one of this account's own.
    """
    if said or (named := environ.get("SOCIOTUI_SOCKET", "")):
        return (said or Path(named)).absolute()
    given = environ.get("RUNTIME_DIRECTORY", "")
    return Path(given.split(":")[0]) / _SOCKET if given else _own_socket(environ)


def _own_socket(environ: Mapping[str, str]) -> Path:
    """Return where a server of this account's own is: where one who has logged in has a folder for such things.

    It lies among this account's state where there is none, in a container say, or where it is somebody else's, after su.
    """
    given = environ.get("XDG_RUNTIME_DIR", "")
    if given and _is_own(Path(given)):
        return Path(given) / "sociotui" / _SOCKET
    from platformdirs import user_state_path

    return user_state_path("sociotui", appauthor=False) / _SOCKET


def _is_own(folder: Path) -> bool:
    try:
        return folder.stat().st_uid == os.geteuid()
    except OSError:
        return False
