"""Backlog: a circle's topics in the order in which it means to take them up; how that order, and a meeting, change it. Pure."""

from sociotui.domain.items import BacklogItem, with_topic
from sociotui.domain.text import cleaned

Topics = tuple[BacklogItem, ...]


def topic_called(topics: Topics, title: str) -> BacklogItem | None:
    """Return the topic of that title, or None; no two of a backlog have the same."""
    return next((topic for topic in topics if topic.title == title), None)


def placed(topics: Topics, topic: BacklogItem, place: int) -> Topics:
    """Return topics with this one at a place that counts from 0, or at the end; one of its title moves there."""
    others = [t for t in topics if t.title != topic.title]
    others.insert(max(0, min(len(others), place)), topic)
    return tuple(others)


def changed(topics: Topics, title: str, topic: BacklogItem) -> Topics:
    """Return topics with `topic` in the place of the one of that title; at the end where there is none."""
    if topic_called(topics, title) is None:
        return with_topic(topics, topic)
    return tuple(topic if t.title == title else t for t in topics)


def after_meeting(seen: Topics, left: Topics, there: Topics) -> Topics:
    """Return a backlog after a meeting that found it as `seen` and left it as `left`, while it has become `there`.

    What somebody added, changed, ranked or dropped while the circle met stays so; and what the meeting took up, kept or
    let go of does, too. Where both have changed a topic it stays, with the next steps of both: none gets lost.
    """
    met: list[BacklogItem] = []
    for topic in there:
        kept = topic_called(left, topic.title)
        if cleaned(topic) not in seen:  # it came, or was changed, while the circle met
            met.append(topic)
        elif kept:
            met.append(kept)
    found: Topics = tuple(met)
    for topic in left:
        if topic not in seen:  # the meeting kept it, or wrote it anew
            found = found if topic in found else with_topic(found, topic)
    return found
