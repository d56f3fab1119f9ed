"""Touching: what a change will do, told before it is done: what will be different, and what else it has to do with."""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from sociotui.domain.altered import altered
from sociotui.domain.circles import Circle
from sociotui.domain.event import Event
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Person
from sociotui.domain.refusal import brief
from sociotui.domain.speaking import waiting as unanswered
from sociotui.words import _


class Preview(Struct, frozen=True):
    """What a change will do: the sentences that its history will have, and those on what it touches besides."""

    changes: tuple[str, ...]
    touches: tuple[str, ...] = ()


def preview_of(o: Organisation, events: Sequence[Event], today: date) -> Preview:
    """Return what the events of a change will do to an organisation."""
    after = o
    for event in events:
        after = evolve_organisation(after, event)
    changes = tuple(told.said for told in altered(o, after, today))
    return Preview(changes, tuple(dict.fromkeys(_touched(o, after, today))))


def _touched(o: Organisation, after: Organisation, today: date) -> Iterator[str]:
    for id_, circle in after.circles.items():
        before = o.circles.get(id_)
        if before is None:
            yield from _new(circle)
        elif circle is not before and circle.ended and not before.ended:
            yield from _ended(o, after, before)
        elif circle is not before:
            for person in before.members:
                if person not in circle.members:
                    yield from _left(o, person, before)
            if before.roles.get("leader") and not circle.roles.get("leader"):
                yield _("{circle} has no leader then.", circle=circle.name)
    yield from _namesakes(o, after)
    for waiting in o.waiting.values():
        names = [o.people[p].name for p in o.missing(waiting, today) if p not in after.missing(waiting, today)]
        if names:
            title = brief(waiting.decision.title)
            yield _("“{title}” does not wait for {names} any more.", title=title, names=", ".join(names))


def _namesakes(o: Organisation, after: Organisation) -> Iterator[str]:
    """Yield who and what gets a name that others have: it is allowed, and easily a slip."""
    called = [c for c in after.circles.values() if not c.ended and _is_called_anew(o.circles.get(c.id), c)]
    for circle in called:
        others = [c.id for c in after.circles.values() if c.id != circle.id and not c.ended and _alike(c, circle)]
        if others:
            said = _("Another circle is called {name} as well: {ids}.", name=circle.name, ids=", ".join(others))
            yield said
    for person in (p for p in after.people.values() if _is_called_anew(o.people.get(p.id), p)):
        others = [p.id for p in after.people.values() if p.id != person.id and _alike(p, person)]
        if others:
            yield _("Somebody else is called {name} as well: {ids}.", name=person.name, ids=", ".join(others))


def _is_called_anew(before: Circle | Person | None, after: Circle | Person) -> bool:
    return before is not after and (before is None or before.name != after.name)


def _alike(one: Circle | Person, other: Circle | Person) -> bool:
    return one.name.casefold() == other.name.casefold()


def _new(circle: Circle) -> Iterator[str]:
    if circle.parents and not circle.until and "delegate" not in circle.roles:
        # Its leader is chosen from above; its delegate it chooses itself (MVOS: double linking).
        yield _("{circle} chooses its delegate itself, in a meeting: it is shown as due.", circle=circle.name)
    if not circle.members:
        yield _("{circle} has no members yet.", circle=circle.name)


def _ended(o: Organisation, after: Organisation, circle: Circle) -> Iterator[str]:
    policies = sum(spine.circle == circle.id for spine in o.reviews())
    if policies:
        heir = after.heirs.get(circle.id)
        yield (
            _("Its policies stay on record ({n}), and {heir} looks at them.", n=policies, heir=o.circles[heir].name)
            if heir
            else _("Its policies stay on record ({n}), and no broader circle is there to look at them.", n=policies)
        )
    if topics := o.backlog.get(circle.id, ()):
        yield _("What is on its backlog stays there, and nobody meets about it ({n}).", n=len(topics))
    if said := [*unanswered(o, circle.id)]:
        yield _("What was said to it still waits for an answer, and goes to who looks after it ({n}).", n=len(said))
    if steps := [f for f in o.follow_ups.live.values() if f.circle == circle.id]:
        yield _("Its next steps stay open ({n}).", n=len(steps))


def _left(o: Organisation, person: str, circle: Circle) -> Iterator[str]:
    name = o.people[person].name if person in o.people else person
    for step in o.follow_ups.live.values():
        if step.owner == person and step.circle == circle.id:
            yield _("{name}'s next step stays open: “{text}”.", name=name, text=brief(step.text))
    policies = [spine.title for spine in o.reviews() if spine.circle == circle.id and spine.responsible == person]
    if policies:
        titles = ", ".join(f"“{title}”" for title in policies[:5])
        yield _("{name} stays responsible for {titles}.", name=name, titles=titles)
