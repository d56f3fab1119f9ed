"""The place of a server's socket: no other account can put one of its own there, and no other server takes it."""

import os
import socket
import struct
from pathlib import Path

import pytest

from sociotui.domain.refusal import Refused
from sociotui.room.identity import Identity
from sociotui.room.messages import (
    Welcome,
    hello,
)
from sociotui.served.socket_door import SocketDoor
from tests.journal.conftest import NOBODY
from tests.served.serving import Serving
from tests.served.speaking import Speaker


def refusal(server: Serving, path: Path) -> str:
    """Return the sentence with which a server won't listen there."""
    door = SocketDoor(server.hub, lambda _uid: Identity(person="ana"))
    with pytest.raises(Refused) as refused:
        server.on_loop(lambda: door.open(path))
    return str(refused.value)


def test_the_socket_of_a_dead_server_is_replaced_and_a_live_one_is_not(server: Serving, tmp_path: Path) -> None:
    path = server.socket_of("ana")
    assert "listens at" in refusal(server, path)
    dead = tmp_path / "sockets" / "dead.sock"
    with socket.socket(socket.AF_UNIX) as before:
        before.bind(str(dead))
        before.listen()
    door = server.doors["dead"] = SocketDoor(server.hub, lambda _uid: Identity(person="ana"))
    server.on_loop(lambda: door.open(dead))
    with Speaker(dead) as ana:
        assert ana.greet().person == "ana"
    with Speaker(path) as ana:
        assert ana.greet().person == "ana"


def test_another_programs_socket_that_lives_is_not_replaced(server: Serving, tmp_path: Path) -> None:
    path = tmp_path / "sockets" / "other.sock"
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(path))
        other.listen()
        assert "listens at" in refusal(server, path)
        assert path.is_socket()


def test_what_is_no_socket_is_not_touched(server: Serving, tmp_path: Path) -> None:
    path = tmp_path / "sockets" / "file"
    path.write_text("dear", encoding="utf-8")
    assert "is no socket" in refusal(server, path)
    link = tmp_path / "sockets" / "link"
    link.symlink_to(path)
    assert "is no socket" in refusal(server, link)
    assert path.read_text(encoding="utf-8") == "dear"


def test_a_folder_that_others_can_write_to_is_refused(server: Serving, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    for mode in (0o777, 0o775, 0o1777):
        shared.chmod(mode)
        assert f"can write to {shared}" in refusal(server, shared / "s")
    own = shared / "own"
    own.mkdir()
    shared.chmod(0o777)
    assert f"can write to {shared}" in refusal(server, own / "s")
    shared.chmod(0o1777)  # there, only what is one's own can be moved away
    door = server.doors["own"] = SocketDoor(server.hub, lambda _uid: Identity(person="ana"))
    server.on_loop(lambda: door.open(own / "s"))
    assert (own / "s").stat().st_mode & 0o777 == 0o666
    assert "no folder" in refusal(server, Path("/proc/not/there/s"))
    assert "too long" in refusal(server, own / ("s" * 200))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_account_is_refused(server: Serving, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    os.chown(theirs, NOBODY, NOBODY)
    assert "belongs to another account" in refusal(server, theirs / "s")
    (tmp_path / "way").symlink_to(theirs)
    assert "belongs to another account" in refusal(server, tmp_path / "way" / "s")


def test_a_socket_that_was_handed_over_is_left_where_it_is(server: Serving, tmp_path: Path) -> None:
    path = tmp_path / "handed.sock"
    with socket.socket(socket.AF_UNIX) as held:
        held.bind(str(path))
        held.listen()
        door = SocketDoor(server.hub, lambda _uid: Identity(person="ana"))
        server.on_loop(lambda: door.open(held.dup()))
        with Speaker(path) as ana:
            assert ana.greet().person == "ana"
        server.on_loop(door.close)
        assert path.is_socket()
        late = Speaker(path)  # whoever comes now waits for the next server
        late.say(hello())
        server.on_loop(lambda: door.open(held.dup()))
        assert isinstance(late.hear(), Welcome)
        late.close()
        server.on_loop(door.close)


def test_credentials_are_three_numbers() -> None:
    ours, _theirs = socket.socketpair()
    got = ours.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    assert struct.unpack("3i", got) == (os.getpid(), os.getuid(), os.getgid())
