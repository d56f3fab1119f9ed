"""The hub: many rooms on one home; what comes together goes on record together, and each sees what is theirs to see."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Event as Flag
from typing import Any

import pytest

from sociotui.domain import commands as c
from sociotui.domain.refusal import Refused
from sociotui.domain.selection import Nomination
from sociotui.journal.port import Full
from sociotui.room.entered import EnteredRoom
from sociotui.room.home import Home
from sociotui.room.hub import Hub
from sociotui.room.identity import Identity
from sociotui.room.port import Snapshot
from sociotui.room.terminals import KEPT_SEAT
from tests.domain.test_hidden import ROLES
from tests.homes import SIX, Hands, home_in, opened
from tests.room.test_hidden import writing

SOON = 10.0
"""Seconds after which something that has to come has not come."""


class Crowd:
    """A hub with a room of their own for each of the six, in one meeting."""

    def __init__(self, home: Home, meeting: str = "") -> None:
        self.home = home
        self.hub = Hub(home)
        self.meeting = meeting or opened(home)
        self.rooms = {person: self.enter(person) for person in SIX}
        self.hub.start()

    def enter(self, person: str, meeting: str | None = None) -> EnteredRoom:
        """Come in by SSH."""
        return self.hub.enter(Identity(person=person, door="ssh"), self.meeting if meeting is None else meeting)

    def lines(self) -> int:
        """Return how many lines the meeting's journal has."""
        path: Path = self.home.folder / "meetings" / f"{self.meeting}.journal"
        return path.read_bytes().count(b"\n")

    def held_up(self, ask: Callable[[], "list[Future[Any]]"]) -> "list[Future[Any]]":
        """Ask for things while the hub is busy, so that all of them wait for it; return what was asked for."""
        busy, go_on = Flag(), Flag()

        def work() -> None:
            busy.set()
            assert go_on.wait(SOON)

        self.hub.ask(work)
        assert busy.wait(SOON)
        asked = ask()
        go_on.set()
        return asked


@pytest.fixture
def crowd(tmp_path: Path, hands: Hands) -> Iterator[Crowd]:
    home = home_in(tmp_path / "home", hands)
    crowd = Crowd(home)
    yield crowd
    crowd.hub.stop()
    home.close()


def test_what_comes_together_is_one_line_and_answered_one_by_one(crowd: Crowd) -> None:
    before = crowd.lines()
    acts = crowd.held_up(lambda: [crowd.rooms[p].act(c.RaiseHand(person=p)) for p in SIX])
    hands = [done.result(SOON).meeting.hands for done in acts]
    assert hands == [SIX[: n + 1] for n in range(6)]
    assert crowd.lines() == before + 1
    assert [r.actor for r in crowd.home.journal.read(crowd.home.stream_of(crowd.meeting))][-6:] == list(SIX)


def test_one_that_is_refused_holds_nobody_up(crowd: Crowd) -> None:
    zoe, ana = crowd.rooms["zoe"], crowd.rooms["ana"]
    m = ana.snapshot.meeting
    assert m is not None
    first, second, third = crowd.held_up(
        lambda: [
            ana.act(c.FinishTurn(person="ana", turn=m.turn)),
            ana.act(c.Worry(text="x")),
            zoe.act(c.RaiseHand(person="zoe")),
        ]
    )
    with pytest.raises(Refused):
        second.result(SOON)
    assert first.result(SOON).meeting.round.spoken == ("ana",)
    assert third.result(SOON).meeting.hands == ("zoe",)


def test_the_same_command_is_done_once_also_within_one_line(crowd: Crowd) -> None:
    ana = crowd.rooms["ana"]
    m = ana.snapshot.meeting
    assert m is not None
    turn = c.FinishTurn(person="ana", turn=m.turn)
    acts = crowd.held_up(lambda: [ana.act(turn, "again"), ana.act(turn, "again")])
    assert [done.result(SOON).meeting.round.spoken for done in acts] == [("ana",), ("ana",)]
    later = ana.act(turn, "again").result(SOON)
    assert [type(e).__name__ for e in later.events] == [type(e).__name__ for e in acts[0].result(SOON).events]
    seen = [r for r in crowd.home.journal.read(crowd.home.stream_of(crowd.meeting)) if r.cmd == "again"]
    assert len(seen) == len(later.events)


