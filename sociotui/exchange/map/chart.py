"""Chart: what a map shows of an organisation: which circle is drawn within which, who sits where, what ends, what is due.

A circle with several parents is drawn within the first of them, as the circle names them, and linked to the others.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.circles import Circle
from sociotui.domain.due import SOON, Due, due
from sociotui.domain.organisation import About, Organisation

Mark = Literal["over", "soon"]
"""Of a circle: something is overdue there, or will be due."""
Link = Literal["", "leader", "delegate", "linked"]
"""How somebody links a circle: as its leader or delegate; or as `linked`, who sits here for a circle within it."""


class Seat(Struct, frozen=True, gc=False):
    """Somebody in a circle: their id and name, and how they link it."""

    person: str
    name: str
    link: Link = ""


class Node(Struct, frozen=True, kw_only=True):
    """A circle as the map has it.

    `within` is the circle in which it is drawn ("" for none), `also` are its other parents, `inner` the circles that are
    drawn in it. `depth` counts from 0. `aims` are what it is there for. `until` is the day on which a helping circle ends; `ended` tells that it has.
    """

    id: str
    name: str
    within: str = ""
    also: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    depth: int = 0
    seats: tuple[Seat, ...] = ()
    until: date | None = None
    ended: bool = False
    mark: Mark | None = None
    aims: tuple[str, ...] = ()


class Chart(Struct, frozen=True):
    """All circles by id, broader ones before those within them; `roots` are drawn within none.

    `past` tells that it is as it stood at the end of that day, not as it stands by then.
    """

    name: str
    nodes: dict[str, Node]
    roots: tuple[str, ...]
    today: date
    past: bool = False
    vision: str = ""
    mission: str = ""

    def way(self, id_: str) -> list[str]:
        """Return the circles from the broadest to this one, each drawn within the one before."""
        way: list[str] = []
        while id_:
            way.append(id_)
            id_ = self.nodes[id_].within
        return way[::-1]

    def below(self, id_: str) -> Iterator[Node]:
        """Yield a circle and all that are drawn within it, broader ones first; "" stands for the whole organisation."""
        todo = [id_] if id_ else list(reversed(self.roots))
        while todo:
            node = self.nodes[todo.pop()]
            yield node
            todo += reversed(node.inner)


def alone(chart: Chart, id_: str) -> Chart:
    """Return the chart of a circle and all that is drawn within it, as if there was nothing else."""
    inner = {node.id: node for node in chart.below(id_)}
    nodes = {k: replace(n, also=tuple(p for p in n.also if p in inner)) for k, n in inner.items()}
    nodes[id_] = replace(nodes[id_], within="")
    return replace(chart, nodes=nodes, roots=(id_,))


def chart_of(
    o: Organisation, today: date, within: int = SOON, *, past: bool = False, known: Iterable[Due] | None = None
) -> Chart:
    """Return the chart of an organisation on a day, with what is due in the next `within` days, or is `known` to be.

    Of a day that is `past` only the structure is known, so that nothing is told of what was due then.
    Circles that have ended are not drawn. It holds together whatever the circles say: of a ring of circles that stand
    above each other, one becomes a root.
    """
    tree = _tree(o.standing)
    marks = {} if past else _marks(due(o, today, within) if known is None else known, today)
    below = o.below
    inner: dict[str, list[str]] = {id_: [] for id_ in tree}
    for id_, parent in tree.items():
        if parent:
            inner[parent].append(id_)
    roots = tuple(id_ for id_, parent in tree.items() if not parent)
    nodes: dict[str, Node] = {}
    todo = [(id_, 0) for id_ in reversed(roots)]
    while todo:
        id_, depth = todo.pop()
        circle = o.circles[id_]
        nodes[id_] = Node(
            id=id_,
            name=circle.name,
            within=tree[id_],
            also=tuple(p for p in dict.fromkeys(circle.parents) if p != tree[id_] and p != id_ and p in tree),
            inner=tuple(inner[id_]),
            depth=depth,
            seats=tuple(_seats(o, circle, below[id_], today)),
            until=circle.until,
            ended=bool(circle.until and circle.until < today),
            mark=marks.get(id_),
            aims=circle.aims,
        )
        todo += ((each, depth + 1) for each in reversed(inner[id_]))
    about = o.about or About(name="")
    return Chart(about.name, nodes, roots, today, past, about.vision, about.mission)


def _tree(circles: Mapping[str, Circle]) -> dict[str, str]:
    """Return the circle in which each is drawn, the first of its parents that is there; "" for none."""
    tree = {c.id: next((p for p in c.parents if p in circles and p != c.id), "") for c in circles.values()}
    sound: set[str] = set()
    for id_ in tree:
        path: dict[str, None] = {}
        here = id_
        while here and here not in sound and here not in path:
            path[here] = None
            here = tree[here]
        if here in path:
            tree[here] = ""
        sound |= path.keys()
    return tree


def _seats(o: Organisation, circle: Circle, below: Iterable[str], today: date) -> Iterator[Seat]:
    """Yield who sits in a circle: its members in the order of their seats, then leaders and delegates of its sub-circles."""
    links = {term.person: role for role, term in circle.roles.items() if term.holds(today)}
    sitting = dict.fromkeys(circle.members)
    for person in sitting:
        role = links.get(person)
        yield Seat(person, _name(o, person), role if role in ("leader", "delegate") else "")
    for child in below:
        inner = o.circles[child]
        if inner.until and inner.until < today:
            continue
        for held in ("leader", "delegate"):
            term = inner.roles.get(held)
            if term and term.holds(today) and term.person not in sitting:
                sitting[term.person] = None
                yield Seat(term.person, _name(o, term.person), "linked")


def _name(o: Organisation, person: str) -> str:
    return o.people[person].name if person in o.people else person


def _marks(what: Iterable[Due], today: date) -> dict[str, Mark]:
    marks: dict[str, Mark] = {}
    for found in what:
        if found.overdue(today):
            marks[found.circle] = "over"
        else:
            marks.setdefault(found.circle, "soon")
    return marks
