"""Saying: what a screen that has the line above the keys does with it, and with keys that lead elsewhere."""

from typing import TYPE_CHECKING

from textual.screen import Screen

from sociotui.tui.widgets.said import SaidLine

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp


class SayingScreen(Screen[None]):
    """A screen that says, above the keys, what came of one. A key that is nothing of its own is the app's to do."""

    app: "SociotuiApp"

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Show a sentence above the keys."""
        self.query_one(SaidLine).say(self.app.spoken(sentence), warning=warning)

    async def action_do(self, id_: str) -> None:
        """Do what a key stands for."""
        self.app.do(id_)

    def action_leave(self) -> None:
        """Go back to the screen before; what goes on here goes on where it stands."""
        self.app.leave()
