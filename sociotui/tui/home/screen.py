"""Home, which opens first: the meeting under way, if there is one; what waits and what is due; and how to begin."""

from collections.abc import Iterator
from typing import ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from sociotui.room.actions import BY_ID, Where
from sociotui.room.config_file import brief_path, circle_named, unknown_in
from sociotui.room.port import Snapshot
from sociotui.tui.home.acts import HomeActs
from sociotui.tui.home.ahead import ON_THE_MAP, first_steps
from sociotui.tui.home.panes import AboutPane, WelcomePane
from sociotui.tui.home.rows import Rows, first_row, heir, kind_of
from sociotui.tui.keys import bindings, ways, ways_out
from sociotui.tui.patience import patiently
from sociotui.tui.widgets.keybar import KeyBar
from sociotui.tui.widgets.listing import Listing
from sociotui.tui.widgets.said import SaidLine
from sociotui.words import _

_REST = 0.12
"""Seconds after which a cursor that has not moved on rests."""
_TINY, _NARROW, _WIDE = 10, 72, 110
"""Rows below which frames are left out; columns below which one pane is shown; columns from which the list is wide."""
_LIST, _WIDE_LIST = 40, 56
"""Cells that the list takes beside the other pane, its frame included."""
_AROUND = 7
"""Rows of the screen that are not the list's."""
_SHARE = 4
"""The first of what is due take this part of the list's rows; the others are one key away."""


