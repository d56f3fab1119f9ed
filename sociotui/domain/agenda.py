"""Agenda, backlog and notes: what the circle talks about, for how long and to which end. (MVOS: meeting format)"""

from collections.abc import Iterator

from msgspec.structs import replace

from sociotui.domain import commands, events
from sociotui.domain.event import Event
from sociotui.domain.evolve import evolve
from sociotui.domain.formats import Format
from sociotui.domain.integrating import ahead
from sociotui.domain.items import BacklogItem, FollowUp, Item
from sociotui.domain.meeting import Meeting
from sociotui.domain.proposing import check_role, in_months
from sociotui.domain.refusal import Refused
from sociotui.domain.selection import Grid, Sought
from sociotui.domain.steps import enter, written_down
from sociotui.domain.turns import somebody
from sociotui.words import _

LONGEST = 24 * 60
"""Minutes that an item or a meeting may take at the most."""


def add_item(m: Meeting, c: commands.AddItem, at: int) -> Iterator[Event]:
    """Put a topic on the agenda. Once the circle has consented to the agenda, it is asked again."""
    offer = _offered(m, c.offer) if c.offer else None
    title = c.title or (offer.title if offer else "")
    if not title:
        raise Refused(_("What is it about? Give the item a short title."))
    wanted = offer or Item(id=0, title=title, aim=c.aim, minutes=c.minutes, format=c.format, policy=c.policy)
    format_ = _format_of(m, wanted.format, c.steps)
    way = format_ or (m.formats[wanted.format] if wanted.format else None)
    card = m.policy(wanted.policy) or c.card
    if wanted.policy and (card is None or card.id != wanted.policy):
        raise Refused(_("There is no policy “{id}” in {circle}.", id=wanted.policy, circle=m.circle.name))
    about = c.about or wanted.about
    item = replace(
        wanted,
        id=m.last_item + 1,
        title=title,
        aim=wanted.aim if not way or way.decides else "explore",
        minutes=_minutes(wanted.minutes),
        presenter=somebody(m, c.presenter) if c.presenter else wanted.presenter,
        document=c.document,
        about=somebody(m, about) if about else "",
        people=tuple(dict.fromkeys(somebody(m, p) for p in c.people)),
        roles=c.roles or wanted.roles,
        grid=_grid(m, c.roles or wanted.roles),
    )
    added = events.ItemAdded(at=at, item=item, format=format_, policy=None if m.policy(item.policy) else card)
    yield from _changed(m, added, at)
    if offer and any(t.title == offer.title for t in m.backlog):
        yield events.BacklogDropped(at=at, title=offer.title)


def _offered(m: Meeting, number: int) -> Item:
    """Return a ready-made item by its number, from 1."""
    if not 1 <= number <= len(m.offers):
        titles = ", ".join(f"{n} “{o.title}”" for n, o in enumerate(m.offers, 1)) or _("none")
        raise Refused(_("There is no ready-made item number {n}. There is: {titles}.", n=number, titles=titles))
    return m.offers[number - 1]


def _format_of(m: Meeting, format_: str, steps: Format | None) -> Format | None:
    """Return the format that comes with an item; None where the meeting has it already, or it is that of its aim."""
    if not format_ or format_ in m.formats:
        return None
    if steps is None or steps.id != format_:
        raise Refused(_("There is no format “{id}” for an item here. “sociotui formats” lists them.", id=format_))
    return steps


def _grid(m: Meeting, roles: tuple[str, ...]) -> Grid | None:
    """Return the grid of a selection whose roles are known from the start."""
    until = in_months(m.today, m.circle.customs.term)
    sought = tuple(
        Sought(role=check_role(m, r), title=m.circle.role_name(r), until=until) for r in dict.fromkeys(roles)
    )
    return Grid(sought=sought) if sought else None


def change_item(m: Meeting, c: commands.ChangeItem, at: int) -> Iterator[Event]:
    """Change an item that has not begun."""
    item = _coming(m, c.item)
    changed = replace(
        item,
        title=c.title or item.title,
        aim=c.aim or item.aim,
        minutes=_minutes(c.minutes) if c.minutes else item.minutes,
        presenter=somebody(m, c.presenter) if c.presenter else item.presenter,
        document=c.document or item.document,
    )
    if changed == item:
        raise Refused(_("Nothing would change. Give another title, aim, time or presenter."))
    yield from _changed(m, events.ItemChanged(at=at, item=changed), at)


def move_item(m: Meeting, c: commands.MoveItem, at: int) -> Iterator[Event]:
    """Move an item that has not begun, among those that have not."""
    item = _coming(m, c.item)
    begun = sum(1 for i in m.agenda if i.outcome or i.id == m.place.item)
    if not begun < c.place <= len(m.agenda):
        raise Refused(_("Choose a place from {first} to {last} for it.", first=begun + 1, last=len(m.agenda)))
    if m.agenda.index(item) == c.place - 1:
        raise Refused(_("“{title}” stands there already.", title=item.title))
    yield from _changed(m, events.ItemMoved(at=at, item=item.id, place=c.place - 1), at)


