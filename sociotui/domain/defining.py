"""Defining: an organisation's structure as it is written down, and whether its parts fit together."""

from collections.abc import Mapping, Sequence

from sociotui.domain.circles import PROCESS_ROLES, Circle, check_own_links, in_ring
from sociotui.domain.nesting import check_walkable, depths, first_ring
from sociotui.domain.organisation import Definition, Organisation
from sociotui.domain.people import Person
from sociotui.domain.proposing import check_customs
from sociotui.domain.refusal import Refused, brief
from sociotui.domain.text import is_id
from sociotui.words import _

ID_LENGTH = 60
"""Characters that an id may have; a meeting's id is made from its circle's."""


class Misfit(Refused):
    """A definition that does not hold together; `kind`, `index` and `field` say where: the third circle's parents."""

    def __init__(self, reason: str, kind: str, index: int, field: str = "id") -> None:
        super().__init__(reason)
        self.kind, self.index, self.field = kind, index, field


def check(
    definition: Definition, organisation: Organisation | None = None, before: Mapping[str, Circle] | None = None
) -> None:
    """Refuse (`Misfit`) a definition whose parts do not fit together, or not with the organisation it is for.

    `before` are the circles as they were, where the organisation holds the definition already.
    """
    if not definition.organisation.name:
        raise Misfit(_("An organisation has a name; please give it one."), "organisation", 0, "name")
    check_ids(definition)
    people = {**(organisation.people if organisation else {}), **{p.id: p for p in definition.person}}
    circles = {**(organisation.circles if organisation else {}), **{c.id: c for c in definition.circle}}
    names = {p.id: p.name for p in people.values()}
    for index, circle in enumerate(definition.circle):
        try:
            check_customs(circle.customs)
            check_own_links(circle, circles, names)
        except Refused as refusal:
            raise Misfit(str(refusal), "circle", index, _field_of(circle, circles, people)) from None
    if before is None:
        before = organisation.circles if organisation else {}
    _check_nesting(definition, circles, before)


def _check_nesting(definition: Definition, circles: Mapping[str, Circle], before: Mapping[str, Circle]) -> None:
    """Refuse (`Misfit`) circles that come to lie within themselves, or deeper in each other than anybody could look."""
    if all(circle.id in before and before[circle.id].parents == circle.parents for circle in definition.circle):
        return
    above, was = ({c.id: c.parents for c in each.values()} for each in (circles, before))
    ring = first_ring((c.id for c in definition.circle), above)
    if ring:
        index = next(n for n, circle in enumerate(definition.circle) if circle.id == ring[0])
        raise Misfit(str(in_ring(ring, circles)), "circle", index, "parents")
    try:
        check_walkable(above, was)
    except Refused as refusal:
        deep = depths(above)
        index = max(range(len(definition.circle)), key=lambda n: deep.get(definition.circle[n].id, 0))
        raise Misfit(str(refusal), "circle", index, "parents") from None


def check_ids(definition: Definition) -> None:
    """Refuse (`Misfit`) a definition with an id that will not do, twice, or without a name."""
    _check_ids("person", definition.person)
    _check_ids("circle", definition.circle)


def _check_ids(kind: str, things: Sequence[Person | Circle]) -> None:
    seen: set[str] = set()
    for index, thing in enumerate(things):
        if not is_id(thing.id):
            raise Misfit(
                _(
                    "“{id}” will not do as an id. Use small letters, digits and hyphens, like “green-acres”.",
                    id=thing.id,
                ),
                kind,
                index,
            )
        if len(thing.id) > ID_LENGTH:
            said = _(
                "“{id}” is too long for an id; up to {most} characters will do.", id=brief(thing.id), most=ID_LENGTH
            )
            raise Misfit(said, kind, index)
        if thing.id in seen:
            raise Misfit(_("There are two of the id “{id}”. Give one of them another.", id=thing.id), kind, index)
        if not thing.name:
            raise Misfit(_("“{id}” has no name yet. What do people call it?", id=thing.id), kind, index, "name")
        seen.add(thing.id)


def _field_of(circle: Circle, circles: dict[str, Circle], people: dict[str, Person]) -> str:
    """Return the field that a refused circle's refusal is about, so that its line can be named."""
    if not _allowed(circle):
        return "customs"
    if any(p not in circles for p in circle.parents) or len(set(circle.parents)) != len(circle.parents):
        return "parents"
    if any(p not in people for p in circle.members) or len(set(circle.members)) != len(circle.members):
        return "members"
    if circle.ended and circle.members:
        return "ended"
    leader, delegate = circle.roles.get("leader"), circle.roles.get("delegate")
    for role, term in circle.roles.items():
        if term.person not in circle.members:
            return f"roles.{role}"
    for number, beside in enumerate(circle.role):
        before = {*PROCESS_ROLES, *(r.id for r in circle.role[:number])}
        unnamed = not beside.id or not beside.name or beside.id in before
        if unnamed or (beside.person and beside.person not in circle.members):
            return f"role.{number}"
    return "roles.delegate" if leader and delegate and leader.person == delegate.person else "parents"


def _allowed(circle: Circle) -> bool:
    try:
        check_customs(circle.customs)
    except Refused:
        return False
    return True
