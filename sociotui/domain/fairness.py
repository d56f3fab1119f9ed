"""Fair starts: a starting person and a direction for a round that even out who has begun before.

"The facilitator should speak neither first nor last, and varies start and direction from round to round" (WDWD).
In a selection's consent round the nominee speaks last (MVOS).
"""

from collections.abc import Sequence
from typing import get_args

from msgspec import Struct

from sociotui.domain.people import PersonId
from sociotui.domain.round import Direction

DIRECTIONS: tuple[Direction, ...] = get_args(Direction)


class Start(Struct, frozen=True):
    """Who began a round of this circle, and in which direction it went."""

    person: PersonId
    direction: Direction


def around(seats: Sequence[str], start: str, direction: Direction) -> tuple[str, ...]:
    """Return the order of speaking: from `start` from neighbour to neighbour; `start` sits among `seats`."""
    at = seats.index(start)
    turned = (*seats[at:], *seats[:at])
    return turned if direction == "left" else (turned[0], *reversed(turned[1:]))


def fair_start(seats: Sequence[str], history: Sequence[Start], facilitator: str = "", last: str = "") -> Start:
    """Propose the fairest start for people on `seats` (one at the least), given this circle's earlier ones.

    `last`, where given, ends the round whatever else; the facilitator then keeps off both ends as far as the
    number of people allows; then who began least often, longest ago; then the direction that was used less.
    """
    counts = dict.fromkeys(seats, 0)
    recent = dict.fromkeys(seats, -1)
    used = dict.fromkeys(DIRECTIONS, 0)
    for when, start in enumerate(history):
        used[start.direction] += 1
        if start.person in counts:
            counts[start.person] += 1
            recent[start.person] = when
    before = history[-1].person if history and history[-1].person in counts else seats[-1]
    neighbours = (*around(seats, before, "left")[1:], before)

    def unfairness(start: Start) -> tuple[int, ...]:
        order = around(seats, start.person, start.direction)
        return (
            int(bool(last) and order[-1] != last),
            2 * (order[0] == facilitator) + (order[-1] == facilitator),
            counts[start.person],
            recent[start.person],
            used[start.direction],
            neighbours.index(start.person),
        )

    return min((Start(p, d) for p in seats for d in DIRECTIONS), key=unfairness)
