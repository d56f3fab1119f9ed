"""Joining: a draft meets the organisation that is here, and becomes a definition that adds to it and changes it.

Nothing is taken away by it: who or what the draft does not speak of stays as it is, and so does every field of a person
or a circle that it does not speak of. What does not fit is left out, one by one, and told; what is left fits together
as `domain.defining.check` wants it. Joined to what it has made once, a draft changes nothing any more.
"""

from typing import TypeVar, get_args

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.circles import Circle, Dialect
from sociotui.domain.defining import check
from sociotui.domain.organisation import About, Definition, Organisation
from sociotui.domain.people import Person
from sociotui.domain.refusal import Refused, brief
from sociotui.domain.text import clean
from sociotui.exchange.imports.draft import (
    MOST_CIRCLES,
    MOST_PEOPLE,
    MOST_ROLES,
    Draft,
    FoundCircle,
    FoundPerson,
    Left,
    Lefts,
)
from sociotui.exchange.imports.ended import Ended
from sociotui.exchange.imports.ids import Wanting, give_ids
from sociotui.exchange.imports.nesting import Nesting
from sociotui.exchange.imports.references import Refer, References
from sociotui.exchange.imports.roles import Roles
from sociotui.exchange.imports.texts import Texts
from sociotui.words import _

F = TypeVar("F", FoundPerson, FoundCircle)


class Joined(Struct, frozen=True):
    """The definition that a draft comes to in an organisation, and what of it is left out or cut."""

    definition: Definition
    left: tuple[Left, ...]


def join(draft: Draft, organisation: Organisation, name: str = "") -> Joined:
    """Return what a draft comes to here; `name` is what the organisation is to be called, where somebody says so.

    Raises `Refused` where nothing of it can come in: for want of a name, or because it is too much.
    """
    _check_size(draft)
    joining = _Joining(draft, organisation)
    people = joining.people()
    circles = joining.circles()
    if not people and not circles and not joining.ended.stayed:
        raise Refused(_("There is nobody and no circle in this that could come in. Nothing was changed."))
    about = _about(draft, organisation, name, joining.texts)
    if organisation.about and not name and clean(draft.name) not in ("", about.name):
        said = _("it is of “{name}”, and the organisation here is {here}.", name=brief(draft.name), here=about.name)
        joining.left.note(draft.form, said)
    definition = Definition(organisation=about, person=people, circle=circles)
    check(definition, organisation)
    return Joined(definition, joining.left.all())


def _check_size(draft: Draft) -> None:
    for found, most, what in (
        (draft.people, MOST_PEOPLE, _("people")),
        (draft.circles, MOST_CIRCLES, _("circles")),
        (draft.roles, MOST_ROLES, _("roles")),
        (draft.memberships, MOST_ROLES, _("memberships")),
    ):
        if len(found) > most:
            raise Refused(
                _(
                    "There are {n} {what} in this, and up to {most} fit. Is it the right file?",
                    n=f"{len(found):,}",
                    what=what,
                    most=f"{most:,}",
                )
            )


def _about(draft: Draft, organisation: Organisation, name: str, texts: Texts) -> About:
    there = organisation.about
    said = texts.name(name, "--name") or ("" if there else texts.name(draft.name, draft.form))
    if not said and there is None:
        raise Refused(
            _("The file does not say what the organisation is called. Say so with --name, like --name “Green Acres”.")
        )
    about = there or About(name=said)
    return replace(
        about,
        name=said or about.name,
        vision=about.vision if draft.vision is None else texts.text(draft.vision, draft.form),
        mission=about.mission if draft.mission is None else texts.text(draft.mission, draft.form),
    )


