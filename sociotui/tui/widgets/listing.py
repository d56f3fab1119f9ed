"""Listing: a pane with rows and a cursor, moved by arrows, j, k, home and end."""

from collections.abc import Callable, Sequence
from typing import ClassVar, overload

from rich.cells import cell_len, set_cell_size
from textual.binding import Binding, BindingType
from textual.message import Message

from sociotui.tui.widgets.lines import Line, Span, clip
from sociotui.tui.widgets.pane import Pane


class Row:
    """A row of a listing: the line to show, and the id that it stands for; one without an id only parts others."""

    __slots__ = ("id", "line")

    def __init__(self, id: str, line: Line) -> None:
        self.id = id
        self.line = line


class Unmade(Sequence[Row]):
    """Rows of which each is made when it comes into sight: their `ids`, and what makes the line of the one at a place.

    `words` gives what is looked for in it where that is more than its line shows.
    """

    def __init__(
        self, ids: Sequence[str], line: Callable[[int], Line], words: Callable[[int], str] | None = None
    ) -> None:
        self.ids = ids
        self._line = line
        self._words = words

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...

    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self.ids)))]
        return Row(self.ids[at], self._line(at))

    def __len__(self) -> int:
        return len(self.ids)

    def words(self, at: int) -> str:
        """Return what is looked for in the row at that place."""
        return self._words(at) if self._words else _text(self._line(at))


class RowMessage(Message):
    """Something about the row with that `id` in a listing."""

    def __init__(self, listing: "Listing", id: str) -> None:
        super().__init__()
        self.listing = listing
        self.id = id

    @property
    def control(self) -> "Listing":
        """The listing that it happened in."""
        return self.listing


class Listing(Pane, can_focus=True):
    """Shows rows; the chosen one is marked while the pane has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False, priority=True, id="list-up"),
        Binding("down,j", "move(1)", show=False, priority=True, id="list-down"),
        Binding("home", "move(-10000)", show=False, priority=True, id="list-home"),
        Binding("end", "move(10000)", show=False, priority=True, id="list-end"),
        Binding("pageup", "move(-10)", show=False, priority=True, id="list-page-up"),
        Binding("pagedown", "move(10)", show=False, priority=True, id="list-page-down"),
        Binding("enter", "choose", show=False, priority=True, id="list-choose"),
    ]

    ahead: ClassVar[int] = 0
    """Rows that are kept in sight below the cursor, as far as there are any."""

    class Chosen(RowMessage):
        """A row was chosen with enter."""

    class Moved(RowMessage):
        """The cursor moved to a row."""

    def __init__(self, title: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(title, id=id, classes=classes)
        self._rows: Sequence[Row] = ()
        self._ids: Sequence[str] = ()
        self._cursor = 0
        self._top = 0
        self.moved = False
        """True once somebody has moved the cursor."""

    @property
    def chosen(self) -> str:
        """The id of the row under the cursor; "" where there is no row."""
        return self._ids[self._cursor] if self._ids else ""

    def fill(self, rows: Sequence[Row], cursor: str = "") -> None:
        """Show these rows; the cursor stays on its row, or goes to the one with the id `cursor`."""
        wanted = cursor or self.chosen
        self._rows = rows
        self._ids = ids = rows.ids if isinstance(rows, Unmade) else [row.id for row in rows]
        self._cursor = ids.index(wanted) if wanted and wanted in ids else min(self._cursor, max(0, len(rows) - 1))
        self.show()

    def content(self, width: int, height: int) -> list[Line]:
        """Return the rows around the cursor, with a sign where more are above or below."""
        if not self._rows:
            return []
        most = max(0, len(self._rows) - height)
        self._top = min(max(self._top, self._cursor - height + 1 + self.ahead), self._headed(height), most)
        shown = self._rows[self._top : self._top + height]
        lines = [self._line(row, self._top + y == self._cursor, width) for y, row in enumerate(shown)]
        if self._top:
            lines[0] = _with_sign(lines[0], self.signs.above, width)
        if self._top < most:
            lines[-1] = _with_sign(lines[-1], self.signs.below, width)
        return lines

    def _headed(self, height: int) -> int:
        """Return the first of the rows that part the cursor's from the one before, so that its heading is in sight."""
        first = self._cursor
        while first and not self._ids[first - 1]:
            first -= 1
        return first if self._cursor - first < height else self._cursor

    def _line(self, row: Row, under_cursor: bool, width: int) -> Line:
        if not (under_cursor and self.has_focus):
            return row.line
        text = _text(row.line)
        return ((set_cell_size(clip(text, width), width), "cursor"),)

    def action_move(self, by: int) -> None:
        """Move the cursor by rows, as far as there are any."""
        if not self._rows:
            return
        self.moved = True
        at = max(0, min(len(self._rows) - 1, self._cursor + by))
        onwards = range(at, len(self._rows)) if by > 0 else range(at, -1, -1)
        # Where the list begins or ends with a heading, the row next to it on this side is the first or last one.
        back = range(at, self._cursor, -1) if by > 0 else range(at, self._cursor)
        self._cursor = next((i for i in (*onwards, *back) if self._ids[i]), self._cursor)
        self.show()
        self.post_message(self.Moved(self, self.chosen))

    def go_to(self, id_: str) -> None:
        """Move the cursor to the row of that id, where there is one."""
        at = next((i for i, there in enumerate(self._ids) if there == id_), self._cursor)
        self.action_move(at - self._cursor)

    def find(self, text: str) -> bool:
        """Go to the next row that holds `text`, in whatever case; False where none does."""
        rows, count = self._rows, len(self._rows)
        for step in range(1, count + 1):
            at = (self._cursor + step) % count
            if not self._ids[at]:
                continue
            words = rows.words(at) if isinstance(rows, Unmade) else _text(rows[at].line)
            if text.casefold() in words.casefold():
                self.action_move(at - self._cursor)
                return True
        return False

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self._rows:
            self.post_message(self.Chosen(self, self.chosen))

    def on_focus(self) -> None:
        """Show the cursor."""
        self.show()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.show()


def _text(line: Line) -> str:
    return "".join(text for text, _style in line)


def _with_sign(line: Line, sign: str, width: int) -> Line:
    kept: list[Span] = []
    left = width - 1
    for text, style in line:
        text = clip(text.rstrip(), left) if cell_len(text) > left else text  # what only fills up is no loss
        kept.append((text, style))
        left -= cell_len(text)
    return (*kept, (" " * max(0, left), "plain"), (sign, "dim"))
