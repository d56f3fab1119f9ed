"""Exporting: what a home writes out for people and other programs, and what it takes in again."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, get_args

from sociotui.domain import events as e
from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.meeting import Meeting
from sociotui.domain.minutes import minutes_of
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused, unknown
from sociotui.journal.backup import LOCK_WAIT, no_outcomes
from sociotui.journal.places import PRIVATE
from sociotui.journal.tiny import TinyJournal
from sociotui.room.beside import AtHome, Beside
from sociotui.room.home import ORGANISATION, Home
from sociotui.room.listing import since
from sociotui.room.printed import under_handbook, under_minutes, with_link
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.exchange.handbook import HandbookFormat
    from sociotui.exchange.map.file import MapFormat
    from sociotui.exchange.map.scene import By
    from sociotui.exchange.map.scene import Kind as MapKind
    from sociotui.exchange.minutes import MinutesFormat


def minutes_of_meeting(home: Home, id_: str, format_: "MinutesFormat") -> str:
    """Return the minutes of a meeting, and how it stands by now with their approval and with what waited."""
    from sociotui.exchange.minutes import MinutesFormat, render

    _known(format_, get_args(MinutesFormat))
    id_ = home.meeting(id_).id
    (meeting, acts), link = with_link(
        lambda: home.journal.link(home.stream_of(id_)), lambda: (home.meeting(id_), home.course(id_).count)
    )
    held = home.settle().held.get(id_)
    past = since(home, meeting) if meeting.closed else ()
    code = under_minutes(link, 0 if meeting.closed else acts)
    return render(minutes_of(meeting), format_, held=held, since=past, code=code)


def _known(format_: str, formats: tuple[str, ...]) -> None:
    """Refuse a form that nothing is written in; a server is asked for any text."""
    if format_ not in formats:
        raise unknown(_("form to write it in"), str(format_), formats)


def handbook(home: Home, circle: str, format_: "HandbookFormat") -> Beside:
    """Return the handbook of a circle, or of the whole organisation for "", a text; to be written beside."""
    from sociotui.exchange.handbook import HandbookFormat, handbook_of, render

    _known(format_, get_args(HandbookFormat))
    organisation, link = with_link(lambda: home.journal.link(ORGANISATION), lambda: _complete(home, circle))
    today, local = home.clock.today(), home.clock.local
    code = under_handbook(link, today)
    return Beside(lambda _at_home: render(handbook_of(organisation, today, local, circle, code), format_))


def calendar(home: Home, circle: str) -> Beside:
    """Return the calendar of a circle, or of the whole organisation for "", in iCalendar, as bytes; to be written beside.

    It changes when the record does, and not before: each entry's stamp is the time of the latest change, and its id
    hangs on the command that founded the organisation, so that two organisations in one calendar keep apart.
    """
    from sociotui.exchange.calendar import calendar_of

    organisation = _complete(home, circle)
    head = home.journal.wait({ORGANISATION: 0}, 0)[ORGANISATION]

    def work(_at_home: AtHome) -> bytes:
        with TinyJournal(home.folder, event_type=AnyEvent) as journal:  # of its own, as the home's is its thread's
            recorded = journal.read(ORGANISATION)[:head]
        changed = datetime.fromtimestamp(recorded[-1].event.at // 1000, UTC)
        return calendar_of(organisation, changed=changed, origin=recorded[0].cmd, circle=circle)

    return Beside(work)


def circle_map(
    home: Home,
    circle: str,
    format_: "MapFormat",
    *,
    by: "By",
    size: tuple[int, int],
    signs: "MapKind",
    on: date | None = None,
    aims: bool = False,
) -> Beside:
    """Return the map of a circle, or of the whole organisation for "", a text; to be drawn beside.

    `size` is width and height, in pixels (svg) or columns and rows (txt); 0 for what is usual. `signs` are those that
    txt is drawn with; `aims` says what circles are there for. It is the map as it stood at the end of the day `on`, else as it stands now. Refuses a day of which
    nothing is on record.
    """
    from sociotui.exchange.map.chart import chart_of
    from sociotui.exchange.map.file import checked, render

    checked(format_, by, signs, size)
    today = home.clock.today()
    organisation = _complete(home, circle)
    past = home.past() if on else None
    if by == "due" and on and on != today:
        raise Refused(
            _(
                "What was due on another day is not on record. Draw that day by depth; what is due is drawn as it stands now."
            )
        )

    def work(_at_home: AtHome) -> str:
        seen = past.seen(on, circle) if past and on else organisation
        if circle:
            seen.working(circle)
        day = on or today
        return render(chart_of(seen, day, past=day != today), circle, format_, by=by, size=size, kind=signs, aims=aims)

    return Beside(work)


def tables(home: Home) -> Beside:
    """Return all tables by name, each as its rows with the head as the first; to be written beside."""
    from sociotui.exchange.tables import tables_of

    organisation, today = _complete(home), home.clock.today()

    def work(_at_home: AtHome) -> dict[str, list[list[str]]]:
        found = tables_of(organisation, today)
        return {name: [list(table.head), *map(list, table.rows)] for name, table in found.items()}

    return Beside(work)


def everything(home: Home) -> Beside:
    """Return all data but private meetings as `data`, in JSON, and the sentence on what is `left_out`; to be read beside.

    Refused while it would tell of nominations that are hidden still.
    """
    from sociotui.exchange.data import export_data

    _complete(home)

    def work(at_home: AtHome) -> dict[str, Any]:
        with _still(home) as journal:
            data = export_data(journal)
        return {"data": data, "left_out": at_home(lambda: _left_out(home))}

    return Beside(work)


def tinydb(home: Home) -> Beside:
    """Return every stream but private ones as a file that TinyDB opens, by `streams`' names; how many `events` they hold,

    and what is `left_out`; to be read beside. Refused, as `everything` is.
    """
    from sociotui.exchange.tinydb import streams_of, written

    _complete(home)

    def work(at_home: AtHome) -> dict[str, Any]:
        with _still(home) as journal:
            streams = streams_of(journal)
        left_out = at_home(lambda: _left_out(home))
        files = {name: written(records) for name, records in streams.items()}
        return {"streams": files, "events": sum(map(len, streams.values())), "left_out": left_out}

    return Beside(work)


@contextmanager
def _still(home: Home) -> Iterator[TinyJournal]:
    """Give the streams of a home to read beside it, while no outcomes go on record."""
    with no_outcomes(home.folder, LOCK_WAIT), TinyJournal(home.folder, event_type=AnyEvent) as journal:
        yield journal


def one_meeting(home: Home, id_: str) -> bytes:
    """Return the whole record of one meeting as JSON, private or not; refused to a person who was not in a private one.

    Refused, as `everything` is, while it would tell of nominations that are hidden still.
    """
    from sociotui.exchange.data import export_stream

    home.founded()
    home.under_way()  # what has ended is sealed first
    meeting = home.meeting(id_)
    data = export_stream(home.journal, home.stream_of(meeting.id))
    if not meeting.closed:
        _refuse_hidden(home, [home.meeting(id_)])
    return data


def _left_out(home: Home) -> str:
    """Return the sentence on private meetings that an export of everything leaves out; "" where there are none.

    Asked when all was read: refuses where it tells of nominations that are hidden still.
    """
    _refuse_hidden(home, _public(home))
    private = sorted(each.removeprefix(PRIVATE) for each in home.journal.streams() if each.startswith(PRIVATE))
    if not private:
        return ""
    return _(
        "Private meetings are left out ({n}): what was said in them stays with those who took part, who can write each "
        "out by itself with “sociotui export meeting”: {meetings}. A “backup” has them too.",
        n=len(private),
        meetings=", ".join(private),
    )


def _refuse_hidden(home: Home, meetings: Iterable[Meeting]) -> None:
    """Refuse while these meetings have hidden nominations; asked when all was read, so that none can have come in between."""
    for meeting in meetings:
        hidden = _hidden(home, meeting)
        if hidden:
            raise Refused(
                _(
                    "In {meeting}, nominations have been written that are hidden until all are revealed ({items}); this "
                    "export would tell of them. Reveal them first, by going on there (‹step›), or close that meeting. "
                    "Then export again.",
                    meeting=meeting.id,
                    items=", ".join(hidden),
                )
            )


def _public(home: Home) -> list[Meeting]:
    return [meeting for meeting in home.open_meetings() if not meeting.private]


def _hidden(home: Home, meeting: Meeting) -> list[str]:
    """Return the items with nominations that have not been revealed: those that stand, and those that were undone."""
    written: set[int] = set()
    for recorded in home.journal.read(home.stream_of(meeting.id)):
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
