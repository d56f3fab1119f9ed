"""Trust: nobody who merely came first to a socket's path is taken for the server."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sociotui.room.connection import Connection, Foreign, NobodyThere
from sociotui.room.socket_room import SocketRoom
from sociotui.room.trust import account_named, may_serve, who_answers
from tests.journal.conftest import NOBODY

root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be several accounts")
LISTENING = """
import os, socket, sys
os.setuid(int(sys.argv[2]))
with socket.socket(socket.AF_UNIX) as sock:
    sock.bind(sys.argv[1])
    sock.listen()
    print("listens", flush=True)
    far = sock.accept()[0]
    print(len(far.recv(100)), flush=True)
"""


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder where everybody may put something, as /tmp is."""
    with TemporaryDirectory(prefix="shared-") as folder:
        Path(folder).chmod(0o1777)
        yield Path(folder)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that only root and this account can write to, as /run is, with all that is above it."""
    seen = Path.stat

    def stat(path: Path, **more: bool) -> os.stat_result:
        status = seen(path, **more)
        above = path != tmp_path and tmp_path.is_relative_to(path)
        return (
            os.stat_result([0o40755 if n == 0 else 0 if n == 4 else part for n, part in enumerate(status)])
            if above
            else status
        )

    monkeypatch.setattr(Path, "stat", stat)
    tmp_path.chmod(0o755)
    return tmp_path


@contextmanager
def mallory(path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Let another account listen at a path; it tells how much it was told."""
    command = [sys.executable, "-c", LISTENING, str(path), str(NOBODY)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "listens\n"
        try:
            yield process
        finally:
            process.kill()


def test_it_is_the_kernel_that_says_who_answers(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as near, socket.socket(socket.AF_UNIX) as sock:
        sock.bind(str(tmp_path / "socket"))
        sock.listen()
        near.connect(str(tmp_path / "socket"))
        assert who_answers(near) == os.geteuid()


def test_an_account_goes_by_its_name_where_it_has_one() -> None:
    assert [account_named(uid) for uid in (0, 4_000_123)] == ["root", "4000123"]


def test_root_and_this_account_may_serve_anywhere(shared: Path) -> None:
    assert may_serve(0, shared / "socket")
    assert may_serve(os.geteuid(), shared / "socket", shared)


@root
def test_whom_the_home_belongs_to_may_serve_it_and_nobody_else(place: Path, tmp_path: Path) -> None:
    home, theirs = tmp_path / "home", tmp_path / "theirs"
    for folder in (home, theirs):
        folder.mkdir()
    os.chown(home, NOBODY, NOBODY)
    os.chown(theirs, NOBODY + 1, NOBODY + 1)
    assert may_serve(NOBODY, theirs / "socket", home)
    assert not may_serve(NOBODY + 1, theirs / "socket", home)
    assert may_serve(NOBODY + 1, theirs / "socket", tmp_path / "not there")  # then the place counts


@root
@pytest.mark.parametrize("mode", [0o755, 0o700])
def test_a_place_of_somebodys_own_is_theirs_to_serve_at(place: Path, mode: int) -> None:
    own = place / "own"
    own.mkdir()
    assert may_serve(NOBODY, own / "socket")  # only root can have let them in there
    os.chown(own, NOBODY, NOBODY)
    own.chmod(mode)
    assert may_serve(NOBODY, own / "socket")
    assert not may_serve(NOBODY + 1, own / "socket")
    (place / "way").symlink_to(own)
    assert not may_serve(NOBODY + 1, place / "way" / "socket")


@root
@pytest.mark.parametrize("mode", [0o775, 0o757, 0o1777])
def test_a_place_where_others_can_write_is_nobodys(place: Path, mode: int) -> None:
    own = place / "own"
    own.mkdir()
    os.chown(own, NOBODY, NOBODY)
    own.chmod(mode)
    assert not may_serve(NOBODY, own / "socket")
    inner = own / "inner"
    inner.mkdir()
    os.chown(inner, NOBODY, NOBODY)
    assert not may_serve(NOBODY, inner / "socket")


@root
def test_who_came_first_to_a_name_in_a_shared_folder_is_told_nothing(shared: Path) -> None:
    folder = shared / "sociotui"
    folder.mkdir()
    os.chown(folder, NOBODY, NOBODY)
    path = folder / "socket"
    for come in (Connection, SocketRoom):
        with mallory(path) as process:
            with pytest.raises(Foreign, match=rf"The account .+ answers at {path}, and nothing shows that it may"):
                come(path)
            assert process.stdout
            assert process.stdout.readline() == "0\n"
        path.unlink()


@root
def test_whom_a_home_that_is_theirs_points_to_is_gone_to(shared: Path, tmp_path: Path) -> None:
    folder, home = shared / "sociotui", tmp_path / "home"
    for each in (folder, home):
        each.mkdir()
        os.chown(each, NOBODY, NOBODY)
    with mallory(folder / "socket") as process:
        with pytest.raises(NobodyThere) as gone:  # they take leave without a word
            Connection(folder / "socket", home=home)
        assert not isinstance(gone.value, Foreign)
        assert process.stdout
        assert int(process.stdout.readline()) > 0
