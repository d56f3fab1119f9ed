"""Mounts: small file systems of a test's own, in memory or in a file, that can be filled up and cut off."""

import fcntl
import os
import shutil
import subprocess
import time
from pathlib import Path

_SHUTDOWN = 0x8004587D  # _IOR('X', 125, u32), as the kernel's headers have it for ext4 and others
_SOON = 20.0
_NO_LOG_FLUSH = (2).to_bytes(4, "little")


class Refused(Exception):  # noqa: N818
    """This machine doesn't let a file system be mounted; the message says why."""


class Mount:
    """A file system at the folder `place`, which is made; `close` takes it away, whatever state it is in."""

    def __init__(self, place: Path) -> None:
        self.place = place
        place.mkdir()

    def mount(self) -> None:
        """Mount it; raises Refused."""
        raise NotImplementedError

    def close(self) -> None:
        """Take it away."""
        while os.path.ismount(self.place):
            _run("umount", "-l", self.place)
        self.place.rmdir()

    def _mount(self, *arguments: str | Path) -> None:
        if os.geteuid():
            raise Refused("only root may mount a file system")
        try:
            _run("mount", *arguments, self.place)
        except (subprocess.CalledProcessError, FileNotFoundError) as error:
            why = error.stderr.strip() if isinstance(error, subprocess.CalledProcessError) else str(error)
            raise Refused(f"no file system can be mounted here: {why}") from error


class Memory(Mount):
    """A file system in memory with room for `size` bytes."""

    def __init__(self, place: Path, size: int) -> None:
        super().__init__(place)
        self.size = size

    def mount(self) -> None:
        """As in Mount."""
        self._mount("-t", "tmpfs", "-o", f"size={self.size}", "none")


class Ext4(Mount):
    """An ext4 in a file beside `place`, of `size` bytes."""

    def __init__(self, place: Path, size: int) -> None:
        super().__init__(place)
        self.size = size
        self.image = place.with_suffix(".image")

    def mount(self) -> None:
        """As in Mount; what its log holds is brought in."""
        if not self.image.exists():
            self._make()
        self._mount("-o", "loop", self.image)

    def _make(self) -> None:
        if shutil.which("mkfs.ext4") is None:
            raise Refused("there is no mkfs.ext4")
        with self.image.open("wb") as file:
            file.truncate(self.size)
        _run("mkfs.ext4", "-q", "-F", self.image)

    def cut(self) -> None:
        """Let it go down at once, as in a power cut: what is not on the disk yet, nor in the log there, never gets there."""
        fd = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(fd, _SHUTDOWN, _NO_LOG_FLUSH)
        except OSError as error:
            raise Refused(f"the file system can't be cut off: {error.strerror}") from error
        finally:
            os.close(fd)

    def again(self) -> None:
        """Unmount it, and mount it anew."""
        deadline = time.monotonic() + _SOON
        # A killed process may be on the way out still; and while another test's mount namespace has it, it stays cut off.
        while not _let_go(self.place) or _run("losetup", "-j", self.image):
            if time.monotonic() > deadline:
                raise AssertionError(f"{self.place} is held by somebody")
            time.sleep(0.01)
        self.mount()

    def close(self) -> None:
        """As in Mount; its file goes as well."""
        super().close()
        self.image.unlink(missing_ok=True)


def _let_go(place: Path) -> bool:
    """Unmount what is at a place; returns whether nothing is there any more."""
    if os.path.ismount(place):
        subprocess.run(["umount", place], check=False, capture_output=True, timeout=60)
    return not os.path.ismount(place)


def _run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
