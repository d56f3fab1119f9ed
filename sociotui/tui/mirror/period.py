"""Period: what the mirror is of: a circle or all, a meeting, a time that goes back step by step; found again as it was left."""

from calendar import monthrange
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.mirror.figures import Asked
from sociotui.words import _

LENGTHS = (12, 3, 1, 0)
"""Months that a period has; 0 is all that is on record."""


class Place(Struct, frozen=True, kw_only=True):
    """Where somebody is in the mirror. `length` is in months, `back` counts periods before the one that ends today."""

    circle: str = ""
    meeting: str = ""
    own: bool = False
    length: int = LENGTHS[0]
    back: int = 0

    def asked(self, today: date) -> Asked:
        """Return what is asked for by that."""
        if self.meeting:
            return Asked(circle=self.circle, meeting=self.meeting)
        if not self.length:
            return Asked(circle=self.circle, own=self.own)
        last = months_back(today, self.length * self.back)
        first = months_back(last, self.length) + timedelta(days=1)
        return Asked(circle=self.circle, first=first, last=last, own=self.own)

    def longer(self) -> "Place":
        """Return the place with the next length of a period, the one after the last being the first."""
        at = LENGTHS.index(self.length)
        return replace(self, length=LENGTHS[(at + 1) % len(LENGTHS)], back=0, meeting="")

    def earlier(self, by: int) -> "Place":
        """Return the place so many periods earlier; never in time to come."""
        return self if not self.length or self.meeting else replace(self, back=max(0, self.back + by))

    def said(self, today: date) -> str:
        """Return the period in words."""
        if self.meeting:
            return ""
        asked = self.asked(today)
        if asked.first is None or asked.last is None:
            return _("all that is on record")
        if not self.back:
            return {12: _("last 12 months"), 3: _("last 3 months"), 1: _("last month")}[self.length]
        return f"{asked.first:%-d %b %Y} – {asked.last:%-d %b %Y}"


def months_back(day: date, months: int) -> date:
    """Return the same day so many months earlier; of a shorter month its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
