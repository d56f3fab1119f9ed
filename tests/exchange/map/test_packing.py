"""Packing: circles apart, all within the one round them, as close as they go, the same each time."""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.exchange.map.packing import Disc, around, pack

RADII = st.lists(st.floats(0.01, 100), max_size=40)


def overlap(one: Disc, other: Disc) -> float:
    """Return how far two circles reach into each other; below 0 where they are apart."""
    return one.r + other.r - hypot(one.x - other.x, one.y - other.y)


@given(RADII)
def test_none_overlaps_another(radii: list[float]) -> None:
    discs = pack(radii)
    assert [d.r for d in discs] == radii
    for n, one in enumerate(discs):
        assert all(overlap(one, other) < 1e-5 for other in discs[:n])


@given(RADII.filter(bool))
def test_the_circle_round_them_holds_all(radii: list[float]) -> None:
    discs = pack(radii)
    whole = around(discs)
    assert all(hypot(d.x - whole.x, d.y - whole.y) + d.r <= whole.r + 1e-9 for d in discs)
    assert pack(radii) == discs


@pytest.mark.parametrize(("count", "radius"), [(1, 1.0), (2, 2.0), (3, 1 + 2 / 3**0.5), (7, 3.0)])
def test_few_of_a_size_lie_as_close_as_can_be(count: int, radius: float) -> None:
    assert around(pack([1.0] * count)).r == pytest.approx(radius, rel=2e-3)


@pytest.mark.parametrize("count", [75, 500])
def test_many_fill_two_thirds_of_the_circle_round_them(count: int) -> None:
    sizes = [1 + (n * 7919 % 13) / 4 for n in range(count)]
    assert sum(size**2 for size in sizes) / around(pack(sizes)).r ** 2 > 0.66


def test_there_is_nothing_round_nothing() -> None:
    assert pack([]) == []
    with pytest.raises(ValueError, match="nothing"):
        around([])
