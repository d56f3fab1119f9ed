"""Casting: circles in every dialect and custom, selections to play, and the books in which an organisation keeps it all."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.cards import CircleCard
from sociotui.domain.circles import Circle, Dialect
from sociotui.domain.customs import Customs
from sociotui.domain.event import Command, Event
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.governing import decide_organisation
from sociotui.domain.items import Item
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import About, Organisation
from sociotui.domain.organisation_commands import AnswerDecision, KeepOutcomes, SettleWindows
from sociotui.domain.people import Person, Term
from sociotui.domain.records import Waiting
from sociotui.domain.refusal import Refused
from sociotui.domain.selection import Grid, Nomination, Sought
from tests.domain.stage import CIRCLE, OPENED, REVIEW, SEATS, TODAY, Stage, item_in, opening, sentence

HOUR = 3_600_000
ALL = (*SEATS, "fay")
"""All members of the garden circle."""
TERM = date(2027, 11, 23)
"""The day on which a term ends that is agreed on today, by the usual custom."""
ENDED = date(2026, 11, 22)
"""Yesterday."""
GENERAL = Circle(id="general", name="General circle", members=("hana", "ana"))
GARDEN = Circle(id="garden", name=CIRCLE.name, parents=("general",), aims=CIRCLE.aims, members=ALL)


def card(dialect: Dialect = "sofa", customs: Customs | None = None, **fields: Any) -> CircleCard:
    """Return the garden circle with another dialect or customs; by default those decide who are present."""
    return replace(CIRCLE, dialect=dialect, customs=customs or Customs(absence="present"), **fields)


def on(*items: Item, circle: CircleCard | None = None, **fields: Any) -> Stage:
    """Return a meeting with those items on its agenda."""
    numbered = tuple(replace(item, id=n) for n, item in enumerate(items, 1))
    return Stage(opening(agenda=numbered, circle=circle or card(), **fields))


# --- selections ----------------------------------------------------------------------------------


def selecting(*roles: str, circle: CircleCard | None = None, until: date | None = REVIEW, **fields: Any) -> Stage:
    """Return a selection for those roles at the step in which everybody writes; "delegate" where none is named."""
    sought = tuple(Sought(role=r, title=r, until=until) for r in roles or ("delegate",))
    return on(item_in("selection", title="Our roles", grid=Grid(sought=sought)), circle=circle, **fields).to("nominate")


def names(nominee: str, reason: str = "", role: str = "delegate") -> dict[str, Nomination]:
    """Return a nomination of somebody for one role."""
    return {role: Nomination(person=nominee, reason=reason)}


def grid_of(stage: Stage) -> Grid:
    """Return the grid of the item that a meeting is at; there has to be one."""
    assert stage.item.grid
    return stage.item.grid


def write(stage: Stage, nominees: Mapping[str, str], role: str = "delegate") -> Stage:
    """Let people write, by nominator; who is not named nominates themselves."""
    for person in stage.meeting.counting():
        stage.act(commands.Nominate(person=person, choices=names(nominees.get(person, person), "Why not?", role)))
    return stage


def proposing_to(stage: Stage, nominees: Mapping[str, str], role: str = "delegate") -> Stage:
    """Let people write, hear all reasons, and come to the step in which a person is proposed."""
    return write(stage, nominees, role).to("propose")


# --- the organisation's books ----------------------------------------------------------------------


class Books:
    """An organisation of the garden circle and the general one, on whose record meetings put what they decide."""

    def __init__(self, *circles: Circle) -> None:
        known = {c.id: c for c in (GENERAL, GARDEN, *circles)}
        people = {p: Person(id=p, name=p.title()) for p in (*ALL, "hana", "gil", "ivo")}
        self.organisation = Organisation(about=About(name="Green Acres"), people=people, circles=known)
        self.clock = OPENED
        self.made: tuple[Event, ...] = ()

    @property
    def garden(self) -> Circle:
        """The garden circle as it is now."""
        return self.organisation.circles["garden"]

    def act(self, command: Command) -> tuple[Event, ...]:
        """Carry a command out and return its events, which are `made` then."""
        made = self.made = decide_organisation(self.organisation, command, "zoe", self.clock)
        for event in made:
            self.apply(event)
        return made

    def apply(self, event: Event) -> None:
        """Let something happen to the organisation."""
        self.organisation = evolve_organisation(self.organisation, event)

    def refuses(self, command: Command) -> str:
        """Return the sentence with which a command is refused; it has to be."""
        try:
            made = decide_organisation(self.organisation, command, "zoe", self.clock)
        except Refused as refusal:
            return sentence(str(refusal))
        raise AssertionError(f"not refused: {command}, but {made}")

    def keep(self, stage: Stage, id_: str = "") -> Meeting:
        """Bring a meeting to its end in the ordinary way, put its outcomes on record, and return it closed."""
        while not stage.meeting.closed:
            stage.onward()
        return self.record(replace(stage.meeting, id=id_ or stage.meeting.id))

    def record(self, meeting: Meeting) -> Meeting:
        """Put the outcomes of a closed meeting on record, and return it."""
        self.clock = meeting.closed
        self.act(KeepOutcomes(meeting=meeting))
        return meeting

    def waiting(self, id_: str = "garden-1-d1") -> Waiting:
        """Return a decision that waits; it has to."""
        return self.organisation.waiting[id_]

    def answer(
        self, person: str, reason: str = "", decision: str = "garden-1-d1", version: int = 0
    ) -> tuple[Event, ...]:
        """Let somebody answer between meetings."""
        return self.act(answering(person, reason, decision, version))

    def settle(self, at: int) -> tuple[Event, ...]:
        """Let stand what can, at a time."""
        self.clock = at
        return self.act(SettleWindows(today=TODAY))


def answering(person: str, reason: str = "", decision: str = "garden-1-d1", version: int = 0) -> AnswerDecision:
    """Return an answer that somebody gives between meetings; with a reason it is an objection."""
    return AnswerDecision(decision=decision, person=person, reason=reason, version=version, today=TODAY)


def holding(**roles: tuple[str, date]) -> dict[str, Term]:
    """Return who holds which role until when."""
    return {role: Term(person=person, until=until) for role, (person, until) in roles.items()}
