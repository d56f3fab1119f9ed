"""Evolve: the meeting after an event. Pure and total: an event that was recorded is never refused."""

from msgspec.structs import replace

from sociotui.domain import events, evolve_items, evolve_marks, evolve_mood, evolve_selection, evolve_turns, reading_out
from sociotui.domain.event import Event
from sociotui.domain.evolve_tally import tallied
from sociotui.domain.meeting import Meeting, Place, plan

_EVOLVE = {
    **evolve_turns.HANDLERS,
    **evolve_items.HANDLERS,
    **evolve_selection.HANDLERS,
    **evolve_mood.HANDLERS,
    **evolve_marks.HANDLERS,
    **reading_out.HANDLERS,
}


def evolve(meeting: Meeting, event: Event) -> Meeting:
    """Return the meeting as it stands after `event`; the one before is left as it was."""
    return tallied(meeting, event, _EVOLVE[type(event)](meeting, event))


def opened(event: events.MeetingOpened) -> Meeting:
    """Return the meeting that an opening makes."""
    meeting = Meeting(
        id=event.id,
        circle=event.circle,
        opened=event.at,
        today=event.today,
        format=event.format,
        formats=event.formats,
        people={p.id: p for p in event.people},
        seats=event.seats,
        facilitator=event.facilitator,
        secretary=event.secretary,
        starts=event.starts,
        earlier_starts=len(event.starts),
        backlog=event.backlog,
        seen_backlog=event.backlog,
        agenda=event.agenda,
        last_item=max((i.id for i in event.agenda), default=0),
        minutes_before=event.minutes_before,
        offers=event.offers,
        policies=event.policies,
        private=event.private,
        experience=event.experience,
        place=Place(""),
        entered=event.at,
    )
    return replace(meeting, place=plan(meeting)[0])
