"""Governing: an organisation answers a command with events, and stands anew after each. Pure, as with meetings."""

from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from sociotui.domain import organisation_commands as c
from sociotui.domain import organisation_events as e
from sociotui.domain.answering import answer, settle
from sociotui.domain.circles import PROCESS_ROLES, Circle
from sociotui.domain.defining import check
from sociotui.domain.event import Command, Event
from sociotui.domain.items import BacklogItem, with_topic
from sociotui.domain.keeping import keep
from sociotui.domain.organisation import STARTS_KEPT, Definition, Organisation
from sociotui.domain.people import Person, Term
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.text import cleaned
from sociotui.words import _


def decide_organisation(organisation: Organisation, command: Command, actor: str, at: int) -> tuple[Event, ...]:
    """Answer a command to the organisation with the events that it makes. Raises `Refused`; nothing is half done."""
    del actor  # goes on record with the events
    if isinstance(command, c.KeepOutcomes):
        return tuple(keep(organisation, command.meeting, at, evolve_organisation))
    command = _cleaned(command)
    match command:
        case c.Define():
            return tuple(_define(organisation, command.definition, at))
        case c.AnswerDecision():
            return tuple(answer(organisation, command, at))
        case c.SettleWindows():
            return tuple(settle(organisation, command, at, evolve_organisation))
        case c.FinishFollowUp():
            return tuple(_finish(organisation, command, at))
        case c.NoteSealed():
            held = organisation.held.get(command.meeting)
            return (e.TurnsDiscarded(at=at, meeting=held.id),) if held and not held.sealed else ()
        case _:
            raise TypeError(f"not a command to an organisation: {type(command).__name__}")


def _cleaned(command: Command) -> Command:
    """Return a command cleaned. A reason of nothing that can be seen does not become consent by that."""
    clean = cleaned(command)
    if (
        isinstance(command, c.AnswerDecision)
        and isinstance(clean, c.AnswerDecision)
        and command.reason
        and not clean.reason
    ):
        raise Refused(
            _("An objection comes with its reason: what about this would stand in the way of the circle's aim?")
        )
    return clean


def _define(o: Organisation, definition: Definition, at: int) -> Iterator[Event]:
    check(definition, o)
    if o.about != definition.organisation:
        yield e.OrganisationDescribed(at=at, about=definition.organisation)
    for person in definition.person:
        if o.people.get(person.id) != person:
            yield e.PersonEntered(at=at, person=person)
    for circle in definition.circle:
        if o.circles.get(circle.id) != circle:
            yield e.CircleFormed(at=at, circle=circle)


def _finish(o: Organisation, command: c.FinishFollowUp, at: int) -> Iterator[Event]:
    found = o.follow_ups.get(command.follow_up)
    if found is None:
        raise unknown(_("next step"), command.follow_up, {f.id: f.text for f in o.follow_ups.values() if not f.done})
    if found.done:
        raise Refused(_("“{text}” was done on {day}.", text=found.text, day=found.done))
    yield e.FollowUpDone(at=at, follow_up=found.id, on=command.today)


# --- evolve --------------------------------------------------------------------------------------


def evolve_organisation(organisation: Organisation, event: Event) -> Organisation:
    """Return the organisation as it stands after `event`."""
    return _EVOLVE[type(event)](organisation, event)


def _described(o: Organisation, event: e.OrganisationDescribed) -> Organisation:
    return replace(o, about=event.about)


def _entered(o: Organisation, event: e.PersonEntered) -> Organisation:
    return replace(o, people=o.people | {event.person.id: event.person})


def _formed(o: Organisation, event: e.CircleFormed) -> Organisation:
    return _with_circle(o, event.circle)


def _with_circle(o: Organisation, circle: Circle) -> Organisation:
    return replace(o, circles=o.circles | {circle.id: circle})


def _adopted(o: Organisation, event: e.PolicyAdopted) -> Organisation:
    return replace(o, policies=o.policies | {event.policy.id: event.policy})


def _kept(o: Organisation, event: e.PolicyKept) -> Organisation:
    policy = replace(o.policies[event.policy], review=event.review)
    return replace(o, policies=o.policies | {policy.id: policy})


def _ended(o: Organisation, event: e.PolicyEnded) -> Organisation:
    policy = replace(o.policies[event.policy], ended=event.on)
    return replace(o, policies=o.policies | {policy.id: policy})


def _selected(o: Organisation, event: e.PersonSelected) -> Organisation:
    chosen = event.selection
    o = replace(o, selections=o.selections | {chosen.id: chosen})
    circle = o.circles.get(chosen.circle)
    if circle is None:
        return o
    if chosen.person not in circle.members:  # a full member by a link becomes one by this role, too
        circle = replace(circle, members=(*circle.members, chosen.person))
    for role in PROCESS_ROLES:
        if role == chosen.role:
            term = Term(person=chosen.person, until=chosen.until)
            return _with_circle(o, replace(circle, roles=circle.roles | {role: term}))
    roles = tuple(
        replace(r, person=chosen.person, until=chosen.until) if r.id == chosen.role else r for r in circle.role
    )
    return _with_circle(o, replace(circle, role=roles))


