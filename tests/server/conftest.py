"""Fixtures: a home with a circle of twelve and everybody's keys, made once; and a server on a copy of it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.program import Program

from .machine import ACCOUNTS, SERVER, Machine
from .serving import Serving, furnish
from .sshd import Sshd


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all of these as slow: each starts servers, and most of them many terminals."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a home, a host key, and the keys of the twelve; to be copied."""
    folder = tmp_path_factory.mktemp("furnished")
    furnish(Program(folder), folder / "keys")
    return folder


@pytest.fixture
def closed(furnished: Path, tmp_path: Path) -> Iterator[Serving]:
    """A server that has not been started yet."""
    for part in ("home", "state"):
        shutil.copytree(furnished / part, tmp_path / part)
    server = Serving(Program(tmp_path), furnished / "keys")
    yield server
    server.close()


@pytest.fixture
def server(closed: Serving) -> Serving:
    """A server with both of its doors open."""
    closed.start()
    return closed


@pytest.fixture
def sshd(shared: Serving) -> Iterator[Sshd]:
    """An OpenSSH server on that machine, beside the server."""
    assert shared.machine
    shared.start(ssh=False)
    sshd = Sshd(shared, shared.machine)
    try:
        sshd.start()
        yield sshd
    finally:
        sshd.close()


@pytest.fixture
def shared(furnished: Path) -> Iterator[Serving]:
    """A server with a socket on a machine that many share, each with an account; not started yet."""
    with tempfile.TemporaryDirectory(prefix="shared-") as name:
        folder = Path(name)
        machine = Machine(folder)
        machine.start()
        server = Serving(Program(folder), furnished / "keys", machine)
        try:
            for part in ("home", "state"):
                shutil.copytree(furnished / part, folder / part)
                for path in (folder / part, *(folder / part).rglob("*")):
                    os.chown(path, ACCOUNTS[SERVER], ACCOUNTS[SERVER])
            yield server
        finally:
            server.close()
            machine.close()
