"""Evolve, mood: the meeting after a card was given, or the sum of all was shown."""

from msgspec.structs import replace

from sociotui.domain import events
from sociotui.domain.meeting import Meeting
from sociotui.domain.mood import MoodRound
from sociotui.domain.unfolding import Handlers

HANDLERS = Handlers()


@HANDLERS.on(events.CardGiven)
def _card_given(m: Meeting, e: events.CardGiven) -> Meeting:
    if e.person in m.mood.given:
        return m
    return replace(m, mood=MoodRound(given=(*m.mood.given, e.person)))


@HANDLERS.on(events.MoodShown)
def _mood_shown(m: Meeting, e: events.MoodShown) -> Meeting:
    return replace(m, mood=MoodRound(counts=e.counts, shown=e.at))
