"""A pane of a live meeting: it shows what it is about as lines, and works them out anew only where that has changed."""

from sociotui.domain.meeting import Meeting
from sociotui.tui.meeting.viewer import NOBODY, Viewer
from sociotui.tui.widgets.lines import Line
from sociotui.tui.widgets.pane import Pane


def minutes_seconds(milliseconds: int) -> str:
    """Return a length of time as 0:42, 12:05 or 1:02:03."""
    seconds = max(0, milliseconds) // 1000
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class MeetingPane(Pane):
    """A pane that shows a meeting at a time of day to somebody."""

    meeting: Meeting | None = None
    now: int = 0
    viewer: Viewer = NOBODY
    _about: tuple[object, ...] | None = None

    def fill(self, meeting: Meeting, now: int, viewer: Viewer | None = None) -> None:
        """Show `meeting` as it is at `now`, in ms since 1970; to who looked on before, where nobody is named."""
        self.meeting, self.now = meeting, now
        self.viewer = viewer or self.viewer
        before, self._about = self._about, self.about(meeting)
        if self._about is None or self._about != before or not self._strips:
            self.show()

    def about(self, m: Meeting) -> tuple[object, ...] | None:
        """Return all that the lines are made of; while that is the same, they are. None where it always changes."""
        return None

    def content(self, width: int, height: int) -> list[Line]:
        """Return the lines for the meeting, once there is one."""
        return self.lines(self.meeting, width, height) if self.meeting else []

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return the lines that show `m`."""
        raise NotImplementedError
