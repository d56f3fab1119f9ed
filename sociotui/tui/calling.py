"""Calling: who is asked for something hears it wherever they are in the program: by a line, and by the bell."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import ModalScreen, Screen

from sociotui.room.calls import NEEDED, RINGING, WAITING, Summons, summons, told
from sociotui.room.port import Snapshot
from sociotui.tui.widgets.call_line import CallLine, lost_line
from sociotui.tui.widgets.lines import Line, bar
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp


class Calling:
    """What is asked of the person of `app`, at a terminal of their own. `bell`: they want to hear it, once for each call."""

    def __init__(self, app: "SociotuiApp", *, bell: bool) -> None:
        self._app = app
        self.bell = bell
        self.summons = Summons()
        self._heard: str | None = None  # the occasion that there was last; None before anything was told
        self._known = ""  # the occasion that there was before the dialog on top was opened
        self._dialog: Screen[Any] | None = None

    def heed(self, snapshot: Snapshot) -> None:
        """Take in what is asked by now; who has just come sees it, and needs no bell."""
        if not self._app.room.own:
            return
        self.summons = summons(snapshot, self._app.room.me)
        before, self._heard = self._heard, self.summons.occasion
        if self.bell and before is not None and before != self._heard and self.summons.call in RINGING:
            self._app.bell()
        self.place()

    def place(self, _screen: Screen[Any] | None = None) -> None:
        """Show the line on the screen on top where it has something to tell; take it away where it has not."""
        app = self._app
        if not app.room.own or not app.screen_stack or app.snapshot is None:
            return
        screen = app.screen
        self._note_dialog(screen)
        told = self._line(screen, app.snapshot)
        line = next(iter(screen.query_children(CallLine)), None)
        if told and line is None:
            line = CallLine()
            screen.mount(line)
        if line:
            line.display = told is not None
        if told and line:
            line.tell(told)

    def _note_dialog(self, screen: Screen[Any]) -> None:
        """Remember what was asked already when the first dialog was opened: whoever opened it knows."""
        if not isinstance(screen, ModalScreen):
            self._dialog = None
        elif self._dialog is None:
            self._dialog, self._known = screen, self.summons.occasion

    def _line(self, screen: Screen[Any], snapshot: Snapshot) -> Callable[[int], Line] | None:
        """Return what the line on a screen says, by its width; None for no line."""
        in_sight = snapshot.meeting if getattr(screen, "tells_calls", False) else None
        signs = self._app.signs
        if snapshot.lost:
            return None if in_sight else lambda width: lost_line(snapshot.pending, width, signs)
        call, meeting = self.summons.call, self.summons.meeting
        above = isinstance(screen, ModalScreen)
        if meeting is None or (in_sight and (in_sight.id == meeting.id or call not in WAITING)):
            return None
        if above and (self.summons.occasion == self._known or call not in WAITING):
            return None
        said = told(call, meeting.name(self._app.room.me))
        if in_sight:
            said = _("{said} · {circle}: ‹quit›, then ‹attendance›", said=said, circle=meeting.circle.name)
        elif not above:
            key = " (‹attendance›)" if call in WAITING else ""  # the others name the key that leads there themselves
            said = f"{said}{key} · {meeting.circle.name}"
        sign, style = (signs.now_end if call == "next" else signs.now), ("cursor" if call in NEEDED else "soon")
        spoken = self._app.spoken(said)
        return lambda width: bar(f" {sign} {spoken}", "", width, style)
