"""An exercise on the screen: the real live meeting, what its simulated members say, and what one may do."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.types import CSSPathType

from sociotui.domain.refusal import Refused
from sociotui.room.port import Snapshot
from sociotui.room.practising.offering import FORM, OUT, Choice, intro, offers
from sociotui.room.practising.outside import NOT_HERE, elsewhere
from sociotui.room.practising.room import PracticeRoom
from sociotui.tui import meeting as meeting_package
from sociotui.tui.meeting.screen import MeetingScreen
from sociotui.tui.practice.heard import HeardPane, HintLine
from sociotui.tui.practice.offering import asks_offer
from sociotui.tui.practice.practising import Practising
from sociotui.tui.practice.review import told
from sociotui.tui.telling.paragraphs import plain
from sociotui.tui.widgets.listing import Listing
from sociotui.tui.widgets.said import SaidLine
from sociotui.words import _

_DIALOG = 66
"""Cells of a text in a dialog at the most."""
_ROW = 6
"""Cells that a dialog takes for its frame and its bar."""


class ExerciseScreen(MeetingScreen):
    """A live meeting with simulated members; the keys are those of every meeting, and enter opens what one may say."""

    CSS_PATH: ClassVar[CSSPathType | None] = [
        Path(meeting_package.__file__).parent / "meeting.tcss",
        Path(__file__).parent / "practice.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "say_something", show=False, priority=True)]

    roomy: ClassVar[int] = 32
    own_keys: ClassVar[dict[str, str]] = {
        "enter": _(
            "Open the sentences that you may say now, and choose one; at the end, look back. In a list: open the row."
        ),
        "next": _("Give the turn on, when somebody has spoken; you say your own part aloud, or to yourself."),
        "edit": _(
            "Offer something: a wording, a term, a measure, from what there is to choose; or take something out again."
        ),
        "consent": _("Consent for yourself. The members answer by themselves, each for a reason of their own."),
        "object": _("Object with a reason of yours; the others hear it as in any meeting."),
        "undo": _("Take the last act back, with all that came of it, and try it in another way."),
        "quit": _("Back to the list; the exercise waits where it stands. Nothing of it goes on record."),
    }
    """What keys mean here in particular, for their list."""
    practises: ClassVar[bool] = True
    """It shows another room than the person's own."""

    def __init__(self, room: PracticeRoom, practising: Practising) -> None:
        super().__init__()
        self._room = room
        self._practising = practising
        self._reviewed = room.x.over

    def compose(self) -> ComposeResult:
        """Lay out the meeting, and above the line of what was said what is heard, and the hint."""
        for part in super().compose():
            if isinstance(part, SaidLine):
                yield HeardPane(id="heard", classes="framed")
                yield HintLine(id="hint")
            yield part

    def on_mount(self) -> None:
        """Name the pane of what is heard."""
        self.query_one(HeardPane).write_title()

    # --- showing

    def _show(self, snapshot: Snapshot | None) -> None:
        if self.app.room is not self._room:
            return  # it waits, and what comes is of another room
        super()._show(snapshot)
        if self.is_mounted and self.query(HeardPane):
            self._show_heard()

    def _show_heard(self) -> None:
        x, m = self._room.x, self._room.x.meeting
        self.query_one(HeardPane).tell(x.latest or x.heard[-1:], m, first=not x.acts and bool(x.scenario.begins))
        self.query_one(HintLine).tell(self.app.spoken(self._room.hint))
        if x.over and not self._reviewed:
            self._reviewed = True
            self.call_after_refresh(self._look_back)

    async def _look_back(self) -> None:
        """Show the review; note, for the learner alone, that the exercise was gone through."""
        review = self._room.review
        try:
            self._practising.keeper.keep(self._room.scenario.id, self._room.clock.today(), review.tries)
        except Refused as refusal:
            self.say(str(refusal), warning=True)
        self._show_review()

    def _show_review(self) -> None:
        from sociotui.tui.dialogs.reader import ReaderDialog

        then = self._practising.title(self._room.scenario.then)
        text = plain(told(self._room.review, self._room.seed, then), min(_DIALOG, self.app.size.width - _ROW))
        self.app.push_screen(ReaderDialog(_("Looking back: {title}", title=self._room.scenario.title), text))

    # --- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a list enter opens the row; everywhere else, what one may say. It goes first, so that keys count in their order."""
        if action == "say_something":
            return not isinstance(self.focused, Listing)
        return super().check_action(action, parameters)

    async def _do(self, id_: str) -> None:
        """Do what a key stands for: as in every meeting, but that wordings are offered from what there is."""
        if id_ == "quit":
            self.app.going.to("practice")
        elif id_ in NOT_HERE:
            self.say(str(elsewhere()), warning=True)
        elif asks_offer(self._room, id_):
            self._offer()
        else:
            await super()._do(id_)

    def action_say_something(self) -> None:
        """Open the sentences that one may say; at the end, the review."""
        if self._room.x.over:
            self._show_review()
            return
        sayings = self._room.sayings
        if not sayings:
            self.say(_("There is nothing that needs to be said just now. {hint}", hint=self._room.hint))
            return
        from sociotui.tui.practice.choosing import ChooseDialog

        choices = [Choice(s.id, "", s.text) for s in sayings]
        self.app.push_screen(ChooseDialog(_("What do you say?"), "", choices), self._say)

    def _say(self, id_: str | None) -> None:
        if id_ is None:
            return
        try:
            self._room.say(id_)
        except Refused as refusal:
            self.say(str(refusal), warning=True)
        self.app.snapshot = self._room.snapshot
        self._show_heard()

    def _offer(self) -> None:
        from sociotui.tui.practice.choosing import ChooseDialog

        title = _("What do you offer?")
        self.app.push_screen(ChooseDialog(title, intro(self._room.x), offers(self._room.x)), self._take)

    async def _take(self, id_: str | None) -> None:
        if id_ is None:
            return
        if id_.startswith(FORM):
            await super()._do(id_.removeprefix(FORM))
            return
        try:
            command = self._room.offer(id_.removeprefix(OUT), out=id_.startswith(OUT))
        except Refused as refusal:
            self.say(str(refusal), warning=True)
            return
        await self._act("integrate", command)
