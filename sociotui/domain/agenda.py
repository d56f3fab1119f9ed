"""Agenda, backlog and notes: what the circle talks about, for how long and to which end. (MVOS: meeting format)"""

from collections.abc import Iterator

from msgspec.structs import replace

from sociotui.domain import commands, events
from sociotui.domain.event import Event
from sociotui.domain.evolve import evolve
from sociotui.domain.meeting import BacklogItem, Item, Meeting
from sociotui.domain.refusal import Refused
from sociotui.domain.steps import enter
from sociotui.domain.turns import somebody
from sociotui.words import _

LONGEST = 24 * 60
"""Minutes that an item or a meeting may take at the most."""


def add_item(m: Meeting, c: commands.AddItem, at: int) -> Iterator[Event]:
    """Put a topic on the agenda. Once the circle has consented to the agenda, it is asked again."""
    if not c.title:
        raise Refused(_("What is it about? Give the item a short title."))
    item = Item(
        id=m.last_item + 1,
        title=c.title,
        aim=c.aim,
        minutes=_minutes(c.minutes),
        presenter=somebody(m, c.presenter) if c.presenter else "",
        document=c.document,
    )
    yield from _changed(m, events.ItemAdded(at=at, item=item), at)


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
    if item.outcome or item.id == m.place.item or item.proposal:
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
    yield events.NoteTaken(at=at, item=m.place.item, text=c.text)


def keep(m: Meeting, c: commands.KeepForLater, at: int) -> Iterator[Event]:
    """Keep a topic on the backlog."""
    if not c.title:
        raise Refused(_("What is to be kept for later? Give it a short title."))
    if any(t.title == c.title for t in m.backlog):
        raise Refused(_("“{title}” is on the backlog already.", title=c.title))
    added_by = somebody(m, c.person) if c.person else ""
    topic = BacklogItem(title=c.title, aim=c.aim, minutes=_minutes(c.minutes), added_by=added_by)
    yield events.BacklogKept(at=at, topic=topic)


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
