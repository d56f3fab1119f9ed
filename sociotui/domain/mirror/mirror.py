"""Mirror: the figures of a meeting, a circle or the organisation over a period. Pure: what is on record goes in."""

from datetime import date

from msgspec.structs import replace

from sociotui.domain.keeping import totals
from sociotui.domain.meeting import Meeting
from sociotui.domain.mirror import holding, keeping_to, talking
from sociotui.domain.mirror.figures import Asked, Figure, Mirror, Sitting
from sociotui.domain.mirror.gathered import Gathered, Sat
from sociotui.domain.mirror.keeping_to import Day
from sociotui.domain.mirror.talking import LIVE, Keeping
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.tally import tally_of
from sociotui.domain.unfolding import rested
from sociotui.words import _

LATEST = 40
"""Meetings of a period that are named, to look at one of them."""


def mirror(record: Gathered, asked: Asked, today: date, day: Day) -> Mirror:
    """Return what is seen in the mirror of what is on record; `day` tells the day of a time."""
    o = record.organisation
    if asked.meeting:
        return _of_one(record, asked)
    if asked.first and asked.last and asked.last < asked.first:
        raise Refused(_("The period ends on {last}, before it begins. Say --from first.", last=asked.last))
    title = o.circle(asked.circle).name if asked.circle else o.about.name if o.about else ""
    sat = record.meetings(asked)
    members = {id_: o.full_members(id_, today) for id_ in ([asked.circle] if asked.circle else o.standing)}
    keeping = _keeping(o, asked.circle)
    figures = (
        talking.speaking(sat, keeping),
        talking.starts(sat, members),
        talking.rounds(sat),
        talking.passes(sat, keeping),
        holding.facilitation(o, sat, members),
        holding.roles(o, asked),
        holding.several(o, members, today),
        talking.objections(sat),
        keeping_to.reviews(o, record.steps, asked, today, day),
        keeping_to.agreements(o, asked, today),
        keeping_to.evaluation(sat),
    )
    latest = tuple(Sitting(s.id, s.circle, s.on) for s in sat[: -LATEST - 1 : -1])
    return Mirror(asked=asked, title=title, meetings=len(sat), figures=figures, latest=latest)


def _keeping(o: Organisation, circle: str) -> Keeping:
    keep = frozenset(id_ for id_, each in o.circles.items() if each.customs.keep_totals and circle in ("", id_))
    return Keeping(circles=len(o.circles), keep=keep, name=o.circle(circle).name if circle else "")


def _of_one(record: Gathered, asked: Asked) -> Mirror:
    """Return the mirror of one meeting that was held."""
    o = record.organisation
    held = o.held.get(asked.meeting)
    if held is None:
        raise unknown(_("meeting"), asked.meeting, {h.id: f"{h.circle} {h.on}" for h in o.held.values()})
    name = o.circles[held.circle].name if held.circle in o.circles else held.circle
    title = _("{circle}, {day}", circle=name, day=held.on)
    if held.private:
        raise Refused(_("This meeting was private: nothing that could be counted is kept outside of it."))
    return _one(record.meetings(asked), asked, title, _keeping(o, held.circle))


def _one(sat: tuple[Sat, ...], asked: Asked, title: str, keeping: Keeping) -> Mirror:
    figures: tuple[Figure, ...] = (
        talking.speaking(sat, keeping),
        talking.starts(sat, {}, people=sum(max(s.people, len({t.person for t in s.starts})) for s in sat)),
        talking.rounds(sat),
        talking.passes(sat, keeping),
        talking.objections(sat),
    )
    marks = keeping_to.evaluation(sat)
    return Mirror(asked=asked, title=title, meetings=len(sat), figures=(*figures, marks) if marks.of else figures)


def mirror_of_meeting(m: Meeting, now: int) -> Mirror:
    """Return the mirror of a meeting under way, as it is at `now`: live, for those who are in it, and kept nowhere."""
    spent = totals(replace(m, rounds=rested(m, m.paused or now)))
    sat = Sat(
        id=m.id,
        circle="",
        on=m.today,
        people=sum(1 for p in m.people.values() if p.presence != "absent"),
        totals={person: time for person, time in spent.items() if time},
        tally=tally_of(m),
        starts=m.starts[m.earlier_starts :],
    )
    asked = Asked(circle=m.circle.id, meeting=m.id)
    found = _one((sat,), asked, _("{circle}, under way", circle=m.circle.name), LIVE)
    said = _(
        "Live, for those who are here. Turns and speaking time are discarded when the meeting closes, unless the circle has agreed to keep totals."
    )
    figures = tuple(replace(f, consented=said) if f.consented else f for f in found.figures)
    return replace(found, figures=figures)
