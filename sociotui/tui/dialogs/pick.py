"""Picking: one of several things that are ready, by arrow keys or by its number."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.types import CSSPathType
from textual.widgets import Static

from sociotui.tui.widgets.listing import Listing, Row
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp


class PickDialog(ModalScreen[str]):
    """Shows rows; enter answers with the id of the one under the cursor, 1 to 9 with that of the row of that number."""

    app: "SociotuiApp"
    CSS_PATH: ClassVar[CSSPathType | None] = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,backspace", "dismiss(None)", show=False, priority=True)]

    def __init__(self, title: str, intro: str, rows: Sequence[Row]) -> None:
        super().__init__()
        self._title = title
        self._intro = intro
        self._rows = rows

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        with Vertical(id="dialog") as dialog:
            # As it is, a string would be read as markup.
            dialog.border_title = Content(self._title.translate(self.app.signs.spelling))
            if self._intro:
                yield Static(self._intro.translate(self.app.signs.spelling), id="intro", markup=False)
            yield Listing(id="rows")
            keys = _("enter: take this one · 1 to 9: its number · escape: back")
            yield Static(keys.translate(self.app.signs.spelling), id="keys", markup=False)

    def on_mount(self) -> None:
        """Begin with the first row."""
        if not self.is_attached:
            return  # the app ends, and nothing was laid out
        listing = self.query_one(Listing)
        listing.styles.height = min(14, len(self._rows))
        listing.fill(self._rows)
        listing.focus()

    def on_key(self, event: events.Key) -> None:
        """A number takes its row."""
        if event.character and event.character in "123456789":
            event.stop()
            at = int(event.character) - 1
            if at < len(self._rows):
                self.dismiss(self._rows[at].id)

    @on(Listing.Chosen)
    def _chosen(self, message: Listing.Chosen) -> None:
        self.dismiss(message.id)
