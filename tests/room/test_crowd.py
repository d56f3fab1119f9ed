"""A crowd: whoever presses a key among many others is done, or refused by a rule; never for want of a gap."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sociotui.domain import commands as c
from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.event import Command
from sociotui.domain.events import HandRaised, NoteTaken
from sociotui.domain.refusal import Refused
from sociotui.journal.port import Appended, Busy, Conflict
from sociotui.journal.tiny import TinyJournal
from sociotui.room.home import ORGANISATION, Home
from sociotui.room.live import LiveRoom
from tests.failures.nest import ended, fork, in_nest
from tests.homes import SIX, Hands, opened
from tests.journal.conftest import until

MANY = 32
TIMES = 6
SOON = 30.0
FIRST = 2
"""The number that the first turn of a meeting has."""

Press = Callable[[Home, str, int], str]
"""What one of many does in a home, in a meeting, by their number; returns what that came to, a line each."""


def pressed(home: Home, id_: str, *commands: Command) -> str:
    """Carry out `commands`, and return what each came to, a line each."""
    met = []
    for command in commands:
        try:
            home.act(id_, command, "zoe")
        except Refused as refused:
            met.append(f"{refused}\n")
        else:
            met.append("done\n")
    return "".join(met)


def take_notes(home: Home, id_: str, number: int) -> str:
    """Note something, again and again."""
    return pressed(home, id_, *(c.TakeNote(text=f"{number} {n}") for n in range(TIMES)))


def finish_the_first_turn(home: Home, id_: str, number: int) -> str:
    """Say of the turn that everybody saw that it is over."""
    return pressed(home, id_, c.FinishTurn(turn=FIRST))


def raise_a_hand(home: Home, id_: str, number: int) -> str:
    """Raise the hand of one of the six."""
    return pressed(home, id_, c.RaiseHand(person=SIX[number % len(SIX)]))


def open_a_meeting(home: Home, id_: str, number: int) -> str:
    """Open another meeting of the same circle on the same day."""
    return opened(home) + "\n"


def press_at_once(folder: Path, id_: str, press: Press, many: int = MANY) -> Counter[str]:
    """Let so many processes, each with a home of its own, press at the same moment; count what that came to."""
    gate, opener = os.pipe()

    def work(number: int) -> None:
        os.close(opener)
        home = Home(folder, Hands().clock())
        home.open_meetings()
        os.read(gate, 1)  # ends when the gate is opened
        (folder / f"told-{number}").write_text(press(home, id_, number), "utf-8")
        home.close()

    children = [fork(partial(work, number)) for number in range(many)]
    os.close(opener)
    assert [ended(child) for child in children] == [0] * many
    os.close(gate)
    return Counter(
        line for number in range(many) for line in (folder / f"told-{number}").read_text("utf-8").splitlines()
    )


def test_everybody_in_a_crowd_gets_through(home: Home) -> None:
    id_ = opened(home)
    assert in_nest(press_at_once, home.folder, id_, take_notes) == {"done": MANY * TIMES}
    notes = [r.event.text for r in home.journal.read(f"meeting/{id_}") if isinstance(r.event, NoteTaken)]
    assert sorted(notes) == sorted(f"{number} {n}" for number in range(MANY) for n in range(TIMES))
    for number in range(MANY):
        assert [each for each in notes if each.startswith(f"{number} ")] == [f"{number} {n}" for n in range(TIMES)]


def test_of_a_crowd_that_ends_one_turn_one_does(home: Home) -> None:
    id_ = opened(home)
    before = home.meeting(id_)
    assert before.round
    assert before.turn == FIRST
    met = in_nest(press_at_once, home.folder, id_, finish_the_first_turn)
    after = home.meeting(id_)
    assert after.round
    assert after.round.spoken == (before.round.now,)
    now = after.name(after.round.now)
    assert met == {"done": 1, f"The turn had moved on already: now {now}.": MANY - 1}


def test_in_a_crowd_only_a_rule_refuses(home: Home) -> None:
    id_ = opened(home)
    met = in_nest(press_at_once, home.folder, id_, raise_a_hand)
    assert met.pop("done") == len(SIX)
    assert sum(met.values()) == MANY - len(SIX)
    assert all(line.endswith("'s hand is up already.") for line in met)
    raised = [r.event.person for r in home.journal.read(f"meeting/{id_}") if isinstance(r.event, HandRaised)]
    assert sorted(raised) == sorted(SIX)


def test_a_crowd_opens_as_many_meetings(home: Home) -> None:
    met = in_nest(press_at_once, home.folder, "", open_a_meeting)
    assert set(met.values()) == {1}
    assert sorted(met) == home.meetings()
    assert len(home.meetings()) == MANY


def test_rooms_of_one_process_get_through(home: Home, hands: Hands) -> None:
    id_ = opened(home)
    rooms = [LiveRoom(Home(home.folder, hands.clock()), "zoe", id_) for _room in range(6)]
    for room in rooms:
        room.start(lambda _snapshot: None)
    asked = [room.act(c.TakeNote(text=f"{number} {n}")) for n in range(8) for number, room in enumerate(rooms)]
    assert all(future.result(SOON).events for future in asked)
    until(lambda: all(r.snapshot.meeting == rooms[0].snapshot.meeting and r.snapshot.acts == 49 for r in rooms))
    for room in rooms:
        room.stop()
    notes = [r.event for r in home.journal.read(f"meeting/{id_}") if isinstance(r.event, NoteTaken)]
    assert len({note.text for note in notes}) == len(notes) == 48


# --- one try, and then one that nobody can come before ------------------------------------------------


def overtaken(home: Home, act: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let `act`, somebody else's, come right before `home` writes for the first time; return what `home` does, in order."""
    did: list[str] = []
    alone, append = home.journal.alone, home.journal.append_all

    def others() -> None:
        if not did:
            act()

    def watched_alone(stream: str) -> AbstractContextManager[object]:
        others()
        did.append("alone")
        return alone(stream)

    def watched_append(*args: Any) -> tuple[Appended, ...]:
        others()
        try:
            done = append(*args)
        except Conflict:
            did.append("conflict")
            raise
        did.append("append")
        return done

    monkeypatch.setattr(home.journal, "alone", watched_alone)
    monkeypatch.setattr(home.journal, "append_all", watched_append)
    return did


