"""Gathered: what is on record of the meetings that a mirror is asked for, as much of it as is counted."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct

from sociotui.domain.changes import Step
from sociotui.domain.evaluating import Evaluation
from sociotui.domain.fairness import Start
from sociotui.domain.mirror.figures import Asked
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_events import MeetingHeld
from sociotui.domain.tally import Tally


class _Minutes(Struct, frozen=True, kw_only=True, gc=False):
    facilitator: str = ""
    present: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    evaluated: Evaluation | None = None


class _Held(Struct, frozen=True, kw_only=True):
    """As much of a meeting that was held as is counted; the rest of its minutes is not read."""

    id: str
    circle: str
    on: date
    minutes: _Minutes | None = None
    totals: dict[str, int] = {}
    tally: Tally | None = None
    private: bool = False


class Sat(Struct, frozen=True, kw_only=True):
    """A meeting that was held: who facilitated, by name; how many were there; what was counted, and who began rounds."""

    id: str
    circle: str
    on: date
    facilitator: str = ""
    people: int = 0
    totals: Mapping[str, int] = {}
    tally: Tally | None = None
    evaluated: Evaluation | None = None
    starts: tuple[Start, ...] = ()


class Gathered:
    """All that is on record of an organisation, `steps`, with its meetings read once: of ten years it takes a while."""

    def __init__(self, organisation: Organisation, steps: Sequence[Step]) -> None:
        self.organisation = organisation
        self.steps = steps

    @cached_property
    def _all(self) -> tuple[Sat, ...]:
        starts = {e.held.id: e.starts for step in self.steps for e in step.events if isinstance(e, MeetingHeld)}
        found = (read() for _id, _same, read in self.organisation.held.perused(_Held))
        sat = [_sat(held, starts.get(held.id, ())) for held in found if not held.private]
        return tuple(sorted(sat, key=lambda s: (s.on, s.id)))

    def meetings(self, asked: Asked) -> tuple[Sat, ...]:
        """Return the meetings that are asked for, the earliest first. Of private ones nothing is on record to count."""
        if asked.meeting:
            return tuple(s for s in self._all if s.id == asked.meeting)
        return tuple(s for s in self._all if asked.circle in ("", s.circle) and asked.covers(s.on))


def _sat(held: _Held, starts: tuple[Start, ...]) -> Sat:
    minutes = held.minutes or _Minutes()
    return Sat(
        id=held.id,
        circle=held.circle,
        on=held.on,
        facilitator=minutes.facilitator,
        people=len(minutes.present) + len(minutes.guests),
        totals=held.totals,
        tally=held.tally,
        evaluated=minutes.evaluated,
        starts=starts,
    )
