"""Commenting: how much the meeting's screen tells of why a step is there: what the circle needs, or what was asked for here."""

from typing import ClassVar

from sociotui.domain.commentary import Told, told
from sociotui.domain.meeting import Meeting
from sociotui.tui.meeting.grid import shows_grid
from sociotui.tui.meeting.openers import MeetingOpeners

SHORT = 24
"""Rows below which panes, and the commentary, are kept short."""


class Commenting(MeetingOpeners):
    """The part of the meeting's screen that comments. What was asked for stays so in that meeting, on this screen."""

    roomy: ClassVar[int] = SHORT
    """Rows from which on there is room for the full commentary."""

    def _show_again(self) -> None:
        """Show what there is by now."""
        raise NotImplementedError

    def _why_told(self, m: Meeting) -> Told:
        """Return how much of the commentary is shown."""
        asked = self.app.whys.get(m.id)
        if asked is not None:
            return "full" if asked else "nothing"
        needed = told(m)
        close = self.app.size.height < self.roomy or shows_grid(m)
        return "brief" if needed == "full" and close else needed

    def _turn_why(self, m: Meeting) -> None:
        """Bring back in full why this step is there; where that is shown, put it away."""
        self.app.whys[m.id] = self._why_told(m) != "full"
        self._show_again()
