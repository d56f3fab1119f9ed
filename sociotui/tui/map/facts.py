"""Facts: what the map has to know of an organisation to tell of any circle at once, worked out once for each state of it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from sociotui.domain.items import FollowUp
from sociotui.domain.records import Held, Spine
from sociotui.domain.shelf import Shelf
from sociotui.room.port import Snapshot

Standing = Literal["late", "soon", "calm"]
"""How it stands with what is due in a circle: something is overdue; something is due soon; nothing is."""
_MEETING = re.compile(r"(.+)-(\d{4}-\d\d-\d\d)(?:-\d+)?")
"""The id of a meeting: its circle, its day, and a number where that is not enough."""


class Link(NamedTuple):
    """Somebody who is a member of a circle by double link: with which role of which of its sub-circles (MVOS)."""

    person: str
    role: str
    circle: str


class Facts:
    """What is the same for all circles of a snapshot. Of what was worked out for the one `before`, all stays that is so still.

    `past` tells that it is of another day, of which people and circles alone are known.
    """

    def __init__(self, snapshot: Snapshot, before: "Facts | None" = None, *, past: bool = False) -> None:
        self.snapshot = snapshot
        self.past = past
        self.o = snapshot.organisation
        self.today: date = snapshot.today
        if before is None:
            return
        if before.o.circles is self.o.circles:
            self._keep(before, "below", "parents", "ended")
        if before.snapshot.due is snapshot.due and before.today == self.today:
            self._keep(before, "late", "soon")
        if before.o.policies is self.o.policies and before.o.circles is self.o.circles:
            self._keep(before, "_policies")
        if before.o.held is self.o.held:
            self._keep(before, "_held")
        if before.o.follow_ups is self.o.follow_ups and before.o.circles is self.o.circles:
            self._keep(before, "_steps")

    def _keep(self, before: "Facts", *names: str) -> None:
        self.__dict__.update({name: before.__dict__[name] for name in names if name in before.__dict__})

    # --- the circles

    @cached_property
    def below(self) -> Mapping[str, Sequence[str]]:
        """The sub-circles of each circle, in the order in which they were founded."""
        return self.o.below

    @cached_property
    def parents(self) -> Mapping[str, Sequence[str]]:
        """The circles around each circle, as far as they work still."""
        standing = self.o.standing
        return {c.id: [p for p in c.parents if p in standing] for c in self.o.circles.values()}

    @property
    def broadest(self) -> list[str]:
        """The circles around which there is none, of those that have not ended."""
        return [id_ for id_ in self.o.standing if not self.parents[id_]]

    @cached_property
    def ended(self) -> Mapping[str, Sequence[str]]:
        """The circles that have ended, by those in which they lay; who lay in none stands with the first of the broadest."""
        found: dict[str, list[str]] = {}
        for circle in self.o.circles.values():
            if circle.ended:
                for around in [p for p in circle.parents if p in self.o.circles] or self.broadest[:1]:
                    found.setdefault(around, []).append(circle.id)
        return found

    @cached_property
    def meeting(self) -> frozenset[str]:
        """The circles that meet now."""
        return frozenset(m.circle.id for m in self.snapshot.under_way)

    def over(self, circle: str) -> bool:
        """Tell whether a circle is a helping circle that has come to its end."""
        until = self.o.circles[circle].until
        return bool(until and until < self.today)

    def linked(self, circle: str) -> list[Link]:
        """Return who is a member by double link, and not besides; each once, by the first sub-circle that links them."""
        known = set(self.o.circles[circle].members)
        found: list[Link] = []
        for child in (self.o.circles[id_] for id_ in self.below.get(circle, ())):
            if self.over(child.id):
                continue
            for role in ("leader", "delegate"):
                person = child.holder(role, self.today)
                if person and person not in known:
                    known.add(person)
                    found.append(Link(person, role, child.id))
        return found

    def size(self, circle: str) -> int:
        """Return how many full members a circle has."""
        return len(self.o.circles[circle].members) + len(self.linked(circle))

    # --- what is due

    @cached_property
    def late(self) -> Mapping[str, int]:
        """How much is overdue, by circle."""
        return Counter(d.circle for d in self.snapshot.due if d.overdue(self.today))

    @cached_property
    def soon(self) -> Mapping[str, int]:
        """How much is due, and not overdue, by circle."""
        return Counter(d.circle for d in self.snapshot.due if not d.overdue(self.today))

    def standing(self, circle: str) -> Standing:
        """Return how it stands with what is due in a circle."""
        return "late" if self.late.get(circle) else "soon" if self.soon.get(circle) else "calm"

    # --- what is on record

    @cached_property
    def _policies(self) -> Mapping[str, list[Spine]]:
        found: dict[str, list[Spine]] = {}
        for spine in self.o.reviews():
            for circle in dict.fromkeys((spine.circle, self.o.in_care_of(spine.circle))):
                found.setdefault(circle, []).append(spine)
        return found

    def policies(self, circle: str) -> Sequence[Spine]:
        """Return the policies of a circle that are in force, and of those that ended which it looks after; none is read.

        What is to be looked at first comes before the others.
        """
        return self._policies.get(circle, [])

    @cached_property
    def _held(self) -> Mapping[str, list[tuple[date, str]]]:
        found: dict[str, list[tuple[date, str]]] = {}
        for id_ in self.o.held:
            circle, day = _held_by(self.o.held, id_)
            found.setdefault(circle, []).append((day, id_))
        for each in found.values():
            each.sort(reverse=True)
        return found

    def held(self, circle: str) -> Sequence[tuple[date, str]]:
        """Return the meetings that a circle has held, day and id, the latest first; those that are packed stay so."""
        return self._held.get(circle, [])

    @cached_property
    def _steps(self) -> Mapping[str, list[FollowUp]]:
        found: dict[str, list[FollowUp]] = {}
        for step in self.o.follow_ups.live.values():
            if not step.done:
                for circle in dict.fromkeys((step.circle, self.o.in_care_of(step.circle))):
                    found.setdefault(circle, []).append(step)
        return found

    def steps(self, circle: str) -> Sequence[FollowUp]:
        """Return the next steps of a circle that are not done yet, what is due first before the others."""
        return sorted(self._steps.get(circle, []), key=lambda step: (step.due or date.max, step.id))


def _held_by(held: Shelf[Held], id_: str) -> tuple[str, date]:
    """Return whose meeting it was and when: its id tells, without its minutes being read."""
    told = _MEETING.fullmatch(id_)
    if told and id_ not in held.live:
        return told[1], date.fromisoformat(told[2])
    return held[id_].circle, held[id_].on
