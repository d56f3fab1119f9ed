"""Unpacking: a backup's file is read without trusting it, and checked to its last byte."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

import msgspec
from msgspec import Struct

from sociotui.domain.refusal import Refused, brief
from sociotui.journal.archive import ArchiveReader, Unsound, read_all
from sociotui.journal.backup import MANIFEST, VERSION, Kept, Manifest, in_order, is_journal, is_own
from sociotui.journal.lines import header_of, whole_lines
from sociotui.words import _

_MANIFEST_ROOM = 1 << 26  # bytes: as much as tells of 250,000 files
_LONGEST_LINE = 1 << 26
_CHUNK = 1 << 20

File = tuple[str, Kept, Iterator[bytes]]


class _Version(Struct):
    version: int = msgspec.field(name="sociotui-backup")


class Backup:
    """A backup in `file`, read from where that stands; its `manifest` has been checked, the rest is as it is read.

    Raises Refused for whatever is none, is cut short or changed, or was written by a newer program.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._reader = ArchiveReader(file)
        self._reader.allow(1, _MANIFEST_ROOM)
        self._members = self._reader.members()
        try:
            name, size, content = next(self._members, ("", 0, file))
            if name != MANIFEST or size > _MANIFEST_ROOM:
                raise _no_backup()
            self.manifest = manifest_of(b"".join(read_all(content, _CHUNK)))
        except Unsound as error:
            raise _no_backup() from error
        self._reader.allow(len(self.manifest.files) + 1, self.size)

    @property
    def size(self) -> int:
        """How many bytes its files have."""
        return sum(kept.bytes for kept in self.manifest.files.values())

    def files(self) -> Iterator[File]:
        """Yield each file in order with its content, which is checked when it has been read to its end."""
        left = iter(self.manifest.files.items())
        try:
            for name, size, content in self._members:
                expected, kept = next(left, ("", None))
                if kept is None or (name, size) != (expected, kept.bytes):
                    raise _changed(name)
                checked = _checked(name, kept, content)
                yield name, kept, checked
                for _rest in checked:
                    pass
        except Unsound as error:
            raise _cut_short() from error
        if next(left, None):
            raise _cut_short()


def check(file: BinaryIO) -> Manifest:
    """Read the backup in `file` to its end, and return what it holds; raises as Backup does."""
    backup = Backup(file)
    for _name, _kept, content in backup.files():
        for _part in content:
            pass
    return backup.manifest


def manifest_of(data: bytes) -> Manifest:
    """Return the manifest that `data` is, checked: it names only files that a home has. Raises Refused for what is none."""
    try:
        listed = json.loads(data)
        version = msgspec.convert(listed, _Version).version
        if version > VERSION:
            raise Refused(
                _(
                    "This backup was written by a newer sociotui: it is of version {found}, and this one knows {known}. "
                    "Nothing was changed. Update sociotui, then restore it again.",
                    found=version,
                    known=VERSION,
                )
            )
        manifest = msgspec.convert(listed, Manifest)
        strange = [name for name in manifest.files if not (is_journal(name) or is_own(name))]
    except (ValueError, RecursionError, msgspec.MsgspecError) as error:
        raise _no_backup() from error
    if strange:
        raise Refused(
            _(
                "This backup names a file that no home has: “{name}”. Nothing was changed. Was it made by "
                "something else? Take another one.",
                name=brief(strange[0]),
            )
        )
    ordered = list(manifest.files) == sorted(manifest.files, key=in_order)
    if version < VERSION or not ordered or any(kept.bytes < 0 for kept in manifest.files.values()):
        raise _no_backup()
    return manifest


def _checked(name: str, kept: Kept, content: BinaryIO) -> Iterator[bytes]:
    lines = _Lines() if is_journal(name) and not kept.flaw else None
    hashed = sha256()
    try:
        for part in read_all(content, _CHUNK):
            hashed.update(part)
            if lines and not lines.fit(part):
                raise _changed(name)
            yield part
    except Unsound as error:
        raise _cut_short() from error
    if hashed.hexdigest() != kept.sha256 or (lines and not lines.ended):
        raise _changed(name)


class _Lines:
    """Checks the lines of a journal that comes in parts."""

    def __init__(self) -> None:
        self._rest = b""
        self._begun = False

    @property
    def ended(self) -> bool:
        """Whether it came to the end of a line."""
        return self._begun and not self._rest

    def fit(self, part: bytes) -> bool:
        """Take the next part; whether each line that it ends is whole, the first one being a journal's."""
        data = self._rest + part
        bodies, end = whole_lines(data)
        self._rest = data[end:]
        if bodies and not self._begun:
            self._begun = True
            if header_of(bodies[0]) is None:
                return False
        return b"\n" not in self._rest and len(self._rest) <= _LONGEST_LINE


def _no_backup() -> Refused:
    return Refused(
        _(
            "This is no backup of sociotui, or only a part of one: “sociotui backup FILE” writes them. Nothing was "
            "changed. Is it another file that you mean?"
        )
    )


def _cut_short() -> Refused:
    return Refused(
        _(
            "This backup was cut short, or changed on its way: not all of it can be read. Nothing was changed. "
            "Copy it again from where it lies, or take another one."
        )
    )


def _changed(name: str) -> Refused:
    return Refused(
        _(
            "In this backup, “{name}” is not as it was written. Nothing was changed. Copy the backup again from where "
            "it lies, or take another one.",
            name=brief(name),
        )
    )
