"""The live room: acts are answered, snapshots come, others' acts are seen, the store's trouble is told."""

from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue, SimpleQueue
from threading import Event as Flag
from typing import Any

import pytest

from sociotui.domain import commands as c
from sociotui.domain.customs import Customs
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.journal.port import Damaged, ReadOnly
from sociotui.room import live
from sociotui.room.furnishing import Opening
from sociotui.room.home import ORGANISATION, Home
from sociotui.room.live import AGAIN, LOOK, LiveRoom
from sociotui.room.news import KEPT
from sociotui.room.port import Snapshot
from tests.between import DAY, HOUR, held, waiting_home
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


# --- between meetings --------------------------------------------------------------------------------

LAZY = Customs(absence="lazy", window=24, minutes="window", minutes_window=48)
ROTA = "garden-2026-03-02-d1"
"""The id of the first decision that the Garden circle made that day."""


def said(snapshot: Snapshot) -> str:
    """Return the newest of the news."""
    return snapshot.news[-1].said if snapshot.news else ""


@pytest.fixture
def lazy(tmp_path: Path, hands: Hands) -> Iterator[Home]:
    """A home in which one decision waits for Dara and Gio, for a day at the most, and Ben has taken something on."""
    home = waiting_home(tmp_path / "lazy", hands, LAZY, "Tool-shed rota", taken_on="Buy a lock")
    yield home
    home.close()


@pytest.fixture
def between(lazy: Home) -> Iterator[Watched]:
    watched = Watched(lazy)
    yield watched
    watched.room.stop()


def test_what_waits_and_what_is_due_is_in_the_first_snapshot(between: Watched) -> None:
    first = between.room.snapshot
    assert [d.kind for d in first.due] == ["minutes", "waiting", "step"]
    assert first.today.isoformat() == "2026-03-02"
    assert first.news == ()


def test_answers_are_told_up_to_the_last(between: Watched) -> None:
    between.room.answer(ROTA, "gio", version=1).result(SOON)
    assert said(between.until(lambda s: bool(s.news))) == "Thank you, Gio. “Tool-shed rota” still waits for Dara."
    between.room.answer(ROTA, "dara").result(SOON)
    last = between.until(lambda s: len(s.news) == 2)
    assert said(last) == "Thank you, Dara. That was the last answer: “Tool-shed rota” stands now."
    assert not last.organisation.waiting
    assert "waiting" not in {d.kind for d in last.due}
    given = {g.person: g.means for g in last.organisation.policies[ROTA].given}
    assert given["gio"] == given["dara"] == "terminal"
    assert given["ana"] == "room"


def test_an_objection_goes_to_the_next_meeting(between: Watched) -> None:
    between.room.answer(ROTA, "gio", "Saturdays are market days").result(SOON)
    told = between.until(lambda s: bool(s.news))
    assert said(told) == (
        "Gio's objection is a gift: “Tool-shed rota” goes to the next meeting of Garden circle with it."
    )
    assert "Objection: Saturdays are market days" in {t.next_step for t in told.organisation.backlog["garden"]}


def test_who_is_not_asked_is_refused_and_nothing_is_told(between: Watched) -> None:
    with pytest.raises(Refused, match="Ana has consented to this already"):
        between.room.answer(ROTA, "ana").result(SOON)
    with pytest.raises(Refused, match="version 1 is the one"):
        between.room.answer(ROTA, "gio", version=2).result(SOON)
    assert between.room.snapshot.news == ()


def test_a_next_step_is_done(between: Watched) -> None:
    step = next(iter(between.room.snapshot.organisation.follow_ups))
    between.room.finish(step).result(SOON)
    told = between.until(lambda s: bool(s.news))
    assert said(told) == "Done: “Buy a lock”. Thank you."
    assert "step" not in {d.kind for d in told.due}
    with pytest.raises(Refused, match="was done on 2026-03-02"):
        between.room.finish(step).result(SOON)


def test_what_another_process_answers_is_told(between: Watched, hands: Hands) -> None:
    other = Home(between.home.folder, hands.clock())
    other.answer(ROTA, "dara", "dara")
    assert said(between.until(lambda s: bool(s.news))).startswith("Thank you, Dara.")
    held(other, "Seeds for spring")
    waits = between.until(lambda s: len(s.news) == 2)
    assert said(waits) == "“Seeds for spring” waits for Dara, Gio."
    assert len(waits.organisation.waiting) == 2
    other.close()


