"""What a flood of sizes may cost: a fifth of the time, however long a redraw takes."""

import pytest

from sociotui.served.redraws import LONGEST, REST, Redraws


@pytest.mark.parametrize("cost", [0.001, 0.03, 0.4, 1.9])
def test_redraws_of_one_client_take_no_more_than_a_fifth_of_the_time(cost: float) -> None:
    redraws, now, busy = Redraws(), 0.0, 0.0
    while now < 200 * cost:
        wait = redraws.wait(now)
        if wait:
            now += wait
            continue
        redraws.begin(now)
        now += cost
        busy += cost
        redraws.end(now)
    assert 0.15 * now < busy <= now / 5 + cost


def test_the_first_one_waits_for_nothing() -> None:
    assert Redraws().wait(1000.0) == 0


def test_none_begins_while_another_is_being_made() -> None:
    redraws = Redraws()
    redraws.begin(10.0)
    assert redraws.wait(10.5) == LONGEST - 0.5
    redraws.end(11.0)
    assert redraws.wait(11.0) == REST * 1.0


def test_one_that_is_never_heard_of_again_keeps_none_back_for_good() -> None:
    redraws = Redraws()
    redraws.begin(0.0)
    assert redraws.wait(LONGEST) == REST * LONGEST
    assert redraws.wait(LONGEST + REST * LONGEST) == 0
    redraws.end(50.0)
    assert redraws.wait(50.0) == 0, "it was over long ago"
