"""News: what changed in an organisation between meetings, each change as one short sentence for whoever looks on."""

from collections.abc import Mapping

from msgspec import Struct

from sociotui.domain import organisation_events as e
from sociotui.domain.due import voice_title
from sociotui.domain.event import Event
from sociotui.domain.organisation import Organisation
from sociotui.domain.records import Waiting
from sociotui.words import _

KEPT = 5
"""How many of the latest news a room holds for a screen that was covered meanwhile."""


class News(Struct, frozen=True):
    """A change told. `number` is that of its last event in the organisation's stream, so later news have a higher one."""

    number: int
    said: str


_PREPARED = e.TopicAdded | e.TopicChanged | e.TopicRanked | e.TopicDropped
_OF_BACKLOG = _PREPARED | e.TopicReceived
Asked = Mapping[str, Waiting]
"""The decisions that wait or have waited, by id."""


def tell_change(asked: Asked, after: Organisation, events: tuple[Event, ...]) -> str:
    """Return what the events of one command did to an organisation; "" where it is of no news to the people.

    `asked` are the decisions that waited before; `after` is the organisation after the events, or later still.
    """
    if len(events) == 1 and isinstance(events[0], _OF_BACKLOG):
        return _alone(after, events[0])
    if len(events) == 1 and isinstance(events[0], e.VoiceHeard | e.VoiceAnswered | e.VoiceReopened):
        return _voice(after, events[0])
    if events and isinstance(events[0], e.StructureChanged | e.ChangeUndone):
        return _structure(after, events)
    return " ".join(_between(asked, after, events))


def _between(asked: Asked, after: Organisation, events: tuple[Event, ...]) -> list[str]:
    """Return what is told of answers, minutes and next steps."""
    answered = {event.decision for event in events if isinstance(event, e.AnswerGiven)}
    stood = {event.decision for event in events if isinstance(event, e.DecisionStood)}
    said: list[str] = []
    for event in events:
        match event:
            case e.DecisionWaited():
                said.append(_waits(after, event.waiting))
            case e.AnswerGiven() if event.decision in asked:
                last = event.decision in stood
                said.append(_answer(after, asked[event.decision], event.given.person, last=last))
            case e.DecisionStood() if event.decision in asked and event.decision not in answered:
                said.append(_stands(asked[event.decision], lapsed=bool(event.lapsed)))
            case e.DecisionReturned() if event.decision in asked:
                said.append(_returned(after, asked[event.decision], event.person))
            case e.MinutesQuestioned():
                said.append(_questioned(after, event))
            case e.MinutesApproved(how="window"):  # of the other ways those who were in the meeting know
                said.append(_approved(after, event))
            case e.FollowUpKept() | e.FollowUpDone():
                said += _followed(after, event)
    return said


def _voice(after: Organisation, event: e.VoiceHeard | e.VoiceAnswered | e.VoiceReopened) -> str:
    """Return what was said to a circle, or answered. Of what comes unnamed nothing: the moment would tell who is here just now."""
    voice = event.voice if isinstance(event, e.VoiceHeard) else after.voices.get(event.voice)
    if voice is None or (isinstance(event, e.VoiceHeard) and not voice.by):
        return ""
    title, circle = voice_title(voice), _circle(after, voice.circle)
    if isinstance(event, e.VoiceHeard):
        name = _name(after, voice.by)
        return _(
            "Thank you, {name}. It waits for the next meeting of {circle}. {title}",
            name=name,
            circle=circle,
            title=title,
        )
    if isinstance(event, e.VoiceAnswered):
        return _("Answered ({circle}): {title}", circle=circle, title=title)
    return _("It waits for an answer again ({circle}): {title}", circle=circle, title=title)


def _followed(after: Organisation, event: e.FollowUpKept | e.FollowUpDone) -> list[str]:
    """Tell of an agreement that was released, or of what was done; what a meeting took on those who were in it know."""
    if isinstance(event, e.FollowUpKept):
        text = " ".join(event.follow_up.text.split())
        return [_("An agreement was released: “{text}”.", text=text)] if event.follow_up.among else []
    if event.how == "again":
        return [_("It will be talked over again.")]
    text = " ".join(after.follow_ups[event.follow_up].text.split())
    return [_("Done: “{text}”. Thank you.", text=text)]


def _waits(after: Organisation, waiting: Waiting) -> str:
    names = _names(after, after.missing(waiting))
    return _("“{title}” waits for {names}.", title=waiting.decision.title, names=names)


