"""Fixtures of the sockets' tests: a server on the demo's home, ways to it, and rooms by it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sociotui.room.home import Home
from sociotui.served.visit import SocketLimits
from tests.homes import Hands, home_in, opened
from tests.served.cutting import Cutting
from tests.served.joined import Joined
from tests.served.serving import Serving, serving

QUICK = SocketLimits(greeting=0.3, stalled=0.4, connections=12, connections_each_account=10)
"""Limits that are reached within a test."""


@pytest.fixture
def home(tmp_path: Path, hands: Hands) -> Iterator[Home]:
    """A home with the demo's organisation."""
    home = home_in(tmp_path / "home", hands)
    yield home
    home.close()


@pytest.fixture
def meeting(home: Home) -> str:
    """A meeting in it."""
    return opened(home)


@pytest.fixture
def server(home: Home, tmp_path: Path) -> Iterator[Serving]:
    """A server that has it."""
    with serving(home, tmp_path / "sockets") as server:
        yield server


@pytest.fixture
def quick(home: Home, tmp_path: Path) -> Iterator[Serving]:
    """A server whose limits are reached soon."""
    with serving(home, tmp_path / "sockets", QUICK) as server:
        yield server


@pytest.fixture
def join(server: Serving) -> Iterator[Callable[..., Joined]]:
    """Join the server as somebody; rooms are left at the end."""
    joined: list[Joined] = []

    def join(person: str, meeting: str = "", path: Path | None = None, *, steward: bool = False) -> Joined:
        joined.append(Joined(path or server.socket_of(person, steward=steward), meeting))
        return joined[-1]

    yield join
    for each in joined:
        each.room.stop()


@pytest.fixture
def way(server: Serving, tmp_path: Path) -> Iterator[Callable[[str], Cutting]]:
    """A way to somebody's socket that can be cut."""
    ways: list[Cutting] = []

    def lead(person: str, *, steward: bool = False) -> Cutting:
        path = server.socket_of(person, steward=steward)
        ways.append(Cutting(tmp_path / f"way{len(ways)}", path))
        return ways[-1]

    yield lead
    for each in ways:
        each.close()
