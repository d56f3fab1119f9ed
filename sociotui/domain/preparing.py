"""Preparing: between meetings, members put topics on their circle's backlog, rank them, change them and let them go.

A topic is known by its title, as no two of a backlog have the same. So what several people do at once never meets in the
wrong topic; of what they do to one topic the last word counts, and what is not there any more is refused with what is.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from sociotui.domain import organisation_commands as c
from sociotui.domain import organisation_events as e
from sociotui.domain.agenda import LONGEST
from sociotui.domain.backlog import Topics, topic_called
from sociotui.domain.event import Event
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.seeking import check_roles, check_sought
from sociotui.words import _


def prepare(o: Organisation, command: c.Preparing, actor: str, at: int) -> Iterator[Event]:
    """Answer a command about a circle's backlog. Raises `Refused` where it cannot be, with what can."""
    topics = o.backlog.get(o.working(command.circle).id, ())
    match command:
        case c.AddTopic():
            yield _added(o, topics, command, actor, at)
        case c.ChangeTopic():
            yield _changed(o, topics, command, at)
        case c.RankTopic():
            yield _ranked(topics, command, at)
        case c.DropTopic():
            topic = _known(topics, command.title)
            yield e.TopicDropped(at=at, circle=command.circle, title=topic.title)


def _added(o: Organisation, topics: Topics, command: c.AddTopic, actor: str, at: int) -> Event:
    topic, circle = command.topic, o.circles[command.circle]
    if not topic.title:
        raise Refused(_("What is it about? Give the topic a short title."))
    _free(topics, topic.title)
    check_roles(circle, topic.roles)
    check_sought(circle, topics, topic)
    if topic.policy and topic.policy not in o.policies:
        raise unknown(_("policy"), topic.policy, [p.id for p in o.reviews()])
    _minutes(topic.minutes)
    _member(o, command, topic.presenter)
    _member(o, command, topic.about)
    added = replace(topic, added_by=actor if actor in o.people else topic.added_by)
    place = command.place - 1 if 0 < command.place <= len(topics) else None
    return e.TopicAdded(at=at, circle=circle.id, topic=added, place=place)


def _changed(o: Organisation, topics: Topics, command: c.ChangeTopic, at: int) -> Event:
    before = _known(topics, command.title)
    if command.new_title == "":
        raise Refused(_("A topic needs a title, so that people find it. Give it a short one."))
    if command.new_title and command.new_title != before.title:
        _free(topics, command.new_title)
    after = replace(
        before,
        title=command.new_title or before.title,
        aim=command.aim or before.aim,
        minutes=before.minutes if command.minutes is None else _minutes(command.minutes),
        presenter=before.presenter if command.presenter is None else _member(o, command, command.presenter),
        next_step=before.next_step if command.next_step is None else command.next_step,
    )
    if after == before:
        raise Refused(_("Nothing would change. Give another title, aim, time, presenter or note."))
    return e.TopicChanged(at=at, circle=command.circle, title=before.title, topic=after)


def _ranked(topics: Topics, command: c.RankTopic, at: int) -> Event:
    topic = _known(topics, command.title)
    place = max(1, min(len(topics), command.place))
    if topics.index(topic) == place - 1:
        raise Refused(_("“{title}” stands there already.", title=topic.title))
    return e.TopicRanked(at=at, circle=command.circle, title=topic.title, place=place - 1)


def _known(topics: Topics, title: str) -> BacklogItem:
    topic = topic_called(topics, title)
    if topic is None:
        raise unknown(_("topic"), title, [t.title for t in topics])
    return topic


def _free(topics: Topics, title: str) -> None:
    if topic_called(topics, title):
        raise Refused(_("“{title}” is on the backlog already. Change that one, or choose another title.", title=title))


def _minutes(minutes: int) -> int:
    if not 1 <= minutes <= LONGEST:
        raise Refused(_("How many minutes? From 1 to {most}.", most=LONGEST))
    return minutes


def _member(o: Organisation, command: c.AddTopic | c.ChangeTopic, person: str) -> str:
    """Return the id of a member of the circle; "" for nobody in particular."""
    members = o.full_members(command.circle, command.today)
    if person and person not in members:
        raise unknown(_("member"), person, {p: o.people[p].name for p in members})
    return person
