"""Unpacking: what was cut short, changed, made up or swollen is refused before anything comes of it."""

import gzip
import io
import json
import random
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sociotui.domain.refusal import Refused
from sociotui.journal.backup import ORGANISATION_FILE, files_in
from sociotui.journal.copying import Copies
from sociotui.journal.lines import plain
from sociotui.journal.unpacking import check

from .backups import MEETING, NAMES, backup_of, hold


@pytest.fixture
def held(home: Path, path: Path) -> Path:
    """A home with all that belongs into a backup, and much that does not."""
    return hold(home)


def refused(data: bytes) -> str:
    """Return why a backup is refused."""
    with pytest.raises(Refused, match="Nothing was changed") as refusal:
        check(io.BytesIO(data))
    return str(refusal.value)


def test_a_backup_that_was_cut_short_is_refused(held: Path) -> None:
    data = backup_of(held)
    for end in {0, 1, 10, 100, len(data) // 2, len(data) - 9, len(data) - 8, len(data) - 1}:
        refused(data[:end])


def test_a_bit_that_was_changed_is_refused(held: Path) -> None:
    data = backup_of(held)
    chance, harmless = random.Random(7), 0
    for place in chance.sample(range(10, len(data)), 300):
        changed = data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]
        try:
            check(io.BytesIO(changed))
        except Refused:
            continue
        # There are a few bits in a packed file that say nothing.
        assert gzip.decompress(changed) == gzip.decompress(data)
        harmless += 1
    assert harmless < 10


@pytest.mark.parametrize(
    "data",
    [b"", b"mine", gzip.compress(b"mine", mtime=0), gzip.compress(b"\0" * 20_000, mtime=0)],
    ids=["empty", "text", "packed text", "packed zeros"],
)
def test_what_is_no_backup_is_refused(data: bytes) -> None:
    assert "This is no backup of sociotui" in refused(data)


def members(data: bytes) -> list[tuple[tarfile.TarInfo, bytes]]:
    """Return the members of an archive."""
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        return [(each, content.read() if (content := tar.extractfile(each)) else b"") for each in tar.getmembers()]


def packed(found: list[tuple[tarfile.TarInfo, bytes]]) -> bytes:
    """Return an archive with these members."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as tar:
        for member, content in found:
            member.size = len(content) if member.isreg() else member.size
            tar.addfile(member, io.BytesIO(content))
    return file.getvalue()


Found = list[tuple[tarfile.TarInfo, bytes]]


def _typed(kind: bytes, to: str = "") -> Callable[[Found], None]:
    def change(found: Found) -> None:
        found[2][0].type, found[2][0].linkname, found[2][0].size = kind, to, 0

    return change


def _named(name: str) -> Callable[[Found], None]:
    def change(found: Found) -> None:
        found[2][0].name = name

    return change


def _told(change_manifest: Callable[[dict[str, Any]], object]) -> Callable[[Found], None]:
    def change(found: Found) -> None:
        listed = json.loads(found[0][1])
        change_manifest(listed)
        found[0] = (found[0][0], json.dumps(listed).encode())

    return change


def _renamed(listed: dict[str, Any], name: str) -> None:
    listed["files"] = {name if old == NAMES[0] else old: told for old, told in listed["files"].items()}


STRANGE: dict[str, Callable[[Found], object]] = {
    "link": _typed(tarfile.SYMTYPE, "/etc/passwd"),
    "hard link": _typed(tarfile.LNKTYPE, ORGANISATION_FILE),
    "device": _typed(tarfile.CHRTYPE),
    "folder": _typed(tarfile.DIRTYPE),
    "pipe": _typed(tarfile.FIFOTYPE),
    "absolute": _named("/etc/passwd"),
    "leading out": _named("../meetings/m.journal"),
    "not listed": _named("meetings/n.journal"),
    "missing": lambda found: found.pop(2),
    "first missing": lambda found: found.pop(0),
    "twice": lambda found: found.append(found[-1]),
    "other order": lambda found: found.append(found.pop(1)),
    "longer": lambda found: found.append((found.pop()[0], b"x" * 9)),
    "other content": lambda found: found.append((found[-1][0], bytes(len(found.pop()[1])))),
    "absolute, told": _told(lambda listed: _renamed(listed, "/etc/passwd")),
    "leading out, told": _told(lambda listed: _renamed(listed, "formats/../../x")),
    "odd surrogates": _told(lambda listed: _renamed(listed, "formats/\ud83d")),
    "no files": _told(lambda listed: listed.update(files=[])),
    "less than nothing": _told(lambda listed: listed["files"][MEETING].update(bytes=-1)),
    "more than anything": _told(lambda listed: listed["files"][MEETING].update(bytes=10**30)),
    "too old": _told(lambda listed: listed.update({"sociotui-backup": 0})),
    "no version": _told(lambda listed: listed.pop("sociotui-backup")),
}


@pytest.mark.parametrize("change", STRANGE.values(), ids=STRANGE)
def test_what_no_backup_holds_is_refused(held: Path, change: Callable[[Found], object]) -> None:
    found = members(backup_of(held))
    assert check(io.BytesIO(packed(found)))
    change(found)
    refused(packed(found))


def test_lines_are_checked_though_the_manifest_agrees(held: Path) -> None:
    (held / MEETING).write_bytes((held / MEETING).read_bytes().replace(b"hello", b"hallo"))
    copies = Copies(held, io.BytesIO())
    copies.take(files_in(held), "all")
    whole = {name: replace(each, flaw="") for name, each in copies.files.items()}
    assert f"“{MEETING}” is not as it was written" in refused(backup_of(held, files=whole))
    for content in (b"", b"mine\n", plain(b"{}")):
        (held / MEETING).write_bytes(content)
        copies.take(files_in(held), "all")
        if content:
            refused(backup_of(held, files={name: replace(each, flaw="") for name, each in copies.files.items()}))


def test_a_newer_backup_is_refused(held: Path) -> None:
    said = refused(backup_of(held, version=2))
    assert "newer sociotui: it is of version 2, and this one knows 1" in said


class Endless(io.RawIOBase):
    """A file that begins in one way and never ends: packed zeros, a thousand times as long when unpacked."""

    def __init__(self, beginning: bytes) -> None:
        self.left, self.zeros, self.given = gzip.compress(beginning), gzip.compress(bytes(1 << 20)), 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        while len(self.left) < size:
            self.left += self.zeros
        data, self.left = self.left[:size], self.left[size:]
        self.given += len(data)
        return data


@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.REGTYPE])
@pytest.mark.parametrize("first", [True, False])
def test_what_unpacks_to_more_than_it_says_is_refused(held: Path, kind: bytes, *, first: bool) -> None:
    member = tarfile.TarInfo("manifest.json")
    member.type, member.size = kind, 1 << 40
    beginning = member.tobuf(tarfile.GNU_FORMAT)
    if not first:
        whole = gzip.decompress(backup_of(held))
        size = int(whole[124:135], 8)
        beginning = whole[: 512 + (size + 511) // 512 * 512] + beginning
    bomb = Endless(beginning)
    with pytest.raises(Refused, match="Nothing was changed"):
        check(bomb)  # type: ignore[arg-type]
    assert bomb.given < 1 << 20
