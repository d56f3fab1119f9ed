"""What the doctor's tests share: a machine on which all is well, homes with meetings in them, and ways to hurt a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sociotui.room.doctor.checkup import check_up
from sociotui.room.doctor.findings import Finding
from sociotui.room.doctor.machine import Machine
from tests.homes import Hands, home_in
from tests.room.holding import held, recorded

HELD, OPEN = "garden-2026-03-02", "garden-2026-03-02-2"
MOUNTS = "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard\n"


class Disk(Struct):
    """A disk with so many bytes free, of so many, and so many files that still fit."""

    free: int = 10**11
    size: int = 10**12
    files: int = 10**6
    f_frsize: int = 1

    @property
    def f_bavail(self) -> int:
        return self.free

    @property
    def f_blocks(self) -> int:
        return self.size

    @property
    def f_favail(self) -> int:
        return self.files

    @property
    def f_files(self) -> int:
        return 2 * self.files


def machine(folder: Path, **other: Any) -> Machine:
    """Return a machine that tells its mounts in `folder`, on which all is well but for what is `other`."""
    proc = folder / "proc"
    (proc / "self").mkdir(parents=True, exist_ok=True)
    (proc / "self" / "mountinfo").write_text(MOUNTS)
    well = Machine(
        proc=proc,
        space=lambda _path: Disk(),
        uid=folder.stat().st_uid,
        environ={"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"},
        size=(80, 24),
        config=folder / "config.toml",
        clock=Hands().clock(),
        patience=0.1,
    )
    return replace(well, **other)


def home(folder: Path) -> Path:
    """Return a home in `folder` with a meeting that was held and one that goes on, a second between two acts."""
    hands = _Ticking()
    there = home_in(folder / "home", hands)
    held(there)
    assert recorded(there) == OPEN
    there.close()
    return there.folder


class _Ticking(Hands):
    def __call__(self) -> int:
        self.at += 1000
        return self.at


def journal(home: Path, id_: str = OPEN) -> Path:
    """Return the file of a meeting."""
    return home / "meetings" / f"{id_}.journal"


def hurt(path: Path, change: Callable[[list[bytes]], None]) -> None:
    """Change the lines of a file."""
    lines = path.read_bytes().split(b"\n")
    change(lines)
    path.write_bytes(b"\n".join(lines))


def garbled(number: int) -> Callable[[list[bytes]], None]:
    """Return what makes line `number`, from 1, unreadable."""

    def garble(lines: list[bytes]) -> None:
        lines[number - 1] = b"#" * len(lines[number - 1])

    return garble


def found(home: Path, machine: Machine) -> list[Finding]:
    """Return what the doctor finds that is not well."""
    return [each for each in check_up(home, machine) if each.level != "well"]


def only(findings: list[Finding], check: str) -> Finding:
    """Return the one finding there is, which has to be of that check."""
    assert [each.check for each in findings] == [check], [each.said for each in findings]
    return findings[0]
