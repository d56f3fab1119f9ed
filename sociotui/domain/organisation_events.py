"""Events of an organisation: what its circles decided and what changed by it, each a fact in the past tense."""

from datetime import date
from typing import Literal, Union

from sociotui.domain.circles import Circle
from sociotui.domain.consent import Given
from sociotui.domain.event import Event
from sociotui.domain.fairness import Start
from sociotui.domain.items import BacklogItem, FollowUp, Went
from sociotui.domain.organisation import About
from sociotui.domain.people import Person, PersonId, PersonName
from sociotui.domain.records import Approved, Held, Policy, Selection, Waiting
from sociotui.domain.voice import Voice

Recorder = Literal["", "secretary", "facilitator"]
"""As whom somebody records a change; "" where they have none of these roles in the circles that it touches."""


class OrganisationDescribed(Event, frozen=True, kw_only=True):
    """The organisation's name, vision or mission was set."""

    about: About


class PersonEntered(Event, frozen=True, kw_only=True):
    """Somebody was entered, or what is known of them changed."""

    person: Person


class CircleFormed(Event, frozen=True, kw_only=True):
    """A circle was founded, or its aim, domain, members, roles or customs changed."""

    circle: Circle


class PolicyAdopted(Event, frozen=True, kw_only=True):
    """A circle adopted a policy by consent, or another wording of one."""

    policy: Policy


class PolicyKept(Event, frozen=True, kw_only=True):
    """A circle looked at a policy and keeps it as it is, until another day."""

    policy: str
    review: date


class PolicyEnded(Event, frozen=True, kw_only=True):
    """A circle let a policy go."""

    policy: str
    on: date


class PersonSelected(Event, frozen=True, kw_only=True):
    """Somebody took on a role of a circle for a term."""

    selection: Selection


class MemberJoined(Event, frozen=True, kw_only=True):
    """Somebody became a member of a circle."""

    circle: str
    person: PersonId
    name: PersonName = ""


class MemberLeft(Event, frozen=True, kw_only=True):
    """Somebody's membership in a circle ended, and the roles that they held there."""

    circle: str
    person: PersonId


class CircleEnded(Event, frozen=True, kw_only=True):
    """A circle ended, and with it its memberships, roles and links. What it decided stays on record."""

    circle: str
    on: date


class StructureChanged(Event, frozen=True, kw_only=True):
    """Somebody changed the structure outside of meetings, by a `decision` on record or with a note `why`, in a `role` of
    a circle that it touches; the events of the same command say what. Its number in the stream names the change.
    """

    decision: str = ""
    why: str = ""
    role: Recorder = ""


class ChangeUndone(Event, frozen=True, kw_only=True):
    """What the change of number `change` did was taken back: this stands again as it stood before, and what it added is
    gone.
    """

    change: int
    why: str = ""
    role: Recorder = ""
    about: About | None = None
    people: tuple[Person, ...] = ()
    circles: tuple[Circle, ...] = ()
    selections: tuple[Selection, ...] = ()
    gone_people: tuple[PersonId, ...] = ()
    gone_circles: tuple[str, ...] = ()
    gone_selections: tuple[str, ...] = ()


class TopicReceived(Event, frozen=True, kw_only=True):
    """A circle got a topic for its backlog from outside its meetings."""

    circle: str
    topic: BacklogItem


class TopicAdded(Event, frozen=True, kw_only=True):
    """Between meetings, somebody put a topic on a circle's backlog; at its end, or at a `place` that counts from 0."""

    circle: str
    topic: BacklogItem
    place: int | None = None


class TopicChanged(Event, frozen=True, kw_only=True):
    """Between meetings, the topic of that `title` on a circle's backlog became another: `topic`."""

    circle: str
    title: str
    topic: BacklogItem


class TopicRanked(Event, frozen=True, kw_only=True):
    """Between meetings, a topic of a circle's backlog got another place among the others. `place` counts from 0."""

    circle: str
    title: str
    place: int


