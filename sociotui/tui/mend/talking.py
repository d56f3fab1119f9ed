"""A talk on the screen: where it stands, and what may be done now; each thing said is heard back before it goes on."""

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from sociotui.domain.mending import commands as c
from sociotui.domain.mending.talk import Talk
from sociotui.domain.refusal import Refused
from sociotui.journal.port import JournalError
from sociotui.room.actions import Where
from sociotui.room.mending.ways import Doing, Way, acting, ways
from sociotui.room.port import Snapshot
from sociotui.tui.home.panes import AboutPane
from sociotui.tui.keys import bindings, footer, ways_out
from sociotui.tui.keys import ways as screens
from sociotui.tui.mend.screen import talk_told
from sociotui.tui.mend.taking import take
from sociotui.tui.patience import patiently
from sociotui.tui.saying import SayingScreen
from sociotui.tui.widgets.keybar import KeyBar
from sociotui.tui.widgets.lines import clip
from sociotui.tui.widgets.listing import Listing, Row
from sociotui.tui.widgets.said import SaidLine
from sociotui.words import _

if TYPE_CHECKING:
    pass

_AROUND = 6
"""Rows that are not for what may be done, at the least."""


class TalkScreen(SayingScreen):
    """Shows one talk to who is in it, `me`; at a laptop that all share, to those who sit there."""

    CSS_PATH = "mend.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("everywhere"),
        *ways_out(),
        Binding("escape,backspace", "leave", show=False),
    ]
    where: ClassVar[Where] = "mend"

    def __init__(self, talk: Talk, me: str) -> None:
        super().__init__()
        self._talk = talk
        self._me = me
        self._followed = False
        self._ways: list[Way] = []
        self._cards: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out where it stands, and what may be done."""
        yield AboutPane("", id="talk-about", classes="framed")
        yield Listing(_("What now"), id="talk-ways", classes="framed")
        yield SaidLine(id="said")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Begin to watch the room."""
        self.query_one(Listing).focus()
        self.watch(self.app, "snapshot", self._changed)
        self._show()
        self.run_worker(self._load())

    async def _load(self) -> None:
        """Fetch the words of the cards, to complete what is typed."""
        try:
            library = await self.app.library()
        except (Refused, JournalError) as error:
            self.say(str(error), warning=True)
            return
        decks = library.decks.values()
        self._cards = tuple(_(word) for deck in decks for suit in deck.suits for word in suit.words)

    def on_resize(self, _event: events.Resize) -> None:
        """Fit to the terminal."""
        self.call_after_refresh(self._show)

    def on_screen_resume(self) -> None:
        """Show what has happened meanwhile."""
        self._show()

    def _changed(self, snapshot: Snapshot | None) -> None:
        found = next((t for t in snapshot.talks if t.id == self._talk.id), None) if snapshot else None
        if found is None and self._followed:
            self.run_worker(self._look(), exclusive=True)  # the others have let go of it
            return
        self._followed = found is not None
        self._talk = found or self._talk
        self._show()

    # --- showing

    def _show(self) -> None:
        snapshot, talk = self.app.snapshot, self._talk
        if snapshot is None or not self.is_mounted:
            return
        about = self.query_one(AboutPane)
        about.entitle(_(talk.format.title))
        about.tell(f"{talk.id} {talk.state} {talk.turn}", talk_told(talk, self._called, self.app))
        who = acting(talk, self._me, own=self.app.room.own)
        before = tuple(way.label for way in self._ways)
        self._ways = ways(talk, who, snapshot.organisation, snapshot.today)
        listing = self.query_one(Listing)
        width, height = self.app.size
        rows = [Row(str(n), ((clip(way.label, width - 6), "plain"),)) for n, way in enumerate(self._ways)]
        listing.styles.height = max(3, min(len(rows), height - _AROUND, max(4, height // 3))) + 2
        same = before == tuple(way.label for way in self._ways)
        listing.fill(rows, "" if same else "0")
        entries = [("enter", _("do this")), ("↑↓", _("choose")), ("tab", _("read on")), ("esc", _("let it rest"))]
        entries += footer(["cards", "help"], self.app.keys)
        self.query_one(KeyBar).fill(entries, screens(self.app.keys))

    def _called(self, person: str) -> str:
        people = self.app.snapshot.organisation.people if self.app.snapshot else {}
        return people[person].name if person in people else person

    # --- keys

    @on(Listing.Chosen)
    async def _chosen(self, message: Listing.Chosen) -> None:
        way = self._ways[int(message.id)]
        self.say("")
        await patiently(self, self._take(way.offering("cards", self._cards)))

    async def _take(self, way: Way) -> None:
        if refusal := await take(self.app, way, clip(way.label, 60), "", self._done):
            self.say(refusal, warning=True)
            await self._look()  # somebody else may have gone on

    async def _done(self, doing: Doing, talk: Talk | None) -> None:
        if talk is None:
            return
        self._talk = talk
        if isinstance(doing, c.Invite):
            self.say(_("It is asked for, and begins when all have agreed."))
        await self._look()

    async def _look(self) -> None:
        """Look how the talk stands by now; where nothing of it is left, leave."""
        try:
            found = next((t for t in await self.app.talks(self._me) if t.id == self._talk.id), None)
        except Refused as refusal:
            self.say(str(refusal), warning=True)
            return
        if found is None and self._is_shown():
            self.app.leave()
            self.app.say(_("Nothing is left of this talk."))
            return
        self._talk = found or self._talk
        self._show()

    def _is_shown(self) -> bool:
        beneath = next(s for s in reversed(self.app.screen_stack) if not s.is_modal)
        return beneath is self and self.app.screen is self
