"""History: what changed in an organisation's structure and decisions, act by act: when, by whom, on what it rests."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from sys import intern
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain import organisation_events as e
from sociotui.domain.altered import Told, altered
from sociotui.domain.changes import Step
from sociotui.domain.event import Event
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.fairness import Start
from sociotui.domain.organisation import Organisation
from sociotui.domain.records import Edition, Held, Policy
from sociotui.domain.resting_on import authority
from sociotui.domain.shelf import Shelf
from sociotui.words import _

Kind = Literal["change", "undo", "meeting", "answer", "file"]
"""What an act was: a change outside of meetings, one taken back, outcomes of a meeting, a decision that stood later on, or
a structure that was written down and brought in."""

Day = Callable[[int], date]
"""Returns the day of a time, in ms since 1970, where the people are."""


class Entry(Struct, frozen=True, kw_only=True):
    """One act of the history. `number` names it for good; `actor` is who did it, a person's id or an account.

    `authority` says in words what it rests on, `decision` is the id of the decision that it names, `meeting` of the
    meeting that it came from. `undoes` is the number of the change that it took back, `undone` that of the act which
    took this one back, 0 where it stands.
    """

    number: int
    at: int
    on: date
    actor: str
    kind: Kind
    authority: str
    told: tuple[Told, ...]
    decision: str = ""
    meeting: str = ""
    undoes: int = 0
    undone: int = 0

    @property
    def sentence(self) -> str:
        """The whole entry as one sentence or more, without its day: what changed, and what it rests on."""
        said = " ".join(told.said for told in self.told)
        said = _("{said} ({authority})", said=said, authority=self.authority)
        return _("{said} Taken back since, by number {n}.", said=said, n=self.undone) if self.undone else said


STRUCTURE = (
    e.OrganisationDescribed,
    e.PersonEntered,
    e.CircleFormed,
    e.CircleEnded,
    e.PersonSelected,
    e.MemberJoined,
    e.MemberLeft,
    e.ChangeUndone,
)
"""The events that change people and circles."""


def slim(step: Step) -> Step:
    """Return a step with only what its history tells, so that those of ten years can be kept in memory."""
    return replace(step, events=tuple(kept for event in step.events if (kept := _slim(event))))


def _slim(event: Event) -> Event | None:
    match event:
        case e.PolicyAdopted(policy=p):
            editions = (Edition(text="", adopted=p.adopted, review=p.review),) if p.editions else ()
            bare = Policy(
                id=p.id, circle=p.circle, title=p.title, text="", adopted=p.adopted, review=p.review, editions=editions
            )
            return replace(event, policy=bare)
        case e.MeetingHeld(held=held):
            # Who began its rounds is kept for the mirror; names stand here once, as there are thousands of starts.
            starts = tuple(Start(intern(start.person), start.direction) for start in event.starts)
            return e.MeetingHeld(at=event.at, held=Held(id=held.id, circle=held.circle, on=held.on), starts=starts)
        case e.StructureChanged() | e.PolicyKept() | e.PolicyEnded() | e.DecisionStood():
            return event
    return event if isinstance(event, STRUCTURE) else None


class Turn(Struct, frozen=True):
    """An act, and the people and circles before and after it; all else of these organisations is left out."""

    step: Step
    before: Organisation
    after: Organisation


def turns(steps: Iterable[Step]) -> Iterator[Turn]:
    """Yield every act with the structure before and after it."""
    state = Organisation()
    for step in steps:
        before = state
        for event in step.events:
            if isinstance(event, STRUCTURE):
                state = evolve_organisation(state, event)
                if state.selections:  # of these the circles tell what counts, and a shelf would be copied each time
                    state = replace(state, selections=Shelf())
        yield Turn(step, before, state)


def undone(steps: Sequence[Step]) -> dict[int, int]:
    """Return which changes are taken back at the end, by number, and the number of the act that did so.

    Where that act was itself taken back, the change stands again.
    """
    found: dict[int, int] = {}
    for step in reversed(steps):
        first = step.events[0]
        if isinstance(first, e.ChangeUndone) and step.number not in found:
            found[first.change] = step.number
    return found


def history(steps: Iterable[Step], day: Day, circle: str = "", number: int = 0) -> tuple[Entry, ...]:
    """Return the history of a circle, or for "" of the whole organisation, the oldest first; of `number` that act alone."""
    steps = tuple(steps)
    gone = undone(steps)
    known: dict[str, _Called] = {}
    entries = []
    for turn in turns(steps):
        step = turn.step
        decided = tuple(_decided(step, known))
        if number and step.number != number:
            continue
        on = day(step.events[0].at)
        told = (*altered(turn.before, turn.after, on), *decided)
        if circle:
            told = tuple(each for each in told if circle in each.circles)
        if told:
            entries.append(replace(_entry(turn, on, known), told=told, undone=gone.get(step.number, 0)))
    return tuple(entries)


class _Called(Struct, frozen=True):
    title: str
    circle: str


def _entry(turn: Turn, on: date, known: dict[str, _Called]) -> Entry:
    """Return an act's entry, with nothing told yet."""
    step, first = turn.step, turn.step.events[0]
    person = turn.after.people.get(step.actor) or turn.before.people.get(step.actor)
    name = person.name if person else step.actor
    entry = Entry(number=step.number, at=first.at, on=on, actor=step.actor, kind="file", authority="", told=())
    if isinstance(first, e.StructureChanged):
        title = known[first.decision].title if first.decision in known else ""
        said = authority(first, name, title)
        return replace(entry, kind="change", authority=said, decision=first.decision)
    if isinstance(first, e.ChangeUndone):
        said = _("number {n} was taken back, {who}", n=first.change, who=authority(first, name))
        return replace(entry, kind="undo", authority=said, undoes=first.change)
    held = next((event.held for event in step.events if isinstance(event, e.MeetingHeld)), None)
    if held:
        said = _("decided in the meeting of {day}, {id}", day=held.on, id=held.id)
        return replace(entry, kind="meeting", authority=said, meeting=held.id)
    stood = next((event.decision for event in step.events if isinstance(event, e.DecisionStood)), "")
    if stood:
        said = _("decided when the last answers were there, {id}", id=stood)
        return replace(entry, kind="answer", authority=said, decision=stood)
    if any(isinstance(event, e.PolicyAdopted | e.PolicyKept | e.PolicyEnded) for event in step.events):
        return replace(entry, kind="meeting", authority=_("decided by consent"))
    return replace(entry, authority=_("brought in from a file by {name}", name=name or _("somebody")))


def _decided(step: Step, known: dict[str, _Called]) -> Iterator[Told]:
    """Yield what was decided in an act, beyond people and circles; `known` keeps what decisions are called, by id."""
    for event in step.events:
        match event:
            case e.PolicyAdopted(policy=policy):
                known[policy.id] = _Called(policy.title, policy.circle)
                title, day = policy.title, policy.review
                if policy.editions:
                    said = _("“{title}” has another wording, looked at again on {day}.", title=title, day=day)
                else:
                    said = _("“{title}” was decided, looked at again on {day}.", title=title, day=day)
                yield Told((policy.circle,), said)
            case e.PolicyKept(policy=id_, review=review) if id_ in known:
                said = _("“{title}” stays, looked at again on {day}.", title=known[id_].title, day=review)
                yield Told((known[id_].circle,), said)
            case e.PolicyEnded(policy=id_) if id_ in known:
                yield Told((known[id_].circle,), _("“{title}” ends.", title=known[id_].title))
            case e.PersonSelected(selection=chosen):
                known[chosen.id] = _Called(chosen.title or chosen.role, chosen.circle)
            case _:
                continue
