"""Practice: the exercises, what each is for, and what one has practised, which nobody else sees."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from sociotui.domain.practising.scenario import Scenario
from sociotui.domain.refusal import Refused
from sociotui.room.actions import Where
from sociotui.room.practising.progress import Practised, Progress
from sociotui.tui.home.panes import AboutPane
from sociotui.tui.keys import bindings, ways, ways_out
from sociotui.tui.practice.practising import Practising
from sociotui.tui.saying import SayingScreen
from sociotui.tui.telling.paragraphs import Text, part, top
from sociotui.tui.widgets.keybar import KeyBar
from sociotui.tui.widgets.lines import Line, clip
from sociotui.tui.widgets.listing import Listing, Row
from sociotui.tui.widgets.said import SaidLine
from sociotui.words import _

_NARROW, _LIST = 72, 34
"""Columns below which the panes stand one above the other; cells of a row of the list."""
_GO_ON = "go-on:"
"""The id of the row that leads back to the exercise under way."""
_LESSONS = "lessons:"
"""The id of the row that leads to the lessons."""


class PracticeScreen(SayingScreen):
    """Screen 6. It keeps nothing: exercises are files, what was practised lies in a file of the person's own."""

    CSS_PATH = "practice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("everywhere"),
        *ways_out(),
        Binding("escape,backspace", "leave", show=False),
    ]
    where: ClassVar[Where] = "practice"

    def __init__(self) -> None:
        super().__init__()
        self._progress = Progress()

    def compose(self) -> ComposeResult:
        """Lay out the list, and what is chosen."""
        with Container(id="practice"):
            yield Listing(_("Practice"), id="practice-list", classes="framed")
            yield AboutPane(_("About"), id="practice-about", classes="framed")
        yield SaidLine(id="said")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Read the exercises."""
        self._fit()
        self.query_one(Listing).focus()
        self.run_worker(self._load())

    def on_resize(self, _event: events.Resize) -> None:
        """Fit to the terminal."""
        self._fit()
        self.call_after_refresh(self.show_again)

    def on_screen_resume(self) -> None:
        """Come back, from an exercise to where it stands in the list."""
        self._fit()
        last, waiting = self._practising.room, self._practising.waiting
        self.show_again(_GO_ON if waiting else last.scenario.id if last else "")

    def _fit(self) -> None:
        self.set_class(self.app.size.width < _NARROW, "-narrow")

    @property
    def _practising(self) -> Practising:
        return self.app.going.practising

    async def _load(self) -> None:
        what = await self._practising.load()
        self.show_again()
        if what.complaints:
            self.say(" ".join(what.complaints), warning=True)

    # --- showing

    def show_again(self, chosen: str = "") -> None:
        """Show what there is by now, with the cursor on the row `chosen`, or where it is."""
        if not self.is_mounted or self._practising.what is None:
            return
        try:
            self._progress = self._practising.keeper.progress()
        except Refused as refusal:
            self.say(str(refusal), warning=True)
        waiting = self._practising.waiting
        rows = (
            [Row(_GO_ON, self._line(_("Go on: {title}", title=waiting.scenario.title), Practised()))] if waiting else []
        )
        scenarios = self._practising.what.scenarios
        rows += [Row(s.id, self._line(s.title, self._progress.of(s.id))) for s in scenarios.values()]
        rows.append(Row(_LESSONS, ((_("Lessons, and situations to judge"), "plain"),)))
        self.query_one(Listing).fill(rows, chosen)
        self._tell_chosen()

    def _line(self, title: str, practised: Practised) -> Line:
        times = f" {self.app.signs.consent}{practised.times}" if practised.times else ""
        width = _LIST - len(times)
        return ((f"{clip(title, width):{width}}", "plain"), (times, "good"))

    @on(Listing.Moved)
    def _tell_chosen(self) -> None:
        chosen = self.query_one(Listing).chosen
        waiting = self._practising.waiting
        scenario = waiting.scenario if chosen == _GO_ON and waiting else self._scenario(chosen)
        if scenario:
            self.query_one(AboutPane).tell(chosen, self._about(scenario))
        elif chosen == _LESSONS:
            told = _(
                "A screen each on the twelve practices, on every format and on conflict; and situations: power over, or power with?"
            )
            self.query_one(AboutPane).tell(chosen, [*top(_("Lessons"), ""), (0, "", "plain"), (0, told, "plain")])
        entries = [("enter", {_GO_ON: _("go on"), _LESSONS: _("read")}.get(chosen, _("begin"))), ("esc", _("back"))]
        entries.append((self.app.keys.get("help", ""), _("keys")))
        self.query_one(KeyBar).fill(entries, ways(self.app.keys, "practice"))

    def _scenario(self, id_: str) -> Scenario | None:
        what = self._practising.what
        return what.scenarios.get(id_) if what else None

    def _about(self, s: Scenario) -> Text:
        mine = self._progress.of(s.id)
        last = f"{mine.last:%-d %B %Y}" if mine.last else ""
        kept = (
            _("Only you see this.")
            if self._practising.keeper.lasting
            else _("It is kept until you leave, for you alone.")
        )
        practised = [_("{n} times, last on {day}. {kept}", n=mine.times, day=last, kept=kept)] if mine.times else []
        others = [f"– {m.name} {m.aim}" if m.aim else f"– {m.name}" for m in s.member]
        return [
            *top(s.title, s.circle.name),
            (0, "", "plain"),
            (0, s.about, "plain"),
            *part(_("What to look for"), *(f"– {each}" for each in s.learn)),
            *part(_("You have practised it"), *practised, *(f"– {each}" for each in mine.tries)),
            *part(_("With you"), *others),
        ]

    # --- keys

    @on(Listing.Chosen)
    def _chosen(self, message: Listing.Chosen) -> None:
        if message.id == _LESSONS:
            self.app.show_lessons()
        elif message.id == _GO_ON:
            self._practising.show()
        else:
            self.begin(message.id)

    def begin(self, id_: str, seed: int | None = None) -> None:
        """Begin an exercise."""
        try:
            self._practising.begin(id_, seed)
        except Refused as refusal:
            self.say(str(refusal), warning=True)


SCREEN = PracticeScreen
