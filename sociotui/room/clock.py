"""The clock, handed to everything that needs one; nothing else asks what time it is."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from time import time

from msgspec import Struct


def _now() -> int:
    return int(time() * 1000)


def _local(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000)


class Clock(Struct, frozen=True):
    """`now` tells the time in milliseconds since 1970 (UTC); `local` shows such a time as people here read it."""

    now: Callable[[], int] = _now
    local: Callable[[int], datetime] = _local

    @property
    def is_own(self) -> bool:
        """Whether this is the machine's own, so that the machine can wake somebody at a time of this clock."""
        return self.now is _now and self.local is _local

    def midnight(self) -> int:
        """Return when the next day begins on the machine's own clock, in ms since 1970."""
        return round(datetime.combine(self.today() + timedelta(days=1), datetime.min.time()).timestamp() * 1000)

    def today(self) -> date:
        """Return today's day where the people are."""
        return self.local(self.now()).date()
