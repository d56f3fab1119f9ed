"""The mood round: cards are given hidden, and their sum is shown to all at once; a person's own card is never shown."""

from collections.abc import Iterator

from sociotui.domain import commands, events
from sociotui.domain.event import Event
from sociotui.domain.meeting import Meeting
from sociotui.domain.mood import FEWEST
from sociotui.domain.refusal import Refused
from sociotui.domain.turns import somebody_here
from sociotui.words import _


def give(m: Meeting, c: commands.GiveCard, at: int) -> Iterator[Event]:
    """Give a card; who does it again changes theirs, as long as the sum is not shown. Which one is not in the event.

    A card that is given after the sum was shown begins another round.
    """
    yield events.CardGiven(at=at, person=somebody_here(m, c.person))


def show(m: Meeting, c: commands.ShowMood, at: int) -> Iterator[Event]:
    """Show the sum, once there are enough cards to hide each of them among the others."""
    if not m.mood.given:
        raise Refused(_("Nobody has given a card yet. Each gives one, hidden (‹mood›); then the sum is shown."))
    total = sum(c.counts.values())
    if total < FEWEST:
        lost = len(m.mood.given) - total
        if lost:
            raise Refused(
                _(
                    "Cards are kept in memory only, and {n} of them are not here: the program was started anew, or they were given in "
                    "another one. Please give them again (‹mood›).",
                    n=lost,
                )
            )
        raise Refused(
            _(
                "Cards so far: {n}. A sum of fewer than {fewest} would tell who feels what; wait for more, or let it be.",
                n=total,
                fewest=FEWEST,
            )
        )
    yield events.MoodShown(at=at, counts=c.counts)
