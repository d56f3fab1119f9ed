"""Moods: a mood round shows the sum and never a person's card; no file, no snapshot and no sentence ever has one.

Two homes go the same way and differ only in the cards that people give: as long as no sum is shown, whatever can be seen
of one, on the disk too, is what can be seen of the other; and afterwards nothing differs but the sum.
"""

import itertools
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sociotui.domain import commands as c
from sociotui.domain.event import Command, Event
from sociotui.domain.events import CardGiven, MoodShown
from sociotui.domain.lessons import MOODS, Mood
from sociotui.domain.minutes import minutes_of
from sociotui.domain.mood import FEWEST, summed
from sociotui.domain.refusal import Refused
from sociotui.exchange.minutes import render
from sociotui.journal.port import Conflict
from sociotui.room.acting import act_by_name
from sociotui.room.home import Home
from sociotui.room.hub import Hub
from sociotui.room.live import LiveRoom
from sociotui.room.moods import Moods
from sociotui.room.status import lines, status
from sociotui.room.telling import mood_line, tell
from tests.homes import SIX, Hands, home_in, opened
from tests.plain import as_json
from tests.room.exported import everything
from tests.room.holding import go_on

SECOND = 1000


def staying(home: Home) -> Home:
    """Return a home that something has open for a while, as a hub does."""
    home.moods = Moods()
    return home


def give(home: Home, id_: str, *cards: tuple[str, Mood]) -> None:
    """Let people give cards."""
    for person, card in cards:
        home.act(id_, c.GiveCard(person=person, card=card), person)


