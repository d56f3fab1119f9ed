"""Archive: plain files in a .tar.gz, the same bytes each time they are the same files, and read without trusting it."""

import gzip
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

_OVERHEAD = 16_384  # bytes that a member takes up beside its content, with the longest of names
_RECORD = 10_240  # what the end of an archive is filled up to
_RIGHTS = 0o600

# What reading anything else than an archive, or a part of one, may come to.
_UNREADABLE = (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, ValueError, OverflowError)


class Unsound(Exception):  # noqa: N818
    """This is no archive of plain files, was cut short, or holds more than it may."""


def write_archive(file: BinaryIO, members: Iterable[tuple[str, int, BinaryIO]]) -> None:
    """Write `members` to `file`: name, size in bytes, and what so many bytes are read from.

    Nothing of this account or of the time goes into it. Raises OSError.
    """
    with (
        gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT, encoding="utf-8") as tar,
    ):
        for name, size, content in members:
            member = tarfile.TarInfo(name)
            member.size, member.mode = size, _RIGHTS
            tar.addfile(member, content)


class ArchiveReader:
    """Reads the members of the archive in `file` one after the other, and never more than `allow` said.

    Nothing is put anywhere by it. Raises Unsound, and OSError where the disk fails.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._packed = _Bounded(gzip.GzipFile(fileobj=file, mode="rb"))

    def allow(self, members: int, size: int) -> None:
        """From now on, at most so many members and bytes in all may follow."""
        self._packed.left = size + members * _OVERHEAD + 2 * _RECORD

    def members(self) -> Iterator[tuple[str, int, BinaryIO]]:
        """Yield name, size and content of each; the content has to be read before the next one is asked for."""
        try:
            with tarfile.open(fileobj=self._packed, mode="r|", encoding="utf-8") as tar:  # type: ignore[call-overload]
                for member in tar:
                    content = tar.extractfile(member) if member.isreg() and not member.issparse() else None
                    if content is None:
                        raise Unsound
                    yield member.name, member.size, content
            while self._packed.read(_RECORD):  # to its end: only there its checksum stands
                pass
        except _UNREADABLE as error:
            raise Unsound from error


def read_all(content: BinaryIO, chunk: int) -> Iterator[bytes]:
    """Yield all of a member's content, in parts of `chunk` bytes at most; raises Unsound."""
    try:
        while part := content.read(chunk):
            yield part
    except _UNREADABLE as error:
        raise Unsound from error


class _Bounded:
    """What an archive unpacks to, as far as it may."""

    def __init__(self, file: gzip.GzipFile) -> None:
        self._file = file
        self.left = 0

    def read(self, size: int) -> bytes:
        """Return `size` bytes, or fewer where there are no more; raises Unsound for more than may be."""
        data = self._file.read(min(size, self.left + 1))
        self.left -= len(data)
        if self.left < 0:
            raise Unsound
        return data
