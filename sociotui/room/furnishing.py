"""Furnishing: what a room adds to what people ask for, so that the domain has all it needs: formats, policies, names, lots."""

from collections.abc import Callable, Mapping
from datetime import date
from os import urandom

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.calling import circle_meant
from sociotui.domain.cards import Card, CircleCard
from sociotui.domain.circles import Circle
from sociotui.domain.commands import (
    AddItem,
    EndItem,
    Integrate,
    OpenMeeting,
    ProposeCircle,
    ProposeMember,
    ProposeSelection,
)
from sociotui.domain.dialects import manner
from sociotui.domain.due import offers
from sociotui.domain.event import Command
from sociotui.domain.experience import NONE
from sociotui.domain.formats import Format
from sociotui.domain.handing import plainly
from sociotui.domain.meeting import Meeting, Participant
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused, brief, nearest, unknown
from sociotui.domain.text import slug
from sociotui.words import _

Formats = Mapping[str, Format]

_A_SLIP = 0.8
"""From how like a name words are taken for a slip of it (difflib): a letter or two of a longer name."""


class Opening(Struct, frozen=True, kw_only=True):
    """What is said to open a meeting. Empty: everybody is present; the roles' holders take their roles.

    The record of a `private` one is for those who take part.
    """

    circle: str
    present: tuple[str, ...] = ()
    facilitator: str = ""
    secretary: str = ""
    format: str = "weekly"
    private: bool = False


def of_meetings(shelf: Formats) -> dict[str, Format]:
    """Return the formats that a whole meeting can have, by id."""
    return {id_: f for id_, f in shelf.items() if any(s.kind == "closing" for s in f.steps)}


def of_items(shelf: Formats) -> dict[str, Format]:
    """Return the formats that an item of a meeting can have, by id."""
    whole = of_meetings(shelf)
    return {id_: f for id_, f in shelf.items() if id_ not in whole}


def opened_by(organisation: Organisation, shelf: Formats, opening: Opening, today: date) -> OpenMeeting:
    """Return the command that opens a meeting, whole by itself; it has no id yet."""
    circle = organisation.working(opening.circle)
    members = organisation.full_members(circle.id, today)
    present = opening.present or members
    for person in (*present, opening.facilitator, opening.secretary):
        if person:
            organisation.person(person)
    seats = tuple(dict.fromkeys(present))
    whole = of_meetings(shelf)
    if opening.format not in whole:
        raise unknown(_("format of a meeting"), opening.format, {id_: f.title for id_, f in whole.items()})
    held = organisation.last_held(circle.id)
    ready = offers(organisation, circle.id, today)
    return OpenMeeting(
        id="",
        circle=_circle_card(organisation, circle),
        today=today,
        format=whole[opening.format],
        formats=_by_aim(shelf, whole[opening.format], circle),
        people=_people(organisation, members, seats),
        seats=seats,
        facilitator=opening.facilitator or circle.holder("facilitator", today),
        secretary=opening.secretary or circle.holder("secretary", today),
        starts=organisation.starts.get(circle.id, ()),
        backlog=organisation.backlog.get(circle.id, ()),
        minutes_before=held.id if held and not held.approved and not opening.private else "",
        offers=ready,
        policies=tuple(card_of(organisation, item.policy) for item in ready if item.policy),
        private=opening.private,
        experience=organisation.experience.get(circle.id, NONE),
    )


def _by_aim(shelf: Formats, format_: Format, circle: Circle) -> dict[str, Format]:
    """Return the formats of a meeting's items by aim, as the circle's dialect has them."""
    own = manner(circle.dialect).formats
    return {aim: shelf.get(own.get(item, item), shelf[item]) for aim, item in format_.items.items()}


def _circle_card(organisation: Organisation, circle: Circle) -> CircleCard:
    return CircleCard(
        id=circle.id,
        name=circle.name,
        vision=circle.vision,
        mission=circle.mission,
        aims=circle.aims,
        domain=circle.domain,
        dialect=circle.dialect,
        customs=circle.customs,
        roles=circle.terms(),
        names={r.id: r.name for r in circle.role},
        parents={p: organisation.circles[p].name for p in circle.parents},
    )


