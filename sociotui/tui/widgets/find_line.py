"""The line in which one types what one looks for: what fits is shown with each letter."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class FindLine(Input):
    """One line; enter or the arrows go to what was found, escape lets go of the words, then of the line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down,up", "screen.to_list", show=False, priority=True),
        Binding("escape", "let_go", show=False, priority=True),
    ]

    def __init__(self, placeholder: str, *, id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id, compact=True, max_length=120)
        self.cursor_blink = False

    async def action_let_go(self) -> None:
        """Look for nothing; where nothing was looked for, go back to the list."""
        if self.value:
            self.value = ""
        else:
            await self.screen.run_action("to_list")
