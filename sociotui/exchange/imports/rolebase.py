"""Rolebase: an organisation as it exports itself, in JSON or as a workbook with a sheet for each list.

Lists and fields are those of Rolebase's own source (GitHub: lonestone/rolebase.io,
packages/backend/src/features/org/exportOrg.ts): `members`, `roles`, `circles`, `circle_members` and `circle_links` are in
every export; whatever else is in it (decisions, tasks, threads, meetings) is passed over.

There, everything is a role in a place (a “circle”), and its documentation says that one with others in it is shown as a
circle, one without as a role. So here: a place with others in it, or in none, is a circle; each other is a role
of the circle around it, held by its members. A link lets a circle lie in a second one, too. What is archived stays there.
"""

from collections.abc import Callable, Iterable

from sociotui.exchange.imports.draft import Draft, FoundCircle, FoundPerson, FoundRole, Holding, Lefts
from sociotui.exchange.imports.entries import Entry
from sociotui.words import _

FORM = "Rolebase"
PARTS = ("members", "roles", "circles", "circle_members", "circle_links")
Part = Callable[[str, Lefts], Iterable[Entry]]
"""Gives the entries of one of the lists."""


def is_rolebase(parts: Iterable[str]) -> bool:
    """Tell whether lists of these names are an export of Rolebase's."""
    return {"roles", "circles", "circle_members"} <= {*parts}


def read_rolebase(part: Part) -> Draft:
    """Return what an export says."""
    return _Reading(part).draft()


class _Reading:
    def __init__(self, part: Part) -> None:
        self.left = Lefts()
        self.people = self._by_id(part, "members")
        self.roles = self._by_id(part, "roles")
        self.places = self._by_id(part, "circles")
        self.members: dict[str, list[str]] = {}
        for entry in part("circle_members", self.left):
            if not entry.yes("archived"):
                self.members.setdefault(entry.text("circleId"), []).append(entry.text("memberId"))
        self.links = [entry for entry in part("circle_links", self.left) if not entry.yes("archived")]
        self.around = {id_: place.text("parentId") for id_, place in self.places.items()}
        self.above = {*self.around.values()}
        for id_ in self.members:
            if id_ not in self.places:
                said = _("its members are of a circle “{id}”, which is archived or not in the file.", id=id_)
                self.left.add("circle_members", said)

    def _by_id(self, part: Part, name: str) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for entry in part(name, self.left):
            id_ = entry.text("id")
            if not id_:
                self.left.add(entry.place, _("it has no “id”, so nothing can refer to it."))
            elif id_ in found:
                self.left.add(entry.place, _("its “id” stands in {first} already.", first=found[id_].place))
            elif not entry.yes("archived"):
                found[id_] = entry
        return found

    def _is_circle(self, id_: str) -> bool:
        return id_ in self.above or not self.around[id_]

    def draft(self) -> Draft:
        """Return the draft."""
        also = self._also_in()
        circles, roles = [], []
        for id_, place in self.places.items():
            role = self.roles.get(place.text("roleId"))
            if role is None:
                said = _("its role “{id}” is archived or not in the file.", id=place.text("roleId"))
                self.left.add(place.at("roleId"), said)
            elif self._is_circle(id_):
                circles.append(self._circle(id_, place, role, also.get(id_, [])))
            else:
                roles.append(self._role(id_, place, role))
        top = [c.name for c in circles if not c.parents]
        return Draft(
            form=FORM,
            name=top[0] if len(top) == 1 else "",
            people=tuple(FoundPerson(key=id_, name=p.text("name"), place=p.place) for id_, p in self.people.items()),
            circles=tuple(circles),
            roles=tuple(roles),
            left=self.left.all(),
        )

    def _also_in(self) -> dict[str, list[str]]:
        also: dict[str, list[str]] = {}
        for link in self.links:
            id_, host = link.text("circleId"), link.text("parentId")
            if id_ in self.places and not self._is_circle(id_):
                self.left.add(link.place, _("it links a role, and only circles can lie in several here."))
            elif id_ not in self.places:
                self.left.add(link.place, _("it links “{id}”, which is archived or not in the file.", id=id_))
            else:
                also.setdefault(id_, []).append(host)
        return also

    def _circle(self, id_: str, place: Entry, role: Entry, also: list[str]) -> FoundCircle:
        around = [self.around[id_]] if self.around[id_] else []
        return FoundCircle(
            key=id_,
            name=role.text("name"),
            place=place.place,
            parents=tuple(dict.fromkeys((*around, *also))),
            mission=role.maybe("purpose"),
            domain=role.maybe("domain"),
            aims=_lines(role, "accountabilities"),
            members=tuple(self.members.get(id_, ())),
        )

    def _role(self, id_: str, place: Entry, role: Entry) -> FoundRole:
        return FoundRole(
            circle=self.around[id_],
            name=role.text("name"),
            place=place.place,
            purpose=role.maybe("purpose"),
            responsibilities=_lines(role, "accountabilities"),
            held=tuple(Holding(member) for member in self.members.get(id_, ())),
        )


def _lines(role: Entry, field: str) -> tuple[str, ...] | None:
    """Return the points of a list in Markdown, as exports have accountabilities; None where nothing is said."""
    if not role.has(field):
        return None
    lines = (line.strip() for line in role.text(field).splitlines())
    return tuple(text for line in lines if (text := line.removeprefix("- ").removeprefix("* ").strip()))
