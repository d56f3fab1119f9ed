"""Minutes for people to read: laid out once as a page, then written as Markdown or as plain text."""

from collections.abc import Iterator
from typing import Literal

from sociotui.domain.meeting import Outcome
from sociotui.domain.minutes import Minutes, MinutesDecision, MinutesItem
from sociotui.exchange import markdown, plain
from sociotui.exchange.page import Block, Facts, Heading, Lead, Line, Points, Title, Wording
from sociotui.words import _

MinutesFormat = Literal["md", "txt"]


def render(minutes: Minutes, format: MinutesFormat) -> str:
    """Return minutes as Markdown (`md`) or plain text (`txt`), ending with a line end."""
    page = tuple(page_of(minutes))
    return markdown.write(page) if format == "md" else plain.write(page)


def page_of(minutes: Minutes) -> Iterator[Block]:
    """Lay minutes out, from the title down."""
    yield Title(_("{circle}: minutes of {day}", circle=minutes.circle, day=minutes.on))
    if not minutes.closed:
        yield Lead(_("As they stand: this meeting is still going on."))
    yield Facts(tuple(_attendance(minutes)))
    for number, item in enumerate(minutes.items, start=1):
        yield Heading(item.title, number)
        yield from _item(item)
    for title, points in ((_("Kept for later"), minutes.backlog), (_("Notes"), minutes.notes)):
        if points:
            yield Heading(title)
            yield Points(points)
    if minutes.next_meeting:
        yield Heading(_("Next meeting"))
        yield Line(minutes.next_meeting)


def _attendance(minutes: Minutes) -> Iterator[tuple[str, str]]:
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


def _item(item: MinutesItem) -> Iterator[Block]:
    aim = {"report": _("To report"), "explore": _("To explore"), "decide": _("To decide")}[item.aim]
    yield Lead(_("{aim}, presented by {name}", aim=aim, name=item.presenter) if item.presenter else aim)
    if item.outcome:
        yield from _outcome(item.outcome, item.decision)
    else:
        yield Line(_("No outcome yet."), strong=True)
    if item.decision:
        yield Facts(tuple(_decision(item.decision, item.title)))
    if item.notes:
        yield Line(_("Notes:"), strong=True)
        yield Points(item.notes)


def _outcome(outcome: Outcome, decision: MinutesDecision | None) -> Iterator[Block]:
    ends = {"decided": _("Decided"), "dropped": _("Dropped"), "postponed": _("Postponed"), "delegated": _("Delegated")}
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
    yield _("Looked at again"), decision.review.isoformat()
    if decision.responsible:
        yield _("Responsible"), decision.responsible
    for measure in decision.measures:
        yield _("Measured"), measure
    yield _("Consented"), _("{n}, to version {version}", n=decision.consented, version=decision.versions)
    if decision.objections_integrated:
        yield _("Objections integrated"), str(decision.objections_integrated)
