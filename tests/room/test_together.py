"""Together: what several people ask for at once is decided one after the other, and goes on record in one line."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from sociotui.domain import commands as c
from sociotui.domain.course import Course
from sociotui.domain.event import Command
from sociotui.domain.refusal import Refused
from sociotui.domain.selection import Nomination
from sociotui.journal.port import Batch, Conflict, Full
from sociotui.room.home import Asked, Done, Home
from tests.homes import SIX, Hands, opened
from tests.room.holding import go_on, nominating
from tests.room.secrets import open_private


def asks(person: str, command: Command, cmd: str = "", **more: Any) -> Asked:
    """Return what somebody asks for, at a terminal of their own."""
    return Asked(command, person, cmd=cmd, reader=person, **more)


def lines(home: Home, id_: str) -> int:
    """Return how many lines the journal of a meeting has."""
    path: Path = home.folder / "meetings" / f"{id_}.journal"
    return path.read_bytes().count(b"\n")


def hands(outcome: Done | Refused) -> tuple[str, ...]:
    """Return whose hands are up after an act that was carried out."""
    assert isinstance(outcome, Done), outcome
    return outcome.meeting.hands


def once(home: Home, first: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> list[Sequence[Batch]]:
    """Let `first` happen right before the home writes; return what it wanted to write, time after time."""
    append_all, tried = home.journal.append_all, list[Sequence[Batch]]()

    def late(stream: str, expected: int, batches: Sequence[Batch]) -> Any:
        tried.append(batches)
        if len(tried) == 1:
            first()
        return append_all(stream, expected, batches)

    monkeypatch.setattr(home.journal, "append_all", late)
    return tried


def test_each_is_decided_on_what_those_before_have_done_and_all_is_one_line(home: Home) -> None:
    id_ = opened(home)
    before, records = lines(home, id_), len(home.journal.read(f"meeting/{id_}"))
    outcomes = home.act_all(id_, [asks(person, c.RaiseHand(person=person)) for person in SIX])
    assert [hands(outcome) for outcome in outcomes] == [SIX[: n + 1] for n in range(6)]
    assert lines(home, id_) == before + 1
    new = home.journal.read(f"meeting/{id_}")[records:]
    assert [r.actor for r in new] == list(SIX)
    assert len({r.cmd for r in new}) == 6
    assert home.course(id_).count == Home(home.folder, home.clock).course(id_).count == 7


def test_one_that_is_refused_is_left_out_and_the_others_are_done(home: Home) -> None:
    id_ = opened(home)
    said = [
        asks("ana", c.RaiseHand(person="ana")),
        asks("ben", c.RaiseHand(person="ana")),
        asks("ben", c.RaiseHand(person="ben")),
    ]
    first, refused, last = home.act_all(id_, said)
    assert (hands(first), hands(last)) == (("ana",), ("ana", "ben"))
    assert isinstance(refused, Refused)
    assert "hand is up already" in str(refused)


def test_where_all_are_refused_nothing_is_written(home: Home) -> None:
    id_ = opened(home)
    before = (home.folder / "meetings" / f"{id_}.journal").read_bytes()
    outcomes = home.act_all(id_, [asks("ana", c.NextStep()), asks("ben", c.Worry(text="x"))])
    assert all(isinstance(outcome, Refused) for outcome in outcomes)
    assert home.act_all(id_, []) == []
    assert (home.folder / "meetings" / f"{id_}.journal").read_bytes() == before


def test_the_same_command_is_carried_out_once_in_one_line_and_over_several(home: Home) -> None:
    id_ = opened(home)
    turn = asks("ana", c.FinishTurn(person="ana"), "turn")
    hand = asks("ben", c.RaiseHand(person="ben"), "hand")
    first, again, other = home.act_all(id_, [turn, turn, hand])
    assert first == again
    later, new, once_more = home.act_all(id_, [hand, asks("eli", c.RaiseHand(person="eli"), "new"), turn])
    for before, after in ((other, later), (first, once_more)):
        assert isinstance(before, Done)
        assert isinstance(after, Done)
        assert before.events == after.events
    assert hands(later) == ("ben",)
    assert hands(new) == hands(once_more) == ("ben", "eli")
    counts = [r.cmd for r in home.journal.read(f"meeting/{id_}")]
    assert {cmd: counts.count(cmd) for cmd in ("turn", "hand", "new")} == {"turn": 1, "hand": 1, "new": 1}


def test_what_was_refused_may_be_asked_for_again_under_the_same_name(home: Home) -> None:
    id_ = opened(home)
    lower = asks("ana", c.LowerHand(person="ana"), "lower")
    assert isinstance(home.act_all(id_, [lower])[0], Refused)
    both = home.act_all(id_, [asks("ana", c.RaiseHand(person="ana")), lower])
    assert [hands(outcome) for outcome in both] == [("ana",), ()]


def test_who_was_overtaken_decides_all_of_it_again(home: Home, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = opened(home)
    other = Home(home.folder, hands.clock())
    tried = once(home, lambda: other.act(id_, c.RaiseHand(person="ben"), "ben"), monkeypatch)
    said = [asks(person, c.RaiseHand(person=person)) for person in ("ana", "ben", "chidi")]
    first, refused, last = home.act_all(id_, said)
    assert isinstance(first, Done)
    assert isinstance(last, Done)
    assert first.meeting.hands == ("ben", "ana")
    assert isinstance(refused, Refused)
    assert last.meeting.hands == ("ben", "ana", "chidi")
    assert [[batch.actor for batch in batches] for batches in tried] == [["ana", "ben", "chidi"], ["ana", "chidi"]]
    other.close()


def test_what_arrived_though_nobody_knew_is_not_done_a_second_time(
    home: Home, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same command came by another way, in between: another program sent it again, say."""
    id_ = opened(home)
    other = Home(home.folder, hands.clock())
    turn = asks("ana", c.FinishTurn(person="ana"), "turn")
    once(home, lambda: other.act_all(id_, [turn]), monkeypatch)
    done, hand = home.act_all(id_, [turn, asks("ben", c.RaiseHand(person="ben"))])
    assert isinstance(done, Done)
    assert isinstance(hand, Done)
    assert hand.meeting.round
    assert hand.meeting.round.spoken == ("ana",)
    assert [r.cmd for r in home.journal.read(f"meeting/{id_}")].count("turn") == 1
    other.close()


