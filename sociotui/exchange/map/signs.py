"""Signs of the map: one cell each, for terminals with many glyphs and with few; what a colour tells, a sign tells too."""

from msgspec import Struct

from sociotui.exchange.map.chart import Link, Mark, Node
from sociotui.exchange.map.scene import Kind, View

DEPTHS = 5
"""Depths that have a colour each, `depth-0` to `depth-4`; below them the last one goes on."""
STYLES = frozenset(
    {"plain", "dim", "strong", "cursor", "now", "next", "alarm", "soon", *(f"depth-{n}" for n in range(DEPTHS))}
)
"""The names of the styles that a map is drawn in."""


class Signs(Struct, frozen=True, kw_only=True):
    """One cell each. `depths` are small figures, the broadest first."""

    chosen: str = "▸"
    over: str = "!"
    soon: str = "◔"
    shared: str = "◇"
    seat: str = "•"
    leader: str = "▾"
    delegate: str = "▴"
    linked: str = "◦"
    depths: str = "¹²³⁴⁵"
    within: str = "›"
    more: str = "…"

    def link(self, link: Link) -> str:
        """Return the sign of a seat."""
        return {"": self.seat, "leader": self.leader, "delegate": self.delegate, "linked": self.linked}[link]

    def mark(self, mark: Mark | None) -> str:
        """Return the sign of what is due; "" for nothing."""
        return {"over": self.over, "soon": self.soon}[mark] if mark else ""

    def before(self, node: Node, view: View) -> str:
        """Return the signs before a circle's name: chosen, what is due or how deep it lies, several parents."""
        told = self.mark(node.mark) if view.by == "due" else "" if view.colour else self.depths[min(node.depth, 4)]
        return (self.chosen if node.id == view.chosen else "") + (self.shared if node.also else "") + told


BRAILLE = Signs()
BLOCKS = Signs(soon="~", shared="=", seat="·", leader="v", delegate="^", linked="°", depths="12345", chosen=">")
ASCII = Signs(
    chosen=">",
    soon="~",
    shared="=",
    seat=".",
    leader="v",
    delegate="^",
    linked="o",
    depths="12345",
    within=">",
    more="~",
)


def signs_for(kind: Kind) -> Signs:
    """Return the signs that a terminal of that kind can show."""
    return {"braille": BRAILLE, "blocks": BLOCKS, "ascii": ASCII}[kind]


def style_of(node: Node, view: View) -> str:
    """Return the style of a circle: that of what is due there, or of its depth; the chosen one's is `now`.

    A helping circle that has ended is dim.
    """
    if node.id == view.chosen:
        return "now"
    if node.ended and not (view.by == "due" and node.mark):
        return "dim"
    if view.by == "due":
        return {"over": "alarm", "soon": "soon"}[node.mark] if node.mark else "dim"
    return f"depth-{min(node.depth, DEPTHS - 1)}"
