"""The live meeting: the circle map, the current round and who speaks next, always in sight."""

from typing import ClassVar, TypeVar, cast

from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.types import CSSPathType
from textual.widget import Widget

from sociotui.domain.dialects import word
from sociotui.domain.meeting import Meeting
from sociotui.room.calls import answers_at_once
from sociotui.room.port import Snapshot
from sociotui.tui.keys import bindings, footer, ways, ways_out
from sociotui.tui.meeting.absence import concerns_absent
from sociotui.tui.meeting.brief import BriefPane
from sociotui.tui.meeting.commenting import SHORT, Commenting
from sociotui.tui.meeting.focus import footer_ids
from sociotui.tui.meeting.focus_own import choosing, labels, own_ids
from sociotui.tui.meeting.grid import written
from sociotui.tui.meeting.herald import Herald
from sociotui.tui.meeting.map_panes import AgendaPane, CirclesPane
from sociotui.tui.meeting.pane import MeetingPane
from sociotui.tui.meeting.panes import ConsentPane, RoomPane, WordingPane
from sociotui.tui.meeting.prompt import PromptPane
from sociotui.tui.meeting.ring_pane import RingPane
from sociotui.tui.meeting.speaking import SpeakingPane
from sociotui.tui.meeting.title import TitleBar
from sociotui.tui.meeting.viewer import Viewer, viewer_of
from sociotui.tui.meeting.whisper import WhisperLine
from sociotui.tui.meeting.whispering import MeetingWhispering
from sociotui.tui.widgets.keybar import KeyBar
from sociotui.tui.widgets.listing import Listing
from sociotui.tui.widgets.said import SaidLine
from sociotui.words import _

_COLUMNS = ("west", "middle", "east")
_PANES: tuple[type[MeetingPane], ...] = (
    TitleBar,
    RingPane,
    WordingPane,
    PromptPane,
    SpeakingPane,
    ConsentPane,
    RoomPane,
    BriefPane,
)
Part = TypeVar("Part", bound=Widget)


