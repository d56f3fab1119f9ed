"""Proposing: what a proposal of a certain sort asks, put into exact words that can be consented to.

A person for a role, what becomes of a policy, a circle that is founded, a member who joins or leaves, other customs.
Sources: MVOS on selection, policy review, founding and helping circles, membership.
"""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.cards import Card
from sociotui.domain.circles import PROCESS_ROLES, Circle
from sociotui.domain.customs import Customs
from sociotui.domain.effects import Agrees, AnyEffect, Drops, Founds, Joins, Keeps, Leaves, Revises, Selects, worded
from sociotui.domain.event import Event
from sociotui.domain.integrating import ahead
from sociotui.domain.items import Item
from sociotui.domain.meeting import Meeting, display_names
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.selection import Grid, Sought, untied
from sociotui.domain.text import free_id, is_id, slug
from sociotui.domain.turns import somebody
from sociotui.domain.wording import item_of, put, same_version
from sociotui.words import _


def in_months(day: date, months: int) -> date:
    """Return the day so many months on; the 28th at the latest, so that every month has it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


def circle_id(name: str) -> str:
    """Return an id for a circle of that name."""
    return slug(name, "circle")


def _seen(m: Meeting, version: int) -> None:
    if version:
        same_version(version, m.proposal.current.number if m.proposal else 0)


def _main(m: Meeting) -> Item:
    """Return the item, where this step is about its proposal."""
    item = item_of(m)
    if m.step.part:
        raise Refused(_("This step is about something that comes before the proposal. Go on (‹step›), then propose."))
    return item


# --- a person for a role -------------------------------------------------------------------------


def select(m: Meeting, c: commands.ProposeSelection, at: int) -> Iterator[Event]:
    """Propose somebody for each role that is sought, with reasons and a term."""
    item = _main(m)
    _seen(m, c.version)
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


# --- a policy, a circle, a member, customs ---------------------------------------------------------


def review(m: Meeting, c: commands.ProposeReview, at: int) -> Iterator[Event]:
    """Propose what becomes of a policy whose day has come: it stays, it ends, or it is reworked."""
    item = _main(m)
    _seen(m, c.version)
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
    if not c.text or c.text == card.text:
        raise Refused(
            _(
                "To rework “{title}”, write how it should read; or found a helping circle for it (‹found›).",
                title=card.title,
            )
        )
    until = ahead(m, c.review) if c.review else None
    yield from put(m, c.text, (Revises(policy=card.id),), at, title=card.title, review=until)


def found(m: Meeting, c: commands.ProposeCircle, at: int) -> Iterator[Event]:
    """Propose to found a circle within this one; with an end date it is a helping circle, and may have several parents."""
    item = _main(m)
    _seen(m, c.version)
    circle = c.circle
    if not circle.name:
        raise Refused(_("What is the circle called?"))
    if not circle.aims:
        raise Refused(_("What is its aim? A circle is founded for one; its members decide within it."))
    if not circle.members:
        raise Refused(_("Who belongs to it? Name its first members."))
    for person in circle.members:
        if person not in c.names:
            somebody(m, person)
    if circle.until:
        ahead(m, circle.until)
    leader = circle.roles.get("leader")
    if leader is None or leader.person not in circle.members:
        raise Refused(
            _("Who leads it? This circle names the leader, one of its members; it then chooses its delegate.")
        )
    parents = circle.parents or (m.circle.id,)
    id_ = circle.id or slug(circle.name, "") or free_id(circle_id(circle.name), parents)
    circle = replace(circle, id=id_, parents=parents)
    if circle.id in circle.parents:
        raise Refused(_("{circle} would stand above itself. Give it another name.", circle=circle.name))
    effects: tuple[AnyEffect, ...] = (Founds(circle=circle),)
    card = m.policy(item.policy)
    if card:  # a policy that is reworked in depth stands until the helping circle has done its work
        effects = (*effects, Keeps(policy=card.id, title=card.title))
    said = [worded(e) for e in effects]
    called = {p: c.names.get(p) or m.name(p) for p in circle.members}
    names = ", ".join(called.values())
    said.insert(1, _("Members: {names}; {leader} leads it.", names=names, leader=called[leader.person]))
    yield from put(m, "\n".join(said), effects, at, title=circle.name)


def membership(m: Meeting, c: commands.ProposeMember, at: int) -> Iterator[Event]:
    """Propose that somebody joins the circle, or that a membership ends; the words may say how."""
    item = _main(m)
    _seen(m, c.version)
    person = c.person or item.about
    if not person:
        raise Refused(_("Who is it about? Name the person."))
    if c.leaves:
        if not m.people[somebody(m, person)].member:
            raise Refused(_("{name} is no member of {circle}.", name=m.name(person), circle=m.circle.name))
        effect: AnyEffect = Leaves(person=person, name=m.name(person))
    else:
        if person in m.people and m.people[person].member:
            raise Refused(_("{name} is a member of {circle} already.", name=m.name(person), circle=m.circle.name))
        if person not in m.people and not c.name:
            raise unknown(_("person"), person, display_names(m.people))
        if not is_id(person):
            raise Refused(
                _(
                    "“{id}” will not do as an id. Use small letters, digits and hyphens, like “{like}”.",
                    id=person,
                    like=slug(person),
                )
            )
        effect = Joins(person=person, name=c.name or m.name(person))
    text = worded(effect) + (f"\n{c.text}" if c.text else "")
    yield from put(m, text, (effect,), at)


def customs(m: Meeting, c: commands.ProposeCustoms, at: int) -> Iterator[Event]:
    """Propose other customs of this circle."""
    _main(m)
    _seen(m, c.version)
    if c.customs == m.circle.customs:
        raise Refused(_("These are the customs that the circle has. What shall be otherwise?"))
    check_customs(c.customs)
    effect = Agrees(customs=c.customs)
    yield from put(m, worded(effect), (effect,), at)


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


def founded(circle: Circle) -> str:
    """Return what kind of circle that is, in a word."""
    return _("helping circle") if circle.until else _("circle")
