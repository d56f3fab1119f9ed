"""Hidden: what a room hands out tells nobody whom others nominate, before all is revealed at once.

Two homes go the same way, and differ only in whom people nominate and why: whatever can be seen of one is what can be
seen of the other.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from sociotui.domain import commands as c
from sociotui.domain.event import Command
from sociotui.domain.events import NominationsRevealed, NominationsWritten
from sociotui.domain.minutes import minutes_of
from sociotui.domain.refusal import Refused
from sociotui.domain.selection import Nomination
from sociotui.exchange.minutes import render
from sociotui.room.acting import act_by_name
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.room.status import lines, status
from sociotui.room.telling import tell
from tests.domain.test_hidden import ROLES, Names, goings
from tests.homes import SIX, Hands, home_in
from tests.plain import as_json
from tests.room.exported import everything
from tests.room.holding import act, go_on, with_item

SECRET = "Because of the one thing that nobody else may read yet"
SECOND = 1000


def writing(home: Home) -> str:
    """Go to the step of a selection of two roles in which everybody writes, and return the meeting's id."""
    id_ = with_item(home, "Our roles", "selection", ROLES)
    go_on(home, id_, "amend")
    act(home, id_, c.Propose(text="Hears both sides."))
    go_on(home, id_, "nominate")
    return id_


class Seen:
    """A home with a meeting, and all that it hands out."""

    def __init__(self, folder: Path, hands: Hands, meeting: str, number: int) -> None:
        self.hands = hands
        self.home = Home(folder, hands.clock())
        self.meeting = meeting
        self.number = number

    def act(self, command: Command) -> tuple[bytes, ...]:
        """Do something, and return all that can be seen of it and of the home after it, or the refusal."""
        asked = command.said(self.number) if isinstance(command, Names) else command
        try:
            done = self.home.act(self.meeting, asked, "zoe")
        except Refused as refusal:
            return (str(refusal).encode(),)
        told = tell(done.meeting, done.events)
        return (told.encode(), *(as_json(seen) for seen in (done.meeting, done.events)), *self.looks())

    def looks(self) -> Iterator[bytes]:
        """Look at the meeting in every way there is."""
        meeting = self.home.meeting(self.meeting)
        yield as_json(meeting)
        yield as_json(status(meeting))
        yield "\n".join(lines(meeting)).encode()
        yield render(minutes_of(meeting), "md").encode()
        yield as_json(self.home.open_meetings())
        yield as_json(LiveRoom(self.home, "zoe", self.meeting).snapshot)

    def is_open(self) -> bool:
        """Tell whether the meeting is under way, all being hidden still."""
        course = self.home.course(self.meeting)
        return bool(course.meeting and not course.meeting.closed)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, int]:
    """A home at the step in which everybody writes, the meeting's id, and when that is."""
    folder, hands = tmp_path_factory.mktemp("hidden") / "home", Hands()
    home = home_in(folder, hands)
    id_ = writing(home)
    home.close()
    return folder, id_, hands.at


@contextmanager
def both(begun: tuple[Path, str, int]) -> Iterator[tuple[Seen, Seen, Hands]]:
    """Open two homes that are the same until now."""
    folder, id_, at = begun
    hands = Hands(at)
    with TemporaryDirectory() as place:
        homes = [shutil.copytree(folder, Path(place) / name) for name in ("one", "other")]
        one, other = (Seen(home, hands, id_, number) for number, home in enumerate(homes))
        try:
            yield one, other, hands
        finally:
            one.home.close()
            other.home.close()


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(acts=goings())
def test_nothing_that_a_room_hands_out_tells_whom_others_nominate(
    begun: tuple[Path, str, int], acts: list[Command]
) -> None:
    with both(begun) as (one, other, hands):
        for command in acts:
            hands.at += SECOND
            seen = one.act(command)
            if any(isinstance(e, NominationsRevealed) for e in one.home.course(one.meeting).latest):
                return
            assert other.act(command) == seen
            assert all(mark not in part for part in seen for mark in (b"A listener.", b"things that only"))
            if not one.is_open():
                return


@pytest.fixture
def meeting(home: Home) -> str:
    """A meeting at the step in which everybody writes."""
    return writing(home)


def names(nominee: str) -> dict[str, Nomination]:
    """Return a nomination with a reason that can be found again."""
    return dict.fromkeys(ROLES, Nomination(person=nominee, reason=SECRET))


def test_an_act_hands_out_that_somebody_has_written_not_whom_or_why(home: Home, meeting: str) -> None:
    done = home.act(meeting, c.Nominate(person="ana", choices=names("chidi")), "zoe")
    (event,) = done.events
    assert isinstance(event, NominationsWritten)
    assert (event.person, event.choices) == ("ana", dict.fromkeys(ROLES, Nomination(person="")))
    assert tell(done.meeting, done.events) == "Ana has written."
    (stored,) = (r.event for r in home.journal.read(f"meeting/{meeting}") if isinstance(r.event, NominationsWritten))
    assert stored.choices == names("chidi")


def test_the_same_nomination_sent_again_tells_no_more(home: Home, meeting: str) -> None:
    nominate = c.Nominate(person="ana", choices=names("chidi"))
    home.act(meeting, nominate, "zoe", cmd="pressed-once")
    again = home.act(meeting, nominate, "zoe", cmd="pressed-once")
    assert SECRET.encode() not in as_json(again.events)


def test_by_name_the_answer_is_a_sentence_without_the_nominee(home: Home, meeting: str) -> None:
    said = act_by_name(
        home, meeting, "nominate", {"person": "ana", "nominee": "leader=chidi,delegate=dara", "why": SECRET}, "zoe"
    )
    assert said == "Ana has written."


def test_a_live_rooms_snapshot_shows_who_has_written_and_after_the_reveal_all(home: Home, meeting: str) -> None:
    for person in SIX:
        home.act(meeting, c.Nominate(person=person, choices=names("chidi")), "zoe")
        snapshot = LiveRoom(home, "zoe", meeting).snapshot
        assert snapshot.meeting
        assert snapshot.meeting.item
        assert snapshot.meeting.item.grid
        assert person in snapshot.meeting.item.grid.written
        assert SECRET.encode() not in as_json(snapshot)
    home.act(meeting, c.NextStep(), "zoe")
    assert SECRET.encode() in as_json(LiveRoom(home, "zoe", meeting).snapshot)


def test_after_an_undone_reveal_they_are_hidden_again(home: Home, meeting: str) -> None:
    for person in SIX:
        home.act(meeting, c.Nominate(person=person, choices=names("chidi")), "zoe")
    home.act(meeting, c.NextStep(), "zoe")
    home.act(meeting, c.UndoAct(), "zoe")
    assert SECRET.encode() not in as_json(LiveRoom(home, "zoe", meeting).snapshot)
    assert SECRET.encode() not in as_json(home.meeting(meeting))


def test_all_data_is_not_written_out_while_it_would_tell_of_them(home: Home, meeting: str) -> None:
    home.act(meeting, c.Nominate(person="ana", choices=names("chidi")), "zoe")
    with pytest.raises(Refused, match="hidden until all are revealed"):
        everything(home)
    home.act(meeting, c.CloseMeeting(postpone=True), "zoe")
    assert SECRET.encode() not in everything(home)
