"""The panes of the home screen: the welcome, and what the chosen row is about."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from sociotui.domain.organisation import Organisation
from sociotui.tui.telling.paragraphs import Text, laid_out
from sociotui.tui.widgets.lines import Line, clip, spread, wrap
from sociotui.tui.widgets.pane import Pane
from sociotui.words import _


class WelcomePane(Pane):
    """The organisation's name, its vision, and today's day."""

    organisation: Organisation | None = None
    today: str = ""

    def content(self, width: int, height: int) -> list[Line]:
        """Return the name with the day, and the vision."""
        about = self.organisation.about if self.organisation else None
        name = about.name if about else _("Welcome")
        text = self._below()
        name = clip(name, width - len(self.today) - 3)
        first = spread(((f" {name}", "strong"),), ((f"{self.today} ", "dim"),), width)
        return [first, *(((f" {s}", "dim"),) for s in wrap(text, width - 2)[: height - 1])]

    def _below(self) -> str:
        """Return what stands below the name: vision, else mission, else how many there are."""
        o = self.organisation
        if o is None or o.about is None:
            return _("Here circles meet, and everybody is heard in turn.")
        many = _("{circles} circles, {people} people", circles=f"{len(o.circles):,}", people=f"{len(o.people):,}")
        return o.about.vision or o.about.mission or many


class AboutPane(Pane, can_focus=True):
    """What the chosen row is about, moved through with the arrow keys where it is longer than the pane."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False, priority=True),
        Binding("down,j", "move(1)", show=False, priority=True),
        Binding("pageup", "move(-10)", show=False, priority=True),
        Binding("pagedown,space", "move(10)", show=False, priority=True),
        Binding("home", "move(-100000)", show=False, priority=True),
        Binding("end", "move(100000)", show=False, priority=True),
    ]

    subject: str = ""
    text: Text | None = None
    top: int = 0

    def tell(self, subject: str, text: Text) -> None:
        """Tell about a row; where it is the one that was told about before, the pane stays where it was moved to."""
        if subject != self.subject:
            self.top = 0
        self.subject, self.text = subject, text
        self.show()

    def content(self, width: int, height: int) -> list[Line]:
        """Return the lines from where the pane was moved to; a sign at the edge tells where there are more."""
        lines = self.laid(width)
        if len(lines) > height:
            lines = self.laid(width - 2)  # the last two cells are for the signs
        most = max(0, len(lines) - height)
        self.top = max(0, min(self.top, most))
        shown = lines[self.top : self.top + height]
        if self.top:
            shown[0] = spread(shown[0], ((self.signs.above, "key"),), width)
        if self.top < most:
            shown[-1] = spread(shown[-1], ((self.signs.below, "key"),), width)
        return shown

    def laid(self, width: int) -> list[Line]:
        """Return the whole text in lines of at most `width` cells."""
        return laid_out(self.text or (), width)

    def action_move(self, by: int) -> None:
        """Move by lines, as far as there are any."""
        self.top += by
        self.show()
