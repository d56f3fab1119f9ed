"""Keybar: the last line of a screen, with the keys that count now."""

from collections.abc import Sequence

from sociotui.tui.widgets.lines import Line, Span, width_of
from sociotui.tui.widgets.pane import Pane


class KeyBar(Pane):
    """Shows keys with their labels, as many as fit; the last one always does."""

    entries: Sequence[tuple[str, str]] = ()

    def fill(self, entries: Sequence[tuple[str, str]]) -> None:
        """Show these (key, label) pairs."""
        if entries != self.entries:
            self.entries = entries
            self.show()

    def content(self, width: int, height: int) -> list[Line]:
        """Return the line of keys."""
        if not self.entries:
            return []
        *first, last = [self._entry(key, label) for key, label in self.entries]
        left = width - width_of(last) - 1
        line: list[Span] = [(" ", "plain")]
        for entry in first:
            if width_of(line) + width_of(entry) > left:
                break
            line += entry
        return [[*line, *last]]

    def _entry(self, key: str, label: str) -> list[Span]:
        return [(key, "key"), (f" {label}  ", "dim")]