class HomeScreen(HomeActs):
    """What opens first, and what lies beneath every other screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("everywhere"),
        *ways_out(),
        Binding("enter", "choose", show=False),
        Binding(BY_ID["attendance"].key, "go_there", show=False, id="attendance"),
        Binding(BY_ID["agenda"].key, "prepare", show=False, id="agenda"),
        Binding("escape,backspace", "back_to_list", show=False),
    ]

    where: ClassVar[Where] = "home"

    def __init__(self) -> None:
        super().__init__()
        self._resting: Timer | None = None
        self._heard = 0
        self._ids: list[str] = []
        self._all_due = False
        self._lost = False
        self._begun = False
        self._laid_out = self._was_covered = False

    def compose(self) -> ComposeResult:
        """Lay this screen out, unless the program begins with a meeting: then when one comes back from that."""
        if not self.app.begins_in_meeting:
            self._laid_out = True
            yield from self._panes()

    def _panes(self) -> Iterator[Widget]:
        """Make the welcome, the list, and what is chosen."""
        yield WelcomePane(id="welcome")
        yield Horizontal(
            Listing(_("What is next"), id="home-list", classes="framed"),
            AboutPane(_("About"), id="home-about", classes="framed"),
            id="home",
        )
        yield SaidLine(id="said")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Begin to watch the room."""
        if self._laid_out:
            self._watch_room()

    def _watch_room(self) -> None:
        self._fit()
        self.query_one(Listing).focus()
        self.watch(self.app, "snapshot", self._show)

    def on_resize(self, _event: events.Resize) -> None:
        """Fit to the terminal."""
        if self._laid_out:
            self._fit()
            self.call_after_refresh(self._show_again)

    def on_screen_suspend(self) -> None:
        """Another screen stands before this one."""
        self._was_covered = True

    async def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen stood before this one."""
        if self._laid_out:
            self._fit()
            self._show_again()
        elif self._was_covered:
            await self.mount_all(self._panes())
            self._laid_out = True
            self._watch_room()

    def _fit(self) -> None:
        width, height = self.app.size
        self.set_class(height < _TINY, "-tiny")
        self.set_class(width < _NARROW, "-narrow")
        self.query_one(Listing).styles.width = self._list_width()
        if width >= _NARROW and self.has_class("-reading"):
            self._read(False)

    def _list_width(self) -> int:
        width = self.app.size.width
        return width if width < _NARROW else _WIDE_LIST if width >= _WIDE else _LIST

    # --- showing

    def _show_again(self) -> None:
        self._show(self.app.snapshot)

    def _show(self, snapshot: Snapshot | None) -> None:
        if snapshot is None or self.app.screen is not self:
            return  # what changes beneath another screen makes Textual draw that one anew
        welcome = self.query_one(WelcomePane)
        welcome.organisation = snapshot.organisation
        welcome.today = f"{snapshot.today:%A %-d %B %Y}"
        welcome.show()
        self._list(snapshot)
        self._tell_chosen()
        self._say_news(snapshot)
        self._show_keys()

    def _list(self, snapshot: Snapshot) -> None:
        listing = self.query_one(Listing)
        few = max(3, (self.app.size.height - _AROUND) // _SHARE)
        # Not by the size that the list has: the first rows are made before it has any.
        width = self._list_width() - (1 if self.has_class("-tiny") else 3)
        room, known = self.app.room, snapshot.organisation.people
        me = room.me if room.own or room.me in known else ""  # an account that nobody has is the laptop that all share
        rows = Rows(
            snapshot, self.app.clock, self.app.signs, width, few, unfolded=self._all_due, me=me, own=room.own
        ).all()
        ids, chosen = [row.id for row in rows if row.id], listing.chosen
        if not listing.moved:
            chosen = first_row(
                ids, self._own_circle(snapshot)
            )  # who has not moved it yet finds the meeting that has just begun under the cursor
        listing.fill(rows, chosen if chosen in ids else heir(self._ids, chosen, ids))
        self._ids = ids

    def _own_circle(self, snapshot: Snapshot) -> str:
        """Return the circle that this person's settings name, where there is one; else ""."""
        look = self.app.settings.look
        return circle_named(look, snapshot.organisation) if look else ""

    def _unfold(self, snapshot: Snapshot) -> None:
        """Show all that is due, from where the first of it ended; or only the first again."""
        before, self._all_due = self._ids.index("more:"), not self._all_due
        self._list(snapshot)
        if self._all_due:
            self.query_one(Listing).action_move(before - self._ids.index("more:"))
        self._tell_chosen()
        self._show_keys()

    def _say_news(self, snapshot: Snapshot) -> None:
        """Say what has changed since this screen said something last; the store's trouble goes before it."""
        fresh = [news for news in snapshot.news if news.number > self._heard]
        back, self._lost = self._lost and not snapshot.lost, snapshot.lost
        if snapshot.organisation.about is None:
            self.say(_("There is no organisation here yet: sociotui init begins one, sociotui demo shows one."))
        elif snapshot.trouble:
            self.say(snapshot.trouble, warning=True)
        elif not self._begun and (passed := self._passed_over(snapshot)):
            self.say(passed, warning=True)
        elif fresh or back:
            said = [_("The connection is back.")] if back else []
            self.say(" ".join([*said, *(news.said for news in fresh[-2:])]))
            self._heard = fresh[-1].number if fresh else self._heard
        self._begun = True

    def _passed_over(self, snapshot: Snapshot) -> str:
        """Say what of this person's settings was passed over; "" where nothing was."""
        look = self.app.settings.look
        if look is None:
            return ""
        o = snapshot.organisation
        unknown = unknown_in(look, {c.id: c.name for c in o.circles.values()}, None if self.app.room.own else o.names)
        said = [brief_path(sentence) for sentence in (p.said for p in (*look.passed, *unknown))]
        if len(said) > 1:
            return _("Passed over: {said} And {n} more: see “sociotui config”.", said=said[0], n=len(said) - 1)
        return _("Passed over: {said}", said=said[0]) if said else ""

    def _show_keys(self) -> None:
        keys, reading = self.app.keys, self.query_one(AboutPane).has_focus
        kind, id_ = kind_of(self.query_one(Listing).chosen)
        enter = self._meaning(kind, id_)
        entries = [("enter", enter)] if enter else []
        call = self.app.calling.summons.call
        if call:
            there = _("come in") if call in ("come", "back") else _("go there")
            entries.insert(0, (keys["attendance"], there))
        other = (keys["next-pane"], _("list") if reading else _("read"))
        entries += [other] if reading else []
        entries += [(keys["agenda"], _("agenda"))] if self._circle_of(kind, id_) else []
        entries += [("↑↓", _("read on") if reading else _("choose")), *([] if reading else [other])]
        entries += [
            (keys["find"], _("find")),
            (keys["quit"], _("quit")),
            (keys["palette"], _("palette")),
            (keys["help"], _("keys")),
        ]
        self.query_one(KeyBar).fill(entries, ways(keys))

    def _meaning(self, kind: str, id_: str) -> str:
        """Return what enter does with the row that is chosen."""
        found = self._due(id_) if kind == "due" else None
        if found and found.kind == "step":
            return _("done")
        more = _("show the first only") if self._all_due else _("show all that is due")
        meanings = {
            "meeting": _("go on with this meeting"),
            "circle": _("to its meeting") if self._meets(id_) else _("meet"),
            "waiting": _("answer") if self._asked(id_) else _("read"),
            "due": _("read"),
            "voice": _("read"),
            "begin": _("read"),
            "next": _("prepare"),
            "talk": _("go there"),
            "first": self._step_said(id_),
            "more": more,
        }
        return meanings.get(kind, "")

    def _step_said(self, id_: str) -> str:
        """Return what enter does with a first step."""
        done = any(s.done for s in first_steps(self.app.snapshot) if s.id == id_) if self.app.snapshot else False
        there = dict.fromkeys(ON_THE_MAP, _("read") if done else _("to the map"))
        return (there | {"agenda": _("prepare"), "meet": _("meet")}).get(id_, "")

    def _meets(self, circle: str) -> bool:
        """Tell whether a circle has a meeting under way."""
        return any(m.circle.id == circle for m in (self.app.snapshot.under_way if self.app.snapshot else ()))

    def on_descendant_focus(self) -> None:
        """Name what the keys do in the pane that has the focus now."""
        self._show_keys()

    @on(Listing.Moved)
    def _moved(self) -> None:
        """Tell about the row when the cursor rests; who goes quickly through a list is not slowed down by it."""
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(_REST, self._tell_chosen)
        self._show_keys()

    # --- what is chosen

    def _tell_chosen(self) -> None:
        snapshot, chosen = self.app.snapshot, self.query_one(Listing).chosen
        if snapshot:
            self.query_one(AboutPane).tell(chosen, self._teller(snapshot).row(*kind_of(chosen)))

    # --- keys

    async def action_do(self, id_: str) -> None:
        """Do what a key stands for; what is looked for may be among what is due later."""
        if id_ == "find" and self.app.snapshot and not self._all_due:
            self._all_due = True
            self._list(self.app.snapshot)
        self.app.do(id_)

    def action_choose(self) -> None:
        """Enter counts for the row that is chosen while one reads about it, too."""
        self.query_one(Listing).action_choose()

    def action_prepare(self) -> None:
        """Prepare the next meeting of the circle that the chosen row is about."""
        circle = self._circle_of(*kind_of(self.query_one(Listing).chosen))
        if circle:
            self._prepare(circle)
        else:
            self.say(_("Of which circle? Choose it in the list; then you can prepare its next meeting."))

    def action_back_to_list(self) -> None:
        """Go back from reading to the list."""
        self._read(False)

    def focus_next(self, selector: str | type[Widget] = "*") -> Widget | None:
        """Go to the other pane; on a narrow screen it takes the place of this one."""
        return self._turned() or super().focus_next(cast(str, selector))

    def focus_previous(self, selector: str | type[Widget] = "*") -> Widget | None:
        """Go to the other pane."""
        return self._turned() or super().focus_previous(cast(str, selector))

    def _turned(self) -> Widget | None:
        return self._read(not self.has_class("-reading")) if self.has_class("-narrow") else None

    def _read(self, reading: bool) -> Widget:
        """Show what the row is about in the place of the list, where there is room for one of them; or the list again."""
        self.set_class(reading and self.has_class("-narrow"), "-reading")
        pane: Widget = self.query_one(AboutPane if reading else Listing)
        if reading:
            self.set_focus(None)
        pane.focus()
        self.call_after_refresh(self._show_again)
        return pane

    @on(Listing.Chosen)
    async def _chosen(self, message: Listing.Chosen) -> None:
        await patiently(self, self._see(*kind_of(message.id)))

    async def _see(self, kind: str, id_: str) -> None:
        snapshot = self.app.snapshot
        if snapshot is None:
            return
        if kind == "meeting":
            await self._go_on(id_)
        elif kind == "circle":
            await self._meet(snapshot, id_)
        elif kind == "waiting" and id_ in snapshot.organisation.waiting:
            self._answer(snapshot, id_)
        elif kind in ("due", "voice"):
            self._look_at(snapshot, kind, id_)
        elif kind in ("next", "talk"):
            self._lead_to(kind, id_)
        elif kind == "first":
            await self._take_step(snapshot, id_)
        elif kind == "more":
            self._unfold(snapshot)
        elif kind == "begin":
            self._open_reader(_("How to begin"), self._read_out(self._teller(snapshot).row(kind, id_)))
