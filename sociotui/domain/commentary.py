"""Commentary: why a step is there, told the shorter the more often this circle has held it, until it need not be told.

A format says of each step why in full (`why`) and in brief; where a circle's own format doesn't, its kind does. The
words are after MVOS, and for their dialects S3 and HC.
"""

from collections.abc import Iterator
from typing import Literal

from sociotui.domain.experience import ENOUGH
from sociotui.domain.formats import RoundKind, Step, StepKind
from sociotui.domain.meeting import Meeting, Place
from sociotui.domain.rounds import round_kind
from sociotui.words import _

FULL_FOR = 3
"""So many times a step is told in full; then in brief, until it has been held `ENOUGH` times."""
Told = Literal["full", "brief", "nothing"]
"""How much is told of why a step is there."""


def told(m: Meeting) -> Told:
    """Return how much to tell of why the step is there that `m` is in."""
    known = times(m)
    return "full" if known < FULL_FOR else "brief" if known < ENOUGH else "nothing"


def times(m: Meeting) -> int:
    """Return how often all who are here know this step: as often as the circle has held it, or fewer for a newcomer.

    What was held before in this same meeting counts too: its third proposal is the third time.
    """
    key = _key(m, m.place)
    today = sum(1 for place in m.done if place != m.place and _key(m, place) == key)
    # Who is here for the first time has been here for the steps of this meeting.
    newest = min((m.experience.people.get(person, 0) for person in m.seats), default=ENOUGH)
    return min(m.experience.steps.get(key, 0), newest) + today


def held(m: Meeting) -> tuple[str, ...]:
    """Return the steps that a meeting has gone through, each once, as `Experience` counts them."""
    return tuple(dict.fromkeys(_key(m, place) for place in (*m.done, m.place)))


def attended(m: Meeting) -> tuple[str, ...]:
    """Return who is or was at a meeting."""
    return tuple(person.id for person in m.people.values() if person.presence != "absent")


def why(step: Step, how: Told) -> str:
    """Return why a step is there; "" where nothing is to be told."""
    if how == "nothing":
        return ""
    if how == "brief":
        return _(step.brief or step.why) or _of_kind(step)[1]
    return _(step.why or step.brief) or _of_kind(step)[0]


def sentences(m: Meeting, how: Told) -> Iterator[str]:
    """Yield what is told of the step that `m` is in: why it is there, as much as that, and when it is done."""
    if because := why(m.step, how):
        yield because
    if m.step.done:
        yield _("Done when: {done}", done=_(m.step.done))


def _key(m: Meeting, place: Place) -> str:
    return f"{m.format_of(place).id}/{place.step}"


# --- what a step of a circle's own format is there for, by its kind ------------------------------------


def _of_kind(step: Step) -> tuple[str, str]:
    """Return why there are steps of this kind, in full and in brief."""
    kind = round_kind(step)
    if kind and step.kind in ("round", "consent"):
        return _ROUNDS[kind]
    return _STEPS.get(step.kind, ("", ""))


_ROUNDS: dict[RoundKind, tuple[str, str]] = {
    "round": (
        _(
            "In a round each voice has its place: who is quick does not take it, and who is quiet need not fight for it."
        ),
        _("Each voice has its place."),
    ),
    "check-in": (
        _("We arrive before we begin. What somebody brings along is easier to hold for all once it has been said."),
        _("First arrive, then begin."),
    ),
    "clarify": (
        _("Questions now, opinions later: only what we have understood can we weigh."),
        _("First understand, then judge."),
    ),
    "brainstorm": (
        _("Short turns, and nothing is judged yet: one thought wakes another, until nothing new comes."),
        _("Gather first, weigh later."),
    ),
    "react": (
        _("A short reaction from each, so that the proposer hears all of us, and not those alone who speak first."),
        _("The whole circle is heard, in brief."),
    ),
    "nomination": (
        _("Reasons are what we choose by. Said aloud, they tell all of us what the role needs."),
        _("Reasons count, not numbers."),
    ),
    "change": (
        _("Having heard the others one may see it in another way. To change one's mind is a strength here."),
        _("Who has listened may change."),
    ),
    "consent": (
        _(
            "Nobody is overruled: a reason against our aim counts, and liking it best is not needed. Silence is no answer."
        ),
        _("Good enough for now, safe enough to try."),
    ),
    "evaluation": (
        _("We look at how we work while it is fresh: content, process, and how we were with each other."),
        _("What we look at can grow."),
    ),
}
_STEPS: dict[StepKind, tuple[str, str]] = {
    "talk": (_("All of us know what this is about before we go on."), _("The same picture for all.")),
    "admin": (
        _("Who is here, who does what and for how long: once that is clear, heads are free for the rest."),
        _("The frame is clear for all."),
    ),
    "minutes": (
        _("The minutes are all of ours, so all of us say whether they are right."),
        _("The record is all of ours."),
    ),
    "agenda": (
        _("What we give our time to is a decision, and we make it together before we begin."),
        _("Our time is ours to give."),
    ),
    "items": (_("One topic at a time, each to an outcome."), _("One thing at a time.")),
    "backlog": (
        _("What has no time today is kept, so that nobody has to carry it in their head."),
        _("Nothing that matters is lost."),
    ),
    "amend": (
        _("One exact wording, so that we speak of the same thing; whoever brings it holds the pen."),
        _("One wording, one hand."),
    ),
    "integrate": (
        _("An objection shows what we have not seen yet. It belongs to all of us, and makes the proposal better."),
        _("An objection is a gift to the circle."),
    ),
    "record": (
        _("What we decide is kept word for word, with a day to look at it again: nothing is for ever."),
        _("Kept, and looked at again."),
    ),
    "outcome": (
        _("Every item ends with something said aloud, be it “not now”; so nobody goes home with a guess."),
        _("No item without an outcome."),
    ),
    "closing": (
        _("What is read out once more is what we really agreed on, and what others will find."),
        _("What counts is on record."),
    ),
    "approve": (
        _("Read while all remember, a mistake in the minutes is quickly mended."),
        _("The record is all of ours."),
    ),
    "roles": (
        _("What a role is there for comes before the question who: we choose for a task, not for a person's sake."),
        _("First the role, then the person."),
    ),
    "nominate": (
        _("Each writes alone, so that nobody follows the first or the loudest."),
        _("Each thinks for themselves first."),
    ),
    "stuck": (
        _("When it goes round in circles we say so, and hear each one: often what was missing then shows itself."),
        _("Say that we are stuck, and hear each."),
    ),
}
