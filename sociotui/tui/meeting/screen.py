"""The live meeting: the circle map, the current round and who speaks next, always in sight."""

from collections.abc import Awaitable, Callable
from typing import ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from sociotui.domain.circles import Circle
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.room.actions import BY_ID
from sociotui.room.asking import Options
from sociotui.room.port import Snapshot
from sociotui.tui.app import SociotuiApp
from sociotui.tui.keys import bindings, footer, ways_out
from sociotui.tui.meeting import forms
from sociotui.tui.meeting.brief import BriefPane
from sociotui.tui.meeting.focus import footer_ids
from sociotui.tui.meeting.panes import (
    AgendaPane,
    CirclesPane,
    ConsentPane,
    MeetingPane,
    PromptPane,
    RoomPane,
    SaidLine,
    SpeakingPane,
    TitleBar,
    WordingPane,
)
from sociotui.tui.meeting.ring_pane import RingPane
from sociotui.tui.widgets.keybar import KeyBar
from sociotui.tui.widgets.listing import Listing
from sociotui.words import _

_AT_ONCE = frozenset(
    [
        "next",
        "pass",
        "later",
        "consent",
        "hand",
        "step",
        "back",
        "pause",
        "undo",
        "speak",
        "release",
        "popcorn",
        "stack",
        "free",
    ]
)
"""Actions that are done without asking anything."""
_COLUMNS = ("west", "middle", "east")


