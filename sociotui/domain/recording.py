"""Recording: a decision goes on record once consent is reached; with absent members still to be asked, it waits."""

from collections.abc import Iterator
from datetime import date

from sociotui.domain import commands, events
from sociotui.domain.consent import Ledger, Version
from sociotui.domain.effects import NO_REVIEW, Founds, Refers, Selects
from sociotui.domain.event import Event
from sociotui.domain.formats import WAY_ON
from sociotui.domain.handing import named_once
from sociotui.domain.integrating import ahead
from sociotui.domain.items import Decision, Outcome
from sociotui.domain.meeting import Meeting
from sociotui.domain.proposing import check_apart, in_months
from sociotui.domain.refusal import Refused
from sociotui.domain.turns import somebody
from sociotui.domain.wording import proposed, same_version
from sociotui.words import _


def record(m: Meeting, c: commands.Record, at: int) -> Iterator[Event]:
    """Put the decision on record, once everybody who counts has consented to exactly this wording."""
    item, proposal, current = proposed(m)
    same_version(c.version, current.number)
    _reached(m, current)
    check_apart(m, {e.role: e.person for e in current.effects if isinstance(e, Selects)})
    ledger = m.ledger
    absent = m.asked(m.absent())
    waiting = m.awaited()
    decision = Decision(
        item=item.id,
        title=proposal.title,
        text=current.text,
        version=current.number,
        review=_review(m, c.review, current),
        responsible=somebody(m, c.responsible) if c.responsible else "",
        measures=current.measures,
        concerns=tuple(concern.text for concern in ledger.concerns),
        why=c.why or _why(m, current),
        published=c.published,
        consented=tuple(g.person for g in ledger.given),
        absent=absent,
        objections_integrated=sum(o.state == "integrated" for o in ledger.objections),
        effects=current.effects,
        given=ledger.given,
        waiting=waiting,
        window=m.circle.customs.window if waiting and m.circle.customs.absence == "lazy" else 0,
    )
    yield events.DecisionRecorded(at=at, decision=decision)
    yield events.ItemClosed(at=at, item=item.id, outcome=_outcome(m, decision))


def _reached(m: Meeting, current: Version) -> None:
    ledger: Ledger = m.ledger
    if ledger.open:
        raise Refused(
            _(
                "The objection of {names} is open; integrate it first.",
                names=m.names(tuple(o.person for o in ledger.open)),
            )
        )
    if not ledger.reached or ledger.version != current.number:
        raise Refused(
            _(
                "Consent is missing on version {n}: {names}. Silence is never consent.",
                n=current.number,
                names=m.names(ledger.missing or m.counting()),
            )
        )


def _review(m: Meeting, said: date | None, current: Version) -> date | None:
    """Return the day on which the decision is looked at again; None where it names none."""
    if current.effects and all(isinstance(e, NO_REVIEW) for e in current.effects):
        return ahead(m, said) if said else None
    review = said or current.review
    if review is None:
        raise Refused(
            _(
                "On which day will the circle look at this again? A decision without that day tends to be forgotten. "
                "{circle} usually does so after {n} months: {day}.",
                circle=m.circle.name,
                n=m.circle.customs.review,
                day=in_months(m.today, m.circle.customs.review),
            )
        )
    if current.review and review > current.review:
        raise Refused(
            _(
                "The circle consented to a term until {day}. Choose that day or one before it.",
                day=current.review,
            )
        )
    return ahead(m, review)


def _why(m: Meeting, current: Version) -> str:
    """Return the need behind it: the statement that the circle consented to, or the nominee's reasons."""
    needs = m.item.part("needs") if m.item else None
    if needs:
        return needs.current.text
    return " ".join(dict.fromkeys(e.reason for e in current.effects if isinstance(e, Selects) and e.reason))


def _outcome(m: Meeting, decision: Decision) -> Outcome:
    if m.step.part == WAY_ON:
        to = next(
            (
                named_once(m, e.circle) if isinstance(e, Refers) else e.circle.name
                for e in decision.effects
                if isinstance(e, Refers | Founds)
            ),
            "",
        )
        return Outcome(kind="delegated", text=decision.text, to=to)
    return Outcome(kind="waiting" if decision.waiting else "decided", text=decision.text)
