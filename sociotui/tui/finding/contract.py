"""Contract: what a screen says that is made for finding something: what it lists, tells of a row, and does with it."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from sociotui.room.actions import Where
from sociotui.tui.finding.panes import Laid, Told
from sociotui.tui.saying import SayingScreen
from sociotui.tui.widgets.long_listing import Rowed


class Findable(SayingScreen):
    """A screen on which something is found. `here` is the action that leads to it, `circle` the one it keeps to, or ""."""

    where: ClassVar[Where] = "lists"
    beside: ClassVar[bool] = True
    """It stands beside home and the meetings: what is watched goes on being watched."""
    here: ClassVar[str] = ""
    title_said: ClassVar[str] = ""
    top_said: ClassVar[str] = ""
    """What the top line calls it, where that is shorter than its title."""
    looks_for: ClassVar[str] = ""
    list_cells: ClassVar[tuple[int, int]] = (42, 64)
    """Cells that the list takes beside the other pane, its frame included; the second where there is more room."""

    def __init__(self) -> None:
        super().__init__()
        self.circle = ""

    async def look(self, text: str) -> bool:
        """Look for what is wanted and keep it; return whether there is any."""
        raise NotImplementedError

    def ids(self) -> Sequence[str]:
        """Return the ids of the rows, "" for a heading."""
        raise NotImplementedError

    def rows(self) -> Rowed:
        """Return what gives the lines of these rows, whatever is looked for later."""
        raise NotImplementedError

    def told(self) -> Told:
        """Return what is shown in words, and how many of how many."""
        raise NotImplementedError

    def about(self, id_: str) -> Laid:
        """Return what tells about a row."""
        raise NotImplementedError

    def nothing(self) -> str:
        """Return what to say where nothing was found."""
        raise NotImplementedError

    def entries(self, id_: str) -> Iterable[tuple[str, str]]:
        """Return the keys that count for a row, with what they do."""
        raise NotImplementedError

    def mark(self) -> None:
        """Mark the chosen row, where what is done can be done with several."""

    def onwards(self) -> None:
        """Show the next kind of rows."""
        raise NotImplementedError

    async def act(self, id_: str) -> None:
        """Put what a row is about onto an agenda."""
        raise NotImplementedError
