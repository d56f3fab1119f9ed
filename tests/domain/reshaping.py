"""An organisation to reshape in tests: a few circles with roles and links, commands to change it, and its record so far."""

from datetime import date

from msgspec import Struct, field

from sociotui.domain.changes import AnyEdit, Busy, ChangeStructure, Step, UndoChange
from sociotui.domain.circles import Circle
from sociotui.domain.event import Command, Event
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.governing import decide_organisation
from sociotui.domain.history import Entry, history
from sociotui.domain.organisation import About, Definition, Organisation
from sociotui.domain.organisation_commands import Define
from sociotui.domain.people import Person, Role, Term
from sociotui.domain.touching import Preview, preview_of

TODAY = date(2026, 3, 2)
UNTIL = date(2027, 3, 1)
NAMES = {"ana": "Ana", "ben": "Ben", "chidi": "Chidi", "dara": "Dara", "eli": "Eli", "zoe": "Zoë"}

DEFINITION = Definition(
    organisation=About(name="Green Acres", vision="Food for all"),
    person=tuple(Person(id=id_, name=name) for id_, name in NAMES.items()),
    circle=(
        Circle(id="general", name="General circle", members=("zoe", "ana"), roles={"secretary": Term(person="zoe")}),
        Circle(
            id="garden",
            name="Garden circle",
            parents=("general",),
            aims=("Food from our soil",),
            members=("ana", "ben", "eli"),
            roles={
                "leader": Term(person="ana", until=UNTIL),
                "delegate": Term(person="ben", until=UNTIL),
                "secretary": Term(person="eli", until=UNTIL),
            },
            role=(Role(id="seeds", name="Seed keeper", person="ben", until=UNTIL), Role(id="shed", name="Shed key")),
        ),
        Circle(id="care", name="Care circle", parents=("general",), members=("dara", "chidi")),
    ),
)


class Ledger(Struct):
    """An organisation, and all that was put on its record."""

    organisation: Organisation = Organisation()
    steps: list[Step] = field(default_factory=list)
    today: date = TODAY
    busy: Busy = Busy()

    def do(self, command: Command, actor: str = "ana") -> Step:
        """Carry a command out and put it on record."""
        return self.put(decide_organisation(self.organisation, command, actor, 1000 + len(self.steps)), actor)

    def put(self, events: tuple[Event, ...], actor: str = "ana") -> Step:
        """Put the events of a command on record."""
        last = self.steps[-1] if self.steps else Step(1, "", ())
        step = Step(last.number + len(last.events), actor, events)
        for event in events:
            self.organisation = evolve_organisation(self.organisation, event)
        self.steps.append(step)
        return step

    def command(self, *edits: AnyEdit, why: str = "Agreed by phone", decision: str = "") -> ChangeStructure:
        """Return the command that makes these edits."""
        return ChangeStructure(edits=edits, why=why, decision=decision, today=self.today, busy=self.busy)

    def change(self, *edits: AnyEdit, why: str = "Agreed by phone", decision: str = "", actor: str = "ana") -> Step:
        """Make these edits, and return what that put on record."""
        return self.do(self.command(*edits, why=why, decision=decision), actor)

    def undo(self, number: int, actor: str = "ana", why: str = "") -> Step:
        """Take a change back, and return what that put on record."""
        steps = tuple(self.steps)
        return self.do(UndoChange(change=number, why=why, today=self.today, steps=steps, busy=self.busy), actor)

    def preview(self, *edits: AnyEdit) -> Preview:
        """Return what these edits would do."""
        events = decide_organisation(self.organisation, self.command(*edits), "ana", 1000)
        return preview_of(self.organisation, events, self.today)

    def history(self, circle: str = "") -> tuple[Entry, ...]:
        """Return the history of a circle, or of all."""
        return history(self.steps, lambda _at: self.today, circle)

    def told(self, circle: str = "") -> list[str]:
        """Return what the latest entry of a history tells."""
        return [told.said for told in self.history(circle)[-1].told]


def ledger() -> Ledger:
    """Return the record of an organisation that was just brought in."""
    made = Ledger()
    made.do(Define(definition=DEFINITION))
    return made
