"""Calling: which circle, or whom, people mean by what they say, an id or a name; several may have the same name."""

from collections.abc import Mapping

from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused, brief
from sociotui.domain.text import clean
from sociotui.words import _

_SHOWN = 8
"""How many of one name are told."""


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


def person_meant(names: Mapping[str, str], said: str) -> str:
    """Return the id of who is called so, of `names` by their ids; `said` itself for nobody.

    Somebody is called by their id, their name, or the first part of it, in whatever case. Refuses, with all ids, where
    several are.
    """
    if said in names:
        return said
    plain = _plain(said)
    if plain in names:
        return plain
    whole = [id_ for id_, name in names.items() if _plain(name) == plain]
    found = whole or [id_ for id_, name in names.items() if plain and _plain(name).split(" ")[0] == plain]
    if len(found) <= 1:
        return found[0] if found else said
    ids = ", ".join(found[:_SHOWN] + (["…"] if len(found) > _SHOWN else []))
    raise Refused(_("Several people are called “{name}”: {ids}. Say which one, by the id.", name=brief(said), ids=ids))


def _told(o: Organisation, id_: str) -> str:
    """Return the id of a circle with what tells it from its namesakes: the circles in which it lies."""
    around = [o.circles[parent].name for parent in o.circles[id_].parents if parent in o.circles]
    return _("{id} (in {circles})", id=id_, circles=", ".join(around)) if around else id_


def _plain(name: str) -> str:
    return " ".join(clean(name).split()).casefold()
