"""Keybar: the last line of a screen, with the keys that count now."""

from collections.abc import Sequence

from sociotui.tui.widgets.lines import Line, Span, width_of
from sociotui.tui.widgets.pane import Pane
from sociotui.words import _

_NARROW = 54
"""Columns below which the keys that count now take all the room."""


class KeyBar(Pane):
    """Shows keys with their labels, as many as fit; the last one always does, and so does how one gets to other screens."""

    entries: Sequence[tuple[str, str]] = ()
    ways: Sequence[tuple[str, str]] = ()

    def fill(self, entries: Sequence[tuple[str, str]], ways: Sequence[tuple[str, str]] = ()) -> None:
        """Show these (key, label) pairs; `ways` lead to other screens, by their names where there is room for all of it."""
        if entries != self.entries or ways != self.ways:
            self.entries, self.ways = entries, ways
            self.show()

    def content(self, width: int, height: int) -> list[Line]:
        """Return the line of keys."""
        if not self.entries:
            return []
        *first, (key, label) = self.entries
        last: Line = ((key, "key"), (f" {label}", "dim"))
        entries = [self._entry(*entry) for entry in first]
        named = [span for entry in self.ways for span in self._entry(*entry)]
        whole = [(" ", "plain"), *(span for entry in entries for span in entry), *named, *last]
        if width_of(whole) <= width:
            return [whole]
        end = [*self._entry(_together([key for key, _label in self.ways]), _("screens")), *last] if self.ways else last
        if width < _NARROW:
            end = last
        left = width - width_of(end)
        line: list[Span] = [(" ", "plain")]
        for entry in entries:
            if width_of(line) + width_of(entry) > left:
                break
            line += entry
        return [[*line, *end]]

    def _entry(self, key: str, label: str) -> list[Span]:
        return [(key, "key"), (f" {label}  ", "dim")]


def _together(keys: Sequence[str]) -> str:
    """Return keys in few cells: 1-4 for digits, the first and the last; others one beside the other."""
    digits = sorted(int(key) for key in keys if len(key) == 1 and key.isascii() and key.isdigit())
    if 1 < len(digits) == len(keys) and digits[-1] - digits[0] <= len(keys):  # but for the one that one is at
        return f"{digits[0]}-{digits[-1]}"
    return " ".join(keys)
