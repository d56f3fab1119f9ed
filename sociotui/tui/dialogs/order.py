"""Order: people in a row, moved by keys, and handed in as one change."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sociotui.tui.widgets.listing import Listing, Row
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp

Take = Callable[[tuple[str, ...]], Awaitable[str]]
"""Takes the order, as ids; returns "" when all is well, else the sentence that says why not."""
_AROUND = 6
"""Rows of the dialog beside the list: its frame, what is asked, what was refused, and the keys."""


class OrderDialog(ModalScreen[bool]):
    """Shows people as they sit. The cursor goes along with who is moved."""

    app: "SociotuiApp"
    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,backspace", "dismiss(False)", show=False, priority=True),
        Binding("enter,ctrl+s", "take", show=False, priority=True),
        Binding("plus,right_square_bracket,J,shift+down", "carry(1)", show=False, priority=True),
        Binding("minus,left_square_bracket,K,shift+up", "carry(-1)", show=False, priority=True),
    ]

    def __init__(self, title: str, intro: str, people: Sequence[tuple[str, str]], take: Take) -> None:
        super().__init__()
        self._title = title
        self._intro = intro
        self._people = list(people)
        self._take = take
        self._taking = False

    def compose(self) -> ComposeResult:
        """Lay out the row of people."""
        spelling = self.app.signs.spelling
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(self._title.translate(spelling))  # as it is; a string would be read as markup
            yield Static(self._intro.translate(spelling), id="intro", markup=False)
            yield Listing(id="rows")
            yield Static("", id="refusal", markup=False)
            keys = _("- +: earlier, later · enter: see what it does · escape: leave")
            yield Static(keys.translate(spelling), id="keys", markup=False)

    def on_mount(self) -> None:
        """Begin with the first seat."""
        if not self.is_attached:
            return  # the app ends, and nothing was laid out
        self._fill()
        self.set_focus(self.query_one(Listing))

    def on_resize(self, event: events.Resize) -> None:
        """Leave room for what stands around the list."""
        self.query_one(Listing).styles.height = max(1, min(len(self._people), 16, event.size.height - _AROUND))

    def _fill(self, cursor: str = "") -> None:
        width = len(str(len(self._people)))
        rows = [Row(id_, ((f"{n:>{width}} ", "dim"), (name, "plain"))) for n, (id_, name) in enumerate(self._people, 1)]
        self.query_one(Listing).fill(rows, cursor)

    def action_carry(self, by: int) -> None:
        """Let who is chosen sit earlier, or later."""
        chosen = self.query_one(Listing).chosen
        at = next((n for n, (id_, _name) in enumerate(self._people) if id_ == chosen), 0)
        to = at + by
        if 0 <= to < len(self._people):
            self._people.insert(to, self._people.pop(at))
            self._fill(chosen)

    def action_take(self) -> None:
        """Hand the order in; stay, with the reason, where it is refused."""
        if not self._taking:
            self._taking = True
            self.run_worker(self._hand_in(), exclusive=True)

    async def _hand_in(self) -> None:
        refusal = await self._take(tuple(id_ for id_, _name in self._people))
        self._taking = False
        if not refusal:
            self.dismiss(True)
            return
        told = self.query_one("#refusal", Static)
        told.update(refusal.translate(self.app.signs.spelling))
        told.display = True
