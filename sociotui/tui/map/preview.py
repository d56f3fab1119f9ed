"""Preview: what a change will do, in sentences, and what it rests on; only then it is done."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import ClassVar

from textual.containers import VerticalScroll
from textual.widgets import Input

from sociotui.domain.changes import AnyEdit
from sociotui.domain.changing import touched
from sociotui.domain.history import Entry
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_events import StructureChanged
from sociotui.domain.resting_on import authority, decisions_of, recorder
from sociotui.domain.touching import Preview
from sociotui.room.port import Snapshot
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.tui.home.forms import ReadingForm
from sociotui.words import _

Do = Callable[[str, str], Awaitable[str]]
"""Does what was seen, by a decision (its id, or "") or with why; returns "", or why not."""


class PreviewDialog(ReadingForm):
    """Shows what would be done. Enter does it, from wherever one is; escape goes back, and nothing is done."""

    keys_said: ClassVar[str] = _("enter: do it · tab: on · escape: back, nothing is done")

    def _begin(self) -> None:
        if self.query_one("#body", VerticalScroll).max_scroll_y:
            super()._begin()
        else:
            self._ask_when_quiet()

    def _ask_when_quiet(self) -> None:
        """Begin with why, after the keys that were pressed before that was there: those wait for it, in their order."""
        if self.message_queue_size:
            self.call_later(self._ask_when_quiet)
        else:
            self.ask_why()
            self._hand_on()

    def action_enter(self) -> None:
        """Do it; who has not read to the end reads on first."""
        body = self.query_one("#body", VerticalScroll)
        if self.focused is None:  # what is typed ahead waits for its field, and this for that
            self.call_after_refresh(self.action_enter)
        elif body.has_focus and body.scroll_offset.y + body.size.height < body.max_scroll_y:
            body.scroll_page_down(animate=False)
        elif body.has_focus:  # the end comes into sight with it
            self.ask_why()
        else:
            self.action_accept()

    def ask_why(self) -> None:
        """Go to where it is said what it rests on."""
        self.set_focus(self.query_one("#field-why", Input))


def preview(
    snapshot: Snapshot, me: str, edits: Sequence[AnyEdit], found: Preview, noted: Sequence[str], do: Do
) -> PreviewDialog:
    """Show what edits would do, and ask whether a decision says so, or else why it is recorded by `me`."""
    o = snapshot.organisation
    circles = concerned(o, edits)
    name = o.people[me].name if me in o.people else me
    head = StructureChanged(at=0, why="", role=recorder(o, me, circles, snapshot.today))
    by = authority(head, name)
    decisions = decisions_of(o, circles)
    rests = Field(
        name="decision",
        label=_("What does it rest on?"),
        options=(("", by), *((id_, _("“{title}”", title=title)) for id_, title in decisions)),
    )
    why = Field(
        name="why", label=_("Why is it recorded? (a decision needs no more)") if decisions else _("Why is it recorded?")
    )
    fields = (rests, why) if decisions else (why,)
    notes = noted if decisions else (*noted, _("It will be {authority}.", authority=by))
    form = Form(title=_("What this does"), intro=told(found, notes), fields=fields, accept=_("Do it"))

    async def submit(a: Answers) -> str:
        decision = a.get("decision", "")
        if decision or a["why"].strip():
            return await do(decision, a["why"])
        dialog.ask_why()
        if decisions:
            return _("Say in a few words why, like “agreed by phone on Monday”; or choose the decision that says so.")
        return _("Say in a few words why, like “agreed by phone on Monday”: the history keeps it.")

    dialog = PreviewDialog(form, submit)
    return dialog


def preview_back(entry: Entry, found: Preview, do: Do) -> PreviewDialog:
    """Show what taking a change back would do."""
    was = " ".join(each.said for each in entry.told)
    intro = _(
        "Number {n} of {day}, {authority}: {was}\n\nTaking it back does this:\n\n{told}",
        n=entry.number,
        day=entry.on,
        authority=entry.authority,
        was=was,
        told=told(found),
    )
    why = Field(name="why", label=_("Why is it taken back? (need not be said)"))

    async def submit(a: Answers) -> str:
        return await do("", a["why"])

    return PreviewDialog(Form(title=_("Take it back"), intro=intro, fields=(why,), accept=_("Take it back")), submit)


def told(found: Preview, noted: Iterable[str] = ()) -> str:
    """Return what a preview says, a sentence a line; what is touched besides stands apart, each behind a dot."""
    besides = [f"· {said}" for said in (*found.touches, *noted)]
    return "\n".join([*found.changes, *(["", *besides] if besides else [])])


def concerned(o: Organisation, edits: Iterable[AnyEdit]) -> tuple[str, ...]:
    """Return the circles that edits are about."""
    return tuple(dict.fromkeys(circle for edit in edits for circle in touched(o, edit)))
