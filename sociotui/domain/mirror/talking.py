"""Talking: the figures of what is said in meetings: speaking time, starts, rounds, passes, objections."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from sociotui.domain.mirror.figures import (
    FEWEST,
    Counted,
    Figure,
    FigureId,
    Part,
    line,
    percent,
    time_to_give,
    turns_to_give,
)
from sociotui.domain.mirror.gathered import Sat
from sociotui.domain.mirror.words import HOW, TRY
from sociotui.domain.tally import Tally
from sociotui.words import _


class Keeping(Struct, frozen=True, kw_only=True):
    """What circles have agreed to: of `circles` those that keep totals of turns and time, `keep`, by id; `name` where it is one."""

    circles: int
    keep: frozenset[str]
    name: str = ""

    @property
    def told(self) -> str:
        """What they have agreed to, in a sentence."""
        if self.name and self.keep:
            return _("{circle} has agreed to keep totals of turns and speaking time.", circle=self.name)
        if self.name:
            return _(
                "{circle} has not agreed to keep totals of turns and speaking time: they are discarded when a meeting closes. To decide it, "
                "put an item on the agenda and propose it there (‹customs›).",
                circle=self.name,
            )
        if not self.keep:
            return _(
                "No circle has agreed to keep totals of turns and speaking time: they are discarded when a meeting closes. A circle decides "
                "it in a meeting (‹customs›)."
            )
        return _(
            "Totals of turns and speaking time are kept by {n} of {all} circles, which have agreed to it; only theirs are counted. "
            "A circle decides it in a meeting (‹customs›).",
            n=len(self.keep),
            all=self.circles,
        )


LIVE = Keeping(circles=1, keep=frozenset({""}))
"""A meeting under way is its own mirror: all of it is counted while it lasts."""


def figure(
    id_: FigureId,
    said: str,
    count: int = 0,
    of: int = 0,
    *,
    parts: Iterable[Part] = (),
    trend: Iterable[Counted] = (),
    consented: str = "",
    hidden: bool = False,
    evenly: bool = False,
    how: str = "",
) -> Figure:
    """Return a figure with its words."""
    points = line(trend)
    return Figure(
        id=id_,
        said=said,
        count=0 if hidden else count,
        of=0 if hidden else of,
        parts=() if hidden else tuple(parts),
        trend=points if len(points) > 1 and not hidden else (),
        how=" ".join(part for part in (_(HOW[id_]), how) if part),
        consented=consented,
        attempt=_(TRY[id_]),
        hidden=hidden,
        evenly=evenly,
    )


# --- speaking time -----------------------------------------------------------------------------------


def speaking(sat: Sequence[Sat], keeping: Keeping) -> Figure:
    """Return how evenly speaking time was shared, in the meetings of circles that keep totals."""
    on_record = [s for s in sat if s.totals]
    kept = [s for s in on_record if s.circle in keeping.keep]
    enough = [s for s in kept if max(s.people, len(s.totals)) >= FEWEST]
    consented = _keeping(keeping, on_record)
    if not keeping.keep:
        return figure("speaking", _("Not kept: it was not agreed to."), consented=consented, hidden=True)
    if kept and not enough:
        said = _("Fewer than {n} people were there: their shares could be worked out.", n=FEWEST)
        return figure("speaking", said, consented=consented, hidden=True)
    counted = [(s.on, _evenly(s), sum(s.totals.values())) for s in enough]
    time, even = sum(of for _on, _count, of in counted), sum(count for _on, count, _of in counted)
    if not time:
        return figure("speaking", _("No meeting with totals is on record yet."), consented=consented)
    share = percent(even, time)
    said = _(
        "Of 100 minutes {give} would go to others, for all to have spoken equally long, in {meetings}.",
        give=100 - share,
        meetings=_many(len(counted)),
    )
    return figure("speaking", said, share, 100, trend=counted, consented=consented, evenly=True)


def _keeping(keeping: Keeping, on_record: Sequence[Sat]) -> str:
    before = [s for s in on_record if s.circle not in keeping.keep]
    if not (before and keeping.name):
        return keeping.told
    more = _("Totals of {meetings} from when it had are on record, and are not shown.", meetings=_many(len(before)))
    return f"{keeping.told} {more}"


def _evenly(sat: Sat) -> int:
    return sum(sat.totals.values()) - time_to_give(sat.totals.values(), sat.people)


def _many(meetings: int) -> str:
    return _("one meeting") if meetings == 1 else _("{n} meetings", n=meetings)


# --- starts ------------------------------------------------------------------------------------------


def starts(sat: Sequence[Sat], members: dict[str, tuple[str, ...]], *, people: int = 0) -> Figure:
    """Return how evenly it was shared to begin a round, among the `members` of each circle; in one meeting among `people`."""
    rounds = give = begun = 0
    could = people
    ways: Counter[str] = Counter()
    for circle in dict.fromkeys(s.circle for s in sat):
        here = members.get(circle, ())
        found = [start for s in sat if s.circle == circle for start in s.starts if not here or start.person in here]
        counts = Counter(start.person for start in found)
        everybody = [counts.get(person, 0) for person in here] or [*counts.values(), *(0,) * (people - len(counts))]
        rounds, give, begun = rounds + len(found), give + turns_to_give(everybody), begun + len(counts)
        could += len(here)
        ways += Counter(start.direction for start in found)
    if not rounds:
        return figure("starts", _("No round is on record yet."))
    said = _(
        "In {rounds} rounds {n} of {all} have begun; {give} would go to others, to be shared as evenly as can be.",
        rounds=rounds,
        n=begun,
        all=could,
        give=give or _("none"),
    )
    parts = (
        Part(_("have begun a round"), begun, could),
        Part(_("rounds to the left"), ways["left"], rounds),
        Part(_("rounds to the right"), ways["right"], rounds),
    )
    trend = [(s.on, len({t.person for t in s.starts}), min(len(s.starts), max(s.people, 1))) for s in sat]
    return figure("starts", said, percent(rounds - give, rounds), 100, parts=parts, trend=trend, evenly=True)


# --- rounds, passes, objections ----------------------------------------------------------------------


def rounds(sat: Sequence[Sat]) -> Figure:
    """Return how many rounds were held to their end."""
    counted = [(s.on, t.full, t.begun) for s, t in _tallies(sat)]
    full, begun = _sums(counted)
    if not begun:
        return figure("rounds", _("No round is on record yet."), how=_since(sat))
    said = _(
        "{n} of {all} rounds were held until everybody had been asked, in {meetings}.",
        n=full,
        all=begun,
        meetings=_many(len(counted)),
    )
    return figure("rounds", said, full, begun, trend=counted, how=_since(sat))


def passes(sat: Sequence[Sat], keeping: Keeping) -> Figure:
    """Return how many turns were given up, in circles that keep totals."""
    if not keeping.keep:
        return figure("passes", _("Not kept: it was not agreed to."), consented=keeping.told, hidden=True)
    counted = [(s.on, t.passes, t.turns) for s, t in _tallies(sat) if s.circle in keeping.keep]
    passed, turns = _sums(counted)
    if not turns:
        return figure("passes", _("No turn is on record yet."), consented=keeping.told, how=_since(sat))
    said = _("{n} of {all} turns were given up.", n=passed, all=turns)
    return figure("passes", said, passed, turns, trend=counted, consented=keeping.told, how=_since(sat))


def objections(sat: Sequence[Sat]) -> Figure:
    """Return how many objections were raised, and what became of them."""
    tallies = _tallies(sat)
    raised, integrated = (sum(getattr(t, name) for _s, t in tallies) for name in ("raised", "integrated"))
    released = sum(t.released for _s, t in tallies)
    if not raised:
        return figure("objections", _("No objection is on record."), how=_since(sat))
    said = _("{n} objections were raised; {done} were integrated.", n=raised, done=integrated)
    if raised == 1:
        said = _("One objection was raised, and integrated.") if integrated else _("One objection was raised.")
    parts = (
        Part(_("integrated"), integrated, raised),
        Part(_("let go"), released, raised),
        Part(_("open at the end"), raised - integrated - released, raised),
    )
    trend = [(s.on, t.integrated, t.raised) for s, t in tallies]
    return figure("objections", said, integrated, raised, parts=parts, trend=trend, how=_since(sat))


def _tallies(sat: Sequence[Sat]) -> list[tuple[Sat, Tally]]:
    return [(s, s.tally) for s in sat if s.tally]


def _sums(counted: Sequence[Counted]) -> tuple[int, int]:
    return sum(count for _on, count, _of in counted), sum(of for _on, _count, of in counted)


def _since(sat: Sequence[Sat]) -> str:
    """Return of how many meetings sums are on record, where it is not all of them."""
    known = len(_tallies(sat))
    if known == len(sat):
        return ""
    return _("Sums are on record of {n} of these {all} meetings; earlier ones kept none.", n=known, all=len(sat))
