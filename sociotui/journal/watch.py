"""Watch: who follows a home sleeps here until files change, somebody rings, or a time of day comes.

Where the kernel can't tell of changes (a network file system, another system than Linux) `sees` is false, and whoever
waits is to look by themselves, time and again.
"""

import contextlib
import os
import select
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sociotui.journal.kernel import Alarm, Folders

SETTLE = 0.02
"""Seconds after a change to files before it is told: what is written together is then looked at together."""


class Watch:
    """Watches `folders`. The first has to be there for anything to be seen, the others may come later.

    Every thread may ring; all else is for one.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._wanted = tuple(folders)
        self._hears, self._bell = os.pipe()
        for fd in (self._hears, self._bell):
            os.set_blocking(fd, False)
        self._gate = Lock()  # over the bell, which a late guest may ring when all is closed
        self._rung = select.poll()
        self._rung.register(self._hears, select.POLLIN)
        self._any: select.poll | None = None
        self._files: Folders | None = None
        self._alarm: Alarm | None = None
        self._hopeless = False

    @property
    def sees(self) -> bool:
        """Whether changes to files end a sleep."""
        return self._files is not None and self._wanted[0] in self._files.watched

    def begin(self) -> None:
        """Watch what can be watched by now. What changed before may be known to nobody, so look after this."""
        if self._hopeless:
            return
        try:
            files = self._opened()
            for folder in self._wanted:
                if folder not in files.watched:
                    with contextlib.suppress(FileNotFoundError):  # it may come later
                        files.add(folder)
        except (ImportError, OSError):  # no C library to ask, too many watches, another kind of file system
            self._hopeless = True
            self._let_go()

    def ring(self) -> None:
        """Wake who waits, or who will next."""
        with self._gate, contextlib.suppress(BlockingIOError):  # it rings already
            if self._bell >= 0:
                os.write(self._bell, b".")

    def pause(self, seconds: float) -> None:
        """Wait for the bell, and no longer than that."""
        if self._rung.poll(seconds * 1000):
            self._heard()

    def sleep(self, until: int | None) -> None:
        """Sleep until the bell rings, files have changed, or it is `until`, in ms since 1970; None is never."""
        if self._any is None or self._files is None or self._alarm is None:
            raise RuntimeError("who doesn't see is not to sleep")
        self._alarm.set(until)
        ready = {fd for fd, _event in self._any.poll()}
        if self._hears in ready:
            self._heard()
        elif self._files.fd in ready:
            self.pause(SETTLE)
        self._alarm.read()
        self._files.read()

    def close(self) -> None:
        """Let go of everything."""
        self._hopeless = True
        self._let_go()
        with self._gate:
            os.close(self._hears)
            os.close(self._bell)
            self._hears = self._bell = -1

    def _opened(self) -> "Folders":
        if self._files is None or self._alarm is None:
            from sociotui.journal.kernel import Alarm, Folders

            self._files, self._alarm = Folders(), Alarm()
            self._any = select.poll()
            for fd in (self._hears, self._files.fd, self._alarm.fd):
                self._any.register(fd, select.POLLIN)
        return self._files

    def _let_go(self) -> None:
        for each in (self._files, self._alarm):
            if each:
                each.close()
        self._files = self._alarm = self._any = None

    def _heard(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while os.read(self._hears, 4096):
                pass
