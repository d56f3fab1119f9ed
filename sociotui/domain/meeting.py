"""Meeting: one circle's meeting as it stands, and the questions one can ask of it. Data only; nothing changes here."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.cards import Card, CircleCard
from sociotui.domain.consent import Ledger, Proposal
from sociotui.domain.dialects import Manner, manner
from sociotui.domain.evaluating import NO_MARKING, Marking
from sociotui.domain.experience import NONE, Experience
from sociotui.domain.fairness import Start
from sociotui.domain.formats import Format, Step, unexplained
from sociotui.domain.items import BacklogItem, Decision, FollowUp, Item
from sociotui.domain.mood import NO_MOOD, MoodRound
from sociotui.domain.people import PersonId, PersonName
from sociotui.domain.round import Round
from sociotui.domain.selection import veil
from sociotui.domain.tally import NOTHING, Tally

Presence = Literal["here", "next", "watching", "left", "absent"]
"""`next`: here, and in the order from the next round on. `watching`: here, outside every round."""
Role = Literal["facilitator", "secretary"]


class Participant(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody at the meeting, or missing from it. A guest is no member: their consent does not count."""

    id: PersonId
    name: PersonName
    member: bool = True
    presence: Presence = "absent"

    @property
    def here(self) -> bool:
        """True for everyone in the room, watching or not."""
        return self.presence in ("here", "next", "watching")


class Place(Struct, frozen=True, omit_defaults=True):
    """Where a meeting stands: a step of its format, or a step of one agenda item (`item` is 0 outside items)."""

    step: str
    item: int = 0

    @property
    def key(self) -> str:
        """The place as text, unique within its meeting."""
        return f"{self.item}:{self.step}" if self.item else self.step


