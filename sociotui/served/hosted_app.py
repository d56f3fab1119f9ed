"""The hosted app: the ordinary app, without anything of this process: its environment, its files, its output."""

from collections.abc import Callable, Sequence
from functools import cache
from io import StringIO
from typing import Any

from rich.console import Console
from textual.filter import ANSIToTruecolor, LineFilter

from sociotui.room.port import Room, Snapshot
from sociotui.served.driver import HostedDriver
from sociotui.served.harmless import Harmless
from sociotui.served.keyboard import Keyboard
from sociotui.served.outlet import Outlet
from sociotui.tui.app import RoomChanged, SociotuiApp
from sociotui.tui.plain import Plain
from sociotui.tui.private import SharedStylesheet
from sociotui.tui.settings import Settings
from sociotui.words import _

_OTHERS = 0.4
"""Seconds after which it is shown who has come or gone."""
_PARTS = frozenset(["presence", "lost_since"])
_LONG = frozenset(["organisation", "meeting"])


@cache
def _console() -> Console:
    """Return the console by which all sessions draw: in true colour, whatever this process has for a terminal."""
    return Console(
        color_system="truecolor",
        file=StringIO(),
        force_terminal=True,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        width=80,
        height=24,
        _environ={},
    )


class HostedApp(SociotuiApp):
    """One session in a process of many. `ready` is called when its first screen has gone out."""

    def __init__(
        self,
        room: Room,
        settings: Settings,
        *,
        outlet: Outlet,
        keyboard: Keyboard,
        ready: Callable[[], None],
    ) -> None:
        super().__init__(room, settings, HostedDriver)
        self.outlet, self.keyboard = outlet, keyboard
        self.console = _console()
        self.features = frozenset()
        self.animation_level = "none"
        self.stylesheet = SharedStylesheet(variables=self.get_css_variables())
        self.leaving = self._others_wait = False
        self._harmless = Harmless([])
        self._ready_to_tell: Callable[[], None] | None = ready

    @property
    def hosted_driver(self) -> HostedDriver | None:
        """The driver, from when the app runs."""
        return self._driver if isinstance(self._driver, HostedDriver) else None

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Leave out what could steer a terminal. Colours are left to the session's edge."""
        before = [each for each in super().get_line_filters() if isinstance(each, ANSIToTruecolor | Plain)]
        if self._harmless.before != before:
            self._harmless = Harmless(before)
        return (self._harmless,)

    def on_room_changed(self, message: RoomChanged) -> None:
        """Take in at once what happens; who comes and goes may wait, so that many at once don't hold each other up."""
        shown = self.snapshot
        if shown is not None and _differs_in_presence_alone(shown, message.snapshot):
            message.prevent_default()
            if not self._others_wait:
                self._others_wait = True
                self.set_timer(_OTHERS, self._show_others)

    def _show_others(self) -> None:
        self._others_wait = False
        self.snapshot = self.room.snapshot

    def post_display_hook(self) -> None:
        """Tell once that a screen is there to be seen."""
        if self._ready_to_tell and not self._batch_count:
            ready, self._ready_to_tell = self._ready_to_tell, None
            ready()

    def exit(self, *args: Any, **more: Any) -> None:
        """Leave."""
        self.leaving = True
        super().exit(*args, **more)

    # --- what would happen on the server, and not where the person is

    def _not_here(self) -> None:
        self.notify(_("That can't be done from here: it would happen on the server."), markup=False)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open no browser."""
        self._not_here()

    def save_screenshot(self, filename: str | None = None, path: str | None = None, *_: Any) -> str:
        """Write no file."""
        self._not_here()
        return ""

    def deliver_text(self, *_: Any, **__: Any) -> str | None:
        """Write no file."""
        self._not_here()
        return None

    def deliver_binary(self, *_: Any, **__: Any) -> str | None:
        """Write no file."""
        self._not_here()
        return None

    def deliver_screenshot(self, *_: Any, **__: Any) -> str | None:
        """Write no file."""
        self._not_here()
        return None

    def action_suspend_process(self) -> None:
        """Suspend nothing: the process is everybody's."""
        self._not_here()


def _differs_in_presence_alone(one: Snapshot, other: Snapshot) -> bool:
    """Tell whether nothing but who is there has changed; what is long is not looked through, it is the same or not."""
    for name in Snapshot.__struct_fields__:
        mine, theirs = getattr(one, name), getattr(other, name)
        if name not in _PARTS and mine is not theirs and (name in _LONG or mine != theirs):
            return False
    return one.presence != other.presence