@pytest.fixture
def other(home: Home, hands: Hands) -> Iterator[Home]:
    """Another home on the same folder."""
    other = Home(home.folder, hands.clock())
    yield other
    other.close()


def test_who_was_overtaken_decides_again_with_all_others_waiting(
    home: Home, other: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = opened(home)
    did = overtaken(home, lambda: other.act(id_, c.FinishTurn(), "ana"), monkeypatch)
    done = home.act(id_, c.FinishTurn(), "zoe")
    assert did == ["conflict", "alone", "append"]
    assert done.meeting.round
    assert len(done.meeting.round.spoken) == 2


def test_who_was_overtaken_may_then_be_refused_by_a_rule(
    home: Home, other: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = opened(home)
    did = overtaken(home, lambda: other.act(id_, c.RaiseHand(person="ana"), "ana"), monkeypatch)
    with pytest.raises(Refused, match="hand is up already"):
        home.act(id_, c.RaiseHand(person="ana"), "zoe")
    assert did == ["conflict", "alone"]
    assert other.act(id_, c.LowerHand(person="ana"), "ana").events  # and nobody has to wait for that


def test_what_is_refused_at_once_waits_for_nobody(home: Home, hands: Hands) -> None:
    id_ = opened(home)
    hasty = Home(home.folder, hands.clock(), TinyJournal(home.folder, event_type=AnyEvent, lock_wait=0.05))
    with home.journal.alone(f"meeting/{id_}"):
        with pytest.raises(Refused, match="Still to speak"):
            hasty.act(id_, c.NextStep(), "zoe")
        with pytest.raises(Busy):
            hasty.act(id_, c.FinishTurn(), "zoe")
    hasty.close()


def test_a_change_of_the_organisation_is_decided_again_too(
    home: Home, other: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = len(home.journal.read(ORGANISATION))
    did = overtaken(home, lambda: other.note_forgotten("person-1", 1, "zoe"), monkeypatch)
    assert home.note_forgotten("person-2", 1, "zoe")
    assert did == ["conflict", "alone", "append"]
    assert len(home.journal.read(ORGANISATION)) == records + 2


def test_a_meeting_that_somebody_else_has_just_sealed_is_left_as_it_is(
    home: Home, other: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = opened(home)
    with monkeypatch.context() as patch:
        patch.setattr(home, "_seal", lambda _id: None)  # as if it had ended there
        home.act(id_, c.CloseMeeting(), "zoe")
    did = overtaken(home, other.under_way, monkeypatch)
    home.open_meetings()
    assert did == ["alone"]
    assert home.meeting(id_).sealed
    assert len(home.journal.read(f"meeting/{id_}")) == 1
