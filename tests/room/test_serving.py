"""Serving: whose a home is, and where a server is pointed to that has it; a hold goes with the process that has it."""

import errno
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sociotui.domain.refusal import Refused
from sociotui.room import serving
from sociotui.room.serving import (
    POINTER,
    Door,
    Hold,
    Serving,
    door_of,
    open_here,
    server_at,
    socket_to_serve,
    take_over,
)
from tests.journal.conftest import NOBODY, until
from tests.open_files import open_files

SOON = 20.0
"""Seconds for what has to come; what has to be refused is refused after none at all."""
TAKING = """
import sys
from pathlib import Path
from sociotui.room.serving import open_here, take_over
hold = {"take": take_over, "open": open_here}[sys.argv[2]](Path(sys.argv[1]))
if len(sys.argv) > 3:
    hold.point(Path(sys.argv[3]))
print("has it", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Path]:
    """A socket that somebody listens at."""
    path = tmp_path / "socket"
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(str(path))
        sock.listen()
        yield path


@contextmanager
def another(home: Path, how: str, *more: str) -> Iterator["subprocess.Popen[str]"]:
    """Let another process take a home, or open it, until it is told to end."""
    command = [sys.executable, "-c", TAKING, str(home), how, *more]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "has it\n"
        try:
            yield process
        finally:
            process.kill()


def opened(home: Path, wait: float = 0.0) -> Hold:
    """Open a home that no server has."""
    hold = open_here(home, wait)
    assert isinstance(hold, Hold)
    return hold


def is_taken(home: Path) -> bool:
    """Whether a server would be refused."""
    try:
        take_over(home, 0.0).let_go()
    except Refused:
        return True
    return False


# --- beside others, or alone --------------------------------------------------------------------------


def test_many_have_a_home_open_and_no_server_takes_it_before_all_let_go(home: Path) -> None:
    one, two = opened(home), opened(home)
    one.let_go()
    one.let_go()  # which does nothing
    with pytest.raises(Refused, match=rf"Somebody has {home} open: a screen, or another server\. .*sociotui doctor"):
        take_over(home, 0.0)
    assert server_at(home) is None
    two.let_go()
    assert not is_taken(home)


def test_one_server_has_it_alone(home: Path) -> None:
    hold = take_over(home, 0.0)
    assert is_taken(home)
    assert server_at(home) == Serving()
    with pytest.raises(Refused, match=r"A server has .*, and cannot be reached yet\. Wait a moment"):
        open_here(home, 0.0)
    hold.let_go()
    opened(home).let_go()
    assert server_at(home) is None


def test_a_server_waits_for_a_command_to_end(home: Path) -> None:
    hold = opened(home)
    threading.Timer(0.1, hold.let_go).start()
    take_over(home, SOON).let_go()


@pytest.mark.parametrize("how", ["take", "open"])
def test_who_is_killed_holds_nothing(home: Path, how: str) -> None:
    with another(home, how) as process:
        assert is_taken(home)
        process.send_signal(signal.SIGKILL)
        process.wait(SOON)
        assert not is_taken(home)
        opened(home).let_go()


# --- where it is ----------------------------------------------------------------------------------------


def test_who_comes_is_shown_the_servers_socket(home: Path, listening: Path) -> None:
    hold = take_over(home, 0.0)
    hold.point(listening)
    assert open_here(home, 0.0) == listening
    assert server_at(home) == Serving(listening, os.getpid())
    assert (home / POINTER).stat().st_mode & 0o777 == 0o600
    hold.let_go()
    assert list(home.iterdir()) == []


def test_a_relative_path_is_pointed_to_from_everywhere(
    home: Path, listening: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold = take_over(home, 0.0)
    with monkeypatch.context() as patch:
        patch.chdir(listening.parent)
        hold.point(Path(listening.name))
    assert open_here(home, 0.0) == listening
    hold.let_go()


def test_what_a_killed_server_left_points_nowhere(home: Path, listening: Path) -> None:
    with another(home, "take", str(listening)) as process:
        assert open_here(home, 0.0) == listening
        process.send_signal(signal.SIGKILL)
        process.wait(SOON)
        assert (home / POINTER).exists()
        assert server_at(home) is None
        opened(home).let_go()
    hold = take_over(home, 0.0)
    assert not (home / POINTER).exists()  # so that nobody is shown the former one's
    assert server_at(home) == Serving()
    hold.let_go()


def test_what_is_no_socket_is_not_gone_to(home: Path, tmp_path: Path) -> None:
    hold = take_over(home, 0.0)
    for path in (tmp_path / "nothing", tmp_path):
        hold.point(path)
        with pytest.raises(Refused, match="cannot be reached yet"):
            open_here(home, 0.0)
    (home / POINTER).write_text("")
    with pytest.raises(Refused, match="cannot be reached yet"):
        open_here(home, 0.0)
    hold.let_go()


def waiting(home: Path, then: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> Hold | Path:
    """Open a home that a server has; once that is waited for, something happens."""
    asleep = threading.Event()
    monkeypatch.setattr("sociotui.room.serving.time.sleep", lambda _seconds: asleep.set())
    found: list[Hold | Path] = []
    thread = threading.Thread(target=lambda: found.append(open_here(home, SOON)))
    thread.start()
    assert asleep.wait(SOON)
    then()
    thread.join(SOON)
    (one,) = found
    return one


def test_a_server_that_begins_is_waited_for(home: Path, listening: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hold = take_over(home, 0.0)
    assert waiting(home, lambda: hold.point(listening), monkeypatch) == listening
    hold.let_go()


def test_a_server_that_ends_meanwhile_leaves_it_to_who_waits(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hold = take_over(home, 0.0)
    found = waiting(home, hold.let_go, monkeypatch)
    assert isinstance(found, Hold)
    assert is_taken(home)
    found.let_go()


# --- where nothing can be locked ------------------------------------------------------------------------


def test_where_there_is_no_folder_nobody_has_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for missing in (tmp_path / "home", tmp_path / "file"):
        opened(missing).let_go()
        take_over(missing, 0.0).let_go()
        assert server_at(missing) is None
        assert not missing.is_dir()


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOTSUP, errno.EINVAL, errno.EBADF])
def test_a_file_system_without_locks_keeps_nobody_out(
    home: Path, listening: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(_fd: int, _how: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", refuse)
    one, two = opened(home), take_over(home, 0.0)
    two.point(listening)
    assert server_at(home) is None
    two.let_go()
    one.let_go()
    assert list(home.iterdir()) == []


def test_any_other_trouble_with_locks_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_fd: int, _how: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    before = open_files()
    monkeypatch.setattr(fcntl, "flock", refuse)
    for ask in (open_here, take_over, server_at):
        with pytest.raises(OSError, match="Input/output"):
            ask(home)
    assert not open_files() - before


def test_a_process_that_is_started_meanwhile_does_not_keep_it(home: Path) -> None:
    hold = opened(home)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False) as child:
        hold.let_go()
        until(lambda: not is_taken(home))
        assert child.poll() is None
        child.kill()


# --- a home that is not there yet -----------------------------------------------------------------------


def test_who_stays_has_the_folder_made_and_holds_it(tmp_path: Path) -> None:
    home = tmp_path / "some" / "home"
    hold = open_here(home, 0.0, make=True)
    assert isinstance(hold, Hold)
    assert [each.stat().st_mode & 0o777 for each in (home, home.parent)] == [0o700, 0o700]
    assert is_taken(home)
    hold.let_go()
    assert not is_taken(home)


def test_a_folder_that_cannot_be_made_is_left_to_who_writes_there(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    hold = open_here(tmp_path / "file" / "home", 0.0, make=True)
    assert isinstance(hold, Hold)
    hold.let_go()


# --- where the socket is --------------------------------------------------------------------------------


@pytest.fixture
def nobodys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An account with a folder for its state, on a machine without a server of its own."""
    monkeypatch.setattr(serving, "_RUN", tmp_path / "run")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


