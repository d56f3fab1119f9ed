"""Going: from one screen to another by their numbers. Home lies beneath, a meeting above it, and what one looks up above both."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from sociotui.domain.commands import Arrive
from sociotui.domain.meeting import Meeting
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp


class Going:
    """Takes the person of `app` from screen to screen; what they look up they find as they left it, in `places`."""

    def __init__(self, app: "SociotuiApp") -> None:
        self._app = app
        self.places: dict[str, Any] = {}

    def to(self, id_: str) -> None:
        """Go to the live meeting, or to the screen of that action; who is there stays."""
        if id_ == "meeting":
            self.to_meeting()
        elif id_ == "map":
            self.to_map()
        else:
            self._to_list(id_)

    def _to_list(self, id_: str) -> None:
        """Show the screen of that name."""
        kind = import_module(f"sociotui.tui.{id_}.screen").SCREEN
        if not isinstance(self._app.screen, kind):
            self._leave_until(home=False)
            self._app.push_screen(kind())

    def to_map(self, circle: str = "") -> None:
        """Show the map; with a `circle`, that one on it."""
        from sociotui.tui.map.screen import MapScreen

        shown = self._app.screen
        if isinstance(shown, MapScreen):
            if circle:
                shown.go_to(circle)
            return
        self._leave_until(home=False)
        self._app.push_screen(MapScreen(circle))

    def to_meeting(self, meeting: str = "", *, arriving: bool = False) -> None:
        """Go to the meeting that is watched; where none is, to one that is under way: one's own before others.

        Who is `arriving` comes in by that.
        """
        snapshot = self._app.snapshot or self._app.room.snapshot
        watched = snapshot.meeting.id if snapshot.meeting else ""
        found = meeting or watched or self._nearest(snapshot.under_way)
        if not found:
            self._app.say(
                _("No meeting is under way. Home opens one: choose its circle there (‹quit›), and press enter.")
            )
            return
        self._leave_until(home=found != watched)
        self._app.run_worker(self._enter("" if found == watched else found, arriving=arriving))

    async def _enter(self, meeting: str, *, arriving: bool) -> None:
        """Show the meeting that is watched, or watch that one first."""
        refusal = await self._app.watch_meeting(meeting) if meeting else ""
        if not refusal and not _is_meeting(self._app.screen):
            self._app.enter_meeting()
        if not refusal and arriving:
            refusal = await self._app.attempt(Arrive(person=self._app.room.me, joining="next"))
        if refusal:
            self._app.say(refusal, warning=True)

    def _nearest(self, under_way: tuple[Meeting, ...]) -> str:
        me = self._app.room.me
        mine = [m.id for m in under_way if me in m.people]
        return (mine or [m.id for m in under_way] or [""])[0]

    def _leave_until(self, *, home: bool) -> None:
        """Leave what stands above the meeting and home, or above home alone."""
        while len(self._app.screen_stack) > 1 and (home or not _is_meeting(self._app.screen)):
            self._app.pop_screen()


def _is_meeting(screen: Screen[Any]) -> bool:
    return bool(getattr(screen, "tells_calls", False))
