"""Ending: an item ends with an outcome, which is never nothing; and the meeting ends. (MVOS: meeting format)"""

from collections.abc import Iterator

from msgspec.structs import replace

from sociotui.domain import commands, events
from sociotui.domain.event import Event
from sociotui.domain.handing import taker
from sociotui.domain.items import Item, Outcome, topic_of
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused, brief
from sociotui.words import _


def end_item(m: Meeting, c: commands.EndItem, at: int) -> Iterator[Event]:
    """Say how an item ends. A postponed one goes to the backlog."""
    item = m.find_item(c.item) if c.item else m.item
    if item is None:
        raise Refused(_("Which item? Go to it first, or name its number."))
    if item.outcome:
        raise Refused(
            _(
                "“{title}” has ended already: {kind}. To say it otherwise, undo (‹undo›).",
                title=item.title,
                kind=item.outcome.kind,
            )
        )
    if c.kind == "waiting":
        raise Refused(_("A decision waits by itself where absent members are asked: record it (‹record›)."))
    if c.kind == "delegated" and not c.to:
        raise Refused(_("Delegated to whom? Name the person or the circle that takes it on."))
    if c.kind != "delegated" and c.to:
        raise Refused(
            _(
                "“{to}” takes it on only where it is delegated. End “{title}” as delegated, or leave out to whom.",
                to=brief(c.to),
                title=item.title,
            )
        )
    if c.kind == "decided" and m.formats[item.format or item.aim].decides:
        raise Refused(
            _(
                "A decision is made by consent: take “{title}” through its consent round, and it is recorded.",
                title=item.title,
            )
        )
    if c.kind == "decided" and not c.text:
        raise Refused(_("In which words does it end? Say them, so that they can be read back."))
    if item.voice and c.kind == "dropped" and not c.text:
        raise Refused(_("Somebody said this to the circle, and reads what comes of it: say in a few words why."))
    to = taker(m, c.to) if c.to else ""
    yield events.ItemClosed(at=at, item=item.id, outcome=Outcome(kind=c.kind, text=c.text, to=to))
    if c.kind == "postponed":
        yield _kept(item, at)


def _kept(item: Item, at: int) -> events.BacklogKept:
    return events.BacklogKept(at=at, topic=replace(topic_of(item), added_by=item.presenter))


def close(m: Meeting, c: commands.CloseMeeting, at: int) -> Iterator[Event]:
    """End the meeting; every item has an outcome by then, or is postponed now."""
    pending = [i for i in m.agenda if not i.outcome]
    if pending and not c.postpone:
        titles = ", ".join(f"“{i.title}”" for i in pending)
        raise Refused(_("Still without an outcome: {titles}. End each, or postpone them as you close.", titles=titles))
    for item in pending:
        yield events.ItemClosed(at=at, item=item.id, outcome=Outcome(kind="postponed"))
        yield _kept(item, at)
    if m.paused:
        yield events.ClockResumed(at=at)
    yield events.MeetingClosed(at=at)
