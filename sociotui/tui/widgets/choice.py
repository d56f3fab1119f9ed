"""Choice: one of a few, chosen with the arrow keys or by a letter."""

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message

from sociotui.tui.widgets.lines import Line, Span, clip
from sociotui.tui.widgets.pane import Pane

MOST_ROWS = 4
"""Rows that options may take; where they need more, the chosen one stands alone between arrows."""


def flowed(sizes: list[int], width: int) -> list[list[int]]:
    """Return the numbers of options in rows of at most `width` cells, one cell between neighbours; `sizes` in cells."""
    rows: list[list[int]] = []
    left = 0
    for number, size in enumerate(sizes):
        if not rows or size > left:
            rows.append([])
            left = width
        rows[-1].append(number)
        left -= size + 1
    return rows


def beside(rows: list[list[int]], at: int, by: int) -> int:
    """Return the option above (`by` -1) or below (1) the one `at`; at the edges and in one row the neighbour."""
    if len(rows) < 2:
        return at + by
    y = next(y for y, row in enumerate(rows) if at in row)
    to = y + by
    return rows[to][min(rows[y].index(at), len(rows[to]) - 1)] if 0 <= to < len(rows) else at


def beginning(labels: list[str], letter: str, after: int) -> int:
    """Return the number of the next label after one that begins with `letter`, in whatever case; `after` itself if none."""
    order = [*range(after + 1, len(labels)), *range(after + 1)]
    return next((n for n in order if labels[n].casefold().startswith(letter.casefold())), after)


class Choice(Pane, can_focus=True):
    """Shows options in rows, the chosen one marked; where there are too many, the chosen one between arrows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False, priority=True),
        Binding("right,space", "move(1)", show=False, priority=True),
        Binding("up", "turn(-1)", show=False, priority=True),
        Binding("down", "turn(1)", show=False, priority=True),
        Binding("home", "move(-1000)", show=False, priority=True),
        Binding("end", "move(1000)", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
    ]

    class About(Message):
        """Something about a choice."""

        def __init__(self, choice: "Choice") -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> "Choice":
            """The choice that it is about."""
            return self.choice

    class Taken(About):
        """The choice was confirmed with enter."""

    class Changed(About):
        """Another option was chosen."""

    def __init__(self, options: tuple[tuple[str, str], ...], value: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._options = options
        values = [v for v, _label in options]
        self._at = values.index(value) if value in values else 0

    @property
    def value(self) -> str:
        """The value that is chosen; "" where there is nothing to choose from."""
        return self._options[self._at][0] if self._options else ""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows that the options take, or one where they would take too many."""
        rows = len(self._rows(width))
        return rows if rows <= MOST_ROWS else 1

    def content(self, width: int, height: int) -> list[Line]:
        """Return the rows of options."""
        if not self._options:
            return []
        chosen = "cursor" if self.has_focus else "strong"
        rows = self._rows(width)
        if len(rows) <= height:
            return [[span for n in row for span in self._option(n, chosen)] for row in rows]
        count = f"  {self._at + 1}/{len(self._options)}"
        label = clip(self._options[self._at][1], width - len(count) - 6)
        return [(("‹ ", "key"), (f"[{label}]", chosen), (" ›", "key"), (count, "dim"))]

    def _rows(self, width: int) -> list[list[int]]:
        sizes = [cell_len(label) + 2 for _value, label in self._options]
        if max(sizes, default=0) > width:
            return [[n] for n in range(MOST_ROWS + 1)]
        return flowed(sizes, width)

    def _option(self, number: int, chosen: str) -> list[Span]:
        label = self._options[number][1]
        return [(f"[{label}]", chosen) if number == self._at else (f" {label} ", "dim"), (" ", "plain")]

    def action_move(self, by: int) -> None:
        """Choose a neighbour."""
        self._choose(self._at + by)

    def action_turn(self, by: int) -> None:
        """Choose the one above or below."""
        self._choose(beside(self._rows(self.content_size.width), self._at, by) if self._options else 0)

    def action_take(self) -> None:
        """Confirm what is chosen."""
        self.post_message(self.Taken(self))

    def _choose(self, at: int) -> None:
        at = max(0, min(len(self._options) - 1, at))
        if at != self._at:
            self._at = at
            self.show()
            self.post_message(self.Changed(self))

    def on_key(self, event: events.Key) -> None:
        """A letter goes to the next option that begins with it."""
        if event.character and event.character.isalnum():
            event.stop()
            self._choose(beginning([label for _value, label in self._options], event.character, self._at))

    def on_focus(self) -> None:
        """Show that the arrows move this."""
        self.show()

    def on_blur(self) -> None:
        """Show that they no longer do."""
        self.show()
