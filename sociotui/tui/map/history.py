"""The history pane: what changed, day by day, the newest on top: what, by what authority, and when."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import ClassVar

from rich.cells import cell_len

from sociotui.domain.history import Entry
from sociotui.tui.map.past import long_day
from sociotui.tui.telling.paragraphs import Text, part, top
from sociotui.tui.widgets.lines import Line, clip, wrap
from sociotui.tui.widgets.listing import Listing, Unmade
from sociotui.words import _

NOW = "now"
"""The row on top, which stands for today."""
_AT = 6
"""Cells before what changed, for the time of the day."""
_TOLD = 4
"""Sentences of one act at the most that are looked at for a row."""


class HistoryPane(Listing):
    """Shows entries; ids of rows are their numbers."""

    ahead: ClassVar[int] = 2

    def __init__(self, title: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(title, id=id, classes=classes)
        self._entries: Sequence[Entry] = ()
        self._local: Callable[[int], datetime] = datetime.fromtimestamp
        self._laid_out: tuple[object, int] = (None, 0)
        self._wanted = ""

    @property
    def entry(self) -> Entry | None:
        """The change under the cursor."""
        return next((each for each in self._entries if str(each.number) == self.chosen), None)

    def tell(self, entries: Sequence[Entry], local: Callable[[int], datetime], number: int = 0) -> None:
        """Show entries, the oldest of which come first in `entries`; the cursor goes to one of them, or for 0 to today."""
        if entries is not self._entries:
            self._entries, self._laid_out = entries, (None, 0)
        self._local = local
        self._wanted = str(number) if number else NOW
        if self._wanted in self._ids:
            self._cursor = list(self._ids).index(self._wanted)
        self.show()

    def day_of(self, row: str) -> date | None:
        """Return the day of a row; None for today's, and for one that is gone."""
        return next((each.on for each in self._entries if str(each.number) == row), None)

    def content(self, width: int, height: int) -> list[Line]:
        """Return the rows around the cursor."""
        if self._laid_out != (self._entries, width):
            self._laid_out = (self._entries, width)
            self._lay_out(width)
        return super().content(width, height)

    def allow_focus(self) -> bool:
        """Only what is shown can have the focus."""
        return bool(self.display)

    # --- rows

    def _lay_out(self, width: int) -> None:
        rows = list(_rows(self._entries, width))
        self._rows = Unmade([id_ for id_, _made, _words in rows], lambda at: rows[at][1](self), lambda at: rows[at][2])
        self._ids = self._rows.ids
        wanted = self._wanted if self._wanted in self._ids else NOW
        self._cursor = list(self._ids).index(wanted)

    def time(self, entry: Entry) -> str:
        """Return the time of the day at which a change was made."""
        return f"{self._local(entry.at):%H:%M}"


_Row = tuple[str, Callable[[HistoryPane], Line], str]


def _rows(entries: Sequence[Entry], width: int) -> Iterator[_Row]:
    """Yield id, what makes the line, and what is found in it, of each row; of thousands only those in sight are made."""
    yield NOW, lambda _pane: ((_("Today: as it stands now"), "plain"),), ""
    day: date | None = None
    for entry in reversed(entries):
        if entry.on != day:
            day = entry.on
            yield "", lambda _pane: (), ""
            yield "", _heading(day), ""
        yield from _of(entry, max(8, width - _AT))


def _heading(day: date) -> Callable[[HistoryPane], Line]:
    return lambda _pane: ((long_day(day), "strong"),)


def _of(entry: Entry, width: int) -> Iterator[_Row]:
    """Yield the rows of one change: what changed, in a line or two, and what it rests on."""
    told = in_short(entry)
    style = "gone" if entry.undone else "plain"
    two = cell_len(told) > width

    def first(pane: HistoryPane) -> Line:
        return (f"{pane.time(entry):<{_AT}}", "dim"), (wrap(told, width)[0] if two else told, style)

    def second(_pane: HistoryPane) -> Line:
        _head, *rest = wrap(told, width)
        return (" " * _AT, "plain"), (clip(" ".join(rest), width), style)

    def rests(_pane: HistoryPane) -> Line:
        return (" " * _AT, "plain"), (clip(resting(entry), width), "dim")

    yield str(entry.number), first, f"{told} {entry.authority}"
    if two:
        yield "", second, ""
    yield "", rests, ""


def in_short(entry: Entry) -> str:
    """Return what changed, of much the first."""
    told = " ".join(each.said for each in entry.told[:_TOLD])
    more = len(entry.told) - _TOLD
    return _("{told} … and {n} more", told=told, n=more) if more > 0 else told


def resting(entry: Entry) -> str:
    """Return what a change rests on, and that it was taken back since."""
    if entry.undone:
        return _("taken back since, by number {n}; {said}", n=entry.undone, said=entry.authority)
    return entry.authority


def whole(entry: Entry, time: str) -> Text:
    """Return all that is on record of a change."""
    undone = _("Taken back since, by number {n}.", n=entry.undone) if entry.undone else ""
    return [
        *top(_("Change number {n}", n=entry.number), _("{day}, {time}", day=long_day(entry.on), time=time)),
        *part(_("What changed"), *(each.said for each in entry.told)),
        *part(_("What it rests on"), entry.authority[:1].upper() + entry.authority[1:], undone),
    ]
