"""Nominating on one laptop: it goes round, each writes for themselves, and nothing of it stays on the screen."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from sociotui.domain.meeting import Meeting
from sociotui.domain.selection import Grid
from sociotui.room.port import Snapshot
from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.dialogs.questions import Answers, Form, Submit
from sociotui.tui.signs import Signs
from sociotui.tui.widgets.lines import Line
from sociotui.tui.widgets.listing import Listing, Row
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp

Write = Callable[[Meeting, str], tuple[Form, Submit]]
"""Returns, for a person, the form in which they write their nominations, and what enters them."""


class NominateDialog(ModalScreen[None]):
    """Says to whom the keyboard goes; who has it writes in a form of their own, which is gone once it is accepted."""

    app: "SociotuiApp"
    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,backspace", "dismiss", show=False, priority=True),
        Binding("n", "reveal", show=False, priority=True),
    ]

    def __init__(self, write: Write, reveal: Callable[[], Awaitable[str]]) -> None:
        super().__init__()
        self._write = write
        self._reveal = reveal
        self._last = ""
        self._handed_to = ""

    def compose(self) -> ComposeResult:
        """Lay out who is to write, who has, and what the keys do."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = _("Nominate")
            yield Static("", id="intro", markup=False)
            yield Listing(id="people")
            yield Static("", id="refusal", markup=False)
            yield Static("", id="keys", markup=False)

    def on_mount(self) -> None:
        """Follow the room while the dialog is open."""
        if not self.is_attached:
            return  # the app ends, and nothing was laid out
        self.set_focus(self.query_one(Listing))
        self.watch(self.app, "snapshot", self._show)

    def _show(self, snapshot: Snapshot | None) -> None:
        m = snapshot.meeting if snapshot else None
        grid = m.item.grid if m and m.item else None
        if m is None or grid is None or grid.revealed or m.step.kind != "nominate":
            if self.is_current:
                self.dismiss()
            return
        to_write = [p for p in m.counting() if not grid.has_written(p)]
        listing = self.query_one(Listing)
        listing.styles.height = min(12, len(m.counting()))
        following = _next(m, to_write, self._last)
        rows = [Row(p, _line(m, grid, p, self.app.signs)) for p in m.counting()]
        listing.fill(rows, following if following != self._handed_to else "")
        self._handed_to = following
        self._tell("#intro", self._said(m, to_write))
        self._tell(
            "#keys",
            _("n: reveal all at once · enter: somebody writes anew\nescape: back")
            if not to_write
            else _("enter: who is chosen writes · arrows: somebody else\nescape: back, and go on later"),
        )

    def _tell(self, part: str, text: str) -> None:
        """Say something in a part of the dialog, in the signs that this terminal has."""
        told = self.query_one(part, Static)
        told.update(text.translate(self.app.signs.spelling))
        told.display = bool(text)

    def _said(self, m: Meeting, to_write: list[str]) -> str:
        grid = m.item.grid if m.item else None
        if not to_write:
            return _("All have written. Turn the screen to everybody, and reveal them at once.")
        name = m.name(_next(m, to_write, self._last))
        if self._last and grid and grid.has_written(self._last):
            return _("{last} has written. Hand the keyboard to {name}.", last=m.name(self._last), name=name)
        return _("Hand the keyboard to {name}. Nobody else looks.", name=name)

    @on(Listing.Chosen)
    def _somebody_writes(self, message: Listing.Chosen) -> None:
        m = self.app.snapshot.meeting if self.app.snapshot else None
        if m is None or not message.id:
            return
        form, submit = self._write(m, message.id)
        person = message.id

        async def enter(answers: Answers) -> str:
            self._last = person
            return await submit(answers)

        self.app.push_screen(FormDialog(form, enter), self._written)

    def _written(self, _entered: bool | None) -> None:
        """Whoever has the keyboard next finds nothing to paste, either."""
        if self.app.clipboard:
            self.app.copy_to_clipboard("")
        self._show(self.app.snapshot)

    async def action_reveal(self) -> None:
        """Go on; that reveals all of them."""
        self._tell("#refusal", await self._reveal())


def _next(m: Meeting, to_write: list[str], last: str) -> str:
    """Return who writes next: the first after the last one, as they sit, who has not; "" where all have."""
    seats = m.counting()
    after = seats.index(last) + 1 if last in seats else 0
    return next((p for p in (*seats[after:], *seats[:after]) if p in to_write), "")


def _line(m: Meeting, grid: Grid, person: str, signs: Signs) -> Line:
    if person in grid.passed:
        return ((f"{signs.passed} ", "dim"), (f"{m.name(person)}  ", "plain"), (_("nominates nobody"), "dim"))
    if grid.has_written(person):
        return ((f"{signs.spoken} ", "good"), (f"{m.name(person)}  ", "plain"), (_("has written"), "dim"))
    return ((f"{signs.open} ", "dim"), (m.name(person), "plain"))
