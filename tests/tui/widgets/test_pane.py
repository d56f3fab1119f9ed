"""Panes: what stands in a frame's title, whenever it was written."""

from typing import ClassVar

from textual.app import App, ComposeResult

from sociotui.tui.signs import ASCII, PLAIN, Signs
from sociotui.tui.widgets.lines import STYLES, Line
from sociotui.tui.widgets.pane import Pane


class Blank(Pane):
    """A pane with nothing in it."""

    def content(self, width: int, height: int) -> list[Line]:
        """Return nothing."""
        return []


class Framed(App[None]):
    """A terminal with these signs, and one pane whose title is written before it is there."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"line--{name}" for name in STYLES}

    def __init__(self, signs: Signs) -> None:
        super().__init__()
        self.signs = signs
        self.pane = Blank("Agenda · “Bees”")

    def compose(self) -> ComposeResult:
        """Lay out the pane."""
        yield self.pane


async def test_a_title_is_in_the_signs_that_the_terminal_has_whenever_it_was_written() -> None:
    for signs, first, then in (
        (PLAIN, "Agenda · “Bees”", "Check-in · 1 of 3"),
        (ASCII, 'Agenda - "Bees"', "Check-in - 1 of 3"),
    ):
        app = Framed(signs)
        async with app.run_test():
            assert str(app.pane.border_title) == first
            app.pane.entitle("Check-in · 1 of 3")
            assert str(app.pane.border_title) == then
