"""Own: somebody's own figures, for nobody but themselves: the same that a circle sees of all, seen from one seat."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from sociotui.domain.items import FollowUp
from sociotui.domain.mirror.figures import Asked, Figure, FigureId, Mirror, Part, percent
from sociotui.domain.mirror.gathered import Gathered, Sat
from sociotui.domain.mirror.talking import figure
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused
from sociotui.words import _

_WHOLE: dict[FigureId, str] = {
    "speaking": _("Your time of all that was spoken, in meetings where you were, of circles that keep totals."),
    "starts": _("The rounds that you began, of all in the meetings of your circles."),
    "facilitation": _("The meetings of your circles that you facilitated, by their minutes."),
    "several": _("Your roles whose term runs today, in all circles."),
    "agreements": _("What you have taken on with a day that is over, or that is done."),
}
_TRY: dict[FigureId, str] = {
    "speaking": _(
        "Were you above an even share? Ask a question where you would have answered. Below? Say the first half-thought aloud."
    ),
    "starts": _("Say once who you would like to hear first."),
    "facilitation": _("Offer to facilitate a single item, or ask somebody to try it with you at their side."),
    "several": _("Name one role in which somebody could learn from you."),
    "agreements": _("Take on one thing less, and a day that is true."),
}


def own_mirror(record: Gathered, asked: Asked, today: date, person: str) -> Mirror:
    """Return the figures of `person`, as whom whoever asks was let in. Refused where the organisation does not know them."""
    o = record.organisation
    if person not in o.people:
        raise Refused(
            _(
                "One's own figures are shown to oneself alone, and {who} is nobody whom the organisation knows. With your login "
                "entered there (“sociotui change person”), this account is yours.",
                who=person or _("this account"),
            )
        )
    circles = [id_ for id_ in o.circles if asked.circle in ("", id_)]
    mine = [id_ for id_ in circles if person in o.full_members(id_, today)]
    sat = [s for s in record.meetings(asked) if s.circle in mine]
    made = (
        _speaking(o, sat, person),
        _starts(sat, person),
        _facilitation(o, sat, person),
        _several(o, circles, person, today),
        _agreements(o, asked, person, today),
    )
    said = _("Only you see this: it is worked out for you when you ask, and kept nowhere.")
    figures = tuple(replace(f, consented=said, how=_(_WHOLE[f.id]), attempt=_(_TRY[f.id])) for f in made)
    return Mirror(asked=asked, title=o.people[person].name, meetings=len(sat), figures=figures)


def _speaking(o: Organisation, sat: Sequence[Sat], person: str) -> Figure:
    found = [s for s in sat if person in s.totals and o.circles[s.circle].customs.keep_totals]
    time, mine = sum(sum(s.totals.values()) for s in found), sum(s.totals[person] for s in found)
    if not time:
        return figure("speaking", _("No totals of your circles are on record."))
    # Each meeting's time, divided by who was there: what would have been quite even.
    even = sum(sum(s.totals.values()) // max(s.people, len(s.totals)) for s in found)
    said = _(
        "You spoke {mine} of 100 minutes; an even share would have been {even}.",
        mine=percent(mine, time),
        even=percent(even, time),
    )
    trend = [(s.on, s.totals[person], sum(s.totals.values())) for s in found]
    return figure("speaking", said, percent(mine, time), 100, trend=trend)


def _starts(sat: Sequence[Sat], person: str) -> Figure:
    rounds = [start.person for s in sat for start in s.starts]
    begun = rounds.count(person)
    return figure("starts", _("You began {n} of {all} rounds.", n=begun, all=len(rounds)), begun, len(rounds))


def _facilitation(o: Organisation, sat: Sequence[Sat], person: str) -> Figure:
    name = o.people[person].name
    if sum(1 for p in o.people.values() if p.name == name) > 1:
        return figure("facilitation", _("Minutes have names, and somebody else has yours; so this is not known."))
    led = sum(1 for s in sat if s.facilitator == name)
    return figure("facilitation", _("You facilitated {n} of {all} meetings.", n=led, all=len(sat)), led, len(sat))


def _several(o: Organisation, circles: Sequence[str], person: str, today: date) -> Figure:
    terms = [term for id_ in circles for term in o.circles[id_].terms().values() if term.person and term.holds(today)]
    mine = sum(1 for term in terms if term.person == person)
    said = _("You hold {n} of the {all} roles that run today.", n=mine, all=len(terms))
    return figure("several", said, mine, len(terms))


def _agreements(o: Organisation, asked: Asked, person: str, today: date) -> Figure:
    found = [read() for _id, _same, read in o.follow_ups.perused(FollowUp)]
    mine = [f for f in found if f.owner == person and f.due and asked.circle in ("", f.circle) and asked.covers(f.due)]
    over = [f for f in mine if f.due and (f.done or f.due < today)]
    in_time = sum(1 for f in over if f.done and f.due and f.done <= f.due)
    if not over:
        return figure("agreements", _("Nothing with a day that you have taken on has come up."))
    said = _("{n} of {all} were done by their day.", n=in_time, all=len(over))
    return figure("agreements", said, in_time, len(over), parts=[Part(_("in time"), in_time, len(over))])
