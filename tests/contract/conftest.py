"""Fixtures of the contract: one place of each kind, one after the other, with a meeting, and a room that Zoe has entered."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.places import KINDS, Entered, First, Place, place_of
from tests.homes import Hands


@pytest.fixture
def hands() -> Hands:
    """The hands of the place's clock."""
    return Hands()


@pytest.fixture
def first() -> First:
    """What is done in a place's home before there is anybody who follows it: nothing, unless a file says otherwise."""
    return lambda home: None


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path, hands: Hands, first: First) -> Iterator[Place]:
    """A place with the demo's organisation, of each kind."""
    with place_of(request.param, tmp_path, hands, first) as place:
        yield place


@pytest.fixture
def meeting(place: Place) -> str:
    """A meeting of the Garden circle, in its check-in round: Ana's turn, then Ben's. Zoe facilitates, Fay is missing."""
    return place.opened()


@pytest.fixture
def zoe(place: Place, meeting: str) -> Entered:
    """Zoe's room, in that meeting. She may do there for everybody what she may do at a laptop that all look at."""
    return place.enter("zoe", meeting)
