"""The panes of a screen with a long list: what is shown, in a line; and what the chosen row is about."""

from collections.abc import Callable, Mapping

from msgspec import Struct
from rich.cells import cell_len

from sociotui.domain.circles import Circle, outline
from sociotui.tui.home.panes import AboutPane
from sociotui.tui.widgets.lines import Line, clip, spread
from sociotui.tui.widgets.listing import Row
from sociotui.tui.widgets.pane import Pane
from sociotui.words import _

Laid = Callable[[int], list[Line]]
"""Returns a text in lines of at most so many cells."""


class Told(Struct, frozen=True, kw_only=True):
    """What is shown: which of several `kinds` (their number in `at`), what `besides`, and how `many` of how many."""

    kinds: tuple[str, ...] = ()
    at: int = 0
    besides: str = ""
    many: str = ""


class TopLine(Pane):
    """What is shown: of which kind, of which circle, how many of how many. Where there is room, beside the other kinds."""

    called: str = ""
    told: Told = Told()

    def content(self, width: int, height: int) -> list[Line]:
        """Return the line."""
        told = self.told
        kinds = [(f"[{k}]", "strong") if n == told.at else (f" {k} ", "dim") for n, k in enumerate(told.kinds)]
        besides = f" {self.signs.dot} {told.besides}" if told.besides else ""
        first, last = (f" {self.called} ", "now"), (f"{told.many} ", "dim")
        room = width - cell_len(first[0]) - cell_len(last[0]) - 1
        if sum(cell_len(text) for text, _style in kinds) + cell_len(besides) > room:
            kinds = kinds[told.at : told.at + 1]
        taken = sum(cell_len(text) for text, _style in kinds)
        which = [(clip(text, max(0, room)), style) for text, style in kinds]
        return [spread((first, *which, (clip(besides, max(0, room - taken)), "plain")), (last,), width)]


class ReadPane(AboutPane):
    """What the chosen row is about, laid out by whoever knows it for the width that there is."""

    make: Laid | None = None
    _made: tuple[Laid | None, int, list[Line]] = (None, 0, [])

    def read(self, subject: str, make: Laid) -> None:
        """Show another text; where it is about the same, the pane stays where it was moved to."""
        if subject != self.subject:
            self.top = 0
        self.subject, self.make = subject, make
        self.show()

    def laid(self, width: int) -> list[Line]:
        """Return the whole text, worked out once for a width."""
        if self.make is None:
            return []
        if self._made[0] is not self.make or self._made[1] != width:
            self._made = self.make, width, self.make(width)
        return self._made[2]


def circle_rows(circles: Mapping[str, Circle]) -> list[Row]:
    """Return a row for all circles, and one for each, as they lie within each other."""
    rows, there = [Row("*", ((_("all circles"), "plain"),))], set()
    for depth, circle in outline(circles):
        if circle.id not in there:  # one with several broader circles stands under the first of them
            there.add(circle.id)
            rows.append(Row(circle.id, ((f"{'  ' * depth}{circle.name}", "plain"),)))
    return rows
