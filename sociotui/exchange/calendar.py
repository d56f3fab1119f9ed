"""The calendar: what an organisation's record says of days: meetings, reviews, terms that end, next steps."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from sociotui.domain.circles import Circle
from sociotui.domain.dialects import word
from sociotui.domain.organisation import Organisation
from sociotui.domain.records import Held
from sociotui.words import _

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:(?:,? +|T)([0-9]{1,2}:[0-9]{2}))?(?:, *(.+))?", re.DOTALL)
"""A day, perhaps a time, perhaps after a comma something more: “2027-03-01 19:30, in the shed”."""


class Entry(NamedTuple):
    """An entry of the calendar. `at` is a day, or where a time is known a time of that place; `minutes` how long it takes.

    `key` tells it from all other entries, and stays the same when the entry moves to another day.
    """

    key: str
    at: date
    title: str
    text: str = ""
    minutes: int = 0


def calendar_of(o: Organisation, *, changed: datetime, origin: str, circle: str = "") -> bytes:
    """Return the calendar of a circle, or for "" of all of them, in iCalendar.

    `changed` is when the record changed last (UTC, in whole seconds), and stamps every entry. `origin` tells this
    organisation from others whose calendar somebody may have; it becomes a part of every entry's id.
    """
    from sociotui.exchange import ical  # its library takes longer to load than all that is done here

    name = o.circle(circle).name if circle else (o.about.name if o.about else "")
    return ical.write(name, entries(o, circle), changed=changed, origin=origin)


def entries(o: Organisation, circle: str = "") -> list[Entry]:
    """Return the entries of a circle, or for "" of all of them, in the order of their days."""
    circles = [o.circle(circle)] if circle else list(o.circles.values())
    found = [entry for c in circles for entry in _of(o, c)]
    return sorted(found, key=lambda entry: (entry.at.isoformat(), entry.key))


def _of(o: Organisation, circle: Circle) -> Iterator[Entry]:
    yield from _reviews(o, circle)
    yield from _terms(o, circle)
    yield from _steps(o, circle)
    if circle.until:
        title = _("{circle}: its work ends", circle=circle.name)
        yield Entry(key=f"end-{circle.id}", at=circle.until, title=title)
    for held in o.held.values():
        if held.circle == circle.id:
            title = _("{circle}: meeting", circle=circle.name)
            text = _("Minutes: sociotui minutes {id}", id=held.id)
            if held.private:
                title, text = _("{circle}: private meeting", circle=circle.name), ""
            yield Entry(key=f"held-{held.id}", at=held.on, title=title, text=text)
    last = o.last_held(circle.id)
    if last:
        yield from _next(circle, last)


def _reviews(o: Organisation, circle: Circle) -> Iterator[Entry]:
    for policy in o.policies.values():
        if policy.circle == circle.id and not policy.ended:
            title = _("{circle}: review of “{title}”", circle=circle.name, title=policy.title)
            yield Entry(key=f"review-{policy.id}", at=policy.review, title=title, text=policy.text)


def _terms(o: Organisation, circle: Circle) -> Iterator[Entry]:
    for role, term in circle.terms().items():
        if term.until:
            name = o.people[term.person].name if term.person in o.people else term.person
            called = next((own.name for own in circle.role if own.id == role), word(circle.dialect, role))
            title = _("{circle}: {name}'s term ends ({role})", circle=circle.name, name=name, role=called)
            yield Entry(key=f"term-{circle.id}-{role}", at=term.until, title=title)


def _steps(o: Organisation, circle: Circle) -> Iterator[Entry]:
    for step in o.follow_ups.values():
        if step.circle == circle.id and step.due and not step.done:
            what = " ".join(step.text.split())
            title = _("{circle}: {what}", circle=circle.name, what=what if len(what) <= 120 else f"{what[:119]}…")
            by = _("By {name}", name=o.people[step.owner].name) if step.owner in o.people else ""
            text = "\n".join(filter(None, (step.text if len(what) > 120 else "", by)))
            yield Entry(key=f"step-{step.id}", at=step.due, title=title, text=text)


def _next(circle: Circle, last: Held) -> Iterator[Entry]:
    """Yield the next meeting, where what was agreed on begins with a day."""
    found = _DAY.fullmatch(last.next_meeting.strip())
    if found is None:
        return
    day, time, more = found.groups()
    try:
        at = datetime.fromisoformat(f"{day} {time:0>5}") if time else date.fromisoformat(day)
    except ValueError:  # 30 February, 25 o'clock: words like others
        return
    minutes = last.minutes.minutes if last.minutes else 0
    title = _("{circle}: next meeting", circle=circle.name)
    yield Entry(key=f"next-{circle.id}", at=at, title=title, text=more or "", minutes=minutes)
