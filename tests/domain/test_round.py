"""Round: each transition by itself, on bare rounds."""

import pytest
from msgspec.structs import replace

from sociotui.domain import round as rounds
from sociotui.domain.round import Round

THREE = ("ana", "ben", "chidi")


def started(*order: str, at: int = 100) -> Round:
    return rounds.begin(Round(kind="round", order=order or THREE), at)


def test_the_first_of_the_order_begins_and_the_neighbour_is_next() -> None:
    round_ = started()
    assert (round_.now, round_.next, round_.queue) == ("ana", "ben", ("ben", "chidi"))
    assert (round_.began, round_.turn_began) == (100, 100)


def test_each_speaks_once_in_order_until_everybody_has_spoken() -> None:
    round_, heard = started(), []
    while not round_.complete:
        heard.append((round_.speaking, round_.next))
        round_ = rounds.finish(round_, 200)
    assert heard == [("ana", "ben"), ("ben", "chidi"), ("chidi", "")]
    assert round_.spoken == THREE
    assert (round_.now, round_.queue, round_.waiting) == ("", (), ())


def test_time_spent_is_counted_for_who_had_the_turn() -> None:
    round_ = rounds.pass_on(rounds.finish(started(at=100), 130), 137)
    assert round_.spent == {"ana": 30, "ben": 7}
    assert round_.turn_began == 137


def test_a_clock_that_was_set_back_counts_as_no_time() -> None:
    assert rounds.finish(started(at=100), 90).spent == {"ana": 0}


def test_who_passes_is_on_record_as_passed_and_not_as_having_spoken() -> None:
    round_ = rounds.pass_on(started(), 200)
    assert (round_.passed, round_.spoken, round_.now) == (("ana",), (), "ben")


def test_who_comes_later_goes_to_the_end() -> None:
    round_ = rounds.postpone(started(), 200)
    assert (round_.now, round_.queue, round_.later) == ("ben", ("chidi", "ana"), ("ana",))
    assert round_.waiting == ("ben", "chidi", "ana")


def test_later_keeps_the_order_in_which_it_was_asked_for() -> None:
    round_ = rounds.postpone(rounds.postpone(started(), 200), 300)
    assert (round_.now, round_.queue, round_.later) == ("chidi", ("ana", "ben"), ("ana", "ben"))


def test_who_came_later_is_no_longer_marked_so_once_it_is_their_turn() -> None:
    round_ = rounds.postpone(started(), 200)
    round_ = rounds.finish(rounds.finish(round_, 300), 400)
    assert (round_.now, round_.later, round_.complete) == ("ana", (), False)


def test_who_came_later_is_no_longer_marked_so_though_the_one_before_comes_later_too() -> None:
    round_ = rounds.finish(rounds.postpone(started(), 200), 300)
    assert (round_.now, round_.queue) == ("chidi", ("ana",))
    round_ = rounds.postpone(round_, 400)
    assert (round_.now, round_.later) == ("ana", ("chidi",))


def test_who_is_heard_out_of_turn_speaks_and_the_order_stands_still() -> None:
    round_ = rounds.interrupt(started(), "chidi", 150)
    assert (round_.speaking, round_.now, round_.next) == ("chidi", "ana", "ana")
    assert round_.queue == ("ben", "chidi")


def test_the_clock_of_the_turn_that_stands_is_held_meanwhile() -> None:
    round_ = rounds.resume(rounds.interrupt(started(at=100), "chidi", 150), 950)
    assert (round_.speaking, round_.aside, round_.held) == ("ana", "", 0)
    assert round_.spent == {"chidi": 800}
    assert 960 - round_.turn_began == 60
    assert rounds.finish(round_, 960).spent == {"chidi": 800, "ana": 60}


def test_who_was_heard_out_of_turn_still_has_their_own_turn() -> None:
    round_ = rounds.resume(rounds.interrupt(started(), "chidi", 150), 160)
    assert round_.spoken == ()
    assert "chidi" in round_.queue


@pytest.mark.parametrize("person", THREE)
def test_who_leaves_while_waiting_is_taken_out_of_the_order(person: str) -> None:
    round_ = rounds.leave(started(), person, 200)
    assert person not in round_.waiting
    assert round_.gone == (person,)
    assert round_.waiting == tuple(p for p in THREE if p != person)