def _people(organisation: Organisation, members: tuple[str, ...], seats: tuple[str, ...]) -> tuple[Participant, ...]:
    return tuple(
        Participant(
            id=person,
            name=organisation.people[person].name,
            member=person in members,
            presence="here" if person in seats else "absent",
        )
        for person in dict.fromkeys((*members, *seats))
    )


def card_of(organisation: Organisation, policy: str) -> Card:
    """Return what a meeting carries of a policy that it looks at; refuses where there is no such policy."""
    if policy not in organisation.policies:
        raise unknown(_("policy"), policy, {p.id: p.title for p in organisation.policies.live.values()})
    found = organisation.policies[policy]
    return Card(**{name: getattr(found, name) for name in Card.__struct_fields__})


# --- what is asked for in a meeting ----------------------------------------------------------------


def furnished(
    organisation: Callable[[], Organisation], shelf: Callable[[], Formats], meeting: Meeting, command: Command
) -> Command:
    """Return a command with what only a room can add to it. The organisation and the formats are read where needed."""
    match command:
        case AddItem():
            return _with_format(organisation(), shelf, meeting, command)
        case EndItem(to=to) | Integrate(to=to) if to and to not in (*meeting.people, *meeting.circle.parents):
            return replace(command, to=_taker(organisation(), to))
        case ProposeSelection(lot=None):
            return replace(command, lot=int.from_bytes(urandom(4)))
        case ProposeMember(name="") if command.person and command.person not in meeting.people:
            return replace(command, name=organisation().person(command.person).name)
        case ProposeCircle():
            known = organisation()
            parents = tuple(circle_meant(known, parent) for parent in command.circle.parents)
            command = replace(command, circle=replace(command.circle, parents=parents))
            _check_founding(known, command.circle)
            others = [p for p in command.circle.members if p not in meeting.people]
            return replace(command, names={p: known.person(p).name for p in others})
    return command


def _with_format(
    organisation: Organisation, shelf: Callable[[], Formats], meeting: Meeting, command: AddItem
) -> AddItem:
    offer = meeting.offers[command.offer - 1] if 1 <= command.offer <= len(meeting.offers) else None
    wanted = offer.format if offer else command.format
    policy = offer.policy if offer else command.policy
    if wanted and wanted not in meeting.formats:
        found = of_items(shelf())
        if wanted not in found:
            raise unknown(_("format of an item"), wanted, {f.id: f.title for f in found.values()})
        command = replace(command, steps=found[wanted])
    if policy and meeting.policy(policy) is None:
        command = replace(command, card=card_of(organisation, policy))
    return command


def _taker(organisation: Organisation, to: str) -> str:
    """Return the name of the circle or person that takes something on; other words stay, as somebody outside may.

    It refuses what is nearly one of them, as nobody would get to know of it.
    """
    said = plainly(to)
    called = [(p.id, p.name) for p in organisation.people.values()]
    called += [(c.id, c.name) for c in organisation.standing.values()]
    known = {plainly(each): name for id_, name in called for each in (id_, name)}
    if said in known:
        return _by_itself(organisation, said, known[said])
    near = list(dict.fromkeys(known[each] for each in nearest(said, known, cutoff=_A_SLIP)))
    if near:
        raise Refused(
            _(
                "Nobody here is called “{to}”, and no circle. Near it: {near}. Take that; or, for somebody outside, say "
                "it in more words, like “the neighbours next door”.",
                to=brief(to),
                near=", ".join(near),
            )
        )
    return to


def _by_itself(organisation: Organisation, said: str, name: str) -> str:
    """Return what names a taker and nobody else: its name, or a circle's id where others are called like it.

    Refuses, with all of them, where only the name was said that several have.
    """
    alike = [c.id for c in organisation.standing.values() if c.name == name]
    if len(alike) < 2:
        return name
    named = next((id_ for id_ in alike if plainly(id_) == said), "")
    return named or circle_meant(organisation, name)


def _check_founding(organisation: Organisation, circle: Circle) -> None:
    """Refuse a circle that the organisation could not have: under unknown ones, or under itself."""
    if (circle.id or slug(circle.name, "")) in circle.parents:
        raise Refused(_("{circle} would stand above itself. Give it another name.", circle=circle.name))
    for parent in circle.parents:
        organisation.working(parent)
