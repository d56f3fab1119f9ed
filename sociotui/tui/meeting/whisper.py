"""Whisper: the private hint for who facilitates, on their own terminal and nowhere else; it is kept in memory alone.

On a screen that all look at it is a small sign, and the words come when it is opened.
"""

from typing import Literal

from rich.cells import cell_len

from sociotui.domain.hinting import Hint, Kind, hint
from sociotui.domain.meeting import Meeting
from sociotui.room.port import Room, Snapshot
from sociotui.tui.widgets.lines import Line, clip, spread
from sociotui.tui.widgets.pane import Pane
from sociotui.words import _

Form = Literal["", "told", "sign"]
"""How it is shown here: not at all; in words, at the facilitator's own terminal; as a sign, where all look on."""


class Whisper:
    """What is whispered in this session, and when. `on`: whoever sits here wants hints."""

    def __init__(self, *, on: bool) -> None:
        self.on = on
        self.current: Hint | None = None
        self._meeting = ""
        self._shown: dict[Kind, int] = {}

    def form(self, m: Meeting, room: Room, snapshot: Snapshot) -> Form:
        """Return how a hint of this meeting would be shown here."""
        if not self.on or m.closed:
            return ""
        if room.own:
            return "told" if room.me == m.facilitator else ""
        # Where the facilitator has a terminal of their own it is told there, and nowhere else.
        return "" if m.facilitator in snapshot.presence else "sign"

    def heed(self, m: Meeting, room: Room, snapshot: Snapshot) -> Hint | None:
        """Return the hint that stands; a new one where there is something to notice."""
        if not self.form(m, room, snapshot):
            self.current = None
            return None
        if m.id != self._meeting:
            self._meeting, self._shown, self.current = m.id, {}, None
        if self.current is None:
            now = room.clock.now()
            self.current = hint(m, m.facilitator, now, self._shown)
            if self.current:
                self._shown[self.current.kind] = now
        return self.current

    def let_go(self, now: int) -> None:
        """Let go of the hint that stands; others come after a while."""
        if self.current:
            self._shown[self.current.kind] = now
        self.current = None


class WhisperLine(Pane):
    """One line above that of what was said; there only while there is a hint."""

    said: str = ""
    more: str = ""
    key: str = ""

    def tell(self, said: str, more: str, key: str) -> None:
        """Show a hint, or for "" none."""
        self.said, self.more, self.key = said, more, key
        self.display = bool(said)
        self.show()

    def content(self, width: int, height: int) -> list[Line]:
        """Return the hint, what one could do where there is room, and the key that lets it go."""
        if not self.said:
            return []
        sign, end = f" {self.signs.nominee} ", _("{key} lets go ", key=self.key)
        room = width - cell_len(sign) - cell_len(end) - 1
        only = _("Only you see this.")
        words = next(
            (
                w
                for w in (f"{self.said} {self.more} {only}", f"{self.said} {self.more}", self.said)
                if cell_len(w) <= room
            ),
            clip(self.said, room),
        )
        return [spread(((sign, "next"), (words, "next")), ((end, "key"),), width)]
