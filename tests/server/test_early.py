"""Early: what changes while somebody is coming in is seen by them, however it falls together with their coming in."""

import socket
import time
from pathlib import Path
from threading import Thread

from sociotui.room.frames import FROM_SERVER, Frames, frame
from sociotui.room.hub import Hub
from sociotui.room.identity import Identity
from sociotui.room.socket_room import SocketRoom
from sociotui.tui.app import SociotuiApp
from sociotui.tui.settings import Settings
from tests.homes import home_in, opened
from tests.served.serving import SOON, Seen, serving

GREETED = 3
"""Messages by which somebody is in: the welcome, what there is to see, and the answer."""


class Holding:
    """A way to a server that holds back what the server says until something more than the greeting has come, then gives all."""

    def __init__(self, path: Path, server: Path) -> None:
        self._server = server
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(path))
        self._listening.listen()
        self.enter = Thread(target=self._serve, daemon=True)
        self.greeted: list[bytes] = []
        self.enter.start()

    def _serve(self) -> None:
        client, _address = self._listening.accept()
        with client, socket.socket(socket.AF_UNIX) as server:
            server.connect(str(self._server))
            Thread(target=_pass_on, args=(client, server), daemon=True).start()
            frames = Frames(FROM_SERVER)
            while len(self.greeted) <= GREETED:
                frames.feed(server.recv(65_536))
                while (body := frames.next()) is not None:
                    self.greeted.append(frame(body))
            client.sendall(b"".join(self.greeted))
            _pass_on(server, client)


def _pass_on(source: socket.socket, to: socket.socket) -> None:
    try:
        while data := source.recv(65_536):
            to.sendall(data)
    except OSError:
        return  # one of them has gone


def test_what_comes_at_once_with_the_first_answer_is_seen(tmp_path: Path) -> None:
    home = home_in(tmp_path / "home")
    id_ = opened(home)
    with serving(home, tmp_path / "run") as server:
        path = tmp_path / "run" / "holding"
        way = Holding(path, server.socket_of("ana"))
        rooms: list[SocketRoom] = []
        coming = Thread(target=lambda: rooms.append(SocketRoom(path, id_)))
        coming.start()
        while len(way.greeted) < GREETED:
            coming.join(0.01)
        other = SocketRoom(server.socket_of("ben"), id_)  # she is told that he is here
        coming.join(10)
        seen = Seen()
        rooms[0].start(seen)
        seen.until(lambda s: "ben" in s.presence, "Ben's presence")
        for room in (rooms[0], other):
            room.stop()


async def test_what_changes_before_a_screen_follows_its_room_is_seen(tmp_path: Path) -> None:
    home = home_in(tmp_path / "home")
    id_ = opened(home)
    hub = Hub(home)
    room = hub.enter(Identity(person="ana", door="ssh"), id_)
    app = SociotuiApp(room, Settings())
    hub.enter(Identity(person="ben", door="ssh"), id_)
    async with app.run_test() as pilot:
        deadline = time.monotonic() + SOON
        while app.snapshot is None or "ben" not in app.snapshot.presence:
            assert time.monotonic() < deadline, "what the screen shows is old"
            await pilot.pause()
    home.close()
