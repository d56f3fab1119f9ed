"""Hints for who facilitates: what is to be noticed, at most one at a time, and only to them."""

import pytest
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.fairness import Start
from sociotui.domain.hinting import AGAIN, REST, WAITS, Kind, hint
from sociotui.domain.meeting import Meeting
from sociotui.domain.round import Direction
from tests.domain.stage import REASON, SEATS, SECOND, Stage, opening, round_format, sentence, steps

MINUTE = 60 * SECOND


def talk() -> Stage:
    """Return a meeting of rounds, from ana on; zoe facilitates."""
    return Stage(opening(format=round_format("brainstorm", *steps(("close", "closing"))))).starting("ana")


def began(m: Meeting, *people: str, direction: Direction = "left", ways: str = "") -> Meeting:
    """Return the meeting with the rounds of it begun by these."""
    starts = tuple(Start(p, "right" if ways[n : n + 1] == "r" else direction) for n, p in enumerate(people))
    return replace(m, starts=starts, earlier_starts=0)


def kind(m: Meeting, now: int, me: str = "zoe", shown: dict[Kind, int] | None = None) -> str:
    """Return of which kind the hint is; "" where there is none."""
    found = hint(m, me, now, shown)
    if found:
        sentence(found.said)
        sentence(found.more)
    return found.kind if found else ""


def test_nothing_is_said_where_all_is_well() -> None:
    stage = talk().come_round()
    assert kind(stage.meeting, stage.clock) == ""


def test_a_third_and_a_half_of_the_time() -> None:
    stage = talk()
    for _person in SEATS[:5]:
        stage.wait(99).act(commands.FinishTurn())
    assert kind(stage.meeting, stage.clock + 100 * SECOND) == "", "a sixth"
    m, now = stage.meeting, stage.clock
    assert kind(m, now + 255 * SECOND) == "spoken", "she speaks still"
    third, half = hint(m, "zoe", now + 255 * SECOND), hint(m, "zoe", now + 600 * SECOND)
    assert third and half
    assert (third.said, half.said) == ("You have spoken a third of the time.", "You have spoken half of the time.")
    for other in SEATS[:5]:
        assert kind(m, now + 600 * SECOND, other) == ""


def test_who_was_asked_last_four_times() -> None:
    m = talk().meeting
    found = hint(began(m, "dara", "dara", "dara", "dara"), "zoe", 1)
    assert found and found.said == "Chidi has been asked last four times."
    # The other way round from ben it is chidi, too.
    assert kind(began(m, "dara", "ben", "dara", "ben", ways="lrlr"), 1) == "last"
    assert kind(began(m, "dara", "dara", "dara"), 1) == ""
    assert kind(began(m, "chidi", "dara", "dara", "eli", ways="lrlr"), 1) == ""


def test_oneself_at_the_ends_and_rounds_that_go_one_way() -> None:
    m = talk().meeting
    assert kind(began(m, "zoe", "chidi", "ana", ways="rll"), 1) == "ends"
    assert kind(began(m, "ben", "chidi", "dara", "eli"), 1) == "direction"
    assert kind(began(m, "ben", "chidi", "dara", "eli", ways="lrll"), 1) == ""
    earlier = replace(began(m, "ben", "chidi", "dara", "eli"), earlier_starts=2)
    assert kind(earlier, 1) == "", "two were in other meetings"


def test_somebody_who_passes_in_several_rounds() -> None:
    m = talk().meeting
    assert m.round
    passed = replace(m.round, passed=("ben",))
    assert kind(replace(m, rounds={"a": passed, "b": passed}), 1) == ""
    found = hint(replace(m, rounds={"a": passed, "b": passed, "c": passed}), "zoe", 1)
    assert found and found.said == "Ben has passed in 3 rounds."


def test_an_objection_that_waits() -> None:
    stage = Stage().to("consent").starting("ana")
    stage.act(commands.Object(reason=REASON))
    at = stage.clock
    assert kind(stage.meeting, at + WAITS) == "", "the round goes on"
    stage.come_round()
    late = stage.clock + WAITS
    found = hint(stage.meeting, "zoe", late)
    assert found and found.said == "Ana's objection is waiting."
    assert kind(stage.meeting, at + WAITS - 1) == ""
    stage.act(commands.NextStep())
    assert stage.meeting.step.kind == "integrate"
    assert kind(stage.meeting, late) == "", "they are at it"


@pytest.mark.parametrize("changed", [{"closed": 1}, {"paused": 1}, {"facilitator": "eli"}])
def test_none_when_it_is_over_or_rests_or_somebody_else_facilitates(changed: dict[str, object]) -> None:
    m = began(talk().meeting, "dara", "dara", "dara", "dara")
    assert kind(m, 1) == "last"
    assert kind(replace(m, **changed), 1) == ""


def test_one_at_a_time_and_the_same_one_only_after_a_while() -> None:
    m = began(talk().meeting, "dara", "dara", "dara", "dara")
    shown: dict[Kind, int] = {"last": 1}
    assert kind(m, REST, shown=shown) == ""
    assert kind(m, REST + 1, shown=shown) == "direction", "something else"
    both: dict[Kind, int] = {"last": 1, "direction": 1}
    assert kind(m, AGAIN, shown=both) == ""
    found = hint(m, "zoe", AGAIN + 1, both)
    assert found and (found.kind, found.shown) == ("last", 1)
