"""Emulators that disagree about widths: one counts as we do, one sign by sign, and one knows no emoji and puts marks beside letters."""

import unicodedata
from collections.abc import Callable

import pyte
from rich.cells import split_graphemes
from wcwidth import wcwidth

Cells = list[list[str]]
"""What stands in each cell, row by row; "" in the second cell of a wide one."""


class Emulator(pyte.Screen):
    """A screen that takes each character for as wide as `width` says; half a character that is left over is blank."""

    def __init__(self, columns: int, rows: int, width: Callable[[str], int]) -> None:
        super().__init__(columns, rows)
        self._width = width

    def pieces(self, data: str) -> list[tuple[str, int]]:
        """Return what is drawn in one go, and the cells that it takes."""
        return [(character, self._width(character)) for character in data]

    def draw(self, data: str) -> None:
        """Draw characters."""
        for piece, width in self.pieces(data):
            self._put(piece, width)

    def _put(self, piece: str, width: int) -> None:
        row, x = self.buffer[self.cursor.y], min(self.cursor.x, self.columns - 1)
        if not width:
            if x and unicodedata.category(piece[0]) in ("Mn", "Me"):
                before = x - 1 if row[x - 1].data else x - 2
                row[before] = row[before]._replace(data=row[before].data + piece)
            return
        for at in range(x, min(x + width, self.columns)):
            self._leave_no_half(at)
        row[x] = self.cursor.attrs._replace(data=piece)
        for at in range(x + 1, min(x + width, self.columns)):
            row[at] = self.cursor.attrs._replace(data="")
        self.dirty.add(self.cursor.y)
        self.cursor.x = min(x + width, self.columns - 1 if pyte.modes.DECAWM not in self.mode else self.columns)

    def _leave_no_half(self, x: int) -> None:
        row = self.buffer[self.cursor.y]
        first = x
        while first and not row[first].data:
            first -= 1
        last = first + 1
        while last < self.columns and not row[last].data:
            last += 1
        if last - first > 1:
            for at in range(first, last):
                row[at] = row[at]._replace(data=" ")


class Joining(Emulator):
    """An emulator that takes several characters for one sign, and counts as we do."""

    def pieces(self, data: str) -> list[tuple[str, int]]:
        """Return graphemes."""
        return [(data[start:end], size) for start, end, size in split_graphemes(data)[0]]


def one_by_one(character: str) -> int:
    """Return how wide a character is by the tables that most terminals have."""
    return max(0, wcwidth(character))


def old(character: str) -> int:
    """Return how wide a character is to a terminal that knows neither emoji nor signs that take no cell, but for marks."""
    if character >= "\U0001f000":
        return 1
    if unicodedata.category(character) == "Mc":
        return 1
    return one_by_one(character)


def emulators(columns: int, rows: int) -> dict[str, Emulator]:
    """Return one of each kind."""
    return {
        "joining": Joining(columns, rows, one_by_one),
        "one by one": Emulator(columns, rows, one_by_one),
        "old": Emulator(columns, rows, old),
    }


def shown_by(screen: Emulator, raw: bytes) -> Cells:
    """Return each cell of a screen that was sent this."""
    pyte.ByteStream(screen).feed(raw)
    return [[screen.buffer[y][x].data for x in range(screen.columns)] for y in range(screen.lines)]
