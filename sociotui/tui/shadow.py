"""The shadow: what a terminal shows, kept beside it, so that only the cells that changed are sent.

Textual draws whole stretches of lines, several times while a screen is built, each piece with its full style. Over a
slow line that is felt; so each write is compared, cell by cell, with what is there already.
"""

import re
from collections.abc import Callable
from itertools import islice

from sociotui.tui.cells import Cell, cells_of, disputed
from sociotui.tui.sgr import RESET, Style, after, change, on_blank

_PIECES = re.compile(
    "\x1b\\[([0-9;]*)m|\x1b\\[([0-9]*);?([0-9]*)[Hf]|(\r?\n)|([^\x00-\x1f\x7f]+)|(\x1b\\[[0-?]*[ -/]*[@-~])|"
)
_CLEARS = re.compile("\x1b\\[(?:[0-3]?J|\\?1049[hl]|\\?47[hl])")
_NO_EDGE = 1_000_000
_BRIDGE = 3
"""Unchanged cells that are rather sent again than jumped over, where they have the same style."""


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
        self._style = RESET
        self._wanted = RESET
        self._x = self._y = 0
        self._width = self._height = _NO_EDGE
        self._at: tuple[int, int] | None = None

    def resize(self, width: int, height: int) -> None:
        """The terminal has another size: nobody knows what it shows, and nothing is drawn beyond its edges.

        A terminal would put what is drawn beyond them onto them.
        """
        self._width, self._height = width, height
        self.forget()

    def forget(self) -> None:
        """Nobody knows what the terminal shows, or where its cursor is: everything is sent anew."""
        self._rows.clear()
        self._at = None

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
                self._draw(text, out)
            elif sgr is not None:
                self._wanted = after(self._wanted, sgr)
            elif row is not None:
                self._x, self._y = int(column or 1) - 1, int(row or 1) - 1
            elif line is not None:
                self._x, self._y = 0, self._y + 1
            elif other is not None:
                self._other(other, out)
        if self._at != (self._x, self._y):
            self._move(self._x, self._y, out)
        return "".join(out)

    def reset(self) -> str:
        """Return what brings the terminal back to plain text, whatever was set."""
        self._style = self._wanted = RESET
        return "\x1b[0m"

    # --- what is not drawing

    def _pass_on(self, data: str, start: int, out: list[str]) -> int:
        """Pass on what is no drawing (a title, a question to the terminal), up to the next sequence or text."""
        end = data.find("\x1b", start + 1)
        end = len(data) if end < 0 else end
        if not self._only_drawing:
            out.append(data[start:end])
            self._at = None
        return end

    def _other(self, sequence: str, out: list[str]) -> None:
        """Pass a sequence on; one that clears the screen takes the colours that are set, and all knowledge, along."""
        if self._only_drawing:
            return
        if _CLEARS.match(sequence):
            wanted = self._paint(self._wanted)
            out.append(change(self._style, wanted))
            self._style = wanted
            self.forget()
        out.append(sequence)

    # --- drawing

    def _draw(self, text: str, out: list[str]) -> None:
        start = self._x
        cells = cells_of(text, self._paint(self._wanted))
        self._x += len(cells)
        if self._x > self._width:
            del cells[max(0, self._width - start) :]
        if not cells or self._y >= self._height:
            return
        row = self._rows.setdefault(self._y, [])
        end = start + len(cells)
        if len(row) < end + 1:
            row.extend([None] * (end + 1 - len(row)))
        if row[start:end] != cells:
            reached = self._send(row, cells, start, out)
            # Half of a wide character was written over: its other half is gone too.
            if start and _is_second_half(row[start]):
                row[start - 1] = None
            if _is_second_half(row[end]):
                row[end] = None
            row[start:end] = cells
            self._send_again(row, end, reached, out)

    def _send(self, row: list[Cell], cells: list[Cell], start: int, out: list[str]) -> int:
        """Send the cells that changed; return the cell up to which something may lie over others by now."""
        x, unchanged, reached = start, 0, 0
        for old, new in zip(islice(row, start, start + len(cells)), cells, strict=True):
            if new is None or not new[0]:
                pass  # the second half of a wide character, which came with the first
            elif old == new and x >= reached:
                unchanged += 1
            else:
                self._go(x, unchanged, cells[x - start - min(unchanged, _BRIDGE) : x - start], out)
                unchanged = 0
                wide = x + 1 < start + len(cells) and cells[x + 1 - start] == ("", new[1])
                reached = max(reached, self._put(x, new, out, wide=wide))
            x += 1
        return reached

    def _put(self, x: int, cell: tuple[str, Style], out: list[str], *, wide: bool) -> int:
        """Send one character, where the cursor is; return the cell up to which a terminal may draw it.

        Where terminals don't agree how wide it is, nothing is made to depend on that: its cells are emptied before, for those
        that take fewer, and nobody knows where the cursor is afterwards.
        """
        text, style = cell
        if text != " " or on_blank(self._style) != style:
            out.append(change(self._style, style))
            self._style = style
        most = disputed(text) if not text.isascii() else 0
        if not most:
            out.append(text)
            self._at = (x + (2 if wide else 1), self._y)
            return 0
        out.append("  " if wide else " ")
        self._at = None
        self._move(x, self._y, out)
        out.append(text)
        self._at = None
        return x + most

    def _send_again(self, row: list[Cell], start: int, end: int, out: list[str]) -> None:
        """Send cells again over which a sign may have been drawn that is wider than we count."""
        x = start
        while x < min(end, len(row), self._width):
            cell = row[x]
            if cell is not None and cell[0]:
                if self._at != (x, self._y):
                    self._move(x, self._y, out)
                end = max(end, self._put(x, cell, out, wide=x + 1 < len(row) and _is_second_half(row[x + 1])))
            x += 1

    def _go(self, x: int, unchanged: int, between: list[Cell], out: list[str]) -> None:
        """Go to cell `x`, over a few cells that are there already where that is shorter than a jump."""
        if self._at == (x, self._y):
            return
        bridge = [cell for cell in between if cell is not None and cell[0].isascii() and cell[1] == self._style]
        if self._at == (x - unchanged, self._y) and unchanged == len(bridge) == len(between) <= _BRIDGE:
            out.append("".join(cell[0] for cell in bridge))
            self._at = (x, self._y)
            return
        self._move(x, self._y, out)

    def _move(self, x: int, y: int, out: list[str]) -> None:
        at = self._at
        if at is not None and at[1] == y and 0 < x - at[0] < 100:
            steps = x - at[0]
            out.append(f"\x1b[{steps}C" if steps > 1 else "\x1b[C")
        else:
            out.append(f"\x1b[{y + 1};{x + 1}H")
        self._at = (x, y)


def _is_second_half(cell: Cell) -> bool:
    return cell is not None and not cell[0]
