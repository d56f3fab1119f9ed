"""Talk: how a talk in conflict stands: who is in it, whose turn it is, what was agreed. Plain data.

Of it no events are kept, only how it stands: what was said is nobody's record. Rules: practice.md, Conflict transformation.
"""

from datetime import date
from typing import Literal

from msgspec import Struct, field

from sociotui.domain.formats import Format, Step
from sociotui.domain.people import PersonId

Kind = Literal["two", "circle", "peers"]
"""Steps of the ladder on which one talks: the two alone; with some of the circle and a keeper; with two from outside."""
State = Literal["asked", "open", "declined", "ended"]
"""`asked`: somebody has still to agree to it. `declined`: somebody would rather not, so it does not begin."""
How = Literal["kept", "partly", "again"]
"""How it went with an agreement: kept, partly kept, or to be talked over again."""
HEARD = frozenset(["talk", "round"])
"""The kinds of steps in which one speaks and is heard back: by one person step after step, or by all in each step."""


class Turn(Struct, frozen=True):
    """A turn: of which step, and whose; "" where it is everybody's."""

    step: Step
    speaker: PersonId = ""


class Card(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Words for feelings and needs that somebody chose in a turn, by its number."""

    person: PersonId
    turn: int
    words: str


class Kept(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was said in a turn and how it was heard back; only where all have agreed to keep their words."""

    person: PersonId
    turn: int
    said: str = ""
    heard: str = ""


class Agreement(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was agreed on: in words, by whom it is done, and the `day` on which it is looked at again.

    It stands when all have given consent. It is released to a `circle` when all are for it (`release`); `released` says
    that it is on that circle's record. Otherwise it comes back to those who talked, and `answers` say how it went.
    """

    number: int
    text: str
    who: tuple[PersonId, ...] = ()
    day: date
    consents: tuple[PersonId, ...] = ()
    circle: str = ""
    release: tuple[PersonId, ...] = ()
    released: bool = False
    answers: dict[PersonId, How] = {}


class Talk(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A talk. `people` talk, in the order in which they begin; `keepers` hold it and take no side: one, or two from outside.

    `turn` counts from 0. Within one, `spoken` says that its speaker has said it, `said` and `heard` are words for as long as
    the turn lasts, `heard_by` who said it back. With `keep` all have agreed to keep their words.
    """

    id: str
    kind: Kind
    by: PersonId
    people: tuple[PersonId, ...]
    keepers: tuple[PersonId, ...] = ()
    about: str = ""
    keep: bool = False
    format: Format
    begun: date
    state: State = "asked"
    accepted: tuple[PersonId, ...] = ()
    declined_by: PersonId = ""
    turn: int = 0
    spoken: bool = False
    said: str = ""
    heard: str = ""
    heard_by: PersonId = ""
    cards: tuple[Card, ...] = ()
    words: tuple[Kept, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    let_go: tuple[PersonId, ...] = ()
    done: tuple[str, ...] = field(default=())
    """The ids of the latest commands, so that one that is sent again is done once."""

    @property
    def everybody(self) -> tuple[str, ...]:
        """All who are in it."""
        return (*self.people, *self.keepers)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """All turns, in their order."""
        return turns(self.format, self.people)

    @property
    def now(self) -> Turn:
        """The turn that it is at."""
        return self.turns[self.turn]

    @property
    def listeners(self) -> tuple[str, ...]:
        """Who may say back what the speaker said, whose it is first: the two from outside where they listen alone."""
        turn = self.now
        if turn.step.who == "invited":
            return self.keepers
        at = self.people.index(turn.speaker)
        after = (*self.people[at + 1 :], *self.people[:at])
        return (*after, *self.keepers)

    def agreement(self, number: int) -> Agreement | None:
        """Return the agreement of that number, or None."""
        return next((a for a in self.agreements if a.number == number), None)

    def stands(self, a: Agreement) -> bool:
        """Tell whether all who talked have consented to an agreement."""
        return frozenset(a.consents) >= frozenset(self.people)

    def awaits(self, person: str, today: date) -> tuple[Agreement, ...]:
        """Return the agreements of which somebody is asked by now how it went."""
        if self.state != "ended" or person not in self.people:
            return ()
        return tuple(a for a in self.agreements if not a.released and a.day <= today and person not in a.answers)

    def asks(self, person: str, today: date) -> bool:
        """Tell whether something waits for somebody in it: to agree to it, to go on, to hear that it is not now, to say how it went."""
        if self.state == "asked":
            return person in self.everybody and person not in self.accepted
        if self.state == "declined":
            return person == self.by
        return self.state == "open" or bool(self.awaits(person, today))

    @property
    def over(self) -> bool:
        """True when nothing of it is left to come back: all is answered or released. One to be talked over again is not."""
        return self.state == "ended" and all(a.released or _settled(a, self.people) for a in self.agreements)


def _settled(a: Agreement, people: tuple[str, ...]) -> bool:
    return frozenset(a.answers) >= frozenset(people) and "again" not in a.answers.values()


def turns(format_: Format, people: tuple[str, ...]) -> tuple[Turn, ...]:
    """Return the turns of a format: steps of the kind `talk` that follow each other are one person's, then the next one's;
    in a `round` each speaks in each step; what else there is, all do together.
    """
    found: list[Turn] = []
    run: list[Step] = []
    for step in (*format_.steps, None):
        if step is not None and step.kind == "talk":
            run.append(step)
            continue
        found += [Turn(each, person) for person in people for each in run]
        run = []
        if step is not None:
            found += [Turn(step, person) for person in people] if step.kind == "round" else [Turn(step)]
    return tuple(found)
