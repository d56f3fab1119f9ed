"""Evolving an organisation: how it stands anew after each event. Pure, as with meetings."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from sociotui.domain import organisation_events as e
from sociotui.domain.backlog import Topics, changed, placed, topic_called
from sociotui.domain.circles import PROCESS_ROLES, Circle
from sociotui.domain.event import Event
from sociotui.domain.experience import NONE
from sociotui.domain.items import BacklogItem, with_topic
from sociotui.domain.organisation import MET_KEPT, STARTS_KEPT, Organisation
from sociotui.domain.people import Person, Term
from sociotui.domain.records import Answered, Held
from sociotui.domain.voice import ANSWERS_SHOWN, Earlier
from sociotui.words import _


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
    return replace(o, policies=o.policies.put(event.policy.id, event.policy))


def _kept(o: Organisation, event: e.PolicyKept) -> Organisation:
    policy = replace(o.policies[event.policy], review=event.review)
    return replace(o, policies=o.policies.put(policy.id, policy))


def _ended(o: Organisation, event: e.PolicyEnded) -> Organisation:
    policy = replace(o.policies[event.policy], ended=event.on)
    return replace(o, policies=o.policies.put(policy.id, policy).retire([policy.id]))


def _selected(o: Organisation, event: e.PersonSelected) -> Organisation:
    chosen = event.selection
    # Who holds the role today, the circle says; how it came to that is past at once.
    o = replace(o, selections=o.selections.put(chosen.id, chosen).retire([chosen.id]))
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


def _circle_ended(o: Organisation, event: e.CircleEnded) -> Organisation:
    circle = o.circles.get(event.circle)
    if circle is None:
        return o
    vacant = tuple(replace(r, person="", until=None) for r in circle.role)
    return _with_circle(o, replace(circle, members=(), roles={}, role=vacant, ended=event.on))


def _changed(o: Organisation, _event: e.StructureChanged) -> Organisation:
    return o  # the events that go with it say what is other now


def _undone(o: Organisation, event: e.ChangeUndone) -> Organisation:
    selections = o.selections.without(event.gone_selections)
    for chosen in event.selections:
        selections = selections.put(chosen.id, chosen).retire([chosen.id])
    people = {id_: person for id_, person in o.people.items() if id_ not in event.gone_people}
    circles = {id_: circle for id_, circle in o.circles.items() if id_ not in event.gone_circles}
    return replace(
        o,
        about=event.about or o.about,
        people=people | {person.id: person for person in event.people},
        circles=circles | {circle.id: circle for circle in event.circles},
        selections=selections,
    )


def _received(o: Organisation, event: e.TopicReceived) -> Organisation:
    return _with_topic(o, event.circle, event.topic)


def _with_topic(o: Organisation, circle: str, topic: BacklogItem) -> Organisation:
    return _with_backlog(o, circle, with_topic(o.backlog.get(circle, ()), topic))


def _topic_added(o: Organisation, event: e.TopicAdded) -> Organisation:
    if event.place is None:
        return _with_topic(o, event.circle, event.topic)
    return _with_backlog(o, event.circle, placed(o.backlog.get(event.circle, ()), event.topic, event.place))


def _topic_changed(o: Organisation, event: e.TopicChanged) -> Organisation:
    return _with_backlog(o, event.circle, changed(o.backlog.get(event.circle, ()), event.title, event.topic))


def _topic_ranked(o: Organisation, event: e.TopicRanked) -> Organisation:
    topics = o.backlog.get(event.circle, ())
    topic = topic_called(topics, event.title)
    return _with_backlog(o, event.circle, placed(topics, topic, event.place)) if topic else o


def _topic_dropped(o: Organisation, event: e.TopicDropped) -> Organisation:
    topics = o.backlog.get(event.circle, ())
    return _with_backlog(o, event.circle, tuple(t for t in topics if t.title != event.title))


def _with_backlog(o: Organisation, circle: str, topics: Topics) -> Organisation:
    return replace(o, backlog=o.backlog | {circle: topics})


def _voice_heard(o: Organisation, event: e.VoiceHeard) -> Organisation:
    return replace(o, voices=o.voices.put(event.voice.id, event.voice))


def _voice_answered(o: Organisation, event: e.VoiceAnswered) -> Organisation:
    answered = replace(
        o.voices[event.voice],
        answer=event.answer,
        answered=event.on,
        answered_by=event.person,
        meeting=event.meeting,
    )
    for circle, topics in o.backlog.items():
        if any(t.voice == event.voice for t in topics):  # there is nothing left to take up
            o = _with_backlog(o, circle, tuple(t for t in topics if t.voice != event.voice))
    read = [
        v.id
        for v in o.voices.live.values()
        if v.answered and v.id != answered.id and (event.on - v.answered).days > ANSWERS_SHOWN
    ]
    return replace(o, voices=o.voices.put(answered.id, answered).retire(read))


def _voice_reopened(o: Organisation, event: e.VoiceReopened) -> Organisation:
    voice = o.voices[event.voice]
    if voice.answered is None:
        return o
    before = Earlier(answer=voice.answer, on=voice.answered, by=voice.answered_by, why=event.why, person=event.person)
    again = replace(voice, answer="", answered=None, answered_by="", meeting="", earlier=(*voice.earlier, before))
    return replace(o, voices=o.voices.put(again.id, again))


def _waited(o: Organisation, event: e.DecisionWaited) -> Organisation:
    return replace(o, waiting=o.waiting | {event.waiting.id: event.waiting})


def _answered(o: Organisation, event: e.AnswerGiven) -> Organisation:
    waiting = o.waiting[event.decision]
    waiting = replace(waiting, given=(*waiting.given, event.given))
    return replace(o, waiting=o.waiting | {waiting.id: waiting})


def _no_longer_waits(o: Organisation, id_: str, at: int, *, stands: bool) -> Organisation:
    asked = o.waiting.get(id_)
    if asked is None:
        return o
    answered = Answered(
        id=id_, meeting=asked.meeting, item=asked.decision.item, title=asked.decision.title, at=at, stands=stands
    )
    waiting = {w: waiting for w, waiting in o.waiting.items() if w != id_}
    return replace(o, waiting=waiting, answered=o.answered.put(id_, answered).retire([id_]))


def _stood(o: Organisation, event: e.DecisionStood) -> Organisation:
    return _no_longer_waits(o, event.decision, event.at, stands=True)


def _returned(o: Organisation, event: e.DecisionReturned) -> Organisation:
    waiting = o.waiting[event.decision]
    topic = BacklogItem(
        title=waiting.decision.title,
        minutes=20,
        added_by=event.person,
        next_step=_("Objection: {reason}", reason=event.reason),
    )
    return _no_longer_waits(_with_topic(o, waiting.circle, topic), event.decision, event.at, stands=False)


def _follow_up(o: Organisation, event: e.FollowUpKept) -> Organisation:
    return replace(o, follow_ups=o.follow_ups.put(event.follow_up.id, event.follow_up))


def _done(o: Organisation, event: e.FollowUpDone) -> Organisation:
    done = replace(o.follow_ups[event.follow_up], done=event.on, how=event.how)
    return replace(o, follow_ups=o.follow_ups.put(done.id, done).retire([done.id]))


def _approved(o: Organisation, event: e.MinutesApproved) -> Organisation:
    held = replace(o.held[event.meeting], approved=event.how, approved_on=event.on)
    return _with_held(o, held)


def _questioned(o: Organisation, event: e.MinutesQuestioned) -> Organisation:
    held = replace(o.held[event.meeting], window=0)
    topic = BacklogItem(
        title=_("Minutes of {day}", day=held.on), minutes=5, added_by=event.person, next_step=event.reason
    )
    return _with_topic(_with_held(o, held), held.circle, topic)


def _held(o: Organisation, event: e.MeetingHeld) -> Organisation:
    circle = event.held.circle
    return replace(
        _with_held(o, event.held),
        starts=o.starts | {circle: (*o.starts.get(circle, ()), *event.starts)[-STARTS_KEPT:]},
        backlog=o.backlog | {circle: event.backlog},
        met=o.met | {circle: (*o.met.get(circle, ()), event.held.on)[-MET_KEPT:]},
        experience=o.experience | {circle: o.experience.get(circle, NONE).after(event.steps, event.people)},
    )


def _discarded(o: Organisation, event: e.TurnsDiscarded) -> Organisation:
    return _with_held(o, replace(o.held[event.meeting], sealed=True))


def _with_held(o: Organisation, held: Held) -> Organisation:
    """Return the organisation with what it keeps of a meeting; earlier ones of the circle are past when nothing of
    them is open any more.
    """
    o = replace(o, held=o.held.put(held.id, held))
    last = o.last_held(held.circle)
    over = [
        h.id
        for h in o.held.live.values()
        if h.circle == held.circle
        and h.sealed
        and not (h.window and not h.approved)
        and (last is None or h.id != last.id)
    ]
    return replace(o, held=o.held.retire(over))


def _forgotten(o: Organisation, _event: e.PersonForgotten) -> Organisation:
    return o  # who is gone is gone from the events before it


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
    e.CircleEnded: _circle_ended,
    e.StructureChanged: _changed,
    e.ChangeUndone: _undone,
    e.TopicReceived: _received,
    e.TopicAdded: _topic_added,
    e.TopicChanged: _topic_changed,
    e.TopicRanked: _topic_ranked,
    e.TopicDropped: _topic_dropped,
    e.VoiceHeard: _voice_heard,
    e.VoiceAnswered: _voice_answered,
    e.VoiceReopened: _voice_reopened,
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
    e.PersonForgotten: _forgotten,
}
