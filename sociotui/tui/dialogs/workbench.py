"""The workbench: an objection is understood, related to the aim, and worked into the proposal, where all can see it."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from sociotui.domain.consent import Objection
from sociotui.domain.dialects import Way
from sociotui.domain.meeting import Meeting
from sociotui.room.asking import Options
from sociotui.room.calls import answers_for
from sociotui.room.port import Snapshot
from sociotui.tui.dialogs import bench
from sociotui.tui.dialogs import ways as w
from sociotui.tui.dialogs.fields import Fields
from sociotui.tui.dialogs.foot import Foot, Stop, hint, keys
from sociotui.tui.widgets.choice import Choice
from sociotui.tui.widgets.lines import clip
from sociotui.tui.widgets.listing import Listing
from sociotui.tui.widgets.rule import Rule
from sociotui.tui.widgets.scrolled import Scrolled
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp

Act = Callable[[str, Options], Awaitable[str]]

_WIDEST = 104
_FRAME = 4
"""Cells beside what the dialog shows: its frame, and a blank at either side."""
_RULES = 3
"""Lines between the parts."""
_AROUND = 5
"""Rows around the parts: the frame, a sentence, the last stops, the keys."""


class WorkbenchDialog(ModalScreen[bool]):
    """Works on the open objections to what a meeting's step is about: integrate one, let it go, or say we are stuck.

    There has to be one. Dismissed with True when something was done, with False when it was left. What was typed
    stays after a refusal.
    """

    app: "SociotuiApp"
    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        # These go first, in the order of typing: what is typed ahead lands in the field that it is meant for.
        Binding("ctrl+s", "accept", show=False, priority=True),
        Binding("tab", "turn(1)", show=False, priority=True),
        Binding("shift+tab", "turn(-1)", show=False, priority=True),
        Binding("enter", "enter", show=False, priority=True),
        Binding("ctrl+n", "other", show=False, priority=True),
        Binding("ctrl+r", "read", show=False, priority=True),
    ]

    def __init__(self, meeting: Meeting, act: Act) -> None:
        super().__init__()
        self._meeting = meeting
        self._act = act
        self._at = 0
        self._way: Way = meeting.manner.ways[0]
        self._letting_go = False
        self._sending = False
        self._comparing = False
        self._refusal = ""
        self._refused: w.Answers = {}
        self._typed_ahead: list[events.Key] = []

    # --- what it is about

    @property
    def _objections(self) -> tuple[Objection, ...]:
        return w.open_objections(self._meeting)

    @property
    def _which(self) -> tuple[int, int]:
        return self._at % len(self._objections), len(self._objections)

    @property
    def _objection(self) -> Objection:
        return self._objections[self._which[0]]

    @property
    def _open_way(self) -> Way | None:
        """The way that is chosen; None while it is asked who lets the objection go."""
        return None if self._letting_go else self._way

    @property
    def _releasing(self) -> w.Releasing:
        name = clip(self._meeting.name(self._objection.person), 16)
        return w.releasing(self._meeting, self._objection, name)

    @property
    def _may_let_go(self) -> bool:
        """True where the objection can be let go of from here: where one alone does that, at their own terminal or for them."""
        room, agreeing = self.app.room, self._releasing.agreeing
        if not room.own or len(agreeing) > 1 or self._meeting.manner.release == "group":
            return True
        return answers_for(self._meeting, room.me, self._objection.person, room.snapshot.presence)

    @property
    def _circles(self) -> tuple[str, ...]:
        snapshot = self.app.snapshot
        return tuple(c.name for c in snapshot.organisation.circles.values()) if snapshot else ()

    def _options(self) -> Options:
        answers = self.query_one(Fields).answers()
        return w.options(self._meeting, self._way, self._objection.number, answers, self._circles)

    # --- layout

    def compose(self) -> ComposeResult:
        """Lay out the objection, the ways, the fields, what would change, and the last stops."""
        m = self._meeting
        with Vertical(id="dialog", classes="workbench") as dialog:
            title = _("Integrate · {title}", title=m.proposal.title if m.proposal else m.step.title)
            dialog.border_title = Content(title.translate(self.app.signs.spelling))  # never read as markup
            with VerticalScroll(id="body", can_focus=False):
                yield Scrolled(id="objection")
                yield Scrolled(id="aims")
                yield Rule(_("How do we use what it tells?"), id="how")
                yield Listing(id="ways")
                yield Rule(id="needs")
                yield Fields(m, self._circles, id="fields")
                yield Rule(id="against")
                yield Scrolled(id="changes")
            yield Foot(id="foot")

    def on_mount(self) -> None:
        """Begin with the ways, and follow the room."""
        if not self._objections:
            self.call_after_refresh(self.action_leave)
            return
        self._show()
        self.set_focus(self.query_one("#ways"))
        self.watch(self.app, "snapshot", self._follow, init=False)

    def on_resize(self, _event: events.Resize) -> None:
        """Give each part its rows."""
        if self._objections:
            self._fit()

    # --- showing

    def _show(self) -> None:
        """Bring everything to the objection, and to the way that is chosen."""
        m, objection, which, signs = self._meeting, self._objection, self._which, self.app.signs
        self.query_one("#objection", Scrolled).fill(
            lambda width, _height: bench.objection_lines(m, objection, which, signs, width)
        )
        self.query_one("#aims", Scrolled).fill(
            lambda width, height: bench.aim_lines(m, objection, signs, width, height)
        )
        way = self._open_way
        self.query_one("#ways", Listing).fill(bench.way_rows(m, way, signs), self._way)
        self.query_one(Fields).ask(w.WAYS[way].asks if way else (), None if way else objection)
        self.query_one("#needs", Rule).say(w.title(m, way) if way else self._releasing.asked)
        accept = _(w.WAYS[way].accept) if way else _("Let it go")
        release = self._releasing.label if way and self._may_let_go else ""
        self.query_one(Foot).label(accept, release, stuck=w.may_be_stuck(m))
        self._compare()
        self._fit()

    def _compare(self) -> None:
        """Show what would follow from what has been entered so far."""
        self._comparing = False
        if not self.is_attached:
            return
        if self._refusal and self.query_one(Fields).answers() != self._refused:
            self._refuse("")
        m, plain = self._meeting, bool(self.app.signs.spelling)
        if self._letting_go:
            outlook = w.Outlook(said=_("{name} is then asked for consent again.", name=m.name(self._objection.person)))
        else:
            outlook = w.outlook(m, self._options())
        said = self.app.spoken(outlook.said)
        self.query_one("#against", Rule).say(w.title_below(m, self._open_way))
        self.query_one("#changes", Scrolled).fill(
            lambda width, _height: bench.change_lines(m, outlook, said, width, plain=plain), follow=True
        )

    @on(TextArea.Changed)
    @on(Input.Changed)
    @on(Choice.Changed)
    def _compare_soon(self) -> None:
        """Compare once for all that has been typed by then."""
        if not self._comparing and self._objections:
            self._comparing = True
            self.call_later(self._compare)

    def _fit(self) -> None:
        """Give each part its rows, so that all of it is on the screen where that can be."""
        m, size = self._meeting, self.app.size
        width = min(_WIDEST, size.width) - _FRAME
        wanted = bench.wanted(m, self._objection, self._which, self.app.signs, (width, size.height))
        names = [m.name(p) for p in self._releasing.agreeing]
        told = self._tell(width)
        rows = max(1, size.height - _AROUND)
        given = bench.heights(rows - _RULES, wanted, bench.field_rows(self._open_way, names, width), told - 1)
        self.query_one("#body").styles.max_height = max(1, rows - told + 1)
        for part in ("objection", "aims", "ways", "changes"):
            self.query_one(f"#{part}").styles.height = given[part]
        self.query_one(Fields).area.styles.height = given["text"]

    def _tell(self, width: int) -> int:
        """Show what helps or was refused, and the keys; return the rows that the sentence takes."""
        foot = self.query_one(Foot)
        foot.show_keys(keys(*self._which), width)
        at = (self.focused.id or "") if self.focused else ""
        helps = self._releasing.hint if at == "release" else hint(at, self._open_way)
        return foot.tell(self._refusal or helps, width, refused=bool(self._refusal))

    def _refuse(self, why: str) -> None:
        """Tell why something was refused, until something else is entered."""
        self._refusal, self._refused = why, self.query_one(Fields).answers()
        self._fit()

    def _follow(self, snapshot: Snapshot | None) -> None:
        """Take in what others have done meanwhile; what was typed stays."""
        m = snapshot.meeting if snapshot else None
        if m is None or self._sending or m.subject != self._meeting.subject or not w.open_objections(m):
            return
        before, number = w.current(self._meeting), self._objection.number
        self._meeting = m
        self.query_one(Fields).ask_about(m)
        self._at = next((at for at, o in enumerate(self._objections) if o.number == number), 0)
        self._letting_go = self._letting_go and self._objection.number == number
        now = w.current(m)
        if now.number != before.number:
            area = self.query_one(Fields).area
            if area.text == before.text:
                area.text = now.text
            self._refuse(_("Meanwhile there is version {n}; what changes is compared with that.", n=now.number))
        self._show()

    # --- keys

    def on_key(self, event: events.Key) -> None:
        """What is typed before the first field is there waits for it."""
        if self.focused is None:
            event.stop()
            self._typed_ahead.append(event)
            self.call_after_refresh(self._hand_on)

    def _hand_on(self) -> None:
        if self.focused is not None:
            typed, self._typed_ahead = self._typed_ahead, []
            for event in typed:
                self.focused.post_message(events.Key(event.key, event.character))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what helps there; back at the ways, the objection is worked on again."""
        if event.widget.id == "ways" and self._letting_go:
            self._letting_go = False
            self._show()
        elif self._objections:
            self._fit()

    @on(Listing.Moved, "#ways")
    def _choose(self, message: Listing.Moved) -> None:
        self._way = cast(Way, message.id)
        self._refusal = ""
        self._show()

    def action_turn(self, by: int) -> None:
        """Go to the next stop, or the one before."""
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_enter(self) -> None:
        """Go on; begin a new line in a text; do what a stop says."""
        at = self.focused
        if isinstance(at, TextArea):
            at.post_message(events.Key("enter", "\r"))
        elif not isinstance(at, Stop):
            self.focus_next()
        elif at.id == "release" and len(self._releasing.agreeing) > 1:
            self._let_go()
        else:
            self._do({"release": "release", "stuck": "stuck"}.get(at.id or "", self._chosen))

    @property
    def _chosen(self) -> str:
        return "release" if self._letting_go else "integrate"

    def action_accept(self) -> None:
        """Do what is chosen, from wherever the focus is."""
        self._do(self._chosen)

    def action_leave(self) -> None:
        """Leave with nothing done; what is being done already comes to its end."""
        if not self._sending:
            self.dismiss(False)

    def action_other(self) -> None:
        """Go to the next open objection."""
        if self.is_mounted and not self._sending:
            self._at, self._letting_go, self._refusal = self._at + 1, False, ""
            self._show()

    def action_read(self) -> None:
        """Read aim, wording and objections in full."""
        from sociotui.tui.dialogs.reader import ReaderDialog
        from sociotui.tui.meeting.reading import about_meeting

        self.app.push_screen(ReaderDialog(_("In full"), about_meeting(self._meeting)))

    def _let_go(self) -> None:
        """Ask each one who has to agree before the objection is let go of."""
        self._letting_go, self._refusal = True, ""
        self._show()
        self.set_focus(self.query_one(Fields).agreed(self._objection))

    # --- handing in

    def _do(self, id_: str) -> None:
        if self.is_mounted and not self._sending:
            self._sending = True
            self.run_worker(self._hand_in(id_))

    async def _hand_in(self, id_: str) -> None:
        fields = self.query_one(Fields)
        await fields.settle()
        options, lacking = Options(), ("", "")
        if id_ == "release":
            agreed = fields.agreed(self._objection).value if self._letting_go else ""
            options = Options(person=self._objection.person, number=self._objection.number, agreed=agreed)
        elif id_ == "integrate":
            options, lacking = self._options(), w.lacking(self._way, fields.answers())
        refusal = lacking[1] or await self._act(id_, options)
        self._sending = False
        if lacking[0]:
            fields.query_one(f"#field-{lacking[0]}").focus()
        if refusal:
            self._refuse(refusal)
        elif id_ != "release" or not self._goes_on():
            self.dismiss(True)

    def _goes_on(self) -> bool:
        """Go on to another objection that is open; False where there is none."""
        m = self.app.snapshot.meeting if self.app.snapshot else None
        if m is None or m.subject != self._meeting.subject or not w.open_objections(m):
            return False
        self._meeting, self._at, self._letting_go, self._refusal = m, 0, False, ""
        self._show()
        self.set_focus(self.query_one("#ways"))
        return True
