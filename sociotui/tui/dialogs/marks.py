"""Marks: how a meeting was, in three questions, one key each."""

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sociotui.domain.evaluating import MARKS, QUESTIONS, Mark, Question
from sociotui.domain.marks_said import mark_sign, mark_word, question_asked
from sociotui.tui.widgets.listing import Listing, Row
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp

Given = dict[Question, Mark]


class MarksDialog(ModalScreen[Given]):
    """Asks the questions one after the other; 1 to 4 gives a mark, 5 none. Answers with the marks, or with None when left."""

    app: "SociotuiApp"
    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", show=False, priority=True),
        Binding("backspace", "back", show=False, priority=True),
    ]

    def __init__(self, title: str, intro: str) -> None:
        super().__init__()
        self._title = title
        self._intro = intro
        self._at = 0
        self._given: Given = {}

    def compose(self) -> ComposeResult:
        """Lay out the questions, and the marks below them."""
        signs = self.app.signs
        with Vertical(id="dialog") as dialog:
            # As it is, a string would be read as markup.
            dialog.border_title = Content(self._title.translate(signs.spelling))
            yield Static(self._intro.translate(signs.spelling), id="intro", markup=False)
            yield Static("", id="questions", markup=False)
            yield Static("", id="asked", classes="label", markup=False)
            yield Listing(id="rows")
            keys = _("1 to 4: a mark · 5: none · backspace · escape: leave")
            yield Static(keys.translate(signs.spelling), id="keys", markup=False)

    def on_mount(self) -> None:
        """Begin with the first question."""
        if not self.is_attached:
            return  # the app ends, and nothing was laid out
        listing = self.query_one(Listing)
        rows = [_row(str(n), mark_sign(mark), mark_word(mark), mark) for n, mark in enumerate(MARKS, 1)]
        listing.styles.height = len(rows) + 1
        listing.fill([*rows, _row(str(len(rows) + 1), "  ", _("no mark"), "")])
        listing.focus()
        self._show()

    def _show(self) -> None:
        lines = []
        for n, question in enumerate(QUESTIONS):
            given = self._given.get(question)
            sign = mark_sign(given) if given else "  "
            lines.append(f"{'>' if n == self._at else ' '} {sign} {question_asked(question)}")
        self.query_one("#questions", Static).update("\n".join(lines))

    def on_key(self, event: events.Key) -> None:
        """A number takes its mark."""
        if event.character and event.character in "12345":
            event.stop()
            self._take(int(event.character) - 1)

    @on(Listing.Chosen)
    def _chosen(self, message: Listing.Chosen) -> None:
        self._take(MARKS.index(message.id) if message.id in MARKS else len(MARKS))

    def _take(self, at: int) -> None:
        if self._at >= len(QUESTIONS):
            return  # a key more than there are questions
        question = QUESTIONS[self._at]
        self._given.pop(question, None)
        if at < len(MARKS):
            self._given[question] = MARKS[at]
        self._at += 1
        if self._at == len(QUESTIONS):
            self.dismiss(self._given)
        else:
            self._show()

    def action_back(self) -> None:
        """Ask the question before again; before the first one, leave."""
        if self._at:
            self._at -= 1
            self._show()
        else:
            self.dismiss(None)


def _row(key: str, sign: str, word: str, id_: str) -> Row:
    return Row(id_, ((f"{key} ", "key"), (f"{sign} ", "strong"), (word, "plain" if id_ else "dim")))
