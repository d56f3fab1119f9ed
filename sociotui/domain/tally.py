"""Tally: what is counted of a meeting while it goes on, in sums of the circle: rounds, turns, passes, objections. Nobody is named.

"Speaking time is the circle's own mirror: live and aggregate by default, discarded when the meeting closes unless the
circle has consented to keep totals" (MVOS). Turns and passes go the same way; rounds and objections stay as numbers.
"""

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from sociotui.domain.meeting import Meeting


class Tally(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Sums of one meeting. Of the rounds that were `begun`, somebody having spoken or passed, `full` ones came to their end.

    `turns` are those in which one might have passed, `passes` those in which somebody did. `raised`, `integrated` and
    `released` count objections, on all subjects; what is left over was open when the meeting ended.
    """

    begun: int = 0
    full: int = 0
    turns: int = 0
    passes: int = 0
    raised: int = 0
    integrated: int = 0
    released: int = 0


NOTHING = Tally()
"""Nothing has happened yet."""


def tally_of(m: "Meeting") -> Tally:
    """Return the tally of a meeting as it stands, with its objections."""
    states = [o.state for ledger in m.ledgers.values() for o in ledger.objections]
    return replace(
        m.tally, raised=len(states), integrated=states.count("integrated"), released=states.count("released")
    )


def kept(m: "Meeting") -> Tally:
    """Return what outlasts a meeting: turns and passes only where the circle has consented to keep totals."""
    found = tally_of(m)
    return found if m.circle.customs.keep_totals else replace(found, turns=0, passes=0)
