"""Customs: what a circle has agreed on about its own way of deciding; where practice has variants, these choose one."""

from typing import Literal

from msgspec import Struct

Absence = Literal["hold", "lazy", "views", "present"]
"""Consent is of all members, not of those present (MVOS). `hold`: a decision waits until the absent have answered.
`lazy`: it waits until they have, or until the window ends. `views`: those who will be absent give their views
before. `present`: who is absent cannot object."""
Approval = Literal["next", "end", "window"]
"""When minutes are approved: at the next meeting, at the end of the same one, or when a window ends."""
Hearing = Literal["organisation", "anybody"]
"""Who may say something to the circle between its meetings: everybody of the `organisation`, or `anybody` who can come in
to a server, guests too."""
Watching = Literal["members", "organisation", "anybody"]
"""Who may watch a meeting live where it is held on a server: the circle's `members`, everybody of the `organisation`, or
`anybody` who can come in there. Guests who take part are let in by the circle; a private meeting is watched by nobody
who does not take part."""


class Customs(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A circle's customs. What nobody has agreed on stands as here: nothing is adopted while an answer is missing.

    `window` and `minutes_window` are hours, `review` and `term` months that are proposed, `quorum` the number of
    members without whom nothing is decided (0: none is agreed), `watching` who may watch meetings that are not private,
    `keep_totals` whether speaking totals outlast a meeting, `hearing` who may say something to the circle between its
    meetings, `unnamed` whether that may be done without a name.
    """

    absence: Absence = "hold"
    window: int = 24
    quorum: int = 0
    minutes: Approval = "next"
    minutes_window: int = 48
    review: int = 12
    term: int = 12
    watching: Watching = "organisation"
    keep_totals: bool = False
    hearing: Hearing = "organisation"
    unnamed: bool = False
