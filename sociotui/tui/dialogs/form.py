"""A form: a few questions on top of a screen. What was typed is kept until it is accepted or let go."""

from asyncio import Event
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from sociotui.tui.dialogs.questions import Answers, Field, Form, Submit
from sociotui.tui.signs import PLAIN, Signs
from sociotui.tui.widgets.choice import Choice
from sociotui.tui.widgets.several import Several
from sociotui.words import _


class Accept(Static, can_focus=True):
    """The last stop of a form: enter accepts it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "screen.accept", show=False)]


class FormDialog(ModalScreen[bool]):
    """Asks the fields of a form, one under the other; enter goes on, and accepts at the end."""

    CSS_PATH = "dialogs.tcss"
    keys_said: ClassVar[str] = _("escape: leave · tab: on · enter on the last: accept")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        # These go first, in the order of typing: what is typed ahead lands in the field that it is meant for.
        Binding("ctrl+s", "accept", show=False, priority=True),
        Binding("tab", "turn(1)", show=False, priority=True),
        Binding("shift+tab", "turn(-1)", show=False, priority=True),
        Binding("enter", "enter", show=False, priority=True),
    ]

    def __init__(self, form: Form, submit: Submit) -> None:
        super().__init__()
        self.form = form
        self._submit = submit
        self._sending = False
        self._typed_ahead: list[events.Key] = []

    def compose(self) -> ComposeResult:
        """Lay out the questions."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(self._spelled(self.form.title))  # as it is; a string would be read as markup
            with VerticalScroll(id="body", can_focus=False):
                if self.form.intro:
                    yield Static(self._spelled(self.form.intro), id="intro", markup=False)
                for field in self.form.fields:
                    yield Static(self._spelled(field.label), id=f"label-{field.name}", classes="label", markup=False)
                    yield _widget(field)
                yield Static("", id="refusal", markup=False)
            yield Accept(f" {self._spelled(self.form.accept)} ", id="accept", markup=False)
            yield Static(self._spelled(_(self.keys_said)), id="keys", markup=False)

    def _spelled(self, text: str) -> str:
        """Return a text in the signs that this terminal has."""
        signs: Signs = getattr(self.app, "signs", PLAIN)
        return text.translate(signs.spelling)

    def on_mount(self) -> None:
        """Show what is asked to begin with, from the top."""
        if not self.is_attached:
            return  # the app ends, and nothing was laid out
        self._ask_what_counts()
        if not self.form.first:
            self.call_after_refresh(self.query_one("#body").scroll_home, animate=False)
        if self.AUTO_FOCUS != "":  # at once: what is typed as soon as the form is seen is meant for its field
            self.set_focus(self._first())

    def _first(self) -> Widget:
        """Return what one begins with: the field that the form names, or else the first that is asked."""
        if self.form.first:
            return self.query_one(f"#field-{self.form.first}")
        fields = (self.query_one(f"#field-{field.name}") for field in self.form.fields)
        return next((field for field in fields if field.display), self.query_one("#accept"))

    @on(Choice.Changed)
    def _ask_what_counts(self) -> None:
        """Show the fields that are asked, by what has been chosen in those before them."""
        asked: dict[str, str] = {}
        for field in self.form.fields:
            counts = field.when is None or asked.get(field.when[0]) in field.when[1]
            for part in (f"#label-{field.name}", f"#field-{field.name}"):
                self.query_one(part).display = counts
            if counts:
                asked[field.name] = self._value(field)

    def on_resize(self, event: events.Resize) -> None:
        """Leave room for the frame, the last stop and the line of keys."""
        self.query_one("#body").styles.max_height = max(1, event.size.height - 4)

    def on_key(self, event: events.Key) -> None:
        """What is typed before the first field is there waits for it."""
        if self.focused is None and event.key != "escape":
            event.stop()
            self._typed_ahead.append(event)
            self.call_after_refresh(self._hand_on)

    def _hand_on(self) -> None:
        if self.focused is not None:
            typed, self._typed_ahead = self._typed_ahead, []
            for event in typed:
                self.focused.post_message(events.Key(event.key, event.character))

    def action_turn(self, by: int) -> None:
        """Go to the next field, or the one before."""
        self._ask_what_counts()
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_enter(self) -> None:
        """Go on from a line or a choice; begin a new line in a text; accept at the end."""
        self._ask_what_counts()  # what was pressed before this may have chosen otherwise
        focused = self.focused
        if isinstance(focused, TextArea):
            focused.post_message(events.Key("enter", "\r"))
        elif isinstance(focused, Accept):
            self.action_accept()
        elif focused is not None:
            self.focus_next()

    def action_cancel(self) -> None:
        """Leave with nothing done."""
        self.dismiss(False)

    def action_accept(self) -> None:
        """Hand the answers in; stay, with the reason, where they are refused."""
        if not self._sending:
            self._sending = True
            self.run_worker(self._hand_in(), exclusive=True)

    async def _hand_in(self) -> None:
        for field in self.form.fields:  # what was typed may still be on its way into its field
            settled = Event()
            self.query_one(f"#field-{field.name}").call_later(settled.set)
            await settled.wait()
        refusal = await self._submit(self.answers())
        self._sending = False
        if not refusal:
            self.dismiss(True)
            return
        told = self.query_one("#refusal", Static)
        told.update(self._spelled(refusal))
        told.display = True
        told.scroll_visible(animate=False)

    def answers(self) -> Answers:
        """Return what has been entered so far, by field; "" for those that are not asked."""
        self._ask_what_counts()
        return {
            field.name: self._value(field) if self.query_one(f"#field-{field.name}").display else ""
            for field in self.form.fields
        }

    def _value(self, field: Field) -> str:
        widget = self.query_one(f"#field-{field.name}")
        if isinstance(widget, TextArea):
            return widget.text
        return widget.value if isinstance(widget, Input | Choice | Several) else ""


def _widget(field: Field) -> Widget:
    id_ = f"field-{field.name}"
    if field.several:
        return Several(field.options, field.value, id=id_)
    if field.options:
        return Choice(field.options, field.value, id=id_)
    if field.long:
        area = TextArea(field.value, id=id_, tab_behavior="focus", soft_wrap=True, placeholder=field.hint)
        area.cursor_blink = False
        area.move_cursor(area.document.end)
        return area
    known = SuggestFromList(field.known, case_sensitive=False) if field.known else None
    line = Input(field.value, placeholder=field.hint, suggester=known, id=id_)
    line.cursor_blink = False
    return line
