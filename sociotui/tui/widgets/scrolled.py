"""Scrolled: lines that are more than fit, moved through with the arrow keys; where all fit, they only stand there."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from sociotui.tui.widgets.lines import Line, clip, spread, width_of
from sociotui.tui.widgets.pane import Pane


class Scrolled(Pane):
    """Shows lines; a sign at its edge tells where there are more. Only then it can have the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False, priority=True),
        Binding("down,j", "move(1)", show=False, priority=True),
        Binding("pageup", "move(-10)", show=False, priority=True),
        Binding("pagedown", "move(10)", show=False, priority=True),
        Binding("home", "move(-100000)", show=False, priority=True),
        Binding("end", "move(100000)", show=False, priority=True),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: Callable[[int, int], list[Line]] = lambda _width, _height: []
        self._made: dict[tuple[int, int], list[Line]] = {}
        self._shown: list[Line] = []
        self._before: list[Line] | None = None
        self._top = 0

    def fill(self, lines: Callable[[int, int], list[Line]], *, follow: bool = False) -> None:
        """Show what `lines` returns for a width and height in cells, from its beginning; or `follow` what is other now."""
        self._before = self._shown if follow else None
        if not follow:
            self._top = 0
        self._lines, self._made = lines, {}
        self.show()

    def content(self, width: int, height: int) -> list[Line]:
        """Return the lines from where it has been moved to."""
        lines = self._of(width, height)
        if len(lines) > height:
            lines = self._of(max(2, width - 2), height)  # the last two cells are for the signs
        most = max(0, len(lines) - height)
        self.can_focus = bool(most)
        if self._before is not None:
            self._bring_in(_first_other(self._before, lines), height)
        self._before, self._shown = None, lines
        self._top = max(0, min(self._top, most))
        shown = list(lines[self._top : self._top + height])
        if self._top:
            shown[0] = self._signed(shown[0], self.signs.above, width)
        if self._top < most:
            shown[-1] = self._signed(shown[-1], self.signs.below, width)
        return shown

    def _bring_in(self, at: int | None, height: int) -> None:
        """Move as far as it takes to show the line `at`, and what stands around it."""
        if at is not None and not self._top < at < self._top + height - 1:
            self._top = at - height // 2

    def _of(self, width: int, height: int) -> list[Line]:
        if (width, height) not in self._made:
            self._made[width, height] = self._lines(width, height)
        return self._made[width, height]

    def _signed(self, line: Line, sign: str, width: int) -> Line:
        if width_of(line) > width - 2:
            line = [(clip("".join(text for text, _style in line), width - 2), line[0][1])]
        return spread(line, ((sign, "cursor" if self.has_focus else "key"),), width)

    def action_move(self, by: int) -> None:
        """Move by lines, as far as there are any."""
        self._top += by
        self.show()

    def on_focus(self, _event: events.Focus) -> None:
        """Show that the arrows move this."""
        self.show()

    def on_blur(self, _event: events.Blur) -> None:
        """Show that they no longer do."""
        self.show()


def _first_other(before: list[Line], lines: list[Line]) -> int | None:
    """Return the number of the first line that is not as it was; None where all are."""
    pairs = enumerate(zip(before, lines, strict=False))
    ends = min(len(before), len(lines)) if len(before) != len(lines) else None
    return next((n for n, (one, other) in pairs if list(one) != list(other)), ends)
