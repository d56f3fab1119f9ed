"""Sizes of a terminal that a test goes through: one in the quick run, the others in the slow one."""

import pytest

Size = tuple[int, int]


def at_sizes(quick: Size, *slow: Size) -> pytest.MarkDecorator:
    """Give a test each `size`, in columns and rows; all but the first are for the slow run."""
    later = [pytest.param(size, marks=pytest.mark.slow) for size in slow]
    return pytest.mark.parametrize("size", [quick, *later], ids=lambda s: f"{s[0]}x{s[1]}")
