"""A reader: a text on top of the screen, to be scrolled through and left."""

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp


class ReaderDialog(ModalScreen[None]):
    """Shows a text, exactly as it is; never read as markup."""

    app: "SociotuiApp"
    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#body"  # the arrow keys scroll at once
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,backspace", "dismiss", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._body = VerticalScroll(id="body")

    def compose(self) -> ComposeResult:
        """Lay out the text, in the signs that this terminal has."""
        spelling = self.app.signs.spelling
        with Vertical(id="dialog", classes="reader") as dialog:
            dialog.border_title = Content(self._title.translate(spelling))  # as it is; a string would be read as markup
            with self._body:
                yield Static(self._text.translate(spelling), markup=False)
            yield Static(_("arrows: scroll · escape: back").translate(spelling), id="keys", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Leave room for the frame and the line of keys."""
        self._body.styles.max_height = max(1, event.size.height - 3)

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        self._body.scroll_relative(y=by, animate=False)
