"""Asking: how what is said along with an action becomes the command that it asks for."""

from collections.abc import Callable
from datetime import date
from typing import cast, get_args

from msgspec import Struct

from sociotui.domain import commands as c
from sociotui.domain.consent import Way
from sociotui.domain.event import Command
from sociotui.domain.formats import Aim
from sociotui.domain.meeting import Meeting, OutcomeKind, Role
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.round import Direction, Mode
from sociotui.domain.text import plain_date
from sociotui.words import _


class Options(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What may be said along with an action; each action takes some of these. Texts as people gave them."""

    person: str = ""
    text: str = ""
    title: str = ""
    aim: str = ""
    minutes: int | None = None
    presenter: str = ""
    document: str = ""
    version: int = 0
    way: str = ""
    review: str = ""
    measure: str = ""
    responsible: str = ""
    why: str = ""
    to: str = ""
    kind: str = ""
    role: str = ""
    joining: str = ""
    start: str = ""
    direction: str = ""
    place: int = 0
    item: int = 0
    number: int = 0
    name: str = ""
    next_meeting: str = ""
    postpone: bool = False
    turn: int = 0
    act: int = 0
    seen: str = ""


def choice(value: str, allowed: object, what: str) -> str:
    """Return `value` where it is one of a Literal's; refuses with the nearest otherwise."""
    if value not in get_args(allowed):
        raise unknown(what, value, get_args(allowed))
    return value


def day(text: str) -> date | None:
    """Return the day that was said; None where none was."""
    return plain_date(text) if text else None


def hand(m: Meeting, o: Options) -> Command:
    """Raise a hand, or lower it where it is up."""
    person = o.person or (m.round.speaking if m.round else "")
    return c.LowerHand(person=person) if person in m.hands else c.RaiseHand(person=person)


def wording(m: Meeting, o: Options) -> Command:
    """Propose; where there is a proposal, amend it."""
    if m.item and m.item.proposal:
        return c.Amend(text=o.text, note=o.why, version=o.version)
    return c.Propose(text=o.text, title=o.title, person=o.person)


def pause(m: Meeting, _o: Options) -> Command:
    """Stop the clock, or let it go on."""
    return c.ResumeClock() if m.paused else c.PauseClock()


def arrive(_m: Meeting, o: Options) -> Command:
    """Somebody comes, in one of the ways to join."""
    joining = cast(c.Joining, choice(o.joining or "next", c.Joining, _("way to join")))
    return c.Arrive(person=o.person, joining=joining, name=o.name)


def integrate(_m: Meeting, o: Options) -> Command:
    """Integrate an objection; new words alone mean other wording."""
    way = cast(Way, choice(o.way or ("modify" if o.text else ""), Way, _("way to integrate")))
    return c.Integrate(
        way=way, number=o.number, text=o.text, review=day(o.review), measure=o.measure, version=o.version
    )


def outcome(_m: Meeting, o: Options) -> Command:
    """End an item."""
    kind = cast(OutcomeKind, choice(o.kind or "decided", OutcomeKind, _("outcome")))
    return c.EndItem(kind=kind, text=o.text, to=o.to, item=o.item)


def _ten(minutes: int | None) -> int:
    """Return the minutes that were said; ten where none were."""
    return 10 if minutes is None else minutes


def add_item(_m: Meeting, o: Options) -> Command:
    """Put an item on the agenda."""
    aim = cast(Aim, choice(o.aim or "decide", Aim, _("aim")))
    title = o.title or o.text
    return c.AddItem(title=title, aim=aim, minutes=_ten(o.minutes), presenter=o.presenter, document=o.document)


def change_item(_m: Meeting, o: Options) -> Command:
    """Change an item that has not begun."""
    aim = cast(Aim, choice(o.aim, Aim, _("aim"))) if o.aim else ""
    return c.ChangeItem(
        item=o.item,
        title=o.title or o.text,
        aim=aim,
        minutes=o.minutes or 0,
        presenter=o.presenter,
        document=o.document,
    )


def keep(_m: Meeting, o: Options) -> Command:
    """Keep a topic for later."""
    aim = cast(Aim, choice(o.aim or "decide", Aim, _("aim")))
    return c.KeepForLater(title=o.title or o.text, aim=aim, minutes=_ten(o.minutes), person=o.person)


def begin_round(_m: Meeting, o: Options) -> Command:
    """Begin a round, from somebody and in a direction where they are named."""
    way = cast(Direction, choice(o.direction, Direction, _("direction"))) if o.direction else ""
    return c.BeginRound(start=o.start or o.person, direction=way)


def open_mode(mode: Mode) -> Callable[[Meeting, Options], Command]:
    """Return what opens a mode of speaking."""
    return lambda _m, _o: c.OpenMode(mode=mode)


def hand_over(_m: Meeting, o: Options) -> Command:
    """Give a process role to somebody."""
    return c.HandOver(role=cast(Role, choice(o.role or "facilitator", Role, _("role"))), person=needed(o.person))


def needed(person: str) -> str:
    """Return `person`; refuses where nobody is named."""
    if not person:
        raise Refused(_("For whom? Name the person this is about."))
    return person
