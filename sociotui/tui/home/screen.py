"""Home, which opens first: the meeting under way, if there is one; what is due; and how to begin."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.timer import Timer

from sociotui.domain.circles import outline
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.room.home import Opening
from sociotui.room.port import Snapshot
from sociotui.room.status import where
from sociotui.tui.app import SociotuiApp
from sociotui.tui.keys import bindings, ways_out
from sociotui.tui.meeting.panes import SaidLine
from sociotui.tui.meeting.reading import about_circle
from sociotui.tui.widgets.keybar import KeyBar
from sociotui.tui.widgets.lines import Line, clip, spread, wrap
from sociotui.tui.widgets.listing import Listing, Row
from sociotui.tui.widgets.pane import Pane
from sociotui.words import _

_REST = 0.12
"""Seconds after which a cursor that has not moved on rests."""


class WelcomePane(Pane):
    """The organisation's name, its vision, and today's day."""

    organisation: Organisation | None = None
    today: str = ""

    def content(self, width: int, height: int) -> list[Line]:
        """Return the name with the day, and the vision."""
        about = self.organisation.about if self.organisation else None
        if about is None:
            return []
        first = spread(((f" {about.name}", "strong"),), ((f"{self.today} ", "dim"),), width)
        return [first, *(((f" {s}", "dim"),) for s in wrap(about.vision or about.mission, width - 2)[: height - 1])]


class AboutPane(Pane):
    """What is chosen: a circle in short, or a meeting under way."""

    text: str = ""

    def tell(self, text: str) -> None:
        """Show a text; lines that are not indented are headings."""
        self.text = text
        self.show()

    def content(self, width: int, height: int) -> list[Line]:
        """Return the text, as far as it fits."""
        lines: list[Line] = []
        for paragraph in self.text.split("\n"):
            indent = len(paragraph) - len(paragraph.lstrip())
            style = "plain" if indent else "strong"
            lines += [((" " * indent + s, style),) for s in wrap(paragraph.strip(), width - indent)]
        if len(lines) > height:
            return [*lines[: height - 1], ((_("… enter or the minutes tell more"), "dim"),)]
        return lines


class HomeScreen(Screen[None]):
    """What opens first, and what lies beneath every other screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere"), *ways_out()]

    app: SociotuiApp

    def __init__(self) -> None:
        super().__init__()
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the welcome, the circles, and what is chosen."""
        yield WelcomePane(id="welcome")
        with Horizontal(id="home"):
            yield Listing(_("Circles and meetings"), id="home-circles", classes="framed")
            yield AboutPane(_("About"), id="home-about", classes="framed")
        yield SaidLine(id="said")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Begin to watch the room."""
        self._fit()
        self.query_one(Listing).focus()
        self.watch(self.app, "snapshot", self._show)

    def on_resize(self, _event: events.Resize) -> None:
        """Fit to the terminal."""
        self._fit()
        self.call_after_refresh(lambda: self._show(self.app.snapshot))

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen stood before this one."""
        self._show(self.app.snapshot)

    def _fit(self) -> None:
        self.set_class(self.app.size.height < 10, "-tiny")
        self.set_class(self.app.size.width < 72, "-narrow")
        self.set_class(self.app.size.width >= 110, "-wide")

    # --- showing

    def _show(self, snapshot: Snapshot | None) -> None:
        if snapshot is None or self.app.screen is not self:
            return  # what changes beneath another screen makes Textual draw that one anew
        organisation = snapshot.organisation
        welcome = self.query_one(WelcomePane)
        welcome.organisation = organisation
        welcome.today = f"{self.app.clock.today():%A %-d %B %Y}"
        welcome.show()
        rows = [Row(f"meeting:{m.id}", self._meeting_line(m)) for m in snapshot.under_way]
        rows += [Row("", ())] if rows else []
        for depth, circle in outline(organisation.circles):
            rows.append(Row(f"circle:{circle.id}", (("  " * depth, "plain"), (circle.name, "plain"))))
        self.query_one(Listing).fill(rows)
        self._tell_chosen()
        if organisation.about is None:
            self.query_one(SaidLine).say(
                _(
                    "There is no organisation here yet. Leave (q), then: sociotui init, or sociotui demo to look around."
                ),
                warning=True,
            )
        elif snapshot.trouble:
            self.query_one(SaidLine).say(snapshot.trouble, warning=True)
        self._show_keys()

    def _meeting_line(self, m: Meeting) -> Line:
        return ((f"{self.app.signs.here} ", "now"), (m.circle.name, "now"), (f"  {clip(where(m), 30)}", "dim"))

    def _show_keys(self) -> None:
        keys = self.app.keys
        kind = self.query_one(Listing).chosen.partition(":")[0]
        enter = {"meeting": _("go on with this meeting"), "circle": _("meet")}.get(kind, "")
        entries = [("enter", enter)] if enter else []
        entries += [
            ("↑↓", _("choose")),
            (keys["palette"], _("palette")),
            (keys["quit"], _("quit")),
            (keys["help"], _("keys")),
        ]
        self.query_one(KeyBar).fill(entries)

    @on(Listing.Moved)
    def _moved(self) -> None:
        """Tell about the row when the cursor rests; who goes quickly through a list is not slowed down by it."""
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(_REST, self._tell_chosen)
        self._show_keys()

    def _tell_chosen(self) -> None:
        self._tell(self.query_one(Listing).chosen)

    def _tell(self, chosen: str) -> None:
        snapshot = self.app.snapshot
        kind, _sep, id_ = chosen.partition(":")
        about = self.query_one(AboutPane)
        if snapshot is None:
            return
        if kind == "circle" and id_ in snapshot.organisation.circles:
            circle = snapshot.organisation.circles[id_]
            about.tell(f"{circle.name}\n\n{about_circle(snapshot.organisation, circle)}")
        elif kind == "meeting":
            meeting = next((m for m in snapshot.under_way if m.id == id_), None)
            if meeting:
                about.tell(self._about_meeting(meeting))

    def _about_meeting(self, m: Meeting) -> str:
        from sociotui.room.status import now_and_next

        begun = self.app.clock.local(m.opened)
        agenda = [f"  {i.title}" + (f" ({i.outcome.kind})" if i.outcome else "") for i in m.agenda]
        return "\n".join(
            [
                m.circle.name,
                "  " + _("began at {time}", time=f"{begun:%H:%M}"),
                "  " + where(m),
                "  " + now_and_next(m),
                "",
                _("Agenda"),
                *agenda,
            ]
        )

    # --- keys

    def action_do(self, id_: str) -> None:
        """Do what a key stands for."""
        self.app.do(id_)

    @on(Listing.Chosen)
    async def _chosen(self, message: Listing.Chosen) -> None:
        kind, _sep, id_ = message.id.partition(":")
        if kind == "meeting":
            refusal = await self.app.watch_meeting(id_)
            if refusal:
                self.query_one(SaidLine).say(refusal, warning=True)
                return
            self.app.enter_meeting()
        elif kind == "circle":
            await self._begin(id_)

    async def _begin(self, circle_id: str) -> None:
        from sociotui.tui.dialogs.opening import OpeningDialog

        snapshot = self.app.snapshot
        if snapshot is None:
            return
        circle = snapshot.organisation.circles[circle_id]
        today = self.app.clock.today()
        roles = circle.holder("facilitator", today), circle.holder("secretary", today)
        formats, complaints = await self.app.formats(circle_id)
        dialog = OpeningDialog(snapshot.organisation, circle, roles, formats, complaints, self._open)
        self.app.push_screen(dialog, self._opened)

    async def _open(self, opening: Opening) -> str:
        return await self.app.open_meeting(opening)

    def _opened(self, done: bool | None) -> None:
        if done:
            self.app.enter_meeting()
