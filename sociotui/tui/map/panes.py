"""The panes around the circles: the way to what is shown, the legend, and the page of the chosen circle."""

from collections.abc import Callable

from rich.cells import cell_len

from sociotui.tui.map.facts import Facts
from sociotui.tui.map.page import Page
from sociotui.tui.map.past import long_day
from sociotui.tui.map.tree import way_to
from sociotui.tui.widgets.lines import Line, clip, spread
from sociotui.tui.widgets.listing import Listing
from sociotui.tui.widgets.pane import Pane
from sociotui.words import _


class WayPane(Pane):
    """The first line: the organisation, the circles around the one that is shown, and how many there are in all."""

    facts: Facts | None = None
    centre: str = ""

    def tell(self, facts: Facts, centre: str) -> None:
        """Show the way to `centre`; "" is all of the organisation."""
        self.facts, self.centre = facts, centre
        self.show()

    def content(self, width: int, height: int) -> list[Line]:
        """Return the way, cut at its beginning where it is too long, and the counts; of another day than today, that first."""
        if self.facts is None:
            return []
        if not self.facts.past:
            return [self._way(width)]
        day = _(" as on {day} ", day=long_day(self.facts.today))
        return [((day, "cursor"), *self._way(width - cell_len(day)))]

    def _way(self, width: int) -> Line:
        if self.facts is None:
            return ()
        o = self.facts.o
        circles = _("1 circle") if len(o.standing) == 1 else _("{n} circles", n=f"{len(o.standing):,}")
        people = _("1 person") if len(o.people) == 1 else _("{n} people", n=f"{len(o.people):,}")
        counts = f"{circles}, {people} "
        way = [*way_to(self.centre, self.facts.parents), self.centre] if self.centre else []
        names = [o.circles[id_].name for id_ in way if id_ in o.circles]
        room = width - cell_len(counts) - 3
        here = clip(names.pop() if names else o.about.name if o.about else "", room)
        around = [o.about.name if o.about else "", *names] if way else []
        said = "".join(f"{name} › " for name in around)
        while around and cell_len(said + here) > room:
            around = around[1:]
            said = "".join(f"{name} › " for name in ("…", *around))
        if cell_len(said + here) > room:
            said = ""
        return spread(((f" {said}", "dim"), (here, "strong")), ((counts, "dim"),), width)


class LegendPane(Pane):
    """What the colours and signs mean, and which key turns the colours."""

    key: str = ""
    _told: Callable[[int], list[Line]] | None = None

    def tell(self, lines: Callable[[int], list[Line]], key: str) -> None:
        """Show a legend: what `lines` returns for a width in cells; `key` turns the colours."""
        self._told, self.key = lines, key
        self.show()

    def content(self, width: int, height: int) -> list[Line]:
        """Return the legend after its key."""
        indent = cell_len(self.key) + 2
        lines = self._told(width - indent) if self._told else []
        before = [(f" {self.key} ", "key"), *((" " * indent, "plain") for _line in lines[1:])]
        return [[first, *line] for first, line in zip(before, lines, strict=False)]


class PagePane(Listing):
    """The page of a circle; its rows are laid out for the width that it has."""

    _page: Page | None = None
    _laid_out: tuple[Page | None, str, int] = (None, "", 0)
    circle: str = ""

    def tell(self, page: Page, circle: str) -> None:
        """Show the page of a circle, from its beginning where it is another one than before."""
        if circle != self.circle:
            self._cursor = self._top = 0
            self._ids = ()
        self._page, self.circle = page, circle
        self.show()

    def content(self, width: int, height: int) -> list[Line]:
        """Return the rows around the cursor."""
        if self._page and self._laid_out != (self._page, self.circle, width):
            self._lay_out(self._page, width)
        return super().content(width, height)

    def next_part(self) -> None:
        """Go to the first row of the next part, after the last one to the first."""
        parted = False
        for at in (*range(self._cursor + 1, len(self._ids)), *range(len(self._ids))):
            parted = parted or (not self._ids[at] and not self._rows[at].line)
            if parted and self._ids[at]:
                self.action_move(at - self._cursor)
                return

    def _lay_out(self, page: Page, width: int) -> None:
        self._laid_out = (page, self.circle, width)
        chosen = self.chosen
        rows = page.rows(self.circle, width)
        self._rows, self._ids = rows, rows.ids
        first = next((at for at, id_ in enumerate(rows.ids) if id_), 0)
        near = min(self._cursor, max(0, len(rows) - 1))
        while near > first and not rows.ids[near]:
            near -= 1
        self._cursor = rows.ids.index(chosen) if chosen and chosen in rows.ids else max(first, near)