class MeetingScreen(Commenting, MeetingWhispering):
    """A view of the room's meeting; it keeps nothing of it but who is chosen in the ring."""

    CSS_PATH: ClassVar[CSSPathType | None] = "meeting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere"), *ways_out(), *bindings("meeting")]
    tells_calls: ClassVar[bool] = True
    """It says itself what its meeting asks of whom, and that the connection is gone."""

    def __init__(self) -> None:
        super().__init__()
        self._ticker: Timer | None = None
        self._parts: dict[type[Widget], Widget] = {}
        self._herald = Herald()

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
        yield WhisperLine(id="whisper")
        yield SaidLine(id="said")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Begin to watch the room; the clock ticks once a second while it runs."""
        if not self.is_attached:
            return  # the app ends, and nothing was laid out
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
        classes = {"-tiny": tiny, "-narrow": not tiny and width < 72, "-wide": width >= 110, "-short": height < SHORT}
        if not any(self.has_class(f"-{column}") for column in _COLUMNS):
            classes["-middle"] = True
        self.update_classes(classes, update=self.is_mounted)
        for title in self.query(TitleBar):
            title.brief = width < 72 or tiny

    # --- showing

    def _show(self, snapshot: Snapshot | None) -> None:
        if snapshot is None or snapshot.meeting is None or not self.is_mounted or self._covered():
            return
        m = snapshot.meeting
        viewer = replace(viewer_of(m, self.app.room, snapshot, self.app.spoken), why=self._why_told(m))
        with self.app.batch_update():
            self._show_titles(m, viewer)
            self._show_keys(m, viewer)
            self._fill(m, viewer)
            meeting_circles = frozenset(other.circle.id for other in snapshot.under_way)
            self._part(CirclesPane).map_of(snapshot.organisation, m.circle.id, meeting_circles)
            self._part(AgendaPane).way_of(m)
        self._whisper(m, snapshot)
        heard = self._herald.heard(snapshot, m, viewer)
        if heard:
            self.say(heard.sentence, warning=heard.warning)
        self._run_clock(m)

    def _covered(self) -> bool:
        """Tell whether another screen stands before this one; a dialog does not cover it."""
        above = reversed(self.app.screen_stack)
        return next((screen for screen in above if not screen.is_modal), self) is not self

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen stood before this one."""
        if self._ticker:
            self._fit()
            self._show_again()

    def _show_again(self) -> None:
        """Show what there is by then: a snapshot that was bound to the call would be an older one."""
        self._show(self.app.snapshot)

    def _part(self, kind: type[Part]) -> Part:
        """Return the pane of that kind; there is one of each, and they are not looked for again with each snapshot."""
        found = self._parts.get(kind)
        if found is None:
            found = self._parts[kind] = self.query_one(kind)
        return cast(Part, found)

    def _fill(self, m: Meeting, viewer: Viewer) -> None:
        now = self.app.clock.now()
        self._part(TitleBar).clock_text = f"{self.app.clock.local(now):%H:%M}"
        tiny = self.has_class("-tiny")
        for kind in _PANES:
            if tiny == (kind is BriefPane) or kind is RingPane:  # the ring knows who is chosen, seen or not
                self._part(kind).fill(m, now, viewer)

    def _show_titles(self, m: Meeting, viewer: Viewer) -> None:
        current = m.round
        ring, wording, consent = self._part(RingPane), self._part(WordingPane), self._part(ConsentPane)
        title = _(m.step.title).capitalize()
        if current:
            if current.lap > 1:
                title += " · " + _("round {n}", n=current.lap)
            if current.mode == "round" and not (viewer.me and answers_at_once(m)):
                heard = len(current.order) - len(current.waiting)
                title += " · " + _("{n} of {all}", n=min(heard + 1, len(current.order)), all=len(current.order))
        writing = written(m)
        ring.entitle(f"{title} · {writing}" if writing else title)
        self.set_class(concerns_absent(m), "-absent")
        self.set_class(not viewer.presence.keys().isdisjoint(m.people), "-wired")
        heard = m.item is not None and m.item.voice is not None
        wording.set_class(m.proposal is not None or bool(m.ledger.open) or heard, "-shown")
        if m.proposal is None:
            wording.entitle(_("Said between meetings") if heard and not m.ledger.open else _("Objection"))
        else:
            wording.entitle(_("{what} · version {n}", what=_what(m), n=m.proposal.current.number))
        asked = bool(m.ledger.counted or m.ledger.open)
        consent.entitle(_("Consent") if asked else _("Time"))
        said = _("Ask") if viewer.why == "full" else _("Ask · {key} why", key=self.app.spoken("‹why›"))
        self._part(PromptPane).entitle(said)

    def _show_keys(self, m: Meeting, viewer: Viewer) -> None:
        caps = self.app.room.caps
        ids = own_ids(m, viewer, self.chosen) if viewer.me else footer_ids(m, self.chosen)
        entries = footer(
            (id_ for id_ in ids if id_ in caps), self.app.keys, labels(m, viewer, self.chosen) if viewer.me else None
        )
        arrow = choosing(m, viewer, self.chosen)
        if arrow:
            entries.insert(2 if viewer.needed else 0, arrow)  # one's own answer comes first
        self._part(KeyBar).fill(entries, ways(self.app.keys, "meeting"))
        self._part(BriefPane).keys = entries

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Show a sentence above the keys."""
        self._part(SaidLine).say(self.app.spoken(sentence), warning=warning)

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
        if self.has_class("-tiny"):
            self._part(BriefPane).fill(m, now)
            return
        self._part(SpeakingPane).fill(m, now)
        title = self._part(TitleBar)
        text = f"{self.app.clock.local(now):%H:%M}"
        if text != title.clock_text:
            title.clock_text = text
            title.fill(m, now)
            self._part(ConsentPane).fill(m, now)
            if self.app.snapshot:
                self._whisper(m, self.app.snapshot)

    # --- choosing in a pane

    @on(Listing.Chosen, "#agenda")
    def _open_item(self, message: Listing.Chosen) -> None:
        m = self.meeting
        if m and message.id.startswith("item:"):
            item = m.find_item(int(message.id.removeprefix("item:")))
            if item and not item.outcome and item.id != m.place.item:
                self._change_item(item.id)
                return
        if m:
            self._read(m)

    @on(Listing.Chosen, "#circles")
    def _open_circle(self, message: Listing.Chosen) -> None:
        """Show the circle on the map, with all that is known of it; `1` leads back."""
        self.app.going.to_map(message.id)

    @on(RingPane.Chose)
    def _person_chosen(self) -> None:
        if self.meeting:
            self._show_keys(self.meeting, self._part(RingPane).viewer)

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


def _what(m: Meeting) -> str:
    """Return what the wording of this step is, by the dialect's word for it."""
    part = m.step.part
    if part:
        needs = _("need") if word(m.circle.dialect, part) == "needs" else word(m.circle.dialect, part)
        return {"way-on": _("A way on"), "needs": needs.capitalize()}.get(part, _(part).capitalize())
    return _("Plan") if m.format_of(m.place).makes == "plan" else _("Proposal")