def test_every_room_is_told_before_the_answer_comes(crowd: Crowd) -> None:
    crowd.rooms["ana"].act(c.FinishTurn(person="ana")).result(SOON)
    for room in crowd.rooms.values():
        assert room.snapshot.said == "Ana has spoken."


def test_a_full_disk_is_told_to_all_who_asked(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> object:
        raise Full("x", "The disk is full.")

    monkeypatch.setattr(crowd.home.journal, "append_all", full)
    acts = crowd.held_up(lambda: [crowd.rooms[p].act(c.RaiseHand(person=p)) for p in SIX])
    for done in acts:
        with pytest.raises(Full):
            done.result(SOON)
    monkeypatch.undo()
    assert crowd.rooms["ana"].act(c.RaiseHand(person="ana")).result(SOON).meeting.hands == ("ana",)


def test_who_closes_the_meeting_and_who_comes_too_late_are_both_answered(crowd: Crowd) -> None:
    zoe, ana = crowd.rooms["zoe"], crowd.rooms["ana"]
    while (m := zoe.snapshot.meeting) and m.step.kind != "closing":
        if m.round and m.round.speaking:
            zoe.act(c.FinishTurn()).result(SOON)
        else:
            zoe.act(c.NextStep()).result(SOON)
    closed, late = crowd.held_up(lambda: [zoe.act(c.CloseMeeting(postpone=True)), ana.act(c.RaiseHand(person="ana"))])
    assert closed.result(SOON).meeting.closed
    with pytest.raises(Refused, match="closed"):
        late.result(SOON)
    assert crowd.home.organisation().held[crowd.meeting]


# --- presence --------------------------------------------------------------------------------------


def test_who_has_a_terminal_is_seen_by_all(crowd: Crowd, hands: Hands) -> None:
    assert dict(crowd.rooms["ana"].snapshot.presence) == dict.fromkeys(SIX, "terminal")
    crowd.rooms["ben"].lose()
    wait_for(crowd, lambda s: s.presence.get("ben") == "lost")
    crowd.rooms["eli"].stop()
    wait_for(crowd, lambda s: "eli" not in s.presence)
    assert {p for p, how in crowd.hub.presence().items() if how == "terminal"} == {*SIX} - {"ben", "eli"}
    crowd.hub.ask(lambda: crowd.enter("ben")).result(SOON)
    wait_for(crowd, lambda s: s.presence.get("ben") == "terminal")
    crowd.rooms["zoe"].lose()
    wait_for(crowd, lambda s: s.presence.get("zoe") == "lost")
    hands.at += KEPT_SEAT + 1
    crowd.rooms["ana"].act(c.RaiseHand(person="ana")).result(SOON)
    assert "zoe" not in crowd.rooms["ana"].snapshot.presence


def test_who_looks_at_something_else_does_not_seem_to_sit_in_a_meeting_and_still_answers_for_themselves(
    crowd: Crowd,
) -> None:
    ana, ben = crowd.rooms["ana"], crowd.rooms["ben"]
    ben.watch("").result(SOON)
    assert ana.snapshot.presence.get("ben") == "elsewhere"
    assert ana.snapshot.presence.get("ana") == "terminal"
    assert ben.snapshot.presence == dict.fromkeys(SIX, "terminal")  # from Home all are seen alike
    with pytest.raises(Refused, match="terminal of their own"):
        crowd.rooms["zoe"].act(c.RaiseHand(person="ben")).result(SOON)
    again = crowd.hub.ask(lambda: crowd.enter("ben")).result(SOON)
    assert ana.snapshot.presence.get("ben") == "terminal"
    again.stop()
    wait_for(crowd, lambda s: s.presence.get("ben") == "elsewhere")


def test_since_when_a_connection_is_lost_is_seen_until_it_is_back(crowd: Crowd, hands: Hands) -> None:
    gone = hands.at
    crowd.rooms["ben"].lose()
    wait_for(crowd, lambda s: s.lost_since == {"ben": gone})
    hands.at += 60_000
    crowd.rooms["ana"].act(c.RaiseHand(person="ana")).result(SOON)
    assert crowd.rooms["ana"].snapshot.lost_since == {"ben": gone}
    crowd.hub.ask(lambda: crowd.enter("ben")).result(SOON)
    wait_for(crowd, lambda s: not s.lost_since)


def test_a_second_terminal_of_the_same_person_keeps_them_here(crowd: Crowd) -> None:
    crowd.hub.ask(lambda: crowd.enter("ana")).result(SOON)
    crowd.rooms["ana"].lose()
    crowd.rooms["ben"].act(c.RaiseHand(person="ben")).result(SOON)
    assert crowd.rooms["ben"].snapshot.presence["ana"] == "terminal"


# --- what is one's own -----------------------------------------------------------------------------


def test_a_nomination_is_seen_by_who_wrote_it_and_by_nobody_else(home: Home) -> None:
    crowd = Crowd(home, writing(home))
    choice = dict.fromkeys(ROLES, Nomination(person="chidi", reason="calm"))
    crowd.rooms["ana"].act(c.Nominate(person="ana", choices=choice)).result(SOON)
    assert crowd.rooms["ana"].snapshot.mine == choice
    steward = crowd.hub.ask(
        lambda: crowd.hub.enter(Identity(person="root", door="socket", steward=True), crowd.meeting)
    ).result(SOON)
    for room in (*(r for p, r in crowd.rooms.items() if p != "ana"), steward):
        assert not room.snapshot.mine
        meeting = room.snapshot.meeting
        assert meeting and meeting.item and meeting.item.grid
        assert meeting.item.grid.has_written("ana")
        assert "calm" not in repr(room.snapshot)
    crowd.hub.stop()


def wait_for(crowd: Crowd, wanted: Callable[[Snapshot], bool], by: str = "ana") -> None:
    """Wait until a room shows what is wanted."""
    shown = Flag()
    room = crowd.rooms[by]

    def changed(snapshot: Snapshot) -> None:
        if wanted(snapshot):
            shown.set()

    room.start(changed)
    changed(room.snapshot)
    assert shown.wait(SOON)


# --- errands ---------------------------------------------------------------------------------------


def test_an_errand_is_done_as_who_sends_it(crowd: Crowd) -> None:
    ana = Identity(person="ana", door="socket")
    said = {"meeting": crowd.meeting, "action": "hand", "said": {"person": "ana"}, "by": "", "cmd": ""}
    assert crowd.hub.errand(ana, "act", said).result(SOON).startswith("Ana raises a hand")
    assert crowd.home.journal.read(crowd.home.stream_of(crowd.meeting))[-1].actor == "ana"
    with pytest.raises(Refused, match="knows you as ana"):
        crowd.hub.errand(ana, "act", {**said, "by": "ben"}).result(SOON)
    with pytest.raises(Refused, match="looks after"):
        crowd.hub.errand(ana, "data", {}).result(SOON)
    steward = Identity(person="root", door="socket", steward=True)
    crowd.hub.errand(steward, "act", {**said, "by": "ben"}).result(SOON)
    assert crowd.home.journal.read(crowd.home.stream_of(crowd.meeting))[-1].actor == "ben"
    with pytest.raises(Refused, match="errand"):
        crowd.hub.errand(steward, "dance", {}).result(SOON)


def test_what_is_asked_of_a_hub_that_has_stopped_is_refused_and_changes_nothing(crowd: Crowd) -> None:
    before = crowd.lines()
    crowd.hub.stop()
    for answer in (crowd.rooms["zoe"].act(c.TakeNote(text="too late")), crowd.rooms["zoe"].minutes()):
        with pytest.raises(Refused, match="closed, so nothing was done"):
            answer.result(SOON)
    assert crowd.lines() == before
