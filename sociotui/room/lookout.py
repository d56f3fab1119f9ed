"""The lookout: what is new in a home for whoever looks on: the organisation, its news, what is due, what is under way."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct

from sociotui.domain.due import Due, due
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_events import DecisionWaited, PersonForgotten
from sociotui.domain.records import Waiting
from sociotui.journal.places import ORGANISATION
from sociotui.journal.port import Recorded
from sociotui.room.home import Home
from sociotui.room.news import KEPT, News, tell_change

AGAIN = 60_000
"""Milliseconds until a look that the clock asked for is tried again, where the store was in trouble."""


class Look(Struct, frozen=True, eq=False):
    """What everybody in a home may see at one moment; `trouble` is the store's."""

    organisation: Organisation
    today: date
    due: tuple[Due, ...]
    news: tuple[News, ...]
    under_way: tuple[Meeting, ...]
    trouble: str


class Lookout:
    """Looks at a home, and knows when to look again. For one thread: the one that the home belongs to."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._seen: dict[str, int] = {}
        # How far in the organisation's stream its news have been told, and the decisions that waited until then.
        self._asked: dict[str, Waiting] = dict(home.organisation().waiting)
        self._heard = home.journal.mark(ORGANISATION).head
        self._news: tuple[News, ...] = ()
        self._due: tuple[Organisation, date, tuple[Due, ...]] | None = None
        self._talks = home.talks.stamp
        # When the clock alone gives something to show: a window ends, or the day does.
        self._ends: int | None = None
        self._day = home.clock.today()

    def look(self) -> Look:
        """Return what there is to see now. Raises Refused and JournalError."""
        home = self._home
        heads = home.heads()  # first: what comes in while this looks is then seen by the next look
        under_way = tuple(home.open_meetings())  # settles windows and records outcomes
        new = home.journal.read(ORGANISATION, self._heard)
        organisation = home.organisation()  # last, so that nothing new is unknown to it
        self._hear(organisation, new)
        self._seen.update(heads)
        self._ends = self._next_end(organisation)
        self._day, self._talks = home.clock.today(), home.talks.stamp
        return Look(
            organisation=organisation,
            today=self._day,
            due=self._what_is_due(organisation, self._day),
            news=self._news,
            under_way=under_way,
            trouble=" ".join(home.notices()),
        )

    def is_new(self) -> bool:
        """Tell whether something has been added since the last look, or the clock asks for one. Raises JournalError."""
        grown = self._home.journal.wait(self._seen, 0)
        self._seen.update(grown)
        return bool(grown) or self._home.talks.stamp != self._talks or self._time_is_up()

    def next_time(self) -> int:
        """Return when the clock alone will give something to show, in ms since 1970."""
        midnight = self._home.clock.midnight()
        return midnight if self._ends is None else min(midnight, self._ends)

    def _time_is_up(self) -> bool:
        """Tell whether a window has ended, or the day, since the last look; where that fails it is not tried at once again."""
        clock = self._home.clock
        now, today = clock.now(), clock.today()
        if today == self._day and (self._ends is None or now < self._ends):
            return False
        self._day, self._ends = today, now + AGAIN
        return True

    def _hear(self, organisation: Organisation, new: Sequence[Recorded]) -> None:
        """Tell what has changed in the organisation since its news were told last, command by command."""
        for _cmd, batch in groupby(new, key=lambda r: r.cmd):
            recorded = tuple(batch)
            self._heard = recorded[-1].seq
            if any(isinstance(r.event, PersonForgotten) for r in recorded):  # what was told before may name them
                self._asked, self._news = dict(organisation.waiting), ()
            said = tell_change(self._asked, organisation, tuple(r.event for r in recorded))
            for event in (r.event for r in recorded if isinstance(r.event, DecisionWaited)):
                self._asked[event.waiting.id] = event.waiting
            if said:
                self._news = (*self._news, News(self._heard, said))[-KEPT:]

    def _next_end(self, organisation: Organisation) -> int | None:
        """Return when the next window ends, in ms since 1970; None where there is none."""
        waiting: Mapping[str, Waiting] = organisation.waiting
        ends = [w.until for w in waiting.values() if w.until]
        ends += [h.window for h in organisation.held.live.values() if h.window and not h.approved]
        now = self._home.clock.now()
        # One that is over was settled a moment ago, unless the store was in trouble.
        return min((end if end > now else now + AGAIN for end in ends), default=None)

    def _what_is_due(self, organisation: Organisation, today: date) -> tuple[Due, ...]:
        """Return what is due, worked out anew only where the organisation or the day is another."""
        if self._due is None or self._due[0] is not organisation or self._due[1] != today:
            self._due = organisation, today, due(organisation, today)
        return self._due[2]
