"""Fixtures of the screens' tests: the demo's meeting at a clock that stands, in an app that needs no terminal."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sociotui.room.demo import stage
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.tui.app import SociotuiApp
from sociotui.tui.settings import Settings
from tests.homes import Hands, home_in, opened
from tests.tui.gathering import Gathering, GatheringOf
from tests.tui.staging import Stage, StageAt

AppAt = Callable[..., SociotuiApp]


@pytest.fixture
def hands() -> Hands:
    """The hands of the clock."""
    return Hands()


@pytest.fixture
def app_at(tmp_path: Path, hands: Hands) -> Iterator[AppAt]:
    """Make an app: in the demo's meeting, at `home`, at the start of a meeting (`opened`), or in an empty home."""
    homes: list[Home] = []

    def make(where: str = "demo", settings: Settings | None = None) -> SociotuiApp:
        home = home_in(tmp_path / "home", hands, founded=where in ("opened", "founded"))
        homes.append(home)
        meeting = opened(home) if where == "opened" else ""
        if where in ("demo", "home"):
            staged = stage(home)
            meeting = staged if where == "demo" else ""
        return SociotuiApp(LiveRoom(home, "zoe", meeting), settings or Settings())

    yield make
    for home in homes:
        home.close()


@pytest.fixture
def stage_at(tmp_path: Path, hands: Hands) -> Iterator[StageAt]:
    """Make a stage: a meeting in a home of its own."""
    stages: list[Stage] = []

    def make(**said: Any) -> Stage:
        stages.append(Stage(tmp_path / f"stage{len(stages)}", hands, **said))
        return stages[-1]

    yield make
    for one in stages:
        one.home.close()


@pytest.fixture
def gathering_of() -> Iterator[GatheringOf]:
    """Let people come to a staged meeting or a home, each at a terminal of their own."""
    gatherings: list[Gathering] = []

    def make(where: Stage | Home) -> Gathering:
        gatherings.append(Gathering(where))
        return gatherings[-1]

    yield make
    for one in gatherings:
        one.close()
