"""Settling: discs grow by one factor, stay apart and within their shape, and settle in the same places each time."""

from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociotui.exchange.map.packing import Disc, packings
from sociotui.exchange.map.settling import MOST, settled

SIZES = st.lists(st.floats(1, 4), min_size=2, max_size=30)


def packed(sizes: list[float], rx: float, ry: float) -> list[Disc]:
    """Return discs of these sizes side by side, about (0, 0), and small enough for the shape with those radii."""
    discs = packings(sizes, rx / ry)[0]
    x, y = ((min(v) + max(v)) / 2 for v in ([d.x for d in discs], [d.y for d in discs]))
    by = 0.5 * min(rx, ry) / max(hypot(d.x - x, d.y - y) + d.r for d in discs)
    return [Disc((d.x - x) * by, (d.y - y) * by, d.r * by) for d in discs]


@settings(max_examples=40)
@given(SIZES, st.floats(1, 2), st.sampled_from([2.0, 5.0]))
def test_what_has_settled_is_larger_apart_and_within(sizes: list[float], wider: float, power: float) -> None:
    before = packed(sizes, wider * 100, 100)
    after = settled(before, wider * 100, 100, power)
    assert after[0].r >= before[0].r
    for number, one in enumerate(after):
        assert all(hypot(one.x - d.x, one.y - d.y) >= one.r + d.r for d in after[:number])
        assert (abs(one.x) / (wider * 100 - one.r)) ** power + (abs(one.y) / (100 - one.r)) ** power <= 1 + 1e-9
        assert one.r / after[0].r == pytest.approx(before[number].r / before[0].r, rel=0.03)
    assert after == settled(before, wider * 100, 100, power)


def test_there_is_more_of_them_afterwards() -> None:
    before = packed([1 + (n * 7 % 5) / 4 for n in range(27)], 130, 100)
    assert settled(before, 130, 100, 5.0)[0].r > 1.5 * before[0].r


def test_one_and_very_many_stay_where_they_are() -> None:
    assert settled([Disc(0, 0, 1)], 10, 10, 2.0) == [Disc(0, 0, 1)]
    many = packed([1.0] * (MOST + 1), 100, 100)
    assert settled(many, 100, 100, 2.0) == many
