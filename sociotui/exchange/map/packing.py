"""Packing: circles laid side by side as closely as they go, and the circle round them all.

Circles are placed one by one against a chain of those at the rim, the largest first, nearest the middle (the front
chain of Wang, Wang, Dai and Wang, “Visualization of large hierarchical data by circle packing”, CHI 2006).
"""

from collections.abc import Sequence
from math import hypot, sqrt
from typing import NamedTuple

_STEPS = 12
_FINEST = 1e-3
_TOUCH = 1e-9
_PULLS = (1.0, 0.0, 0.5)
"""Ways to lay circles that are tried, of which the closest is taken: see `_chained`."""
_FEW, _MANY = 4, 150
"""Up to so many circles there is but one way, and above so many the first will do."""


class Disc(NamedTuple):
    """A circle: its middle and radius, in units of whoever asks. y grows downwards."""

    x: float
    y: float
    r: float


def pack(radii: Sequence[float]) -> list[Disc]:
    """Return a disc for each radius, in the same order: none overlaps another, and they lie close round (0, 0).

    The same radii come to the same discs. Radii are above 0.
    """
    if not radii:
        return []
    tries = packings(radii)
    return min(tries, key=lambda discs: _reach(discs, *_centre(discs))) if len(tries) > 1 else tries[0]


def packings(radii: Sequence[float], corners: float = 0.0) -> list[list[Disc]]:
    """Return ways to lay discs close round (0, 0), each in the order of the radii, of which there is at least one.

    With `corners` they do not lie in the round, but in a shape with corners that is so many times as wide as high.
    """
    order = sorted(range(len(radii)), key=lambda i: (-radii[i], i))
    sizes = [radii[i] for i in order]
    found = []
    for pull in _PULLS if _FEW < len(sizes) <= _MANY else _PULLS[:1]:
        placed = dict(zip(order, _chained(sizes, pull, corners), strict=True))
        found.append([placed[i] for i in range(len(radii))])
    return found


def around(discs: Sequence[Disc]) -> Disc:
    """Return a circle round all of them, the smallest to within a thousandth; raises ValueError where there are none."""
    if not discs:
        raise ValueError("nothing to go round")
    return _settled(discs, *_centre(discs))


def _centre(discs: Sequence[Disc]) -> tuple[float, float]:
    """Return about where the middle of the circle round all is: by going towards the furthest, by less and less.

    So do Bădoiu and Clarkson, “Smaller core-sets for balls”, SODA 2003.
    """
    x, y = sum(d.x for d in discs) / len(discs), sum(d.y for d in discs) / len(discs)
    for step in range(1, _STEPS + 1):
        far, reach, next_to = discs[0], -1.0, 0.0
        for disc in discs:
            out = hypot(disc.x - x, disc.y - y) + disc.r
            if out > reach:
                far, reach, next_to = disc, out, reach
            elif out > next_to:
                next_to = out
        away = reach - far.r
        share = (reach - next_to) / (2 * away) if away > _TOUCH and next_to >= 0 else 0.0
        pull = min(share, 1 / (step + 1))
        x, y = x + (far.x - x) * pull, y + (far.y - y) * pull
    return x, y


def _reach(discs: Sequence[Disc], x: float, y: float) -> float:
    """Return how far discs reach from a point."""
    return max([hypot(a - x, b - y) + r for a, b, r in discs])


def _settled(discs: Sequence[Disc], x: float, y: float) -> Disc:
    """Return the circle round all whose middle is found by ever smaller steps from (x, y)."""
    best = _reach(discs, x, y)
    step, least = best / 8, best * _FINEST
    while step > least:
        tries = ((x + step, y), (x - step, y), (x, y + step), (x, y - step))
        found = min((_reach(discs, *middle), number) for number, middle in enumerate(tries))
        if found[0] < best - _TOUCH:
            best, (x, y) = found[0], tries[found[1]]
        else:
            step /= 2
    return Disc(x, y, best)


# --- the front chain -------------------------------------------------------------------------------


