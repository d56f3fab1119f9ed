"""Mood: who has given a card to a mood round, and the sum of a round that is over. Whose card is which, nobody keeps."""

from collections.abc import Mapping

from msgspec import Struct

from sociotui.domain.lessons import MOODS, Mood
from sociotui.domain.people import PersonId

FEWEST = 3
"""Cards of which a sum is shown. Of two, each would know the other's."""


class MoodRound(Struct, frozen=True, omit_defaults=True):
    """A mood round: who has `given` a card, as all see; and the sum by groups of feelings, `shown` at that time (ms since 1970; 0 while it is not).

    Nothing of a check-in is recorded (practice of all dialects), so all of it goes when the meeting is sealed.
    """

    given: tuple[PersonId, ...] = ()
    counts: dict[Mood, int] = {}
    shown: int = 0


NO_MOOD = MoodRound()
"""No mood round has been held, or all of it is gone."""


def summed(cards: Mapping[str, Mood], given: tuple[str, ...]) -> dict[Mood, int]:
    """Return how many cards there are of each group, of those who have given one; in the order of the groups.

    `cards` are whose is which: whoever keeps them does so in memory, and lets go of them once the sum is shown.
    """
    counted = [cards[person] for person in given if person in cards]
    return {mood: counted.count(mood) for mood in MOODS if mood in counted}
