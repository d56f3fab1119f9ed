"""The live room between meetings: what the clock and other processes bring is told, and nothing wakes it more often for that."""

from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Event as Flag
from typing import ClassVar

import pytest

from sociotui.domain import commands as c
from sociotui.domain.customs import Customs
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.journal.port import ReadOnly
from sociotui.journal.watch import Watch
from sociotui.room import hub
from sociotui.room.clock import Clock
from sociotui.room.home import ORGANISATION, Home
from sociotui.room.live import AGAIN, LOOK, LiveRoom
from sociotui.room.news import KEPT
from sociotui.room.port import Snapshot
from tests.between import DAY, HOUR, held, waiting_home
from tests.homes import Hands, home_in, opened

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


def test_an_organisation_that_another_process_brings_in_is_seen(tmp_path: Path, hands: Hands) -> None:
    empty = home_in(tmp_path / "empty", hands, founded=False)
    watched = Watched(empty)
    assert watched.room.snapshot.organisation.about is None
    home_in(empty.folder, hands).close()
    watched.until(lambda s: s.organisation.about is not None)
    watched.room.stop()
    empty.close()


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


class Counted(Watch):
    """Where the room sleeps; it tells how often it woke."""

    woken = 0
    wanted = 0
    looked = Flag()
    waits: ClassVar[set[float]] = set()

    def pause(self, seconds: float) -> None:
        """Wait a moment only."""
        self.waits.add(seconds)
        type(self).woken += 1
        if self.wanted and self.woken >= self.wanted:
            self.looked.set()
        super().pause(0.005)

    @classmethod
    def more(cls, number: int) -> None:
        """Wait until the room has woken so many times more."""
        cls.looked.clear()
        cls.wanted = cls.woken + number
        assert cls.looked.wait(SOON)


@pytest.fixture
def counted(lazy: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Watched, type[Counted], list[str]]]:
    """A room whose wakings are counted, and its looks at the home, each as a word in a list."""
    looks = list[str]()
    open_meetings = lazy.open_meetings

    def looked() -> list[Meeting]:
        looks.append("look")
        return open_meetings()

    monkeypatch.setattr(hub, "Watch", Counted)
    monkeypatch.setattr(lazy, "open_meetings", looked)
    watched = Watched(lazy)
    yield watched, Counted, looks
    watched.room.stop()


def test_nothing_wakes_it_more_often_while_windows_run(
    counted: tuple[Watched, type[Counted], list[str]], hands: Hands
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
    assert jobs.waits == {LOOK}


def test_where_nothing_can_be_written_a_window_is_tried_again_after_a_minute(
    counted: tuple[Watched, type[Counted], list[str]], hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched, jobs, looks = counted

    def refuse(*_args: object, **_said: object) -> object:
        raise ReadOnly("This disk can only be read.")

    with monkeypatch.context() as patch:
        patch.setattr(watched.home.journal, "append_all", refuse)
        hands.at += 24 * HOUR
        assert watched.until(lambda s: bool(s.trouble)).organisation.waiting
        jobs.more(3)
        before = len(looks)
        jobs.more(10)
        assert len(looks) == before
    hands.at += AGAIN
    assert said(watched.until(lambda s: not s.organisation.waiting)).endswith("the window has ended.")


class Asleep(Watch):
    """Where the room sleeps; it tells when it does, until when, and how often it has."""

    until: ClassVar[Queue[int | None]] = Queue()

    def sleep(self, until: int | None) -> None:
        """Tell it, and sleep."""
        self.until.put(until)
        super().sleep(until)


def test_a_room_that_has_nothing_to_do_sleeps_till_midnight_or_until_somebody_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    founded = home_in(tmp_path / "home")
    founded.close()
    monkeypatch.setattr(hub, "Watch", Asleep)
    monkeypatch.setattr(Asleep, "until", Queue())
    home = Home(founded.folder)
    watched, other = Watched(home), Home(founded.folder)
    clock = Clock()
    assert Asleep.until.get(timeout=SOON) == clock.midnight() > clock.now()
    opened(other)
    assert watched.until(lambda s: bool(s.under_way))
    assert Asleep.until.get(timeout=SOON) == clock.midnight()
    with pytest.raises(Refused):
        watched.room.act(c.RaiseHand(person="zoe")).result(SOON)
    watched.room.stop()
    other.close()
    home.close()
