"""The ladder of conflict: what waits for oneself, the five steps, what each is for, and a key that begins it."""

from typing import TYPE_CHECKING, ClassVar, get_args

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from sociotui.domain.mending.talk import Talk
from sociotui.domain.organisation_commands import AddTopic
from sociotui.domain.refusal import Refused
from sociotui.exchange.trouble import trouble
from sociotui.room.actions import Where
from sociotui.room.mending.ladder import RUNGS, Rung, RungId, begin, person_meant
from sociotui.room.mending.telling import Name, keeping, title, told
from sociotui.room.mending.ways import Doing, Reflection
from sociotui.room.port import Snapshot
from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.tui.dialogs.reader import ReaderDialog
from sociotui.tui.home.panes import AboutPane
from sociotui.tui.keys import bindings, ways, ways_out
from sociotui.tui.mend.taking import take
from sociotui.tui.saying import SayingScreen
from sociotui.tui.telling.paragraphs import Text, part, top
from sociotui.tui.widgets.keybar import KeyBar
from sociotui.tui.widgets.lines import clip
from sociotui.tui.widgets.listing import Listing, Row
from sociotui.tui.widgets.said import SaidLine
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp

_NARROW, _LIST = 72, 32
"""Columns below which the panes stand one above the other; cells of a row of the list."""
_KEYS: dict[RungId, str] = {"alone": "a", "two": "t", "circle": "c", "peers": "p", "exit": "x"}
_WHO, _NOTES = "who:", "notes:"


