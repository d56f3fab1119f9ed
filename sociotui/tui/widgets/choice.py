"""Choice: one of a few, chosen with the arrow keys."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from sociotui.tui.widgets.lines import Line, Span, clip, width_of
from sociotui.tui.widgets.pane import Pane


class Choice(Pane, can_focus=True):
    """Shows options in a row, the chosen one marked; where they do not fit, the chosen one between arrows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "move(-1)", show=False, priority=True),
        Binding("right,down,space", "move(1)", show=False, priority=True),
        Binding("home", "move(-1000)", show=False, priority=True),
        Binding("end", "move(1000)", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
    ]

    class Taken(Message):
        """The choice was confirmed with enter."""

        def __init__(self, choice: "Choice") -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> "Choice":
            """The choice that was confirmed."""
            return self.choice

    def __init__(self, options: tuple[tuple[str, str], ...], value: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._options = options
        values = [v for v, _label in options]
        self._at = values.index(value) if value in values else 0

    @property
    def value(self) -> str:
        """The value that is chosen; "" where there is nothing to choose from."""
        return self._options[self._at][0] if self._options else ""

    def content(self, width: int, height: int) -> list[Line]:
        """Return the one line of options."""
        if not self._options:
            return []
        chosen = "cursor" if self.has_focus else "strong"
        whole: list[Span] = []
        for i, (_value, label) in enumerate(self._options):
            whole.append((f"[{label}]", chosen) if i == self._at else (f" {label} ", "dim"))
            whole.append((" ", "plain"))
        if width_of(whole) <= width:
            return [whole]
        count = f"  {self._at + 1}/{len(self._options)}"
        label = clip(self._options[self._at][1], width - len(count) - 6)
        return [(("‹ ", "key"), (f"[{label}]", chosen), (" ›", "key"), (count, "dim"))]

    def action_move(self, by: int) -> None:
        """Choose a neighbour."""
        self._at = max(0, min(len(self._options) - 1, self._at + by))
        self.show()

    def action_take(self) -> None:
        """Confirm what is chosen."""
        self.post_message(self.Taken(self))

    def on_focus(self) -> None:
        """Show that the arrows move this."""
        self.show()

    def on_blur(self) -> None:
        """Show that they no longer do."""
        self.show()
