"""Circles: aim, domain, members, process roles, and the graph that parents and sub-circles make (MVOS)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple, get_args

from msgspec import Struct

from sociotui.domain.customs import Customs
from sociotui.domain.nesting import ring_through, told_ring
from sociotui.domain.people import PersonId, Role, Term
from sociotui.domain.refusal import Refused, unknown
from sociotui.words import _

ProcessRole = Literal["leader", "facilitator", "secretary", "delegate"]
PROCESS_ROLES: tuple[ProcessRole, ...] = get_args(ProcessRole)

Dialect = Literal["sofa", "s3", "holacracy"]
"""The ways of speaking that the engine knows, each the words and rules of one school; `dialects` tells them apart."""


class Circle(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A circle as the organisation knows it. `members` stand in seat order; `parents` may be several.

    `roles` are the process roles, `role` the others; a helping circle has a day `until` which it works. One that has
    `ended` stands on record for what it decided: it has no members, roles and links any more.
    """

    id: str
    name: str
    parents: tuple[str, ...] = ()
    vision: str = ""
    mission: str = ""
    aims: tuple[str, ...] = ()
    domain: str = ""
    members: tuple[PersonId, ...] = ()
    dialect: Dialect = "sofa"
    until: date | None = None
    customs: Customs = Customs()
    roles: dict[ProcessRole, Term] = {}
    role: tuple[Role, ...] = ()
    ended: date | None = None

    def terms(self) -> dict[str, Term]:
        """Return every role that has been given to somebody, by id, and the term for which it was."""
        held: dict[str, Term] = {r.id: r.term for r in self.role if r.term}
        return {**dict(self.roles.items()), **held}

    def has(self, role: str) -> bool:
        """Tell whether the circle knows a role of that id, held or vacant."""
        return role in PROCESS_ROLES or any(r.id == role for r in self.role)

    def role_name(self, role: str) -> str:
        """Return what a role is called."""
        return next((r.name for r in self.role if r.id == role), role)

    def holder(self, role: str, today: date) -> str:
        """Return who holds `role` on `today`, or "" where it is vacant or its term has ended."""
        term = self.terms().get(role)
        return term.person if term and term.holds(today) else ""


def standing(circles: Mapping[str, Circle]) -> dict[str, Circle]:
    """Return the circles that have not ended, by id: those that work, meet, decide, and have something due."""
    return {id_: circle for id_, circle in circles.items() if not circle.ended}


def children(circles: Mapping[str, Circle]) -> dict[str, list[str]]:
    """Return the ids of each circle's sub-circles that have not ended, in the order in which circles were founded.

    It looks at all circles; an organisation knows the answer (`Organisation.below`) and works it out once.
    """
    below: dict[str, list[str]] = {id_: [] for id_ in circles}
    for circle in circles.values():
        for parent in () if circle.ended else circle.parents:
            below.setdefault(parent, []).append(circle.id)
    return below


def outline(circles: Mapping[str, Circle]) -> Iterator[tuple[int, Circle]]:
    """Walk the circles that have not ended as a tree: (depth, circle), broadest first.

    A circle with several parents comes under each of them, as it is a full part of each. What lies in it comes once, the
    first time: ways multiply where several lead on from each, and nobody reads a million rows. Circles that can only be
    reached through a ring, which nothing here makes, come last.
    """
    yield from ((row.depth, row.circle) for row in rows(circles))


class OutlineRow(NamedTuple):
    """A row of an outline; `again`: what lies in the circle stands where it came first, and is not repeated."""

    depth: int
    circle: Circle
    again: bool


def rows(circles: Mapping[str, Circle]) -> Iterator[OutlineRow]:
    """Walk the circles as `outline` does."""
    below = children(circles)
    unfolded: set[str] = set()
    first = [c.id for c in circles.values() if not c.parents and not c.ended]
    for start in (first, standing(circles)):
        todo = [(id_, 0) for id_ in start if id_ not in unfolded][::-1]
        while todo:
            id_, depth = todo.pop()
            again = id_ in unfolded
            if again and not depth:
                continue
            yield OutlineRow(depth, circles[id_], again and bool(below[id_]))
            if not again:
                unfolded.add(id_)
                todo += ((child, depth + 1) for child in reversed(below[id_]))


