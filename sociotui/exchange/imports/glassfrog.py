"""GlassFrog: circles, roles, people and assignments as its API, version 3, answers them in JSON.

The answers are read as they come, one file each (`GET /circles`, `/roles`, `/people`, `/assignments`), or put together
into one object. Fields and links are those of GlassFrog's own pages (GitHub: GlassFrog/glassfrog-api, branch API_v3:
sections circles, roles, people, tactical_meetings) and of its public description of version 3 (Postman, “GlassFrog
API v3”); `links.supported_role` and the links of assignments are also those that edukorg/glassfrog-py reads.

A role that has a `supporting_circle` is what its circle asks of that sub-circle: it says where the sub-circle lies, what
it is there for, and who leads it (a lead link is assigned through it). `elected_until`, or `election` of an
assignment, is the day on which a term ends.
"""

from collections.abc import Sequence
from itertools import chain

from sociotui.exchange.imports.bytes_in import Given
from sociotui.exchange.imports.draft import Draft, FoundCircle, FoundPerson, FoundRole, Holding, Lefts
from sociotui.exchange.imports.entries import Entry
from sociotui.exchange.imports.json_in import Json
from sociotui.words import _

FORM = "GlassFrog"
PARTS = ("circles", "roles", "people", "assignments")


def is_glassfrog(file: Json) -> bool:
    """Tell whether a JSON file looks like an answer of GlassFrog's: a list of it, in one object, linked or alone."""
    return "linked" in file.parts or {*file.parts} & {*PARTS} != set()


def read_glassfrog(files: Sequence[Json]) -> Draft:
    """Return what GlassFrog's answers say. Raises `Misread`, and where there are no circles in them."""
    return _Reading(files).draft()


class _Reading:
    def __init__(self, files: Sequence[Json]) -> None:
        self.left = Lefts()
        self.files = files
        self.linked = [file.within("linked") for file in files]
        self.people = self._by_id("people")
        self.circles = self._by_id("circles")
        self.roles = self._by_id("roles")
        self.supporting = {c.entry("links").text("supported_role"): id_ for id_, c in self.circles.items()}
        self.members: dict[str, list[str]] = {}
        for id_, person in self.people.items():
            for circle in person.entry("links").texts("circles"):
                self.members.setdefault(circle, []).append(id_)
        self.told = {part: self._told(part) for part in ("domains", "accountabilities")}
        if not self.circles:
            raise Given(files[0].given.name, b"").misread(
                _(
                    "there are no circles in this. Add what GlassFrog’s API answers to GET /circles, and to /roles and /people."
                )
            )

    def _by_id(self, part: str) -> dict[str, Entry]:
        """Return the objects of a part by id; one that was asked for counts before one that is only linked."""
        found: dict[str, Entry] = {}
        parts = (part, "members") if part == "people" else (part,)  # as GET /circles?include=members links them
        own = [*chain.from_iterable(f.entries(part, self.left) for f in self.files)]
        linked = chain.from_iterable(f.entries(each, self.left) for f in self.linked for each in parts)
        for number, entry in enumerate(chain(own, linked)):
            id_ = entry.text("id")
            if not id_:
                self.left.add(entry.place, _("it has no “id”, so nothing can refer to it."))
            elif id_ not in found:
                found[id_] = entry
            elif number < len(own) and found[id_].data != entry.data:
                self.left.add(entry.place, _("its “id” stands in {first} already.", first=found[id_].place))
        return found

    def _told(self, part: str) -> dict[str, str]:
        return {id_: entry.text("description") for id_, entry in self._by_id(part).items()}

    def draft(self) -> Draft:
        """Return the draft."""
        held = self._assignments()
        above: dict[str, list[str]] = {}
        asked: dict[str, Entry] = {}
        roles = []
        for id_, role in self.roles.items():
            inside = self._supporting(id_, role)
            circle = role.entry("links").text("circle")
            if inside:
                asked[inside] = role
                above.setdefault(inside, []).extend([circle] if circle else [])
            found = self._role(id_, role, held.get(id_, []), inside or circle)
            if inside:
                found = FoundRole(circle=f"circle {inside}", name="leader", place=found.place, held=found.held)
            if inside or circle:
                roles.append(found)
            elif id_ not in asked:
                self.left.add(role.place, _("the role “{name}” names no circle.", name=role.text("name")))
        circles = [self._circle(id_, c, above.get(id_, []), asked.get(id_)) for id_, c in self.circles.items()]
        top = [c.name for c in circles if not c.parents]
        return Draft(
            form=FORM,
            name=top[0] if len(top) == 1 else "",
            people=tuple(self._person(id_, p) for id_, p in self.people.items()),
            circles=tuple(circles),
            roles=tuple(roles),
            left=self.left.all(),
        )

    def _supporting(self, id_: str, role: Entry) -> str:
        """Return the sub-circle that a role is, or ""; the circle may say so, or the role."""
        return role.entry("links").text("supporting_circle") or self.supporting.get(id_, "")

    def _person(self, id_: str, person: Entry) -> FoundPerson:
        return FoundPerson(key=f"person {id_}", name=person.text("name"), place=person.place)

    def _circle(self, id_: str, circle: Entry, above: list[str], asked: Entry | None) -> FoundCircle:
        members = (*circle.entry("links").texts("people"), *self.members.get(id_, ()))
        found = FoundCircle(
            key=f"circle {id_}",
            name=circle.text("name"),
            place=circle.place,
            parents=tuple(f"circle {parent}" for parent in above),
            members=tuple(f"person {p}" for p in dict.fromkeys(members)),
        )
        if asked is None:
            return found
        links = asked.entry("links")
        return FoundCircle(
            key=found.key,
            name=found.name,
            place=found.place,
            parents=found.parents,
            members=found.members,
            mission=asked.maybe("purpose"),
            domain="\n".join(self._descriptions(links, "domains")),
            aims=self._descriptions(links, "accountabilities"),
        )

    def _role(self, id_: str, role: Entry, held: list[Holding], circle: str) -> FoundRole:
        links = role.entry("links")
        until = role.day("elected_until")
        filled = {f"person {p}": until for p in links.texts("people")}
        for holding in held:
            filled[holding.person] = holding.until or filled.get(holding.person) or until
        return FoundRole(
            circle=f"circle {circle}",
            name=role.text("name"),
            place=role.place,
            purpose=role.maybe("purpose"),
            responsibilities=self._descriptions(links, "accountabilities"),
            held=tuple(Holding(person, until) for person, until in filled.items()),
        )

    def _descriptions(self, links: Entry, part: str) -> tuple[str, ...]:
        ids = links.texts(part)
        unknown = [id_ for id_ in ids if id_ not in self.told[part]]
        if unknown:
            self.left.add(links.at(part), _("there is no text for {ids} in the file.", ids=", ".join(unknown[:8])))
        return tuple(self.told[part][id_] for id_ in ids if id_ in self.told[part])

    def _assignments(self) -> dict[str, list[Holding]]:
        held: dict[str, list[Holding]] = {}
        for entry in self._by_id("assignments").values():
            links = entry.entry("links")
            person, role = links.text("person"), links.text("role")
            if role not in self.roles:
                self.left.add(entry.place, _("it is of a role “{id}” that is not in the file.", id=role))
            else:
                held.setdefault(role, []).append(Holding(f"person {person}", entry.day("election")))
        return held