def test_who_leaves_after_speaking_stays_on_record_as_having_spoken() -> None:
    round_ = rounds.leave(rounds.finish(started(), 200), "ana", 300)
    assert (round_.spoken, round_.gone, round_.now) == (("ana",), (), "ben")


def test_who_leaves_though_come_back_to_is_no_longer_waited_for() -> None:
    round_ = rounds.leave(rounds.postpone(started(), 200), "ana", 300)
    assert (round_.queue, round_.later, round_.gone) == (("chidi",), (), ("ana",))


def test_the_last_one_leaving_completes_the_round() -> None:
    round_ = rounds.leave(started("ana"), "ana", 200)
    assert round_.complete
    assert round_.gone == ("ana",)


def test_who_leaves_while_heard_out_of_turn_gives_the_turn_back() -> None:
    round_ = rounds.leave(rounds.interrupt(started(at=100), "chidi", 150), "chidi", 250)
    assert (round_.speaking, round_.aside, round_.gone) == ("ana", "", ("chidi",))
    assert rounds.finish(round_, 260).spent["ana"] == 60


def test_while_somebody_is_heard_out_of_turn_the_round_is_not_complete() -> None:
    round_ = rounds.leave(rounds.interrupt(started("ana"), "fay", 150), "ana", 250)
    assert (round_.speaking, round_.complete) == ("fay", False)


def test_who_joins_comes_last() -> None:
    round_ = rounds.join(started(), "fay", 200)
    assert (round_.queue[-1], round_.order[-1]) == ("fay", "fay")


def test_who_joins_when_all_have_spoken_has_the_turn_at_once() -> None:
    round_ = rounds.join(rounds.finish(started("ana"), 200), "fay", 300)
    assert (round_.now, round_.complete, round_.turn_began) == ("fay", False, 300)


def test_who_left_before_speaking_and_comes_back_is_heard_once() -> None:
    round_ = rounds.join(rounds.leave(started(), "ben", 200), "ben", 300)
    assert round_.gone == ()
    assert round_.queue == ("chidi", "ben")
    assert sorted(round_.order) == sorted(THREE)


def test_who_is_asked_again_comes_after_those_who_still_wait() -> None:
    round_ = rounds.ask_again(rounds.finish(started(), 200), "ana", 300)
    assert (round_.now, round_.queue, round_.spoken) == ("ben", ("chidi", "ana"), ())


def test_who_is_asked_again_when_all_have_answered_has_the_turn_at_once() -> None:
    round_ = rounds.finish(rounds.finish(started("ana", "ben"), 200), 300)
    assert round_.complete
    round_ = rounds.ask_again(round_, "ana", 400)
    assert (round_.now, round_.complete) == ("ana", False)


def test_a_pause_is_left_out_of_the_turn() -> None:
    assert rounds.finish(rounds.shift(started(at=100), 40), 150).spent == {"ana": 10}


@pytest.mark.parametrize("mode", ["popcorn", "stack", "free"])
def test_an_open_mode_gives_nobody_the_turn_and_is_never_complete(mode: rounds.Mode) -> None:
    round_ = rounds.begin(Round(kind="round", order=THREE, mode=mode), 100)
    assert (round_.now, round_.next, round_.queue, round_.complete) == ("", "", THREE, False)
    assert not replace(round_, queue=(), spoken=THREE).complete


def test_in_an_open_mode_the_turn_goes_to_who_takes_it() -> None:
    round_ = rounds.begin(Round(kind="round", order=THREE, mode="popcorn"), 100)
    round_ = rounds.call_on(round_, "ben", 150)
    assert (round_.now, round_.queue, round_.turn_began) == ("ben", ("ana", "chidi"), 150)
    round_ = rounds.finish(round_, 190)
    assert (round_.now, round_.spoken, round_.spent) == ("", ("ben",), {"ben": 40})


@pytest.mark.parametrize(
    "touch",
    [
        lambda r: rounds.finish(r, 200),
        lambda r: rounds.pass_on(r, 200),
        lambda r: rounds.postpone(r, 200),
        lambda r: rounds.interrupt(r, "ben", 200),
    ],
    ids=["spoken", "passed", "later", "out of turn"],
)
def test_a_round_is_untouched_only_until_somebody_did_something(touch: object) -> None:
    assert callable(touch)
    assert started().untouched
    assert not touch(started()).untouched
