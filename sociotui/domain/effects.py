"""Effects: what a decision changes in the organisation, beyond being a policy; and each one in words.

They go with the exact wording that is consented to: another effect is another version.
"""

from collections.abc import Callable
from datetime import date
from typing import Union

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.circles import Circle
from sociotui.domain.customs import Customs
from sociotui.domain.people import PersonId, PersonName
from sociotui.words import _


class Effect(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="does"):
    """Something that a decision changes, tagged by what it does."""


class Selects(Effect, frozen=True, kw_only=True, tag="selects"):
    """Somebody takes on a role of the circle, until the end of a term."""

    role: str
    title: str = ""
    person: PersonId
    name: PersonName = ""
    until: date
    reason: str = ""


class Revises(Effect, frozen=True, kw_only=True, tag="revises"):
    """A policy gets another wording; the one before stays among its earlier editions."""

    policy: str


class Keeps(Effect, frozen=True, kw_only=True, tag="keeps"):
    """A policy stays as it is until another day."""

    policy: str
    title: str = ""


class Drops(Effect, frozen=True, kw_only=True, tag="drops"):
    """A policy ends."""

    policy: str
    title: str = ""


class Joins(Effect, frozen=True, kw_only=True, tag="joins"):
    """Somebody becomes a member of the circle."""

    person: PersonId
    name: PersonName = ""


class Leaves(Effect, frozen=True, kw_only=True, tag="leaves"):
    """Somebody's membership in the circle ends, and the roles with it."""

    person: PersonId
    name: PersonName = ""


class Founds(Effect, frozen=True, kw_only=True, tag="founds"):
    """A circle is founded; one that has a day `until` is a helping circle."""

    circle: Circle


class Refers(Effect, frozen=True, kw_only=True, tag="refers"):
    """The topic goes to another circle, which finds it on its backlog."""

    circle: str
    name: str = ""
    topic: str = ""


class Agrees(Effect, frozen=True, kw_only=True, tag="agrees"):
    """The circle gives itself other customs."""

    customs: Customs


class Describes(Effect, frozen=True, kw_only=True, tag="describes"):
    """The circle says what it is there for: its vision and mission, where it has its own, and its aims."""

    vision: str = ""
    mission: str = ""
    aims: tuple[str, ...] = ()


AnyEffect = Union[Selects, Revises, Keeps, Drops, Joins, Leaves, Founds, Refers, Agrees, Describes]  # noqa: UP007

NO_REVIEW = (Drops, Joins, Leaves, Refers)
"""What is done is done: a decision of nothing but these names no day on which it is looked at again."""
NO_POLICY = (Selects, Keeps, Drops, Joins, Leaves, Refers)
"""A decision of nothing but these is on record as what it does, not as a policy."""


def aims_policy(circle: str) -> str:
    """Return the id of the policy that holds a circle's vision, mission and aims; each new wording is a version of it."""
    return f"{circle}-vma"


def review_format(policy: str, circle: str) -> str:
    """Return the format in which a policy of a circle is looked at again: what a circle is for, as it was written."""
    return "vma" if policy == aims_policy(circle) else "review"


def worded(effect: AnyEffect) -> str:
    """Return an effect as a sentence that can be read out and consented to."""
    return _WORDED[type(effect)](effect)


def until(effects: tuple[AnyEffect, ...]) -> date | None:
    """Return the last day on which something of this still runs, or None where nothing ends by itself."""
    days = [e.until for e in effects if isinstance(e, Selects)]
    days += [e.circle.until for e in effects if isinstance(e, Founds) and e.circle.until]
    return max(days, default=None)


def shortened(effects: tuple[AnyEffect, ...], day: date) -> tuple[AnyEffect, ...]:
    """Return effects that end on `day` at the latest."""
    return tuple(_shortened(effect, day) for effect in effects)


def _shortened(effect: AnyEffect, day: date) -> AnyEffect:
    if isinstance(effect, Selects):
        return replace(effect, until=min(effect.until, day))
    if isinstance(effect, Founds) and effect.circle.until:
        return replace(effect, circle=replace(effect.circle, until=min(effect.circle.until, day)))
    return effect


def _selects(e: Selects) -> str:
    said = _("{name} is {role} until {day}.", name=e.name or e.person, role=e.title or e.role, day=e.until)
    return _("{said} Reasons: {reason}", said=said, reason=e.reason) if e.reason else said


def _founds(e: Founds) -> str:
    c = e.circle
    kind = _("helping circle") if c.until else _("circle")
    said = [_("A {kind} is founded: {name}.", kind=kind, name=c.name)]
    said += [_("Its aim: {aim}.", aim=aim.rstrip(".")) for aim in c.aims]
    said += [_("Its domain: {domain}.", domain=c.domain.rstrip("."))] if c.domain else []
    said += [_("It works until {day}.", day=c.until)] if c.until else []
    return "\n".join(said)


def _describes(e: Describes) -> str:
    said = [_("Our vision: {vision}", vision=e.vision)] if e.vision else []
    said += [_("Our mission: {mission}", mission=e.mission)] if e.mission else []
    return "\n".join([*said, *(_("Our aim: {aim}", aim=aim) for aim in e.aims)])


def _agrees(e: Agrees) -> str:
    c = e.customs
    said = [
        {
            "hold": _("A decision waits until every absent member has answered."),
            "lazy": _("An absent member has {n} hours to answer; then the decision stands.", n=c.window),
            "views": _("Who will be absent gives their view before the meeting."),
            "present": _("Decisions are made by those who are present."),
        }[c.absence],
        {
            "next": _("Minutes are approved at the next meeting."),
            "end": _("Minutes are approved at the end of the meeting."),
            "window": _(
                "Minutes are approved {n} hours after the meeting, unless somebody objects.", n=c.minutes_window
            ),
        }[c.minutes],
    ]
    said += [_("Nothing is decided with fewer than {n} members in the room.", n=c.quorum)] if c.quorum else []
    said += [_("Policies are looked at again after {n} months, unless another day is chosen.", n=c.review)]
    said += [_("Roles are given for {n} months, unless another term is chosen.", n=c.term)]
    said += [
        {
            "members": _("Meetings may be watched by members of the circle."),
            "organisation": _("Meetings may be watched by everybody of the organisation, unless they are private."),
            "anybody": _("Meetings may be watched by anybody, unless they are private."),
        }[c.watching]
    ]
    said += [_("Totals of speaking time are kept.")] if c.keep_totals else []
    said += [_("Guests, too, may say something to us between meetings.")] if c.hearing == "anybody" else []
    said += [_("Between meetings things may be said to us unnamed.")] if c.unnamed else []
    return "\n".join(said)


_WORDED: dict[type[Effect], Callable[..., str]] = {
    Selects: _selects,
    Revises: lambda _e: "",
    Keeps: lambda e: _("“{title}” stays as it is.", title=e.title or e.policy),
    Drops: lambda e: _("“{title}” ends.", title=e.title or e.policy),
    Joins: lambda e: _("{name} joins our circle.", name=e.name or e.person),
    Leaves: lambda e: _("{name} leaves our circle.", name=e.name or e.person),
    Founds: _founds,
    Refers: lambda e: _("“{topic}” goes to {circle}.", topic=e.topic, circle=e.name or e.circle),
    Agrees: _agrees,
    Describes: _describes,
}
