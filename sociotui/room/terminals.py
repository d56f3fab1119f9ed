"""Terminals: who has come in by which room, at which meeting they look, and whose connection went."""

from collections.abc import Callable, Iterator, Mapping

from sociotui.room.entered import EnteredRoom
from sociotui.room.port import Presence

KEPT_SEAT = 600_000
"""Milliseconds for which it is shown that somebody's connection went."""


class Terminals:
    """The rooms that people have entered; `now` tells the time, in ms since 1970. For the hub's thread."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._rooms: list[EnteredRoom] = []
        self._lost: dict[str, tuple[int, str]] = {}  # whose connection went: when, and in which meeting they were

    def __iter__(self) -> Iterator[EnteredRoom]:
        """Go through the rooms as they are now; some may go meanwhile."""
        return iter(tuple(self._rooms))

    def __len__(self) -> int:
        """Return how many rooms there are."""
        return len(self._rooms)

    def came(self, room: EnteredRoom) -> None:
        """Somebody has come, or is back."""
        self._lost.pop(room.identity.person, None)
        self._rooms.append(room)

    def went(self, room: EnteredRoom, *, lost: bool) -> bool:
        """Somebody has gone; where their connection was `lost`, and it was their last one, the seat is kept.

        Return False where they had gone already.
        """
        if room not in self._rooms:
            return False
        self._rooms.remove(room)
        person = room.identity.person
        if lost and not any(r.identity.person == person for r in self._rooms):
            self._lost[person] = self._now(), room.watched
        return True

    def presence(self, meeting: str = "") -> Mapping[str, Presence]:
        """Return who has a terminal of their own, by person: in use, or its connection lost.

        Where a `meeting` is named, whose terminals all show something else are elsewhere.
        """
        found: dict[str, Presence] = dict.fromkeys(self.lost_since(), "lost")
        for room in self._rooms:
            person = room.identity.person
            if room.identity.door == "laptop" or found.get(person) == "terminal":
                continue
            found[person] = "elsewhere" if meeting and room.watched != meeting else "terminal"
        return found

    def lost_since(self) -> Mapping[str, int]:
        """Return since when somebody's connection is gone whose seat is kept, in ms since 1970, by person."""
        kept = self._now() - KEPT_SEAT
        return {person: at for person, (at, _where) in self._lost.items() if at > kept}

    def left_from(self, person: str) -> str:
        """Return the meeting in which somebody was when their connection went; "" where it did not."""
        _at, meeting = self._lost.get(person, (0, ""))
        return meeting
