"""Kernel: descriptors of Linux that a thread can sleep on until something changes in a folder, or a time of day comes.

Elsewhere, or where the C library can't be asked, `folders` and `alarm` say so with an OSError.
"""

import contextlib
import ctypes
import os
import sys
from pathlib import Path
from struct import calcsize, unpack_from

_MODIFY, _MOVED_FROM, _MOVED_TO, _CREATE, _DELETE = 0x2, 0x40, 0x80, 0x100, 0x200
_ITSELF_GONE = 0x400 | 0x800  # deleted, moved away
_ONLY_FOLDERS = 0x01000000
_ANYTHING = _MODIFY | _MOVED_FROM | _MOVED_TO | _CREATE | _DELETE | _ITSELF_GONE | _ONLY_FOLDERS
_LOST = 0x8000 | 0x2000 | _ITSELF_GONE  # a folder of which nothing more will be told
_EVENT = "iIII"
_HEAD = calcsize(_EVENT)  # bytes of an event before its name
_ABSOLUTE, _TELL_WHEN_SET = 1, 2
_LOCAL = frozenset(
    {
        0xEF53,  # ext2, ext3, ext4
        0x9123683E,  # btrfs
        0x58465342,  # xfs
        0xF2F52010,  # f2fs: phones, memory cards
        0x01021994,  # tmpfs
        0x858458F6,  # ramfs
        0x794C7630,  # overlayfs: containers
        0x2FC12FC1,  # zfs
        0xCA451A4E,  # bcachefs
        0x3153464A,  # jfs
        0x52654973,  # reiserfs
        0x3434,  # nilfs
        0xF15F,  # ecryptfs
        0x4D44,  # vfat
        0x2011BAB0,  # exfat
        0x7366746E,  # ntfs
        0x24051905,  # ubifs
    }
)
"""Kinds of file systems that only this machine writes to. Of what others write to, over a network, nobody is told."""


class _Moment(ctypes.Structure):
    _fields_ = (("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long))


class _Setting(ctypes.Structure):
    _fields_ = (("again", _Moment), ("at", _Moment))


def _library() -> ctypes.CDLL:
    if not sys.platform.startswith("linux"):
        raise OSError(f"{sys.platform} has no such descriptors")
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


class Folders:
    """Tells of changes to what lies in folders. `fd` can be read while there is something to tell."""

    def __init__(self) -> None:
        self._library = _library()
        try:
            begin = self._library.inotify_init1
        except AttributeError as error:
            raise OSError("This C library can't watch folders") from error
        self.fd = _checked(begin(os.O_NONBLOCK | os.O_CLOEXEC))
        self._watched: dict[int, Path] = {}

    @property
    def watched(self) -> frozenset[Path]:
        """The folders that are watched now."""
        return frozenset(self._watched.values())

    def add(self, folder: Path) -> None:
        """Watch a folder; raises OSError where it isn't there, or where not all that is written to it is told here."""
        kind = self._kind(folder)
        if kind not in _LOCAL:
            raise OSError(f"{folder} lies in a file system of the kind {kind:#x}")
        self._watched[_checked(self._library.inotify_add_watch(self.fd, os.fsencode(folder), _ANYTHING))] = folder

    def read(self) -> None:
        """Take in what was told; folders that are gone are watched no more."""
        with contextlib.suppress(BlockingIOError):
            while data := os.read(self.fd, 1 << 16):
                at = 0
                while at < len(data):
                    watch, mask, _cookie, size = unpack_from(_EVENT, data, at)
                    if mask & _LOST:
                        self._let_go(watch)
                    at += _HEAD + size

    def close(self) -> None:
        """Watch nothing any more."""
        os.close(self.fd)

    def _let_go(self, watch: int) -> None:
        """Watch a folder no more that is not where it was; one in its place is another."""
        if self._watched.pop(watch, None) is not None:
            self._library.inotify_rm_watch(self.fd, watch)  # says no where it is gone, which is as good

    def _kind(self, folder: Path) -> int:
        room = ctypes.create_string_buffer(512)  # more than what is told of a file system; its kind comes first
        _checked(self._library.statfs(os.fsencode(folder), room))
        return ctypes.c_ulong.from_buffer(room).value & 0xFFFFFFFF


class Alarm:
    """A clock that can be set to a time of day. `fd` can be read when it has come, also by sleep or by setting the clock."""

    def __init__(self) -> None:
        self._library = _library()
        try:
            begin = self._library.timerfd_create
        except AttributeError as error:
            raise OSError("This C library has no such clock") from error
        self.fd = _checked(begin(0, os.O_NONBLOCK | os.O_CLOEXEC))

    def set(self, at: int | None) -> None:
        """Ring at `at`, in ms since 1970, or when the machine's clock is set; None: never."""
        seconds, rest = divmod(max(at, 1), 1000) if at is not None else (0, 0)
        setting = _Setting(_Moment(0, 0), _Moment(seconds, rest * 1_000_000))
        how = _ABSOLUTE | _TELL_WHEN_SET
        _checked(self._library.timerfd_settime(self.fd, how, ctypes.byref(setting), None))

    def read(self) -> None:
        """Take in that it rang."""
        with contextlib.suppress(OSError):  # it hasn't rung, or the clock was set
            os.read(self.fd, 8)

    def close(self) -> None:
        """Ring no more."""
        os.close(self.fd)
