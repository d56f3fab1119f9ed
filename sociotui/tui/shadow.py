"""The shadow: what a terminal shows, kept beside it, so that only the cells that changed are sent.

Textual draws whole stretches of lines, several times while a screen is built, each piece with its full style. Over a
slow line that is felt; so each write is compared, cell by cell, with what is there already.
"""

import re
from collections.abc import Callable

from sociotui.tui.cells import Cell, cells_of
from sociotui.tui.sgr import RESET, Style, after, change, on_blank
from sociotui.tui.strokes import Pen, Stroke, strokes

_PIECES = re.compile(
    "\x1b\\[([0-9;]*)m|\x1b\\[([0-9]*);?([0-9]*)[Hf]|(\r?\n)|([^\x00-\x1f\x7f]+)|(\x1b\\[[0-?]*[ -/]*[@-~])|"
)
_CLEARS = re.compile("\x1b\\[(?:[0-3]?J|\\?1049[hl]|\\?47[hl])")
_NO_EDGE = 1_000_000


def _as_it_is(style: Style) -> Style:
    return style


class Shadow:
    """The cells of a terminal, and the stream of output that leads from one picture to the next.

    `paint` turns each style into one that this terminal can show. With `only_drawing` nothing is passed on that is not
    drawing: no mode is set, nothing is asked of the terminal, no title is changed.
    """

    def __init__(self, paint: Callable[[Style], Style] = _as_it_is, *, only_drawing: bool = False) -> None:
        self._paint = paint
        self._only_drawing = only_drawing
        self._rows: dict[int, list[Cell]] = {}
        self._drawn: dict[int, list[Cell]] = {}  # what is to be seen, of rows where that is not sent yet
        self._pen = Pen()
        self._wanted = RESET
        self._x = self._y = 0
        self._width = self._height = _NO_EDGE

    def resize(self, width: int, height: int) -> None:
        """The terminal has another size: nobody knows what it shows, and nothing is drawn beyond its edges.

        A terminal would put what is drawn beyond them onto them.
        """
        self._width = self._pen.width = width
        self._height = height
        self.forget()

    def forget(self) -> None:
        """Nobody knows what the terminal shows, or where its cursor is: everything is sent anew."""
        self._rows.clear()
        self._pen.at = None

    def rewrite(self, data: str) -> str:
        """Return output that leaves the terminal as `data` would, without what it shows already."""
        out: list[str] = []
        end = 0
        while end < len(data):
            piece = _PIECES.match(data, end)
            if piece is None or piece.end() == end:
                end = self._pass_on(data, end, out)
                continue
            end = piece.end()
            sgr, row, column, line, text, other = piece.groups()
            if text is not None:
                self._draw(text)
            elif sgr is not None:
                self._wanted = after(self._wanted, sgr)
            elif row is not None:
                self._x, self._y = int(column or 1) - 1, int(row or 1) - 1
            elif line is not None:
                self._x, self._y = 0, self._y + 1
            elif other is not None:
                self._other(other, out)
        self._flush(out)
        self._pen.go(self._x, self._y, out)
        return "".join(out)

    def reset(self) -> str:
        """Return what brings the terminal back to plain text, whatever was set."""
        self._pen.style = self._wanted = RESET
        return "\x1b[0m"

    # --- what is not drawing

    def _pass_on(self, data: str, start: int, out: list[str]) -> int:
        """Pass on what is no drawing (a title, a question to the terminal), up to the next sequence or text."""
        end = data.find("\x1b", start + 1)
        end = len(data) if end < 0 else end
        if not self._only_drawing:
            self._flush(out)
            out.append(data[start:end])
            self._pen.at = None
        return end

    def _other(self, sequence: str, out: list[str]) -> None:
        """Pass a sequence on; one that clears the screen takes the colours that are set, and all knowledge, along."""
        if self._only_drawing:
            return
        self._flush(out)
        if _CLEARS.match(sequence):
            wanted = self._paint(self._wanted)
            out.append(change(self._pen.style, wanted))
            self._pen.style = wanted
            self.forget()
        out.append(sequence)

    # --- drawing

    def _draw(self, text: str) -> None:
        """Take note of what is to be seen from the cursor on; it is sent all together."""
        start = self._x
        cells = cells_of(text, self._paint(self._wanted))
        self._x += len(cells)
        if self._x > self._width:
            del cells[max(0, self._width - start) :]
        if not cells or self._y >= self._height:
            return
        end = start + len(cells)
        row = self._drawn.get(self._y)
        if row is None:
            row = self._rows.get(self._y, [])
            if row[start:end] == cells:
                return
            row = self._drawn[self._y] = [*row]
        if len(row) < end + 1:
            row.extend([None] * (end + 1 - len(row)))
        # Half of a wide character is written over: its other half becomes a blank, in all terminals by being sent.
        if start and _is_second_half(row[start]):
            row[start - 1] = _blank(row[start])
        if _is_second_half(row[end]):
            row[end] = _blank(row[end])
        row[start:end] = cells

    def _flush(self, out: list[str]) -> None:
        """Send what is to be seen now and is not there yet."""
        if not self._drawn:
            return
        found: list[Stroke] = []
        for y in sorted(self._drawn):
            before, after = self._rows.get(y, []), self._drawn[y]
            found += strokes([*before, *([None] * (len(after) - len(before)))], after, y)
        self._rows |= self._drawn
        self._drawn.clear()
        self._pen.draw(found, out)


def _is_second_half(cell: Cell) -> bool:
    return cell is not None and not cell[0]


def _blank(cell: Cell) -> Cell:
    return cell and (" ", on_blank(cell[1]))
