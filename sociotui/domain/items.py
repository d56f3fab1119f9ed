"""Items: what stands on an agenda, how each ended, what was decided, what is kept for later, who took what on."""

from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.consent import Given, Proposal
from sociotui.domain.effects import AnyEffect
from sociotui.domain.formats import Aim
from sociotui.domain.people import PersonId, PersonOrCircle
from sociotui.domain.selection import Grid
from sociotui.domain.voice import VoiceCard

OutcomeKind = Literal["decided", "dropped", "postponed", "delegated", "waiting"]
"""How an item ends: an outcome is never nothing. `waiting`: all who are here consent, absent members are asked."""


Went = Literal["", "kept", "partly", "again"]
"""How it went with an agreement that was released: kept, partly, or to be talked over again; "" where nobody has said."""


class Outcome(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How an item ended, in words that were read back. `to`: who takes it on, where it was delegated."""

    kind: OutcomeKind
    text: str = ""
    to: PersonOrCircle = ""


class FollowUp(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A next step that somebody takes on: what, who, by when. `done` is the day on which it was done.

    With `among` it is an agreement of those people, released from a talk of theirs; `how` says then how it went.
    """

    id: str = ""
    circle: str = ""
    text: str
    owner: PersonId = ""
    due: date | None = None
    done: date | None = None
    among: tuple[PersonId, ...] = ()
    how: Went = ""


class Item(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An item of the agenda. `minutes` is its share of the meeting; `format` "" means the format of its aim.

    `about` is the person whom it concerns (who joins or leaves, whose role is looked at), `people` those whom that
    person has invited to it, `policy` the policy that is looked at again. `parts` are wordings besides the proposal
    that are consented to on the way, by the part's name; `views` what absent members said before, by person; `voice`
    what was said to the circle between its meetings, which the item answers.
    """

    id: int
    title: str
    aim: Aim = "decide"
    minutes: int = 10
    presenter: PersonId = ""
    document: str = ""
    format: str = ""
    about: PersonId = ""
    people: tuple[PersonId, ...] = ()
    policy: str = ""
    roles: tuple[str, ...] = ()
    outcome: Outcome | None = None
    proposal: Proposal | None = None
    parts: dict[str, Proposal] = {}
    grid: Grid | None = None
    views: dict[PersonId, str] = {}
    notes: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    voice: VoiceCard | None = None

    def part(self, name: str) -> Proposal | None:
        """Return the wording of that part, "" for the proposal itself; None where it is not written yet."""
        return self.parts.get(name) if name else self.proposal


class BacklogItem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A topic kept for a later meeting. `format` and what follows are set where it comes with its own way.

    `voice` is the id of what was said to the circle, where it is about that.
    """

    title: str
    aim: Aim = "decide"
    minutes: int = 10
    added_by: PersonOrCircle = ""
    presenter: PersonOrCircle = ""
    due: date | None = None
    next_step: str = ""
    format: str = ""
    about: PersonId = ""
    policy: str = ""
    roles: tuple[str, ...] = ()
    voice: str = ""


class Decision(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A decision of a meeting: which version of which item was consented to, and when it is looked at again.

    `given` tells how each consent came; `waiting` are the members whose answer is missing still, `window` the hours
    after which the circle's custom counts their silence as consent (0: never). `policy` is the one that it is about.
    """

    item: int
    title: str
    text: str
    version: int
    review: date | None = None
    responsible: PersonId = ""
    measures: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    why: str = ""
    published: str = ""
    consented: tuple[PersonId, ...]
    absent: tuple[PersonId, ...] = ()
    objections_integrated: int = 0
    effects: tuple[AnyEffect, ...] = ()
    given: tuple[Given, ...] = ()
    waiting: tuple[PersonId, ...] = ()
    window: int = 0


def topic_of(item: Item) -> BacklogItem:
    """Return the topic that is kept of an item which comes back later, with the way in which it is gone through."""
    return BacklogItem(
        title=item.title,
        aim=item.aim,
        minutes=item.minutes,
        format=item.format,
        about=item.about,
        policy=item.policy,
        roles=tuple(s.role for s in item.grid.sought) if item.grid else item.roles,
        voice=item.voice.id if item.voice else "",
    )


def with_topic(topics: tuple[BacklogItem, ...], topic: BacklogItem) -> tuple[BacklogItem, ...]:
    """Return topics with one more; one of the same title that is there already gets its next step."""
    there = next((t for t in topics if t.title == topic.title), None)
    if there is None:
        return (*topics, topic)
    both = dict.fromkeys((*there.next_step.splitlines(), *topic.next_step.splitlines()))
    return tuple(replace(t, next_step="\n".join(both)) if t is there else t for t in topics)
