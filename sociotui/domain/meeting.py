"""Meeting: one circle's meeting as it stands, and the questions one can ask of it. Data only; nothing changes here."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from sociotui.domain.consent import Ledger, Proposal
from sociotui.domain.fairness import Start
from sociotui.domain.formats import Aim, Format, Step
from sociotui.domain.round import Round

Presence = Literal["here", "next", "watching", "left", "absent"]
"""`next`: here, and in the order from the next round on. `watching`: here, outside every round."""
Role = Literal["facilitator", "secretary"]
OutcomeKind = Literal["decided", "dropped", "postponed", "delegated"]
"""How an item ends: an outcome is never nothing."""


class Participant(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody at the meeting, or missing from it. A guest is no member: their consent does not count."""

    id: str
    name: str
    member: bool = True
    presence: Presence = "absent"

    @property
    def here(self) -> bool:
        """True for everyone in the room, watching or not."""
        return self.presence in ("here", "next", "watching")


class Outcome(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How an item ended, in words that were read back. `to`: who takes it on, where it was delegated."""

    kind: OutcomeKind
    text: str = ""
    to: str = ""


class Item(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An item of the agenda. `minutes` is its share of the meeting."""

    id: int
    title: str
    aim: Aim = "decide"
    minutes: int = 10
    presenter: str = ""
    document: str = ""
    outcome: Outcome | None = None
    proposal: Proposal | None = None
    notes: tuple[str, ...] = ()


class BacklogItem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A topic kept for a later meeting."""

    title: str
    aim: Aim = "decide"
    minutes: int = 10
    added_by: str = ""


class Decision(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A decision of this meeting: which version of which item was consented to, and when it is looked at again."""

    item: int
    title: str
    text: str
    version: int
    review: date
    responsible: str = ""
    measures: tuple[str, ...] = ()
    why: str = ""
    consented: tuple[str, ...]
    absent: tuple[str, ...] = ()
    objections_integrated: int = 0


class Place(Struct, frozen=True, omit_defaults=True):
    """Where a meeting stands: a step of its format, or a step of one agenda item (`item` is 0 outside items)."""

    step: str
    item: int = 0

    @property
    def key(self) -> str:
        """The place as text, unique within its meeting."""
        return f"{self.item}:{self.step}" if self.item else self.step


class CircleCard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a meeting carries of its circle, so that it can be told without anything else."""

    id: str
    name: str
    aims: tuple[str, ...] = ()
    domain: str = ""
    dialect: str = "sofa"


class Meeting(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The state of a meeting: the fold of its events. Times are milliseconds since 1970 (UTC).

    `people` holds members and guests; `seats` those in the room, in the order in which they sit; `done`
    what was gone through; `starts` begin with those of earlier meetings (`earlier_starts` of them); `rounds`
    holds the rounds of other places, by place, and `ledgers` the consent asked for, by subject.
    """

    id: str
    circle: CircleCard
    opened: int
    today: date
    format: Format
    formats: dict[Aim, Format]
    people: dict[str, Participant]
    seats: tuple[str, ...]
    facilitator: str
    secretary: str
    place: Place
    entered: int
    done: tuple[Place, ...] = ()
    round: Round | None = None
    rounds: dict[str, Round] = {}
    turn: int = 0
    starts: tuple[Start, ...] = ()
    earlier_starts: int = 0
    hands: tuple[str, ...] = ()
    paused: int = 0
    agenda: tuple[Item, ...] = ()
    agenda_version: int = 1
    last_item: int = 0
    ledgers: dict[str, Ledger] = {}
    minutes_before: str = ""
    decisions: tuple[Decision, ...] = ()
    backlog: tuple[BacklogItem, ...] = ()
    notes: tuple[str, ...] = ()
    minutes: int = 0
    next_meeting: str = ""
    closed: int = 0

    @property
    def step(self) -> Step:
        """The step that the meeting is in."""
        return self.format_of(self.place).step(self.place.step)

    @property
    def item(self) -> Item | None:
        """The agenda item that the meeting is at, if it is at one."""
        return self.find_item(self.place.item)

    @property
    def subject(self) -> str:
        """What consent is asked about here: `agenda`, `minutes`, `item:3`; "" where nothing is."""
        kind = self.step.kind
        if kind in ("agenda", "minutes"):
            return kind
        return f"item:{self.place.item}" if self.place.item else ""

    @property
    def ledger(self) -> Ledger:
        """The consent asked for what is here; an empty one where none has been."""
        return self.ledgers.get(self.subject, Ledger())

    @property
    def agenda_consented(self) -> bool:
        """True when the circle has consented to the agenda as it stands now."""
        ledger = self.ledgers.get("agenda", Ledger())
        return ledger.reached and ledger.version == self.agenda_version

    @property
    def next_speaker(self) -> str:
        """Who speaks next, in whatever way this round goes; "" when nobody is known to."""
        if self.round is None:
            return self.hands[0] if self.hands else ""
        if self.round.mode == "stack" and not self.round.aside:
            return self.hands[0] if self.hands else ""
        return self.round.next

    def format_of(self, place: Place) -> Format:
        """Return the format whose step that place is."""
        item = self.find_item(place.item)
        return self.formats[item.aim] if item else self.format

    def find_item(self, id_: int) -> Item | None:
        """Return the agenda item with that number, or None."""
        return next((i for i in self.agenda if i.id == id_), None)

    def version_of(self, subject: str) -> int:
        """Return the version of a subject that stands now; 0 where there is no proposal yet."""
        if subject == "agenda":
            return self.agenda_version
        if subject == "minutes":
            return 1
        item = self.find_item(int(subject.removeprefix("item:") or 0)) if subject else None
        return item.proposal.current.number if item and item.proposal else 0

    def name(self, person: str) -> str:
        """Return what others call a person here; the id where they are not known."""
        found = self.people.get(person)
        return found.name if found else person

    def names(self, people: tuple[str, ...]) -> str:
        """Return the names of several people, separated by commas."""
        return ", ".join(self.name(p) for p in people)

    def taking_part(self) -> tuple[str, ...]:
        """Those in the order of the next round, in seat order: who is here and not watching."""
        return tuple(p for p in self.seats if self.people[p].presence in ("here", "next"))

    def counting(self) -> tuple[str, ...]:
        """Those whose consent counts in the next consent round, in seat order: members who take part."""
        return tuple(p for p in self.taking_part() if self.people[p].member)

    def absent(self) -> tuple[str, ...]:
        """The members who are not in the room."""
        return tuple(p.id for p in self.people.values() if p.member and not p.here)

    def elapsed(self, since: int, now: int) -> int:
        """Return the milliseconds from `since` to `now` on a clock that stands while the meeting is paused."""
        return max(0, (self.paused or now) - since)


def plan(meeting: Meeting) -> tuple[Place, ...]:
    """Return every place of a meeting in order: its steps, and for `items` the steps of each item."""
    places: list[Place] = []
    for step in meeting.format.steps:
        if step.kind == "items":
            for item in meeting.agenda:
                places += [Place(s.id, item.id) for s in meeting.formats[item.aim].steps]
        elif step.kind != "minutes" or meeting.minutes_before:
            places.append(Place(step.id))
    return tuple(places)


def display_names(people: Mapping[str, Participant]) -> dict[str, str]:
    """Return names by id, for messages that offer who there is."""
    return {p.id: p.name for p in people.values()}
