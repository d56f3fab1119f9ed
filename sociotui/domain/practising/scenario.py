"""Scenarios: a circle to practise with, as data: its members with their reasons, what is proposed, what one may offer and say.

What meets a reason is told by tags: a clause, an offer or a candidate carries some, and a reason needs some. So what a
simulated member says hangs together with the proposal, and no language has to be understood.
"""

from typing import Literal

from msgspec import Struct

from sociotui.domain.circles import Dialect

Kind = Literal["check-in", "consent", "integrating", "selection", "rounds", "conflict"]
"""What an exercise is for."""
Temper = Literal["calm", "quiet", "careful"]
"""`quiet`: gives the turn up until asked once more. `careful`: asks to be come back to, once."""
CueKind = Literal["interrupts", "long", "silent", "hear"]
"""`interrupts`: talks into somebody's turn. `long`: goes on and on in their own. `silent`: is there and says nothing.
`hear`: says something that wants to be heard back."""
OfferWay = Literal["modify", "shorten", "measure"]


class Reason(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Why somebody cannot consent. It stands while the proposal carries one of the tags in `against` (where there are
    any) and not all of those in `needs`; with `maybe` it is there with some seeds and not with others.

    `touches` is the aim in whose way it stands; `objects` is said with the objection, `deeper` when asked about it,
    `still` when a new wording does not reach it and `eased` when it does; `asks` and `reacts` are said before.
    """

    id: str
    objects: str
    needs: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    touches: str = ""
    asks: str = ""
    answer: str = ""
    reacts: str = ""
    deeper: str = ""
    eased: str = ""
    still: str = ""
    maybe: bool = False


class Member(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A simulated member: `aim` is what they are here for, as it is said after their name; `says` what they say in a round, by step or kind of round.

    `values` are the tags that they look for in who takes on a role, the weightiest first.
    """

    id: str
    name: str
    aim: str = ""
    temper: Temper = "calm"
    says: dict[str, tuple[str, ...]] = {}
    values: tuple[str, ...] = ()
    reason: tuple[Reason, ...] = ()


class Clause(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A sentence of the first wording, with the tags that it carries."""

    id: str
    text: str
    carries: tuple[str, ...] = ()


class Offer(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Something that can be offered to integrate: a sentence, a term of so many `days`, or a measure. The version that has
    it carries its tags. A sentence is added, or takes the place of clause `replaces`, or of another offer that replaces it.
    """

    id: str
    way: OfferWay = "modify"
    text: str = ""
    replaces: str = ""
    days: int = 0
    carries: tuple[str, ...] = ()


class Candidate(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Somebody of the circle as seen for a role: what they bring (tags), and how others say it."""

    person: str
    text: str
    carries: tuple[str, ...] = ()


class Saying(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A sentence that the learner may say: in the steps `at`, or to what a cue brought up, or to who objects.

    `fits`: it does what the practice is about; then its tags are `carried`, too. `more` lets somebody who speaks long go
    on. `reply` is answered by `who`; `note` says in the review what it did.
    """

    id: str
    text: str
    at: tuple[str, ...] = ()
    cue: str = ""
    to: Literal["", "objector"] = ""
    fits: bool = True
    more: bool = False
    carries: tuple[str, ...] = ()
    who: str = ""
    reply: str = ""
    note: str = ""


class Cue(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Something that happens in step `at`, when `after` people have had their turn, and asks something of the learner.

    `says` are the parts in which it is said; `ends` what is said last when somebody who speaks long is asked for it.
    """

    id: str
    at: str
    kind: CueKind
    who: str
    says: tuple[str, ...]
    after: int = 0
    ends: str = ""


class RoleSaid(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The role that somebody is sought for, and the words for what it asks for."""

    id: str
    name: str
    purpose: str
    qualifications: str


class Topic(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What the meeting is about; `by` brings it, "" for the learner. `format` is a format of items.

    `need` is the need (S3: the driver) as who brings it puts it, where the format asks for consent to that first.
    """

    title: str
    format: str
    by: str = ""
    minutes: int = 15
    need: str = ""


class CircleSaid(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The circle of a scenario, and whose way of deciding it has."""

    name: str
    aims: tuple[str, ...]
    domain: str = ""
    dialect: Dialect = "sofa"


class Scenario(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An exercise, whole: `id` is its file's name. `learn` says what to look for; `begins` is the step at which the learner
    takes over; in the steps `needed` something fitting is to be said. `secretary` "" is the learner; `then` the exercise
    that comes well after it.
    """

    id: str
    kind: Kind
    title: str
    about: str
    circle: CircleSaid
    member: tuple[Member, ...]
    learn: tuple[str, ...] = ()
    meeting: str = "practice"
    begins: str = ""
    needed: tuple[str, ...] = ()
    secretary: str = ""
    private: bool = False
    topic: Topic | None = None
    role: RoleSaid | None = None
    clause: tuple[Clause, ...] = ()
    offer: tuple[Offer, ...] = ()
    candidate: tuple[Candidate, ...] = ()
    saying: tuple[Saying, ...] = ()
    cue: tuple[Cue, ...] = ()
    then: str = ""

    def find(self, person: str) -> Member | None:
        """Return the simulated member of that id; None for the learner."""
        return next((m for m in self.member if m.id == person), None)

    def called(self, person: str, you: str) -> str:
        """Return what somebody is called; `you` for the learner."""
        found = self.find(person)
        return found.name if found else you

    @property
    def wording(self) -> str:
        """The first wording of what is proposed; "" where nothing is."""
        return " ".join(clause.text for clause in self.clause)
