"""Asking: how what is said along with an action becomes the command that it asks for."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal, cast, get_args

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain import commands as c
from sociotui.domain.circles import Circle
from sociotui.domain.consent import Means
from sociotui.domain.customs import Absence, Approval, Hearing, Watching
from sociotui.domain.dialects import Way
from sociotui.domain.event import Command
from sociotui.domain.formats import Aim
from sociotui.domain.items import OutcomeKind
from sociotui.domain.lessons import Mood
from sociotui.domain.meeting import Meeting, Role
from sociotui.domain.people import Term
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.round import Direction, Mode
from sociotui.domain.selection import Nomination, Sought
from sociotui.domain.text import plain_date
from sociotui.words import _

Reviewing = Literal["keep", "drop", "rework"]
Membership = Literal["joins", "leaves"]
Referring = Literal["helping", "broader"]
YesNo = Literal["yes", "no"]


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
    format: str = ""
    about: str = ""
    people: str = ""
    policy: str = ""
    roles: str = ""
    ready: int = 0
    nominee: str = ""
    until: str = ""
    witness: str = ""
    agreed: str = ""
    published: str = ""
    domain: str = ""
    members: str = ""
    leader: str = ""
    parents: str = ""
    absence: str = ""
    window: int = 0
    quorum: int = -1
    approval: str = ""
    minutes_window: int = 0
    review_months: int = 0
    term_months: int = 0
    watching: str = ""
    totals: str = ""
    hearing: str = ""
    unnamed: str = ""
    vision: str | None = None
    mission: str | None = None
    aims: str | None = None
    content: str = ""
    process: str = ""
    together: str = ""
    more: str = ""
    less: str = ""
    turn: int = 0
    act: int = 0
    seen: str = ""


def choice(value: str, allowed: object, what: str) -> str:
    """Return `value` where it is one of a Literal's; refuses with the nearest otherwise."""
    if value not in get_args(allowed):
        raise unknown(what, value, get_args(allowed))
    return value


def mood(text: str) -> Mood:
    """Return the group of feelings that was said."""
    return cast(Mood, choice(text.strip().lower(), Mood, _("card of the mood round")))


def day(text: str) -> date | None:
    """Return the day that was said; None where none was."""
    return plain_date(text) if text else None


def several(text: str) -> tuple[str, ...]:
    """Return the people or roles of a list with commas."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def by_role(m: Meeting, text: str, role: str = "") -> dict[str, str]:
    """Return what is said for each role, as in "leader=ana,delegate=ben"; without a role it is for the only one sought."""
    grid = m.item.grid if m.item else None
    sought = grid.sought if grid else ()
    said: dict[str, str] = {}
    for part in several(text):
        named, equals, value = part.partition("=")
        if equals:
            said[named.strip()] = value.strip()
        elif role or len(sought) == 1:
            said[role or sought[0].role] = part
        else:
            names = ", ".join(s.role for s in sought) or _("none yet")
            raise Refused(_("For which role? Write it like role=person. Sought: {roles}.", roles=names))
    return said


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


def consent(_m: Meeting, o: Options) -> Command:
    """Consent; with a witness it came by phone."""
    means: Means = "phone" if o.witness else "room"
    return c.Consent(person=o.person, version=o.version, turn=o.turn, means=means, witness=o.witness)


def object_(_m: Meeting, o: Options) -> Command:
    """Object; with a witness it came by phone."""
    means: Means = "phone" if o.witness else "room"
    return c.Object(
        person=o.person, reason=o.text, aim_touched=o.why, version=o.version, means=means, witness=o.witness
    )


def integrate(m: Meeting, o: Options) -> Command:
    """Integrate an objection; new words alone mean other wording."""
    way = cast(Way, o.way or ("modify" if o.text else ""))
    if way not in m.manner.ways:
        raise unknown(_("way to integrate"), way, m.manner.ways)
    return c.Integrate(
        way=way,
        number=o.number,
        text=o.text,
        review=day(o.review),
        measure=o.measure,
        to=o.to,
        version=o.version,
    )


def seek(_m: Meeting, o: Options) -> Command:
    """Name the roles for which somebody is sought, as in "delegate" or "delegate=2027-06-30"."""
    sought = []
    for part in several(o.roles or o.role):
        role, _equals, until = part.partition("=")
        sought.append(Sought(role=role.strip(), until=day(until) or day(o.until)))
    return c.Seek(sought=tuple(sought))


def nominate(m: Meeting, o: Options) -> Command:
    """Nominate somebody for the role that is sought, or for several."""
    chosen = by_role(m, o.nominee, o.role)
    return c.Nominate(
        person=o.person,
        choices={role: Nomination(person=person, reason=o.why or o.text) for role, person in chosen.items()},
    )


def select(m: Meeting, o: Options) -> Command:
    """Propose who takes on the roles that are sought; where nobody is named, who the nominations put first."""
    people = by_role(m, o.nominee, o.role)
    reason = o.why or o.text
    grid = m.item.grid if m.item else None
    roles = tuple(people) or tuple(s.role for s in grid.sought if grid) if grid else ()
    return c.ProposeSelection(
        people=people,
        reasons=dict.fromkeys(roles, reason) if reason else {},
        until=day(o.until),
        version=o.version,
    )


def review(_m: Meeting, o: Options) -> Command:
    """Propose what becomes of a policy; a text alone means that it is reworked."""
    way = choice(o.kind or ("rework" if o.text else ""), Reviewing, _("way to go on with a policy"))
    return c.ProposeReview(way=cast(Reviewing, way), review=day(o.review), text=o.text, version=o.version)


def found(_m: Meeting, o: Options) -> Command:
    """Propose a circle; with an end date a helping circle."""
    people = several(o.members or o.people)
    leader = o.leader or o.person
    until = day(o.until)
    circle = Circle(
        id="",
        name=o.name or o.title,
        aims=(o.text,) if o.text else (),
        domain=o.domain,
        members=people,
        parents=several(o.parents),
        until=until,
        roles={"leader": Term(person=leader, until=until)} if leader else {},
    )
    return c.ProposeCircle(circle=circle, version=o.version)


def member(m: Meeting, o: Options) -> Command:
    """Propose that somebody joins or leaves, by the item's format where it is not said."""
    makes = m.format_of(m.place).makes
    kind = choice(o.kind or ("leaves" if makes == "leaving" else "joins"), Membership, _("change of membership"))
    return c.ProposeMember(person=o.person, name=o.name, leaves=kind == "leaves", text=o.text, version=o.version)