def on_disk(folder: Path) -> dict[str, bytes]:
    """Return all that lies in a home's folder, in whatever file."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# --- what a round shows --------------------------------------------------------------------------------


def test_the_sum_is_shown_to_all_and_whose_card_is_which_is_not(home: Home, hands: Hands) -> None:
    id_ = opened(staying(home))
    give(home, id_, ("ana", "calm"), ("ben", "tired"), ("zoe", "tired"))
    assert home.meeting(id_).mood.given == ("ana", "ben", "zoe")
    assert home.meeting(id_).mood.counts == {}
    assert mood_line(home.meeting(id_)) == "Mood round: Ana, Ben, Zoe gave a card"
    done = home.act(id_, c.ShowMood(), "zoe")
    assert done.meeting.mood.counts == {"calm": 1, "tired": 2}
    assert done.meeting.mood.given == ()
    assert tell(done.meeting, done.events) == "The mood of all: tired 2, calm 1."
    assert mood_line(done.meeting) == "The mood of all: tired 2, calm 1"
    hands.at += SECOND
    go_on(home, id_, "agenda")
    assert mood_line(home.meeting(id_)) == ""


@pytest.mark.parametrize("many", [0, 1, 2])
def test_of_fewer_than_three_cards_no_sum_is_shown(home: Home, many: int) -> None:
    id_ = opened(staying(home))
    give(home, id_, *[(person, "sad") for person in SIX[:many]])
    before = home.course(id_)
    with pytest.raises(Refused) as refused:
        home.act(id_, c.ShowMood(), "zoe")
    assert "sad" not in str(refused.value)
    assert home.course(id_) == before


def test_who_changes_their_mind_before_the_sum_changes_their_card(home: Home) -> None:
    id_ = opened(staying(home))
    give(home, id_, ("ana", "calm"), ("ben", "calm"), ("zoe", "calm"), ("ana", "angry"))
    assert home.act(id_, c.ShowMood(), "zoe").meeting.mood.counts == {"calm": 2, "angry": 1}


def test_a_sum_that_somebody_makes_up_is_not_shown(home: Home) -> None:
    id_ = opened(staying(home))
    give(home, id_, ("ana", "calm"), ("ben", "calm"), ("zoe", "calm"))
    forged: dict[Mood, int] = {"angry": 40}
    assert home.act(id_, c.ShowMood(counts=forged), "zoe").meeting.mood.counts == {"calm": 3}


def test_who_is_not_here_or_not_known_gives_none(home: Home) -> None:
    id_ = opened(staying(home))
    for person, why in (("fay", "not here"), ("nobody", "nobody")):
        with pytest.raises(Refused, match=why):
            home.act(id_, c.GiveCard(person=person, card="calm"), "zoe")
    assert home.moods and dict(home.moods.of(id_)) == {}


# --- no difference tells whose it is ---------------------------------------------------------------------


def test_a_sum_that_was_taken_back_leaves_no_cards_to_make_another_of(home: Home) -> None:
    """Else one more card, and another sum, would tell by their difference whose it is."""
    id_ = opened(staying(home))
    give(home, id_, ("ana", "calm"), ("ben", "calm"), ("zoe", "calm"))
    home.act(id_, c.ShowMood(), "zoe")
    home.act(id_, c.UndoAct(), "zoe")
    give(home, id_, ("dara", "angry"))
    with pytest.raises(Refused, match="give them again"):
        home.act(id_, c.ShowMood(), "zoe")
    assert "angry" not in as_json(home.meeting(id_)).decode()


def test_the_next_round_counts_its_own_cards_alone(home: Home) -> None:
    id_ = opened(staying(home))
    for person in SIX:
        home.act(id_, c.GiveCard(person=person, card="calm"), person)
    home.act(id_, c.ShowMood(), "zoe")
    give(home, id_, ("ana", "sad"), ("ben", "warm"))
    with pytest.raises(Refused, match="fewer than 3"):
        home.act(id_, c.ShowMood(), "zoe")
    give(home, id_, ("zoe", "warm"))
    assert home.act(id_, c.ShowMood(), "zoe").meeting.mood.counts == {"warm": 2, "sad": 1}


def test_where_another_process_was_first_the_sum_is_shown_all_the_same(home: Home) -> None:
    id_ = opened(staying(home))
    give(home, id_, ("ana", "calm"), ("ben", "calm"), ("zoe", "calm"))
    append, tried = home.journal.append_all, itertools.count()

    def late(*said: object, **more: object) -> object:
        if next(tried) == 0:
            raise Conflict(home.course(id_).count)
        return append(*said, **more)  # type: ignore[arg-type]

    home.journal.append_all = late  # type: ignore[method-assign, assignment]
    assert home.act(id_, c.ShowMood(), "zoe").meeting.mood.counts == {"calm": 3}
    assert next(tried) > 1


# --- kept in memory alone ----------------------------------------------------------------------------------


def test_at_a_command_line_of_its_own_a_card_is_refused_before_anything_is_written(home: Home) -> None:
    id_ = opened(home)
    before = on_disk(home.folder)
    with pytest.raises(Refused, match="in memory only"):
        act_by_name(home, id_, "mood", {"person": "ana", "text": "calm"}, "zoe")
    assert on_disk(home.folder) == before


def test_after_a_new_start_cards_are_asked_for_again(tmp_path: Path, hands: Hands) -> None:
    home = staying(home_in(tmp_path / "home", hands))
    id_ = opened(home)
    give(home, id_, ("ana", "calm"), ("ben", "calm"), ("zoe", "calm"))
    home.close()
    again = staying(Home(tmp_path / "home", hands.clock()))
    with pytest.raises(Refused, match="3 of them are not here"):
        again.act(id_, c.ShowMood(), "zoe")
    give(again, id_, ("ana", "sad"), ("ben", "sad"), ("zoe", "sad"))
    assert again.act(id_, c.ShowMood(), "zoe").meeting.mood.counts == {"sad": 3}
    again.close()


def test_a_hub_keeps_cards_in_its_memory(home: Home) -> None:
    hub = Hub(home)
    assert isinstance(home.moods, Moods)
    hub.stop()


def test_nothing_of_a_mood_round_is_left_when_the_meeting_is_closed(home: Home) -> None:
    id_ = opened(staying(home))
    give(home, id_, ("ana", "afraid"), ("ben", "afraid"), ("zoe", "afraid"))
    home.act(id_, c.ShowMood(), "zoe")
    give(home, id_, ("dara", "afraid"))
    go_on(home, id_, "closing")
    home.act(id_, c.CloseMeeting(), "zoe")
    assert home.moods and dict(home.moods.of(id_)) == {}
    assert home.meeting(id_).mood.counts == {}
    for name, data in on_disk(home.folder).items():
        assert b"afraid" not in data, name
        assert b"CardGiven" not in data, name
    assert b"afraid" not in everything(home)


# --- two homes that differ in the cards alone ------------------------------------------------------------------

CARDS = st.tuples(st.sampled_from(SIX), st.sampled_from(MOODS), st.sampled_from(MOODS))
"""Who gives a card, and which one it is in each of the two homes."""
OTHER: st.SearchStrategy[Command] = st.one_of(
    st.builds(c.FinishTurn),
    st.builds(c.NextStep),
    st.builds(c.UndoAct),
    st.builds(c.Leave, person=st.sampled_from(SIX[:3])),
    st.builds(c.Arrive, person=st.sampled_from(SIX[:3])),
    st.builds(c.ShowMood),
)


class Seen:
    """A home with a meeting, and all that can be seen of it."""

    def __init__(self, folder: Path, at: int, meeting: str, number: int) -> None:
        self.hands = Hands(at)
        self.home = staying(Home(folder, self.hands.clock()))
        self.meeting, self.number, self.cmd = meeting, number, itertools.count()

    def act(self, asked: "tuple[str, Mood, Mood] | Command") -> tuple[tuple[Event, ...], tuple[bytes, ...]]:
        """Do something; return what it made, and all that can be seen of it and of the home, or the refusal."""
        self.hands.at += SECOND
        command = asked if isinstance(asked, Command) else c.GiveCard(person=asked[0], card=asked[1:][self.number])
        try:
            done = self.home.act(self.meeting, command, "zoe", f"cmd-{next(self.cmd)}")
        except Refused as refusal:
            return (), (str(refusal).encode(),)
        return done.events, (tell(done.meeting, done.events).encode(), *self.looks())

    def looks(self) -> Iterator[bytes]:
        """Look at the meeting in every way there is, and at each file."""
        meeting = self.home.meeting(self.meeting)
        yield as_json(meeting)
        yield as_json(status(meeting))
        yield "\n".join([*lines(meeting), mood_line(meeting)]).encode()
        yield render(minutes_of(meeting), "md").encode()
        yield as_json(LiveRoom(Home(self.home.folder, self.hands.clock()), "zoe", self.meeting).snapshot)
        for name, data in on_disk(self.home.folder).items():
            # What stands before the document in each line proves it, with a number that is drawn anew in each home.
            yield name.encode() + b"\n".join(line[line.find(b"{") :] for line in data.splitlines())


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home with a meeting that has begun, and the meeting's id."""
    folder = tmp_path_factory.mktemp("moods") / "home"
    home = home_in(folder, Hands())
    id_ = opened(home)
    home.close()
    return folder, id_


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.one_of(CARDS, CARDS, OTHER), max_size=12))
def test_nobody_can_tell_whose_card_is_which(
    begun: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory, acts: "list[tuple[str, Mood, Mood] | Command]"
) -> None:
    folder, id_ = begun
    places = [tmp_path_factory.mktemp("two") / "home" for _place in range(2)]
    for place in places:
        shutil.copytree(folder, place)
    one, other = (Seen(place, Hands().at, id_, number) for number, place in enumerate(places))
    try:
        for asked in acts:
            (made, told), (made_too, told_too) = one.act(asked), other.act(asked)
            assert [type(e) for e in made] == [type(e) for e in made_too]
            assert all(not hasattr(e, "card") for e in made)
            if any(isinstance(e, MoodShown) for e in made):
                return  # what is shown is a sum; below is that it is one
            assert told == told_too
    finally:
        for each in (one, other):
            each.home.close()
        for place in places:
            shutil.rmtree(place.parent)


@given(cards=st.dictionaries(st.sampled_from(SIX), st.sampled_from(MOODS)), order=st.permutations(SIX))
def test_a_sum_is_the_same_whoever_of_them_gave_which(cards: dict[str, Mood], order: list[str]) -> None:
    given_ = tuple(cards)
    counts = summed(cards, given_)
    assert counts == dict(Counter(cards.values()))
    assert list(counts) == [mood for mood in MOODS if mood in counts]
    swapped = dict(zip([p for p in order if p in cards], cards.values(), strict=True))
    assert summed(swapped, given_) == counts


def test_what_goes_on_record_names_no_card() -> None:
    assert set(CardGiven.__struct_fields__) == {"at", "person"}
    assert set(MoodShown.__struct_fields__) == {"at", "counts"}
    assert FEWEST == 3
