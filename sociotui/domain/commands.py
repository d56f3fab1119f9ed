"""Commands of a meeting: what people ask for. Each is a verb; a person left empty means whose turn it is.

`turn`, `version`, `seen` and `act` name what the asker saw. Where given (not 0 or ""), a command that comes
too late is refused instead of moving on twice.
"""

from datetime import date
from typing import Literal

from msgspec import field

from sociotui.domain.cards import Card, CircleCard
from sociotui.domain.circles import Circle
from sociotui.domain.consent import Means
from sociotui.domain.customs import Customs
from sociotui.domain.dialects import Way
from sociotui.domain.evaluating import Evaluation, Opinion
from sociotui.domain.event import Command
from sociotui.domain.experience import NONE, Experience
from sociotui.domain.fairness import Start
from sociotui.domain.formats import Aim, Format
from sociotui.domain.items import BacklogItem, Item, OutcomeKind
from sociotui.domain.lessons import Mood
from sociotui.domain.meeting import Participant, Role
from sociotui.domain.round import Direction, Mode
from sociotui.domain.selection import Nomination, Sought

Joining = Literal["end", "next", "watch"]
"""How somebody who comes late joins: at the end of this round, from the next round, or watching."""


class OpenMeeting(Command, frozen=True, kw_only=True):
    """Begin a meeting. `people` are all members, and guests; `seats` those in the room as they sit.

    The record of a `private` one is for those who take part.
    """

    id: str
    circle: CircleCard
    today: date
    format: Format
    formats: dict[str, Format]
    people: tuple[Participant, ...]
    seats: tuple[str, ...]
    facilitator: str
    secretary: str
    starts: tuple[Start, ...] = ()
    backlog: tuple[BacklogItem, ...] = ()
    agenda: tuple[Item, ...] = ()
    minutes_before: str = ""
    offers: tuple[Item, ...] = ()
    policies: tuple[Card, ...] = ()
    private: bool = False
    experience: Experience = NONE


class NextStep(Command, frozen=True, kw_only=True):
    """Go on to the next step. `seen` is the key of the place that was seen."""

    seen: str = ""


class PreviousStep(Command, frozen=True, kw_only=True):
    """Go back to the step before."""

    seen: str = ""


class BeginRound(Command, frozen=True, kw_only=True):
    """Begin the round anew with another start or direction, another round, or the full one after an open mode."""

    start: str = ""
    direction: Direction | Literal[""] = ""


class OpenMode(Command, frozen=True, kw_only=True):
    """Let people speak as they are moved (popcorn), by raised hands (stack), or freely; ends with a full round."""

    mode: Mode


class FinishTurn(Command, frozen=True, kw_only=True):
    """The speaker is done."""

    person: str = ""
    turn: int = 0


class PassTurn(Command, frozen=True, kw_only=True):
    """Give the turn up for this round."""

    person: str = ""
    turn: int = 0


class PostponeTurn(Command, frozen=True, kw_only=True):
    """Ask to be come back to."""

    person: str = ""
    turn: int = 0


class TakeTurn(Command, frozen=True, kw_only=True):
    """Speak now: next in popcorn or stack; out of turn in a round."""

    person: str


class RaiseHand(Command, frozen=True, kw_only=True):
    """Raise a hand."""

    person: str = ""


class LowerHand(Command, frozen=True, kw_only=True):
    """Lower a hand."""

    person: str = ""


class Consent(Command, frozen=True, kw_only=True):
    """Consent to the wording that is asked about: in the `room`, or at a `terminal` of one's own.

    From an absent member by `phone`, with a `witness` in the room.
    """

    person: str = ""
    version: int = 0
    turn: int = 0
    means: Means = "room"
    witness: str = ""


class Object(Command, frozen=True, kw_only=True):
    """Bring an objection, with its reason; `aim_touched` says which aim it stands in the way of."""

    person: str = ""
    reason: str
    aim_touched: str = ""
    version: int = 0
    means: Means = "room"
    witness: str = ""


class Release(Command, frozen=True, kw_only=True):
    """Let go of an objection: one's own, or with all whose agreement the circle's dialect asks for.

    `number` 0 means the person's latest open one.
    """

    person: str
    number: int = 0
    agreed: tuple[str, ...] = ()


