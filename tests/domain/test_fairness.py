"""Fair starts: they even out who begins and in which direction, and keep the facilitator off both ends."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain.fairness import DIRECTIONS, Start, around, fair_start
from sociotui.domain.round import Direction
from tests.domain.stage import SEATS


def held(seats: tuple[str, ...], rounds: int, facilitator: str = "", last: str = "") -> list[Start]:
    """Return the starts of that many rounds, each begun as it was proposed."""
    history: list[Start] = []
    for _ in range(rounds):
        history.append(fair_start(seats, history, facilitator, last))
    return history


@pytest.mark.parametrize(
    ("start", "direction", "order"),
    [
        ("ana", "left", ("ana", "ben", "chidi")),
        ("ben", "left", ("ben", "chidi", "ana")),
        ("chidi", "left", ("chidi", "ana", "ben")),
        ("ana", "right", ("ana", "chidi", "ben")),
        ("ben", "right", ("ben", "ana", "chidi")),
        ("chidi", "right", ("chidi", "ben", "ana")),
    ],
)
def test_neighbours_follow_in_seat_order_either_way(start: str, direction: Direction, order: tuple[str, ...]) -> None:
    assert around(("ana", "ben", "chidi"), start, direction) == order


def test_who_began_least_often_begins() -> None:
    history = [Start(p, "left") for p in ("ana", "ben", "chidi", "eli", "zoe")]
    assert fair_start(SEATS, history).person == "dara"


def test_among_those_who_began_as_often_it_is_who_began_longest_ago() -> None:
    history = [Start(p, "left") for p in ("eli", "ana", "dara", "chidi", "zoe", "ben")]
    assert fair_start(SEATS, history).person == "eli"


def test_then_the_direction_that_was_used_less() -> None:
    assert fair_start(SEATS, [Start("ana", "left")]).direction == "right"
    assert fair_start(SEATS, [Start("ana", "right")]).direction == "left"


def test_starts_and_directions_even_out() -> None:
    history = held(SEATS, 60)
    assert set(Counter(s.person for s in history).values()) == {10}
    assert set(Counter(s.direction for s in history).values()) == {30}


def test_starts_even_out_among_those_who_are_not_the_facilitator() -> None:
    history = held(SEATS, 50, "zoe")
    assert Counter(s.person for s in history) == dict.fromkeys(SEATS[:-1], 10)
    assert set(Counter(s.direction for s in history)) == set(DIRECTIONS)


@given(
    seats=st.lists(st.sampled_from(SEATS), min_size=3, unique=True),
    history=st.lists(st.builds(Start, st.sampled_from((*SEATS, "gil")), st.sampled_from(DIRECTIONS)), max_size=30),
    data=st.data(),
)
def test_the_facilitator_speaks_neither_first_nor_last(
    seats: list[str], history: list[Start], data: st.DataObject
) -> None:
    facilitator = data.draw(st.sampled_from(seats))
    start = fair_start(seats, history, facilitator)
    order = around(seats, start.person, start.direction)
    assert facilitator not in (order[0], order[-1])


@given(
    seats=st.lists(st.sampled_from(SEATS), min_size=2, unique=True),
    history=st.lists(st.builds(Start, st.sampled_from(SEATS), st.sampled_from(DIRECTIONS)), max_size=30),
    data=st.data(),
)
def test_a_nominee_is_last_whatever_else(seats: list[str], history: list[Start], data: st.DataObject) -> None:
    facilitator, nominee = data.draw(st.sampled_from(seats)), data.draw(st.sampled_from(seats))
    start = fair_start(seats, history, facilitator, last=nominee)
    assert around(seats, start.person, start.direction)[-1] == nominee


@given(
    seats=st.lists(st.sampled_from(SEATS), min_size=1, unique=True),
    history=st.lists(st.builds(Start, st.sampled_from((*SEATS, "gil")), st.sampled_from(DIRECTIONS)), max_size=30),
)
def test_without_a_facilitator_nobody_begins_who_began_more_often_than_another(
    seats: list[str], history: list[Start]
) -> None:
    began = Counter(s.person for s in history)
    assert began[fair_start(seats, history).person] == min(began[p] for p in seats)


def test_alone_one_begins_and_ends() -> None:
    assert fair_start(("zoe",), [Start("zoe", "left")], "zoe").person == "zoe"


def test_of_two_the_other_begins_and_the_facilitator_ends() -> None:
    assert {s.person for s in held(("ana", "zoe"), 6, "zoe")} == {"ana"}


def test_of_two_without_a_facilitator_they_take_turns() -> None:
    assert [s.person for s in held(("ana", "ben"), 6)] == ["ana", "ben"] * 3


def test_of_three_the_facilitator_is_always_in_the_middle() -> None:
    seats = ("ana", "ben", "zoe")
    history = held(seats, 10, "zoe")
    assert {around(seats, s.person, s.direction)[1] for s in history} == {"zoe"}
    assert Counter(s.person for s in history) == {"ana": 5, "ben": 5}


def test_who_is_not_here_today_does_not_count() -> None:
    history = [Start("gil", "left"), Start("fay", "right"), Start("gil", "left")]
    assert fair_start(("ana", "ben"), history).person in ("ana", "ben")