def test_what_is_said_of_the_socket_counts_first(
    nobodys: Path, home: Path, listening: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(nobodys)
    hold = take_over(home, 0.0)
    hold.point(listening)
    assert door_of(Path("said"), home, {}) == Door(nobodys / "said")
    environ = {"RUNTIME_DIRECTORY": "/given", "SOCIOTUI_SOCKET": "named"}
    assert socket_to_serve(Path("said"), environ) == nobodys / "said"
    assert socket_to_serve(None, environ) == nobodys / "named"
    hold.let_go()


def test_then_the_server_of_the_home_that_is_named(nobodys: Path, home: Path, listening: Path) -> None:
    own = Door(nobodys / "state" / "sociotui" / "socket")
    hold = take_over(home, 0.0)
    assert door_of(None, home, {}) == own  # it hasn't said where it is
    hold.point(listening)
    assert door_of(None, home, {}) == Door(listening, home)
    assert door_of(None, None, {}) == own
    hold.let_go()
    assert door_of(None, home, {}) == own


def test_then_the_machines_server_and_then_ones_own(nobodys: Path) -> None:
    systemds = {"RUNTIME_DIRECTORY": "/given:/other"}
    assert socket_to_serve(None, systemds) == Path("/given/socket")
    own = nobodys / "runtime"
    own.mkdir()
    for given, found in ((own, own), (own / "none", nobodys / "state")):
        environ = {"XDG_RUNTIME_DIR": str(given)}
        assert door_of(None, None, environ).socket == found / "sociotui" / "socket"
        assert socket_to_serve(None, environ) == found / "sociotui" / "socket"
    (nobodys / "run").mkdir()
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(str(nobodys / "run" / "socket"))
        assert door_of(None, None, systemds) == Door(nobodys / "run" / "socket")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_runtime_folder_of_somebody_else_is_not_ones_own(nobodys: Path) -> None:
    theirs = nobodys / "runtime"
    theirs.mkdir()
    os.chown(theirs, NOBODY, NOBODY)
    assert door_of(None, None, {"XDG_RUNTIME_DIR": str(theirs)}).socket == nobodys / "state" / "sociotui" / "socket"
