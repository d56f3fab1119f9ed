"""Errands that look into the mirror: the figures of a meeting, a circle or all, and one's own; as an object."""

from typing import Any

from sociotui.domain.mirror.figures import Asked
from sociotui.domain.refusal import Refused
from sociotui.domain.text import plain_date
from sociotui.room.beside import AtHome, Beside
from sociotui.room.caller import Sent
from sociotui.words import _


def mirror(sent: Sent) -> Beside:
    """Return what is seen in the mirror; own figures are always of who asks, and nobody else can be named."""
    from sociotui.room.mirrored import look_into, told

    said = sent.said
    if said.get("person", "") not in ("", sent.caller.identity.person):
        raise Refused(_("Figures of one person are for that person alone. Leave the name out, and you see your own."))
    first, last = (plain_date(said[name]) if said.get(name) else None for name in ("first", "last"))
    asked = Asked(
        circle=said.get("circle", ""),
        meeting=said.get("meeting", ""),
        first=first,
        last=last,
        own=bool(said.get("own")),
    )
    work = look_into(sent.home, asked, sent.caller.identity)

    def found(_at_home: AtHome) -> Any:
        return told(work())

    return Beside(found, light=True)
