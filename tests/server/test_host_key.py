"""The host key at start-up: where it is missing, changed or readable for others the server doesn't begin, and makes none."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .serving import Serving, new_key

NAME = "ssh_host_ed25519_key"


def missing(state: Path) -> None:
    """Lose the key."""
    (state / NAME).unlink()


def nowhere(state: Path) -> None:
    """Lose all of the folder."""
    shutil.rmtree(state)


def another(state: Path) -> None:
    """Put another key in its place."""
    (state / NAME).unlink()
    new_key(state, NAME)
    (state / f"{NAME}.pub").unlink()


def open_to_others(state: Path) -> None:
    """Let others read it."""
    (state / NAME).chmod(0o644)


def empty(state: Path) -> None:
    """Leave nothing in it."""
    (state / NAME).write_bytes(b"")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (missing, "The host key is not there"),
        (nowhere, "The host key is not there"),
        (another, "is another host key than the one on record"),
        (open_to_others, "Others can use the host key"),
        (empty, "is no host key"),
    ],
)
def test_a_server_does_not_begin_without_its_host_key(closed: Serving, harm: Callable[[Path], None], said: str) -> None:
    harm(closed.state)
    before = {path: path.read_bytes() for path in closed.state.rglob("*")} if closed.state.exists() else None
    with pytest.raises(AssertionError, match=said):
        closed.start()
    assert closed.process.returncode == 1
    assert "Traceback" not in closed.log
    assert len(closed.log.strip().splitlines()) == 1
    assert before == ({path: path.read_bytes() for path in closed.state.rglob("*")} if closed.state.exists() else None)
    assert not closed.socket.exists()
    # The home is free again, and as it was.
    assert "Well circle" in closed.program.ok("list")


def test_without_an_ssh_door_no_host_key_is_asked_for(closed: Serving) -> None:
    nowhere(closed.state)
    closed.start(ssh=False)
    assert "Well circle" in closed.program.ok("list")
    assert not closed.state.exists()


def test_a_home_without_a_host_key_says_how_to_make_one(closed: Serving, tmp_path: Path) -> None:
    closed.program.env["SOCIOTUI_HOME"] = str(tmp_path / "fresh")
    closed.program.import_demo()
    with pytest.raises(AssertionError, match="sociotui host-key new"):
        closed.start()


def test_a_port_that_is_taken_is_told_in_a_sentence(server: Serving, tmp_path: Path) -> None:
    state, socket = str(tmp_path / "other-state"), str(tmp_path / "run" / "other")
    server.program.env["SOCIOTUI_HOME"] = str(tmp_path / "other")
    server.program.import_demo()
    server.program.ok("host-key", "new", "--state", state)
    command = server.own("serve", "--socket", socket, "--ssh", f"127.0.0.1:{server.port}", "--state", state)
    done = server.run(command, **server.program.env)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert f"No SSH door can be opened at 127.0.0.1:{server.port}" in done.stderr
    assert not Path(socket).exists()
    assert server.running


def test_one_home_has_one_server(server: Serving) -> None:
    done = server.run(server.own("serve", "--socket", str(server.folder / "second")), **server.program.env)
    assert done.returncode == 1
    assert "has" in done.stderr
    assert "open" in done.stderr
    assert not (server.folder / "second").exists()
