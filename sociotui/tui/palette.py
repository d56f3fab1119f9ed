"""The palette: every action that can be done here, found by typing its name."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand

from sociotui.room.actions import ACTIONS, SAME_KEY
from sociotui.tui.themes import THEMES
from sociotui.words import _

AT_ONCE = frozenset({"popcorn", "stack", "free"})
"""Actions without a key that the palette does at once; the others open the dialog that they are part of."""

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp


def commands(app: "SociotuiApp", screen: Any) -> Iterator[SystemCommand]:
    """Yield the actions of `screen`, each with its key, and the themes."""
    doable: frozenset[str] = getattr(screen, "can_do", frozenset())
    for action in ACTIONS:
        id_ = action.id if action.id in AT_ONCE else SAME_KEY.get(action.id, action.id)
        if id_ in doable or (action.where == "everywhere" and action.id != "palette"):
            key = app.keys.get(action.id, "")
            title = f"{_(action.label)} ({key})" if key else _(action.label)
            yield SystemCommand(title, _(action.help), partial(screen.run_action, f"do('{id_}')"))
    for theme in THEMES:
        yield SystemCommand(
            _("colours: {name}", name=theme.name), _("Change the colours."), partial(_use, app, theme.name)
        )


def _use(app: "SociotuiApp", theme: str) -> None:
    app.theme = theme