class TopicDropped(Event, frozen=True, kw_only=True):
    """Between meetings, a topic was taken off a circle's backlog."""

    circle: str
    title: str


class VoiceHeard(Event, frozen=True, kw_only=True):
    """Something was said to a circle, or to one of its roles, between its meetings. Where it was said unnamed, nothing tells
    who said it, and `at` is the beginning of its day.
    """

    voice: Voice


class VoiceAnswered(Event, frozen=True, kw_only=True):
    """What was said to a circle got its `answer`: in a `meeting`, or between meetings by a `person`."""

    voice: str
    answer: str
    person: PersonId = ""
    meeting: str = ""
    on: date


class VoiceReopened(Event, frozen=True, kw_only=True):
    """The answer to what was said was taken back, or was none yet for who had said it; it waits again, and `why` says so."""

    voice: str
    person: PersonId
    why: str


class DecisionWaited(Event, frozen=True, kw_only=True):
    """All who were present consented; the decision waits for the answers of absent members."""

    waiting: Waiting


class AnswerGiven(Event, frozen=True, kw_only=True):
    """An absent member consented to a decision that waits."""

    decision: str
    given: Given


class DecisionStood(Event, frozen=True, kw_only=True):
    """A decision that waited stands: by the last answer, or by the end of its window, which `lapsed` for some."""

    decision: str
    lapsed: tuple[PersonId, ...] = ()


class DecisionReturned(Event, frozen=True, kw_only=True):
    """An absent member objected to a decision that waited; the circle takes it up again."""

    decision: str
    person: PersonId
    reason: str


class FollowUpKept(Event, frozen=True, kw_only=True):
    """A next step was put on record; with `among`, an agreement that those people have released."""

    follow_up: FollowUp


class FollowUpDone(Event, frozen=True, kw_only=True):
    """A next step was done. Of an agreement `how` says how it went."""

    follow_up: str
    on: date
    how: Went = ""


class MinutesApproved(Event, frozen=True, kw_only=True):
    """The minutes of a meeting were approved."""

    meeting: str
    how: Approved
    on: date


class MinutesQuestioned(Event, frozen=True, kw_only=True):
    """Somebody objected to minutes within their window; the next meeting looks at them."""

    meeting: str
    person: PersonId
    reason: str


class MeetingHeld(Event, frozen=True, kw_only=True):
    """A circle held a meeting; `starts` are those of its rounds, `backlog` what it left for later.

    `steps` are those that were gone through, as `format/step`, and `people` who was there: what the circle is used to.
    Of a private meeting neither is told.
    """

    held: Held
    starts: tuple[Start, ...] = ()
    backlog: tuple[BacklogItem, ...] = ()
    steps: tuple[str, ...] = ()
    people: tuple[PersonId, ...] = ()


class TurnsDiscarded(Event, frozen=True, kw_only=True):
    """Who spoke when in a meeting was discarded; how it ended is kept."""

    meeting: str


class PersonForgotten(Event, frozen=True, kw_only=True):
    """Somebody was taken out of all that is recorded; since then `person` stands there instead, in `records` commits."""

    person: PersonId
    records: int = 0


OrganisationEvent = Union[  # noqa: UP007 - msgspec and mypy read the written-out form alike
    OrganisationDescribed,
    PersonEntered,
    CircleFormed,
    PolicyAdopted,
    PolicyKept,
    PolicyEnded,
    PersonSelected,
    MemberJoined,
    MemberLeft,
    CircleEnded,
    StructureChanged,
    ChangeUndone,
    TopicReceived,
    TopicAdded,
    TopicChanged,
    TopicRanked,
    TopicDropped,
    VoiceHeard,
    VoiceAnswered,
    VoiceReopened,
    DecisionWaited,
    AnswerGiven,
    DecisionStood,
    DecisionReturned,
    FollowUpKept,
    FollowUpDone,
    MinutesApproved,
    MinutesQuestioned,
    MeetingHeld,
    TurnsDiscarded,
    PersonForgotten,
]
