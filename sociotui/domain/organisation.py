"""Organisation: its people, circles and decisions; the commands that change them, and what remains of each meeting."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Union

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.circles import Circle, check_links, children
from sociotui.domain.consent import Version
from sociotui.domain.event import Command, Event
from sociotui.domain.fairness import Start
from sociotui.domain.meeting import BacklogItem, Meeting
from sociotui.domain.people import Person
from sociotui.domain.refusal import Refused, brief, unknown
from sociotui.domain.text import cleaned
from sociotui.words import _

STARTS_KEPT = 60
"""How many of a circle's latest round starts are remembered, to make the next ones fair."""


ID_LENGTH = 60
"""Characters that an id may have; a meeting's id is made from its circle's."""


class About(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What an organisation says of itself."""

    name: str
    vision: str = ""
    mission: str = ""


class Definition(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An organisation's structure as it is written in a file: what it is, its people, its circles."""

    organisation: About
    person: tuple[Person, ...] = ()
    circle: tuple[Circle, ...] = ()


class Policy(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A decision on record: exact wording, why, who is responsible, when it is looked at again, how it came about."""

    id: str
    circle: str
    title: str
    text: str
    why: str = ""
    responsible: str = ""
    adopted: date
    review: date
    measures: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    consented: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    meeting: str = ""


class Held(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an organisation keeps of a meeting that was held."""

    id: str
    circle: str
    on: date
    next_meeting: str = ""


class Organisation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The state of an organisation: the fold of its events. Empty (`about` is None) before it is founded."""

    about: About | None = None
    people: dict[str, Person] = {}
    circles: dict[str, Circle] = {}
    policies: dict[str, Policy] = {}
    held: dict[str, Held] = {}
    starts: dict[str, tuple[Start, ...]] = {}
    backlog: dict[str, tuple[BacklogItem, ...]] = {}

    def person(self, id_: str) -> Person:
        """Return the person with that id; refuses with the nearest ones otherwise."""
        if id_ not in self.people:
            raise unknown(_("person"), id_, {p.id: p.name for p in self.people.values()})
        return self.people[id_]

    def circle(self, id_: str) -> Circle:
        """Return the circle with that id; refuses with the nearest ones otherwise."""
        if id_ not in self.circles:
            raise unknown(_("circle"), id_, {c.id: c.name for c in self.circles.values()})
        return self.circles[id_]

    def full_members(self, id_: str) -> tuple[str, ...]:
        """Return who is a full member of a circle, in seat order.

        Leader and delegate of each sub-circle are full members of the broader circle too (MVOS: double linking).
        """
        members = list(self.circle(id_).members)
        for child in children(self.circles).get(id_, []):
            for role in ("leader", "delegate"):
                term = self.circles[child].roles.get(role)
                if term and term.person not in members:
                    members.append(term.person)
        return tuple(members)

    def last_held(self, circle: str) -> Held | None:
        """Return the latest meeting of a circle that was held, or None."""
        held = [h for h in self.held.values() if h.circle == circle]
        return held[-1] if held else None


# --- commands and events -------------------------------------------------------------------------


class Define(Command, frozen=True, kw_only=True):
    """Found the organisation, or bring its structure to what a definition says. What it does not name stays."""

    definition: Definition


class KeepOutcomes(Command, frozen=True, kw_only=True):
    """Put what a closed meeting decided on the organisation's record."""

    meeting: Meeting


class OrganisationDescribed(Event, frozen=True, kw_only=True):
    """The organisation's name, vision or mission was set."""

    about: About


class PersonEntered(Event, frozen=True, kw_only=True):
    """Somebody was entered, or what is known of them changed."""

    person: Person


class CircleFormed(Event, frozen=True, kw_only=True):
    """A circle was founded, or its aim, domain, members or roles changed."""

    circle: Circle


class PolicyAdopted(Event, frozen=True, kw_only=True):
    """A circle adopted a policy by consent."""

    policy: Policy


class MeetingHeld(Event, frozen=True, kw_only=True):
    """A circle held a meeting; `starts` are those of its rounds, `backlog` what it left for later."""

    held: Held
    starts: tuple[Start, ...] = ()
    backlog: tuple[BacklogItem, ...] = ()


OrganisationEvent = Union[OrganisationDescribed, PersonEntered, CircleFormed, PolicyAdopted, MeetingHeld]  # noqa: UP007


# --- decide --------------------------------------------------------------------------------------


def decide_organisation(organisation: Organisation, command: Command, actor: str, at: int) -> tuple[Event, ...]:
    """Answer a command to the organisation with the events that it makes. Raises `Refused`; nothing is half done."""
    del actor  # goes on record with the events
    if isinstance(command, Define):
        return tuple(_define(organisation, cleaned(command).definition, at))
    if isinstance(command, KeepOutcomes):
        return tuple(_keep(organisation, command.meeting, at))
    raise TypeError(f"not a command to an organisation: {type(command).__name__}")


def _define(organisation: Organisation, definition: Definition, at: int) -> Iterator[Event]:
    check(definition, organisation)
    if organisation.about != definition.organisation:
        yield OrganisationDescribed(at=at, about=definition.organisation)
    for person in definition.person:
        if organisation.people.get(person.id) != person:
            yield PersonEntered(at=at, person=person)
    for circle in definition.circle:
        if organisation.circles.get(circle.id) != circle:
            yield CircleFormed(at=at, circle=circle)


class Misfit(Refused):
    """A definition that does not hold together; `kind`, `index` and `field` say where: the third circle's parents."""

    def __init__(self, reason: str, kind: str, index: int, field: str = "id") -> None:
        super().__init__(reason)
        self.kind, self.index, self.field = kind, index, field


def check(definition: Definition, organisation: Organisation | None = None) -> None:
    """Refuse (`Misfit`) a definition whose parts do not fit together, or not with the organisation it is for."""
    if not definition.organisation.name:
        raise Misfit(_("An organisation has a name; please give it one."), "organisation", 0, "name")
    check_ids(definition)
    people = {**(organisation.people if organisation else {}), **{p.id: p for p in definition.person}}
    circles = {**(organisation.circles if organisation else {}), **{c.id: c for c in definition.circle}}
    for index, circle in enumerate(definition.circle):
        try:
            check_links(circle, circles, {p.id: p.name for p in people.values()})
        except Refused as refusal:
            raise Misfit(str(refusal), "circle", index, _field_of(circle, circles, people)) from None


def check_ids(definition: Definition) -> None:
    """Refuse (`Misfit`) a definition with an id that will not do, twice, or without a name."""
    _check_ids("person", definition.person)
    _check_ids("circle", definition.circle)


def _check_ids(kind: str, things: Sequence[Person | Circle]) -> None:
    seen: set[str] = set()
    for index, thing in enumerate(things):
        if not thing.id or not all(c.isascii() and (c.islower() or c.isdigit() or c == "-") for c in thing.id):
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
    if any(p not in circles for p in circle.parents) or len(set(circle.parents)) != len(circle.parents):
        return "parents"
    if any(p not in people for p in circle.members) or len(set(circle.members)) != len(circle.members):
        return "members"
    leader, delegate = circle.roles.get("leader"), circle.roles.get("delegate")
    for role, term in circle.roles.items():
        if term.person not in circle.members:
            return f"roles.{role}"
    return "roles.delegate" if leader and delegate and leader.person == delegate.person else "parents"


def _keep(organisation: Organisation, meeting: Meeting, at: int) -> Iterator[Event]:
    if not meeting.closed:
        raise Refused(_("This meeting is still open. Close it, and its outcomes go on record."))
    if meeting.id in organisation.held:
        return
    for decision in meeting.decisions:
        item = meeting.find_item(decision.item)
        policy = Policy(
            id=f"{meeting.id}-{decision.item}",
            circle=meeting.circle.id,
            title=decision.title,
            text=decision.text,
            why=decision.why,
            responsible=decision.responsible,
            adopted=meeting.today,
            review=decision.review,
            measures=decision.measures,
            versions=item.proposal.versions if item and item.proposal else (),
            consented=decision.consented,
            absent=decision.absent,
            meeting=meeting.id,
        )
        yield PolicyAdopted(at=at, policy=policy)
    held = Held(id=meeting.id, circle=meeting.circle.id, on=meeting.today, next_meeting=meeting.next_meeting)
    yield MeetingHeld(at=at, held=held, starts=meeting.starts[meeting.earlier_starts :], backlog=meeting.backlog)


# --- evolve --------------------------------------------------------------------------------------


def evolve_organisation(organisation: Organisation, event: Event) -> Organisation:
    """Return the organisation as it stands after `event`."""
    return _EVOLVE[type(event)](organisation, event)


def _described(o: Organisation, e: OrganisationDescribed) -> Organisation:
    return replace(o, about=e.about)


def _entered(o: Organisation, e: PersonEntered) -> Organisation:
    return replace(o, people=o.people | {e.person.id: e.person})


def _formed(o: Organisation, e: CircleFormed) -> Organisation:
    return replace(o, circles=o.circles | {e.circle.id: e.circle})


def _adopted(o: Organisation, e: PolicyAdopted) -> Organisation:
    return replace(o, policies=o.policies | {e.policy.id: e.policy})


def _held(o: Organisation, e: MeetingHeld) -> Organisation:
    circle = e.held.circle
    return replace(
        o,
        held=o.held | {e.held.id: e.held},
        starts=o.starts | {circle: (*o.starts.get(circle, ()), *e.starts)[-STARTS_KEPT:]},
        backlog=o.backlog | {circle: e.backlog},
    )


_EVOLVE: dict[type[Event], Callable[[Organisation, Any], Organisation]] = {
    OrganisationDescribed: _described,
    PersonEntered: _entered,
    CircleFormed: _formed,
    PolicyAdopted: _adopted,
    MeetingHeld: _held,
}
