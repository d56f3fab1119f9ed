"""Machine: what the doctor looks at besides a home, handed in, so that a test can hand in another one."""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from sociotui.room.clock import Clock
from sociotui.room.looks import Asked


class Space(Protocol):
    """As much as is asked of `os.statvfs`: blocks and inodes, all there are and those that this account may have."""

    @property
    def f_frsize(self) -> int: ...
    @property
    def f_blocks(self) -> int: ...
    @property
    def f_bavail(self) -> int: ...
    @property
    def f_files(self) -> int: ...
    @property
    def f_favail(self) -> int: ...


class Machine(Struct, frozen=True, kw_only=True):
    """The system and the terminal around a home.

    `proc` is where the kernel tells of mounts, locks and processes; `uid` the account's number; `asked` what the command asks for of how things are to look; `encoding` how
    output is written; `size` columns and rows of the terminal, None where output goes elsewhere. A lock that is
    held is looked at for `patience` seconds, since most are held for a moment only; `pause` waits between two looks.
    """

    proc: Path = Path("/proc")
    space: Callable[[Path], Space] = os.statvfs
    uid: int = 0
    environ: Mapping[str, str] = {}
    asked: Asked = Asked()
    encoding: str = "utf-8"
    size: tuple[int, int] | None = None
    config: Path
    clock: Clock = Clock()
    patience: float = 1.0
    pause: Callable[[float], None] = time.sleep

    def told(self, name: str) -> str:
        """Return what the kernel tells in `/proc/NAME`; "" where it doesn't."""
        try:
            return (self.proc / name).read_text("utf-8", "replace")
        except OSError:  # another system, or a process that has ended: then there is nothing to tell
            return ""
