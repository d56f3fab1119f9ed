"""People: in which circles somebody is, by what, and which roles they hold there until when."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sociotui.domain.circles import Circle
from sociotui.domain.dialects import word
from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Term


class Part(NamedTuple):
    """Somebody's part in a circle: their roles there with their terms; `linked` where they are in it by double link alone."""

    circle: Circle
    roles: tuple[tuple[str, Term], ...]
    linked: bool


def role_called(circle: Circle, role: str) -> str:
    """Return what a role is called in a circle: by its own name, or by the dialect's word for it."""
    name = circle.role_name(role)
    return word(circle.dialect, role) if name == role else name


def parts_of(o: Organisation, person: str, today: date) -> Iterator[Part]:
    """Yield the circles that somebody is in, in the order in which they were founded."""
    below = o.below
    for circle in o.circles.values():
        roles = tuple((role_called(circle, id_), term) for id_, term in circle.terms().items() if term.person == person)
        if person in circle.members:
            yield Part(circle, roles, linked=False)
        elif any(_links(o.circles[child], person, today) for child in below[circle.id]):
            yield Part(circle, roles, linked=True)


def _links(circle: Circle, person: str, today: date) -> bool:
    """Tell whether somebody links a sub-circle to the broader one, as its leader or delegate (MVOS)."""
    if circle.until and circle.until < today:
        return False
    return person in (circle.holder("leader", today), circle.holder("delegate", today))
