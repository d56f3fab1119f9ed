"""Opening: who is here, who facilitates and writes, in which format, for whom its record is; then the meeting begins."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sociotui.domain.circles import Circle
from sociotui.domain.organisation import Organisation
from sociotui.room.furnishing import Opening
from sociotui.tui.widgets.choice import Choice
from sociotui.tui.widgets.lines import Line
from sociotui.tui.widgets.listing import Listing, Row
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp

_AROUND = 11
"""Rows of this dialog that are not the people's."""


class Terminals(Struct, frozen=True, kw_only=True):
    """Who opens a meeting at a terminal of their own (`me`), who else is at one, and who is busy in a meeting of which circle."""

    me: str
    wired: frozenset[str]
    busy: Mapping[str, str]


class OpeningDialog(ModalScreen[bool]):
    """Asks who is in the room; enter opens the meeting.

    Where each has a terminal, those at theirs are marked to begin with, but for who is busy; else everybody is.
    """

    app: "SociotuiApp"
    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,backspace", "leave", show=False, priority=True),
        Binding("space", "here", show=False, priority=True),
        Binding("f", "facilitates", show=False, priority=True),
        Binding("s", "writes", show=False, priority=True),
        Binding("plus,right_square_bracket", "sit(1)", show=False, priority=True),
        Binding("minus,left_square_bracket", "sit(-1)", show=False, priority=True),
    ]

    def __init__(
        self,
        organisation: Organisation,
        circle: Circle,
        roles: tuple[str, str],
        formats: dict[str, str],
        complaints: tuple[str, ...],
        submit: Callable[[Opening], Awaitable[str]],
        terminals: Terminals | None = None,
    ) -> None:
        super().__init__()
        self._circle = circle
        self._names = {p.id: p.name for p in organisation.people.values()}
        self._people = list(organisation.full_members(circle.id))
        self._terminals = terminals
        self._here = {p for p in self._people if terminals is None or self._likely(p, terminals)}
        self._facilitator, self._secretary = roles
        self._formats = formats
        self._complaints = complaints
        self._submit = submit

    def compose(self) -> ComposeResult:
        """Lay out the people, the format, and for whom the record is."""
        with Vertical(id="dialog") as dialog:
            title = _("{circle} meets. Who is here?", circle=self._circle.name)
            dialog.border_title = Content(title)  # as it is; a string would be read as markup
            yield Listing(id="people")
            yield Static(_("Format"), classes="label", markup=False)
            yield Choice(tuple(self._formats.items()), "weekly", id="format")
            yield Choice((("", _("record for the circle")), ("private", _("private"))), id="record")
            for complaint in self._complaints:
                yield Static(complaint, classes="label", markup=False)
            yield Static("", id="refusal", markup=False)
            yield Static(
                _(
                    "space: here · f: facilitates · s: writes · + -: seat\n"
                    "tab: format, record · enter: begin · escape: back\n"
                    "private: who takes part reads it, decisions are for all"
                )
                if self._terminals is None
                else self.app.spoken(
                    _(
                        "space: here · f: facilitates · s: writes · + -: seat\n"
                        "tab: format, record · enter: begin · escape: back\n"
                        "Who comes later comes in at their terminal, or you note it (‹attendance›)."
                    )
                ).translate(self.app.signs.spelling),
                id="keys",
                markup=False,
            )

    @staticmethod
    def _likely(person: str, terminals: Terminals) -> bool:
        """Tell whether somebody is taken to be here: who opens the meeting, and who is at a terminal and free."""
        return person == terminals.me or (person in terminals.wired and person not in terminals.busy)

    def on_mount(self) -> None:
        """Begin with the people."""
        if not self.is_attached:
            return  # the app ends, and nothing was laid out
        self._show()
        self.set_focus(self.query_one(Listing))

    def _show(self) -> None:
        listing = self.query_one(Listing)
        listing.styles.height = max(1, min(14, len(self._people), self.app.size.height - _AROUND))
        listing.fill([Row(p, self._line(p)) for p in self._people])

    def _line(self, person: str) -> Line:
        here = person in self._here
        signs = self.app.signs
        told = [_("facilitates")] if person == self._facilitator else []
        told += [_("writes")] if person == self._secretary else []
        if self._terminals and (circle := self._terminals.busy.get(person)):
            told.append(_("in a meeting of {circle}", circle=circle))
        elif self._terminals and person in self._terminals.wired:
            told.append(_("at a terminal"))
        elif self._terminals:
            told.append(_("in the room") if here else _("may come later"))
        mark = (f"{signs.here} ", "good") if here else (f"{signs.open} ", "dim")
        return (mark, (f"{self._names[person]}  ", "plain" if here else "dim"), (f" {signs.dot} ".join(told), "dim"))

    def _chosen(self) -> str:
        return self.query_one(Listing).chosen

    def action_here(self) -> None:
        """Here, or not."""
        self._here ^= {self._chosen()}
        self._show()

    def action_facilitates(self) -> None:
        """Take over facilitation."""
        self._facilitator = self._chosen()
        self._here.add(self._facilitator)
        self._show()

    def action_writes(self) -> None:
        """Take over the minutes."""
        self._secretary = self._chosen()
        self._here.add(self._secretary)
        self._show()

    def action_sit(self, by: int) -> None:
        """Sit one further on, or back."""
        at = self._people.index(self._chosen())
        to = max(0, min(len(self._people) - 1, at + by))
        self._people.insert(to, self._people.pop(at))
        self._show()

    def _not_here(self, person: str) -> str:
        """Return that who has a role is not marked, as a sentence with a space after it; "" where nobody has it."""
        return _("{name} is not marked as here. ", name=self._names[person]) if person in self._names else ""

    def action_leave(self) -> None:
        """Leave with nothing done."""
        self.dismiss(False)

    @on(Listing.Chosen)
    @on(Choice.Taken)
    async def _begin(self) -> None:
        opening = Opening(
            circle=self._circle.id,
            present=tuple(p for p in self._people if p in self._here),
            facilitator=self._facilitator if self._facilitator in self._here else "",
            secretary=self._secretary if self._secretary in self._here else "",
            format=self.query_one("#format", Choice).value,
            private=bool(self.query_one("#record", Choice).value),
        )
        refusal = self._missing() or await self._submit(opening)
        if not refusal:
            self.dismiss(True)
            return
        told = self.query_one("#refusal", Static)
        told.update(refusal.translate(self.app.signs.spelling))
        told.display = True

    def _missing(self) -> str:
        """Return what a meeting needs before it can begin, and which key sees to it; "" where nothing is missing."""
        if not self._here:
            return _("Somebody has to be here. Mark them (space).")
        if self._facilitator not in self._here:
            return _(
                "Who facilitates today? {absent}Choose somebody, and press f.", absent=self._not_here(self._facilitator)
            )
        if self._secretary not in self._here:
            return _("Who writes today? {absent}Choose somebody, and press s.", absent=self._not_here(self._secretary))
        return ""