class MendScreen(SayingScreen):
    """Shows the ladder, and to each person their own talks; at a laptop that all share, to who says who they are."""

    CSS_PATH = "mend.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("everywhere"),
        *ways_out(),
        *(Binding(key, f"begin('{id_}')", show=False, priority=True) for id_, key in _KEYS.items()),
        Binding("escape,backspace", "leave", show=False),
    ]
    where: ClassVar[Where] = "mend"

    def __init__(self, person: str = "") -> None:
        super().__init__()
        self._person = person
        self._talks: tuple[Talk, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the ladder, and what is chosen."""
        with Container(id="mend"):
            yield Listing(_("What stands between us"), id="mend-list", classes="framed")
            yield AboutPane(_("About"), id="mend-about", classes="framed")
        yield SaidLine(id="said")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Begin to watch the room."""
        self._fit()
        self.query_one(Listing).focus()
        self.watch(self.app, "snapshot", self._changed)

    def on_resize(self, _event: events.Resize) -> None:
        """Fit to the terminal."""
        self._fit()
        self.call_after_refresh(self.show_again)

    def on_screen_resume(self) -> None:
        """Look again at one's talks."""
        self._fit()
        self.run_worker(self._look(), exclusive=True)

    def _fit(self) -> None:
        self.set_class(self.app.size.width < _NARROW, "-narrow")

    @property
    def me(self) -> str:
        """Who sits here: whose account it is, or who has said so; "" where nobody has."""
        room = self.app.room
        return room.me if self.app.snapshot and room.me in self.app.snapshot.organisation.people else self._person

    def _changed(self, _snapshot: Snapshot | None) -> None:
        if self.app.screen is self:
            self.run_worker(self._look(), exclusive=True)

    async def _look(self) -> None:
        snapshot = self.app.snapshot
        if snapshot is None:
            return
        try:
            self._talks = await self.app.talks(self.me) if self._person and self.me == self._person else snapshot.talks
        except Refused as refusal:
            self.say(str(refusal), warning=True)
        self.show_again()

    # --- showing

    def show_again(self) -> None:
        """Show what there is by now."""
        if not self.is_mounted:
            return
        width = _LIST if not self.has_class("-narrow") else self.app.size.width - 4
        rows = [Row(f"rung:{r.id}", ((f"{_KEYS[r.id]} ", "key"), (_(r.title), "plain"))) for r in RUNGS]
        if self.app.own.things.notes if self._own() else False:
            rows.append(Row(_NOTES, ((_("  what you wrote for yourself"), "dim"),)))
        if self._talks:
            rows += [Row("", ()), Row("", ((_("Yours, and of those in it"), "strong"),))]
            rows += [Row(f"talk:{t.id}", ((clip(title(t, self._called, self.me), width), "now"),)) for t in self._talks]
        if not self.me:
            rows += [Row("", ()), Row(_WHO, ((_("Your talks: say who you are"), "plain"),))]
        listing = self.query_one(Listing)
        ids = [row.id for row in rows if row.id]
        gone = next(
            (id_ for id_ in ids if id_.startswith("talk:")), ids[0]
        )  # who has just said who they are looks at theirs
        listing.fill(rows, "" if listing.chosen in ids else gone)
        self._tell_chosen()

    def _own(self) -> bool:
        """Tell whether what is one's own can be read; where it cannot, say why."""
        try:
            return bool(self.app.own.things)
        except Refused as refusal:
            self.say(str(refusal), warning=True)
        except OSError as error:
            self.say(trouble(error), warning=True)
        return False

    def _called(self, person: str) -> str:
        people = self.app.snapshot.organisation.people if self.app.snapshot else {}
        return people[person].name if person in people else person

    @on(Listing.Moved)
    def _tell_chosen(self) -> None:
        chosen = self.query_one(Listing).chosen
        kind, _colon, id_ = chosen.partition(":")
        enter = _("go on")
        if kind == "rung":
            found = next(r for r in RUNGS if r.id == id_)
            self.query_one(AboutPane).tell(chosen, self._about(found))
            enter = _(found.begins)
        elif kind == "talk" and (talk := self._talk(id_)):
            self.query_one(AboutPane).tell(chosen, talk_told(talk, self._called, self.app))
        else:
            text = self._of_notes() if chosen == _NOTES else _who_told()
            self.query_one(AboutPane).tell(chosen, text)
        entries = [("enter", enter), ("esc", _("back")), (self.app.keys.get("help", ""), _("keys"))]
        self.query_one(KeyBar).fill(entries, ways(self.app.keys, "mend"))

    def _about(self, r: Rung) -> Text:
        other = _("{key}: {begins}. Or enter.", key=_KEYS[r.id], begins=_(r.begins))
        return [
            *top(_(r.title)),
            *part(_("What it is for"), _(r.purpose)),
            *part(_("What you do"), self.app.spoken(_(r.does))),
            *part(_("Begin"), other),
            *part(
                _("On with it"), _("Go to the next step when you have honestly tried this one, or when it is not safe.")
            ),
        ]

    def _of_notes(self) -> Text:
        kept = (
            _("They lie in a file that only your account can read. “sociotui learn --forget-notes” lets go of them.")
            if self.app.own.lasting
            else _("They last until you leave, and are written nowhere.")
        )
        return [*top(_("What you wrote for yourself")), (0, "", "plain"), (0, kept, "plain")]

    def _talk(self, id_: str) -> Talk | None:
        return next((t for t in self._talks if t.id == id_), None)

    # --- keys

    @on(Listing.Chosen)
    async def _chosen(self, message: Listing.Chosen) -> None:
        kind, _colon, id_ = message.id.partition(":")
        if kind == "talk":
            self.open(id_)
        elif kind == "rung":
            await self.action_begin(id_)
        elif message.id == _NOTES:
            self._read_notes()
        elif message.id == _WHO:
            self._ask_who()

    def open(self, talk: str) -> None:
        """Go into a talk."""
        from sociotui.tui.mend.talking import TalkScreen

        if found := self._talk(talk):
            self.app.push_screen(TalkScreen(found, self.me))

    async def action_begin(self, id_: str, other: str = "") -> None:
        """Begin a step of the ladder; with `other`, a talk with them."""
        snapshot = self.app.snapshot
        rung = next((each for each in get_args(RungId) if each == id_), None)
        if snapshot is None or rung is None:
            return
        way = begin(rung, snapshot.organisation, self.me, snapshot.today)
        if other:
            way = way.answered("with", other)
        found = next(r for r in RUNGS if r.id == id_)
        if refusal := await take(self.app, way, _(found.title), self.app.spoken(_(found.does)), self._begun):
            self.say(refusal, warning=True)

    async def begin_with(self, rung: str, other: str, talk: str = "") -> None:
        """Go into a talk, or begin a step as the command line asked for; with `other`, go on with the talk that there is."""
        snapshot = self.app.snapshot
        await self._look()
        if talk:
            self.open(talk)
            return
        try:
            them = person_meant(snapshot.organisation, other) if other and snapshot else ""
        except Refused as refusal:
            self.say(str(refusal), warning=True)
            return
        there = next((t for t in self._talks if t.kind == "two" and them in t.people), None) if them else None
        if there:
            self.open(there.id)
        else:
            await self.action_begin(rung, self._called(them) if them else "")

    async def _begun(self, doing: Doing, talk: Talk | None) -> None:
        if isinstance(doing, Reflection):
            self.say(
                _("Kept for you alone.") if self.app.own.lasting else _("Kept until you leave, and written nowhere.")
            )
            self.show_again()
        elif isinstance(doing, AddTopic):
            from sociotui.tui.agenda.screen import AgendaScreen

            self.app.push_screen(AgendaScreen(doing.circle))
        elif talk:
            from sociotui.tui.mend.talking import TalkScreen

            self._person = self._person or (doing.person if not self.me else "")
            self.app.push_screen(TalkScreen(talk, self.me))

    def _read_notes(self) -> None:
        clock = self.app.clock
        if self._own():
            notes = [f"{clock.local(n.at):%Y-%m-%d %H:%M}\n{n.text}" for n in reversed(self.app.own.things.notes)]
            self.app.push_screen(ReaderDialog(_("What you wrote for yourself"), "\n\n".join(notes)))

    def _ask_who(self) -> None:
        o = self.app.snapshot.organisation if self.app.snapshot else None
        if o is None:
            return

        async def submit(answers: Answers) -> str:
            try:
                self._person = person_meant(o, answers["me"])
            except Refused as refusal:
                return str(refusal)
            await self._look()
            return ""

        known = tuple(p.name for p in o.people.values())
        intro = _("This laptop is everybody's, so it believes what you say. Look whether somebody reads along.")
        form = Form(
            title=_("Your talks"), intro=intro, fields=(Field(name="me", label=_("Who are you?"), known=known),)
        )
        self.app.push_screen(FormDialog(form, submit))


def _who_told() -> Text:
    told_ = _(
        "Nothing of a talk is listed where others look on. Say who you are, and yours are shown here until you leave."
    )
    return [*top(_("Your talks")), (0, "", "plain"), (0, told_, "plain")]


def talk_told(talk: Talk, name: Name, app: "SociotuiApp") -> Text:
    """Return where a talk stands, as a text."""
    text: Text = []
    for heading, sentences in told(talk, name, app.clock.today()):
        text += part(heading, *sentences)
    if talk.state == "open" and not talk.turn:
        text += part(_("What is kept"), keeping(talk))
    return text[1:]  # without the blank line before the first heading


SCREEN = MendScreen