def _chained(radii: Sequence[float], pull: float, corners: float) -> list[Disc]:
    """Place circles, the largest of them first; `pull` is how much the middle of all goes after the circles that come."""
    placed = [Disc(0.0, 0.0, radii[0])]
    if len(radii) > 1:
        placed.append(Disc(radii[0] + radii[1], 0.0, radii[1]))
    if len(radii) > 2:
        placed.append(_beside(placed[1], placed[0], radii[2]))
    chain = _Chain(placed, pull, corners)
    for radius in radii[3:]:
        chain.add(radius)
    return placed


class _Chain:
    """The ring of circles at the rim, each with who comes before and after it, by their places in `discs`."""

    def __init__(self, discs: list[Disc], pull: float, corners: float) -> None:
        self.discs, self.pull, self.corners = discs, pull, corners
        count = len(discs)
        self.after = [(i + 1) % count for i in range(count)]
        self.before = [(i - 1) % count for i in range(count)]
        self.at = 0
        self.sums = (0.0, 0.0, 0.0)
        self.middle = (0.0, 0.0)
        for disc in discs:
            self._shift(disc)

    def add(self, radius: float) -> None:
        """Place one more circle where the chain comes nearest the middle and there is room."""
        a, b = self.at, self.after[self.at]
        while True:
            disc = _beside(self.discs[a], self.discs[b], radius)
            ends = self._in_the_way(disc, a, b)
            if ends is None:
                break
            a, b = ends
            self._join(a, b)
        new = len(self.discs)
        self.discs.append(disc)
        self.after.append(b)
        self.before.append(a)
        self.after[a], self.before[b] = new, new
        self._shift(disc)
        self.at = self._nearest(new)

    def _shift(self, disc: Disc) -> None:
        """Take a circle into the middle of all, weighed by their areas."""
        weight = disc.r**2
        x, y, whole = self.sums[0] + disc.x * weight, self.sums[1] + disc.y * weight, self.sums[2] + weight
        self.sums = x, y, whole
        self.middle = x / whole * self.pull, y / whole * self.pull

    def _join(self, a: int, b: int) -> None:
        self.after[a], self.before[b] = b, a

    def _in_the_way(self, disc: Disc, a: int, b: int) -> tuple[int, int] | None:
        """Return the two between which to try instead, where a circle of the chain is in the way; the nearest one counts."""
        on, back = self.after[b], self.before[a]
        gone, came = self.discs[b].r, self.discs[a].r
        while on != self.after[back]:
            if gone <= came:
                if _overlap(self.discs[on], disc):
                    return a, on
                gone += self.discs[on].r
                on = self.after[on]
            else:
                if _overlap(self.discs[back], disc):
                    return back, b
                came += self.discs[back].r
                back = self.before[back]
        return None

    def _nearest(self, start: int) -> int:
        """Return the one of the chain after which the gap lies nearest the middle."""
        best, at, here = self._distance(start), start, self.after[start]
        while here != start:
            distance = self._distance(here)
            if distance < best - _TOUCH:
                best, at = distance, here
            here = self.after[here]
        return at

    def _distance(self, i: int) -> float:
        a, b = self.discs[i], self.discs[self.after[i]]
        share = a.r / (a.r + b.r)
        x, y = a.x + (b.x - a.x) * share - self.middle[0], a.y + (b.y - a.y) * share - self.middle[1]
        return (x / self.corners) ** 4 + y**4 if self.corners else x * x + y * y


def _beside(a: Disc, b: Disc, radius: float) -> Disc:
    """Return the circle that touches a and b, on the outer side of a chain that goes from a to b."""
    dx, dy = b.x - a.x, b.y - a.y
    away = hypot(dx, dy)
    to_a, to_b = a.r + radius, b.r + radius
    along = (to_a * to_a - to_b * to_b + away * away) / (2 * away)
    aside = sqrt(max(0.0, to_a * to_a - along * along))
    return Disc(a.x + (dx * along - dy * -aside) / away, a.y + (dy * along + dx * -aside) / away, radius)


def _overlap(a: Disc, b: Disc) -> bool:
    return hypot(a.x - b.x, a.y - b.y) < a.r + b.r - 1e-7
