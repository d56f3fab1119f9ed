"""A live room: one home as the screens at this keyboard see it, with a hub of its own. Screens never wait for a disk."""

from collections.abc import Callable

from sociotui.room.entered import EnteredRoom
from sociotui.room.home import Home
from sociotui.room.hub import LOOK, Hub
from sociotui.room.identity import Identity
from sociotui.room.lookout import AGAIN
from sociotui.room.port import Snapshot

__all__ = ["AGAIN", "LOOK", "LiveRoom"]


class LiveRoom(EnteredRoom):
    """A home entered by one person, `me`, for everybody in the room; its first snapshot is there at once."""

    def __init__(self, home: Home, me: str, meeting: str = "") -> None:
        super().__init__(Hub(home), Identity(person=me), meeting)
        self._hub.take_in(self)

    def start(self, changed: Callable[[Snapshot], None]) -> None:
        """Begin to follow; from now on only the room's own thread touches the home."""
        super().start(changed)
        self._hub.start()

    def stop(self) -> None:
        """Finish what was asked, and stop following."""
        self._hub.stop()
