"""Events of a meeting: each a fact in the past tense, small, and true for good. Their fold is the meeting."""

from datetime import date
from typing import Union

from sociotui.domain.cards import Card, CircleCard
from sociotui.domain.consent import Concern, Means, Objection, Version
from sociotui.domain.dialects import Releasing, Way
from sociotui.domain.evaluating import Evaluation
from sociotui.domain.event import Event
from sociotui.domain.experience import NONE, Experience
from sociotui.domain.fairness import Start
from sociotui.domain.formats import Format, PassRule, RoundKind
from sociotui.domain.items import BacklogItem, Decision, FollowUp, Item, Outcome
from sociotui.domain.lessons import Mood
from sociotui.domain.meeting import Meeting, Participant, Place, Role
from sociotui.domain.people import PersonId
from sociotui.domain.round import Direction, Mode
from sociotui.domain.selection import Nomination, Sought


class MeetingOpened(Event, frozen=True, kw_only=True):
    """A meeting began. It carries its circle, people, formats and earlier starts, to be whole by itself.

    The record of a `private` one is for those who take part.
    """

    id: str
    circle: CircleCard
    today: date
    format: Format
    formats: dict[str, Format]
    people: tuple[Participant, ...]
    seats: tuple[PersonId, ...]
    facilitator: PersonId
    secretary: PersonId
    starts: tuple[Start, ...] = ()
    backlog: tuple[BacklogItem, ...] = ()
    agenda: tuple[Item, ...] = ()
    minutes_before: str = ""
    offers: tuple[Item, ...] = ()
    policies: tuple[Card, ...] = ()
    private: bool = False
    experience: Experience = NONE


class StepEntered(Event, frozen=True, kw_only=True):
    """The meeting went to a place: on to the next step, or back."""

    place: Place
    back: bool = False


class RoundBegan(Event, frozen=True, kw_only=True):
    """A round began, with everybody in its order. `subject` and `version` are set where consent is asked."""

    kind: RoundKind
    prompt: str = ""
    passing: PassRule = "yes"
    mode: Mode = "round"
    order: tuple[PersonId, ...]
    direction: Direction = "left"
    lap: int = 1
    subject: str = ""
    version: int = 0
    share: int = 0
    closes: PersonId = ""


class TurnFinished(Event, frozen=True, kw_only=True):
    """Whose turn it was has spoken."""

    person: PersonId


class TurnPassed(Event, frozen=True, kw_only=True):
    """Whose turn it was gave it up for this round."""

    person: PersonId


class TurnPostponed(Event, frozen=True, kw_only=True):
    """Whose turn it was said "come back to me"."""

    person: PersonId


class PassQuestioned(Event, frozen=True, kw_only=True):
    """A pass was met with one more invitation to speak."""

    person: PersonId


class TurnTaken(Event, frozen=True, kw_only=True):
    """In popcorn or stack, somebody took the turn."""

    person: PersonId


class HeardOutOfTurn(Event, frozen=True, kw_only=True):
    """Somebody was taken mid-order; the turn that stood is held."""

    person: PersonId


class OrderResumed(Event, frozen=True, kw_only=True):
    """Who was heard out of turn had finished, and the order went on where it stood."""

    person: PersonId


class HandRaised(Event, frozen=True, kw_only=True):
    """Somebody raised a hand."""

    person: PersonId


class HandLowered(Event, frozen=True, kw_only=True):
    """Somebody lowered the hand again."""

    person: PersonId


class PersonArrived(Event, frozen=True, kw_only=True):
    """Somebody came: into the current round at its end, from the next round, or watching."""

    person: Participant
    into_round: bool = False


class PersonLeft(Event, frozen=True, kw_only=True):
    """Somebody left the room."""

    person: PersonId


class SeatChanged(Event, frozen=True, kw_only=True):
    """Somebody sits elsewhere; rounds after this one follow the new order. `place` counts from 0."""

    person: PersonId
    place: int


class RoleHandedOver(Event, frozen=True, kw_only=True):
    """Facilitation or the minutes went to somebody else for this meeting."""

    role: Role
    person: PersonId


class ClockPaused(Event, frozen=True, kw_only=True):
    """The clock of the meeting was stopped."""


class ClockResumed(Event, frozen=True, kw_only=True):
    """The clock of the meeting went on."""


class ItemAdded(Event, frozen=True, kw_only=True):
    """An item came onto the agenda, at its end; with its format and policy, where it has its own."""

    item: Item
    format: Format | None = None
    policy: Card | None = None


class ItemChanged(Event, frozen=True, kw_only=True):
    """An agenda item got another title, aim, share of time or presenter."""

    item: Item


class ItemMoved(Event, frozen=True, kw_only=True):
    """An agenda item got another place. `place` counts from 0."""

    item: int
    place: int


class ItemRemoved(Event, frozen=True, kw_only=True):
    """An agenda item was taken off before it began."""

    item: int


class ItemClosed(Event, frozen=True, kw_only=True):
    """An agenda item ended, its outcome read back."""

    item: int
    outcome: Outcome


class NoteTaken(Event, frozen=True, kw_only=True):
    """Something was noted for the minutes, under an item or (0) for the meeting."""

    item: int = 0
    text: str


class BacklogKept(Event, frozen=True, kw_only=True):
    """A topic was kept for a later meeting."""

    topic: BacklogItem


class BacklogDropped(Event, frozen=True, kw_only=True):
    """A topic was taken off the backlog."""

    title: str


class MeetingArranged(Event, frozen=True, kw_only=True):
    """The length of this meeting (in minutes) or the day of the next one was agreed."""

    minutes: int = 0
    next_meeting: str = ""


class ProposalMade(Event, frozen=True, kw_only=True):
    """A proposal was put to the circle, as its version 1."""

    item: int
    title: str
    by: PersonId
    version: Version
    part: str = ""