def test_the_stores_trouble_is_everybodys_and_nothing_was_done(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = opened(home)
    with monkeypatch.context() as patch:

        def full() -> None:
            raise Full("The disk is full.")

        once(home, full, patch)
        with pytest.raises(Full):
            home.act_all(id_, [asks(person, c.RaiseHand(person=person)) for person in SIX])
    assert hands(home.act_all(id_, [asks("ana", c.RaiseHand(person="ana"))])[0]) == ("ana",)


def test_nobody_is_sent_away_by_a_conflict(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = opened(home)

    def conflict() -> None:
        raise Conflict(2)

    tried = once(home, conflict, monkeypatch)
    assert hands(home.act_all(id_, [asks("ana", c.RaiseHand(person="ana"))])[0]) == ("ana",)
    assert len(tried) == 2


def test_what_may_be_given_is_asked_with_the_meeting_as_it_is_by_then(home: Home) -> None:
    id_ = opened(home)
    seen: list[tuple[str, ...]] = []

    def allow(command: Command, course: Course) -> Command:
        assert course.meeting
        seen.append(course.meeting.hands)
        if course.meeting.hands:
            raise Refused("One is enough.")
        return command

    one, two = home.act_all(id_, [asks(p, c.RaiseHand(person=p), allow=allow) for p in ("ana", "ben")])
    assert hands(one) == ("ana",)
    assert str(two) == "One is enough."
    assert seen == [(), ("ana",)]


def test_who_closes_it_and_who_comes_too_late_are_both_answered(home: Home) -> None:
    id_ = opened(home)
    go_on(home, id_, "closing")
    closed, late = home.act_all(
        id_, [asks("zoe", c.CloseMeeting(postpone=True)), asks("ana", c.RaiseHand(person="ana"))]
    )
    assert isinstance(closed, Done)
    assert closed.meeting.closed
    assert isinstance(late, Refused)
    assert home.organisation().held[id_].sealed


def test_who_may_not_look_at_a_private_meeting_is_refused_among_those_who_may(home: Home) -> None:
    id_ = open_private(home)
    refused, done = home.act_all(id_, [asks("chidi", c.TakeNote(text="x")), asks("zoe", c.TakeNote(text="y"))])
    assert isinstance(refused, Refused)
    assert "is private, Chidi" in str(refused)
    assert isinstance(done, Done)


def test_nobody_learns_from_an_answer_whom_others_nominate(home: Home) -> None:
    id_ = nominating(home)
    choices = {"delegate": Nomination(person="dara", reason="A whisper")}
    done = home.act_all(
        id_, [asks("ben", c.Nominate(person="ben", choices=choices), "wrote"), asks("zoe", c.UndoAct())]
    )
    again = home.act_all(id_, [asks("ben", c.Nominate(person="ben", choices=choices), "wrote")])
    assert "whisper" not in repr((done, again))
    assert "dara" not in repr([outcome.events for outcome in (*done, *again) if isinstance(outcome, Done)])
