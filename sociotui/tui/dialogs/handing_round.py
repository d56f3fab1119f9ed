"""Handing round: at a screen that all share the keyboard goes from one to the next, each gives something hidden, and a sum is made."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from sociotui.domain.event import Command
from sociotui.domain.meeting import Meeting
from sociotui.room.port import Snapshot
from sociotui.tui.widgets.lines import Line
from sociotui.tui.widgets.listing import Listing, Row
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp

Act = Callable[[str, Command], Awaitable[str]]
"""Does an action; returns why not, or ""."""


class HandingRound(ModalScreen[None]):
    """Says to whom the keyboard goes; who has given is seen, what they gave is not. It follows the room while it is open.

    What is given says the dialog that is made of it.
    """

    app: "SociotuiApp"
    CSS_PATH = str(Path(__file__).with_name("dialogs.tcss"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,backspace", "dismiss", show=False, priority=True),
        Binding("n", "sum", show=False, priority=True),
    ]
    title_said: ClassVar[str] = ""
    keys_said: ClassVar[str] = ""
    given_said: ClassVar[str] = ""
    """What stands beside the name of who has given."""

    def __init__(self, act: Act) -> None:
        super().__init__()
        self.act = act
        self._handed_to = ""

    def given(self, m: Meeting) -> tuple[str, ...]:
        """Return who has given."""
        raise NotImplementedError

    def asked(self, m: Meeting) -> tuple[str, ...]:
        """Return to whom the keyboard goes, in the order of their seats."""
        raise NotImplementedError

    def intro(self, m: Meeting, to_give: list[str]) -> str:
        """Return what to do now."""
        raise NotImplementedError

    def ask(self, m: Meeting, person: str) -> None:
        """Let somebody give."""
        raise NotImplementedError

    async def make_sum(self) -> str:
        """Make the sum of all; return why not, or ""."""
        raise NotImplementedError

    # --- showing

    def compose(self) -> ComposeResult:
        """Lay out what to do, who has given, and the keys."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = _(self.title_said)
            yield Static("", id="intro", markup=False)
            yield Listing(id="people")
            yield Static("", id="refusal", markup=False)
            yield Static(_(self.keys_said).translate(self.app.signs.spelling), id="keys", markup=False)

    def on_mount(self) -> None:
        """Follow the room while the dialog is open."""
        if not self.is_attached:
            return  # the app ends, and nothing was laid out
        self.set_focus(self.query_one(Listing))
        self.watch(self.app, "snapshot", self._show)

    def _show(self, snapshot: Snapshot | None) -> None:
        m = snapshot.meeting if snapshot else None
        if m is None or m.closed:
            if self.is_current:
                self.dismiss()
            return
        to_give = [p for p in self.asked(m) if p not in self.given(m)]
        listing = self.query_one(Listing)
        listing.styles.height = min(12, len(m.seats))
        following = next(iter(to_give), "")
        rows = [Row(p, self._line(m, p)) for p in m.seats]
        listing.fill(rows, following if following != self._handed_to else "")
        self._handed_to = following
        self._tell("#intro", self.intro(m, to_give))

    def _line(self, m: Meeting, person: str) -> Line:
        signs = self.app.signs
        if person in self.given(m):
            return ((f"{signs.spoken} ", "good"), (f"{m.name(person)}  ", "plain"), (_(self.given_said), "dim"))
        return ((f"{signs.open} ", "dim"), (m.name(person), "plain"))

    def refuse(self, why: str) -> None:
        """Show why something could not be done; "" where it was."""
        self._tell("#refusal", why)

    def _tell(self, part: str, text: str) -> None:
        told = self.query_one(part, Static)
        told.update(self.app.spoken(text).translate(self.app.signs.spelling))
        told.display = bool(text)

    # --- keys

    @on(Listing.Chosen)
    def _chosen(self, message: Listing.Chosen) -> None:
        m = self.app.snapshot.meeting if self.app.snapshot else None
        if m is not None and message.id:
            self.ask(m, message.id)

    async def action_sum(self) -> None:
        """Make the sum of all."""
        self.refuse(await self.make_sum())