def remove_item(m: Meeting, c: commands.RemoveItem, at: int) -> Iterator[Event]:
    """Take an item off before it has begun."""
    item = _coming(m, c.item)
    yield from _changed(m, events.ItemRemoved(at=at, item=item.id), at)


def _coming(m: Meeting, id_: int) -> Item:
    item = m.find_item(id_)
    if item is None:
        numbers = ", ".join(f"{i.id} “{i.title}”" for i in m.agenda) or _("none yet")
        raise Refused(_("There is no item number {n} on the agenda. There is: {items}.", n=id_, items=numbers))
    written = item.proposal or item.parts or (item.grid and item.grid.written)
    if item.outcome or item.id == m.place.item or written:
        raise Refused(
            _(
                "“{title}” has begun. It ends with an outcome (‹outcome›); a new item can be added (‹agenda›).",
                title=item.title,
            )
        )
    return item


def _minutes(minutes: int) -> int:
    if not 1 <= minutes <= LONGEST:
        raise Refused(_("How many minutes? From 1 to {most}.", most=LONGEST))
    return minutes


def _changed(m: Meeting, change: Event, at: int) -> Iterator[Event]:
    """The agenda is another one now: where consent to it is being asked, it is asked anew."""
    yield change
    after = evolve(m, change)
    if after.step.kind == "agenda" and after.agenda and after.counting():
        yield from enter(after, after.place, at)


def note(m: Meeting, c: commands.TakeNote, at: int) -> Iterator[Event]:
    """Note something for the minutes."""
    if not c.text:
        raise Refused(_("There is nothing to note yet. Write a line for the minutes."))
    yield from written_down(m, events.NoteTaken(at=at, item=m.place.item, text=c.text), at)


def keep(m: Meeting, c: commands.KeepForLater, at: int) -> Iterator[Event]:
    """Keep a topic on the backlog."""
    if not c.title:
        raise Refused(_("What is to be kept for later? Give it a short title."))
    if any(t.title == c.title for t in m.backlog):
        raise Refused(_("“{title}” is on the backlog already.", title=c.title))
    added_by = somebody(m, c.person) if c.person else ""
    topic = BacklogItem(
        title=c.title,
        aim=c.aim,
        minutes=_minutes(c.minutes),
        added_by=added_by,
        presenter=somebody(m, c.presenter) if c.presenter else "",
        due=ahead(m, c.due) if c.due else None,
        next_step=c.next_step,
    )
    yield events.BacklogKept(at=at, topic=topic)


def take_on(m: Meeting, c: commands.TakeOn, at: int) -> Iterator[Event]:
    """Take on a next step: what is done, by whom, until when."""
    if not c.text:
        raise Refused(_("What is the next step? Say it in a few words."))
    owner = (
        somebody(m, c.owner or (m.round.speaking if m.round else ""))
        if c.owner or (m.round and m.round.speaking)
        else ""
    )
    if not owner:
        raise Refused(_("Who takes it on? A next step without a name tends to stay undone."))
    follow_up = FollowUp(text=c.text, owner=owner, due=ahead(m, c.due) if c.due else None)
    yield from written_down(m, events.FollowUpTaken(at=at, item=m.place.item, follow_up=follow_up), at)


def evaluate(_m: Meeting, c: commands.Evaluate, at: int) -> Iterator[Event]:
    """Keep for the circle what was said of the meeting: content, process, how people were with each other."""
    if not c.text:
        raise Refused(_("What shall the circle remember of this meeting? A line without names is enough."))
    yield events.EvaluationKept(at=at, text=c.text)


def drop(m: Meeting, c: commands.DropFromBacklog, at: int) -> Iterator[Event]:
    """Take a topic off the backlog."""
    if all(t.title != c.title for t in m.backlog):
        titles = ", ".join(f"“{t.title}”" for t in m.backlog) or _("none")
        raise Refused(_("“{title}” is not on the backlog. There is: {titles}.", title=c.title, titles=titles))
    yield events.BacklogDropped(at=at, title=c.title)


def arrange(m: Meeting, c: commands.Arrange, at: int) -> Iterator[Event]:
    """Agree on how long this meeting takes, and when the next one is."""
    if not c.minutes and not c.next_meeting:
        raise Refused(_("How long will this meeting take, or when is the next one? Say one of them."))
    if (not c.minutes or c.minutes == m.minutes) and (not c.next_meeting or c.next_meeting == m.next_meeting):
        raise Refused(_("That is what is agreed already."))
    minutes = _minutes(c.minutes) if c.minutes else 0
    yield events.MeetingArranged(at=at, minutes=minutes, next_meeting=c.next_meeting)