class Worry(Command, frozen=True, kw_only=True):
    """Voice a concern, which does not block."""

    person: str = ""
    text: str


class SayStuck(Command, frozen=True, kw_only=True):
    """Say that the circle is stuck with an objection."""


class HearView(Command, frozen=True, kw_only=True):
    """Read out what an absent member said before about the item."""

    person: str
    text: str


class Propose(Command, frozen=True, kw_only=True):
    """Put a proposal to the circle under the item that the meeting is at."""

    text: str
    title: str = ""
    person: str = ""


class Amend(Command, frozen=True, kw_only=True):
    """Give the proposal a new wording; `version` is the one that was seen."""

    text: str
    note: str = ""
    version: int = 0


class Integrate(Command, frozen=True, kw_only=True):
    """Integrate an objection: `modify` takes `text`, `shorten` a `review` day, `measure` a `measure`.

    Where the dialect has them: `another` takes `text`, `monitor` a `measure`, `defer` and `delegate` say `to` whom,
    `defer` also until when (`review`); `ask` and `time` take nothing.
    """

    way: Way
    number: int = 0
    text: str = ""
    review: date | None = None
    measure: str = ""
    to: str = ""
    version: int = 0


class Record(Command, frozen=True, kw_only=True):
    """Put the decision on record, with the day it is looked at again."""

    review: date | None = None
    responsible: str = ""
    why: str = ""
    published: str = ""
    version: int = 0


class Seek(Command, frozen=True, kw_only=True):
    """Name the roles for which somebody is sought, each with the day on which its term ends."""

    sought: tuple[Sought, ...]


class Nominate(Command, frozen=True, kw_only=True):
    """Write whom one nominates, by role; hidden until all are revealed, and in the change round changed openly."""

    person: str
    choices: dict[str, Nomination]


class ProposeSelection(Command, frozen=True, kw_only=True):
    """Propose somebody for each role, `people` by role; where nobody is named, who the nominations put first.

    `reasons` are by role, too. `lot` is a number drawn at random, for a blind draw.
    """

    people: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    until: date | None = None
    lot: int | None = None
    version: int = 0


class ProposeReview(Command, frozen=True, kw_only=True):
    """Propose what becomes of the policy: `keep` it, `drop` it, or `rework` it into `text`."""

    way: Literal["keep", "drop", "rework"]
    review: date | None = None
    text: str = ""
    version: int = 0


class ProposeCircle(Command, frozen=True, kw_only=True):
    """Propose to found a circle; one with an end date is a helping circle.

    `names` are those of members whom the meeting does not know, by id.
    """

    circle: Circle
    names: dict[str, str] = field(default_factory=dict)
    version: int = 0


class ProposeMember(Command, frozen=True, kw_only=True):
    """Propose that somebody joins the circle, or leaves it; `text` says how."""

    person: str = ""
    name: str = ""
    leaves: bool = False
    text: str = ""
    version: int = 0


class ProposeCustoms(Command, frozen=True, kw_only=True):
    """Propose other customs of the circle."""

    customs: Customs
    version: int = 0


class ProposeAims(Command, frozen=True, kw_only=True):
    """Propose what the circle says that it is there for, all of it: vision and mission may be empty, an aim it needs."""

    vision: str = ""
    mission: str = ""
    aims: tuple[str, ...] = ()
    version: int = 0


class Refer(Command, frozen=True, kw_only=True):
    """Propose, when stuck, to give the topic to a helping circle of `people` until a day, or to a broader circle."""

    to: Literal["helping", "broader"]
    circle: str = ""
    people: tuple[str, ...] = ()
    leader: str = ""
    until: date | None = None


class EndItem(Command, frozen=True, kw_only=True):
    """Say how the item ends."""

    kind: OutcomeKind
    text: str = ""
    to: str = ""
    item: int = 0


