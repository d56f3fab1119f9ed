"""The outline: the circles as a tree, one a row; only the rows in sight are worked out."""

from typing import Literal

from rich.cells import cell_len
from textual.message import Message

from sociotui.domain.aims import in_a_line
from sociotui.tui.home.rows import OVERDUE
from sociotui.tui.map.colours import Colouring
from sociotui.tui.map.facts import Facts
from sociotui.tui.map.tree import Node, circle_of, named, nodes, way_to
from sociotui.tui.widgets.lines import Line, Span, clip, width_of
from sociotui.tui.widgets.listing import Listing, Unmade

Direction = Literal["up", "down", "left", "right"]
_NAME = 14
"""Cells that a name has at the least, however deep its circle lies."""
_AIM = 6
"""Cells below which an aim is left out."""
_BOTH = 44
"""Cells from which there is room for what is due and for members."""


class OutlinePane(Listing):
    """Shows the circles within `centre`, or all; ids of rows name a circle, and which of its places in the tree it is."""

    class Sought(Message):
        """What was looked for is in a circle that is not shown now."""

        def __init__(self, circle: str) -> None:
            super().__init__()
            self.circle = circle

    def __init__(self, title: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(title, id=id, classes=classes)
        self._facts: Facts | None = None
        self._centre = ""
        self._tree: list[Node] = []
        self._places: list[str] = []
        self._above = 0
        self._aims = False
        self._of: tuple[object, ...] = ()
        self.colouring = Colouring("depth")

    @property
    def circle(self) -> str:
        """The circle under the cursor; "" where there is none."""
        return circle_of(self.chosen)

    def tell(self, facts: Facts, centre: str, colouring: Colouring, circle: str = "", *, aims: bool = False) -> None:
        """Show the circles within `centre`, or for "" all; the cursor goes to `circle`, or stays where it is.

        With `aims` rows say what circles are there for, in the place of numbers.
        """
        self._aims = aims
        self._facts, self._centre, self.colouring = facts, centre, colouring
        of = (facts.below, centre)
        if not self._of or self._of[0] is not of[0] or self._of[1] != centre:
            self._of = of
            self._tree = nodes(facts.below, [centre] if centre else facts.broadest)
            self._places = named(self._tree)
            self._above = len(way_to(centre, facts.parents)) if centre else 0
        stays = self.circle == circle and self.chosen in self._places
        self.fill(Unmade(self._places, self._row, self._words), "" if stays else circle)

    def holds(self, circle: str) -> bool:
        """Tell whether a circle is among those that are shown."""
        return circle in self._places

    def allow_focus(self) -> bool:
        """Only what is shown can have the focus."""
        return bool(self.display)

    # --- rows

    def _words(self, at: int) -> str:
        return self._facts.o.circles[self._tree[at].id].name if self._facts else ""

    def _row(self, at: int) -> Line:
        facts, node, width = self._facts, self._tree[at], self.content_size.width
        if facts is None:
            return ()
        right = [] if self._aims else self._right(facts, node.id)
        marks = self._marks(facts, node)
        room = width - width_of(right) - width_of(marks) - 1
        rails = self._rails(node, room)
        name = clip(facts.o.circles[node.id].name, room - cell_len(rails))
        over = facts.over(node.id)
        style = "dim" if over else self.colouring.style(facts, node.id, node.depth + self._above)
        left: list[Span] = [(rails, "rule"), (name, style), *marks]
        if self._aims:
            room = width - width_of(left) - 2
            aim = in_a_line(facts.o.circles[node.id].aims)
            return [*left, (f"  {clip(aim, room)}" if room >= _AIM else "", "dim")]
        return [*left, (" " * (width - width_of(left) - width_of(right)), "plain"), *right]

    def _rails(self, node: Node, room: int) -> str:
        """Return the lines of the tree before a name; of very deep ones the last part."""
        if not node.depth:
            return ""
        rails = node.rails + ("└ " if node.last else "├ ")
        most = max(2, room - _NAME)
        return rails if len(rails) <= most else "… " + rails[len(rails) - most + 2 :] if most > 4 else "… "

    def _marks(self, facts: Facts, node: Node) -> list[Span]:
        signs, marks = self.signs, []
        if len(facts.parents[node.id]) > 1:
            marks.append((f" {signs.shared}", "next"))
        if node.again:
            marks.append((f" {signs.later}", "dim"))
        if facts.over(node.id):
            marks.append((f" {signs.gone}", "dim"))
        if node.id in facts.meeting:
            marks.append((f" {signs.here}", "now"))
        return marks

    def _right(self, facts: Facts, circle: str) -> list[Span]:
        """Return the columns at the right: what is due, by its sign, and how many members; where there is room for one, one."""
        both = self.content_size.width >= _BOTH
        members: list[Span] = [(f"{facts.size(circle) or '':>{4 if both else 1}} ", "dim")]
        if self.colouring.by == "depth" and not both:
            return members
        if not both:
            members = [(" ", "plain")]
        late, soon = facts.late.get(circle, 0), facts.soon.get(circle, 0)
        spans: list[Span] = [(f" {OVERDUE}{late}", "bad")] if late else []
        if soon:
            spans.append((f" {self.signs.held}{soon}", "next"))
        elif not late:
            spans.append((f" {self.signs.dot}", "dim"))
        return [*spans, *members]

    # --- moving

    def neighbour(self, direction: Direction) -> str:
        """Return the row in that direction: the one around the chosen one, the first within it, or the next above or below."""
        if not self._tree:
            return ""
        at, node = self._cursor, self._tree[self._cursor]
        if direction == "left":
            to = node.around
        elif direction == "right":
            to = at + 1 if at + 1 < len(self._tree) and self._tree[at + 1].around == at else -1
        else:
            to = at + (1 if direction == "down" else -1)
        return self._places[to] if 0 <= to < len(self._places) else ""

    def find(self, text: str) -> bool:
        """Go to the next circle whose name holds `text`; where none is shown that does, to one of all the others."""
        if super().find(text):
            # Named here: by the time that somebody looks, the list may have been filled anew, its cursor where it was.
            self.post_message(self.Sought(self.circle))
            return True
        facts = self._facts
        others = facts.o.standing.values() if facts and self._centre else ()
        found = next((c.id for c in others if text.casefold() in c.name.casefold()), "")
        if found:
            self.post_message(self.Sought(found))
        return bool(found)
