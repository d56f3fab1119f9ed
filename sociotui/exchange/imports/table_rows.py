"""Rows of people's own tables, one by one: what each says of a person, a circle, a role or the organisation."""

import re

from msgspec.structs import replace

from sociotui.domain.circles import PROCESS_ROLES
from sociotui.domain.refusal import brief
from sociotui.domain.text import is_id
from sociotui.exchange.imports.columns import KINDS, Kind
from sociotui.exchange.imports.draft import Draft, FoundCircle, FoundMembership, FoundPerson, FoundRole, Holding, Lefts
from sociotui.exchange.imports.entries import Entry
from sociotui.words import _

_UNFILLED = "--unfilled--"
"""Nobody, in tables that GlassFrog's own page makes of its API's answers (glassfrog-api, csv_circles_roles_fillers.html)."""
_APART = re.compile(r"[;|\n]")
"""What parts the entries of a list in one cell: not a comma, which stands in names and sentences."""


class TableRows:
    """Takes rows, and makes a draft of them. Lists in a cell have a semicolon, a bar or a new line between entries."""

    def __init__(self, left: Lefts) -> None:
        self.left = left
        self.people: list[FoundPerson] = []
        self.circles: list[FoundCircle] = []
        self.roles: dict[tuple[str, str, str], FoundRole] = {}
        self.memberships: list[FoundMembership] = []
        self.name, self.vision, self.mission = "", "", ""

    def take(self, row: Entry, kind: Kind | None) -> None:
        """Take a row of a kind; of the one that its column “kind” says where that is None."""
        said = row.text("kind")
        found = kind or KINDS.get(said.casefold())
        match found:
            case "person":
                self._person(row)
            case "circle":
                self._circle(row)
            case "role":
                self._role(row)
            case "member":
                self._member(row)
            case "organisation":
                self.name, self.vision = row.text("name") or self.name, row.text("vision") or self.vision
                self.mission = row.text("mission") or self.mission
            case None:
                said = brief(said)
                known = ", ".join(dict.fromkeys(KINDS.values()))
                self.left.add(row.place, _("there is no kind “{kind}”. There is: {known}.", kind=said, known=known))

    def draft(self, form: str) -> Draft:
        """Return all that was taken."""
        return Draft(
            form=form,
            name=self.name,
            vision=self.vision or None,
            mission=self.mission or None,
            people=tuple(self.people),
            circles=tuple(self.circles),
            memberships=tuple(self.memberships),
            roles=tuple(self.roles.values()),
            left=self.left.all(),
        )

    def _id(self, row: Entry) -> str:
        """Return the id that a row wants. One that will not do as an id here still tells it from others in its file."""
        return row.text("id") if is_id(row.text("id")) else ""

    def _person(self, row: Entry) -> None:
        whole = " ".join(part for part in (row.text("first name"), row.text("last name")) if part)
        name = row.text("name") or whole or row.text("person")
        self.people.append(
            FoundPerson(
                key=row.text("id") or name,
                id=self._id(row),
                name=name,
                place=row.place,
                pronouns=row.maybe("pronouns"),
                login=row.maybe("login"),
            )
        )
        self._memberships(row, row.text("id") or name, (*_list(row, "circles"), *_list(row, "circle")))

    def _circle(self, row: Entry) -> None:
        name = row.text("name") or row.text("circle")
        key = row.text("id") or name
        self.circles.append(
            FoundCircle(
                key=key,
                id=self._id(row),
                name=name,
                place=row.place,
                parents=_list(row, "parents") if row.has("parents") else None,
                vision=row.maybe("vision"),
                mission=row.maybe("mission") or row.maybe("purpose"),
                aims=_list(row, "aims") if row.has("aims") else None,
                domain=row.maybe("domain"),
                until=row.day("until"),
                dialect=row.maybe("dialect"),
                members=_list(row, "members"),
            )
        )
        for role in PROCESS_ROLES:
            for person in _list(row, role):
                self._add(FoundRole(circle=key, name=role, place=row.at(role), held=(Holding(person),)))

    def _role(self, row: Entry) -> None:
        name, circle = row.text("role") or row.text("name"), row.text("circle") or row.text("circles")
        if not circle:
            self.left.add(row.place, _("the role “{name}” names no circle.", name=brief(name)))
            return
        until = row.day("until")
        self._add(
            FoundRole(
                circle=circle,
                id=name if is_id(name) else self._id(row),
                name=row.text("name") or name,
                place=row.place,
                purpose=row.maybe("purpose"),
                responsibilities=_list(row, "responsibilities") if row.has("responsibilities") else None,
                held=tuple(Holding(person, until) for person in _list(row, "person")),
            )
        )

    def _member(self, row: Entry) -> None:
        if row.has("linked from"):  # as `export tables` has who is in a circle by leading one that lies in it
            return
        people = _list(row, "person") or _list(row, "name")
        if not people:
            self.left.add(row.place, _("it names nobody."))
        for person in people:
            self._memberships(row, person, (*_list(row, "circle"), *_list(row, "circles")))

    def _memberships(self, row: Entry, person: str, circles: tuple[str, ...]) -> None:
        self.memberships.extend(FoundMembership(circle, person, row.place) for circle in circles)

    def _add(self, role: FoundRole) -> None:
        """Add a role; rows of the same one in the same circle are one role, which several hold."""
        key = (role.circle, role.id, role.name)
        before = self.roles.get(key)
        if before is None:
            self.roles[key] = role
            return
        does = before.responsibilities if role.responsibilities is None else role.responsibilities
        self.roles[key] = replace(
            before, purpose=role.purpose or before.purpose, responsibilities=does, held=(*before.held, *role.held)
        )


def _list(row: Entry, field: str) -> tuple[str, ...]:
    parts = (part.strip() for part in _APART.split(row.text(field)))
    return tuple(part for part in parts if part and part != _UNFILLED)
