"""Records: what an organisation keeps of what its circles decided, and of each meeting that was held."""

from datetime import date
from typing import Literal

from msgspec import Struct

from sociotui.domain.consent import Given, Version
from sociotui.domain.evaluating import Evaluation
from sociotui.domain.items import Decision
from sociotui.domain.minutes import Minutes
from sociotui.domain.people import PersonId
from sociotui.domain.tally import Tally

Approved = Literal["", "next", "end", "window"]
"""How minutes were approved; "" while they are not."""


class Edition(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A policy as it stood from one decision to the next."""

    text: str
    adopted: date
    review: date
    measures: tuple[str, ...] = ()
    meeting: str = ""


class Policy(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A decision on record: exact wording, why, who is responsible, when it is looked at again, how it came about.

    `versions` are the wordings on the way to this one; `editions` what the policy said before, the newest last.
    `published` says where people find it; `ended` is the day on which the circle let it go.
    """

    id: str
    circle: str
    title: str
    text: str
    why: str = ""
    responsible: PersonId = ""
    adopted: date
    review: date
    measures: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    consented: tuple[PersonId, ...] = ()
    absent: tuple[PersonId, ...] = ()
    given: tuple[Given, ...] = ()
    meeting: str = ""
    published: str = ""
    editions: tuple[Edition, ...] = ()
    ended: date | None = None


class Spine(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What one sees of a policy without reading it: which it is, who is responsible, when it is looked at again."""

    id: str
    circle: str
    title: str
    responsible: PersonId
    review: date


def spine_of(policy: Policy) -> Spine:
    """Return what one sees of a policy without reading it."""
    return Spine(
        id=policy.id,
        circle=policy.circle,
        title=policy.title,
        responsible=policy.responsible,
        review=policy.review,
    )


class Selection(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person who was chosen for a role of a circle, by consent, for a term."""

    id: str
    circle: str
    role: str
    title: str = ""
    person: PersonId
    on: date
    until: date
    meeting: str = ""
    given: tuple[Given, ...] = ()


class Waiting(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A decision that waits for absent members. `asked` and `until` are ms since 1970; `until` is 0 where none ends it."""

    id: str
    circle: str
    meeting: str
    on: date
    decision: Decision
    versions: tuple[Version, ...] = ()
    given: tuple[Given, ...] = ()
    asked: int
    until: int = 0

    @property
    def missing(self) -> tuple[str, ...]:
        """Those who have not answered yet."""
        answered = {g.person for g in self.given}
        return tuple(p for p in self.decision.waiting if p not in answered)


class Answered(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A decision that waited for absent members, and waits no longer: since `at`, in ms since 1970, it `stands`, or else
    has come back to the circle with an objection. `item` is the one of the `meeting` in which it was made.
    """

    id: str
    meeting: str
    item: int
    title: str
    at: int
    stands: bool = False


class Held(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an organisation keeps of a meeting that was held.

    `window` is when its minutes count as approved, ms since 1970 (0: not by time); `evaluation` what the circle
    said of the meeting, without names; `totals` the speaking time of each person in ms, where the circle keeps it.
    `tally` is None of meetings that were held before sums were kept.
    Of a `private` meeting there is the day, and how its minutes were approved; the rest is in its own journal.
    """

    id: str
    circle: str
    on: date
    next_meeting: str = ""
    minutes: Minutes | None = None
    approved: Approved = ""
    approved_on: date | None = None
    window: int = 0
    evaluation: tuple[str, ...] = ()
    totals: dict[PersonId, int] = {}
    tally: Tally | None = None
    sealed: bool = False
    private: bool = False

    @property
    def evaluated(self) -> Evaluation | None:
        """The sum of what people thought of the meeting; None where none was made, or it was private."""
        return self.minutes.evaluated if self.minutes else None
