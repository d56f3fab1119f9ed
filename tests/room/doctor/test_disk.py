"""The disk: network mounts, memory, disks that can only be read or are full are told, by what the kernel says of them."""

from pathlib import Path

import pytest

from sociotui.room.doctor.disk import Mount, amount, check_disk, is_network, mount_of, mounts_in
from sociotui.room.doctor.findings import is_wrong
from tests.room.doctor.staging import MOUNTS, Disk, found, home, machine, only

MANY = f"""{MOUNTS}30 27 0:5 / /srv rw - nfs4 server:/export rw,vers=4.2
31 30 0:6 / /srv/our\\040circle rw,nosuid shared:12 master:3 - fuse.sshfs ana@host:/ rw,user_id=0
32 27 0:7 / /mnt/old ro,relatime - ext4 /dev/vdb rw
33 27 0:8 / /over rw - ext4 /dev/vdc rw
34 33 0:9 / /over rw - tmpfs tmpfs rw
a line that is none
"""


@pytest.mark.parametrize(
    ("path", "point", "kind"),
    [
        ("/home/ana", "/", "ext4"),
        ("/srv", "/srv", "nfs4"),
        ("/srv/our circle/home", "/srv/our circle", "fuse.sshfs"),
        ("/srv/ours", "/srv", "nfs4"),
        ("/over/there", "/over", "tmpfs"),
    ],
)
def test_a_path_lies_on_the_innermost_and_newest_mount(path: str, point: str, kind: str) -> None:
    mount = mount_of(Path(path), mounts_in(MANY))
    assert mount
    assert (str(mount.point), mount.kind) == (point, kind)


def test_a_mount_is_read_only_by_itself_or_by_its_file_system() -> None:
    assert mount_of(Path("/mnt/old/x"), mounts_in(MANY)) == Mount(Path("/mnt/old"), "ext4", True)
    (whole,) = mounts_in("1 1 0:1 / / rw - ext4 /dev/sda ro,errors=remount-ro")
    assert whole.read_only
    assert mount_of(Path("/"), []) is None


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "vboxsf", "fuse.rclone"])
def test_other_machines_are_known_by_their_file_systems(kind: str) -> None:
    assert is_network(kind)


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "overlay", "zfs", "fuse.gocryptfs", "fuseblk", "tmpfs"])
def test_disks_of_this_machine_are_not_taken_for_another(kind: str) -> None:
    assert not is_network(kind)


@pytest.mark.parametrize(
    ("kind", "options", "level", "said"),
    [
        ("nfs4", "rw", "look", "Locks and writes can't be relied on"),
        ("9p", "rw", "look", "Keep the home on a disk of this machine"),
        ("tmpfs", "rw", "look", "gone when this machine starts again"),
        ("ext4", "ro", "wrong", "can only be read"),
    ],
)
def test_what_a_home_lies_on_is_told(tmp_path: Path, kind: str, options: str, level: str, said: str) -> None:
    there = home(tmp_path)
    around = machine(tmp_path)
    (around.proc / "self" / "mountinfo").write_text(f"{MOUNTS}28 27 0:9 / {tmp_path} rw - {kind} source {options}\n")
    finding = only(found(there, around), "mount")
    assert finding.level == level
    assert said in finding.said
    assert finding.about == str(tmp_path)


@pytest.mark.parametrize(
    ("disk", "checks"),
    [
        (Disk(free=60_000_000, size=10**9), []),
        (Disk(free=60_000_000, size=10**10), ["space look"]),
        (Disk(free=40_000_000, size=10**8), ["space look"]),
        (Disk(free=2 * 10**9, size=10**12), []),
        (Disk(free=900_000, size=10**12), ["space wrong"]),
        (Disk(files=500), ["inodes look"]),
        (Disk(files=3), ["inodes wrong"]),
        (Disk(files=0, size=10**12), []),
    ],
)
def test_room_that_is_little_is_told_and_room_that_is_too_little_is_wrong(
    tmp_path: Path, disk: Disk, checks: list[str]
) -> None:
    findings = list(check_disk(tmp_path, machine(tmp_path, space=lambda _path: disk)))
    assert [f"{f.check} {f.level}" for f in findings if f.level != "well"] == checks
    assert is_wrong(findings) == any("wrong" in each for each in checks)


def test_a_large_journal_needs_room_to_be_written_anew(tmp_path: Path) -> None:
    around = machine(tmp_path, space=lambda _path: Disk(free=60_000_000, size=10**9))
    assert not is_wrong(check_disk(tmp_path, around, largest=20_000_000))
    assert is_wrong(check_disk(tmp_path, around, largest=30_000_000))


def test_a_system_that_tells_no_mounts_is_looked_at_as_far_as_it_goes(tmp_path: Path) -> None:
    around = machine(tmp_path)
    (around.proc / "self" / "mountinfo").unlink()
    assert [f.check for f in check_disk(tmp_path, around)] == ["space", "inodes"]


def test_amounts_are_told_as_people_read_them() -> None:
    assert [amount(n) for n in (0, 999, 1_000, 4_250_000, 85_000_000_000, 3 * 10**15)] == [
        "0 bytes",
        "999 bytes",
        "1.0 kB",
        "4.2 MB",
        "85 GB",
        "3000 TB",
    ]
