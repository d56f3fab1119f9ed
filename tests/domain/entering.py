"""Entering: what tests of access share: an organisation with a few people, and a book of who may come in to it."""

from dataclasses import dataclass, field

import msgspec

from sociotui.domain import access_commands as c
from sociotui.domain.access import Access, evolve_access
from sociotui.domain.admitting import decide_access
from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.codes import CHANCE, code_from
from sociotui.domain.event import Command, Event
from sociotui.domain.organisation import About, Organisation
from sociotui.domain.people import Person

PEOPLE = ("ana", "ben", "chidi")
DAY = 86_400_000


def organisation() -> Organisation:
    """Return an organisation in which Ben has a login."""
    people = {id_: Person(id=id_, name=id_.title(), login="benny" if id_ == "ben" else "") for id_ in PEOPLE}
    return Organisation(about=About(name="Green Acres"), people=people)


def code(number: int) -> str:
    """Return a code; those of different numbers differ, and so do their first groups, unless by 100."""
    return code_from((number % 100 + (number << 20)).to_bytes(CHANCE))


@dataclass
class Book:
    """Who may come in, all events that made it, and a clock that stands until it is moved."""

    access: Access = field(default_factory=Access)
    organisation: Organisation = field(default_factory=organisation)
    events: list[Event] = field(default_factory=list)
    at: int = 1_000
    invited: int = 0

    def do(self, command: Command, actor: str = "zoe") -> tuple[Event, ...]:
        """Carry a command out, through what a journal would keep of it."""
        made = decide_access(self.access, self.organisation, command, self.at)
        for event in msgspec.json.decode(msgspec.json.encode(made), type=tuple[AnyEvent, ...]):
            self.events.append(event)
            self.access = evolve_access(self.access, event, actor)
        return made

    def invite(self, person: str = "ana", days: int = 7, number: int | None = None) -> str:
        """Invite somebody and return the code."""
        self.invited += 1
        made = code(self.invited if number is None else number)
        self.do(c.Invite(person=person, code=made, salt="a0" * 16, days=days))
        return made

    def who(self, fingerprint: str) -> str | None:
        """Return whom a key lets in."""
        key = self.access.keys.get(fingerprint)
        return key.person if key else None
