"""Fixtures of the served sessions' tests: a server with an SSH door on the demo's meeting, at a clock that stands."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from sociotui.room.demo import stage
from sociotui.room.home import Home
from sociotui.room.hub import Hub
from tests.homes import Hands, home_in
from tests.served.hosted import Hall
from tests.served.ssh_serving import SshServing

Serve = Callable[..., SshServing]


@pytest.fixture
def hands() -> Hands:
    """The hands of the clock."""
    return Hands()


@pytest.fixture
def serve(tmp_path: Path, hands: Hands) -> Iterator[Serve]:
    """Start a server on the demo's home; `inside` puts whoever comes into its meeting."""
    begun: list[tuple[SshServing, Home]] = []

    def make(*, inside: bool = True, **said: Any) -> SshServing:
        folder = tmp_path / f"server{len(begun)}"
        folder.mkdir()
        home = home_in(folder / "home", hands, founded=False)
        meeting = stage(home)
        serving = SshServing(home, folder, meeting=meeting if inside else "", **said)
        begun.append((serving, home))
        serving.start()
        return serving

    yield make
    for serving, home in begun:
        serving.stop()
        home.close()


@pytest_asyncio.fixture
async def hall(tmp_path: Path, hands: Hands) -> AsyncIterator[Hall]:
    """The demo's meeting, with a host for sessions of it in the test's own loop."""
    home = home_in(tmp_path / "home", hands, founded=False)
    meeting = stage(home)
    hub = Hub(home)
    hub.start()
    there = Hall(hub, meeting)
    yield there
    await there.host.close("")
    hub.stop()
    home.close()
