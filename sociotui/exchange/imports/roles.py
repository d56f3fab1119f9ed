"""Roles as they come in: process roles to their terms, others beside them, each held by a member of its circle."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from sociotui.domain.circles import PROCESS_ROLES, Circle, ProcessRole
from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Role, Term
from sociotui.domain.refusal import brief
from sociotui.exchange.imports.draft import FoundRole, Lefts
from sociotui.exchange.imports.ids import Wanting, give_ids
from sociotui.exchange.imports.references import Refer
from sociotui.exchange.imports.role_names import process_role
from sociotui.exchange.imports.texts import Texts
from sociotui.words import _


class _Wanted(NamedTuple):
    """A role as one person is to hold it, or nobody, and what it is called."""

    role: FoundRole
    term: Term | None
    name: str

    @property
    def key(self) -> str:
        """What is its own in its circle."""
        return f"{self.role.id}\0{self.role.name}\0{self.term.person if self.term else ''}"


class Roles:
    """Gives roles of a draft to circles. Who holds a role of a circle becomes a member of it (HC: role fillers are)."""

    def __init__(self, organisation: Organisation, refer: Refer, texts: Texts, left: Lefts) -> None:
        self._organisation, self._refer = organisation, refer
        self._texts, self._left = texts, left

    def give(self, roles: tuple[FoundRole, ...], circles: dict[str, Circle]) -> None:
        """Give each role to its circle in `circles`; one that only the organisation has is added there, changed."""
        of: dict[str, list[FoundRole]] = defaultdict(list)
        for role in roles:
            id_, why = self._refer.where.find(role.circle)
            if why:
                self._left.add(role.place, why)
            elif not self._refer.ended.stays(id_, role.place):
                of[id_].append(role)
        for id_, found in of.items():
            circle = circles.get(id_) or self._organisation.circles[id_]
            circles[id_] = self._with_roles(circle, found)

    def _with_roles(self, circle: Circle, found: list[FoundRole]) -> Circle:
        named: list[_Wanted] = []
        places: dict[ProcessRole, str] = {}
        process: dict[ProcessRole, dict[str, Term]] = defaultdict(dict)
        for role in found:
            name = self._texts.name(role.name, role.place)
            kind = process_role(role.id) or process_role(name)
            if not name and kind is None:
                self._left.add(role.place, _("a role has a name, and this one has none."))
                continue
            terms = self._terms(role)
            circle = _joined_by(circle, terms)
            if kind is None:
                named.extend(_Wanted(role, term, name) for term in terms or (None,))
            else:
                process[kind] = {t.person: t for t in terms} | process[kind]
                places.setdefault(kind, role.place)
        circle = self._with_process_roles(circle, process, places)
        return self._with_named(circle, named) if named else circle

    def _terms(self, role: FoundRole) -> list[Term]:
        terms: dict[str, Term] = {}
        for holding in role.held:
            id_, why = self._refer.whom.find(holding.person)
            if why:
                self._left.add(role.place, why)
            else:
                terms.setdefault(id_, Term(person=id_, until=holding.until))
        return list(terms.values())

    def _with_process_roles(
        self, circle: Circle, found: dict[ProcessRole, dict[str, Term]], places: dict[ProcessRole, str]
    ) -> Circle:
        """Set the process roles. What was said of all of them counts before what was so here, so it is done at once."""
        before = dict(circle.roles.items())
        said = {role: self._one(circle, role, terms, places[role]) for role, terms in found.items() if terms}
        held = {**before, **said}
        leader, delegate = held.get("leader"), held.get("delegate")
        if leader and delegate and leader.person == delegate.person:
            stays: ProcessRole = "delegate" if "delegate" in said else "leader"
            self._left.add(
                places[stays],
                _(
                    "{person} would be leader and delegate of “{circle}”, who are different people. Who is {role} stays as "
                    "it is here.",
                    person=self._refer.whom.name(leader.person),
                    circle=brief(circle.name),
                    role=stays,
                ),
            )
            other = held["leader" if stays == "delegate" else "delegate"]
            del held[stays]
            if stays in before and before[stays].person != other.person:
                held[stays] = before[stays]
        return replace(circle, roles={role: held[role] for role in PROCESS_ROLES if role in held})

    def _one(self, circle: Circle, role: ProcessRole, terms: dict[str, Term], place: str) -> Term:
        """Return the term of the one who holds a process role: of several, who holds it here already, else the first."""
        before = circle.roles.get(role)
        if before and before.person in terms:  # the file may say less of the term than is known here
            term = terms[before.person]
            term = replace(term, until=term.until or before.until)
        else:
            term = next(iter(terms.values()))
        others = [self._refer.whom.name(person) for person in terms if person != term.person]
        if others:
            self._left.add(
                place,
                _(
                    "one person is {role} of “{circle}”, and that is {person}. As members come in: {others}.",
                    role=role,
                    circle=brief(circle.name),
                    person=self._refer.whom.name(term.person),
                    others=", ".join(others),
                ),
            )
        return term

    def _with_named(self, circle: Circle, found: list[_Wanted]) -> Circle:
        """Add the other roles. One that several hold comes in once for each of them, as a role here has one holder."""
        once: dict[str, _Wanted] = {}
        for want in found:
            first = once.setdefault(want.key, want).role
            if first is not want.role:
                said = _(
                    "“{role}” stands in {first} already, and comes in as it is there.",
                    role=want.name,
                    first=first.place,
                )
                self._left.add(want.role.place, said)
        there = {r.id: r for r in circle.role}
        for id_, want in zip(_ids(list(once.values()), circle.role), once.values(), strict=True):
            there[id_] = self._role(there.get(id_, Role(id=id_, name=want.name)), want)
        return replace(circle, role=tuple(there.values()))

    def _role(self, before: Role, want: _Wanted) -> Role:
        found, name = want.role, want.name
        if before.id != found.id and name.casefold() != before.name.casefold():
            said = _("the role “{name}” is called {here} here, and stays so.", name=name, here=before.name)
            self._left.note(found.place, said)
            name = before.name
        purpose = before.purpose if found.purpose is None else self._texts.text(found.purpose, found.place)
        does = before.responsibilities
        if found.responsibilities is not None:
            does = self._texts.texts(found.responsibilities, found.place)
        role = replace(before, name=name, purpose=purpose, responsibilities=does)
        if want.term is None:
            return role
        until = want.term.until or (before.until if before.person == want.term.person else None)
        return replace(role, person=want.term.person, until=until)


def _ids(wanted: Sequence[_Wanted], there: Sequence[Role]) -> list[str]:
    """Return an id for each: that of a role here which is called so and held so; or which is called so, and nobody
    holds it, or somebody who holds it no more by what the file says; or a new one.
    """
    asked: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, want in enumerate(wanted):
        asked[want.role.id, "" if want.role.id else want.name.casefold()].append(number)
    wishes = {wish for wish, _name in asked if wish}
    alike: dict[tuple[str, str], list[Role]] = defaultdict(list)
    for role in there:  # with a wish, by its id, and others who hold it have that with a mark
        wish = role.id if role.id in wishes else role.id.rpartition("-")[0]
        alike[(wish, "") if wish in wishes else ("", role.name.casefold())].append(role)
    given: dict[int, str] = {}
    for group, numbers in asked.items():
        given |= _given({number: wanted[number] for number in numbers}, alike[group])
    left = [number for number in range(len(wanted)) if number not in given]
    settled = {*given.values(), *(r.id for group in asked if group[1] for r in alike[group])}
    known = {r.id: r.name for r in there if r.id not in settled}
    wanting = [Wanting(wanted[n].name, wanted[n].key, wanted[n].role.id) for n in left]
    new = give_ids(wanting, known, "role", (*PROCESS_ROLES, *settled))
    given |= dict(zip(left, new, strict=True))
    return [given[number] for number in range(len(wanted))]


def _given(wanted: Mapping[int, _Wanted], there: Sequence[Role]) -> dict[int, str]:
    """Return which of the roles here that are called alike those are that are wanted, as far as it can be known."""
    given: dict[int, str] = {}
    free: dict[str, list[Role]] = defaultdict(list)
    for role in there:
        free[role.person].append(role)
    for number, want in wanted.items():
        held = free[want.term.person if want.term else ""]
        if held:
            given[number] = held.pop(0).id
    if len(wanted) >= len(there):  # else the file may know of some of them only
        rest = [role for person in sorted(free, key=bool) for role in free[person]]
        given |= {number: r.id for number, r in zip((n for n in wanted if n not in given), rest, strict=False)}
    return given


def _joined_by(circle: Circle, terms: list[Term]) -> Circle:
    return replace(circle, members=tuple(dict.fromkeys((*circle.members, *(t.person for t in terms)))))
