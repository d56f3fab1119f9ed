"""Circle: the organisation that meets at the server: twelve who sit together, a small circle of some, and somebody outside."""

from collections.abc import Iterable

TWELVE = ("ana", "ben", "chidi", "dara", "eli", "fay", "gio", "hana", "ivo", "jun", "kim", "zoe")
MILL = ("gio", "hana", "ivo")
OUTSIDE = "nia"
"""Whom the organisation knows, and who is in no circle."""
FACILITATOR, SECRETARY = "zoe", "eli"
NAMES = {person: person.capitalize() for person in (*TWELVE, OUTSIDE)}

_PERSON = '[[person]]\nid = "{id}"\nname = "{name}"\n'
_CIRCLES = """
[[circle]]
id = "well"
name = "Well circle"
aims = ["Clean water for forty households", "A spring that still runs in a hundred years"]
members = [{twelve}]

[circle.roles]
leader = "ana"
delegate = "ben"
facilitator = "zoe"
secretary = "eli"

[[circle]]
id = "mill"
name = "Mill circle"
parents = ["well"]
aims = ["Flour for everybody"]
members = [{mill}]

[circle.customs]
watching = "{watching}"

[circle.roles]
leader = "gio"
delegate = "hana"
facilitator = "hana"
secretary = "ivo"
"""


def organisation(watching: str = "members") -> str:
    """Return the organisation as a file has it; `watching` says who may watch what the Mill circle does."""
    people = "\n".join(_PERSON.format(id=id_, name=name) for id_, name in NAMES.items())
    head = '[organisation]\nname = "Twelve Wells"\n\n'
    return head + people + _CIRCLES.format(twelve=_quoted(TWELVE), mill=_quoted(MILL), watching=watching)


def _quoted(people: Iterable[str]) -> str:
    return ", ".join(f'"{person}"' for person in people)
