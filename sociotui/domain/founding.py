"""Founding: a proposal to found a circle, for good or for a time, and one that somebody joins a circle or leaves it.

Sources: MVOS on founding and helping circles, and on membership.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.effects import AnyEffect, Founds, Joins, Keeps, Leaves, worded
from sociotui.domain.event import Event
from sociotui.domain.integrating import ahead
from sociotui.domain.meeting import Meeting, display_names
from sociotui.domain.proposing import check_seen, main_item
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.text import free_id, is_id, slug
from sociotui.domain.turns import somebody
from sociotui.domain.wording import put
from sociotui.words import _


def circle_id(name: str) -> str:
    """Return an id for a circle of that name."""
    return slug(name, "circle")


def found(m: Meeting, c: commands.ProposeCircle, at: int) -> Iterator[Event]:
    """Propose to found a circle within this one; with an end date it is a helping circle, and may have several parents."""
    item = main_item(m)
    check_seen(m, c.version)
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
    item = main_item(m)
    check_seen(m, c.version)
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
