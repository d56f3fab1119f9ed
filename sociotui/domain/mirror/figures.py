"""Figures: what a mirror shows, and how shares are measured without ever telling whose is which.

No figure has a row for a person, with a name or without: whoever was there knows the seats, and in a small circle the
sizes tell. What is shared is one number for all: how much would have to go from some to others to be shared evenly.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal, get_args

from msgspec import Struct

FigureId = Literal[
    "speaking",
    "starts",
    "rounds",
    "passes",
    "facilitation",
    "roles",
    "several",
    "objections",
    "reviews",
    "agreements",
    "evaluation",
]
FIGURES: tuple[FigureId, ...] = get_args(FigureId)
FEWEST = 4
"""People from whom on it is shown how speaking time was shared. Of two it would tell each the other's; of three, whoever
knows their own share could work out the others'."""
MOST_POINTS = 24
"""Points of a line over time; of more meetings there is one for each month, each quarter or each year."""


class Asked(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a mirror is asked for: a `circle` ("" for all), one `meeting` of it, days from `first` to `last`.

    `own`: instead of all, the figures of who asks, and of nobody else.
    """

    circle: str = ""
    meeting: str = ""
    first: date | None = None
    last: date | None = None
    own: bool = False

    def covers(self, day: date) -> bool:
        """Tell whether a day is in the period."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


class Part(Struct, frozen=True, omit_defaults=True):
    """A part of a figure, for a bar: `count` of how many, or of nothing in particular (0)."""

    label: str
    count: int
    of: int = 0


class Point(Struct, frozen=True):
    """A point of a line over time: when, in words, and the share (0 to 1)."""

    when: str
    share: float


class Figure(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One figure: `count` of `of`, in a sentence, in parts, over time; how it is counted, and one thing to try.

    Where it cannot be shown `hidden` says why; `consented` says what the circles have agreed to, where it hangs on that.
    `evenly`: it is a measure of evenness, in hundredths, of which the whole is quite even.
    """

    id: FigureId
    count: int = 0
    of: int = 0
    said: str
    parts: tuple[Part, ...] = ()
    trend: tuple[Point, ...] = ()
    how: str
    consented: str = ""
    attempt: str
    hidden: bool = False
    evenly: bool = False

    @property
    def share(self) -> float | None:
        """The share that its count is; None where there is nothing to count, or it is not shown."""
        return self.count / self.of if self.of and not self.hidden else None


class Sitting(Struct, frozen=True):
    """A meeting that a mirror is of: its id, its circle, its day."""

    id: str
    circle: str
    on: date


class Mirror(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is seen in the mirror: of whom (`title`), over how many meetings, and the figures; `latest` are the latest of these."""

    asked: Asked
    title: str
    meetings: int = 0
    figures: tuple[Figure, ...] = ()
    latest: tuple[Sitting, ...] = ()


# --- measures --------------------------------------------------------------------------------------


def time_to_give(times: Iterable[int], people: int) -> int:
    """Return how much time would have to go from some to others for `people` to have had equally much.

    `times` are those of who spoke; whoever else was there had none.
    """
    spoken = list(times)
    people = max(people, len(spoken))
    return sum(max(0, time * people - sum(spoken)) for time in spoken) // people if people else 0


def turns_to_give(counts: Iterable[int]) -> int:
    """Return how many turns at something would have to go to others for all to have had as equally many as can be.

    `counts` are of everybody, those without any among them.
    """
    ordered = sorted(counts, reverse=True)
    if not ordered:
        return 0
    each, over = divmod(sum(ordered), len(ordered))
    even = (each + (place < over) for place in range(len(ordered)))
    return sum(max(0, count - fair) for count, fair in zip(ordered, even, strict=True))


Counted = tuple[date, int, int]
"""A day, and a count of how many."""


def line(counted: Iterable[Counted]) -> tuple[Point, ...]:
    """Return the line over time: a point for each meeting or, where these are many, for each month, quarter or year."""
    found = [each for each in counted if each[2]]
    days = {day for day, _count, _of in found}
    spans = next((span for span in _SPANS if len({*map(span[0], days)}) <= MOST_POINTS), _SPANS[-1])
    of_day = {day: spans[0](day) for day in days}
    sums: dict[int, tuple[date, int, int]] = {}
    for day, count, of in found:
        first, before, all_ = sums.get(of_day[day], (day, 0, 0))
        sums[of_day[day]] = first, before + count, all_ + of
    points = sorted(sums.values())[-MOST_POINTS:]
    return tuple(Point(spans[1](day), count / of) for day, count, of in points)


_SPANS: tuple[tuple[Callable[[date], int], Callable[[date], str]], ...] = (
    (date.toordinal, date.isoformat),
    (lambda day: day.year * 12 + day.month, lambda day: f"{day:%Y-%m}"),
    (lambda day: day.year * 4 + (day.month + 2) // 3, lambda day: f"{day.year}-Q{(day.month + 2) // 3}"),
    (lambda day: day.year, lambda day: f"{day.year}"),
)
"""What a point may stand for: the number of a day's span, and what it is called."""


def percent(count: int, of: int) -> int:
    """Return a share in hundredths, rounded to the nearest; 0 of nothing."""
    return (200 * count + of) // (2 * of) if of else 0
