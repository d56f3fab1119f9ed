"""Calling: which circle people mean by what they call it, its id or its name; several may have the same name."""

from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused, brief
from sociotui.domain.text import clean
from sociotui.words import _

_SHOWN = 8
"""How many circles of one name are told."""


def circle_meant(o: Organisation, said: str) -> str:
    """Return the id of the circle that is called so, by its id or, in whatever case, its name; `said` itself for none.

    Circles that have ended are meant where no other is called so. Refuses, with all that it could be, where several are.
    """
    if said in o.circles:
        return said
    name = _plain(said)
    called = [c for c in o.circles.values() if _plain(c.name) == name]
    found = [c.id for c in called if not c.ended] or [c.id for c in called]
    if len(found) <= 1:
        return found[0] if found else said
    told = [_told(o, id_) for id_ in found[:_SHOWN]] + (["…"] if len(found) > _SHOWN else [])
    raise Refused(
        _(
            "Several circles are called “{name}”: {which}. Say which one, by its id.",
            name=brief(said),
            which=", ".join(told),
        )
    )


def _told(o: Organisation, id_: str) -> str:
    """Return the id of a circle with what tells it from its namesakes: the circles in which it lies."""
    around = [o.circles[parent].name for parent in o.circles[id_].parents if parent in o.circles]
    return _("{id} (in {circles})", id=id_, circles=", ".join(around)) if around else id_


def _plain(name: str) -> str:
    return " ".join(clean(name).split()).casefold()
