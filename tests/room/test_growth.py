"""What a look, a start and an append cost doesn't grow with the years: counted in calls of the system, not in time."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sociotui.domain.course import Course, answer
from sociotui.domain.events import MeetingSealed
from sociotui.domain.items import BacklogItem
from sociotui.domain.meeting import sealed
from sociotui.domain.organisation_events import MeetingHeld, TopicReceived, TurnsDiscarded
from sociotui.domain.records import Held
from sociotui.journal import heads
from sociotui.room import folded
from sociotui.room.furnishing import Opening, opened_by
from sociotui.room.home import ORGANISATION, Home, new_cmd
from sociotui.room.live import LiveRoom
from tests.homes import Hands, home_in


@pytest.fixture(autouse=True)
def _each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a snapshot after each event."""
    monkeypatch.setattr(folded, "EVERY", 1)


def long_ago(folder: Path, count: int) -> Home:
    """Return a home in which so many meetings have been held, and one is under way."""
    home = home_in(folder)
    organisation = home.founded()
    command = opened_by(organisation, home.shelf("garden").formats, Opening(circle="garden"), home.clock.today())
    head = home.journal.mark(ORGANISATION).head
    events: list[Any] = []
    meetings = folder / "meetings"
    meetings.mkdir()
    (opening, *_more) = answer(Course(), command, "ana", 1)
    home.journal.append("meeting/model", 0, [opening], cmd="opened", actor="ana")
    model = home.course("model").meeting
    assert model
    home.journal.seal("meeting/model", 1, MeetingSealed(at=2, meeting=sealed(model)), cmd="sealed", actor="ana")
    data = (meetings / "model.journal").read_bytes()
    for number in range(count):
        id_ = f"garden-long-ago-{number}"
        record = Held(id=id_, circle="garden", on=home.clock.today())
        events += [MeetingHeld(at=1, held=record), TurnsDiscarded(at=1, meeting=id_)]
        (meetings / f"{id_}.journal").write_bytes(data)
    for each in meetings.glob("model*"):
        each.unlink()
    home.journal.append(ORGANISATION, head, events, cmd="all", actor="ana")
    home.close()
    home = Home(folder, Hands().clock())
    home.open(Opening(circle="garden"), "ana")
    home.close()
    os.utime(meetings, ns=(10**18, 10**18))  # long settled
    return Home(folder, Hands().clock())


class Calls:
    """Counts the calls by which files are looked at, opened and read, by name."""

    NAMES = ("stat", "open", "listdir", "scandir", "pread", "fstat")

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.counts: dict[str, int] = {}
        for name in self.NAMES:
            monkeypatch.setattr(os, name, self._counting(name, getattr(os, name)))

    def of(self, work: Callable[[], object]) -> dict[str, int]:
        self.counts.clear()
        work()
        return dict(self.counts)

    def _counting(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*args: Any, **named: Any) -> Any:
            self.counts[name] = self.counts.get(name, 0) + 1
            return call(*args, **named)

        return counting


@pytest.fixture
def homes(tmp_path: Path) -> Iterator[list[Home]]:
    """Two homes that differ by what was long ago only."""
    both = [long_ago(tmp_path / f"home-{count}", count) for count in (2, 300)]
    yield both
    for home in both:
        home.close()


def test_a_look_costs_the_same_after_many_meetings(homes: list[Home], monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Calls(monkeypatch)
    few, many = ([calls.of(work) for work in looks(LiveRoom(home, "ana"))] for home in homes)
    assert many == few
    # Whether others wrote: the folders of meetings, the organisation's file, and that of the meeting under way;
    # and where talks in conflict lie.
    assert few[0] == {"stat": 5}


def looks(room: LiveRoom) -> list[Callable[[], object]]:
    """Return what a room does time and again."""
    hub = room._hub
    return [hub._follow, hub._looked, hub.home.open_meetings, hub.home.heads]


@pytest.mark.parametrize("listed", [True, False], ids=["listed", "names were kept"])
def test_opening_costs_the_same_after_many_meetings(
    homes: list[Home], monkeypatch: pytest.MonkeyPatch, *, listed: bool
) -> None:
    monkeypatch.setattr(heads, "MANY", 10**6 if listed else 1)
    for home in homes:
        home.founded()
        home.meetings()
        home.close()
    calls = Calls(monkeypatch)
    again = [Home(home.folder, Hands().clock()) for home in homes]
    few, many = (calls.of(lambda home=home: (home.founded(), LiveRoom(home, "ana"))) for home in again)  # type: ignore[misc]
    assert {name: count for name, count in many.items() if name != "pread"} == {
        name: count for name, count in few.items() if name != "pread"
    }
    assert few.get("listdir", 0) == (1 if listed else 0)
    assert abs(many["pread"] - few["pread"]) <= 2  # what is shorter than a block is read at one go
    for home in again:
        assert len(home.meetings()) == len(list((home.folder / "meetings").glob("*.journal")))
        home.close()


def test_an_append_costs_the_same_after_many_events(homes: list[Home], monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Calls(monkeypatch)
    topic = TopicReceived(at=1, circle="garden", topic=BacklogItem(title="Seeds"))
    costs = []
    for home in homes:
        home.organisation()
        for again in range(3):
            head = home.journal.mark(ORGANISATION).head
            append = calls.of(
                lambda home=home, head=head: home.journal.append(
                    ORGANISATION, head, [topic], cmd=new_cmd(), actor="ana"
                )  # type: ignore[misc]
            )
            if again:
                costs.append(append)
    assert costs == [costs[0]] * 4


def test_a_new_meeting_is_noticed(homes: list[Home]) -> None:
    many = homes[1]
    room = LiveRoom(many, "ana")
    other = Home(many.folder, Hands().clock())
    id_ = other.open(Opening(circle="general"), "ben")
    other.close()
    room._hub._follow()
    assert id_ in [meeting.id for meeting in room.snapshot.under_way]
