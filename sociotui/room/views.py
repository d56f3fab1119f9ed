"""Views: the meetings of a home as they are seen at one moment, each worked out once for all who look on."""

from msgspec import Struct

from sociotui.domain.course import Act, Course
from sociotui.domain.meeting import Meeting, veiled
from sociotui.room.home import Home
from sociotui.room.telling import tell


class View(Struct, frozen=True, eq=False):
    """A meeting as everybody may see it who may see it at all, its number of acts, and what the latest act did."""

    whole: Meeting | None = None
    meeting: Meeting | None = None
    acts: int = 0
    last: Act | None = None
    said: str = ""


class Views:
    """What was seen of meetings since one last looked anew. For the one thread that the home belongs to."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._views: dict[str, View] = {}
        self._before: dict[str, tuple[Course, View]] = {}  # of meetings that are as they were

    def look_anew(self) -> None:
        """Look at each meeting again, the next time somebody wants to see it."""
        self._views.clear()

    def of(self, id_: str) -> View:
        """Return a meeting as it is; raises what the store does, and Refused where there is none."""
        view = self._views.get(id_)
        if view is None:
            view = self._views[id_] = self._viewed(id_)
        return view

    def _viewed(self, id_: str) -> View:
        course = self._home.course(id_)
        known = self._before.get(id_)
        if known and known[0] is course:
            return known[1]
        meeting = course.meeting
        said = tell(meeting, course.latest) if meeting else ""
        view = View(meeting, veiled(meeting) if meeting else None, course.count, course.last, said)
        self._before = {i: seen for i, seen in self._before.items() if i in self._views} | {id_: (course, view)}
        return view