def _answer(after: Organisation, waiting: Waiting, person: str, *, last: bool) -> str:
    name, title = _name(after, person), waiting.decision.title
    if last:
        return _("Thank you, {name}. That was the last answer: “{title}” stands now.", name=name, title=title)
    missing = after.missing(after.waiting.get(waiting.id, waiting))
    if waiting.id not in after.waiting or not missing:
        return _("Thank you, {name}.", name=name)  # more has happened since, and is told next
    names = _names(after, missing)
    return _("Thank you, {name}. “{title}” still waits for {names}.", name=name, title=title, names=names)


def _stands(waiting: Waiting, *, lapsed: bool) -> str:
    if lapsed:
        return _("“{title}” stands now: the window has ended.", title=waiting.decision.title)
    return _("“{title}” stands now: nobody is left to answer.", title=waiting.decision.title)


def _returned(after: Organisation, waiting: Waiting, person: str) -> str:
    return _(
        "{person}'s objection is a gift: “{title}” goes to the next meeting of {circle} with it.",
        person=_name(after, person),
        title=waiting.decision.title,
        circle=after.circles[waiting.circle].name,
    )


def _questioned(after: Organisation, event: e.MinutesQuestioned) -> str:
    held = after.held[event.meeting]
    return _(
        "Thank you, {name}. The minutes of {day} go to the next meeting of {circle}.",
        name=_name(after, event.person),
        day=held.on,
        circle=after.circles[held.circle].name,
    )


def _approved(after: Organisation, event: e.MinutesApproved) -> str:
    held = after.held[event.meeting]
    circle = after.circles[held.circle].name
    return _("The minutes of {day} of {circle} are approved: the window has ended.", day=held.on, circle=circle)


def _alone(after: Organisation, event: Event) -> str:
    """Return what a single event did to a backlog; nothing of a rank, as whoever prepares a meeting gives many."""
    if isinstance(event, e.TopicReceived):
        return _topic(after, event)  # on its own it came from somebody's answer, else it goes with an outcome
    return "" if isinstance(event, e.TopicRanked) else tell_prepared(after, event)


def _topic(after: Organisation, event: e.TopicReceived) -> str:
    if event.topic.roles:
        return _(
            "“{title}” is on the backlog of {circle} now, ready for its next meeting.",
            title=event.topic.title,
            circle=after.circles[event.circle].name,
        )
    return _(
        "Thank you. “{title}” goes to the next meeting of {circle}; until then the decision stands.",
        title=event.topic.title,
        circle=after.circles[event.circle].name,
    )


def _structure(after: Organisation, events: tuple[Event, ...]) -> str:
    """Return which circles and people were changed between meetings; the history says how."""
    found: dict[str, None] = {}
    for event in events:
        match event:
            case e.OrganisationDescribed(about=about):
                found[about.name] = None
            case e.PersonEntered(person=person):
                found[person.name] = None
            case e.CircleFormed(circle=circle):
                found[circle.name] = None
            case e.PersonSelected(selection=chosen):
                found[_circle(after, chosen.circle)] = None
            case e.MemberJoined(circle=id_) | e.MemberLeft(circle=id_) | e.CircleEnded(circle=id_):
                found[_circle(after, id_)] = None
            case e.ChangeUndone():
                found |= dict.fromkeys([*(c.name for c in event.circles), *(p.name for p in event.people)])
    if isinstance(events[0], e.ChangeUndone):
        number = events[0].change
        if not found:
            return _("Change number {n} was taken back.", n=number)
        return _("Change number {n} was taken back: {names}.", n=number, names=", ".join(found))
    return _("Changed between meetings: {names}.", names=", ".join(found))


def _circle(o: Organisation, id_: str) -> str:
    return o.circles[id_].name if id_ in o.circles else id_


def tell_prepared(after: Organisation, event: Event) -> str:
    """Return what somebody has done to a circle's backlog between meetings; "" for any other event."""
    name = after.circles[event.circle].name if isinstance(event, _PREPARED) else ""
    match event:
        case e.TopicAdded():
            return _("“{title}” is on the backlog of {circle} now.", title=event.topic.title, circle=name)
        case e.TopicChanged() if event.title != event.topic.title:
            return _(
                "“{before}” is called “{title}” now ({circle}).",
                before=event.title,
                title=event.topic.title,
                circle=name,
            )
        case e.TopicChanged():
            return _("“{title}” was changed ({circle}).", title=event.title, circle=name)
        case e.TopicRanked():
            return _("“{title}” is number {n} now ({circle}).", title=event.title, n=event.place + 1, circle=name)
        case e.TopicDropped():
            return _("“{title}” is off the backlog of {circle}.", title=event.title, circle=name)
    return ""


def _names(o: Organisation, people: tuple[str, ...]) -> str:
    return ", ".join(_name(o, p) for p in people)


def _name(o: Organisation, person: str) -> str:
    return o.people[person].name if person in o.people else person
