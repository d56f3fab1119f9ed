"""Several: any number of a few, each marked or not with space."""

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size

from sociotui.tui.widgets.choice import beginning, beside, flowed
from sociotui.tui.widgets.lines import Line, Span
from sociotui.tui.widgets.pane import Pane
from sociotui.words import _


class Several(Pane, can_focus=True):
    """Shows options in rows, those that are chosen marked. The last one marks all of them, where there are some."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False, priority=True),
        Binding("right", "move(1)", show=False, priority=True),
        Binding("up", "turn(-1)", show=False, priority=True),
        Binding("down", "turn(1)", show=False, priority=True),
        Binding("home", "move(-1000)", show=False, priority=True),
        Binding("end", "move(1000)", show=False, priority=True),
    ]

    def __init__(self, options: tuple[tuple[str, str], ...], value: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._values = [value for value, _label in options]
        self._labels = [label for _value, label in options]
        if len(options) > 2:
            self._labels.append(_("all"))
        self._chosen = {v for v in value.split(",") if v in self._values}
        self._at = 0

    @property
    def value(self) -> str:
        """The values that are chosen, in the order of the options, with commas."""
        return ",".join(value for value in self._values if value in self._chosen)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows that the options take."""
        return max(1, len(self._rows(width)))

    def content(self, width: int, height: int) -> list[Line]:
        """Return the rows of options."""
        return [[span for n in row for span in self._option(n)] for row in self._rows(width)]

    def _rows(self, width: int) -> list[list[int]]:
        return flowed([cell_len(label) + 3 for label in self._labels], width)

    def _marked(self, number: int) -> bool:
        if number == len(self._values):
            return len(self._chosen) == len(self._values)
        return self._values[number] in self._chosen

    def _option(self, number: int) -> list[Span]:
        marked = self._marked(number)
        label, mark = self._labels[number], self.signs.here if marked else self.signs.open
        if number == self._at and self.has_focus:
            return [(f"{mark} {label} ", "cursor"), (" ", "plain")]
        return [(f"{mark} ", "good" if marked else "dim"), (f"{label} ", "strong" if marked else "dim"), (" ", "plain")]

    def action_mark(self) -> None:
        """Choose the option under the cursor, or let go of it."""
        if self._at == len(self._values):
            self._chosen = set() if self._marked(self._at) else set(self._values)
        elif self._values:
            self._chosen ^= {self._values[self._at]}
        self.show()

    def action_move(self, by: int) -> None:
        """Go to a neighbour."""
        self._go(self._at + by)

    def action_turn(self, by: int) -> None:
        """Go to the one above or below."""
        if self._labels:
            self._go(beside(self._rows(self.content_size.width), self._at, by))

    def _go(self, at: int) -> None:
        self._at = max(0, min(len(self._labels) - 1, at))
        self.show()

    def on_key(self, event: events.Key) -> None:
        """A letter goes to the next option that begins with it, and space marks it: in the order in which they are pressed."""
        if event.key == "space":
            event.stop()
            self.action_mark()
        elif event.character and event.character.isalnum():
            event.stop()
            self._go(beginning(self._labels, event.character, self._at))

    def on_focus(self) -> None:
        """Show the cursor."""
        self.show()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.show()
