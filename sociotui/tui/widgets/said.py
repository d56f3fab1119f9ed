"""The line above the keys: what happened last, or why something cannot be done now and what to do instead."""

from sociotui.tui.widgets.lines import Line, wrap
from sociotui.tui.widgets.pane import Pane

_MOST_SAID = 4
"""Lines that a sentence above the keys may take at the most."""


class SaidLine(Pane):
    """The last thing that happened, or why something cannot be done now and what to do instead."""

    text: str = ""
    warning: bool = False

    def say(self, text: str, *, warning: bool = False) -> None:
        """Show a sentence."""
        self.text, self.warning = text, warning
        width = (self.app.size.width or 80) - 2
        self.styles.height = max(1, min(_MOST_SAID, len(wrap(text, width)), self.app.size.height // 3))
        self.show()

    def content(self, width: int, height: int) -> list[Line]:
        """Return the sentence, on as many lines as it takes."""
        return [((" " + s, "key" if self.warning else "dim"),) for s in wrap(self.text, width - 2)[:height]]
