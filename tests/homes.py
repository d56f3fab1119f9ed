"""Homes for tests: a folder with the demo's organisation, a clock set by hand, and meetings in it."""

from datetime import UTC, datetime
from pathlib import Path

from sociotui.exchange.organisations import read_organisation
from sociotui.room.clock import Clock
from sociotui.room.files import data_folder
from sociotui.room.furnishing import Opening
from sociotui.room.home import Home

SIX = ("ana", "ben", "chidi", "dara", "eli", "zoe")
BEGAN = int(datetime(2026, 3, 2, 14, 3, tzinfo=UTC).timestamp() * 1000)


class Hands:
    """A clock that stands until it is moved."""

    def __init__(self, at: int = BEGAN) -> None:
        self.at = at

    def __call__(self) -> int:
        return self.at

    def clock(self) -> Clock:
        """Return the clock that these hands move, in UTC."""
        return Clock(now=self, local=lambda when: datetime.fromtimestamp(when / 1000, UTC))


def home_in(folder: Path, hands: Hands | None = None, *, founded: bool = True) -> Home:
    """Return a home in `folder`, with the demo's organisation unless it is not `founded`."""
    home = Home(folder, (hands or Hands()).clock())
    if founded:
        source = data_folder() / "demo" / "organisation.toml"
        home.define(read_organisation(source.read_text("utf-8"), source.name), "test")
    return home


def opened(home: Home, circle: str = "garden", present: tuple[str, ...] = SIX) -> str:
    """Open a meeting and return its id."""
    return home.open(
        Opening(circle=circle, present=present, facilitator=present[-1], secretary=present[-2]), present[-1]
    )
