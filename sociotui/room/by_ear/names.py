"""Names: who is meant by a name as people say it, in whatever case, or by how it begins."""

from collections.abc import Mapping

from sociotui.domain.calling import person_meant
from sociotui.domain.refusal import Refused, unknown
from sociotui.room.by_ear.around import Around
from sociotui.words import _


class Several(Refused):
    """A name that several people could be meant by; `those` are their names by their ids."""

    def __init__(self, said: str, those: Mapping[str, str]) -> None:
        self.those = dict(those)
        which = ", ".join(_("{name} ({id})", id=i, name=n) if i != n.casefold() else n for i, n in those.items())
        super().__init__(_("“{said}” could be several: {which}. Which one?", said=said, which=which))


def whole(around: Around, said: str) -> str:
    """Return the id of who is called just so: by the id, the name or the first part of it; "" for nobody."""
    for names in (around.people, around.others):
        try:
            meant = person_meant(names, said)
        except Refused as refusal:
            plain = said.casefold()
            those = {i: n for i, n in names.items() if n.casefold() == plain or n.casefold().split()[0] == plain}
            raise (Several(said, those) if those else refusal) from None
        if meant in names:
            return meant
    return ""


def meant(around: Around, said: str) -> str:
    """Return the id of who is called so, or whose name begins so, those in the room before the others; "" for nobody."""
    if not said:
        return ""
    if id_ := whole(around, said):
        return id_
    plain = said.casefold()
    here = {i: around.people[i] for i in around.here if i in around.people}
    for names in (here, around.people, around.others):
        begun = {i: n for i, n in names.items() if i.startswith(plain) or n.casefold().startswith(plain)}
        if len(begun) > 1:
            raise Several(said, begun)
        if begun:
            return next(iter(begun))
    return ""


def somebody(around: Around, said: str) -> str:
    """Return the id of who is meant; refuses with the nearest where nobody is."""
    id_ = meant(around, said)
    if not id_:
        raise unknown(_("person"), said, {**around.people, **around.others})
    return id_