def customs(m: Meeting, o: Options) -> Command:
    """Propose other customs; what is not named stays as it is."""
    said: dict[str, Any] = {
        "absence": cast(Absence, choice(o.absence, Absence, _("custom for absence"))) if o.absence else None,
        "minutes": cast(Approval, choice(o.approval, Approval, _("way to approve minutes"))) if o.approval else None,
        "window": o.window or None,
        "minutes_window": o.minutes_window or None,
        "quorum": o.quorum if o.quorum >= 0 else None,
        "review": o.review_months or None,
        "term": o.term_months or None,
        "watching": cast(Watching, choice(o.watching, Watching, _("custom for watching"))) if o.watching else None,
        "hearing": cast(Hearing, choice(o.hearing, Hearing, _("custom for hearing"))) if o.hearing else None,
        "unnamed": {"yes": True, "no": False}[choice(o.unnamed, YesNo, _("answer"))] if o.unnamed else None,
        "keep_totals": {"yes": True, "no": False}[choice(o.totals, YesNo, _("answer"))] if o.totals else None,
    }
    changed = {name: value for name, value in said.items() if value is not None}
    return c.ProposeCustoms(customs=replace(m.circle.customs, **changed), version=o.version)


def describe(m: Meeting, o: Options) -> Command:
    """Propose what the circle is there for; what is not named stays as it is. Aims stand on lines of their own, or with ;."""
    said = m.circle.aims if o.aims is None else tuple(part.strip() for part in o.aims.replace("\n", ";").split(";"))
    return c.ProposeAims(
        vision=m.circle.vision if o.vision is None else o.vision,
        mission=m.circle.mission if o.mission is None else o.mission,
        aims=said,
        version=o.version,
    )


def refer(_m: Meeting, o: Options) -> Command:
    """Propose where a topic goes with which the circle is stuck."""
    to = cast(Referring, choice(o.to or "helping", Referring, _("place to go with it")))
    return c.Refer(to=to, people=several(o.people or o.members), leader=o.leader, until=day(o.until))


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
    return c.AddItem(
        title=title,
        aim=aim,
        minutes=_ten(o.minutes),
        presenter=o.presenter,
        document=o.document,
        format=o.format,
        about=o.about,
        people=several(o.people),
        policy=o.policy,
        roles=several(o.roles),
        offer=o.ready,
    )


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
    return c.KeepForLater(
        title=o.title or o.text,
        aim=aim,
        minutes=_ten(o.minutes),
        person=o.person,
        presenter=o.presenter,
        due=day(o.until),
        next_step=o.why,
    )


def begin_round(_m: Meeting, o: Options) -> Command:
    """Begin a round, from somebody and in a direction where they are named."""
    way = cast(Direction, choice(o.direction, Direction, _("direction"))) if o.direction else ""
    return c.BeginRound(start=o.start or o.person, direction=way)


def open_mode(mode: Mode) -> Callable[[Meeting, Options], Command]:
    """Return what opens a mode of speaking."""
    return lambda _m, _o: c.OpenMode(mode=mode)


def hand_over(_m: Meeting, o: Options) -> Command:
    """Give a process role to somebody."""
    return c.HandOver(role=cast(Role, choice(o.role or "facilitator", Role, _("role"))), person=o.person)
