"""Layer: stands between a program and the kernel, and sees every call that touches the files under one folder.

It takes the place of the functions of `os` and `fcntl`, in a process of its own that ends with it. Files that are
opened with `open` to be written go through it, too.
"""

import builtins
import errno
import fcntl
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

WRITES = frozenset({"write", "pwrite"})
READS = frozenset({"read", "pread"})
NAMES = frozenset({"mkdir", "rmdir", "replace", "rename", "link", "unlink", "remove", "chmod", "truncate"})
SYNCS = frozenset({"fsync", "fdatasync"})
OTHERS = frozenset({"ftruncate", "fchmod", "fchown", "flock"})
_CALLS = WRITES | READS | NAMES | SYNCS | OTHERS | {"open"}
_BEYOND = ("writev", "pwritev", "sendfile", "copy_file_range", "symlink", "mkfifo", "mknod", "posix_fallocate")

Do = Callable[..., Any]


class Call(NamedTuple):
    """A call into the kernel that touches a file under the folder; it may be opening one that isn't there yet."""

    name: str
    path: Path
    args: tuple[Any, ...]
    creates: bool

    @property
    def data(self) -> bytes:
        """What is to be written."""
        return bytes(self.args[1])


class Layer:
    """Sees the calls that touch the files under `place`; here, each is simply made."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._prefix = os.fspath(place)

    def meet(self, call: Call, do: Do) -> Any:
        """Make a call, which `do` does with the call's arguments, or others; or don't."""
        return do(*call.args)

    def install(self) -> None:
        """Take the functions' places, until this process ends."""
        for name in _CALLS:
            module = fcntl if name == "flock" else os
            setattr(module, name, self._between(name, getattr(module, name)))
        for name in _BEYOND:  # nothing that writes may pass the layer by; who is told that it can't is to do without
            setattr(os, name, _refused)
        self._real_open = builtins.open
        builtins.open = io.open = self._by_open

    def _between(self, name: str, do: Do) -> Do:
        def between(*args: Any, **named: Any) -> Any:
            path = self._path(args[0])
            if path is None:
                return do(*args, **named)
            creates = name == "open" and bool(args[1] & os.O_CREAT) and not path.exists()
            return self.meet(Call(name, path, args, creates), lambda *given: do(*given, **named))

        return between

    def _path(self, what: Any) -> Path | None:
        what = what.fileno() if hasattr(what, "fileno") else what
        path = os.readlink(f"/proc/self/fd/{what}") if isinstance(what, int) else os.path.abspath(what)  # noqa: PTH100, PTH115
        path = os.fsdecode(path).removesuffix(" (deleted)")
        return Path(path) if path == self._prefix or path.startswith(self._prefix + os.sep) else None

    def _by_open(self, file: Any, mode: str = "r", *args: Any, **named: Any) -> Any:
        if isinstance(file, int) or not set(mode) & set("wax+") or self._path(file) is None:
            return self._real_open(file, mode, *args, **named)
        raw = _Raw(file, mode.replace("b", "").replace("t", ""))
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding=named.get("encoding"))


def _refused(*_: object, **_named: object) -> None:
    raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))


class _Raw(io.RawIOBase):
    """A file as `open` gives it, whose bytes go through the functions of `os`."""

    _FLAGS: ClassVar = {
        "r+": 0,
        "w": os.O_CREAT | os.O_TRUNC,
        "w+": os.O_CREAT | os.O_TRUNC,
        "a": os.O_CREAT | os.O_APPEND,
        "a+": os.O_CREAT | os.O_APPEND,
        "x": os.O_CREAT | os.O_EXCL,
        "x+": os.O_CREAT | os.O_EXCL,
    }

    def __init__(self, path: Any, mode: str) -> None:
        self._fd = os.open(path, os.O_RDWR | self._FLAGS[mode], 0o666)

    def fileno(self) -> int:
        return self._fd

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = os.read(self._fd, len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def write(self, data: Any) -> int:
        return os.write(self._fd, data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return os.lseek(self._fd, offset, whence)

    def truncate(self, size: int | None = None) -> int:
        to = self.tell() if size is None else size
        os.ftruncate(self._fd, to)
        return to

    def close(self) -> None:
        if not self.closed:
            super().close()
            os.close(self._fd)
