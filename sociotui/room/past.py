"""Past: what an organisation's structure was, taken out of its home once, so that one can look back beside its thread."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sociotui.domain.changes import Step
from sociotui.domain.folding import fold_organisation
from sociotui.domain.history import STRUCTURE, Day, Entry, history
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_events import CircleFormed
from sociotui.domain.refusal import Refused
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.domain.mirror.figures import Asked, Mirror
    from sociotui.domain.mirror.gathered import Gathered

_MIRRORS = 100
"""Mirrors that are remembered: of whatever circles and periods people look at, until something changes."""


class Past:
    """What is on record by `today`, `steps` in all, and how it stands `now`. It never changes; `day` tells the day of a time."""

    def __init__(self, steps: Sequence[Step], now: Organisation, today: date, day: Day) -> None:
        self._steps = steps
        self.now = now
        self.today = today
        self._day = day
        self._mirrors: dict[Asked, Mirror] = {}

    @cached_property
    def _whole(self) -> tuple[Entry, ...]:
        return history(self._steps, self._day)

    def history(self, circle: str = "") -> tuple[Entry, ...]:
        """Return the history of a circle, or for "" of the whole organisation, the oldest first."""
        return of_circle(self._whole, circle) if circle else self._whole

    @cached_property
    def _gathered(self) -> "Gathered":
        from sociotui.domain.mirror.gathered import Gathered  # who looks into no mirror starts without it

        return Gathered(self.now, self._steps)

    def mirror(self, asked: "Asked", person: str = "") -> "Mirror":
        """Return what is seen in the mirror; where one's own figures are asked for, those of `person`."""
        from sociotui.domain.mirror.mirror import mirror
        from sociotui.domain.mirror.own import own_mirror

        if asked.own:
            return own_mirror(self._gathered, asked, self.today, person)
        if asked not in self._mirrors:
            if len(self._mirrors) >= _MIRRORS:
                self._mirrors.clear()
            self._mirrors[asked] = mirror(self._gathered, asked, self.today, self._day)
        return self._mirrors[asked]

    def on(self, day: date) -> Organisation:
        """Return people and circles as they stood at the end of a day, and nothing else; from today on, all as it is now."""
        if day >= self.today:
            return self.now
        last = bisect_right(self._steps, day, key=lambda step: self._day(step.events[0].at))
        events = [event for step in self._steps[:last] for event in step.events if isinstance(event, STRUCTURE)]
        return fold_organisation(Organisation(), events)

    def seen(self, day: date, circle: str = "") -> Organisation:
        """Return the structure of a day with a circle, or as a whole. Refuses a day, or a circle on it, of which there is none."""
        check_day(day, self._day(self._steps[0].events[0].at), self.today)
        found = self.on(day)
        if circle and circle not in found.circles and self.now.circle(circle):
            raise Refused(
                _(
                    "{circle} was not there yet on {day}: it was founded on {first}. Ask for a day from then on.",
                    circle=self.now.circles[circle].name,
                    day=day,
                    first=self._founded(circle),
                )
            )
        if circle and (ended := found.circles[circle].ended):
            raise Refused(
                _(
                    "{circle} had ended by {day}: its last day was {ended}. Ask for a day before that.",
                    circle=found.circles[circle].name,
                    day=day,
                    ended=ended,
                )
            )
        return found

    def _founded(self, circle: str) -> date:
        formed = (
            step.events[0].at
            for step in self._steps
            for event in step.events
            if isinstance(event, CircleFormed) and event.circle.id == circle
        )
        return self._day(next(formed))


def of_circle(entries: Sequence[Entry], circle: str) -> tuple[Entry, ...]:
    """Return what of a history is about a circle."""
    kept = (replace(e, told=tuple(told for told in e.told if circle in told.circles)) for e in entries)
    return tuple(entry for entry in kept if entry.told)


def check_day(day: date, first: date, today: date) -> None:
    """Refuse a day of which nothing is known: one that is still to come, or before the `first` on record."""
    if day > today:
        raise Refused(
            _(
                "{day} is still to come, and nobody knows yet. Ask for a day up to today, {today}.",
                day=day,
                today=today,
            )
        )
    if day < first:
        raise Refused(
            _("Nothing is on record of {day}: it begins on {first}. Ask for a day from then on.", day=day, first=first)
        )
