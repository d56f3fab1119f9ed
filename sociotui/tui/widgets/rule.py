"""Rule: a thin line with a few words in it, which says what stands below."""

from sociotui.tui.widgets.lines import Line, clip, width_of
from sociotui.tui.widgets.pane import Pane


class Rule(Pane):
    """One line across; `say` changes its words."""

    def __init__(self, words: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = words

    def say(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.show()

    def content(self, width: int, height: int) -> list[Line]:
        """Return the line."""
        dash = self.signs.empty
        begin: Line = ((dash * 2, "rule"), (f" {clip(self._words, max(0, width - 6))} ", "dim"))
        return [(*begin, (dash * max(0, width - width_of(begin)), "rule"))]