class AddItem(Command, frozen=True, kw_only=True):
    """Put a topic on the agenda; `offer` takes one that is ready-made, by its number.

    A `format` of its own comes with its `steps`, a policy that is looked at with its `card`.
    """

    title: str
    aim: Aim = "decide"
    minutes: int = 10
    presenter: str = ""
    document: str = ""
    format: str = ""
    about: str = ""
    people: tuple[str, ...] = ()
    policy: str = ""
    roles: tuple[str, ...] = ()
    offer: int = 0
    steps: Format | None = None
    card: Card | None = None


class ChangeItem(Command, frozen=True, kw_only=True):
    """Change an item of the agenda; what is left empty stays."""

    item: int
    title: str = ""
    aim: Aim | Literal[""] = ""
    minutes: int = 0
    presenter: str = ""
    document: str = ""


class MoveItem(Command, frozen=True, kw_only=True):
    """Give an item another place on the agenda, counted from 1."""

    item: int
    place: int


class RemoveItem(Command, frozen=True, kw_only=True):
    """Take an item off the agenda before it begins."""

    item: int


class TakeNote(Command, frozen=True, kw_only=True):
    """Note something for the minutes."""

    text: str


class TakeOn(Command, frozen=True, kw_only=True):
    """Take on a next step: what, who, by when."""

    text: str
    owner: str = ""
    due: date | None = None


class Evaluate(Command, frozen=True, kw_only=True):
    """Keep for the circle what was said of this meeting, without a name."""

    text: str


class GiveMarks(Command, frozen=True, kw_only=True):
    """Say what one thinks of this meeting. What it is, the room keeps in memory until the sum is made; it is on no record.

    Who does so again adds to it, and changes a mark that was given before.
    """

    person: str = ""
    opinion: Opinion = Opinion()


class SumMarks(Command, frozen=True, kw_only=True):
    """Sum what people think of this meeting. `evaluation` is the sum as the room has made it, or the circle by hand.

    `lost` is how many of those who gave theirs are not in it. `leaving`: the meeting goes on, so what is there is enough.
    """

    evaluation: Evaluation = Evaluation()
    lost: int = 0
    leaving: bool = False


class GiveCard(Command, frozen=True, kw_only=True):
    """Give a card to the mood round. Which one, the room keeps in memory until the sum is shown; it is on no record."""

    person: str = ""
    card: Mood


class ReadOut(Command, frozen=True, kw_only=True):
    """Read out an appreciation that was said to the circle between meetings: the one of that id, else the first."""

    voice: str = ""


class ShowMood(Command, frozen=True, kw_only=True):
    """Show the sum of the cards that were given. `counts` is how many there are of each, as the room has counted them."""

    counts: dict[Mood, int] = field(default_factory=dict)


class KeepForLater(Command, frozen=True, kw_only=True):
    """Keep a topic on the backlog."""

    title: str
    aim: Aim = "decide"
    minutes: int = 10
    person: str = ""
    presenter: str = ""
    due: date | None = None
    next_step: str = ""


class DropFromBacklog(Command, frozen=True, kw_only=True):
    """Take a topic off the backlog."""

    title: str


class Arrange(Command, frozen=True, kw_only=True):
    """Agree on the length of this meeting, in minutes, and on the next meeting's day."""

    minutes: int = 0
    next_meeting: str = ""


class Arrive(Command, frozen=True, kw_only=True):
    """Somebody comes into the room. `name` is needed for a guest only."""

    person: str
    joining: Joining = "next"
    name: str = ""


class Leave(Command, frozen=True, kw_only=True):
    """Somebody leaves the room."""

    person: str


class TakeSeat(Command, frozen=True, kw_only=True):
    """Sit elsewhere in the ring; `place` counts from 1."""

    person: str
    place: int


class HandOver(Command, frozen=True, kw_only=True):
    """Give facilitation or the minutes of this meeting to somebody else in the room."""

    role: Role
    person: str


class PauseClock(Command, frozen=True, kw_only=True):
    """Stop the clock."""


class ResumeClock(Command, frozen=True, kw_only=True):
    """Let the clock go on."""


class CloseMeeting(Command, frozen=True, kw_only=True):
    """End the meeting. `postpone` keeps items without an outcome on the backlog."""

    postpone: bool = False


class UndoAct(Command, frozen=True, kw_only=True):
    """Take the last act back. `act` is the number of the act that was seen."""

    act: int = 0
