"""Measures of sharing: what would go to others, whoever they are; and lines over time."""

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain.mirror.figures import MOST_POINTS, line, percent, time_to_give, turns_to_give

_COUNTS = st.lists(st.integers(0, 50), min_size=1, max_size=12)


def test_measures_as_counted_by_hand() -> None:
    assert time_to_give([10, 20, 30, 40, 50, 60], 6) == 5 + 15 + 25
    assert time_to_give([60], 4) == 45
    assert time_to_give([], 5) == 0
    assert turns_to_give([3, 1, 0, 0, 0, 0, 0]) == 2
    assert turns_to_give([2, 2, 1]) == 0
    assert turns_to_give([4, 0]) == 2
    assert [percent(171, 216), percent(1, 200), percent(0, 0)] == [79, 1, 0]


@given(_COUNTS, st.randoms(use_true_random=False))
def test_a_measure_hangs_on_nobody_and_is_nothing_where_all_have_equally_much(
    counts: list[int], chance: Random
) -> None:
    shuffled = counts[:]
    chance.shuffle(shuffled)
    assert time_to_give(counts, len(counts)) == time_to_give(shuffled, len(counts))
    assert turns_to_give(counts) == turns_to_give(shuffled)
    assert (turns_to_give(counts) == 0) == (max(counts) - min(counts) <= 1)
    assert 0 <= turns_to_give(counts) <= sum(counts)
    assert time_to_give([7] * len(counts), len(counts)) == 0


def test_a_line_has_a_point_for_each_meeting_or_month_or_year() -> None:
    first = date(2016, 1, 4)
    assert [p.when for p in line([(first, 1, 2), (first, 0, 2), (first + timedelta(7), 1, 1)])] == [
        "2016-01-04",
        "2016-01-11",
    ]
    assert line([(first, 1, 2), (first, 0, 2)])[0].share == 1 / 4
    weekly = [(first + timedelta(7 * n), 1, 2) for n in range(520)]
    assert [p.when for p in line(weekly)] == [str(year) for year in range(2016, 2026)]
    assert [p.when for p in line(weekly[:60])][:2] == ["2016-01", "2016-02"]
    assert len(line(weekly[:200])) <= MOST_POINTS
    assert line([(first, 0, 0)]) == ()
