"""The forms of the home screen: an answer to a decision that waits, minutes to be put right, a next step that is done."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from textual.containers import VerticalScroll

from sociotui.domain.items import Went
from sociotui.domain.organisation import Organisation
from sociotui.domain.privacy import was_private
from sociotui.domain.records import Held, Waiting
from sociotui.domain.text import clean
from sociotui.room.mending.telling import HOW_SAID
from sociotui.tui.dialogs import form
from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.words import _


class ReadingForm(FormDialog):
    """A form about a text that is to be read in full. Where it is longer than the screen, one reads before one is asked."""

    CSS_PATH = str(Path(form.__file__).with_name("dialogs.tcss"))
    AUTO_FOCUS = ""  # the first field would be scrolled to, and the text out of sight

    def on_mount(self) -> None:
        """Begin when it is known how much of the text is in sight."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        body = self.query_one("#body", VerticalScroll)
        if body.max_scroll_y:
            self.query_one("#dialog").border_subtitle = self._spelled(_("↑ ↓ read on · enter: go on to the answer"))
            body.can_focus = True
            body.focus()
        else:
            self.focus_next()


Say = Callable[[str, str, str, int], Awaitable[str]]
"""Puts an answer on record: of what, who, the reason of an objection, the version that was read; "", or why not."""


def answer(o: Organisation, w: Waiting, me: str, text: str, say: Say, *, own: bool = False) -> ReadingForm:
    """Ask one of those who are still asked for consent or an objection; neither is taken for granted.

    `text` has the wording, and what else one has to know. At a terminal of one's `own` nobody else answers.
    """
    private = was_private(o, w.meeting)
    objecting = _("yes: I object, and tell why in a private meeting") if private else _("yes: I object")
    who = Field(name="person", label=_("Who answers?"), options=_names(o, o.missing(w)), value=me)
    fields = [
        *([] if own else [who]),
        Field(
            name="answer",
            label=_("Do you see a reason why doing this would stand in the way of our aim?"),
            options=(("", _("not said yet")), ("consent", _("no: I consent")), ("object", objecting)),
        ),
    ]
    if not private:
        fields.append(_reason(_("Which reason? An objection is a gift: it shows what is not seen yet.")))

    async def submit(a: Answers) -> str:
        if not a["answer"]:
            return _("Silence is not consent. Choose “I consent” or “I object” with the arrow keys.")
        if private:
            reason = _("told in a private meeting") if a["answer"] == "object" else ""
            return await say(w.id, a.get("person", me), reason, w.decision.version)
        return _unreasoned(a) or await say(w.id, a.get("person", me), a["reason"], w.decision.version)

    title = _("{circle} asks", circle=o.circles[w.circle].name)
    return ReadingForm(Form(title=title, intro=text, fields=tuple(fields), accept=_("Answer")), submit)


def minutes(o: Organisation, held: Held, me: str, text: str, say: Say, *, own: bool = False) -> ReadingForm:
    """Show minutes within their window, and ask whether something is to be put right; by oneself, at one's `own` terminal."""
    put_right = ("answer", ("object",))
    members = _names(o, o.full_members(held.circle))
    fields = (
        Field(name="answer", label=_("Is something to be put right?"), options=(("", _("no")), ("object", _("yes")))),
        *(() if own else (Field(name="person", label=_("Who says so?"), options=members, value=me, when=put_right),)),
        _reason(_("What is to be put right?")),
    )

    async def submit(a: Answers) -> str:
        if not a["answer"]:
            return ""
        return _unreasoned(a) or await say(held.id, a.get("person", me), a["reason"], 0)

    title = _("Minutes of {day}", day=held.on)
    return ReadingForm(Form(title=title, intro=text, fields=fields, accept=_("Go on")), submit)


def done(text: str, finish: Callable[[], Awaitable[str]]) -> FormDialog:
    """Ask once more whether a next step, which `text` tells of, is done."""

    async def submit(_answers: Answers) -> str:
        return await finish()

    return FormDialog(Form(title=_("Is it done?"), intro=text, accept=_("It is done")), submit)


def followed_up(text: str, finish: Callable[[Went], Awaitable[str]]) -> FormDialog:
    """Ask how it went with an agreement that was released, which `text` tells of."""
    options = (("", _("not said yet")), *HOW_SAID.items())
    how = Field(name="how", label=_("How did it go?"), options=options)

    async def submit(a: Answers) -> str:
        went = next((each for each in HOW_SAID if each == a["how"]), None)
        return (
            await finish(went)
            if went
            else _("Choose with the arrow keys. Nobody is blamed: it is there to learn from.")
        )

    return FormDialog(Form(title=_("An agreement"), intro=text, fields=(how,), accept=_("Say so")), submit)


def _names(o: Organisation, people: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((p, o.people[p].name) for p in people)


def _reason(label: str) -> Field:
    return Field(name="reason", label=label, long=True, when=("answer", ("object",)))


def _unreasoned(answers: Answers) -> str:
    """Return what an objection lacks that comes without its reason, as a sentence; "" where nothing is missing."""
    if answers["answer"] == "object" and not clean(answers["reason"]):
        return _("An objection comes with its reason, which helps the circle to find a better way. What is it?")
    return ""
