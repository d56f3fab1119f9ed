"""Consent: who is asked, on which wording, what each answered, and which objections are open.

Consent is the absence of a reasoned objection, said by each person whose consent counts: silence is never
consent (MVOS). An objection is a gift to the group; it is released by who raised it, or by the consent round
on an amended version, never by the facilitator alone.
"""

from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.dialects import Way
from sociotui.domain.effects import AnyEffect
from sociotui.domain.people import PersonId

ObjectionState = Literal["open", "released", "integrated"]
Means = Literal["room", "phone", "terminal", "lapse"]
"""How an answer was given: said in the `room`; by `phone`, with a witness in the room; at a `terminal` of one's own, in a
meeting or after it; or, by the circle's own custom, by the `lapse` of a window."""
PRESENT: frozenset[Means] = frozenset(["room", "terminal"])
"""How somebody answers in a meeting who takes part in it."""


class Version(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One exact wording. A new wording, review day or measure makes a new version; versions count from 1."""

    number: int
    text: str
    review: date | None = None
    measures: tuple[str, ...] = ()
    note: str = ""
    effects: tuple[AnyEffect, ...] = ()


class Proposal(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A proposal with all its versions, the newest last; there is always at least one."""

    title: str
    by: PersonId = ""
    versions: tuple[Version, ...]

    @property
    def current(self) -> Version:
        """The version that counts now."""
        return self.versions[-1]


class Answer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one person answered: consent, or an objection by its number."""

    at: int
    objection: int = 0
    means: Means = "room"
    witness: PersonId = ""

    @property
    def consents(self) -> bool:
        """True for consent, False for an objection."""
        return not self.objection


class Objection(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A reason why doing this would stand in the way of the circle's aim. Numbered from 1 within its subject."""

    number: int
    person: PersonId
    version: int
    reason: str
    aim_touched: str = ""
    state: ObjectionState = "open"
    way: Way | None = None
    integrated_in: int = 0


class Concern(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A worry that does not block: it is kept with what the decision is looked at again for (S3)."""

    person: PersonId
    version: int
    text: str


class Given(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How one member's consent to a decision was given; `witness` heard it, where it came by phone."""

    person: PersonId
    means: Means = "room"
    witness: PersonId = ""


class Ledger(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The consent asked for one subject: `version` is the wording asked about, `counted` whose consent counts.

    `counted` is fixed when a consent round starts; answers to an earlier version are gone with that version.
    """

    version: int = 0
    counted: tuple[PersonId, ...] = ()
    answers: dict[PersonId, Answer] = {}
    objections: tuple[Objection, ...] = ()
    concerns: tuple[Concern, ...] = ()

    @property
    def given(self) -> tuple[Given, ...]:
        """How each consent to this version was given."""
        return tuple(Given(person=p, means=a.means, witness=a.witness) for p, a in self.answers.items() if a.consents)

    @property
    def open(self) -> tuple[Objection, ...]:
        """The objections that nobody has released and no new version has answered."""
        return tuple(o for o in self.objections if o.state == "open")

    @property
    def missing(self) -> tuple[str, ...]:
        """Those whose consent counts and who have not answered yet."""
        return tuple(p for p in self.counted if p not in self.answers)

    @property
    def consented(self) -> tuple[str, ...]:
        """Those who have consented to this version."""
        return tuple(p for p, answer in self.answers.items() if answer.consents)

    @property
    def reached(self) -> bool:
        """True when everybody who counts has consented to this version and no objection is open."""
        return bool(self.counted) and set(self.counted) <= set(self.consented) and not self.open

    def objection(self, number: int) -> Objection | None:
        """Return the objection with that number, or None."""
        return next((o for o in self.objections if o.number == number), None)


def ask(ledger: Ledger, version: int, counted: tuple[str, ...]) -> Ledger:
    """Start a consent round on `version`; answers stand only where the wording and who counts are the same."""
    if ledger.version == version and ledger.counted and set(counted) <= set(ledger.counted):
        return ledger
    return replace(ledger, version=version, counted=counted, answers={})


def void(ledger: Ledger) -> Ledger:
    """Take back every answer: the wording changed, or who counts did."""
    return replace(ledger, counted=(), answers={})


def consent(ledger: Ledger, person: str, answer: Answer) -> Ledger:
    """Enter a consent. When it was the last one missing, objections to earlier versions are integrated by it."""
    ledger = replace(ledger, answers={**ledger.answers, person: answer})
    if not set(ledger.counted) <= set(ledger.consented):
        return ledger
    tested = tuple(
        replace(o, state="integrated", integrated_in=ledger.version)
        if o.state == "open" and o.version < ledger.version
        else o
        for o in ledger.objections
    )
    return replace(ledger, objections=tested)


def object_to(ledger: Ledger, objection: Objection, answer: Answer) -> Ledger:
    """Enter an objection as that person's answer; it takes the place of one that they had to the same wording."""
    answers = {**ledger.answers, objection.person: replace(answer, objection=objection.number)}
    earlier = tuple(
        replace(o, state="released")
        if (o.person, o.version, o.state) == (objection.person, objection.version, "open")
        else o
        for o in ledger.objections
    )
    return replace(ledger, answers=answers, objections=(*earlier, objection))


def release(ledger: Ledger, number: int) -> Ledger:
    """Its owner releases the objection; that is not yet their consent, which is asked for again."""
    objection = ledger.objection(number)
    if objection is None:
        return ledger
    answer = ledger.answers.get(objection.person)
    answers = dict(ledger.answers)
    if answer and answer.objection == number:
        del answers[objection.person]
    return replace(ledger, answers=answers, objections=_with(ledger, replace(objection, state="released")))


def choose_way(ledger: Ledger, number: int, way: Way) -> Ledger:
    """Note the way chosen to integrate an objection."""
    objection = ledger.objection(number)
    return replace(ledger, objections=_with(ledger, replace(objection, way=way))) if objection else ledger


def _with(ledger: Ledger, changed: Objection) -> tuple[Objection, ...]:
    return tuple(changed if o.number == changed.number else o for o in ledger.objections)
