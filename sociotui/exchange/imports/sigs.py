"""sigs.yaml: the groups of the Kubernetes community, as it lists them itself (GitHub: kubernetes/community, Apache-2.0).

Its fields are those of that repository's generator (generator/app.go): groups by kind (`sigs`, `workinggroups`,
`usergroups`, `committees`), each with `dir`, `name`, `mission_statement`, `leadership` (`chairs`, `tech_leads`, `emeritus_leads`),
`stakeholder_sigs` and `subprojects`.

Each group is a circle of the general one, a working group of all that have a stake in it. Its first two chairs are its
leader and delegate; further chairs and technical leads hold roles of these names. Those who led it once come in as people.
The steering committee sits in the general circle. People have their handle as id; it is no login here, where it would let in.
"""

from collections.abc import Iterator

from sociotui.domain.text import slug
from sociotui.exchange.imports.bytes_in import Given, text_of
from sociotui.exchange.imports.draft import Draft, FoundCircle, FoundPerson, FoundRole, Holding, Lefts
from sociotui.exchange.imports.entries import Entry
from sociotui.exchange.imports.yaml_in import MOST, read_yaml
from sociotui.words import _

FORM = "sigs.yaml"
KINDS = {"sigs": "SIG", "workinggroups": "WG", "usergroups": "UG", "committees": "Committee"}
GENERAL = "kubernetes"
"""The circle that all others are part of, by id."""
_STEERING = "committee-steering"


def read_sigs(given: Given) -> Draft:
    """Return what a list of groups says. Raises `Misread` where it is no such list."""
    return _Reading(given).draft()


class _Reading:
    def __init__(self, given: Given) -> None:
        self.left = Lefts()
        listed = read_yaml(given, text_of(given, MOST).text, self.left)
        self.groups = [(kind, group) for kind in KINDS for group in listed.entries(kind)]
        if not self.groups:
            raise given.misread(_("there are no groups in this: none of {kinds}.", kinds=", ".join(KINDS)))
        self.sigs = {g.text("name"): g.text("dir") for kind, g in self.groups if kind == "sigs"}

    def draft(self) -> Draft:
        """Return the draft."""
        people: dict[str, FoundPerson] = {}
        for _kind, group in self.groups:
            for person in self._listed(group, "chairs", "tech_leads", "emeritus_leads"):
                handle = person.text("github")
                if handle:
                    name = person.text("name") or handle
                    found = FoundPerson(key=handle, id=slug(handle), name=name, place=person.place)
                    people[handle] = people.get(handle, found)
                else:
                    self.left.add(person.place, _("it has no “github”, by which people are told apart in this list."))
        circles = (self._general(), *(self._circle(kind, group) for kind, group in self.groups))
        roles = tuple(role for _kind, group in self.groups for role in self._roles(group))
        return Draft(
            form=FORM,
            name="Kubernetes community",
            people=tuple(people.values()),
            circles=circles,
            roles=roles,
            left=self.left.all(),
        )

    def _listed(self, group: Entry, *kinds: str) -> Iterator[Entry]:
        leadership = group.entry("leadership")
        for kind in kinds:
            yield from leadership.entries(kind)

    def _handles(self, group: Entry, *kinds: str) -> tuple[str, ...]:
        handles = (person.text("github") for person in self._listed(group, *kinds))
        return tuple(dict.fromkeys(handle for handle in handles if handle))

    def _general(self) -> FoundCircle:
        steering = next((g for _kind, g in self.groups if g.text("dir") == _STEERING), None)
        members = self._handles(steering, "chairs", "tech_leads") if steering else ()
        place = steering.place if steering else FORM
        return FoundCircle(key=GENERAL, id=GENERAL, name="Kubernetes", place=place, parents=(), members=members)

    def _circle(self, kind: str, group: Entry) -> FoundCircle:
        stakes = []
        for name in group.texts("stakeholder_sigs"):
            if name in self.sigs:
                stakes.append(self.sigs[name])
            else:
                self.left.add(group.at("stakeholder_sigs"), _("there is no group “{name}” in the list.", name=name))
        name = group.text("name")
        return FoundCircle(
            key=group.text("dir") or name,
            id=slug(group.text("dir"), ""),
            name=f"{KINDS[kind]} {name}" if name else "",
            place=group.place,
            parents=tuple(stakes) or (GENERAL,),
            mission=group.maybe("mission_statement"),
            domain=", ".join(project.text("name") for project in group.entries("subprojects")),
            members=self._handles(group, "chairs", "tech_leads"),
        )

    def _roles(self, group: Entry) -> Iterator[FoundRole]:
        chairs, leads = self._handles(group, "chairs"), self._handles(group, "tech_leads")
        roles = [("leader", chairs[:1]), ("delegate", chairs[1:2]), ("Chair", chairs[2:]), ("Technical lead", leads)]
        key = group.text("dir") or group.text("name")
        for name, held in roles:
            if held:
                yield FoundRole(circle=key, name=name, place=group.place, held=tuple(map(Holding, held)))
