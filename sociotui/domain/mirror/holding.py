"""Holding: the figures of who serves: facilitation and roles rotated, holding of several roles."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from sociotui.domain.mirror.figures import Asked, Figure, Part, percent, turns_to_give
from sociotui.domain.mirror.gathered import Sat
from sociotui.domain.mirror.talking import figure
from sociotui.domain.organisation import Organisation
from sociotui.domain.records import Selection
from sociotui.words import _


def facilitation(o: Organisation, sat: Sequence[Sat], members: dict[str, tuple[str, ...]]) -> Figure:
    """Return how evenly facilitation was shared among the members of each circle. Minutes have names."""
    meetings = give = have = could = 0
    trend = []
    for circle in dict.fromkeys(s.circle for s in sat):
        names = {o.people[p].name if p in o.people else p for p in members.get(circle, ())}
        led = [s for s in sat if s.circle == circle and s.facilitator in names]
        counts = Counter(s.facilitator for s in led)
        meetings, have, could = meetings + len(led), have + len(counts), could + len(names)
        give += turns_to_give([counts.get(name, 0) for name in names])
        trend += [(s.on, int(s.facilitator != before.facilitator), 1) for before, s in pairwise(led)]
    if not meetings:
        return figure("facilitation", _("No meeting that a member facilitated is on record."))
    said = _(
        "In {meetings} meetings {n} of {all} members have facilitated; {give} would go to others, to be shared as evenly as can be.",
        meetings=meetings,
        n=have,
        all=could,
        give=give or _("none"),
    )
    changed = sum(count for _on, count, _of in trend)
    parts = [Part(_("members who have facilitated"), have, could)]
    if trend:  # of a circle's first meeting there is none before
        parts.append(Part(_("meetings with somebody else than before"), changed, len(trend)))
    return figure(
        "facilitation", said, percent(meetings - give, meetings), 100, parts=tuple(parts), trend=trend, evenly=True
    )


def roles(o: Organisation, asked: Asked) -> Figure:
    """Return of how many selections a role went to somebody else than before."""
    found = [read() for _id, _same, read in o.selections.perused(Selection)]
    before: dict[tuple[str, str], str] = {}
    first = again = 0
    trend = []
    for chosen in sorted(found, key=lambda s: (s.on, s.id)):
        key = chosen.circle, chosen.role
        known, before[key] = before.get(key, ""), chosen.person
        if asked.circle not in ("", chosen.circle) or not asked.covers(chosen.on):
            continue
        if not known:
            first += 1
            continue
        other = int(known != chosen.person)
        again += 1 - other
        trend.append((chosen.on, other, 1))
    changed = len(trend) - again
    if not (first or trend):
        return figure("roles", _("No selection is on record."))
    said = _("{n} of {all} roles that were chosen for again went to somebody else.", n=changed, all=len(trend))
    if not trend:
        said = _("{n} selections are on record, each the first of its role.", n=first)
    parts = (
        Part(_("to somebody else"), changed, first + len(trend)),
        Part(_("to the same person again"), again, first + len(trend)),
        Part(_("for the first time"), first, first + len(trend)),
    )
    return figure("roles", said, changed, len(trend), parts=parts, trend=trend)


def several(o: Organisation, members: dict[str, tuple[str, ...]], today: date) -> Figure:
    """Return how many members hold roles that run today, and how many hold several."""
    held = Counter(
        term.person for id_ in members for term in o.circles[id_].terms().values() if term.person and term.holds(today)
    )
    people = {person for here in members.values() for person in here}
    counts = Counter(min(3, held.get(person, 0)) for person in people)
    holding = len(people) - counts[0]
    if not people:
        return figure("several", _("Nobody is a member yet."))
    said = _(
        "{n} of {all} members hold the {roles} roles that run today.",
        n=holding,
        all=len(people),
        roles=sum(held[person] for person in people),
    )
    parts = (
        Part(_("none"), counts[0], len(people)),
        Part(_("one role"), counts[1], len(people)),
        Part(_("two roles"), counts[2], len(people)),
        Part(_("three or more"), counts[3], len(people)),
    )
    return figure("several", said, holding, len(people), parts=parts)
