"""A long listing: thousands of rows, of which only those in sight are worked out."""

from collections.abc import Callable, Sequence
from typing import Any, overload

from sociotui.tui.widgets.lines import Line
from sociotui.tui.widgets.listing import Listing, Row

Rowed = Callable[[int, int], Line]
"""Returns the line of the row with that number, for a width in cells."""


class _Rows(Sequence[Row]):
    def __init__(self, ids: Sequence[str], line: Rowed, width: Callable[[], int]) -> None:
        self._ids = ids
        self._line = line
        self._width = width

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> "list[Row]": ...
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        return Row(self._ids[at], self._line(at, self._width()))


class LongListing(Listing):
    """Shows rows by their numbers; a row with the id "" only parts others."""

    def __init__(self, title: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(title, id=id, classes=classes)
        self._ids: Sequence[str] = ()

    @property
    def chosen(self) -> str:
        """The id of the row under the cursor; "" where there is no row."""
        return self._ids[self._cursor] if self._ids else ""

    def _room(self) -> int:
        """Return the cells that a row has: where there are more rows than fit, the last two are for the signs that say so."""
        width, height = self.content_size
        return max(0, width - (2 if len(self._ids) > height else 0))

    def fill_long(self, ids: Sequence[str], line: Rowed, cursor: str = "") -> None:
        """Show rows with these ids; the cursor goes to `cursor`, or stays near where it was."""
        wanted = cursor or self.chosen
        self._ids = ids
        self._rows = _Rows(ids, line, self._room)
        at = ids.index(wanted) if wanted and wanted in ids else min(self._cursor, max(0, len(ids) - 1))
        onwards = (*range(at, len(ids)), *range(at - 1, -1, -1)) if ids and not ids[at] else (at,)
        self._cursor = next((n for n in onwards if ids and ids[n]), 0)
        self.show()
