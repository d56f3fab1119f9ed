"""The drawing: the circles within circles, moved through by arrow keys; how they lie and look is the drawn map's to say."""

from collections.abc import Callable, Iterable
from typing import ClassVar, TypeVar

from msgspec.structs import replace
from textual.binding import Binding, BindingType
from textual.message import Message

from sociotui.exchange.map.chart import Chart, chart_of
from sociotui.exchange.map.drawing import Drawn, Plate
from sociotui.exchange.map.layout import Layout, lay_out
from sociotui.exchange.map.legend import legend
from sociotui.exchange.map.neighbours import Direction, neighbour
from sociotui.exchange.map.scene import View
from sociotui.tui.map.colours import Colouring
from sociotui.tui.map.facts import Facts
from sociotui.tui.widgets.lines import Line, centred, clip
from sociotui.tui.widgets.pane import Pane
from sociotui.words import _

_STYLES = {"alarm": "bad", "soon": "next"}
"""Styles that stand for a whole line elsewhere, and what a thin border has instead."""
_PICTURES, _PLATES = 32, 8
"""How many pictures are kept, and how many of those in which nothing is chosen yet."""


class Sketch:
    """What is drawn of an organisation, whoever looks at it from where: made once for each state of its circles."""

    def __init__(self, facts: Facts, before: "Sketch | None" = None) -> None:
        self.facts = facts
        self.chart: Chart = chart_of(facts.o, facts.today, known=facts.snapshot.due)
        self._plates: dict[View, Plate] = {}
        self._pictures: dict[View, Drawn] = {}
        same = before is not None and before.facts.o.circles is facts.o.circles
        self.layout: Layout = before.layout if before is not None and same else lay_out(self.chart)

    def fits(self, facts: Facts) -> bool:
        """Tell whether this is what is to be drawn for these facts."""
        mine, other = self.facts, facts
        return (
            mine.o.circles is other.o.circles
            and mine.o.people is other.o.people
            and mine.snapshot.due is other.snapshot.due
            and mine.today == other.today
        )

    def picture(self, view: View) -> Drawn:
        """Return how it looks; the latest pictures are at hand, for who goes to and fro."""
        return _kept(self._pictures, view, lambda: self._plate(replace(view, chosen="")).chosen(view.chosen), _PICTURES)

    def _plate(self, view: View) -> Plate:
        return _kept(self._plates, view, lambda: Plate(self.chart, self.layout, view), _PLATES)

    def around(self, circle: str) -> str:
        """Return the circle in which one is drawn; "" where it is drawn in none."""
        return self.chart.nodes[circle].within if circle in self.chart.nodes else ""


_What = TypeVar("_What")


def _kept(shelf: dict[View, _What], view: View, made: Callable[[], _What], most: int) -> _What:
    """Return what there is for a view, or what is made for it; what was not asked for the longest time goes."""
    found = shelf.pop(view) if view in shelf else made()
    shelf[view] = found
    if len(shelf) > most:
        del shelf[next(iter(shelf))]
    return found


def _styled(lines: Iterable[Line]) -> list[Line]:
    """Return lines of the map in the styles that the screen has for them."""
    return [[(text, _STYLES.get(style, style)) for text, style in line] for line in lines]


class DrawingPane(Pane, can_focus=True):
    """Shows a sketch from `centre`, "" for all of it; arrow keys choose the neighbour in their direction."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "go('up')", show=False, priority=True, id="list-up"),
        Binding("down,j", "go('down')", show=False, priority=True, id="list-down"),
        Binding("home", "first", show=False, priority=True, id="list-home"),
        Binding("enter", "choose", show=False, priority=True, id="list-choose"),
    ]

    class Moved(Message):
        """Another circle was chosen."""

    class Chosen(Message):
        """The circle was chosen with enter."""

    def __init__(self, title: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(title, id=id, classes=classes)
        self._sketch: Sketch | None = None
        self._centre = ""
        self._aims = False
        self.circle = ""
        self.colouring = Colouring("depth")

    def tell(
        self, sketch: Sketch | None, centre: str, colouring: Colouring, circle: str, *, aims: bool = False
    ) -> None:
        """Show the circles within `centre`, or for "" all, with `circle` chosen; and their `aims`, where there is room."""
        self._aims = aims
        self._sketch, self._centre, self.colouring, self.circle = sketch, centre, colouring, circle
        self._name_chosen()
        self.show()

    def _name_chosen(self) -> None:
        """Write the chosen circle's name into the frame: one that is small has no room for it."""
        node = self._sketch.chart.nodes.get(self.circle) if self._sketch else None
        if node:
            self.entitle(clip(node.name, max(8, self.size.width - 6)))

    @property
    def sketch(self) -> Sketch | None:
        """What is drawn here."""
        return self._sketch

    def content(self, width: int, height: int) -> list[Line]:
        """Return the picture."""
        drawn = self._picture(width, height)
        if drawn is None:
            return [*[()] * (height // 2), centred(((_("The circles are being drawn …"), "dim"),), width)]
        if self.colouring.by == "depth":
            return list(drawn.lines)  # as they are: of lines that are the same no cell is looked at again
        return _styled(drawn.lines)

    def legend(self, width: int) -> list[Line]:
        """Return what its colours and signs mean, in lines of at most `width` cells."""
        drawn = self._picture(*self.content_size)
        if drawn is None or self._sketch is None:
            return []
        lines = legend(self._sketch.chart, drawn.scene)
        return _styled(lines)

    def shows(self, circle: str) -> bool:
        """Tell whether a circle is to be seen."""
        drawn = self._picture(*self.content_size)
        return drawn is not None and circle in drawn.scene.shown

    def _picture(self, width: int, height: int) -> Drawn | None:
        """Return the picture as it is now."""
        if self._sketch is None or not width or not height:
            return None
        view = View(
            width=width,
            height=height,
            middle=self._centre,
            chosen=self.circle,
            by=self.colouring.by,
            colour=not self.app.no_color,
            aims=self._aims,
        )
        return self._sketch.picture(view)

    # --- moving

    def action_go(self, direction: Direction) -> None:
        """Choose the neighbour in that direction, where there is one."""
        drawn = self._picture(*self.content_size)
        self._choose(neighbour(drawn.scene, self.circle, direction) if drawn else "")

    def action_first(self) -> None:
        """Choose the broadest circle that is shown."""
        drawn = self._picture(*self.content_size)
        self._choose(next(iter(drawn.scene.shown), "") if drawn else "")

    def action_choose(self) -> None:
        """Enter."""
        self.post_message(self.Chosen())

    def _choose(self, circle: str) -> None:
        if circle and circle != self.circle:
            self.circle = circle
            self._name_chosen()
            self.show()
            self.post_message(self.Moved())
