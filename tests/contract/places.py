"""Places: where a room's home may lie: at the laptop, behind a server's socket, or with a server that hosts the session."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event as Flag
from threading import get_ident
from typing import Any, TypeVar

from sociotui.domain.event import Event
from sociotui.domain.meeting import Meeting
from sociotui.journal.port import Recorded
from sociotui.room.clock import Clock
from sociotui.room.entered import EnteredRoom
from sociotui.room.home import Home
from sociotui.room.hub import Hub
from sociotui.room.identity import Identity
from sociotui.room.live import LiveRoom
from sociotui.room.port import Room, Snapshot
from sociotui.room.socket_room import SocketRoom
from tests.homes import Hands, home_in, opened
from tests.served.joined import PAUSES
from tests.served.serving import SOON, Seen, Serving

T = TypeVar("T")
First = Callable[[Home], object]
PACE = 0.05
"""Seconds between two looks at what nobody told a hub: so that tests of it take no longer than they have to."""
ELSEWHERE = 5_000_000
"""Milliseconds that the clock of a member's own machine is ahead of the server's."""


class Entered:
    """A room that somebody has entered and follows, with all that it has shown, and by which threads."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.seen = Seen()
        self.threads: set[int] = set()
        room.start(self._see)

    def _see(self, snapshot: Snapshot) -> None:
        self.threads.add(get_ident())
        self.seen(snapshot)

    @property
    def snapshot(self) -> Snapshot:
        """The newest snapshot."""
        return self.room.snapshot

    @property
    def meeting(self) -> Meeting:
        """The meeting that is watched, as it is in the newest snapshot."""
        meeting = self.room.snapshot.meeting
        assert meeting is not None
        return meeting

    def until(self, wanted: Callable[[Snapshot], Any]) -> Snapshot:
        """Return the first snapshot since one came that is as wanted; fails where none comes."""
        return self.seen.until(wanted)


class Place(ABC):
    """A place of one kind, with the demo's organisation and a clock that stands until it is moved.

    `own` says whether each acts for themselves there, by rights of their own. `first` is done in the home before there
    is anybody who follows it.
    """

    own: bool

    def __init__(self, folder: Path, hands: Hands, first: First) -> None:
        self.folder, self.hands = folder, hands
        self.home = home_in(folder / "home", hands)
        """The home: at a laptop one that is nobody's room, else the server's."""
        first(self.home)
        self._entered: list[Entered] = []

    def enter(self, person: str, meeting: str = "") -> Entered:
        """Come in as somebody, and follow. Raises what coming in raises."""
        self._entered.append(Entered(self.come_in(person, meeting)))
        return self._entered[-1]

    @abstractmethod
    def come_in(self, person: str, meeting: str = "") -> Room:
        """Come in as somebody, without following yet. Raises what coming in raises."""

    @abstractmethod
    def identity(self, person: str) -> Identity:
        """Return as whom one acts who came in as `person`."""

    @abstractmethod
    def do(self, work: Callable[[Home], T]) -> T:
        """Do something in the home beside all rooms, and return what comes of it."""

    @abstractmethod
    def store_of(self, room: Room) -> Home:
        """Return the home whose journal a room stands on."""

    @abstractmethod
    def hub_of(self, room: Room) -> Hub:
        """Return the hub that does what a room asks for."""

    def opened(self, circle: str = "garden") -> str:
        """Open a meeting of six people, Ana first in its round and Zoe facilitating, and return its id."""
        return self.do(lambda home: opened(home, circle))

    def recorded(self, meeting: str) -> list[Recorded]:
        """Return all that is on record of a meeting."""
        return self.do(lambda home: list(home.journal.read(home.stream_of(meeting))))

    def events(self, meeting: str, after: int) -> tuple[Event, ...]:
        """Return the events of a meeting that are on record beyond the first `after`."""
        return tuple(each.event for each in self.recorded(meeting)[after:])

    @contextmanager
    def held_up(self, room: Room) -> Iterator[None]:
        """Keep a room's hub busy for as long as this lasts, so that all that is asked for waits."""
        busy, go_on = Flag(), Flag()

        def work() -> None:
            busy.set()
            assert go_on.wait(2 * SOON)

        self.hub_of(room).ask(work)
        assert busy.wait(SOON)
        try:
            yield
        finally:
            go_on.set()

    def close(self) -> None:
        """Leave all rooms, and close the home."""
        for each in self._entered:
            each.room.stop()
        self.home.close()


