"""Saying: names, days and times as the home screen has them, whatever it tells about."""

from collections.abc import Callable, Sequence
from datetime import date

from sociotui.domain.organisation import Organisation
from sociotui.room.clock import Clock
from sociotui.room.port import Snapshot
from sociotui.tui.home.days import day_said, moment


class Saying:
    """Names and days, as a snapshot has them. `clock` shows times as people here read them, `spoken` the keys they have."""

    def __init__(self, snapshot: Snapshot, clock: Clock, spoken: Callable[[str], str]) -> None:
        self._spoken = spoken
        self._snapshot = snapshot
        self._o: Organisation = snapshot.organisation
        self._clock = clock
        self._today: date = snapshot.today

    def _name(self, person: str) -> str:
        return self._o.people[person].name if person in self._o.people else person

    def _names(self, people: Sequence[str]) -> str:
        return ", ".join(self._name(p) for p in people)

    def _day(self, day: date) -> str:
        return day_said(day, self._today)

    def _moment(self, at: int) -> str:
        return moment(self._clock.local(at), self._today)
