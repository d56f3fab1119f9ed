"""The palette: every action that can be done here, found by typing its name."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.widgets import Input, LoadingIndicator

from sociotui.room.actions import ACTIONS, SAME_KEY
from sociotui.tui.themes import THEMES
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp


class Palette(CommandPalette):
    """The list with its line to type in, still while nobody types."""

    def on_mount(self) -> None:
        """Let nothing blink; and nothing turn, as what is looked for is found at once."""
        self.query_one(Input).cursor_blink = False
        self.query_one(LoadingIndicator).auto_refresh = None


def open_palette(app: App[Any]) -> None:
    """Show it, unless it is there."""
    if not CommandPalette.is_open(app):
        app.push_screen(Palette(id="--command-palette"))


def commands(app: "SociotuiApp", screen: Any) -> Iterator[SystemCommand]:
    """Yield the actions of `screen`, each with its key, and the themes."""
    doable: frozenset[str] = getattr(screen, "can_do", frozenset())
    for action in ACTIONS:
        # What a screen does not know by itself is part of the dialog that another key opens.
        id_ = action.id if action.id in doable else SAME_KEY.get(action.id, action.id)
        if id_ in doable or (action.where == "everywhere" and action.id != "palette"):
            key = app.keys.get(action.id, "")
            title = f"{_(action.label)} ({key})" if key else _(action.label)
            yield SystemCommand(title, _(action.help), partial(screen.run_action, f"do('{id_}')"))
    for title, told, run in getattr(screen, "also", ()):
        yield SystemCommand(title, told, partial(screen.run_action, run))
    if app.room.own:
        title = _("bell: off") if app.calling.bell else _("bell: on")
        yield SystemCommand(title, _("Ring the terminal's bell, once, when something is asked of you."), app.turn_bell)
    for theme in THEMES:
        yield SystemCommand(
            _("colours: {name}", name=theme.name), _("Change the colours."), partial(_use, app, theme.name)
        )


def _use(app: "SociotuiApp", theme: str) -> None:
    app.theme = theme
