"""Choosing among sentences: each as long as it is, in as many lines as it takes, by arrow keys or by its number."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.types import CSSPathType

from sociotui.room.practising.offering import Choice
from sociotui.tui import dialogs
from sociotui.tui.dialogs.pick import PickDialog
from sociotui.tui.widgets.lines import wrap
from sociotui.tui.widgets.listing import Listing, Row

_WIDTH, _AROUND = 72, 9
"""Cells that a dialog takes at the most; those of them that are not a sentence's."""
_TALL = 10
"""Rows of a screen that are not the list's."""


class ChooseDialog(PickDialog):
    """Shows sentences; answers with the id of the one that is chosen."""

    CSS_PATH: ClassVar[CSSPathType | None] = Path(dialogs.__file__).parent / "dialogs.tcss"

    def __init__(self, title: str, intro: str, choices: Sequence[Choice]) -> None:
        super().__init__(title, intro, [])
        self._choices = choices

    def on_mount(self) -> None:
        """Lay the sentences out, each below the one before, and begin with the first."""
        if not self.is_attached:
            return  # the app ends, and nothing was laid out
        width = max(16, min(_WIDTH, self.app.size.width) - _AROUND)
        self._rows = [row for number, each in enumerate(self._choices, 1) for row in _rows(number, each, width)]
        listing = self.query_one(Listing)
        listing.fill(self._rows)
        listing.styles.height = max(3, min(len(self._rows), self.app.size.height - _TALL))
        listing.focus()

    def on_key(self, event: events.Key) -> None:
        """A number takes its sentence."""
        if event.character and event.character in "123456789":
            event.stop()
            event.prevent_default()
            at = int(event.character) - 1
            if at < len(self._choices):
                self.dismiss(self._choices[at].id)


def _rows(number: int, each: Choice, width: int) -> list[Row]:
    head = f"{number} " + (f"{each.head}: " if each.head else "")
    first, *rest = wrap(head + each.text, width)
    lines = [Row(each.id, ((first[: len(head)], "key"), (first[len(head) :], "plain")))]
    return lines + [Row("", ((f"  {line}", "plain"),)) for line in rest]
