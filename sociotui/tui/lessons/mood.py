"""The mood round at a screen that all share: the keyboard goes round, each gives a card, and the sum is shown to all."""

from sociotui.domain.commands import GiveCard, ShowMood
from sociotui.domain.lessons import MOODS, Library
from sociotui.domain.meeting import Meeting
from sociotui.room.telling import mood_said
from sociotui.tui.dialogs.handing_round import Act, HandingRound
from sociotui.tui.dialogs.pick import PickDialog
from sociotui.tui.widgets.lines import clip
from sociotui.tui.widgets.listing import Row
from sociotui.words import _

SUM = "sum"
"""The id of the row that shows the sum, among those of the cards."""


def card_dialog(library: Library, width: int, name: str = "", *, may_show: bool = False) -> PickDialog:
    """Return a dialog that asks for a card of the mood round: of `name`, or one's own; `may_show` offers the sum, too.

    `width` is the terminal's, in cells.
    """
    room = min(72, width) - 4 - 12
    deck = library.decks.get("feelings")
    rows = []
    for n, mood in enumerate(MOODS, 1):
        suit = deck.suit(mood) if deck else None
        title, words = (_(suit.title), ", ".join(_(w) for w in suit.words)) if suit else (mood, "")
        rows.append(Row(mood, ((f"{n} ", "key"), (f"{title:10}", "strong"), (clip(words, room), "dim"))))
    if may_show:
        rows.append(Row(SUM, (("9 ", "key"), (_("show the sum of all now"), "strong"))))
    title = _("{name}'s card", name=name) if name else _("Your card")
    looks = _("Nobody else looks.") if name else _("Nobody else sees it.")
    intro = _("{looks} It is kept in memory only, and goes into the sum of all.", looks=looks)
    return PickDialog(title, intro, rows)


class MoodDialog(HandingRound):
    """The mood round: each gives a card."""

    title_said = _("Mood round")
    keys_said = _("enter: who is chosen gives a card · n: the sum of all · escape: back")
    given_said = _("has given a card")

    def __init__(self, library: Library, act: Act) -> None:
        super().__init__(act)
        self._library = library

    def given(self, m: Meeting) -> tuple[str, ...]:
        """Return who has given a card."""
        return tuple(m.mood.given)

    def asked(self, m: Meeting) -> tuple[str, ...]:
        """Return everybody."""
        return m.seats

    def intro(self, m: Meeting, to_give: list[str]) -> str:
        """Return what to do now; once it is there, the sum."""
        if m.mood.counts and m.mood.shown >= m.entered:
            return _("The mood of all: {sum}.", sum=mood_said(m.mood.counts))
        if not to_give:
            return _("All have given a card. Turn the screen to everybody, and show the sum.")
        return _("Whoever likes gives a card, and nobody else looks. Next could be {name}.", name=m.name(to_give[0]))

    def ask(self, m: Meeting, person: str) -> None:
        """Ask somebody for their card."""

        async def give(card: str | None) -> None:
            mood = next((each for each in MOODS if each == card), None)
            if mood:
                self.refuse(await self.act("mood", GiveCard(person=person, card=mood)))

        self.app.push_screen(card_dialog(self._library, self.app.size.width, m.name(person)), give)

    async def make_sum(self) -> str:
        """Show the sum to all."""
        return await self.act("mood-sum", ShowMood())
