"""Shelves: the formats that circles have, read from their files once, and again when one of those has changed."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sociotui.exchange.formats import FormatShelf

_Marks = tuple[tuple[object, ...], ...]


class Shelves:
    """The formats of several folders, as `load_formats` gives them.

    To read them takes ten milliseconds, and a server is asked for them with each item that is added; while everybody waits.
    """

    def __init__(self) -> None:
        self._read: dict[tuple[Path, ...], tuple[_Marks, FormatShelf]] = {}

    def of(self, folders: Sequence[Path]) -> "FormatShelf":
        """Return the formats of these folders, a later one's over an earlier one's, and what is wrong with bad ones."""
        from sociotui.exchange.formats import load_formats  # only who opens a meeting or adds an item reads formats

        key, marks = tuple(folders), tuple(_marks(folders))
        before = self._read.get(key)
        if before is None or before[0] != marks:
            # Looked at before it is read: what changes in between is read again the next time.
            before = self._read[key] = marks, load_formats(folders)
        return before[1]


def _marks(folders: Sequence[Path]) -> Iterator[tuple[object, ...]]:
    """Return what tells files that were changed from those that were not."""
    for folder in folders:
        try:
            with os.scandir(folder) as files:
                found = sorted(files, key=lambda file: file.name)
        except OSError as error:
            yield folder, error.errno
            continue
        for file in found:
            yield file.path, *_mark(file)


def _mark(file: "os.DirEntry[str]") -> tuple[object, ...]:
    try:
        there = file.stat()
    except OSError as error:
        return (error.errno,)
    return there.st_mtime_ns, there.st_ctime_ns, there.st_size, there.st_ino, there.st_mode
