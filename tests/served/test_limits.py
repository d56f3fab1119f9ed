"""Limits: nobody takes more than their share, and what was taken comes back."""

import pytest

from sociotui.domain.refusal import Refused
from sociotui.served.limits import Bucket, Buckets, Limits, Seats, network_of


class Hands:
    """A clock in seconds that stands until it is moved."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def test_a_bucket_gives_what_is_in_it_and_fills_again() -> None:
    bucket = Bucket(2.0, 3.0, 0.0)
    assert [bucket.take(1.0, 0.0) for _ in range(4)] == [True, True, True, False]
    assert bucket.wait(0.0) == 0.5
    assert bucket.take(1.0, 0.5)
    assert not bucket.full
    bucket.charge(5.0, 0.5)
    assert bucket.wait(0.5) == 3.0
    assert bucket.take(3.0, 60.0)


def test_a_clock_that_goes_back_gives_nothing_and_takes_nothing() -> None:
    bucket = Bucket(1.0, 1.0, 100.0)
    assert bucket.take(1.0, 100.0)
    assert not bucket.take(1.0, 50.0)
    assert bucket.take(1.0, 51.0)


def test_each_address_has_a_bucket_of_its_own_and_full_ones_are_forgotten() -> None:
    hands = Hands()
    buckets = Buckets(60.0, hands)
    for number in range(3000):
        assert buckets.take(f"10.0.{number}")
    assert len(buckets) == 3000
    hands.at += 60
    assert buckets.take("10.1.1")
    for number in range(3100):
        buckets.take(f"10.2.{number}")
    assert len(buckets) < 3200
    assert sum(buckets.take("one") for _ in range(100)) == 60


def test_seats_are_counted_by_person_by_address_and_in_all() -> None:
    seats = Seats(Limits(sessions=4, sessions_each_person=2, sessions_each_address=3))
    seats.take("ana", "a")
    seats.take("ana", "a")
    with pytest.raises(Refused, match="2 sessions open"):
        seats.take("ana", "b")
    seats.take("ben", "a")
    with pytest.raises(Refused, match="From your address"):
        seats.take("chidi", "a")
    seats.take("chidi", "b")
    with pytest.raises(Refused, match="Every seat"):
        seats.take("dara", "c")
    seats.give_back("ana", "a")
    seats.take("dara", "c")
    assert seats.taken == 4


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
    ],
)
def test_what_counts_as_one_address(address: str, network: str) -> None:
    assert network_of(address) == network