class Meeting(Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """The state of a meeting: the fold of its events. Times are milliseconds since 1970 (UTC).

    `people` holds members and guests; `seats` those in the room, in the order in which they sit; `done`
    what was gone through; `starts` begin with those of earlier meetings (`earlier_starts` of them); `rounds`
    holds the rounds of other places, by place, `spoken` the ms that each person spoke in rounds that others took the
    place of, and `ledgers` the consent asked for, by subject. `formats` are those
    of its items, by aim, or by id where an item has its own. The record of a `private` meeting is for those who took
    part in it. `offers` are items that are ready-made, because a term
    ends or a day has come; `policies` those that they are about; `seen_backlog` is the backlog as it was at first.
    `read_out` are the appreciations that were read out, by the ids of what was said; `experience` is what the circle was
    used to when it began.
    What every screen asks for time and again (`step`, `item`, …) is looked for once.
    """

    id: str
    circle: CircleCard
    opened: int
    today: date
    format: Format
    formats: dict[str, Format]
    people: dict[PersonId, Participant]
    seats: tuple[PersonId, ...]
    facilitator: PersonId
    secretary: PersonId
    place: Place
    entered: int
    done: tuple[Place, ...] = ()
    round: Round | None = None
    rounds: dict[str, Round] = {}
    turn: int = 0
    starts: tuple[Start, ...] = ()
    earlier_starts: int = 0
    spoken: dict[PersonId, int] = {}
    hands: tuple[PersonId, ...] = ()
    paused: int = 0
    agenda: tuple[Item, ...] = ()
    agenda_version: int = 1
    last_item: int = 0
    ledgers: dict[str, Ledger] = {}
    minutes_before: str = ""
    decisions: tuple[Decision, ...] = ()
    backlog: tuple[BacklogItem, ...] = ()
    seen_backlog: tuple[BacklogItem, ...] = ()
    notes: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    evaluation: tuple[str, ...] = ()
    offers: tuple[Item, ...] = ()
    policies: tuple[Card, ...] = ()
    stuck: tuple[int, ...] = ()
    minutes: int = 0
    next_meeting: str = ""
    closed: int = 0
    sealed: bool = False
    private: bool = False
    mood: MoodRound = NO_MOOD
    read_out: tuple[str, ...] = ()
    marking: Marking = NO_MARKING
    tally: Tally = NOTHING
    experience: Experience = NONE

    @property
    def manner(self) -> Manner:
        """The manner of the circle's dialect."""
        return manner(self.circle.dialect)

    @cached_property
    def step(self) -> Step:
        """The step that the meeting is in."""
        return self.format_of(self.place).step(self.place.step)

    @cached_property
    def item(self) -> Item | None:
        """The agenda item that the meeting is at, if it is at one."""
        return self.find_item(self.place.item)

    @cached_property
    def subject(self) -> str:
        """What consent is asked about here: `agenda`, `minutes`, `item:3`, `item:3:needs`; "" where nothing is."""
        step = self.step
        if step.kind in ("agenda", "minutes", "approve"):
            return step.kind
        return subject_of(self.place.item, step.part) if self.place.item else ""

    @cached_property
    def proposal(self) -> Proposal | None:
        """The wording that this step is about; None where there is none, or not yet."""
        return self.item.part(self.step.part) if self.item else None

    @cached_property
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
        return self.formats[item.format or item.aim] if item else self.format

    def find_item(self, id_: int) -> Item | None:
        """Return the agenda item with that number, or None."""
        return next((i for i in self.agenda if i.id == id_), None)

    def version_of(self, subject: str) -> int:
        """Return the version of a subject that stands now; 0 where there is no proposal yet."""
        if subject == "agenda":
            return self.agenda_version
        if subject == "minutes":
            return 1
        if subject == "approve":
            return self._written
        number, part = place_of(subject)
        item = self.find_item(number)
        proposal = item.part(part) if item else None
        return proposal.current.number if proposal else 0

    @property
    def _written(self) -> int:
        """How much stands in the minutes, from 1: with anything more, they are other minutes."""
        of_items = sum(len(i.notes) + len(i.follow_ups) + bool(i.outcome) for i in self.agenda)
        return 1 + of_items + len(self.notes) + len(self.follow_ups) + len(self.decisions) + bool(self.marking.sum)

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
        """Those whose consent counts in a consent round of this step, in seat order: members who take part in it."""
        return tuple(p for p in self.asked(self.taking_part()) if self.people[p].member)

    def asked(self, people: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of `people` who are asked for consent to what this step is about, be it integrating or recording."""
        steps = self.format_of(self.place).steps
        asking = next((s for s in steps if s.kind == "consent" and s.part == self.step.part), self.step)
        return self._for(asking, people)

    def concerned(self, people: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of `people` whom this step is for: without whom the item is about, or only that person and the invited."""
        return self._for(self.step, people)

    def _for(self, step: Step, people: tuple[str, ...]) -> tuple[str, ...]:
        item, who = self.item, step.who
        if item and who == "unconcerned":
            return tuple(p for p in people if p != item.about)
        if item and item.people and who == "invited":
            return tuple(p for p in people if p in item.people or p == item.about)
        return people

    def absent(self) -> tuple[str, ...]:
        """The members who are not in the room."""
        return tuple(p.id for p in self.people.values() if p.member and not p.here)

    def awaited(self) -> tuple[str, ...]:
        """The members whose consent this step's decision waits for, by the circle's custom; in no order.

        They are absent, or came without being asked any more: watching, or from the next round on.
        """
        if self.circle.customs.absence not in ("hold", "lazy"):
            return ()
        answered = self.ledger.consented
        return self.asked(tuple(p.id for p in self.people.values() if p.member and p.id not in answered))

    def policy(self, id_: str) -> Card | None:
        """Return the policy of that id which is looked at here, or None."""
        return next((card for card in self.policies if card.id == id_), None)

    def elapsed(self, since: int, now: int) -> int:
        """Return the milliseconds from `since` to `now` on a clock that stands while the meeting is paused."""
        return max(0, (self.paused or now) - since)


def veiled(meeting: Meeting) -> Meeting:
    """Return what may be seen of a meeting: nominations stay hidden until all are revealed at once."""
    if not any(i.grid and not i.grid.revealed and i.grid.written for i in meeting.agenda):
        return meeting
    agenda = tuple(replace(i, grid=veil(i.grid)) if i.grid else i for i in meeting.agenda)
    return replace(meeting, agenda=agenda)


def sealed(meeting: Meeting) -> Meeting:
    """Return what is kept of a closed meeting: how it ended, without who spoke when or said what.

    What was said of a private meeting, without names, stays with it; that of others is on the circle's record.
    """
    agenda = tuple(replace(i, grid=None, views={}, parts={}) for i in meeting.agenda)
    return replace(
        meeting,
        sealed=True,
        format=unexplained(meeting.format),
        formats={id_: unexplained(format_) for id_, format_ in meeting.formats.items()},
        agenda=agenda,
        round=None,
        rounds={},
        ledgers={},
        starts=(),
        earlier_starts=0,
        spoken={},
        hands=(),
        turn=0,
        offers=(),
        seen_backlog=(),
        stuck=(),
        mood=NO_MOOD,
        marking=Marking(sum=meeting.marking.sum) if meeting.marking.sum else NO_MARKING,
        tally=NOTHING,
        experience=NONE,
        evaluation=meeting.evaluation if meeting.private else (),
    )


def subject_of(item: int, part: str = "") -> str:
    """Return the subject of consent to an item's proposal, or to another part of it."""
    return f"item:{item}:{part}" if part else f"item:{item}"


def place_of(subject: str) -> tuple[int, str]:
    """Return the number of the item and the part that a subject is about; (0, "") where it is about no item."""
    kind, _sep, rest = subject.partition(":")
    number, _sep, part = rest.partition(":")
    return (int(number), part) if kind == "item" and number else (0, "")


def plan(meeting: Meeting) -> tuple[Place, ...]:
    """Return every place of a meeting in order: its steps, and for `items` the steps of each item.

    Minutes are approved at the end by the circle's custom, and where nobody else may read them.
    """
    places: list[Place] = []
    for step in meeting.format.steps:
        if step.kind == "items":
            for item in meeting.agenda:
                places += [Place(s.id, item.id) for s in meeting.formats[item.format or item.aim].steps]
        elif (step.kind != "minutes" or meeting.minutes_before) and (
            step.kind != "approve" or meeting.circle.customs.minutes == "end" or meeting.private
        ):
            places.append(Place(step.id))
    return tuple(places)


def display_names(people: Mapping[str, Participant]) -> dict[str, str]:
    """Return names by id, for messages that offer who there is."""
    return {p.id: p.name for p in people.values()}
