"""Going: from one screen to another by their numbers. Home lies beneath, a meeting above it, and what one looks up above both."""

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from sociotui.domain.commands import Arrive
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp
    from sociotui.tui.practice.practising import Practising


class Going:
    """Takes the person of `app` from screen to screen; what they look up they find as they left it, in `places`."""

    def __init__(self, app: "SociotuiApp") -> None:
        self._app = app
        self.places: dict[str, Any] = {}

    def to(self, id_: str) -> None:
        """Go to the live meeting, or to the screen of that action; who is there stays. An exercise waits meanwhile."""
        self._leave_exercise()
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

        self._leave_exercise()
        shown = self._app.screen
        if isinstance(shown, MapScreen):
            if circle:
                shown.go_to(circle)
            return
        self._leave_until(home=False)
        self._app.push_screen(MapScreen(circle))

    def beside(self, screen: Screen[Any]) -> None:
        """Show a screen beside home and the meeting that is watched, in the place of what is looked up there now."""
        self._leave_exercise()
        self._leave_until(home=False)
        self._app.push_screen(screen)

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

    def mend(self, rung: str = "", other: str = "", person: str = "", talk: str = "") -> None:
        """Go to the ladder of conflict; into a `talk`, or begin a `rung` of it, with `other` a talk with them."""
        from sociotui.tui.mend.screen import MendScreen

        if not isinstance(self._app.screen, MendScreen):
            self.beside(MendScreen(person))
        screen = self._app.screen
        if isinstance(screen, MendScreen) and (rung or talk):
            screen.call_after_refresh(screen.begin_with, rung, other, talk)

    def practise(self, exercise: str = "", seed: int | None = None) -> None:
        """Go to the exercises, or begin one of them."""
        self.to("practice")
        if exercise:
            self._app.run_worker(self._practise(exercise, seed))

    async def _practise(self, exercise: str, seed: int | None) -> None:
        await self.practising.load()
        try:
            self.practising.begin(exercise, seed)
        except Refused as refusal:
            self._app.say(str(refusal), warning=True)

    def _leave_exercise(self) -> None:
        """Leave an exercise, with all that stands above it, for one's own room."""
        app = self._app
        if not app.seat.away:
            return
        while len(app.screen_stack) > 1 and not getattr(app.screen, "practises", False):
            app.pop_screen()
        if len(app.screen_stack) > 1:
            app.pop_screen()
        app.seat.rise()

    @cached_property
    def practising(self) -> "Practising":
        """What the person of the app practises."""
        from sociotui.tui.practice.practising import Practising

        return Practising(self._app)

    def _leave_until(self, *, home: bool) -> None:
        """Leave what stands above the meeting and home, or above home alone."""
        while len(self._app.screen_stack) > 1 and (home or not _is_meeting(self._app.screen)):
            self._app.pop_screen()


def _is_meeting(screen: Screen[Any]) -> bool:
    return bool(getattr(screen, "tells_calls", False))
