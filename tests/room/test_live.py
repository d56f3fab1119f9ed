"""The live room: acts are answered, snapshots come, others' acts are seen, the store's trouble is told."""

from collections.abc import Callable, Iterator
from queue import Empty, Queue

import pytest

from sociotui.domain import commands as c
from sociotui.domain.refusal import Refused
from sociotui.journal.port import Damaged
from sociotui.room.home import Home, Opening
from sociotui.room.live import LiveRoom
from sociotui.room.port import Snapshot
from tests.homes import SIX, Hands, opened

SOON = 10.0
"""Seconds after which something that has to come has not come."""


class Watched:
    """A live room, and the snapshots that it has sent."""

    def __init__(self, home: Home, meeting: str = "") -> None:
        self.home = home
        self.room = LiveRoom(home, "zoe", meeting)
        self.sent: Queue[Snapshot] = Queue()
        self.room.start(self.sent.put)

    def until(self, wanted: Callable[[Snapshot], bool]) -> Snapshot:
        """Return the first snapshot that is as wanted; fails where none comes."""
        while True:
            try:
                snapshot = self.sent.get(timeout=SOON)
            except Empty:
                pytest.fail("no such snapshot came")
            if wanted(snapshot):
                return snapshot


@pytest.fixture
def watched(home: Home) -> Iterator[Watched]:
    watched = Watched(home, opened(home))
    yield watched
    watched.room.stop()


def test_the_first_snapshot_is_there_before_anything_is_asked(watched: Watched) -> None:
    assert watched.room.snapshot.meeting is not None
    assert watched.room.snapshot.said.endswith("Ana begins.")
    assert watched.room.me == "zoe"
    assert "next" in watched.room.caps


def test_an_act_is_answered_and_seen(watched: Watched) -> None:
    done = watched.room.act(c.FinishTurn()).result(SOON)
    assert done.meeting.round and done.meeting.round.spoken == ("ana",)
    assert watched.until(lambda s: s.said == "Ana has spoken.").acts == watched.room.snapshot.acts


def test_a_refusal_reaches_who_asked_and_changes_nothing(watched: Watched) -> None:
    before = watched.room.snapshot
    with pytest.raises(Refused, match="Still to speak"):
        watched.room.act(c.NextStep()).result(SOON)
    assert watched.room.snapshot == before


def test_what_another_process_does_is_seen(watched: Watched, hands: Hands) -> None:
    other = Home(watched.home.folder, hands.clock())
    meeting = watched.room.snapshot.meeting
    assert meeting is not None
    other.act(meeting.id, c.FinishTurn(), "ana")
    assert watched.until(lambda s: s.said == "Ana has spoken.").meeting is not None
    opened(other, "kitchen", ("gio", "dara", "hana"))
    assert watched.until(lambda s: len(s.under_way) == 2).acts
    other.close()


def test_a_meeting_can_be_opened_watched_and_left(home: Home) -> None:
    watched = Watched(home)
    assert watched.room.snapshot.meeting is None
    id_ = watched.room.open(Opening(circle="garden", present=SIX)).result(SOON)
    assert watched.until(lambda s: s.meeting is not None).meeting.id == id_  # type: ignore[union-attr]
    watched.room.watch("").result(SOON)
    assert watched.until(lambda s: s.meeting is None).under_way
    titles, complaints = watched.room.formats("garden").result(SOON)
    assert "weekly" in titles
    assert not complaints
    watched.room.stop()
    watched.room.stop()


def test_the_stores_trouble_is_told_and_the_room_goes_on(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Damaged(watched.home.folder / "x", 3, "Line 3 is not what was written.", "Put a copy back.")

    def wait(*_args: object) -> object:
        raise broken

    with monkeypatch.context() as patch:
        patch.setattr(watched.home.journal, "wait", wait)
        assert watched.until(lambda s: bool(s.trouble)).trouble == str(broken)
    watched.room.act(c.FinishTurn()).result(SOON)
    assert not watched.until(lambda s: s.said == "Ana has spoken.").trouble
