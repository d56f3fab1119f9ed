"""The clock, handed to everything that needs one; nothing else asks what time it is."""

from collections.abc import Callable
from datetime import date, datetime
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

    def today(self) -> date:
        """Return today's day where the people are."""
        return self.local(self.now()).date()