def _joined(o: Organisation, event: e.MemberJoined) -> Organisation:
    if event.person not in o.people:
        o = replace(o, people=o.people | {event.person: Person(id=event.person, name=event.name or event.person)})
    circle = o.circles.get(event.circle)
    if circle is None or event.person in circle.members:
        return o
    return _with_circle(o, replace(circle, members=(*circle.members, event.person)))


def _left(o: Organisation, event: e.MemberLeft) -> Organisation:
    circle = o.circles.get(event.circle)
    if circle is None:
        return o
    return _with_circle(
        o,
        replace(
            circle,
            members=tuple(p for p in circle.members if p != event.person),
            roles={role: term for role, term in circle.roles.items() if term.person != event.person},
            role=tuple(replace(r, person="", until=None) if r.person == event.person else r for r in circle.role),
        ),
    )


def _received(o: Organisation, event: e.TopicReceived) -> Organisation:
    return _with_topic(o, event.circle, event.topic)


def _with_topic(o: Organisation, circle: str, topic: BacklogItem) -> Organisation:
    return replace(o, backlog=o.backlog | {circle: with_topic(o.backlog.get(circle, ()), topic)})


def _waited(o: Organisation, event: e.DecisionWaited) -> Organisation:
    return replace(o, waiting=o.waiting | {event.waiting.id: event.waiting})


def _answered(o: Organisation, event: e.AnswerGiven) -> Organisation:
    waiting = o.waiting[event.decision]
    waiting = replace(waiting, given=(*waiting.given, event.given))
    return replace(o, waiting=o.waiting | {waiting.id: waiting})


def _no_longer_waits(o: Organisation, id_: str) -> Organisation:
    return replace(o, waiting={w: waiting for w, waiting in o.waiting.items() if w != id_})


def _stood(o: Organisation, event: e.DecisionStood) -> Organisation:
    return _no_longer_waits(o, event.decision)


def _returned(o: Organisation, event: e.DecisionReturned) -> Organisation:
    waiting = o.waiting[event.decision]
    topic = BacklogItem(
        title=waiting.decision.title,
        minutes=20,
        added_by=event.person,
        next_step=_("Objection: {reason}", reason=event.reason),
    )
    return _no_longer_waits(_with_topic(o, waiting.circle, topic), event.decision)


def _follow_up(o: Organisation, event: e.FollowUpKept) -> Organisation:
    return replace(o, follow_ups=o.follow_ups | {event.follow_up.id: event.follow_up})


def _done(o: Organisation, event: e.FollowUpDone) -> Organisation:
    done = replace(o.follow_ups[event.follow_up], done=event.on)
    return replace(o, follow_ups=o.follow_ups | {done.id: done})


def _approved(o: Organisation, event: e.MinutesApproved) -> Organisation:
    held = replace(o.held[event.meeting], approved=event.how, approved_on=event.on)
    return replace(o, held=o.held | {held.id: held})


def _questioned(o: Organisation, event: e.MinutesQuestioned) -> Organisation:
    held = replace(o.held[event.meeting], window=0)
    topic = BacklogItem(
        title=_("Minutes of {day}", day=held.on), minutes=5, added_by=event.person, next_step=event.reason
    )
    return _with_topic(replace(o, held=o.held | {held.id: held}), held.circle, topic)


def _held(o: Organisation, event: e.MeetingHeld) -> Organisation:
    circle = event.held.circle
    return replace(
        o,
        held=o.held | {event.held.id: event.held},
        starts=o.starts | {circle: (*o.starts.get(circle, ()), *event.starts)[-STARTS_KEPT:]},
        backlog=o.backlog | {circle: event.backlog},
    )


def _discarded(o: Organisation, event: e.TurnsDiscarded) -> Organisation:
    return replace(o, held=o.held | {event.meeting: replace(o.held[event.meeting], sealed=True)})


_EVOLVE: dict[type[Event], Callable[[Organisation, Any], Organisation]] = {
    e.OrganisationDescribed: _described,
    e.PersonEntered: _entered,
    e.CircleFormed: _formed,
    e.PolicyAdopted: _adopted,
    e.PolicyKept: _kept,
    e.PolicyEnded: _ended,
    e.PersonSelected: _selected,
    e.MemberJoined: _joined,
    e.MemberLeft: _left,
    e.TopicReceived: _received,
    e.DecisionWaited: _waited,
    e.AnswerGiven: _answered,
    e.DecisionStood: _stood,
    e.DecisionReturned: _returned,
    e.FollowUpKept: _follow_up,
    e.FollowUpDone: _done,
    e.MinutesApproved: _approved,
    e.MinutesQuestioned: _questioned,
    e.MeetingHeld: _held,
    e.TurnsDiscarded: _discarded,
}