def check_links(circle: Circle, circles: Mapping[str, Circle], people: Mapping[str, str]) -> None:
    """Refuse a circle whose links do not hold.

    `circles` holds it already, and all that it refers to; `people` maps everybody's id to their name.
    """
    check_own_links(circle, circles, people)
    ring = ring_through(circle.id, {c.id: c.parents for c in circles.values()})
    if ring:
        raise in_ring(ring, circles)


def in_ring(ring: Collection[str], circles: Mapping[str, Circle]) -> Refused:
    """Build the refusal for circles that would lie within each other, each in the next one, and the last in the first."""
    said = told_ring(ring, {id_: circles[id_].name for id_ in ring})
    return Refused(
        _("{said} A circle's parents are broader circles: leave out the one that lies within it.", said=said)
    )


def check_own_links(circle: Circle, circles: Mapping[str, Circle], people: Mapping[str, str]) -> None:
    """Refuse a circle whose own links do not hold, as `check_links` does, but for rings of several."""
    for parent in circle.parents:
        if parent not in circles:
            raise unknown(_("circle"), parent, {c.id: c.name for c in circles.values() if c.id != circle.id})
    for member in circle.members:
        if member not in people:
            raise unknown(_("person"), member, people)
    if len(set(circle.members)) != len(circle.members):
        twice = next(m for m in circle.members if circle.members.count(m) > 1)
        raise Refused(
            _(
                "{person} stands twice among the members of {circle}. Once is enough.",
                person=twice,
                circle=circle.name,
            )
        )
    if len(set(circle.parents)) != len(circle.parents):
        raise Refused(_("{circle} names one of its parents twice. Once is enough.", circle=circle.name))
    for term in circle.terms().values():
        if term.person not in people:
            raise unknown(_("person"), term.person, people)
    _check_ended(circle, circles)
    _check_named(circle)
    _check_roles(circle)


def _check_ended(circle: Circle, circles: Mapping[str, Circle]) -> None:
    if circle.ended and (circle.members or circle.terms()):
        raise Refused(
            _(
                "{circle} ended on {day}: nobody is its member or has a role in it.",
                circle=circle.name,
                day=circle.ended,
            )
        )
    for parent in circle.parents:
        if circles[parent].ended and not circle.ended:
            raise Refused(
                _(
                    "{parent} ended on {day}. Name another broader circle for {circle}.",
                    parent=circles[parent].name,
                    day=circles[parent].ended,
                    circle=circle.name,
                )
            )


def _check_named(circle: Circle) -> None:
    seen: set[str] = set()
    for role in circle.role:
        if not role.id or not role.name:
            raise Refused(
                _("A role of {circle} needs an id, like “seed-keeper”, and a name that people use.", circle=circle.name)
            )
        if role.id in PROCESS_ROLES or role.id in seen:
            raise Refused(
                _("{circle} has the role “{role}” already. Give this one another id.", circle=circle.name, role=role.id)
            )
        seen.add(role.id)


def _check_roles(circle: Circle) -> None:
    members = {*circle.members}
    for role, term in circle.terms().items():
        if term.person not in members:
            raise Refused(
                _(
                    "{person} is {role} of {circle} but not among its members. Leader and delegate are full members of "
                    "both circles, and every role is held by a member: add them to the members.",
                    person=term.person,
                    role=circle.role_name(role),
                    circle=circle.name,
                )
            )
    leader, delegate = circle.roles.get("leader"), circle.roles.get("delegate")
    if leader and delegate and leader.person == delegate.person:
        raise Refused(
            _(
                "{person} is both leader and delegate of {circle}. One is chosen from above, the other from below, so "
                "that power flows both ways: they are different people.",
                person=leader.person,
                circle=circle.name,
            )
        )
