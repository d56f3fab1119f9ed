"""Colours: by what the map colours its circles, and the legend that says so; each colour has a sign beside it."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from sociotui.tui.home.rows import OVERDUE
from sociotui.tui.map.facts import Facts
from sociotui.tui.signs import Signs
from sociotui.tui.widgets.lines import Line
from sociotui.words import _

By = Literal["depth", "due"]
DEPTHS = ("depth-0", "depth-1", "depth-2", "depth-3", "depth-4")
"""Styles from the broadest circles inwards; deeper ones begin again with the second."""


class Colouring(Struct, frozen=True):
    """What colours circles."""

    by: By

    def turned(self) -> "Colouring":
        """Return the other one."""
        return Colouring("due" if self.by == "depth" else "depth")

    def style(self, facts: Facts, circle: str, depth: int) -> str:
        """Return the style of a circle that lies so deep."""
        if self.by == "due":
            return {"late": "bad", "soon": "next", "calm": "plain"}[facts.standing(circle)]
        return of_depth(depth)

    def legend(self, signs: Signs) -> Callable[[int], list[Line]]:
        """Return what makes the legend of the outline in these colours, for a width in cells."""
        if self.by == "due":
            marks = ((f"{OVERDUE}{_('overdue')}", "bad"), (f" {signs.held}{_('soon')}", "next"))
            line: Line = ((_("due: "), "dim"), *marks, (f" {signs.dot}{_('nothing')}", "plain"))
        else:
            depths = tuple((f" {number}", style) for number, style in enumerate(DEPTHS, 1))
            line = ((_("depth:"), "dim"), *depths, (_("  right: members"), "dim"))
        return lambda _width: [line]


def of_depth(depth: int) -> str:
    """Return the style of what lies so deep."""
    return DEPTHS[depth] if depth < len(DEPTHS) else DEPTHS[1 + (depth - 1) % (len(DEPTHS) - 1)]
