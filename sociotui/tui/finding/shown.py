"""Shown: how a screen for finding is laid out, and how what was found comes onto it.

What fits is worked out by the room's own thread; while one types on, only the newest words are looked for.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from sociotui.domain.finding import asked
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused
from sociotui.journal.port import JournalError
from sociotui.room.port import Snapshot
from sociotui.tui.finding.contract import Findable
from sociotui.tui.finding.panes import ReadPane, TopLine
from sociotui.tui.keys import ways
from sociotui.tui.lit import lit
from sociotui.tui.looking import Looking
from sociotui.tui.widgets.find_line import FindLine
from sociotui.tui.widgets.keybar import KeyBar
from sociotui.tui.widgets.listing import Listing
from sociotui.tui.widgets.long_listing import LongListing, Rowed
from sociotui.tui.widgets.said import SaidLine
from sociotui.words import _

_REST = 0.12
"""Seconds after which a cursor that has not moved on rests."""
_TINY, _NARROW, _WIDE = 10, 72, 110
"""Rows below which frames are left out; columns below which one pane is shown; columns from which the list is wide."""


class FindingShown(Findable):
    """The part of such a screen that shows."""

    CSS_PATH = str(Path(__file__).with_name("finding.tcss"))

    def __init__(self) -> None:
        super().__init__()
        self._resting: Timer | None = None
        self._looking = Looking(self._look, self.run_worker)
        self._seen: tuple[Organisation, date] | None = None
        self._anew = False
        self._heard = -1

    def read(self, reading: bool) -> Widget:
        """Go to what the row is about, in the place of the list where there is room for one of them; or to the list."""
        self.set_class(reading and self.has_class("-narrow"), "-reading")
        pane: Widget = self.query_one(ReadPane if reading else LongListing)
        self.set_focus(pane)
        self.call_after_refresh(self._tell_chosen)
        return pane

    # --- laying out

    def compose(self) -> ComposeResult:
        """Lay out the line of what is shown, the line to type in, the list, and what is chosen."""
        yield TopLine(id="top")
        yield FindLine(self.app.spoken(self.looks_for).translate(self.app.signs.spelling), id="find")
        with Horizontal(id="found"):
            yield LongListing(self.title_said, id="found-list", classes="framed")
            yield ReadPane(_("About"), id="found-about", classes="framed")
        yield SaidLine(id="said")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Begin to watch the room."""
        self._fit()
        snapshot = self.app.snapshot
        self._heard = snapshot.news[-1].number if snapshot and snapshot.news else 0
        self.set_focus(self.query_one(LongListing))  # at once: a key that comes next may lead elsewhere
        self.watch(self.app, "snapshot", self._show)

    def on_resize(self, _event: events.Resize) -> None:
        """Fit to the terminal."""
        self._fit()
        self.call_after_refresh(self._tell_chosen)

    def on_screen_resume(self) -> None:
        """Catch up with what happened while a dialog stood before this."""
        self._show(self.app.snapshot)

    def _fit(self) -> None:
        width, height = self.app.size
        self.set_class(height < _TINY, "-tiny")
        self.set_class(width < _NARROW, "-narrow")
        listing = self.query_one(LongListing)
        listing.styles.width = width if width < _NARROW else self.list_cells[width >= _WIDE]
        if width >= _NARROW and self.has_class("-reading"):
            self.read(False)

    # --- showing

    def _show(self, snapshot: Snapshot | None) -> None:
        if snapshot is None or self.app.screen is not self:
            return
        if self._seen is None or self._seen[0] is not snapshot.organisation or self._seen[1] != snapshot.today:
            self.look_again()
        if snapshot.trouble:
            self.say(snapshot.trouble, warning=True)
        elif fresh := [news for news in snapshot.news if news.number > self._heard]:
            self.say(" ".join(news.said for news in fresh[-2:]))
            self._heard = fresh[-1].number

    def look_again(self, *, anew: bool = False) -> None:
        """Look for what is wanted now; `anew`: for something else, so that the cursor goes to the first of it."""
        self._anew = self._anew or anew
        if self.is_mounted:
            self._looking.again()

    async def _look(self) -> Callable[[], None]:
        snapshot = self.app.room.snapshot
        self._seen = snapshot.organisation, snapshot.today
        try:
            found = await self.look(self.query_one(FindLine).value)
        except (Refused, JournalError) as error:
            return partial(self.say, str(error), warning=True)
        return partial(self._take, found)

    def _take(self, found: bool) -> None:
        ids = self.ids()
        listing, first = self.query_one(LongListing), next((id_ for id_ in ids if id_), "")
        anew, self._anew = self._anew or not listing.chosen, False
        listing.fill_long(ids, _lit(self.rows(), asked(self.query_one(FindLine).value)), first if anew else "")
        self.refresh_top()
        if not found:
            self.say(self.nothing())
        elif anew:
            self.say("")
        self._tell_chosen()
        self.show_keys()

    def refresh_top(self) -> None:
        """Say anew what is shown."""
        top = self.query_one(TopLine)
        top.called, top.told = self.top_said or self.title_said, self.told()
        top.show()

    @property
    def chosen(self) -> str:
        """The id of the row under the cursor."""
        return self.query_one(LongListing).chosen

    def _tell_chosen(self) -> None:
        make, words = self.about(self.chosen), asked(self.query_one(FindLine).value)
        self.query_one(ReadPane).read(self.chosen, (lambda width: lit(make(width), words)) if words else make)

    def show_keys(self) -> None:
        """Name the keys that count now."""
        keys, focused = self.app.keys, self.focused
        if isinstance(focused, FindLine):
            there = [("enter", _("to the list")), ("esc", _("all again") if focused.value else _("to the list"))]
            self.query_one(KeyBar).fill([*there, (keys["palette"], _("palette"))])  # digits are written here
            return
        reading = isinstance(focused, ReadPane)
        back = [("esc", _("to the list"))] if reading else []
        self.query_one(KeyBar).fill(
            [
                *back,
                (keys["find"], _("find")),
                *(entry for entry in self.entries(self.chosen) if not (reading and entry[0] == "enter")),
                (keys["circle"], _("circle")),
                (keys["quit"], _("back")),
                (keys["palette"], _("palette")),
                (keys["help"], _("keys")),
            ],
            ways(keys, self.here),
        )

    def on_descendant_focus(self) -> None:
        """Name what the keys do in the part that has the focus now."""
        self.show_keys()

    @on(Listing.Moved)
    def _moved(self) -> None:
        """Tell about the row when the cursor rests; who goes quickly through a list is not slowed down by it."""
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(_REST, self._tell_chosen)
        self.show_keys()


def _lit(rowed: Rowed, words: Sequence[tuple[str, str]]) -> Rowed:
    """Return what gives the lines of rows in which the words that are looked for stand out."""
    return (lambda at, width: lit([rowed(at, width)], words)[0]) if words else rowed
