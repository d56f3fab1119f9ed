"""Fixtures of the room's tests: a founded home whose clock is set by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sociotui.room.home import Home
from tests.homes import Hands, home_in


@pytest.fixture
def hands() -> Hands:
    """The hands of the clock."""
    return Hands()


@pytest.fixture
def home(tmp_path: Path, hands: Hands) -> Iterator[Home]:
    """A home with the demo's organisation."""
    home = home_in(tmp_path / "home", hands)
    yield home
    home.close()
