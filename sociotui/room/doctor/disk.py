"""The disk: what kind of file system a home lies on, whether it can be relied on, and how much room is left."""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from sociotui.room.doctor.findings import Finding, Level
from sociotui.room.doctor.machine import Machine, Space
from sociotui.words import _

ONE_MEETING = 1_000_000
"""Bytes that a long meeting takes, with much room to spare."""
LITTLE, SHARE, PLENTY = 50_000_000, 0.01, 1_000_000_000
"""Below so many bytes, or such a share of the disk, room is little; not when so many bytes are left."""
FILES_LITTLE, FILES_NEEDED = 1_000, 8

_NETWORK = frozenset(
    [
        "9p",
        "afs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "davfs2",
        "drvfs",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "orangefs",
        "prl_fs",
        "smb2",
        "smb3",
        "smbfs",
        "vboxsf",
        "virtiofs",
    ]
)
_NETWORK_FUSE = frozenset(
    [
        "ceph",
        "cifs",
        "davfs",
        "davfs2",
        "gcsfuse",
        "glusterfs",
        "goofys",
        "gvfsd-fuse",
        "rclone",
        "s3fs",
        "smbnetfs",
        "sshfs",
        "vmhgfs-fuse",
    ]
)
_IN_MEMORY = frozenset({"tmpfs", "ramfs"})
_ESCAPED = re.compile(r"\\([0-7]{3})")


class Mount(Struct, frozen=True):
    """A mount: where, what kind of file system, and whether nothing can be written there."""

    point: Path
    kind: str
    read_only: bool


def check_disk(home: Path, machine: Machine, largest: int = 0) -> Iterator[Finding]:
    """Look at the disk of a home whose largest journal has `largest` bytes; it is written anew when it is sealed."""
    mount = mount_of(home.resolve(), mounts_in(machine.told("self/mountinfo")))
    if mount:
        yield _kind(mount)
    yield from _room(machine.space(home), largest)


def mounts_in(mountinfo: str) -> list[Mount]:
    """Return the mounts that the kernel tells in /proc/self/mountinfo (proc_pid_mountinfo(5)), the oldest first."""
    found = []
    for line in mountinfo.splitlines():
        before, dash, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if not dash or len(fields) < 6 or len(kinds) < 3:
            continue
        options = {*fields[5].split(","), *kinds[2].split(",")}
        found.append(Mount(Path(_plain(fields[4])), kinds[0], "ro" in options))
    return found


def mount_of(path: Path, mounts: list[Mount]) -> Mount | None:
    """Return the mount that `path`, without links in it, lies on: the innermost, and of several there the newest."""
    over = [mount for mount in mounts if path.is_relative_to(mount.point)]
    return max(reversed(over), key=lambda mount: len(mount.point.parts), default=None)


def _plain(name: str) -> str:
    """Return a name whose spaces and such are written as octal numbers, as it is."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 8)), name)


def is_network(kind: str) -> bool:
    """Whether a file system of that kind lies on another machine, where locks and syncs may mean nothing."""
    return kind in _NETWORK or (kind.startswith("fuse.") and kind[5:] in _NETWORK_FUSE)


def _kind(mount: Mount) -> Finding:
    level: Level = "look"
    if mount.read_only:
        level = "wrong"
        said = _(
            "{point} ({kind}) can only be read: nothing can be recorded. A disk that failed is often left like this; "
            "“dmesg” tells. When it is sound: “mount -o remount,rw {point}”, as root.",
            point=mount.point,
            kind=mount.kind,
        )
    elif is_network(mount.kind):
        said = _(
            "{point} lies on another machine ({kind}). Locks and writes can't be relied on there: two programs "
            "may write at once, and a cut line may lose what was recorded. Keep the home on a disk of this machine and "
            "work on it from there (over SSH, say); make backups to the other one.",
            point=mount.point,
            kind=mount.kind,
        )
    elif mount.kind in _IN_MEMORY:
        said = _(
            "{point} is kept in memory ({kind}): all of it is gone when this machine starts again. "
            "Move the home to a disk, and name it with --home.",
            point=mount.point,
            kind=mount.kind,
        )
    else:
        level = "well"
        said = _("{point} is a disk of this machine ({kind}).", point=mount.point, kind=mount.kind)
    return Finding(group="disk", check="mount", level=level, said=said, about=str(mount.point))


def _room(space: Space, largest: int) -> Iterator[Finding]:
    free, size = space.f_bavail * space.f_frsize, space.f_blocks * space.f_frsize
    needed = ONE_MEETING + 2 * largest
    level: Level = "well"
    said = _("{free} free.", free=amount(free))
    if free < needed:
        level = "wrong"
        said = _(
            "{free} free, and a meeting may need {needed}. Make room before you begin one.",
            free=amount(free),
            needed=amount(needed),
        )
    elif free < LITTLE or (free < SHARE * size and free < PLENTY):
        level = "look"
        said = _("{free} free, of {size}. It does for now; make room soon.", free=amount(free), size=amount(size))
    yield Finding(group="disk", check="space", level=level, said=said)
    if space.f_files:  # some file systems don't count them
        yield _files(space.f_favail)


def _files(left: int) -> Finding:
    level: Level = "well"
    said = _("Room for {n} more files.", n=f"{left:,}")
    if left < FILES_LITTLE:
        level = "wrong" if left < FILES_NEEDED else "look"
        said = _(
            "Room for {n} more files only, however small: the disk's inodes are used up. “df -i” shows them; remove "
            "files that nobody needs.",
            n=f"{left:,}",
        )
    return Finding(group="disk", check="inodes", level=level, said=said)


def amount(size: int) -> str:
    """Return a number of bytes as people read it: 4.2 MB."""
    if size < 1000:
        return _("{n} bytes", n=size)
    value, unit = size / 1000, "kB"
    for larger in ("MB", "GB", "TB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    return f"{value:.0f} {unit}" if value >= 10 else f"{value:.1f} {unit}"
