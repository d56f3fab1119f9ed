"""Saying: names, days and times as a snapshot has them, whatever is told about."""

from collections.abc import Callable, Sequence
from datetime import date

from sociotui.domain.aims import in_a_line
from sociotui.domain.due import Due
from sociotui.domain.organisation import Organisation
from sociotui.room.clock import Clock
from sociotui.room.port import Snapshot
from sociotui.tui.telling.days import day_said, moment
from sociotui.words import _


class Saying:
    """Names and days, as a snapshot has them. `clock` shows times as people here read them, `spoken` the keys they have."""

    def __init__(self, snapshot: Snapshot, clock: Clock, spoken: Callable[[str], str]) -> None:
        self._spoken = spoken
        self._snapshot = snapshot
        self._o: Organisation = snapshot.organisation
        self._clock = clock
        self._today: date = snapshot.today
        self._past = snapshot.today < clock.today()

    def _name(self, person: str) -> str:
        return self._o.people[person].name if person in self._o.people else person

    def _names(self, people: Sequence[str]) -> str:
        return ", ".join(self._name(p) for p in people)

    def _aim(self, circle: str, *, short: bool = False) -> str:
        """Return what a circle is there for, as a sentence: what each of its decisions, and each objection, is measured by.

        Where rows are few it is told `short`: the first of several aims.
        """
        aims = self._o.circles[circle].aims if circle in self._o.circles else ()
        said = f"{aims[0]} …" if short and len(aims) > 1 else in_a_line(aims)
        return _("Our aim: {aim}", aim=said) if said else ""

    def _day(self, day: date) -> str:
        """Return a day as it is said by now; of what is past, so that it is not mistaken for one that is near today."""
        return f"{day:%-d %B %Y}" if self._past else day_said(day, self._today)

    def _moment(self, at: int) -> str:
        return moment(self._clock.local(at), self._today)


def due_title(d: Due) -> str:
    """Return what is due in a line of its own."""
    return _("Review: {title}", title=d.title) if d.kind == "policy" else d.title
