"""Nesting: which circle lies in which as a file says it, without those that would lie within themselves."""

from collections.abc import Iterable, Mapping

from sociotui.domain.nesting import knotted, ring_through, told_ring
from sociotui.words import _


class Nesting:
    """The parents of each circle. `wanted` are all links, circle and parent, that are going to be put in.

    Where they fit together none of them is looked at twice; else only those are followed that could be of a ring.
    """

    def __init__(
        self, parents: Mapping[str, tuple[str, ...]], wanted: Iterable[tuple[str, str]], names: Mapping[str, str]
    ) -> None:
        self.parents = dict(parents)
        self._names = names
        above = {id_: dict.fromkeys(those) for id_, those in parents.items()}
        for circle, parent in wanted:
            above.setdefault(circle, {})[parent] = None
        self._knot = knotted(above)

    def put(self, circle: str, parent: str) -> str:
        """Put a circle into a parent; returns "", or the sentence that says why it is left where it is."""
        before = self.parents[circle]
        if parent in before:
            return ""
        self.parents[circle] = (*before, parent)
        ring = ring_through(circle, self.parents) if circle in self._knot and parent in self._knot else ()
        if not ring:
            return ""
        self.parents[circle] = before
        return _(
            "{said} So it does not come to lie in “{parent}”.",
            said=told_ring(ring, self._names),
            parent=self._names.get(parent, parent),
        )
