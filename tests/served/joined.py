"""Joined: a socket room that is followed, with what it has sent, for tests."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sociotui.room.socket_room import SocketRoom
from tests.served.serving import Seen

PAUSES = (0.001, 0.02)
"""So that tests of what comes after a pause take no longer than they have to."""


class Joined:
    """A socket room, with what it has sent."""

    def __init__(self, path: Path, meeting: str = "") -> None:
        self.room = SocketRoom(path, meeting, pauses=PAUSES)
        self.seen = Seen()
        self.room.start(self.seen)

    def until(self, wanted: Callable[[Any], Any]) -> Any:
        """Return the first snapshot that is as wanted."""
        return self.seen.until(wanted)