class MeetingScreen(Screen[None]):
    """A view of the room's meeting; it keeps nothing of it but who is chosen in the ring."""

    CSS_PATH = "meeting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere"), *ways_out(), *bindings("meeting")]

    app: SociotuiApp

    @property
    def can_do(self) -> frozenset[str]:
        """The actions that have a key here and that this person may do."""
        keys = (a.id for a in BY_ID.values() if a.where == "meeting" and (a.key or a.id in _AT_ONCE))
        return self.app.room.caps & frozenset(keys)

    def __init__(self) -> None:
        super().__init__()
        self._ticker: Timer | None = None
        self._said_for = -1
        self._trouble = ""

    # --- layout

    def compose(self) -> ComposeResult:
        """Lay out title, three columns of panes, the line of what was said, and the keys."""
        self._fit()
        yield TitleBar(id="title")
        with Horizontal(id="columns"):
            with Vertical(id="west"):
                yield CirclesPane(_("Circles"), id="circles", classes="framed")
                yield AgendaPane(_("Agenda"), id="agenda", classes="framed")
            with Vertical(id="middle"):
                yield RingPane(_("Round"), id="ring", classes="framed")
                yield WordingPane(_("Proposal"), id="wording", classes="framed")
                yield PromptPane(_("Ask"), id="prompt", classes="framed")
            with Vertical(id="east"):
                yield SpeakingPane(_("Speaking"), id="speaking", classes="framed")
                yield ConsentPane(_("Time"), id="consent", classes="framed")
                yield RoomPane(_("Room"), id="room", classes="framed")
        yield BriefPane(id="tiny")
        yield SaidLine(id="said")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Begin to watch the room; the clock ticks once a second while it runs."""
        self._fit()
        self.query_one(RingPane).focus()
        self._ticker = self.set_interval(1, self._tick, pause=True)
        self.watch(self.app, "snapshot", self._show)

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the panes to the terminal."""
        self._fit()
        self.call_after_refresh(self._show_again)

    def _fit(self) -> None:
        """Mark this screen by the terminal's size: all at once, and before there are panes, for each time styles them all."""
        width, height = self.app.size
        tiny = width < 34 or height < 12
        classes = {"-tiny": tiny, "-narrow": not tiny and width < 72, "-wide": width >= 110, "-short": height < 24}
        if not any(self.has_class(f"-{column}") for column in _COLUMNS):
            classes["-middle"] = True
        self.update_classes(classes, update=self.is_mounted)
        for title in self.query(TitleBar):
            title.brief = width < 72 or tiny

    # --- showing

    @property
    def meeting(self) -> Meeting | None:
        """The meeting as it stands."""
        return self.app.snapshot.meeting if self.app.snapshot else None

    def _show(self, snapshot: Snapshot | None) -> None:
        if snapshot is None or snapshot.meeting is None or not self.is_mounted:
            return
        m = snapshot.meeting
        with self.app.batch_update():
            self._show_titles(m)
            self._fill(m)
            meeting_circles = frozenset(other.circle.id for other in snapshot.under_way)
            self.query_one(CirclesPane).map_of(snapshot.organisation, m.circle.id, meeting_circles)
            self.query_one(AgendaPane).way_of(m)
            self._show_keys(m)
        if snapshot.trouble != self._trouble:
            self._trouble = snapshot.trouble
            self.say(snapshot.trouble, warning=True)
        elif snapshot.acts != self._said_for:
            self.say(snapshot.said)
        self._said_for = snapshot.acts
        self._run_clock(m)

    def _show_again(self) -> None:
        """Show what there is by then: a snapshot that was bound to the call would be an older one."""
        self._show(self.app.snapshot)

    def _fill(self, m: Meeting) -> None:
        now = self.app.clock.now()
        title = self.query_one(TitleBar)
        title.clock_text = f"{self.app.clock.local(now):%H:%M}"
        for pane in self.query(MeetingPane):
            pane.fill(m, now)

    def _show_titles(self, m: Meeting) -> None:
        current, item = m.round, m.item
        ring, wording, consent = self.query_one(RingPane), self.query_one(WordingPane), self.query_one(ConsentPane)
        title = _(m.step.title).capitalize()
        if current:
            if current.lap > 1:
                title += " · " + _("round {n}", n=current.lap)
            if current.mode == "round":
                heard = len(current.order) - len(current.waiting)
                title += " · " + _("{n} of {all}", n=min(heard + 1, len(current.order)), all=len(current.order))
        ring.entitle(title)
        self.set_class(m.step.kind == "integrate" and bool(m.ledger.open), "-integrating")
        shown = item is not None and item.proposal is not None
        wording.set_class(shown, "-shown")
        if item and item.proposal:
            wording.entitle(_("Proposal · version {n}", n=item.proposal.current.number))
        asked = bool(m.ledger.counted or m.ledger.open)
        consent.entitle(_("Consent") if asked else _("Time"))

    def _show_keys(self, m: Meeting) -> None:
        chosen = self.query_one(RingPane).chosen
        ids = [id_ for id_ in footer_ids(m, chosen) if id_ in self.app.room.caps]
        self.query_one(KeyBar).fill(footer(ids, self.app.keys))

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Show a sentence above the keys."""
        self.query_one(SaidLine).say(self.app.spoken(sentence), warning=warning)

    # --- the clock

    def _run_clock(self, m: Meeting) -> None:
        if self._ticker:
            if m.paused or m.closed:
                self._ticker.pause()
            else:
                self._ticker.resume()

    def _tick(self) -> None:
        m = self.meeting
        if m is None or not self.is_current:
            return
        now = self.app.clock.now()
        self.query_one(SpeakingPane).fill(m, now)
        if self.has_class("-tiny"):
            self.query_one(BriefPane).fill(m, now)
        title = self.query_one(TitleBar)
        text = f"{self.app.clock.local(now):%H:%M}"
        if text != title.clock_text:
            title.clock_text = text
            title.fill(m, now)
            self.query_one(ConsentPane).fill(m, now)

    # --- keys

    async def action_do(self, id_: str) -> None:
        """Do what a key stands for: at once, or after asking what it needs."""
        m = self.meeting
        if m is None:
            return
        if id_ in _AT_ONCE:
            await self._act(id_, self._options(m, id_))
            return
        opener = self._dialogs().get(id_)
        if opener:
            opener(m)
        else:
            self.app.do(id_)

    def _dialogs(self) -> dict[str, Callable[[Meeting], None]]:
        return {
            "object": self._object,
            "edit": lambda m: self._ask(forms.editing(m)),
            "agenda": lambda m: self._ask(forms.agenda_item(m, "")),
            "outcome": self._end_item,
            "note": lambda m: self._ask(forms.note(m)),
            "keep": lambda m: self._ask(forms.backlog(m)),
            "round": lambda m: self._ask(forms.round_options(m)),
            "close": lambda m: self._ask(forms.closing(m)),
            "attendance": lambda _m: self._attendance(),
            "minutes": self._minutes,
            "aim": self._read,
        }

    def _options(self, m: Meeting, id_: str) -> Options:
        """Say what was seen, so that a key pressed twice by two people counts once."""
        ring = self.query_one(RingPane)
        person = ring.chosen
        acts = self.app.snapshot.acts if self.app.snapshot else 0
        if id_ in ("step", "back"):
            return Options(seen=m.place.key)
        if id_ == "undo":
            return Options(act=acts)
        if id_ == "release" and not person and m.ledger.open:
            return Options(person=m.ledger.open[0].person)
        if id_ == "consent":
            return Options(person=person, version=m.version_of(m.subject), turn=0 if person else m.turn)
        turn = m.turn if id_ in ("next", "pass", "later") else 0
        return Options(person=person, turn=turn)

    async def _act(self, id_: str, options: Options) -> str:
        """Do an action; a refusal is told on the line above the keys."""
        m, action = self.meeting, BY_ID[id_]
        if m is None or action.command is None:
            return ""
        try:
            refusal = await self.app.attempt(action.command(m, options))
        except Refused as error:
            refusal = self.app.spoken(str(error))
        if refusal:
            self.say(refusal, warning=True)
        elif id_ in ("next", "pass", "later", "consent", "speak"):
            self.query_one(RingPane).action_let_go()
        return refusal

    def _ask(self, ask: forms.Ask) -> None:
        from sociotui.tui.dialogs.form import FormDialog

        self.app.push_screen(FormDialog(ask.form, self._submitting(ask)))

    def _submitting(self, ask: forms.Ask) -> Callable[[dict[str, str]], Awaitable[str]]:
        async def submit(answers: dict[str, str]) -> str:
            id_, options = ask.act(answers)
            return await self._act(id_, options)

        return submit

    def _object(self, m: Meeting) -> None:
        person = self.query_one(RingPane).chosen or (m.round.speaking if m.round else "")
        if m.step.kind not in ("consent", "agenda", "minutes") or not person:
            self.say(
                _("An objection belongs to the consent round. Everything before it is for questions and reactions."),
                warning=True,
            )
            return
        self._ask(forms.objection(m, person))

    def _end_item(self, m: Meeting) -> None:
        if m.item is None or m.item.outcome:
            self.say(_("No item is under way here, so there is none to end."), warning=True)
            return
        self._ask(forms.outcome(m))

    def _attendance(self) -> None:
        from sociotui.tui.dialogs.attendance import AttendanceDialog

        self.app.push_screen(AttendanceDialog(self._act))

    def _minutes(self, m: Meeting) -> None:
        from sociotui.domain.minutes import minutes_of
        from sociotui.exchange.minutes import render
        from sociotui.tui.dialogs.reader import ReaderDialog

        self.app.push_screen(ReaderDialog(_("Minutes, as they stand"), render(minutes_of(m), "txt")))

    def _read(self, m: Meeting) -> None:
        from sociotui.tui.dialogs.reader import ReaderDialog
        from sociotui.tui.meeting.reading import about_meeting

        self.app.push_screen(ReaderDialog(m.item.title if m.item else m.circle.name, about_meeting(m)))

    @on(Listing.Chosen, "#agenda")
    def _open_item(self, message: Listing.Chosen) -> None:
        m = self.meeting
        if m and message.id.startswith("item:"):
            item = m.find_item(int(message.id.removeprefix("item:")))
            if item and not item.outcome and item.id != m.place.item:
                self._ask(forms.change_item(m, item.id))
                return
        if m:
            self._read(m)

    @on(Listing.Chosen, "#circles")
    def _open_circle(self, message: Listing.Chosen) -> None:
        from sociotui.tui.dialogs.reader import ReaderDialog
        from sociotui.tui.meeting.reading import about_circle

        snapshot = self.app.snapshot
        if snapshot:
            circle: Circle = snapshot.organisation.circles[message.id]
            self.app.push_screen(ReaderDialog(circle.name, about_circle(snapshot.organisation, circle)))

    @on(RingPane.Chose)
    def _person_chosen(self) -> None:
        if self.meeting:
            self._show_keys(self.meeting)

    # --- moving between panes

    def focus_next(self, selector: str | type[Widget] = "*") -> Widget | None:
        """Go to the next pane; on a narrow screen to the next column."""
        return self._turn(1) if self.has_class("-narrow") else super().focus_next(cast(str, selector))

    def focus_previous(self, selector: str | type[Widget] = "*") -> Widget | None:
        """Go to the pane before; on a narrow screen to the column before."""
        return self._turn(-1) if self.has_class("-narrow") else super().focus_previous(cast(str, selector))

    def _turn(self, by: int) -> Widget | None:
        at = next(i for i, column in enumerate(_COLUMNS) if self.has_class(f"-{column}"))
        shown = _COLUMNS[(at + by) % len(_COLUMNS)]
        for column in _COLUMNS:
            self.set_class(column == shown, f"-{column}")
        first = next((w for w in self.query_one(f"#{shown}").children if w.can_focus), None)
        if first:
            first.focus()
        self.call_after_refresh(self._show_again)
        return first
