"""Minutes for people to read: laid out once as a page, then written as Markdown, as HTML or as plain text."""

from collections.abc import Iterator, Sequence
from typing import Literal

from sociotui.domain.aims import in_a_line
from sociotui.domain.items import Outcome
from sociotui.domain.marks_said import evaluation_lines, wishes_lines
from sociotui.domain.minutes import Minutes, MinutesDecision, MinutesItem, NextStep
from sociotui.domain.records import Held
from sociotui.exchange.page import Block, Facts, Heading, Lead, Line, Points, Title, Wording
from sociotui.words import _

MinutesFormat = Literal["md", "html", "txt"]


def render(
    minutes: Minutes,
    format: MinutesFormat,
    *,
    held: Held | None = None,
    since: Sequence[str] = (),
    code: Sequence[str] = (),
) -> str:
    """Return minutes as Markdown (`md`), a document in HTML or plain text (`txt`), ending with a line end.

    `held` is what the organisation keeps of the meeting, which tells of their approval; `since` are sentences on how
    it stands by now with what waited; `code` are lines that say which record the minutes are of.
    """
    page = tuple(page_of(minutes, held, since, code))
    match format:
        case "md":
            from sociotui.exchange import markdown

            return markdown.write(page)
        case "html":
            from sociotui.exchange import html

            return html.write(page)
        case "txt":
            from sociotui.exchange import plain

            return plain.write(page)


def page_of(
    minutes: Minutes, held: Held | None = None, since: Sequence[str] = (), code: Sequence[str] = ()
) -> Iterator[Block]:
    """Lay minutes out, from the title down; `held`, `since` and `code` as with `render`."""
    yield Title(_("{circle}: minutes of {day}", circle=minutes.circle, day=minutes.on))
    if minutes.private:
        yield Lead(_("A private meeting: these minutes are for those who took part."))
    if not minutes.closed:
        yield Lead(_("As they stand: this meeting is still going on."))
    yield Facts((*_attendance(minutes), *_approval(held)))
    if since:
        yield Line(_("Since then:"), strong=True)
        yield Points(tuple(since))
    for number, item in enumerate(minutes.items, start=1):
        yield Heading(item.title, number)
        yield from _item(item)
    steps = tuple(_next_step(step) for step in minutes.next_steps)
    for title, points in (
        (_("Next steps"), steps),
        (_("Kept for later"), minutes.backlog),
        (_("Notes"), minutes.notes),
        (_("Evaluation"), minutes.evaluation),
    ):
        if points:
            yield Heading(title)
            yield Points(points)
    if minutes.evaluated:
        yield Heading(_("How it was"))
        yield Points((*evaluation_lines(minutes.evaluated), *wishes_lines(minutes.evaluated)))
    if minutes.next_meeting:
        yield Heading(_("Next meeting"))
        yield Line(minutes.next_meeting)
    if code:
        yield Heading(_("To compare"))
        yield from (Line(line) for line in code)


def _attendance(minutes: Minutes) -> Iterator[tuple[str, str]]:
    if minutes.aims:
        yield _("Our aim"), in_a_line(minutes.aims)
    yield _("Meeting"), minutes.format
    yield _("Facilitator"), minutes.facilitator
    yield _("Secretary"), minutes.secretary
    for label, names in (
        (_("Present"), minutes.present),
        (_("Guests"), minutes.guests),
        (_("Absent"), minutes.absent),
    ):
        if names:
            yield label, ", ".join(names)
    if minutes.minutes:
        yield _("Agreed length"), _("{n} min", n=minutes.minutes)


def _approval(held: Held | None) -> Iterator[tuple[str, str]]:
    """Say how these minutes were approved, by whom and when; nothing of a meeting that is not on record yet."""
    if held is None:
        return
    how = {
        "": _("not yet"),
        "next": _("by consent in the next meeting, on {day}", day=held.approved_on),
        "end": _("by consent at the end of the meeting, on {day}", day=held.approved_on),
        "window": _("by the circle's custom, as nobody objected in time, on {day}", day=held.approved_on),
    }
    yield _("Approved"), how[held.approved]


def _item(item: MinutesItem) -> Iterator[Block]:
    aim = {"report": _("To report"), "explore": _("To explore"), "decide": _("To decide")}[item.aim]
    aim = item.format or aim
    yield Lead(_("{aim}, presented by {name}", aim=aim, name=item.presenter) if item.presenter else aim)
    if item.outcome:
        yield from _outcome(item.outcome, item.decision)
    else:
        yield Line(_("No outcome yet."), strong=True)
    if item.decision:
        yield Facts(tuple(_decision(item.decision, item.title)))
    if item.next_steps:
        yield Line(_("Next steps:"), strong=True)
        yield Points(tuple(_next_step(step) for step in item.next_steps))
    if item.notes:
        yield Line(_("Notes:"), strong=True)
        yield Points(item.notes)


def _next_step(step: NextStep) -> str:
    by = _("{owner}, by {day}", owner=step.owner, day=step.due) if step.due else step.owner
    return f"{step.text} ({by})"


def _outcome(outcome: Outcome, decision: MinutesDecision | None) -> Iterator[Block]:
    ends = {
        "decided": _("Decided"),
        "dropped": _("Dropped"),
        "postponed": _("Postponed"),
        "delegated": _("Delegated"),
        "waiting": _("All who were present consent; the decision waits"),
    }
    kind = ends[outcome.kind]
    end = _("{outcome} to {name}", outcome=kind, name=outcome.to) if outcome.to else kind
    wording = decision.text if decision else outcome.text
    yield Line(f"{end}:" if wording else f"{end}.", strong=True)
    if wording:
        yield Wording(wording)


def _decision(decision: MinutesDecision, item: str) -> Iterator[tuple[str, str]]:
    if decision.title != item:
        yield _("Policy"), decision.title
    if decision.why:
        yield _("Why"), decision.why
    if decision.review:
        yield _("Looked at again"), decision.review.isoformat()
    if decision.responsible:
        yield _("Responsible"), decision.responsible
    for measure in decision.measures:
        yield _("Measured"), measure
    for concern in decision.concerns:
        yield _("Concern"), concern
    yield _("Consented"), _("{n}, to version {version}", n=decision.consented, version=decision.versions)
    if decision.objections_integrated:
        yield _("Objections integrated"), str(decision.objections_integrated)
    if decision.waiting:
        until = _("for {n} hours", n=decision.window) if decision.window else _("until they have answered")
        yield _("Waits"), _("{until}, for {names}", until=until, names=", ".join(decision.waiting))
