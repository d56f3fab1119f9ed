"""Lessons, cards and mood rounds: in each kind of room alike; a card goes in, and nothing but the sum comes out."""

import pytest

from sociotui.domain.commands import GiveCard, ShowMood
from sociotui.domain.events import CardGiven, MoodShown
from sociotui.domain.lessons import Mood
from sociotui.domain.refusal import Refused
from sociotui.room.home import Home
from tests.contract.places import Entered, First, Place
from tests.exchange.test_lessons import LIBRARY
from tests.plain import as_json
from tests.served.serving import SOON

CARDS: tuple[tuple[str, Mood], ...] = (("zoe", "afraid"), ("ana", "angry"), ("ben", "afraid"))


@pytest.fixture
def first() -> First:
    """Let the home have a lesson of its own."""

    def write(home: Home) -> None:
        (home.folder / "lessons").mkdir()
        (home.folder / "lessons" / "our-shed.toml").write_text('title = "Our shed"\ntext = "Sweep it."', "utf-8")

    return write


def test_the_library_is_the_programs_and_the_homes(place: Place) -> None:
    library = place.enter("ben").room.library().result(SOON)
    assert library.lessons["our-shed"].title == "Our shed"
    assert {**library.lessons} == {**LIBRARY.lessons, "our-shed": library.lessons["our-shed"]}
    assert library.decks == LIBRARY.decks


def test_each_gives_a_card_and_all_see_the_sum(place: Place, zoe: Entered, meeting: str) -> None:
    others = {person: place.enter(person, meeting) for person in ("ana", "ben")}
    # At a laptop each has a program of their own; a mood round goes through one of them, whose memory holds the cards.
    rooms = {"zoe": zoe, **(others if place.own else dict.fromkeys(others, zoe))}
    for person, card in CARDS:
        done = rooms[person].room.act(GiveCard(person=person, card=card)).result(SOON)
        assert [type(event) for event in done.events] == [CardGiven]
        zoe.until(lambda s, who=person: s.meeting and who in s.meeting.mood.given)  # type: ignore[misc]
    for who in (zoe, *others.values()):
        for snapshot in who.seen.snapshots:
            assert snapshot.meeting is None or snapshot.meeting.mood.counts == {}
            assert not any(word in as_json(snapshot.meeting) for word in (b'"afraid"', b'"angry"'))
    shown = zoe.room.act(ShowMood(counts={"calm": 9})).result(SOON)
    assert [event.counts for event in shown.events if isinstance(event, MoodShown)] == [{"afraid": 2, "angry": 1}]
    for who in (zoe, *others.values()):
        who.until(lambda s: s.meeting and s.meeting.mood.counts == {"afraid": 2, "angry": 1})


def test_of_two_cards_no_sum_is_shown(place: Place, zoe: Entered, meeting: str) -> None:
    ana = place.enter("ana", meeting) if place.own else zoe
    ana.room.act(GiveCard(person="ana", card="sad")).result(SOON)
    zoe.room.act(GiveCard(person="zoe", card="sad")).result(SOON)
    with pytest.raises(Refused, match="Cards so far: 2\\."):
        zoe.room.act(ShowMood()).result(SOON)
