"""Taking back: the command that undoes what was done to a circle's backlog, right after it or later, out of the record."""

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from sociotui.domain import organisation_commands as c
from sociotui.domain import organisation_events as e
from sociotui.domain.backlog import Topics, topic_called
from sociotui.domain.event import Event
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation import Organisation

_DONE = (e.TopicAdded, e.TopicChanged, e.TopicRanked, e.TopicDropped)


def taking_back(o: Organisation, command: c.Preparing, today: date) -> c.Preparing | None:
    """Return what takes a command back that is done to `o`; None where it would change nothing there."""
    topics = o.backlog.get(command.circle, ())
    if isinstance(command, c.AddTopic):
        return c.DropTopic(circle=command.circle, title=command.topic.title)
    before = topic_called(topics, command.title)
    if before is None:
        return None
    match command:
        case c.DropTopic():
            return c.AddTopic(circle=command.circle, topic=before, place=topics.index(before) + 1, today=today)
        case c.RankTopic():
            return c.RankTopic(circle=command.circle, title=before.title, place=topics.index(before) + 1)
        case c.ChangeTopic():
            return c.ChangeTopic(
                circle=command.circle,
                title=command.new_title or before.title,
                new_title=before.title if command.new_title else None,
                aim=before.aim if command.aim else None,
                minutes=before.minutes if command.minutes is not None else None,
                presenter=before.presenter if command.presenter is not None else None,
                next_step=before.next_step if command.next_step is not None else None,
                today=today,
            )


def taking_back_last(events: Iterable[Event], circle: str, today: date) -> c.Preparing | None:
    """Return what takes back the last thing that was done to a circle's backlog between meetings; None where there is none.

    `events` are those of the organisation since that circle met last, that meeting included. What was taken back already
    does not count, nor what took it back: taking back again goes one further.
    """
    o = Organisation()
    backs: list[c.Preparing] = []
    for event in events:
        if isinstance(event, e.MeetingHeld) and event.held.circle == circle:
            o, backs = Organisation(backlog={circle: event.backlog}), []
        elif isinstance(event, e.VoiceAnswered):  # what is answered is off the backlog by that
            topics = o.backlog.get(circle, ())
            gone = {t.title for t in topics if t.voice == event.voice}
            o = Organisation(backlog={circle: tuple(t for t in topics if t.title not in gone)})
            backs = [b for b in backs if (b.topic.title if isinstance(b, c.AddTopic) else b.title) not in gone]
        elif isinstance(event, (*_DONE, e.TopicReceived)) and event.circle == circle:
            if isinstance(event, _DONE):
                back = taking_back(o, _command(o.backlog.get(circle, ()), event, today), today)
                if backs and _does(event, backs[-1], o.backlog.get(circle, ())):
                    backs.pop()
                elif back:
                    backs.append(back)
            o = evolve_organisation(o, event)
    return backs[-1] if backs else None


def _command(
    topics: Topics, event: e.TopicAdded | e.TopicChanged | e.TopicRanked | e.TopicDropped, today: date
) -> c.Preparing:
    """Return the command that makes this event of these topics."""
    match event:
        case e.TopicAdded():
            return c.AddTopic(circle=event.circle, topic=event.topic, today=today)
        case e.TopicRanked():
            return c.RankTopic(circle=event.circle, title=event.title, place=event.place + 1)
        case e.TopicDropped():
            return c.DropTopic(circle=event.circle, title=event.title)
        case e.TopicChanged():
            before = topic_called(topics, event.title) or event.topic
            said = {
                name: getattr(event.topic, name)
                for name in ("aim", "minutes", "presenter", "next_step")
                if getattr(event.topic, name) != getattr(before, name)
            }
            title = event.topic.title if event.topic.title != event.title else None
            return c.ChangeTopic(circle=event.circle, title=event.title, new_title=title, today=today, **said)


def _does(event: Event, command: c.Preparing, topics: Topics) -> bool:
    """Tell whether an event is what a command that takes something back came to."""
    match event, command:
        case e.TopicAdded(), c.AddTopic():
            return _plain(event.topic) == _plain(command.topic)
        case e.TopicDropped(), c.DropTopic():
            return event.title == command.title
        case e.TopicRanked(), c.RankTopic():
            return event.title == command.title and event.place == command.place - 1
        case e.TopicChanged(), c.ChangeTopic():
            said = {
                name: value
                for name in ("aim", "minutes", "presenter", "next_step")
                if (value := getattr(command, name)) is not None
            }
            before = topic_called(topics, event.title)
            after = before and replace(before, title=command.new_title or command.title, **said)
            return event.title == command.title and event.topic == after
    return False


def _plain(topic: BacklogItem) -> BacklogItem:
    """Return a topic without who added it: that is whoever took the dropping back."""
    return replace(topic, added_by="")
