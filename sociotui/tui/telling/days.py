"""Days: how the screens say a day or a moment, seen from today."""

from datetime import date, datetime, timedelta

from sociotui.domain.coming import agreed_on
from sociotui.words import _

SHORT = 7
"""Cells that a short day takes at the most."""
_NEAR = 6
"""Days ahead within which the name of the weekday is plain."""


def day_said(day: date, today: date) -> str:
    """Return a day as people say it: today, tomorrow, 4 March, 4 March 2027."""
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}.get((day - today).days)
    return near or (f"{day:%-d %B}" if day.year == today.year else f"{day:%-d %B %Y}")


def day_short(day: date | None, today: date) -> str:
    """Return a day in at most `SHORT` cells: now, today, 4 Mar; of another year only the month and the year."""
    if day is None:
        return _("now")
    if day == today:
        return _("today")
    return f"{day:%-d %b}" if day.year == today.year else f"{day:%b ’%y}"


def moment(at: datetime, today: date) -> str:
    """Return a moment as people say it: today 14:03, Thursday 5 March 14:03."""
    if today <= at.date() <= today + timedelta(days=1):
        return f"{day_said(at.date(), today)} {at:%H:%M}"
    return f"{at:%A} {day_said(at.date(), today)} {at:%H:%M}"


def moment_short(at: datetime, today: date) -> str:
    """Return a moment in few cells: 14:03 of today, Thu 14:03 of this week, else 12 Mar."""
    if at.date() == today:
        return f"{at:%H:%M}"
    return f"{at:%a %H:%M}" if today < at.date() <= today + timedelta(days=_NEAR) else day_short(at.date(), today)


def meeting_said(said: str, today: date) -> str:
    """Return when a circle meets next, from what it said: tomorrow 19:30, in the shed; other words stay as they are."""
    when = agreed_on(said)
    if when is None:
        return " ".join(said.split())
    day = day_said(when.day, today)
    day = f"{when.day:%A} {day}" if day[:1].isdigit() else day  # of tomorrow everybody knows which day it is
    day = f"{day} {when.at:%H:%M}" if isinstance(when.at, datetime) else day
    return _("{day}, {place}", day=day, place=when.besides) if when.besides else day
