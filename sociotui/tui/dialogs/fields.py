"""The fields of the workbench: those that the chosen way asks for; what was typed into the others is kept."""

from asyncio import Event
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from sociotui.domain.consent import Objection
from sociotui.domain.integrating import agreeing
from sociotui.domain.meeting import Meeting
from sociotui.domain.proposing import in_months
from sociotui.tui.dialogs.ways import Answers, current, nearer
from sociotui.tui.widgets.choice import Choice
from sociotui.tui.widgets.several import Several
from sociotui.words import _

LINES = {
    "until": _("until"),
    "what": _("we measure"),
    "stop": _("we stop at"),
    "watch": _("we watch"),
    "owner": _("who"),
    "back": _("on"),
    "to": _("to whom"),
}
"""The fields of one row, each with what stands before it."""


class Fields(Vertical):
    """A text of several rows, lines of one, and who agrees; `ask` shows those that count now."""

    def __init__(self, meeting: Meeting, circles: Sequence[str], *, id: str) -> None:
        super().__init__(id=id)
        self._meeting = meeting
        self._circles = circles
        self._agreeing: dict[int, tuple[tuple[tuple[str, str], ...], Several]] = {}
        self._made = 0

    def compose(self) -> ComposeResult:
        """Lay out all of them; none is shown yet."""
        m = self._meeting
        area = TextArea(current(m).text, id="field-text", tab_behavior="focus", soft_wrap=True)
        area.cursor_blink = False
        area.move_cursor(area.document.end)
        yield area
        for name, label in LINES.items():
            with Horizontal(id=f"row-{name}", classes="row"):
                yield Static(_(label), classes="label", markup=False)
                yield self._line(m, name)
        with Vertical(id="agreeing"):
            yield from self._ready(m)

    def _line(self, m: Meeting, name: str) -> Widget:
        if name == "owner":
            people = tuple((p.id, p.name) for p in m.people.values() if p.member)
            return Choice(people, m.item.presenter if m.item else "", id="field-owner")
        near = nearer(m)
        proposed = {"until": near.isoformat() if near else "", "back": in_months(m.today, 1).isoformat()}
        known = (*(p.name for p in m.people.values()), *self._circles) if name == "to" else ()
        line = Input(
            proposed.get(name, ""),
            placeholder=_("a person or a circle") if name == "to" else "",
            suggester=SuggestFromList(known, case_sensitive=False) if known else None,
            id=f"field-{name}",
        )
        line.cursor_blink = False
        return line

    @property
    def area(self) -> TextArea:
        """Where a wording is written."""
        return self.query_one("#field-text", TextArea)

    def ask(self, names: Sequence[str], let_go: Objection | None = None) -> None:
        """Show the fields with these names, or instead of them who agrees to let go of an objection."""
        self.area.display = "text" in names
        for name in LINES:
            self.query_one(f"#row-{name}").display = name in names
        self.query_one("#agreeing").display = let_go is not None
        for asked in self.query(Several):
            asked.display = let_go is not None and asked is self.agreed(let_go)

    def ask_about(self, m: Meeting) -> None:
        """Be ready to ask who agrees to let go of each objection that is open; nobody is marked yet where that changed."""
        place = self.query_one("#agreeing")
        for asked in self._ready(m):
            place.mount(asked)

    def _ready(self, m: Meeting) -> list[Several]:
        made: list[Several] = []
        for objection in m.ledger.open:
            people = tuple((p, m.name(p)) for p in agreeing(m, objection))
            known = self._agreeing.get(objection.number)
            if known and known[0] == people:
                continue
            if known:
                known[1].remove()
            self._made += 1
            asked = Several(people, id=f"agreed-{self._made}")
            asked.display = False
            self._agreeing[objection.number] = people, asked
            made.append(asked)
        return made

    def agreed(self, objection: Objection) -> Several:
        """Return where it is marked who agrees to let go of an objection."""
        return self._agreeing[objection.number][1]

    def answers(self) -> Answers:
        """Return what has been entered into each field, shown or not."""
        lines = {name: self.query_one(f"#field-{name}") for name in LINES}
        said = {name: line.value for name, line in lines.items() if isinstance(line, Input | Choice)}
        return said | {"text": self.area.text}

    async def settle(self) -> None:
        """Wait until what was typed has arrived in its field."""
        for field in self.query("TextArea, Input, Several"):
            settled = Event()
            field.call_later(settled.set)
            await settled.wait()
