"""Drafts: what files of another program say of an organisation, as they say it, before it meets the one that is here.

A reader makes a draft; `joining` makes of it a definition that fits an organisation. Between the two a draft can
travel to a server. In a draft people, circles and roles refer to each other by key: an id that the other program
gave, or a name. What a file does not speak of is None, so that nothing is emptied by it.
"""

from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from sociotui.words import _

MOST_PEOPLE, MOST_CIRCLES, MOST_ROLES = 20_000, 5_000, 50_000
"""How many a draft may have. Kubernetes' list has 36 circles and 224 people."""


MOST_LEFT = 5_000
"""How many things that can't come in are told one by one, however many are asked for: nobody reads more."""


class Left(Struct, frozen=True):
    """Something that can't come in as it is written: where it stands, and why, or what was made of it.

    A `note` tells of something that comes in, or stays as it is here, and that somebody would want to know.
    """

    place: str
    why: str
    note: bool = False

    def __str__(self) -> str:
        return _("{place}: {why}", place=self.place, why=self.why)


class FoundPerson(Struct, frozen=True, kw_only=True):
    """Somebody, as a file has them. `id` is one that the file wants for them here, or ""."""

    key: str
    name: str
    place: str
    id: str = ""
    pronouns: str | None = None
    login: str | None = None


class FoundCircle(Struct, frozen=True, kw_only=True):
    """A circle, as a file has it; `parents` and `members` are keys or names."""

    key: str
    name: str
    place: str
    id: str = ""
    parents: tuple[str, ...] | None = None
    vision: str | None = None
    mission: str | None = None
    aims: tuple[str, ...] | None = None
    domain: str | None = None
    until: date | None = None
    dialect: str | None = None
    members: tuple[str, ...] = ()


class Holding(Struct, frozen=True):
    """A person, by key or name, who holds a role, until a day where one is said."""

    person: str
    until: date | None = None


class FoundRole(Struct, frozen=True, kw_only=True):
    """A role of a circle (by key or name), as a file has it, a process role by its name; with all who hold it."""

    circle: str
    name: str
    place: str
    id: str = ""
    purpose: str | None = None
    responsibilities: tuple[str, ...] | None = None
    held: tuple[Holding, ...] = ()


class FoundMembership(Struct, frozen=True):
    """Somebody in a circle, both by key or name, where a file says so apart from either."""

    circle: str
    person: str
    place: str


class Draft(Struct, frozen=True, kw_only=True):
    """All that was read: `form` says how people call what it was read from, `name` what the organisation is called."""

    form: str
    name: str = ""
    vision: str | None = None
    mission: str | None = None
    people: tuple[FoundPerson, ...] = ()
    circles: tuple[FoundCircle, ...] = ()
    memberships: tuple[FoundMembership, ...] = ()
    roles: tuple[FoundRole, ...] = ()
    left: tuple[Left, ...] = ()


class Lefts:
    """Collects what can't come in, in the order in which it is met: up to `MOST_LEFT` things, and how many more."""

    def __init__(self, before: tuple[Left, ...] = ()) -> None:
        self._found: dict[Left, None] = dict.fromkeys(before)
        self._more, self._from = 0, ""

    def add(self, place: str, why: str) -> None:
        """Note what stands at `place`."""
        self._add(Left(place, why))

    def note(self, place: str, why: str) -> None:
        """Note something at `place` that is good to know."""
        self._add(Left(place, why, note=True))

    def _add(self, left: Left) -> None:
        if left.note or len(self._found) < MOST_LEFT or left in self._found:
            self._found[left] = None
        else:
            self._from = self._from or left.place
            self._more += 1

    def all(self) -> tuple[Left, ...]:
        """Return what was noted, each once."""
        if not self._more:
            return tuple(self._found)
        rest = _("from here on, {n} more things can't come in.", n=f"{self._more:,}")
        return (*self._found, Left(self._from, rest))

    def __iter__(self) -> Iterator[Left]:
        return iter(self.all())


def day_of(value: object) -> date | None:
    """Return the day that a value names: 2027-03-01, with a time after it or not, or a spreadsheet's own date.

    None where it names none; 03/04/2027 is one of two days, and is not guessed.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    if len(text) > 10 and text[10] not in "T ":
        return None
    try:
        return date.fromisoformat(text[:10]) if text[4:5] == "-" else None
    except ValueError:
        return None
