"""The agenda screen: topics of the coming meeting, ranked by keys; their times add up; what is due is taken over with one."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from sociotui.domain.coming import Coming
from sociotui.domain.due import card_of_voice
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused
from sociotui.room.actions import BY_ID, Where
from sociotui.room.port import Snapshot
from sociotui.room.telling import told_voice
from sociotui.tui.agenda.acts import AgendaActs, begins
from sociotui.tui.agenda.panes import TimePane, TopicPane
from sociotui.tui.agenda.rows import AIMS, Rows, heir
from sociotui.tui.keys import bindings, ways, ways_out
from sociotui.tui.widgets.keybar import KeyBar
from sociotui.tui.widgets.listing import Listing
from sociotui.tui.widgets.said import SaidLine
from sociotui.words import _

_TINY, _SHORT, _WIDE = 10, 18, 110
"""Rows below which frames, and below which the lower pane are left out; columns from which that stands beside the list."""


class AgendaScreen(AgendaActs):
    """Prepares the next meeting of a circle. It keeps no topic: what is seen is the room's, and so is what a key did."""

    CSS_PATH = "agenda.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("everywhere"),
        *bindings("agenda"),
        *ways_out(),
        Binding(BY_ID["agenda"].key, "add", show=False, id="agenda"),
        Binding(BY_ID["edit"].key, "edit", show=False, id="edit"),
        Binding(BY_ID["undo"].key, "undo", show=False, id="undo"),
        Binding(BY_ID["pause"].key, "length", show=False, id="pause"),
        Binding(BY_ID["minutes"].key, "show_text", show=False, id="minutes"),
        Binding("escape,backspace", "leave", show=False),
    ]

    where: ClassVar[Where] = "agenda"

    def __init__(self, circle: str) -> None:
        super().__init__(circle)
        self._ids: list[str] = []

    def compose(self) -> ComposeResult:
        """Lay out how the time adds up, the list, and what is chosen."""
        yield TimePane(id="agenda-time")
        with Container(id="agenda"):
            yield Listing(_("Agenda"), id="agenda-list", classes="framed")
            yield TopicPane(_("About"), id="agenda-about", classes="framed")
        yield SaidLine(id="said")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Begin to watch the room; what the formats are called is told as soon as that is known."""
        self._fit()
        self.set_focus(self.query_one(Listing))
        self.watch(self.app, "snapshot", self._show)
        self.run_worker(self._read_formats())

    async def _read_formats(self) -> None:
        try:
            self._frame = await self.app.frame(self._circle)
            self._formats = {f.id: _(f.title) for f in (await self.app.item_formats(self._circle)).values()}
        except Refused as refusal:
            self.say(str(refusal), warning=True)
        self.show_again()

    def on_resize(self, _event: events.Resize) -> None:
        """Fit to the terminal."""
        self._fit()
        self.call_after_refresh(self.show_again)

    def on_screen_resume(self) -> None:
        """Catch up with what happened while a dialog stood before this screen."""
        self.show_again()

    def _fit(self) -> None:
        width, height = self.app.size
        self.set_class(height < _TINY, "-tiny")
        self.set_class(height < _SHORT, "-short")
        self.set_class(width >= _WIDE, "-wide")

    # --- showing

    def show_again(self) -> None:
        """Show what there is by now."""
        self._show(self.app.snapshot)

    def _show(self, snapshot: Snapshot | None) -> None:
        if snapshot is None or self.app.screen is not self or self._circle not in snapshot.organisation.circles:
            return
        found = self._coming(snapshot)
        pane = self.query_one(TimePane)
        pane.organisation, pane.coming, pane.today = snapshot.organisation, found, snapshot.today
        pane.note = self._note(snapshot, found)
        pane.show()
        self._list(snapshot, found)
        self._tell_chosen()
        self._show_keys()
        if snapshot.trouble:
            self.say(snapshot.trouble, warning=True)

    def _note(self, snapshot: Snapshot, found: Coming) -> str:
        """Return what else one should know of this meeting."""
        if any(m.circle.id == self._circle for m in snapshot.under_way):
            return _("The circle is meeting now; this is for the meeting after it.")
        if not found.agreed:
            return _("No length is on record yet: 90 minutes; another with {key}.", key=self._key("pause"))
        return ""

    def _list(self, snapshot: Snapshot, found: Coming) -> None:
        listing = self.query_one(Listing)
        wide, width = self.has_class("-wide"), self.app.size.width
        room = (width * 2 // 3 if wide else width) - (1 if self.has_class("-tiny") else 3)
        rows = Rows(
            snapshot.organisation, found, snapshot.today, self.app.signs, room, begins(found), self._formats
        ).all()
        ids = [row.id for row in rows if row.id]
        chosen, self._wanted = self._wanted if self._wanted in ids else listing.chosen, ""
        listing.fill(rows, chosen if chosen in ids else heir(self._ids, chosen, ids))
        self._ids = ids

    @on(Listing.Moved)
    def _tell_chosen(self) -> None:
        """Tell about the row that is chosen."""
        snapshot = self.app.snapshot
        topic, d = self._topic(), self._ready()
        facts, text = "", ""
        if snapshot and topic:
            facts, text = self._facts(snapshot.organisation, topic), topic.next_step
            text = "\n".join(part for part in (_words_of(snapshot.organisation, topic.voice), text) if part)
        elif snapshot and d and d.kind == "voice":
            text = _words_of(snapshot.organisation, d.ref)
        elif d:
            text = _("It is due. Enter takes it over, ready-made; then it has its place and time like all others.")
        else:
            text = self.app.spoken(
                _("Add what you would like to talk about (‹agenda›). What is due comes ready-made, below.")
            )
        self.query_one(TopicPane).tell(facts, text)
        self._show_keys()

    def _facts(self, o: Organisation, topic: BacklogItem) -> str:
        def name(who: str) -> str:
            return o.people[who].name if who in o.people else o.circles[who].name if who in o.circles else who

        what = self._formats.get(topic.format, topic.format) or _(AIMS[topic.aim])
        brings = _("{name} brings it", name=name(topic.presenter)) if topic.presenter else _("nobody brings it yet")
        added = [_("added by {name}", name=name(topic.added_by))] if topic.added_by else []
        return f" {self.app.signs.dot} ".join([what, _("{n} min", n=topic.minutes), brings, *added])

    def _key(self, id_: str) -> str:
        return self.app.keys.get(id_, "")

    def _show_keys(self) -> None:
        topic, ready = self._topic(), self._ready()
        entries = [("enter", _("change"))] if topic else [("enter", _("take over"))] if ready else []
        both = f"{self._key('topic-earlier')} {self._key('topic-later')}"
        entries += [(both, _("earlier, later"))] if topic else []
        entries += [(self._key("agenda"), _("add"))]
        entries += [(self._key("topic-drop"), _("drop"))] if topic else []
        entries += [
            *([(self._key("undo"), _("undo"))] if self._backs else []),
            (self._key("minutes"), _("to send round")),
            (self._key("pause"), _("length")),
            ("esc", _("back")),
            (self._key("help"), _("keys")),
        ]
        self.query_one(KeyBar).fill(entries, ways(self.app.keys))


def _words_of(o: Organisation, voice: str) -> str:
    """Return what was said, with who said it; "" where a topic is about nothing of that kind."""
    return told_voice(card_of_voice(o, o.voices[voice])) if voice in o.voices else ""
