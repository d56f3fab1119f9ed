"""Moods: the cards of mood rounds that are under way, in memory alone. No file, no journal and no snapshot has them."""

from collections.abc import Mapping

from sociotui.domain.commands import GiveCard, ShowMood
from sociotui.domain.event import Command
from sociotui.domain.lessons import Mood
from sociotui.domain.meeting import Meeting
from sociotui.domain.mood import FEWEST, summed
from sociotui.domain.refusal import Refused
from sociotui.domain.text import cleaned
from sociotui.domain.turns import somebody_here
from sociotui.words import _


class Moods:
    """Whose card is which, from when it is given until the sum is shown.

    Then they are gone: were they kept, another card and another sum would tell by their difference whose it is.
    """

    def __init__(self) -> None:
        self._cards: dict[str, Mapping[str, Mood]] = {}

    def of(self, meeting: str) -> Mapping[str, Mood]:
        """Return the cards of a meeting by person; none where no round is under way."""
        return self._cards.get(meeting, {})

    def put(self, meeting: str, cards: Mapping[str, Mood]) -> None:
        """Keep these cards of a meeting, and no others."""
        self._cards.pop(meeting, None)
        if cards:
            self._cards[meeting] = cards

    def heeded(self, meeting: Meeting, command: GiveCard | ShowMood) -> Command:
        """Keep the card that a command gives, or count the cards for one that shows them; return the command as it is decided."""
        cards = self.of(meeting.id) if meeting.mood.given else {}
        if isinstance(command, GiveCard):
            self.put(meeting.id, {**cards, somebody_here(meeting, command.person): command.card})
            return command
        counts = summed(cards, meeting.mood.given)
        if sum(counts.values()) >= FEWEST:
            self.put(meeting.id, {})
        return ShowMood(counts=counts)


def heeded(moods: Moods | None, meeting: Meeting, command: Command) -> Command:
    """Return a command as it is decided, its card taken out of people's sight where it has one.

    `moods` is None where nothing stays in memory, as in a single command at a command line.
    """
    if not isinstance(command, GiveCard | ShowMood) or meeting.closed:
        return command
    if moods is None:
        raise Refused(
            _(
                "A card is kept in memory only, so it needs a program that stays open: give it on the screen (“sociotui”), or "
                "where a server has the home. It is written nowhere."
            )
        )
    return moods.heeded(meeting, cleaned(command))
