"""Nesting: how circles lie within each other: how deep, by how many links, and whether one would lie within itself.

Every walk is a loop and takes each link once or twice, so that no graph is too deep or has too many ways through it.
`above` names the circles in which each one lies; what it does not know lies in nothing.
"""

from collections.abc import Collection, Iterable, Mapping

from sociotui.domain.refusal import Refused, brief
from sociotui.words import _

DEEPEST = 100
"""Circles that may lie within each other."""
MOST_LINKS = 50_000
"""Links from circles to broader ones that an organisation may have; its outline has a row for each."""
_NAMED = 8
"""How many circles of a ring are named; of a longer one the first and the last of these."""

Above = Mapping[str, Collection[str]]


def knotted(above: Above) -> set[str]:
    """Return the circles that lie on a ring, or between two rings; none where no circle lies within itself."""
    below = _turned(above)
    left = _peeled(set(below), above, below)
    return _peeled(left, below, above)


def _turned(above: Above) -> dict[str, list[str]]:
    """Return what lies in each circle."""
    below: dict[str, list[str]] = {id_: [] for id_ in above}
    for id_, parents in above.items():
        for parent in parents:
            below.setdefault(parent, []).append(id_)
    return below


def _peeled(left: set[str], before: Above, after: Above) -> set[str]:
    """Return what is left when those go, one after the other, before which none is left."""
    count = {id_: sum(1 for each in before.get(id_, ()) if each in left) for id_ in left}
    todo = [id_ for id_, n in count.items() if not n]
    while todo:
        id_ = todo.pop()
        left.discard(id_)
        for each in after.get(id_, ()):
            if each in left:
                count[each] -= 1
                if not count[each]:
                    todo.append(each)
    return left


def ring_through(id_: str, above: Above) -> tuple[str, ...]:
    """Return a shortest way from a circle through broader ones back to it, without its end; () where there is none."""
    came: dict[str, str] = {}
    todo = [id_]
    for at in todo:  # it grows meanwhile, so the nearest come first
        for parent in above.get(at, ()):
            if parent == id_:
                way = [at]
                while way[-1] != id_:
                    way.append(came[way[-1]])
                return tuple(reversed(way))
            if parent not in came:
                came[parent] = at
                todo.append(parent)
    return ()


def first_ring(ids: Iterable[str], above: Above) -> tuple[str, ...]:
    """Return the ring of the first of these that lies on one; () where none of them does."""
    knot = knotted(above)
    within = {id_: [parent for parent in above.get(id_, ()) if parent in knot] for id_ in knot}
    return next((ring for id_ in ids if id_ in knot and (ring := ring_through(id_, within))), ())


def depths(above: Above) -> dict[str, int]:
    """Return how many circles lie around each at the most, itself counted: 1 for the broadest. Those in a knot are left out."""
    below = _turned(above)
    count = {id_: sum(1 for parent in above.get(id_, ()) if parent in below) for id_ in below}
    deep = {id_: 1 for id_, n in count.items() if not n}
    for id_ in (todo := list(deep)):
        for each in below[id_]:
            deep[each] = max(deep.get(each, 1), deep[id_] + 1)
            count[each] -= 1
            if not count[each]:
                todo.append(each)
    return {id_: deep[id_] for id_ in todo}


def told_ring(ring: Collection[str], names: Mapping[str, str]) -> str:
    """Return the sentence on circles that lie within each other in a ring, each in the next one."""
    told = [brief(names.get(id_, id_)) for id_ in ring]
    if len(told) == 1:
        return _("{circle} would stand above itself.", circle=told[0])
    if len(told) > _NAMED:
        told = [*told[: _NAMED - 1], "…", told[-1]]
    return _(
        "{first} would stand above itself: {ring}, each within the next.",
        first=told[0],
        ring=" → ".join([*told, told[0]]),
    )


def check_walkable(above: Above, before: Above) -> None:
    """Refuse circles that lie too deep in each other or have too many links, where `before` it was less."""
    deepest = max(depths(above).values(), default=0)
    if deepest > DEEPEST and deepest > max(depths(before).values(), default=0):
        raise Refused(
            _(
                "{n} circles would lie within each other by this, and up to {most} fit. Name a broader circle for some of "
                "them.",
                n=f"{deepest:,}",
                most=DEEPEST,
            )
        )
    links = sum(map(len, above.values()))
    if links > MOST_LINKS and links > sum(map(len, before.values())):
        raise Refused(
            _(
                "So many circles of this have several parents that an outline of them would have more than {most} rows. "
                "Leave out some of the parents.",
                most=f"{MOST_LINKS:,}",
            )
        )
