"""Minutes: what a meeting keeps for the record. Decisions in their exact wording, outcomes, who was there; never who said what."""

from datetime import date

from msgspec import Struct

from sociotui.domain.evaluating import Evaluation
from sociotui.domain.formats import Aim
from sociotui.domain.items import Decision, FollowUp, Item, Outcome
from sociotui.domain.meeting import Meeting
from sociotui.domain.people import PersonName


class MinutesDecision(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A decision as the minutes have it. Of the consent they keep how many gave it, not who answered what."""

    title: str
    text: str
    review: date | None = None
    responsible: PersonName = ""
    why: str = ""
    measures: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    waiting: tuple[PersonName, ...] = ()
    window: int = 0
    versions: int = 1
    consented: int = 0
    objections_integrated: int = 0


class NextStep(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A next step: what, by whom, until when."""

    text: str
    owner: PersonName
    due: date | None = None


class MinutesItem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An item of the agenda and how it ended; `outcome` is None while it has not. `format` names a way of its own."""

    title: str
    aim: Aim = "decide"
    format: str = ""
    presenter: PersonName = ""
    outcome: Outcome | None = None
    decision: MinutesDecision | None = None
    notes: tuple[str, ...] = ()
    next_steps: tuple[NextStep, ...] = ()


class Minutes(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The minutes of a meeting, people by their names. Without times of day, so that equal meetings have equal minutes.

    `present` and `absent` are members, those who left early among the present; `minutes` is the length agreed on,
    0 where none was; `backlog` has the titles kept for later. Minutes that are not `closed` are as they stand.
    `evaluation` is what was said of a `private` meeting, without names; that of others is on the circle's record.
    `evaluated` is the sum of people's marks, and what they want more or less of.
    """

    circle: str
    on: date
    format: str
    facilitator: PersonName
    secretary: PersonName
    present: tuple[PersonName, ...] = ()
    guests: tuple[PersonName, ...] = ()
    absent: tuple[PersonName, ...] = ()
    minutes: int = 0
    items: tuple[MinutesItem, ...] = ()
    backlog: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    next_meeting: str = ""
    evaluation: tuple[str, ...] = ()
    closed: bool = False
    private: bool = False
    evaluated: Evaluation | None = None
    aims: tuple[str, ...] = ()


def minutes_of(meeting: Meeting) -> Minutes:
    """Return the minutes of a meeting, held or still going on."""
    people = meeting.people.values()
    return Minutes(
        circle=meeting.circle.name,
        on=meeting.today,
        format=meeting.format.title,
        facilitator=meeting.name(meeting.facilitator),
        secretary=meeting.name(meeting.secretary),
        present=tuple(p.name for p in people if p.member and p.presence != "absent"),
        guests=tuple(p.name for p in people if not p.member and p.presence != "absent"),
        absent=tuple(p.name for p in people if p.member and p.presence == "absent"),
        minutes=meeting.minutes,
        items=tuple(_item(meeting, item) for item in meeting.agenda),
        backlog=tuple(topic.title for topic in meeting.backlog),
        notes=meeting.notes,
        next_steps=_next_steps(meeting, meeting.follow_ups),
        next_meeting=meeting.next_meeting,
        evaluation=meeting.evaluation if meeting.private else (),
        closed=bool(meeting.closed),
        private=meeting.private,
        evaluated=meeting.marking.sum,
        aims=meeting.circle.aims,
    )


def _item(meeting: Meeting, item: Item) -> MinutesItem:
    decision = next((d for d in meeting.decisions if d.item == item.id), None)
    return MinutesItem(
        title=item.title,
        aim=item.aim,
        format=meeting.formats[item.format].title if item.format else "",
        presenter=meeting.name(item.presenter),
        outcome=_outcome(meeting, item.outcome) if item.outcome else None,
        decision=_decision(meeting, decision) if decision else None,
        notes=item.notes,
        next_steps=_next_steps(meeting, item.follow_ups),
    )


def _next_steps(meeting: Meeting, follow_ups: tuple[FollowUp, ...]) -> tuple[NextStep, ...]:
    return tuple(NextStep(text=f.text, owner=meeting.name(f.owner), due=f.due) for f in follow_ups)


def _outcome(meeting: Meeting, outcome: Outcome) -> Outcome:
    return Outcome(kind=outcome.kind, text=outcome.text, to=_taker(meeting, outcome.to))


def _decision(meeting: Meeting, decision: Decision) -> MinutesDecision:
    return MinutesDecision(
        title=decision.title,
        text=decision.text,
        review=decision.review,
        responsible=meeting.name(decision.responsible),
        why=decision.why,
        measures=decision.measures,
        concerns=decision.concerns,
        waiting=tuple(meeting.name(p) for p in decision.waiting),
        window=decision.window,
        versions=decision.version,
        consented=len(decision.consented),
        objections_integrated=decision.objections_integrated,
    )


def _taker(meeting: Meeting, to: str) -> str:
    """Return the name of who takes something on: a person of the meeting, a broader circle; other words stay as they are.

    A person comes first, as an id that both have stands for them (`handing.named_once`).
    """
    return meeting.name(to) if to in meeting.people else meeting.circle.parents.get(to, to)
