"""Keeping to: the figures of what was agreed and came back: reviews held in time, agreements followed up, evaluations."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from sociotui.domain import organisation_events as e
from sociotui.domain.changes import Step
from sociotui.domain.evaluating import MARKS, QUESTIONS, Counts
from sociotui.domain.items import FollowUp
from sociotui.domain.marks_said import question_word
from sociotui.domain.mirror.figures import Asked, Figure, Part, percent
from sociotui.domain.mirror.gathered import Sat
from sociotui.domain.mirror.talking import figure
from sociotui.domain.organisation import Organisation
from sociotui.words import _

Day = Callable[[int], date]
"""Returns the day of a time, in ms since 1970, where the people are."""


class _Review(Struct, frozen=True):
    """A policy of a circle that was to be looked at again on `due`, and was on `looked`; None while it was not."""

    circle: str
    due: date
    looked: date | None


def reviews(o: Organisation, steps: Iterable[Step], asked: Asked, today: date, day: Day) -> Figure:
    """Return how many policies were looked at again by their day."""
    over = [r for r in _reviews(o, steps, day) if asked.circle in ("", r.circle) and asked.covers(r.looked or r.due)]
    over = [r for r in over if r.looked or r.due < today]
    late = sum(1 for r in over if r.looked and r.looked > r.due)
    missed = sum(1 for r in over if not r.looked)
    in_time = len(over) - late - missed
    if not over:
        return figure("reviews", _("No review has come up."))
    said = _("{n} of {all} reviews were held by their day.", n=in_time, all=len(over))
    parts = (
        Part(_("in time"), in_time, len(over)),
        Part(_("late"), late, len(over)),
        Part(_("missed so far"), missed, len(over)),
    )
    trend = [(r.looked or r.due, int(bool(r.looked and r.looked <= r.due)), 1) for r in over]
    return figure("reviews", said, in_time, len(over), parts=parts, trend=trend)


def _reviews(o: Organisation, steps: Iterable[Step], day: Day) -> Iterator[_Review]:
    """Yield every review that has come up, and of policies in force the one that is next."""
    due: dict[str, tuple[str, date]] = {}

    def looked(id_: str, on: date) -> Iterator[_Review]:
        if id_ in due:
            yield _Review(*due.pop(id_), on)

    for step in steps:
        for event in step.events:
            match event:
                case e.PolicyAdopted(policy=policy):
                    yield from looked(policy.id, policy.adopted)
                    if policy.review > policy.adopted:
                        due[policy.id] = o.in_care_of(policy.circle), policy.review
                case e.PolicyKept(policy=id_, review=review) if id_ in due:
                    circle = due[id_][0]
                    yield from looked(id_, day(event.at))
                    due[id_] = circle, review
                case e.PolicyEnded(policy=id_, on=on):
                    yield from looked(id_, on)
                case _:
                    continue
    for circle, when in due.values():
        yield _Review(circle, when, None)


def agreements(o: Organisation, asked: Asked, today: date) -> Figure:
    """Return how many next steps and released agreements were done, or looked at, by their day."""
    found = [read() for _id, _same, read in o.follow_ups.perused(FollowUp)]
    mine = [f for f in found if f.due and asked.circle in ("", f.circle) and asked.covers(f.due)]
    over = [(f, f.due) for f in mine if f.due and (f.done or f.due < today)]
    in_time = [f for f, on in over if f.done and f.done <= on]
    late = [f for f, on in over if f.done and f.done > on]
    if not over:
        return figure("agreements", _("None has come up."))
    said = _("{n} of {all} were followed up by their day.", n=len(in_time), all=len(over))
    parts = [
        Part(_("in time"), len(in_time), len(over)),
        Part(_("late"), len(late), len(over)),
        Part(_("open, its day over"), len(over) - len(in_time) - len(late), len(over)),
    ]
    released = [f for f, _on in over if f.among]
    if released:  # whose they are is nothing that is counted
        kept = sum(1 for f in released if f in in_time)
        parts.append(Part(_("agreements of talks, in time"), kept, len(released)))
    trend = [(on, int(bool(f.done and f.done <= on)), 1) for f, on in over]
    return figure("agreements", said, len(in_time), len(over), parts=parts, trend=trend)


# --- evaluations ---------------------------------------------------------------------------------------

_WORTH = {mark: len(MARKS) - 1 - place for place, mark in enumerate(MARKS)}
_MOST = len(MARKS) - 1


def evaluation(sat: Sequence[Sat]) -> Figure:
    """Return what people thought of their meetings, of as good as could be."""
    found = [(s.on, s.evaluated) for s in sat if s.evaluated]
    marks = [(on, [each.counts(q) for q in QUESTIONS]) for on, each in found]
    trend = [(on, sum(map(_points, counts)), sum(map(_most, counts))) for on, counts in marks]
    got, most = sum(count for _on, count, _of in trend), sum(of for _on, _count, of in trend)
    answered, there = sum(each.answered for _on, each in found), sum(each.asked for _on, each in found)
    if not found:
        return figure("evaluation", _("No meeting has been evaluated with marks yet (‹evaluate›)."))
    told = _("{n} of {all} who were asked answered, in {meetings}.", n=answered, all=there, meetings=len(found))
    if not most:
        return figure("evaluation", _("Too few marks for a sum. {told}", told=told))
    parts = []
    for question in QUESTIONS:
        given = [each.counts(question) for _on, each in found]
        if any(given):  # too few marks for a sum are no zero
            parts.append(Part(question_word(question), sum(map(_points, given)), sum(map(_most, given))))
    return figure("evaluation", told, percent(got, most), 100, parts=parts, trend=trend)


def _points(counts: Counts) -> int:
    return sum(_WORTH[mark] * count for mark, count in counts.items())


def _most(counts: Counts) -> int:
    return _MOST * sum(counts.values())
