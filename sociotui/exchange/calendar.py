"""The calendar: what an organisation's record says of days: meetings, reviews, terms that end, next steps."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from sociotui.domain.circles import Circle
from sociotui.domain.coming import agreed_on
from sociotui.domain.dialects import word
from sociotui.domain.items import FollowUp
from sociotui.domain.organisation import Organisation
from sociotui.domain.records import Held, Policy
from sociotui.words import _


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
    kept = _Kept(o)
    found = [entry for c in circles for entry in _of(o, c, kept)]
    return sorted(found, key=lambda entry: (entry.at.isoformat(), entry.key))


class _Kept:
    """What is on record, by the circle that looks after it: a circle that has ended has left it to a broader one."""

    def __init__(self, o: Organisation) -> None:
        self.policies: dict[str, list[Policy]] = {}
        self.steps: dict[str, list[FollowUp]] = {}
        self.held: dict[str, list[Held]] = {}
        for policy in o.policies.values():
            if not policy.ended:
                self.policies.setdefault(o.in_care_of(policy.circle), []).append(policy)
        for step in o.follow_ups.values():
            if step.due and not step.done:
                self.steps.setdefault(o.in_care_of(step.circle), []).append(step)
        for held in o.held.values():
            self.held.setdefault(held.circle, []).append(held)


def _of(o: Organisation, circle: Circle, kept: _Kept) -> Iterator[Entry]:
    yield from _reviews(circle, kept.policies.get(circle.id, ()))
    yield from _terms(o, circle)
    yield from _steps(o, circle, kept.steps.get(circle.id, ()))
    if circle.until and not circle.ended:
        title = _("{circle}: its work ends", circle=circle.name)
        yield Entry(key=f"end-{circle.id}", at=circle.until, title=title)
    for held in kept.held.get(circle.id, ()):
        title = _("{circle}: meeting", circle=circle.name)
        text = _("Minutes: sociotui minutes {id}", id=held.id)
        if held.private:
            title, text = _("{circle}: private meeting", circle=circle.name), ""
        yield Entry(key=f"held-{held.id}", at=held.on, title=title, text=text)
    last = o.last_held(circle.id)
    if last and not circle.ended:
        yield from _next(circle, last)


def _reviews(circle: Circle, policies: Iterable[Policy]) -> Iterator[Entry]:
    for policy in policies:
        title = _("{circle}: review of “{title}”", circle=circle.name, title=policy.title)
        yield Entry(key=f"review-{policy.id}", at=policy.review, title=title, text=policy.text)


def _terms(o: Organisation, circle: Circle) -> Iterator[Entry]:
    for role, term in circle.terms().items():
        if term.until:
            name = o.people[term.person].name if term.person in o.people else term.person
            called = next((own.name for own in circle.role if own.id == role), word(circle.dialect, role))
            title = _("{circle}: {name}'s term ends ({role})", circle=circle.name, name=name, role=called)
            yield Entry(key=f"term-{circle.id}-{role}", at=term.until, title=title)


def _steps(o: Organisation, circle: Circle, steps: Iterable[FollowUp]) -> Iterator[Entry]:
    for step in steps:
        if step.due:
            what = " ".join(step.text.split())
            title = _("{circle}: {what}", circle=circle.name, what=what if len(what) <= 120 else f"{what[:119]}…")
            by = _("By {name}", name=o.people[step.owner].name) if step.owner in o.people else ""
            text = "\n".join(filter(None, (step.text if len(what) > 120 else "", by)))
            yield Entry(key=f"step-{step.id}", at=step.due, title=title, text=text)


def _next(circle: Circle, last: Held) -> Iterator[Entry]:
    """Yield the next meeting, where what was agreed on begins with a day."""
    when = agreed_on(last.next_meeting)
    if when is None:
        return
    minutes = last.minutes.minutes if last.minutes else 0
    title = _("{circle}: next meeting", circle=circle.name)
    yield Entry(key=f"next-{circle.id}", at=when.at, title=title, text=when.besides, minutes=minutes)
