"""The cards of feelings and needs: found at a glance, a word kept for oneself alone; in a meeting, the way to its mood round."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from sociotui.domain.lessons import Deck, Library
from sociotui.domain.refusal import Refused
from sociotui.exchange.trouble import trouble
from sociotui.journal.port import JournalError
from sociotui.room.own import Word
from sociotui.tui.dialogs.pick import PickDialog
from sociotui.tui.dialogs.reader import ReaderDialog
from sociotui.tui.widgets.lines import clip, wrap
from sociotui.tui.widgets.listing import Listing, Row
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.room.own import Things
    from sociotui.tui.app import SociotuiApp

_COLUMN = 12
"""Cells for what a group of words is called."""
_WIDTH, _FRAME = 92, 4
"""Cells of the dialog, as its style has it, and those of them that its frame takes."""


class CardsDialog(ModalScreen[None]):
    """Shows both decks; enter takes a word of a group. `mood` opens the mood round, where there is a meeting to hold one."""

    app: "SociotuiApp"
    CSS_PATH = "../dialogs/dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,backspace,g", "dismiss", show=False, priority=True),
        Binding("m", "mood", show=False, priority=True),
        Binding("w", "words", show=False, priority=True),
    ]

    def __init__(self, mood: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._mood = mood
        self._library: Library | None = None

    def compose(self) -> ComposeResult:
        """Lay out the words, what was kept last, and the keys."""
        with Vertical(id="dialog", classes="cards") as dialog:
            dialog.border_title = _("Feelings and needs")
            yield Listing(id="rows")
            yield Static("", id="refusal", markup=False)
            mood = _("m: mood round") if self._mood else ""
            keys = [_("enter: keep a word for yourself"), mood, _("w: my words"), _("escape: back")]
            yield Static(" · ".join(filter(None, keys)).translate(self.app.signs.spelling), id="keys", markup=False)

    async def on_mount(self) -> None:
        """Fetch the cards."""
        self.query_one(Listing).focus()
        self.run_worker(self._load())

    async def _load(self) -> None:
        try:
            self._library = await self.app.library()
        except (Refused, JournalError) as error:
            self._tell(str(error))
            return
        self._fit()

    def on_resize(self, _event: events.Resize) -> None:
        """Fit to the terminal."""
        self._fit()

    def _fit(self) -> None:
        if self._library is None:
            return
        width, height = self.app.size
        room = min(_WIDTH, width) - _FRAME
        rows = [row for deck in self._library.decks.values() for row in _rows(deck, room)]
        listing = self.query_one(Listing)
        listing.styles.max_height = listing.styles.height = min(len(rows), max(3, height - 5))
        listing.fill(rows, "" if listing.chosen else next((row.id for row in rows if row.id), ""))

    @on(Listing.Chosen)
    def _chosen(self, message: Listing.Chosen) -> None:
        deck, _slash, suit_id = message.id.partition("/")
        found = self._library.decks[deck] if self._library else None
        suit = found.suit(suit_id) if found else None
        if found is None or suit is None:
            return
        words = (_(suit.title), *(_(word) for word in suit.words))
        rows = [Row(str(n), ((f"{n + 1:>2} ", "key"), (word, "plain"))) for n, word in enumerate(words)]
        lasting = self.app.own.lasting
        intro = (
            _("It is kept in a file that only you can read.")
            if lasting
            else _("It is kept until you leave, and written nowhere.")
        )

        def take(id_: str | None) -> None:
            if id_:
                self._keep(words[int(id_)], deck)

        self.app.push_screen(PickDialog(_(found.title), f"{_(found.about)}\n{intro}", rows), take)

    def _keep(self, word: str, deck: str) -> None:
        meeting = self.app.snapshot.meeting if self.app.snapshot else None
        circle = meeting.circle.name if meeting else ""
        try:
            self.app.own.keep(Word(at=self.app.clock.now(), word=word, deck=deck, circle=circle))
        except Refused as refusal:
            self._tell(str(refusal))
        except OSError as error:
            self._tell(trouble(error))
        else:
            self._tell(_("Kept for you alone: {word}.", word=word))

    def _tell(self, sentence: str) -> None:
        told = self.query_one("#refusal", Static)
        told.update(self.app.spoken(sentence).translate(self.app.signs.spelling))
        told.display = bool(sentence)

    def action_mood(self) -> None:
        """Leave the cards for the mood round."""
        if self._mood is None:
            self._tell(_("A mood round is held in a meeting. Go to one, and press ‹cards› there."))
            return
        self.dismiss()
        self._mood()

    def action_words(self) -> None:
        """Show the words that one has kept, to oneself."""
        try:
            things = self.app.own.things
        except Refused as refusal:
            self._tell(str(refusal))
            return
        except OSError as error:
            self._tell(trouble(error))
            return
        self.app.push_screen(ReaderDialog(_("My words"), self._words(things)))

    def _words(self, things: "Things") -> str:
        if not things.words:
            return _("None yet. Enter keeps one, and nobody else sees it.")
        clock = self.app.clock
        rows = [
            f"{clock.local(word.at):%Y-%m-%d %H:%M}  {word.word}" + (f"  ({word.circle})" if word.circle else "")
            for word in reversed(things.words)
        ]
        where = (
            _("They lie in {path}.", path=self.app.own.path) if self.app.own.path else _("They are written nowhere.")
        )
        return "\n".join([*rows, "", *wrap(where, 66)])


def _rows(deck: Deck, width: int) -> list[Row]:
    title = _(deck.title)
    head = Row("", ((title, "now"), (clip(f"  {_(deck.about)}", width - cell_len(title)), "dim")))
    return [
        head,
        *(
            Row(
                f"{deck.id}/{suit.id}",
                (
                    (f"{clip(_(suit.title), _COLUMN - 1):{_COLUMN}}", "strong"),
                    (clip(", ".join(_(word) for word in suit.words), width - _COLUMN), "plain"),
                ),
            )
            for suit in deck.suits
        ),
    ]
