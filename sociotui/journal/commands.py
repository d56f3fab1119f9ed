"""Commands: which ones a stream has recorded, told by short hashes, so that none of its lines need be at hand for that."""

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from zlib import crc32

_HASHES = "I"  # four bytes each: of 100,000 commands, one in 40,000 new ones is taken for another
_LOOSE = 4096  # how many hashes are held as a set, before they are sorted in among the others
ORDER = sys.byteorder


class Commands:
    """The commands in lines that are no longer held.

    It may take a command for one that was recorded, and then the lines have to be read; never the
    other way round.
    """

    def __init__(self) -> None:
        self._sorted = array(_HASHES)
        self._loose: set[int] = set()

    def unpack(self, packed: bytes) -> None:
        """Add what `packed` returned, on a machine with the same byte ORDER."""
        self._loose.update(self._sorted)
        self._sorted = array(_HASHES)
        self._sorted.frombytes(packed)

    def add(self, commands: Iterable[str]) -> None:
        """Add commands; any of them may be there already."""
        self._loose.update(map(_hash, commands))
        if len(self._loose) > _LOOSE:
            self._sort()

    def may_have(self, command: str) -> bool:
        """Whether `command` may be among these; False is certain."""
        value = _hash(command)
        place = bisect_left(self._sorted, value)
        return value in self._loose or (place < len(self._sorted) and self._sorted[place] == value)

    def packed(self, more: Iterable[str] = ()) -> bytes:
        """Return these and `more` commands as bytes."""
        self._sort()
        loose = set(map(_hash, more))
        return (array(_HASHES, sorted((*self._sorted, *loose))) if loose else self._sorted).tobytes()

    def _sort(self) -> None:
        if self._loose:
            self._sorted = array(_HASHES, sorted((*self._sorted, *self._loose)))
            self._loose.clear()


def _hash(command: str) -> int:
    return crc32(command.encode("utf-8", "surrogatepass"))