class Laptop(Place):
    """A laptop that all look at. Each room has a home of its own in the same folder, as in another process."""

    own = False

    def __init__(self, folder: Path, hands: Hands, first: First) -> None:
        super().__init__(folder, hands, first)
        self._homes: list[Home] = []

    def come_in(self, person: str, meeting: str = "") -> Room:
        """Come in at a keyboard of this machine."""
        self._homes.append(Home(self.home.folder, self.hands.clock()))
        room = LiveRoom(self._homes[-1], person, meeting)
        room._hub._pace = PACE
        return room

    def identity(self, person: str) -> Identity:
        """Return who sits at the laptop."""
        return Identity(person=person)

    def do(self, work: Callable[[Home], T]) -> T:
        """Do something as another process would."""
        return work(self.home)

    def store_of(self, room: Room) -> Home:
        """Return the home of that process."""
        return self.hub_of(room).home

    def hub_of(self, room: Room) -> Hub:
        """Return the hub of that process."""
        assert isinstance(room, LiveRoom)
        return room._hub

    def close(self) -> None:
        """Leave all rooms, and close all homes."""
        super().close()
        for home in self._homes:
            home.close()


class Server(Place):
    """A server that has the home; what kinds there are of rooms on it share its hub."""

    own = True

    def __init__(self, folder: Path, hands: Hands, first: First) -> None:
        super().__init__(folder, hands, first)
        (folder / "sockets").mkdir()
        self.server = Serving(self.home, folder / "sockets")
        self.server.hub._pace = PACE

    def do(self, work: Callable[[Home], T]) -> T:
        """Do something in the server's home, by its hub's thread."""
        return self.server.hub.ask(lambda: work(self.home)).result(SOON)

    def store_of(self, room: Room) -> Home:
        """Return the server's home."""
        return self.home

    def hub_of(self, room: Room) -> Hub:
        """Return the server's hub."""
        return self.server.hub

    def close(self) -> None:
        """Leave all rooms, stop the server, and close the home."""
        for each in self._entered:
            each.room.stop()
        self.server.stop()
        self.home.close()


class Sockets(Server):
    """A server whose Unix socket everybody comes in by, each with a clock of their own machine, which goes ahead."""

    def come_in(self, person: str, meeting: str = "") -> Room:
        """Come in by the socket."""
        own = self.hands.clock()
        ahead = Clock(now=lambda: self.hands.at + ELSEWHERE, local=own.local)
        return SocketRoom(self.server.socket_of(person), meeting, ahead, PAUSES)

    def identity(self, person: str) -> Identity:
        """Return whom the kernel names."""
        return Identity(person=person, door="socket")


class Hosting(Server):
    """A server that hosts everybody's session, each with its room in the server's own process."""

    def come_in(self, person: str, meeting: str = "") -> Room:
        """Come in by SSH."""
        hub = self.server.hub
        return hub.ask(lambda: hub.enter(self.identity(person), meeting)).result(SOON)

    def identity(self, person: str) -> Identity:
        """Return whose key it is."""
        return Identity(person=person, door="ssh")


KINDS: dict[str, type[Place]] = {"laptop": Laptop, "socket": Sockets, "hosted": Hosting}
"""The kinds of places by the name of the room that one enters there."""


@contextmanager
def place_of(kind: str, folder: Path, hands: Hands, first: First) -> Iterator[Place]:
    """Have a place of a kind for as long as this lasts."""
    place = KINDS[kind](folder, hands, first)
    try:
        yield place
    finally:
        place.close()


def lose(room: Room) -> None:
    """Leave a server's room as somebody does whose terminal went."""
    assert isinstance(room, EnteredRoom | SocketRoom)
    room.lose()
