"""Choosing: a role and its term are named, each writes a nomination, all are revealed, some change. (MVOS: selection)"""

from collections.abc import Iterator

from msgspec.structs import replace

from sociotui.domain import commands, events
from sociotui.domain.event import Event
from sociotui.domain.integrating import ahead
from sociotui.domain.items import Item
from sociotui.domain.meeting import Meeting
from sociotui.domain.proposing import check_role, in_months, member
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.selection import Grid
from sociotui.domain.turns import somebody_here
from sociotui.domain.wording import item_of
from sociotui.words import _


def seek(m: Meeting, c: commands.Seek, at: int) -> Iterator[Event]:
    """Name the roles for which somebody is sought, before anybody has written a nomination."""
    item = item_of(m)
    if m.format_of(m.place).makes != "selection":
        raise Refused(_("Roles are sought in a selection. Add an item for it (‹agenda›), in the format “selection”."))
    if item.grid and item.grid.written:
        raise Refused(_("Nominations are being written for these roles. To seek others, undo (‹undo›) until before."))
    if not c.sought:
        raise Refused(_("Which role? For example “delegate”, with the day on which its term ends."))
    seen: set[str] = set()
    for sought in c.sought:
        if not sought.role or sought.role in seen:
            raise Refused(_("Name each role once."))
        seen.add(check_role(m, sought.role))
        if sought.until:
            ahead(m, sought.until)
    default = in_months(m.today, m.circle.customs.term)
    yield events.RolesSought(
        at=at,
        item=item.id,
        sought=tuple(
            replace(s, title=s.title or m.circle.role_name(s.role), until=s.until or default) for s in c.sought
        ),
    )


def nominate(m: Meeting, c: commands.Nominate, at: int) -> Iterator[Event]:
    """Write a nomination, hidden; in the change round, nominate otherwise, openly."""
    item = item_of(m)
    grid = _grid(item)
    person = somebody_here(m, c.person)
    if person not in m.counting():
        raise Refused(_("{name} is a guest here; the members nominate.", name=m.name(person)))
    if not c.choices:
        raise Refused(_("Whom does {name} nominate? Oneself is fine.", name=m.name(person)))
    for role, nomination in c.choices.items():
        if grid.find(role) is None:
            raise unknown(_("role"), role, {s.role: s.title or s.role for s in grid.sought})
        member(m, nomination.person)
    if not grid.revealed:
        if m.step.kind != "nominate":
            raise Refused(_("Nominations are written in their own step. Go on to it (‹step›)."))
        yield events.NominationsWritten(at=at, item=item.id, person=person, choices=c.choices)
        return
    yield from _changed(m, item, person, c, at)


def _changed(m: Meeting, item: Item, person: str, c: commands.Nominate, at: int) -> Iterator[Event]:
    if m.step.round != "change":
        raise Refused(
            _("All nominations are revealed. In the change round, when the reasons are heard, each may change theirs.")
        )
    mine = _grid(item).written.get(person, {})
    if all(mine.get(role) == nomination for role, nomination in c.choices.items()):
        raise Refused(_("That is what {name} has nominated. No change? Then pass (‹pass›).", name=m.name(person)))
    yield events.NominationChanged(at=at, item=item.id, person=person, choices=c.choices)
    if m.round and m.round.now == person and not m.round.aside:
        yield events.TurnFinished(at=at, person=person)


def _grid(item: Item) -> Grid:
    if item.grid is None or not item.grid.sought:
        raise Refused(_("No roles are sought yet. Name them first, each with its term (‹seek›)."))
    return item.grid
