"""The marks round: what each thinks of the meeting is given hidden, and summed once; what is wished for goes to the backlog.

Content, process, interpersonal, and what the circle wants more or less of (MVOS: meeting evaluation).
"""

from collections.abc import Iterator

from msgspec.structs import replace

from sociotui.domain import commands, events
from sociotui.domain.evaluating import FEWEST, QUESTIONS, Evaluation, Opinion, bounded, once
from sociotui.domain.event import Event
from sociotui.domain.items import BacklogItem
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.domain.steps import written_down
from sociotui.domain.text import NAME_LENGTH
from sociotui.domain.turns import somebody_here
from sociotui.words import _

LONGEST_WISH = NAME_LENGTH - 20
"""Characters that a wish may have, for it to be the title of a topic."""


def give(m: Meeting, c: commands.GiveMarks, at: int) -> Iterator[Event]:
    """Say what one thinks of the meeting; what it is is not in the event."""
    yield events.MarksGiven(at=at, person=giver(m, c))


def giver(m: Meeting, c: commands.GiveMarks) -> str:
    """Return whose opinion a command gives; refuses one that is empty, comes after the sum, or holds too long a wish."""
    person = somebody_here(m, c.person)
    if m.marking.sum:
        raise Refused(
            _(
                "The sum of this meeting is made. A line for the circle is kept still (‹remember›), a topic too (‹keep›)."
            )
        )
    if c.opinion == Opinion():
        raise Refused(_("How was it? Give a mark for content, process or how you were together, or a word, or a wish."))
    _check_wishes((*c.opinion.more, *c.opinion.less))
    return person


def _check_wishes(wishes: tuple[str, ...]) -> None:
    for wish in wishes:
        if len(wish) > LONGEST_WISH:
            raise Refused(
                _(
                    "A wish becomes the title of a topic: “{start}…” has {n} characters, {most} fit.",
                    start=wish[:24],
                    n=len(wish),
                    most=LONGEST_WISH,
                )
            )


def total(m: Meeting, c: commands.SumMarks, at: int) -> Iterator[Event]:
    """Make the sum, with no number where fewer than three gave marks; each wish becomes a topic, unless it is one already."""
    check_sum(m, c)
    evaluation = replace(
        bounded(c.evaluation),
        meeting=m.id,
        day=m.today,
        asked=_asked(m),
        more=once(c.evaluation.more),
        less=once(c.evaluation.less),
    )
    yield from written_down(m, events.EvaluationSummed(at=at, evaluation=evaluation, lost=c.lost), at)
    yield from _wished(m, evaluation, at)


def check_sum(m: Meeting, c: commands.SumMarks) -> None:
    """Refuse a sum that is made already, or of nothing; of more than there are; and, unless the meeting goes on, of too few."""
    if m.marking.sum:
        raise Refused(_("The sum of this meeting is made already."))
    if not (c.evaluation.answered or (c.leaving and m.marking.given)):
        raise _nothing_to_sum(m)
    asked = _asked(m)
    most = max(c.evaluation.answered, *(sum(c.evaluation.counts(q).values()) for q in QUESTIONS))
    if most > asked:
        raise Refused(_("{n} marks of {asked} people are too many. Count again, please.", n=most, asked=asked))
    if not c.leaving and c.evaluation.answered < min(FEWEST, asked):
        raise Refused(
            _(
                "{n} said how it was so far. Fewer than {fewest} make no sum, as it would tell who thinks what: wait for more "
                "(‹evaluate›). Where no more come, words and wishes are kept as you go on (‹step›).",
                n=c.evaluation.answered,
                fewest=FEWEST,
            )
        )
    _check_wishes((*c.evaluation.more, *c.evaluation.less))


def _asked(m: Meeting) -> int:
    """Return how many are asked: those in the room, and who gave theirs and left."""
    return len({*m.taking_part(), *m.marking.given})


def _nothing_to_sum(m: Meeting) -> Refused:
    if m.marking.given:
        return Refused(
            _(
                "Marks are kept in memory only, and those of {names} are not here any more: the program was started anew, or "
                "the sum was taken back. Please give them again (‹evaluate›).",
                names=m.names(tuple(m.marking.given)),
            )
        )
    return Refused(_("Nobody has given marks yet. Each gives theirs, hidden (‹evaluate›); then the sum is made."))


def _wished(m: Meeting, evaluation: Evaluation, at: int) -> Iterator[Event]:
    """Keep each wish as a topic to explore. One that the circle has on its backlog or its agenda already is not kept twice."""
    there = {t.title.casefold() for t in m.backlog} | {i.title.casefold() for i in m.agenda if not i.outcome}
    wishes = [_("More of: {wish}", wish=wish) for wish in evaluation.more]
    wishes += [_("Less of: {wish}", wish=wish) for wish in evaluation.less]
    for title in wishes:
        if title.casefold() not in there:
            came = _("Wished for at the end of our meeting of {day}.", day=m.today)
            topic = BacklogItem(title=title, aim="explore", added_by=m.circle.id, next_step=came)
            yield events.BacklogKept(at=at, topic=topic)