class ProposalAmended(Event, frozen=True, kw_only=True):
    """The proposal got a new version; every consent to the one before is void."""

    item: int
    version: Version
    part: str = ""


class ConsentGiven(Event, frozen=True, kw_only=True):
    """Somebody said: I consent. `witness` heard it, where it came by phone."""

    subject: str
    person: PersonId
    version: int
    means: Means = "room"
    witness: PersonId = ""


class ObjectionRaised(Event, frozen=True, kw_only=True):
    """Somebody brought an objection, with its reason."""

    subject: str
    objection: Objection
    means: Means = "room"
    witness: PersonId = ""


class ObjectionReleased(Event, frozen=True, kw_only=True):
    """An objection was let go of: by who raised it, or as the circle's dialect has it, all `agreed` agreeing."""

    subject: str
    number: int
    by: Releasing = "owner"
    agreed: tuple[PersonId, ...] = ()


class ConcernVoiced(Event, frozen=True, kw_only=True):
    """Somebody voiced a concern, which does not block."""

    subject: str
    concern: Concern


class StuckSaid(Event, frozen=True, kw_only=True):
    """The circle said that it is stuck with an item."""

    item: int


class ViewHeard(Event, frozen=True, kw_only=True):
    """What an absent member said before about an item was read out."""

    item: int
    person: PersonId
    text: str


class RolesSought(Event, frozen=True, kw_only=True):
    """The roles for which somebody is sought were named; nominations before are gone."""

    item: int
    sought: tuple[Sought, ...]


class NominationsWritten(Event, frozen=True, kw_only=True):
    """Somebody wrote whom they nominate, hidden until all are revealed."""

    item: int
    person: PersonId
    choices: dict[str, Nomination]


class NominationPassed(Event, frozen=True, kw_only=True):
    """Somebody nominates nobody."""

    item: int
    person: PersonId


class NominationsRevealed(Event, frozen=True, kw_only=True):
    """All nominations were revealed at once."""

    item: int


class NominationChanged(Event, frozen=True, kw_only=True):
    """Having heard the reasons, somebody nominates otherwise."""

    item: int
    person: PersonId
    choices: dict[str, Nomination]


class FollowUpTaken(Event, frozen=True, kw_only=True):
    """Somebody took on a next step, under an item or (0) for the meeting."""

    item: int = 0
    follow_up: FollowUp


class CardGiven(Event, frozen=True, kw_only=True):
    """Somebody has given a card to the mood round. Which one is on no record."""

    person: PersonId


class MoodShown(Event, frozen=True, kw_only=True):
    """The sum of the mood round was shown: how many cards of each group of feelings, and nobody's own."""

    counts: dict[Mood, int]


class VoiceReadOut(Event, frozen=True, kw_only=True):
    """An appreciation that had been said to the circle between meetings was read out."""

    voice: str


class EvaluationKept(Event, frozen=True, kw_only=True):
    """Something that was said of the meeting was kept for the circle, without a name."""

    text: str


class MarksGiven(Event, frozen=True, kw_only=True):
    """Somebody has said what they think of the meeting, in marks or in words. What it was is on no record."""

    person: PersonId


class EvaluationSummed(Event, frozen=True, kw_only=True):
    """What people think of the meeting was summed: how many gave each mark, their words and wishes, and nobody's own.

    `lost` is how many had given theirs to a program that was started anew since then, so that they are not in it.
    """

    evaluation: Evaluation
    lost: int = 0


class WayChosen(Event, frozen=True, kw_only=True):
    """A way to integrate an objection was chosen."""

    subject: str
    number: int
    way: Way


class ConsentVoided(Event, frozen=True, kw_only=True):
    """Who counts changed in mid-round, so the round is asked for again."""

    subject: str
    person: PersonId


class DecisionRecorded(Event, frozen=True, kw_only=True):
    """What was consented to went on record, with the day it is looked at again."""

    decision: Decision


class MeetingClosed(Event, frozen=True, kw_only=True):
    """The meeting ended."""


class MeetingSealed(Event, frozen=True, kw_only=True):
    """The outcomes are on record, and who spoke when was discarded; the meeting stands as it ended."""

    meeting: Meeting


class ActUndone(Event, frozen=True, kw_only=True):
    """The act before was taken back: the meeting stands as it stood before it."""

    act: int


MeetingEvent = Union[  # noqa: UP007 - msgspec and mypy read the written-out form alike
    MeetingOpened,
    StepEntered,
    RoundBegan,
    TurnFinished,
    TurnPassed,
    TurnPostponed,
    PassQuestioned,
    TurnTaken,
    HeardOutOfTurn,
    OrderResumed,
    HandRaised,
    HandLowered,
    PersonArrived,
    PersonLeft,
    SeatChanged,
    RoleHandedOver,
    ClockPaused,
    ClockResumed,
    ItemAdded,
    ItemChanged,
    ItemMoved,
    ItemRemoved,
    ItemClosed,
    NoteTaken,
    BacklogKept,
    BacklogDropped,
    MeetingArranged,
    ProposalMade,
    ProposalAmended,
    ConsentGiven,
    ObjectionRaised,
    ObjectionReleased,
    WayChosen,
    ConsentVoided,
    ConcernVoiced,
    StuckSaid,
    ViewHeard,
    RolesSought,
    NominationsWritten,
    NominationPassed,
    NominationsRevealed,
    NominationChanged,
    FollowUpTaken,
    CardGiven,
    MoodShown,
    VoiceReadOut,
    EvaluationKept,
    MarksGiven,
    EvaluationSummed,
    DecisionRecorded,
    MeetingClosed,
    MeetingSealed,
    ActUndone,
]