class _Joining:
    def __init__(self, draft: Draft, organisation: Organisation) -> None:
        self.draft, self.organisation = draft, organisation
        self.left = Lefts(draft.left)
        self.texts = Texts(self.left)
        self.whom = References(_("person"))
        self.where = References(_("circle"))
        for person in organisation.people.values():
            self.whom.add(person.id, person.name)
        self.ended = Ended(organisation.circles, self.left)
        for circle in sorted(organisation.circles.values(), key=lambda c: c.ended is not None):
            alone = not circle.ended or not self.where.find(circle.name)[0]  # else the name means one that works
            self.where.add(circle.id, circle.name, by_name=alone)

    # --- people --------------------------------------------------------------------------------------

    def people(self) -> tuple[Person, ...]:
        """Return everybody of the draft."""
        found = self._named(self.draft.people)
        known = {p.id: p.name for p in self.organisation.people.values()}
        ids = give_ids([Wanting(name, p.key, p.id) for p, name in found], known, "person")
        return tuple(self._person(p, name, id_) for (p, name), id_ in zip(found, ids, strict=True))

    def _person(self, found: FoundPerson, name: str, id_: str) -> Person:
        self.whom.add(id_, name, found.key)
        self.whom.add(id_, found.name)  # by its whole name, too, where it was cut
        there = self.organisation.people.get(id_, Person(id=id_, name=name))
        name = self._called(name, there.name, id_, found)
        said = {
            field: self.texts.name(text, found.place)
            for field, text in (("pronouns", found.pronouns), ("login", found.login))
            if text is not None
        }
        return replace(there, name=name, **said)

    def _called(self, name: str, here: str, id_: str, found: FoundPerson | FoundCircle) -> str:
        """Return what somebody or a circle is called from now on: as the file says, but for what was renamed here since."""
        if id_ == found.id or name.casefold() == here.casefold():
            return name
        self.left.note(
            found.place, _("“{name}” is called {here} here ({id}), and stays so.", name=name, here=here, id=id_)
        )
        return here

    def _named(self, things: tuple[F, ...]) -> list[tuple[F, str]]:
        """Return those that have a name that can be seen, each key once, with the name."""
        first: dict[str, F] = {}
        named = []
        for thing in things:
            name = self.texts.name(thing.name, thing.place)
            before = first.get(thing.key)
            if not name:
                self.left.add(thing.place, _("it has no name, and can't come in without one."))
            elif before is not None:
                self.left.add(
                    thing.place,
                    _(
                        "“{name}” stands in {first} already, and comes in as it is there. Two that are called alike are told "
                        "apart by an id each.",
                        name=brief(name),
                        first=before.place,
                    ),
                )
            else:
                first[thing.key] = thing
                named.append((thing, name))
        return named

    # --- circles -------------------------------------------------------------------------------------

    def circles(self) -> tuple[Circle, ...]:
        """Return all circles of the draft, and those of the organisation to which it gives a role."""
        found = self._named(self.draft.circles)
        works_first = sorted(self.organisation.circles.values(), key=lambda c: c.ended is not None)
        known = {c.id: c.name for c in works_first}
        ids = give_ids([Wanting(name, c.key, c.id) for c, name in found], known, "circle")
        for (circle, name), id_ in zip(found, ids, strict=True):
            self.where.add(id_, name, circle.key)
            self.where.add(id_, circle.name)
        works = {
            id_: (c, name) for (c, name), id_ in zip(found, ids, strict=True) if not self.ended.stays(id_, c.place)
        }
        made = {id_: self._circle(c, name, id_) for id_, (c, name) in works.items()}
        self._nest({id_: c for id_, (c, _name) in works.items()}, made)
        self._join(made)
        refer = Refer(self.whom, self.where, self.ended)
        Roles(self.organisation, refer, self.texts, self.left).give(self.draft.roles, made)
        return tuple(made.values())

    def _circle(self, found: FoundCircle, name: str, id_: str) -> Circle:
        there = self.organisation.circles.get(id_, Circle(id=id_, name=name))
        name = self._called(name, there.name, id_, found)
        long = {
            field: self.texts.text(text, found.place)
            for field, text in (("vision", found.vision), ("mission", found.mission), ("domain", found.domain))
            if text is not None
        }
        return replace(
            there,
            name=name,
            aims=there.aims if found.aims is None else self.texts.texts(found.aims, found.place),
            until=found.until or there.until,
            dialect=self._dialect(found) or there.dialect,
            members=tuple(dict.fromkeys((*there.members, *self._people(found.members, found.place)))),
            **long,
        )

    def _dialect(self, found: FoundCircle) -> Dialect | None:
        for dialect in get_args(Dialect):
            if (found.dialect or "").strip().casefold() == dialect:
                return dialect  # type: ignore[no-any-return]
        if found.dialect:
            self.left.add(
                found.place,
                _(
                    "there is no dialect “{name}”; there is: {some}.",
                    name=brief(found.dialect),
                    some=", ".join(get_args(Dialect)),
                ),
            )
        return None

    def _people(self, said: tuple[str, ...], place: str) -> list[str]:
        found = []
        for one in said:
            id_, why = self.whom.find(one)
            if why:
                self.left.add(place, why)
            else:
                found.append(id_)
        return found

    def _join(self, made: dict[str, Circle]) -> None:
        """Let those come into circles of whom the draft says so apart; into circles that are only here as well."""
        joining: dict[str, list[str]] = {}
        for said in self.draft.memberships:
            id_, why = self.where.find(said.circle)
            if why:
                self.left.add(said.place, why)
            elif not self.ended.stays(id_, said.place):
                joining.setdefault(id_, []).extend(self._people((said.person,), said.place))
        for id_, people in joining.items():
            circle = made.get(id_) or self.organisation.circles[id_]
            made[id_] = replace(circle, members=tuple(dict.fromkeys((*circle.members, *people))))

    def _nest(self, found: dict[str, FoundCircle], made: dict[str, Circle]) -> None:
        """Give each circle its parents, as far as no circle comes to stand above itself."""
        said = {id_: circle for id_, circle in found.items() if circle.parents is not None}
        there = {c.id: c.parents for c in self.organisation.circles.values() if c.id not in said}
        wanted = [(id_, *self.where.find(p)) for id_, circle in said.items() for p in circle.parents or ()]
        wanted = [(id_, above, why or self.ended.holds(above, made[id_].name)) for id_, above, why in wanted]
        nesting = Nesting(
            {**there, **{id_: () for id_ in made if id_ not in there}},
            [
                *((id_, above) for id_, above, why in wanted if not why),
                *((id_, above) for id_ in said for above in made[id_].parents),  # where it stays, if none can be meant
            ],
            {**{c.id: c.name for c in self.organisation.circles.values()}, **{c.id: c.name for c in made.values()}},
        )
        for id_, above, why in wanted:
            why = why or nesting.put(id_, above)
            if why:
                self.left.add(said[id_].place, why)
        for id_ in said:
            if said[id_].parents and not nesting.parents[id_]:  # none of them can be meant: it stays where it lies
                for above in made[id_].parents:
                    if why := nesting.put(id_, above):
                        self.left.add(said[id_].place, why)
        for id_ in said:
            made[id_] = replace(made[id_], parents=nesting.parents[id_])
