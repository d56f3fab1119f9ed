"""Coming: a circle's next meeting as it is prepared: its topics in their order, how long they take, and what else is due.

How long the meeting takes is what the circle agreed on for its last one, as far as that is on record. The steps around
its items take what its format gives them (`frame_of`); where nobody says which, what the ordinary one does:
`data/formats/weekly.toml` has these times, and a test compares them.
"""

import re
from datetime import date, datetime, timedelta

from msgspec import Struct

from sociotui.domain.backlog import Topics
from sociotui.domain.due import SOON, Due, ready
from sociotui.domain.formats import Format
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation import Organisation
from sociotui.domain.records import Held

USUAL = 90
"""Minutes that a meeting takes where its circle has not agreed on a length yet."""
OPENING, CLOSING = 11, 7
"""Minutes of the steps before the items (check-in, admin, consent to the agenda), and of those after them."""
APPROVING = 2
"""Minutes for consent to minutes: to the last ones where it is open, or at the end where that is the custom."""
USUALLY = "weekly"
"""The format of an ordinary meeting; a circle may have its own under that name."""

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:(?:,? +|T)([0-9]{1,2}:[0-9]{2}))?(?:, *(.+))?", re.DOTALL)
"""A day, perhaps a time, perhaps after a comma something more: “2027-03-01 19:30, in the shed”."""


class Frame(Struct, frozen=True, kw_only=True):
    """The minutes that the steps around a meeting's items take, before and after them.

    `minutes` are those for consent to the last minutes, where that is open; `approve` those at the end, where that is the
    custom: each before and after the items.
    """

    opening: int = OPENING
    closing: int = CLOSING
    minutes: tuple[int, int] = (APPROVING, 0)
    approve: tuple[int, int] = (0, APPROVING)


def frame_of(format_: Format) -> Frame:
    """Return what the steps around the items take in meetings of a format; one without items has all of them before."""
    sums = {"steps": [0, 0], "minutes": [0, 0], "approve": [0, 0]}
    after = 0
    for step in format_.steps:
        sums[step.kind if step.kind in sums else "steps"][after] += step.minutes
        after = after or int(step.kind == "items")
    (opening, closing), minutes, approve = ((before, behind) for before, behind in sums.values())
    return Frame(opening=opening, closing=closing, minutes=minutes, approve=approve)


class Planned(Struct, frozen=True, kw_only=True):
    """A topic of the backlog in the coming meeting: its number from 1, and the minutes after the start at which it begins.

    It `fits` where all topics down to this one find their time.
    """

    number: int
    topic: BacklogItem
    begins: int
    fits: bool


class Coming(Struct, frozen=True, kw_only=True):
    """The coming meeting of a circle. Times are minutes; `length` is that of the meeting, `opening` and `closing` included.

    `agreed` tells whether the circle agreed on that length; `next_meeting` is what it said of when it meets, `ready`
    what is due and is not on its backlog yet.
    """

    circle: str
    length: int
    agreed: bool
    opening: int
    closing: int
    planned: tuple[Planned, ...] = ()
    ready: tuple[Due, ...] = ()
    next_meeting: str = ""

    @property
    def room(self) -> int:
        """The minutes that there are for topics."""
        return max(0, self.length - self.opening - self.closing)

    @property
    def asked(self) -> int:
        """The minutes that all topics ask for together."""
        return sum(p.topic.minutes for p in self.planned)

    @property
    def fitting(self) -> tuple[Planned, ...]:
        """The topics that find their time, in their order."""
        return tuple(p for p in self.planned if p.fits)

    @property
    def left(self) -> int:
        """The minutes that are free when all that fits has had its time."""
        return self.room - sum(p.topic.minutes for p in self.fitting)


class Agreed(Struct, frozen=True, kw_only=True):
    """When a circle meets next, read from what it said: a day, or a time of that place; and what was said `besides`."""

    at: date
    besides: str = ""

    @property
    def day(self) -> date:
        """The day, whether a time is known or not."""
        return self.at.date() if isinstance(self.at, datetime) else self.at


class Ahead(Struct, frozen=True, kw_only=True):
    """A meeting that a circle means to hold: what it said of it, and when that is, where it begins with a day."""

    circle: str
    said: str
    when: Agreed | None = None


def meetings_ahead(o: Organisation, today: date) -> list[Ahead]:
    """Return what circles have said of their next meetings, the nearest first; those without a day come last.

    Words without a day count for as long as one looks ahead at all, as nobody can tell when they are over.
    """
    found: list[Ahead] = []
    for circle, held in o.latest.items():
        if circle not in o.standing:
            continue
        said = _still_ahead(held, today)
        when = agreed_on(said)
        if said and (when or held.on >= today - timedelta(days=SOON)):
            found.append(Ahead(circle=circle, said=said, when=when))
    return sorted(found, key=lambda a: (a.when.at.isoformat() if a.when else "~", a.circle))


def coming(
    o: Organisation, circle: str, today: date, length: int = 0, within: int = SOON, frame: Frame | None = None
) -> Coming:
    """Return the coming meeting of a circle. `length` is the one that is wanted; 0 means the circle's usual one.

    `frame` is that of the circle's own format; without one it is the ordinary one's.

    Raises `Refused` where there is no such circle.
    """
    found, last = o.circle(circle), o.last_held(circle)
    usual = usual_length(o, circle)
    frame = frame or Frame()
    opening, closing = frame.opening, frame.closing
    for needed, (before, after) in (
        (last and last.minutes and not last.approved, frame.minutes),
        (found.customs.minutes == "end", frame.approve),
    ):
        opening, closing = (opening + before, closing + after) if needed else (opening, closing)
    whole = length or usual or USUAL
    return Coming(
        circle=circle,
        length=whole,
        agreed=bool(length or usual),
        opening=opening,
        closing=closing,
        planned=_planned(o.backlog.get(circle, ()), opening, whole - opening - closing),
        ready=ready(o, circle, today, within),
        next_meeting=_still_ahead(last, today),
    )


def _planned(topics: Topics, opening: int, room: int) -> tuple[Planned, ...]:
    found: list[Planned] = []
    taken, fits = 0, True
    for number, topic in enumerate(topics, 1):
        fits = fits and taken + topic.minutes <= room
        found.append(Planned(number=number, topic=topic, begins=opening + taken, fits=fits))
        taken += topic.minutes
    return tuple(found)


def usual_length(o: Organisation, circle: str) -> int:
    """Return the minutes that a circle agreed on for the latest meeting that is at hand; 0 where it did for none."""
    held = [h for h in o.held.live.values() if h.circle == circle and h.minutes]
    return next((h.minutes.minutes for h in reversed(held) if h.minutes and h.minutes.minutes), 0)


def _still_ahead(last: Held | None, today: date) -> str:
    """Return what was said of the next meeting, but for a day that is over."""
    said = last.next_meeting.strip() if last else ""
    when = agreed_on(said)
    return "" if when and when.day < today else said


def agreed_on(said: str) -> Agreed | None:
    """Return when a circle meets next, where what it said begins with a day like 2027-03-01; None for other words."""
    found = _DAY.fullmatch(said.strip())
    if found is None:
        return None
    day, time, more = found.groups()
    try:
        at = datetime.fromisoformat(f"{day} {time:0>5}") if time else date.fromisoformat(day)
    except ValueError:  # 30 February, 25 o'clock: words like others
        return None
    return Agreed(at=at, besides=more or "")
