"""Traces: what is recorded of a person, whether they may be forgotten yet, and which pseudonym is free for them."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct, field

from sociotui.domain.consent import Version
from sociotui.domain.event import Event
from sociotui.domain.events import MeetingOpened, MeetingSealed
from sociotui.domain.meeting import Meeting
from sociotui.domain.mentions import Kind, Visit, walk
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_events import CircleFormed, PersonForgotten
from sociotui.domain.refusal import Refused, brief, unknown
from sociotui.words import _


class Traces(Struct, frozen=True, kw_only=True):
    """What is recorded of a person, beyond what they did: every name, pronouns and login that they ever had.

    `others` are the names that somebody else has or had, and `others_logins` their logins; `circles` the ids and names
    of circles; `alone_in` the ids of meetings in which this person, and nobody else of the same name, took part.
    """

    id: str
    names: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    logins: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()
    others_logins: frozenset[str] = frozenset()
    circles: frozenset[str] = frozenset()
    alone_in: frozenset[str] = frozenset()


class Known(Struct, kw_only=True):
    """Everybody whom the records name, by id: people of the organisation, and guests of its meetings.

    `names`, `pronouns` and `logins` are all that there ever were, the latest last. `forgotten` are pseudonyms' ids;
    `met` says, by meeting and name, who of that name took part.
    """

    names: dict[str, dict[str, None]] = field(default_factory=dict)
    pronouns: dict[str, dict[str, None]] = field(default_factory=dict)
    logins: dict[str, dict[str, None]] = field(default_factory=dict)
    circles: set[str] = field(default_factory=set)
    forgotten: set[str] = field(default_factory=set)
    met: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def labels(self) -> dict[str, str]:
        """Return the latest name of everybody who is not forgotten, by id; the id where no name is recorded."""
        return {id_: [id_, *names][-1] for id_, names in self.names.items() if id_ not in self.forgotten}

    def traces(self, person: str) -> Traces:
        """Return what is recorded of a person; refuses with the nearest ones where nobody is known by that id."""
        if person not in self.names:
            raise unknown(_("person"), person, self.labels())
        return Traces(
            id=person,
            names=tuple(self.names[person]),
            pronouns=tuple(self.pronouns.get(person, ())),
            logins=tuple(self.logins.get(person, ())),
            others=_of_others(self.names, person),
            others_logins=_of_others(self.logins, person),
            circles=frozenset(self.circles),
            alone_in=frozenset(self._alone_in(person)),
        )

    def _alone_in(self, person: str) -> Iterator[str]:
        for meeting, there in self.met.items():
            alike = {who for name in self.names[person] for who in there.get(name, ())}
            if alike == {person}:
                yield meeting


def _of_others(recorded: dict[str, dict[str, None]], person: str) -> frozenset[str]:
    return frozenset(text for id_, texts in recorded.items() if id_ != person for text in texts)


def everybody(streams: Iterable[Iterable[Event]]) -> Known:
    """Return everybody whom the events of these streams name; a stream is told from its first event on."""
    known = Known()
    for events in streams:
        meeting = ""
        for event in events:
            match event:
                case PersonForgotten():
                    known.forgotten.add(event.person)
                case CircleFormed():
                    known.circles |= {event.circle.id, event.circle.name}
                case MeetingOpened() | MeetingSealed():
                    opened = event if isinstance(event, MeetingOpened) else event.meeting
                    meeting = opened.id
                    known.circles |= {opened.circle.id, opened.circle.name}
                    known.circles |= {*opened.circle.parents, *opened.circle.parents.values()}
            walk(msgspec.to_builtins(event), _noting(known, meeting))
    return known


def _noting(known: Known, meeting: str) -> Visit:
    noted = {"name": known.names, "pronouns": known.pronouns, "login": known.logins}

    def note(kind: Kind, text: str, whose: str | None, _meeting: str) -> str:
        if kind == "id" and text:
            known.names.setdefault(text, {})
        elif kind in noted and whose and text:
            theirs = noted[kind].setdefault(whose, {})
            theirs.pop(text, None)
            theirs[text] = None
            if meeting and kind == "name":
                known.met.setdefault(meeting, {}).setdefault(text, set()).add(whose)
        return text

    return note


def next_pseudonym(taken: Collection[str]) -> tuple[str, str]:
    """Return the id and the name of the first free pseudonym; `taken` are the ids of all people that are recorded."""
    number = next(n for n in range(1, len(taken) + 2) if f"former-{n}" not in taken)
    return f"former-{number}", _("Former member {n}", n=number)


# --- whether it is time --------------------------------------------------------------------------


def refuse_forgetting(
    organisation: Organisation, under_way: Iterable[Meeting], known: Known, person: str, today: date
) -> None:
    """Refuse to forget somebody who is not known, is forgotten already, or still takes part; says how that ends.

    `under_way` are the meetings whose outcomes are not on record yet.
    """
    if person in known.forgotten:
        said = _(
            "“{id}” stands for somebody who was forgotten already. Nothing here tells any more who that was.", id=person
        )
        raise Refused(said)
    if person not in known.labels():
        raise unknown(_("person"), person, known.labels())
    name = known.labels()[person]
    reasons = [
        *_memberships(organisation, person, name, today),
        *_waiting(organisation, person, name),
        *_next_steps(organisation, person, name),
        *_meetings(under_way, person, name),
    ]
    if reasons:
        first = _("{name} still takes part; when that has come to its end, ask again.", name=name)
        raise Refused(" ".join([first, *reasons]))


def _memberships(o: Organisation, person: str, name: str, today: date) -> Iterator[str]:
    within = [c.name for c in o.circles.values() if person in c.members]
    if within:
        yield _(
            "{name} is a member of {circles}: let the circle take leave, with an item (‹agenda›) in the format “leaving”, "
            "or record that they have left (“sociotui end membership CIRCLE {id}”).",
            id=person,
            name=name,
            circles=", ".join(within),
        )
    for circle in o.circles.values():
        held = [r for r, term in circle.terms().items() if term.person == person and term.holds(today)]
        if held and person not in circle.members:
            yield _(
                "{name} is {roles} of {circle}: choose somebody else, with an item (‹agenda›) in the format “selection”.",
                name=name,
                roles=", ".join(circle.role_name(r) for r in held),
                circle=circle.name,
            )


def _waiting(o: Organisation, person: str, name: str) -> Iterator[str]:
    for waiting in o.waiting.values():
        if person in o.missing(waiting):
            yield _(
                "“{title}” waits for what {name} says (“sociotui answer {id}”).",
                title=brief(waiting.decision.title),
                name=name,
                id=waiting.id,
            )
        elif _names(Version(number=1, text="", effects=waiting.decision.effects), Version, person):
            yield _(
                "“{title}” is about {name} and waits for answers; let it stand or come back first.",
                title=brief(waiting.decision.title),
                name=name,
            )


def _next_steps(o: Organisation, person: str, name: str) -> Iterator[str]:
    for step in o.follow_ups.live.values():
        if person == step.owner or person in step.among:
            yield _(
                "{name} has taken on a next step, “{text}”: say when it is done (“sociotui done {id}”).",
                name=name,
                text=brief(step.text),
                id=step.id,
            )


def _meetings(under_way: Iterable[Meeting], person: str, name: str) -> Iterator[str]:
    for meeting in under_way:
        if _names(meeting, Meeting, person):
            yield _(
                "{name} has a part in the meeting {id}, which is under way: close it first (‹close›).",
                name=name,
                id=meeting.id,
            )


def _names(thing: Any, type_: Any, person: str) -> bool:
    """Tell whether something names a person by their id, anywhere in it."""
    found: set[str] = set()

    def look(kind: Kind, text: str, _whose: str | None, _meeting: str) -> str:
        if kind == "id":
            found.add(text)
        return text

    walk(msgspec.to_builtins(thing), look, type_)
    return person in found
