"""Sizes that come and go: whatever the storm, in the end the screen is drawn for the last size, and for no other."""

import random

import pytest

from .program import Program
from .screen import Terminal

STORM = [(1, 1), (300, 100), (79, 24), (3, 50), (200, 2), (0, 0), (80, 1), (132, 43), (60, 20), (20, 5), (81, 25)]


def still(terminal: Terminal) -> str:
    """Return what stands on the screen when all has been drawn, without the times."""
    terminal.settle()
    return "\n".join("".join("0" if c.isdigit() else c for c in line) for line in terminal.lines)


@pytest.mark.parametrize("size", [(100, 30), pytest.param((60, 20), marks=pytest.mark.slow)], ids=str)
def test_the_first_picture_is_of_the_size_that_the_terminal_has(garden: Program, size: tuple[int, int]) -> None:
    terminal = garden.start(size=size)
    terminal.wait_for("What is next")
    first = still(terminal)
    terminal.resize(70, 22)
    terminal.settle()
    terminal.resize(*size)
    assert still(terminal) == first
    assert max(map(len, first.splitlines())) >= size[0] - 1


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 8))])
@pytest.mark.parametrize("opened", ["", "?"])
def test_a_storm_of_sizes_ends_in_the_picture_of_the_last(program: Program, seed: int, opened: str) -> None:
    terminal = program.start("demo")
    terminal.wait_for("c consent")
    if opened:
        terminal.press(opened)
        terminal.wait_for("Give the turn up for this round.")
    before = still(terminal)
    chance = random.Random(seed)
    for _each in range(30):
        terminal.resize(*chance.choice(STORM))
    terminal.resize(80, 24)
    assert still(terminal) == before
    assert not terminal.ended
