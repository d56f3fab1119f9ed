"""Settling: discs that lie in a shape with corners grow and push each other aside, as long as there is room.

A simple physics: who overlaps another goes half of the way apart, who sticks out comes back in; what comes to rest may
grow a little more. They begin smaller, and spread over all of it. The same discs
settle in the same places.
"""

from collections.abc import Sequence
from math import hypot, inf, sqrt

from sociotui.exchange.map.packing import Disc

_GROWTH = (1.07, 1.03, 1.01)
"""By how much all grow at once; by less, where that was too much."""
_SMALLER, _FINE = 0.75, 0.02
"""How small they begin, so that they can pass each other; and to what part they are spread."""
_ROUNDS, _PUSHES = 24, 50
_LOOK, _SLOW = 10, 0.8
"""After how many pushes it is looked at what has become of the deepest overlap, and what part of it may still be there."""
MOST = 80
"""Discs above which it is left out: it takes time, and many small ones leave little room anyway."""
_NEAR = 1.7
"""How far apart two discs may be, in the sum of their radii, to be looked at as neighbours."""
_STILL = 0.01
"""How deep one may reach into another at rest, as a part of the smallest radius; all are then drawn smaller by so much."""


def settled(discs: Sequence[Disc], rx: float, ry: float, power: float) -> list[Disc]:
    """Return discs about (0, 0) that have grown by one factor, within |x / rx| ** power + |y / ry| ** power = 1.

    The discs that are handed in lie apart and within it.
    """
    if not 1 < len(discs) <= MOST:
        return list(discs)
    depth = min(d.r for d in discs) * _STILL
    best = _spread([Disc(d.x, d.y, d.r * _SMALLER) for d in discs], rx, ry, power)
    growth = iter(_GROWTH)
    by = next(growth)
    for _round in range(_ROUNDS):
        found = _pushed([[d.x, d.y, d.r * by] for d in best], rx, ry, power, depth)
        if found is not None:
            best = found
        elif (by := next(growth, 0.0)) == 0.0:
            break
    return [Disc(d.x, d.y, d.r - depth) for d in best] if best[0].r - depth > discs[0].r else list(discs)


def _spread(discs: list[Disc], rx: float, ry: float, power: float) -> list[Disc]:
    """Return discs further from each other, sideways and then up and down, as far as the shape reaches."""
    for across in (True, False):
        least, most = 1.0, 2.0
        while most - least > _FINE:
            by = (least + most) / 2
            moved = [Disc(d.x * by, d.y, d.r) if across else Disc(d.x, d.y * by, d.r) for d in discs]
            inside = all((abs(d.x) / (rx - d.r)) ** power + (abs(d.y) / (ry - d.r)) ** power <= 1 for d in moved)
            least, most = (by, most) if inside else (least, by)
        discs = [Disc(d.x * least, d.y, d.r) if across else Disc(d.x, d.y * least, d.r) for d in discs]
    return discs


def _pushed(at: list[list[float]], rx: float, ry: float, power: float, depth: float) -> list[Disc] | None:
    """Return discs that have come to rest; None where they do not, or come nearer to it too slowly."""
    near = [
        (a, b)
        for number, a in enumerate(at)
        for b in at[number + 1 :]
        if hypot(a[0] - b[0], a[1] - b[1]) < (a[2] + b[2]) * _NEAR
    ]
    before = inf
    for push in range(_PUSHES):
        deepest = 0.0
        for a, b in near:
            dx, dy, sum_ = b[0] - a[0], b[1] - a[1], a[2] + b[2]
            square = dx * dx + dy * dy
            if square >= sum_ * sum_:
                continue
            away = sqrt(square) or 1.0
            over = sum_ - away
            deepest = over if over > deepest else deepest
            share = over / away * 1.04 / sum_  # a little more than half of the way; the smaller one gives way
            a[0] -= dx * share * b[2]
            a[1] -= dy * share * b[2]
            b[0] += dx * share * a[2]
            b[1] += dy * share * a[2]
        deepest = max(deepest, *(_kept_in(disc, rx, ry, power) for disc in at))
        if deepest <= depth:
            return [Disc(*disc) for disc in at]
        if push % _LOOK == _LOOK - 1:
            if deepest > before * _SLOW:
                return None
            before = deepest
    return None


def _kept_in(disc: list[float], rx: float, ry: float, power: float) -> float:
    """Pull a disc into the shape; return how far it stuck out."""
    x, y, r = disc
    a, b = rx - r, ry - r
    if a <= 0 or b <= 0:
        disc[0], disc[1] = 0.0, 0.0
        return r
    out: float = (abs(x) / a) ** power + (abs(y) / b) ** power
    if out <= 1:
        return 0.0
    share = out ** (-1 / power)
    disc[0], disc[1] = x * share, y * share
    return hypot(x - disc[0], y - disc[1])
