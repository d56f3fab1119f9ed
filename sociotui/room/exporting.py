"""Exporting: what a home writes out for people and other programs, and what it takes in again."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sociotui.domain import events as e
from sociotui.domain.meeting import Meeting
from sociotui.domain.minutes import minutes_of
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused
from sociotui.room.home import ORGANISATION, Home
from sociotui.room.listing import since
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.exchange.handbook import HandbookFormat
    from sociotui.exchange.minutes import MinutesFormat


def minutes_of_meeting(home: Home, id_: str, format_: "MinutesFormat") -> str:
    """Return the minutes of a meeting, and how it stands by now with their approval and with what waited."""
    from sociotui.exchange.minutes import render

    meeting = home.meeting(id_)
    held = home.settle().held.get(meeting.id)
    return render(minutes_of(meeting), format_, held=held, since=since(home, meeting) if meeting.closed else ())


def handbook(home: Home, circle: str, format_: "HandbookFormat") -> str:
    """Return the handbook of a circle, or of the whole organisation for ""."""
    from sociotui.exchange.handbook import handbook_of, render

    organisation = _complete(home, circle)
    return render(handbook_of(organisation, home.clock.today(), home.clock.local, circle), format_)


def calendar(home: Home, circle: str) -> bytes:
    """Return the calendar of a circle, or of the whole organisation for "", in iCalendar.

    It changes when the record does, and not before: each entry's stamp is the time of the latest change, and its id
    hangs on the command that founded the organisation, so that two organisations in one calendar keep apart.
    """
    from sociotui.exchange.calendar import calendar_of

    organisation = _complete(home, circle)
    recorded = home.journal.read(ORGANISATION)
    changed = datetime.fromtimestamp(recorded[-1].event.at // 1000, UTC)
    return calendar_of(organisation, changed=changed, origin=recorded[0].cmd, circle=circle)


def tables(home: Home, folder: Path, *, force: bool = False) -> str:
    """Write all tables into a folder, and return the sentence that says so."""
    from sociotui.exchange.tables import tables_of, write_tables

    written = tables_of(_complete(home), home.clock.today())
    write_tables(folder, written, force=force)
    return _("{n} tables are in {folder}.", n=len(written), folder=folder)


def everything(home: Home) -> bytes:
    """Return all data as JSON; refuses while it would tell of nominations that are hidden still."""
    from sociotui.exchange.data import export_data

    _complete(home)
    data = export_data(home.journal)
    # Looked at afterwards, so that nothing can have been written between the look and the export.
    for meeting in home.open_meetings():
        hidden = _hidden(home, meeting)
        if hidden:
            raise Refused(
                _(
                    "In {meeting}, nominations have been written that are hidden until all are revealed ({items}); all "
                    "data would tell of them. Reveal them first, by going on there (‹step›), or close that meeting. "
                    "Then export again.",
                    meeting=meeting.id,
                    items=", ".join(hidden),
                )
            )
    return data


def _hidden(home: Home, meeting: Meeting) -> list[str]:
    """Return the items with nominations that have not been revealed: those that stand, and those that were undone."""
    written: set[int] = set()
    for recorded in home.journal.read(f"meeting/{meeting.id}"):
        match recorded.event:
            case e.NominationsWritten(item=item):
                written.add(item)
            case e.NominationsRevealed(item=item):
                written.discard(item)
            case _:
                continue
    written |= {i.id for i in meeting.agenda if i.grid and i.grid.written and not i.grid.revealed}
    titles = {i.id: i.title for i in meeting.agenda}
    return [titles.get(id_, str(id_)) for id_ in sorted(written)]


def take_in(home: Home, data: bytes) -> str:
    """Bring all data into a new home, and return the sentence that says so."""
    from sociotui.exchange.data import import_data

    count = import_data(data, home.journal)
    about = home.organisation().about
    meetings = len(home.meetings())
    return _("{name}: {n} events, {m} meetings.", name=about.name if about else home.folder, n=count, m=meetings)


def _complete(home: Home, circle: str = "") -> Organisation:
    """Return the organisation with all that closed meetings decided; refuses a circle that it does not know."""
    home.founded()
    home.open_meetings()
    organisation = home.organisation()
    if circle:
        organisation.circle(circle)
    return organisation
