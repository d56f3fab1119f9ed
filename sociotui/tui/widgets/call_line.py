"""The call line: one line above a screen or a dialog that tells what is asked of its person elsewhere."""

from collections.abc import Callable

from sociotui.tui.signs import Signs
from sociotui.tui.widgets.lines import Line, bar
from sociotui.tui.widgets.pane import Pane
from sociotui.words import _

_SHORT = 44
"""Cells below which a lost connection is told in two words."""


class CallLine(Pane):
    """Shows a line from edge to edge; it takes no key, and nothing that somebody is at is closed by it."""

    _told: Callable[[int], Line] | None = None

    def tell(self, told: Callable[[int], Line]) -> None:
        """Show what `told` returns for a width in cells."""
        self._told = told
        self.show()

    def content(self, width: int, height: int) -> list[Line]:
        """Return the line."""
        return [self._told(width)] if self._told else []


def lost_line(waits: int, width: int, signs: Signs) -> Line:
    """Return the line that says that the connection is gone, and how much of what was asked for waits for it."""
    said = _("Connection lost, trying again") if width >= _SHORT else _("Connection lost")
    if waits:
        many = _("({n} wait)", n=waits) if waits > 1 else _("(1 waits)")
        said += f" {many}" if width >= _SHORT else f" ({waits})"
    return bar(f" {signs.lost} {said}", "", width, "alarm")
