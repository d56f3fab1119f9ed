"""iCalendar: entries of a calendar written as RFC 5545 has them, for any calendar to take in."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event, vText

from sociotui.exchange.calendar import Entry


class _Words(vText):
    """People's words, every sign of them kept: the library alone takes a backslash before an N for a line end."""

    def to_ical(self) -> bytes:
        plain = str(self)
        escaped = plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode()


def write(name: str, entries: Iterable[Entry], *, changed: datetime, origin: str) -> bytes:
    """Return entries as a calendar of that name; equal ones make equal bytes.

    Without a METHOD, the stamp of an entry says when it was revised last: `changed`, in UTC.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//sociotui//sociotui//EN")
    calendar.add("version", "2.0")
    for key in ("name", "x-wr-calname"):  # by the standard, and by those who read it
        calendar.add(key, _Words(name))
    for entry in entries:
        calendar.add_component(_event(entry, changed, origin))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, changed: datetime, origin: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{origin}.sociotui")
    event.add("dtstamp", changed)
    event.add("dtstart", entry.at)
    event.add("summary", _Words(entry.title))
    if entry.text:
        event.add("description", _Words(entry.text))
    if not isinstance(entry.at, datetime):
        event.add("transp", "TRANSPARENT")  # a day to remember does not make anybody busy
    elif entry.minutes:
        event.add("duration", timedelta(minutes=entry.minutes))
    return event
