"""Aims: how they nest: what an organisation is there for, what a circle does towards it, and what its circles do in turn.

Each aim serves a broader one, up to mission and vision of the whole (MVOS).
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from sociotui.domain.circles import Circle
from sociotui.domain.organisation import Organisation


class Link(Struct, frozen=True, kw_only=True):
    """One of those in a chain of aims. `place`: `whole` the organisation, `above`, `here` or `below`; `id` its circle's."""

    place: str
    name: str
    id: str = ""
    vision: str = ""
    mission: str = ""
    aims: tuple[str, ...] = ()


def chain(o: Organisation, circle: str) -> Iterator[Link]:
    """Yield what a circle's aims stand in: the organisation, the broader circles from the outermost on, it, those in it."""
    if o.about:
        yield Link(place="whole", name=o.about.name, vision=o.about.vision, mission=o.about.mission)
    yield from (_link("above", o.circles[id_]) for id_ in broader(o, circle))
    yield _link("here", o.circles[circle])
    yield from (_link("below", o.circles[id_]) for id_ in o.below.get(circle, ()))


def broader(o: Organisation, circle: str) -> list[str]:
    """Return the circles around a circle, the outermost first; each once, though several ways lead to it."""
    around = _around(o, circle)
    return sorted(around, key=lambda id_: len(_around(o, id_)))


def _around(o: Organisation, circle: str) -> list[str]:
    found: dict[str, None] = {}
    todo = [circle]
    for id_ in todo:
        further = [p for p in o.circles[id_].parents if p in o.circles and p != circle and p not in found]
        found |= dict.fromkeys(further)
        todo += further
    return list(found)[::-1]


def in_a_line(aims: Sequence[str]) -> str:
    """Return aims as one line, "" where there are none."""
    return " · ".join(" ".join(aim.split()) for aim in aims if aim.strip())


def _link(place: str, circle: Circle) -> Link:
    return Link(
        place=place, name=circle.name, id=circle.id, vision=circle.vision, mission=circle.mission, aims=circle.aims
    )
