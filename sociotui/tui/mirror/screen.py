"""The mirror's screen: the figures of a circle or all, of a meeting or a time, and what each of them is about."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widget import Widget

from sociotui.domain.mirror.figures import Figure, Mirror, Sitting
from sociotui.domain.refusal import Refused
from sociotui.journal.port import JournalError
from sociotui.room.actions import Where
from sociotui.room.port import Snapshot
from sociotui.tui.finding.panes import ReadPane, circle_rows
from sociotui.tui.keys import bindings, bindings_of, footer, ways, ways_out
from sociotui.tui.lessons.pages import CountLine
from sociotui.tui.looking import Looking
from sociotui.tui.mirror.pages import laid, row
from sociotui.tui.mirror.period import Place
from sociotui.tui.saying import SayingScreen
from sociotui.tui.widgets.keybar import KeyBar
from sociotui.tui.widgets.listing import Listing, Row
from sociotui.tui.widgets.said import SaidLine
from sociotui.words import _

if TYPE_CHECKING:
    pass

_SLIM, _WIDE, _HIGH = 72, 110, 22
"""Columns below which frames are left out, and from which list and page stand beside each other; rows for both of them."""


class MirrorScreen(SayingScreen):
    """Screen 5. It asks the room for figures, and keeps no more than of what they are."""

    CSS_PATH = "mirror.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("everywhere"),
        *bindings("mirror"),
        *bindings_of(["circle"]),
        *ways_out(),
        Binding("left", "step(1)", show=False),
        Binding("right", "step(-1)", show=False),
        Binding("enter", "read", show=False),
        Binding("escape,backspace", "back", show=False),
    ]
    where: ClassVar[Where] = "mirror"
    beside: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self._looking = Looking(self._look, self.run_worker)
        self._mirror: Mirror | None = None
        self._latest: tuple[Sitting, ...] = ()
        self._seen: object = None
        self._today = date.min

    # --- laying out

    def compose(self) -> ComposeResult:
        """Lay out what is seen, the figures, one of them, the line of what was said, and the keys."""
        yield CountLine(id="top")
        with Container(id="mirror"):
            yield Listing(_("Mirror"), id="mirror-list", classes="framed")
            yield ReadPane("", id="mirror-page", classes="framed")
        yield SaidLine(id="said")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Begin where one was last; at first with the meeting that one comes from."""
        self._fit()
        self.query_one(Listing).focus()
        snapshot = self.app.snapshot
        watched = snapshot.meeting if snapshot else None
        if watched and not watched.closed:
            self.place = Place(circle=watched.circle.id, meeting=watched.id)
        self.watch(self.app, "snapshot", self._changed)

    @property
    def place(self) -> Place:
        """Of what the mirror is."""
        found = self.app.going.places.get("mirror")
        return found if isinstance(found, Place) else Place()

    @place.setter
    def place(self, place: Place) -> None:
        self.app.going.places["mirror"] = place

    def on_resize(self, _event: events.Resize) -> None:
        """Fit to the terminal."""
        self._fit()
        self.call_after_refresh(self._show)

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen stood before this one."""
        self._fit()
        self._changed(self.app.snapshot)
        self._show()

    def _fit(self) -> None:
        width, height = self.app.size
        self.set_class(width >= _WIDE, "-wide")
        self.set_class(width < _WIDE and (height < _HIGH or width < _SLIM), "-one")
        self.set_class(width < _SLIM, "-slim")

    # --- looking

    def _changed(self, snapshot: Snapshot | None) -> None:
        if snapshot is None or self.app.screen is not self:
            return
        live = snapshot.acts if snapshot.meeting and snapshot.meeting.id == self.place.meeting else 0
        seen = snapshot.organisation, snapshot.today, live
        if self._seen is None or self._seen != seen:
            self._seen = seen
            self._looking.again()

    async def _look(self) -> Callable[[], None]:
        place = self.place
        self._today = self.app.room.snapshot.today
        try:
            found = await self.app.mirror(place.asked(self._today))
        except (Refused, JournalError) as error:
            return partial(self._refused, str(error), place)
        return partial(self._take, found)

    def _take(self, found: Mirror) -> None:
        self._mirror = found
        if not found.asked.meeting:
            self._latest = found.latest
        self._show()

    def _refused(self, why: str, place: Place) -> None:
        """Say why there is nothing to see, and go on with what may be seen."""
        self.say(why, warning=True)
        if place.own or place.meeting:
            self._go(replace(place, own=False, meeting=""), said=False)

    def _go(self, place: Place, *, said: bool = True) -> None:
        self.place = place
        if said:
            self.say("")
        self._looking.again()

    # --- showing

    @property
    def figure(self) -> Figure | None:
        """The figure under the cursor."""
        chosen = self.query_one(Listing).chosen
        return next((f for f in self._mirror.figures if f.id == chosen), None) if self._mirror else None

    @property
    def reading(self) -> bool:
        """Whether somebody reads about a figure, rather than choosing one."""
        return isinstance(self.focused, ReadPane)

    def _show(self) -> None:
        mirror = self._mirror
        if mirror is None:
            return
        listing = self.query_one(Listing)
        width = listing.content_size.width or self.app.size.width - 2
        stacked = not (self.has_class("-wide") or self.has_class("-one"))
        listing.styles.height = len(mirror.figures) + 2 if stacked else "1fr"
        listing.fill([Row(f.id, row(f, width, self.app.spoken, self.app.signs)) for f in mirror.figures])
        listing.entitle(_("Your own, for you alone") if mirror.asked.own else _("Mirror"))
        top = self.query_one(CountLine)
        top.left, top.which = mirror.title, self.place.said(self._today)
        top.right = _("one meeting") if mirror.meetings == 1 else _("{n} meetings", n=mirror.meetings)
        top.show()
        self._show_page()

    def _show_page(self) -> None:
        figure = self.figure
        if figure:
            self.query_one(ReadPane).read(figure.id, laid(figure, self.app.spoken, self.app.signs))
        self._show_keys()

    def _show_keys(self) -> None:
        keys = self.app.keys
        entries = [("esc", _("figures"))] if self.reading else [("enter", _("about it"))]
        entries += footer(["circle", "mirror-period", "mirror-meeting", "mirror-own"], keys)
        if self.place.length and not self.place.meeting:
            entries.append(("← →", _("earlier, later")))
        entries += [(keys["quit"], _("back")), (keys["palette"], _("palette")), (keys["help"], _("keys"))]
        self.query_one(KeyBar).fill(entries, ways(keys, "mirror"))

    # --- keys

    @property
    def can_do(self) -> frozenset[str]:
        """What the palette offers here besides what counts everywhere."""
        return frozenset(["circle", "mirror-period", "mirror-meeting", "mirror-own"])

    async def action_do(self, id_: str) -> None:
        """Do what a key stands for."""
        if id_ == "circle":
            self._ask_circle()
        elif id_ == "mirror-period":
            self._go(self.place.longer())
        elif id_ == "mirror-meeting":
            self._ask_meeting()
        elif id_ == "mirror-own":
            self._turn_own()
        else:
            self.app.do(id_)

    def action_step(self, by: int) -> None:
        """Go to an earlier period, or a later one."""
        self._go(self.place.earlier(by))

    def _turn_own(self) -> None:
        if not self.app.room.own:
            self.say(
                _(
                    "All look at this screen, and your own figures are for you alone: “sociotui mirror --own”, at an account of yours."
                )
            )
            return
        place = self.place
        self._go(replace(place, own=not place.own, meeting=""))

    def _ask_circle(self) -> None:
        from sociotui.tui.dialogs.pick import PickDialog

        if self.app.snapshot:
            rows = circle_rows(self.app.snapshot.organisation.standing)
            self.app.push_screen(PickDialog(_("Of which circle?"), "", rows), self._in_circle)

    def _in_circle(self, id_: str | None) -> None:
        if id_:
            self._go(replace(self.place, circle="" if id_ == "*" else id_, meeting=""))

    def _ask_meeting(self) -> None:
        """Offer the latest meetings of the circle, the one that is watched first."""
        from sociotui.tui.dialogs.pick import PickDialog

        snapshot = self.app.snapshot
        if snapshot is None:
            return
        circles, watched = snapshot.organisation.circles, snapshot.meeting
        rows = [
            Row(s.id, ((f"{s.on:%-d %b %Y}  {circles[s.circle].name if s.circle in circles else s.circle}", "plain"),))
            for s in self._latest
        ]
        if watched and not watched.closed:
            rows.insert(0, Row(watched.id, ((_("{circle}, under way", circle=watched.circle.name), "plain"),)))
        if rows:
            self.app.push_screen(PickDialog(_("Which meeting?"), "", rows), self._in_meeting)
        else:
            self.say(
                _(
                    "No meeting of this period is on record here. ‹circle› chooses another circle, ‹mirror-period› another time."
                )
            )

    def _in_meeting(self, id_: str | None) -> None:
        if id_:
            self._go(replace(self.place, meeting=id_, own=False))

    def action_read(self) -> None:
        """Read about the figure that is chosen."""
        self._read(True)

    @on(Listing.Chosen)
    def _chosen(self) -> None:
        self._read(True)

    @on(Listing.Moved)
    def _moved(self) -> None:
        self._show_page()

    def _read(self, reading: bool) -> Widget:
        self.set_class(reading, "-reading")
        pane: Widget = self.query_one(ReadPane if reading else Listing)
        self.set_focus(pane)
        self.call_after_refresh(self._show)
        return pane

    def action_back(self) -> None:
        """Go back: to the figures, from a meeting or one's own to the circle, and then out."""
        if self.reading:
            self._read(False)
        elif self.place.meeting or self.place.own:
            self._go(replace(self.place, meeting="", own=False))
        else:
            self.app.leave()

    def focus_next(self, selector: object = "*") -> Widget | None:
        """Go to the other pane."""
        return self._read(not self.reading)

    def focus_previous(self, selector: object = "*") -> Widget | None:
        """Go to the other pane."""
        return self._read(not self.reading)

    def on_descendant_focus(self) -> None:
        """Name what the keys do in the part that has the focus now."""
        self._show_keys()


SCREEN = MirrorScreen
