"""Past: what the map keeps while one looks back: the history, the day that is shown, and the way back to where one was."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from sociotui.domain.history import Entry
from sociotui.domain.organisation import Definition, Organisation
from sociotui.room.past import of_circle
from sociotui.room.port import Snapshot
from sociotui.tui.map.colours import Colouring
from sociotui.tui.map.facts import Facts
from sociotui.tui.map.place import Place

_DAYS = 32
"""Days of which the map is at hand, for who goes to and fro."""
_ONE = timedelta(days=1)


class Past:
    """Looking back. `day` is the one that is shown, None for today; `whose` changes are listed: a circle's, or "" for all."""

    def __init__(self) -> None:
        self.day: date | None = None
        self.wanted: date | None = None
        self.whose = ""
        self.entries: tuple[Entry, ...] | None = None
        self._of: Organisation | None = None
        self._days: dict[date, Facts] = {}
        self._by_circle: dict[str, Sequence[Entry]] = {}
        self._left: tuple[str, str, Colouring] | None = None
        self._fell_to = ("", "")

    def renew(self, now: Organisation) -> None:
        """Forget what was read before the organisation changed: something may have been added, or somebody forgotten."""
        if self._of is not now:
            self._of, self.entries, self._days, self._by_circle = now, None, {}, {}

    def of(self, circle: str) -> Sequence[Entry]:
        """Return the history of a circle, or for "" all of it, the oldest first."""
        if not circle or self.entries is None:
            return self.entries or ()
        if circle not in self._by_circle:
            self._by_circle[circle] = of_circle(self.entries, circle)
        return self._by_circle[circle]

    # --- days

    def at_hand(self, day: date) -> Facts | None:
        """Return what is known of a day already."""
        return self._days.get(day)

    def keep(self, day: date, found: Definition) -> Facts:
        """Return what is to be seen of a day, from then on at hand."""
        facts = self._days[day] = Facts(as_on(day, found), past=True)
        if len(self._days) > _DAYS:
            del self._days[next(iter(self._days))]
        return facts

    def before(self, day: date, circle: str = "") -> date | None:
        """Return the day before the latest change by then, and with it the map as it was without that; None where it is the first."""
        days = self._changed(circle)
        at = bisect_right(days, day)
        first = self.entries[0].on if self.entries else day
        return days[at - 1] - _ONE if at and days[at - 1] > first else None

    def after(self, day: date, circle: str = "") -> date | None:
        """Return the day of the next change after that; None where there was none."""
        days = self._changed(circle)
        at = bisect_right(days, day)
        return days[at] if at < len(days) else None

    def latest(self, day: date, circle: str = "") -> int:
        """Return the number of the latest change of a history by a day; 0 where there was none."""
        found = [entry.number for entry in self.of(circle) if entry.on <= day]
        return found[-1] if found else 0

    def _changed(self, circle: str) -> list[date]:
        return [entry.on for entry in self.of(circle)]

    # --- where one was

    def leave(self, place: Place) -> None:
        """Note what was chosen, before the map of another day is shown; and that what was due then is not on record."""
        chosen = place.centre, place.chosen
        if self._left is None:
            self._left = (*chosen, place.colouring)
            place.colouring = Colouring("depth")
        elif chosen != self._fell_to:
            self._left = (*chosen, self._left[2])

    def find(self, place: Place) -> None:
        """Choose what was chosen before, as far as it is there on the day that is shown by now."""
        if self._left is None or place.facts is None:
            return
        centre, chosen, colouring = self._left
        circles = place.facts.o.circles
        place.centre = centre if centre in circles else ""
        place.chosen = chosen if chosen in circles else place.chosen
        self._fell_to = place.centre, place.chosen
        if self.day is None:
            place.colouring, self._left = colouring, None


def as_on(day: date, found: Definition) -> Snapshot:
    """Return what there was to see of people and circles at the end of a day."""
    organisation = Organisation(
        about=found.organisation,
        people={person.id: person for person in found.person},
        circles={circle.id: circle for circle in found.circle},
    )
    return Snapshot(organisation=organisation, today=day)


def long_day(day: date) -> str:
    """Return a day so that it is plain from any other one: 1 March 2026."""
    return f"{day:%-d %B %Y}"
