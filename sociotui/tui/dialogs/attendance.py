"""Attendance: who is here, who comes and goes, who facilitates and writes, and where everybody sits."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from sociotui.domain.meeting import Meeting, Participant
from sociotui.room.asking import Options
from sociotui.room.port import Snapshot
from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.tui.patience import patiently
from sociotui.tui.signs import Signs
from sociotui.tui.widgets.lines import Line
from sociotui.tui.widgets.listing import Listing, Row
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp

_ANYBODYS = _(
    "space: arrives, from the next round on, or leaves · w: watches\n"
    "e: arrives at the end of this round · g: a guest · + -: seat\n"
    "f: facilitates · s: writes · p: answers by phone · escape: back"
)
_MINE = _(
    "space: leave, or come back · w: only watch · + -: change seats\n"
    "f: facilitate, while nobody does who is here · escape: back"
)
"""What the keys do."""
Act = Callable[[str, Options], Awaitable[str]]
Phone = Callable[[Meeting, str], Awaitable[str]]
"""Asks for the answer of somebody who is on the phone; returns "", or why it cannot be given."""


class AttendanceDialog(ModalScreen[None]):
    """The people of a meeting in a list; each key acts at once for the one under the cursor, or for `me` alone."""

    app: "SociotuiApp"
    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,backspace", "dismiss", show=False, priority=True),
        Binding("space", "here", show=False, priority=True),
        Binding("e", "arrive('end')", show=False, priority=True),
        Binding("w", "arrive('watch')", show=False, priority=True),
        Binding("f", "hand_over('facilitator')", show=False, priority=True),
        Binding("s", "hand_over('secretary')", show=False, priority=True),
        Binding("plus,right_square_bracket", "sit(1)", show=False, priority=True),
        Binding("minus,left_square_bracket", "sit(-1)", show=False, priority=True),
        Binding("g", "guest", show=False, priority=True),
        Binding("p", "phone", show=False, priority=True),
    ]

    def __init__(self, act: Act, phone: Phone, me: str = "") -> None:
        super().__init__()
        self._act = act
        self._phone = phone
        self._me = me

    def compose(self) -> ComposeResult:
        """Lay out the list and what the keys do."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = _("Who is here")
            yield Listing(id="people")
            yield Static("", id="refusal", markup=False)
            yield Static(
                _(_MINE if self._me else _ANYBODYS).translate(self.app.signs.spelling), id="keys", markup=False
            )

    def on_mount(self) -> None:
        """Follow the room while the dialog is open."""
        if not self.is_attached:
            return  # the app ends, and nothing was laid out
        self.set_focus(self.query_one(Listing))
        self.watch(self.app, "snapshot", self._show)
        self.query_one(Listing).go_to(self._me)

    def _meeting(self) -> Meeting | None:
        return self.app.snapshot.meeting if self.app.snapshot else None

    def _show(self, snapshot: Snapshot | None) -> None:
        if snapshot is None or snapshot.meeting is None:
            return
        m = snapshot.meeting
        signs = self.app.signs
        here = [m.people[p] for p in m.seats]
        others = [p for p in m.people.values() if p.id not in m.seats]
        listing = self.query_one(Listing)
        rows = [Row(p.id, _line(m, p, signs, self._terminal(snapshot, p.id))) for p in (*here, *others)]
        rows += [
            Row(p, ((f"{signs.wired} ", "next"), (f"{name}  ", "plain"), (_("looks on: space welcomes them"), "dim")))
            for p, name in self._onlookers(snapshot).items()
        ]
        listing.styles.height = min(16, len(rows))
        listing.fill(rows)

    def _terminal(self, snapshot: Snapshot, person: str) -> str:
        """Return how somebody is here by a terminal, in words."""
        how = snapshot.presence.get(person)
        if how == "lost":
            at = self.app.clock.local(snapshot.lost_since[person])
            return _("connection lost at {time}", time=f"{at:%H:%M}")
        return {"terminal": _("by terminal"), "elsewhere": _("terminal, elsewhere now")}[how] if how else ""

    def _onlookers(self, snapshot: Snapshot | None) -> dict[str, str]:
        """Return who looks on from a terminal and is no part of the meeting, name by id; to who can welcome them."""
        m = snapshot.meeting if snapshot else None
        if snapshot is None or m is None or self._me:
            return {}
        people = snapshot.organisation.people
        looking = [p for p, how in snapshot.presence.items() if how == "terminal" and p not in m.people and p in people]
        return {p: people[p].name for p in looking}

    @property
    def _person(self) -> str:
        """For whom the keys act."""
        return self._me or self.query_one(Listing).chosen

    @on(Listing.Chosen)
    async def action_here(self) -> None:
        """Arrive from the next round on, or leave."""
        m = self._meeting()
        person = self._person
        if m and person in m.people and m.people[person].here:
            await self._do("leave", Options(person=person))
        elif m and person:
            await self.action_arrive("next")

    async def action_arrive(self, joining: str) -> None:
        """Arrive from the next round on, at the end of this round, or watching; an onlooker as a guest."""
        name = self._onlookers(self.app.snapshot).get(self._person, "")
        await self._do("arrive", Options(person=self._person, joining=joining, name=name))

    async def action_hand_over(self, role: str) -> None:
        """Take over a process role."""
        await self._do("hand-over", Options(person=self._person, role=role))

    async def action_sit(self, by: int) -> None:
        """Sit one further on, or back."""
        m = self._meeting()
        person = self._person
        if m and person in m.seats:
            await self._do("seat", Options(person=person, place=m.seats.index(person) + 1 + by))

    async def action_phone(self) -> None:
        """Enter what somebody absent answers by phone."""
        m = self._meeting()
        person = self._person
        if m and self._me:
            self._tell(_("Who facilitates or writes enters what is said by phone."))
        elif m and person:
            self._tell(await self._phone(m, person))

    def action_guest(self) -> None:
        """Ask for the name of a guest."""
        if self._me:
            self._tell(_("Guests are welcomed by who facilitates or writes. Tell them who has come."))
            return

        async def submit(answers: Answers) -> str:
            from sociotui.domain.text import slug

            m, name = self._meeting(), answers["name"]
            taken = m.people if m else {}
            id_ = slug(name, "guest")
            while id_ in taken:
                id_ += "-2"
            return await self._act("arrive", Options(person=id_, name=name, joining="next"))

        form = Form(
            title=_("A guest"),
            intro=_("A guest takes part in rounds; consent is the members'."),
            fields=(Field(name="name", label=_("Name")),),
            accept=_("Welcome"),
        )
        self.app.push_screen(FormDialog(form, submit))

    async def _do(self, id_: str, options: Options) -> None:
        await patiently(self, self._do_and_tell(id_, options))

    async def _do_and_tell(self, id_: str, options: Options) -> None:
        self._tell(await self._act(id_, options))

    def _tell(self, refusal: str) -> None:
        told = self.query_one("#refusal", Static)
        told.update(refusal.translate(self.app.signs.spelling))
        told.display = bool(refusal)


def _line(m: Meeting, person: Participant, signs: Signs, terminal: str) -> Line:
    presence = {
        "here": _("here"),
        "next": _("here, from the next round"),
        "watching": _("watching"),
        "left": _("has left"),
        "absent": _("absent"),
    }[person.presence]
    parts = [presence]
    if not person.member:
        parts.append(_("guest"))
    if person.id == m.facilitator:
        parts.append(_("facilitates"))
    if person.id == m.secretary:
        parts.append(_("writes"))
    if terminal:
        parts.append(terminal)
    mark = signs.here if person.here else signs.open
    return ((f"{mark} ", "good" if person.here else "dim"), (f"{person.name}  ", "plain"), (" · ".join(parts), "dim"))