def test_a_window_that_ends_while_the_program_stands_open_is_noticed(between: Watched, hands: Hands) -> None:
    head = between.home.journal.heads()[ORGANISATION]
    hands.at += 24 * HOUR
    told = between.until(lambda s: not s.organisation.waiting)
    assert said(told) == "“Tool-shed rota” stands now: the window has ended."
    lapsed = {g.person for g in told.organisation.policies[ROTA].given if g.means == "lapse"}
    assert lapsed == {"dara", "gio"}
    hands.at += 24 * HOUR
    told = between.until(lambda s: len(s.news) == 2)
    assert said(told) == "The minutes of 2026-03-02 of Garden circle are approved: the window has ended."
    settled = [type(r.event).__name__ for r in between.home.journal.read(ORGANISATION, head)]
    assert settled == ["DecisionStood", "PolicyAdopted", "MinutesApproved"]


def test_a_window_that_ended_before_is_told_at_once(lazy: Home, hands: Hands) -> None:
    hands.at += 30 * HOUR
    assert said(LiveRoom(lazy, "zoe").snapshot) == "“Tool-shed rota” stands now: the window has ended."


def test_withdrawing_consent_later_puts_the_review_on_the_agenda(between: Watched, hands: Hands) -> None:
    hands.at += 30 * HOUR
    between.until(lambda s: not s.organisation.waiting)
    between.room.answer(ROTA, "gio", "Nobody came").result(SOON)
    told = between.until(lambda s: len(s.news) == 2)
    assert said(told) == (
        "Thank you. “Review: Tool-shed rota” goes to the next meeting of Garden circle; until then the decision stands."
    )


def test_minutes_are_questioned_within_their_window(between: Watched) -> None:
    between.room.answer("garden-2026-03-02", "gio", "Fay left early").result(SOON)
    told = between.until(lambda s: bool(s.news))
    assert said(told) == "Thank you, Gio. The minutes of 2026-03-02 go to the next meeting of Garden circle."


def test_another_day_is_another_snapshot(between: Watched, hands: Hands) -> None:
    hands.at += 18 * DAY
    later = between.until(lambda s: s.today.isoformat() == "2026-03-20")
    step = next(d for d in later.due if d.kind == "step")
    assert not step.overdue(later.today)
    hands.at += DAY
    assert step.overdue(between.until(lambda s: s.today.isoformat() == "2026-03-21").today)


def test_only_the_latest_news_are_kept(between: Watched) -> None:
    for number in range(KEPT + 2):
        held(between.home, f"Bed {number}")
    assert len(between.until(lambda s: said(s).startswith(f"“Bed {KEPT + 1}”")).news) == KEPT


class Counted(SimpleQueue[Any]):
    """The room's jobs, which tell how often it woke for none, and after how long it would."""

    def __init__(self) -> None:
        self.timeouts: list[float | None] = []
        self.looked = Flag()
        self.wanted = 0

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        self.timeouts.append(timeout)
        if self.wanted and len(self.timeouts) >= self.wanted:
            self.looked.set()
        return super().get(block, 0.005)

    def more(self, number: int) -> None:
        """Wait until the room has woken so many times more."""
        self.looked.clear()
        self.wanted = len(self.timeouts) + number
        assert self.looked.wait(SOON)


@pytest.fixture
def counted(lazy: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Watched, Counted, list[str]]]:
    """A room whose wakings are counted, and its looks at the home, each as a word in a list."""
    jobs, looks = Counted(), list[str]()
    open_meetings = lazy.open_meetings

    def looked() -> list[Meeting]:
        looks.append("look")
        return open_meetings()

    monkeypatch.setattr(live, "SimpleQueue", lambda: jobs)
    monkeypatch.setattr(lazy, "open_meetings", looked)
    watched = Watched(lazy)
    yield watched, jobs, looks
    watched.room.stop()


def test_nothing_wakes_it_more_often_while_windows_run(
    counted: tuple[Watched, Counted, list[str]], hands: Hands
) -> None:
    watched, jobs, looks = counted
    jobs.more(10)
    hands.at += 24 * HOUR - 1  # the end is near, and it does not look more often for that
    watched.until(lambda s: s.today.isoformat() == "2026-03-03")
    before = len(looks)
    jobs.more(10)
    assert len(looks) == before
    hands.at += 1
    watched.until(lambda s: not s.organisation.waiting)
    jobs.more(3)  # it may look once more at what it wrote itself
    before = len(looks)
    jobs.more(10)
    assert len(looks) == before
    assert set(jobs.timeouts) == {LOOK}


def test_where_nothing_can_be_written_a_window_is_tried_again_after_a_minute(
    counted: tuple[Watched, Counted, list[str]], hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched, jobs, looks = counted

    def refuse(*_args: object, **_said: object) -> object:
        raise ReadOnly("This disk can only be read.")

    with monkeypatch.context() as patch:
        patch.setattr(watched.home.journal, "append", refuse)
        hands.at += 24 * HOUR
        assert watched.until(lambda s: bool(s.trouble)).organisation.waiting
        jobs.more(3)
        before = len(looks)
        jobs.more(10)
        assert len(looks) == before
    hands.at += AGAIN
    assert said(watched.until(lambda s: not s.organisation.waiting)).endswith("the window has ended.")
