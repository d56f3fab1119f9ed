"""Proposing: what a proposal of a certain sort asks, put into exact words that can be consented to.

A person for a role, what becomes of a policy, other customs, vision, mission and aims; circles and members see `founding`.
Sources: MVOS on selection and policy review.
"""

from collections.abc import Iterator
from datetime import date

from sociotui.domain import commands
from sociotui.domain.cards import Card
from sociotui.domain.circles import PROCESS_ROLES
from sociotui.domain.customs import Customs
from sociotui.domain.effects import (
    Agrees,
    AnyEffect,
    Describes,
    Drops,
    Keeps,
    Revises,
    Selects,
    aims_policy,
    worded,
)
from sociotui.domain.event import Event
from sociotui.domain.integrating import ahead
from sociotui.domain.items import Item
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.selection import Grid, Sought, untied
from sociotui.domain.turns import somebody
from sociotui.domain.wording import item_of, put, same_version
from sociotui.words import _


def in_months(day: date, months: int) -> date:
    """Return the day so many months on; the 28th at the latest, so that every month has it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


def check_seen(m: Meeting, version: int) -> None:
    """Refuse where what was seen is not the version that stands now; 0 does not say."""
    if version:
        same_version(version, m.proposal.current.number if m.proposal else 0)


def main_item(m: Meeting) -> Item:
    """Return the item, where this step is about its proposal."""
    item = item_of(m)
    if m.step.part:
        raise Refused(_("This step is about something that comes before the proposal. Go on (‹step›), then propose."))
    return item


# --- a person for a role -------------------------------------------------------------------------


def select(m: Meeting, c: commands.ProposeSelection, at: int) -> Iterator[Event]:
    """Propose somebody for each role that is sought, with reasons and a term."""
    item = main_item(m)
    check_seen(m, c.version)
    grid = item.grid
    if grid is None or not grid.sought:
        raise Refused(_("No roles are sought in this item. Name them first (‹seek›)."))
    if not grid.revealed:
        raise Refused(_("First each one writes a nomination, and all are revealed at once (‹step›)."))
    for role in (*c.people, *c.reasons):
        if grid.find(role) is None:
            raise unknown(_("role"), role, {s.role: s.title or s.role for s in grid.sought})
    chosen = {s.role: c.people.get(s.role) or _first(m, grid, s, c.lot) for s in grid.sought}
    for person in chosen.values():
        member(m, person)
    check_apart(m, chosen)
    effects = tuple(
        Selects(
            role=s.role,
            title=s.title or m.circle.role_name(s.role),
            person=chosen[s.role],
            name=m.name(chosen[s.role]),
            until=ahead(m, c.until or s.until or in_months(m.today, m.circle.customs.term)),
            reason=c.reasons.get(s.role, ""),
        )
        for s in grid.sought
    )
    yield from put(m, "\n".join(worded(e) for e in effects), effects, at)


def _first(m: Meeting, grid: Grid, sought: Sought, lot: int | None) -> str:
    held = m.circle.roles.get(sought.role)
    incumbent = held.person if held else ""
    found = untied(grid, sought.role, m.manner.ties, incumbent, lot)
    title = sought.title or m.circle.role_name(sought.role)
    if not found:
        raise Refused(_("Nobody was nominated as {role}. Whom do you propose, and why?", role=title))
    if len(found) > 1:
        raise Refused(
            _(
                "As {role}, {names} were named equally often. Qualifications decide, not fairness: look at what the role "
                "needs, then propose one of them with the reasons.",
                role=title,
                names=m.names(found),
            )
        )
    return found[0]


def member(m: Meeting, person: str) -> str:
    """Return somebody who can be given a role here: a member of the circle, present or not."""
    if not person:
        raise Refused(_("Whom? Name somebody of the circle; oneself is fine."))
    if not m.people[somebody(m, person)].member:
        raise Refused(
            _(
                "{name} is a guest. A role of {circle} is held by one of its members; choose one of: {names}.",
                name=m.name(person),
                circle=m.circle.name,
                names=", ".join(p.id for p in m.people.values() if p.member),
            )
        )
    return person


def check_role(m: Meeting, role: str) -> str:
    """Return a role that the circle has, held or vacant; refuses another one with the nearest."""
    known = {r: m.circle.role_name(r) for r in (*PROCESS_ROLES, *m.circle.names)}
    if role not in known:
        raise unknown(_("role"), role, known)
    return role


def check_apart(m: Meeting, chosen: dict[str, str]) -> None:
    """Refuse one person as leader and delegate: power is to flow both ways (MVOS: double linking)."""
    both = {role: chosen.get(role) or _holder(m, role) for role in ("leader", "delegate")}
    if both["leader"] and both["leader"] == both["delegate"]:
        raise Refused(
            _(
                "{name} would be both {leader} and {delegate} of {circle}. One is chosen from above, the other from below, "
                "so that power flows both ways: they are different people.",
                name=m.name(both["leader"]),
                leader=m.circle.role_name("leader"),
                delegate=m.circle.role_name("delegate"),
                circle=m.circle.name,
            )
        )


def _holder(m: Meeting, role: str) -> str:
    """Return who holds a role by now: whom this meeting has chosen for it, or who held it before."""
    chosen = [e.person for d in m.decisions for e in d.effects if isinstance(e, Selects) and e.role == role]
    if chosen:
        return chosen[-1]
    held = m.circle.roles.get(role)
    return held.person if held and held.holds(m.today) else ""


# --- a policy, customs, aims ---------------------------------------------------------


def review(m: Meeting, c: commands.ProposeReview, at: int) -> Iterator[Event]:
    """Propose what becomes of a policy whose day has come: it stays, it ends, or it is reworked."""
    item = main_item(m)
    check_seen(m, c.version)
    card = m.policy(item.policy)
    if card is None:
        raise Refused(_("No policy is looked at in this item. Add one for it (‹agenda›)."))
    effects: tuple[AnyEffect, ...]
    if c.way == "drop":
        effects = (Drops(policy=card.id, title=card.title),)
    elif c.way == "keep":
        effects = (Keeps(policy=card.id, title=card.title),)
    else:
        yield from _rework(m, c, card, at)
        return
    until = ahead(m, c.review) if c.review and c.way == "keep" else None
    yield from put(m, worded(effects[0]), effects, at, title=card.title, review=until)


def _rework(m: Meeting, c: commands.ProposeReview, card: Card, at: int) -> Iterator[Event]:
    if card.id == aims_policy(m.circle.id):
        raise Refused(_("This is what the circle is there for. To say it otherwise: ‹describe›."))
    if not c.text or c.text == card.text:
        raise Refused(
            _(
                "To rework “{title}”, write how it should read; or found a helping circle for it (‹found›).",
                title=card.title,
            )
        )
    until = ahead(m, c.review) if c.review else None
    yield from put(m, c.text, (Revises(policy=card.id),), at, title=card.title, review=until)


def customs(m: Meeting, c: commands.ProposeCustoms, at: int) -> Iterator[Event]:
    """Propose other customs of this circle."""
    main_item(m)
    check_seen(m, c.version)
    if c.customs == m.circle.customs:
        raise Refused(_("These are the customs that the circle has. What shall be otherwise?"))
    check_customs(c.customs)
    effect = Agrees(customs=c.customs)
    yield from put(m, worded(effect), (effect,), at)


def aims(m: Meeting, c: commands.ProposeAims, at: int) -> Iterator[Event]:
    """Propose the circle's vision, mission and aims; what it has may be proposed again, until another day."""
    main_item(m)
    check_seen(m, c.version)
    said = tuple(aim for aim in c.aims if aim)
    if not said:
        raise Refused(
            _("What is the aim? A circle is there for something; say it so that one can tell whether it happens.")
        )
    if len(set(said)) < len(said):
        raise Refused(_("There is an aim twice. Say each once."))
    effect = Describes(vision=c.vision, mission=c.mission, aims=said)
    yield from put(m, worded(effect), (effect,), at, title=_("Vision, mission and aims"))


def check_customs(customs: Customs) -> None:
    """Refuse customs with a length or a number that cannot be."""
    for hours in (customs.window, customs.minutes_window):
        if not 1 <= hours <= 24 * 60:
            raise Refused(_("A window is from 1 hour to 60 days long; {n} hours will not do.", n=hours))
    for months in (customs.review, customs.term):
        if not 1 <= months <= 120:
            raise Refused(_("From 1 to 120 months, please; {n} will not do.", n=months))
    if not 0 <= customs.quorum <= 10_000:
        raise Refused(_("A quorum is a number of members, 0 for none; {n} will not do.", n=customs.quorum))
