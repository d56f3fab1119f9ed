"""Changes: what somebody asks to have changed in an organisation's structure outside of meetings, edit by edit."""

from datetime import date
from typing import Union

from msgspec import Struct

from sociotui.domain.circles import Circle
from sociotui.domain.customs import Hearing
from sociotui.domain.event import Command, Event
from sociotui.domain.people import PersonId, PersonName


class Edit(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="edit"):
    """One thing that is to be changed, tagged by what it does. What is None stays as it is; "" and () empty it."""


class Describe(Edit, frozen=True, kw_only=True, tag="describe"):
    """The organisation says something else of itself."""

    name: str | None = None
    vision: str | None = None
    mission: str | None = None


class SetPerson(Edit, frozen=True, kw_only=True, tag="person"):
    """Somebody is entered, where they are `new`, or something else is known of them."""

    person: PersonId
    new: bool = False
    name: str | None = None
    pronouns: str | None = None
    login: str | None = None


class FormCircle(Edit, frozen=True, kw_only=True, tag="form"):
    """A circle is founded. Its id, where it has none, is made from its name; a role without a term gets the usual one."""

    circle: Circle


class SetCircle(Edit, frozen=True, kw_only=True, tag="circle"):
    """A circle says something else of itself, or lies within others. `lasting` ends that it works `until` a day.

    `hearing` and `unnamed` are its customs on what is said to it between meetings.
    """

    circle: str
    name: str | None = None
    vision: str | None = None
    mission: str | None = None
    aims: tuple[str, ...] | None = None
    domain: str | None = None
    parents: tuple[str, ...] | None = None
    until: date | None = None
    lasting: bool = False
    hearing: Hearing | None = None
    unnamed: bool | None = None


class EndCircle(Edit, frozen=True, kw_only=True, tag="end"):
    """A circle ends, and with it its memberships, roles and links."""

    circle: str


class Join(Edit, frozen=True, kw_only=True, tag="join"):
    """Somebody becomes a member of a circle; with a `name` who is not known yet is entered."""

    circle: str
    person: PersonId
    name: PersonName = ""


class Leave(Edit, frozen=True, kw_only=True, tag="leave"):
    """Somebody's membership in a circle ends, and the roles with it."""

    circle: str
    person: PersonId


class Seat(Edit, frozen=True, kw_only=True, tag="seat"):
    """The members of a circle sit in another order; who is not named keeps to the order after them."""

    circle: str
    members: tuple[PersonId, ...]


class SetRole(Edit, frozen=True, kw_only=True, tag="role"):
    """A role of a circle, besides the process roles, is added where it is `new`, or described otherwise."""

    circle: str
    role: str
    new: bool = False
    name: str | None = None
    purpose: str | None = None
    responsibilities: tuple[str, ...] | None = None


class GiveRole(Edit, frozen=True, kw_only=True, tag="give"):
    """Somebody holds a role of a circle until the end of a term, the usual one where no day is named."""

    circle: str
    role: str
    person: PersonId
    until: date | None = None


class VacateRole(Edit, frozen=True, kw_only=True, tag="vacate"):
    """Nobody holds a role any more."""

    circle: str
    role: str


class EndRole(Edit, frozen=True, kw_only=True, tag="end-role"):
    """A circle no longer has a role."""

    circle: str
    role: str


AnyEdit = Union[  # noqa: UP007
    Describe,
    SetPerson,
    FormCircle,
    SetCircle,
    EndCircle,
    Join,
    Leave,
    Seat,
    SetRole,
    GiveRole,
    VacateRole,
    EndRole,
]


class Busy(Struct, frozen=True):
    """The circles that meet at this moment, and the people who are in these meetings, by id."""

    circles: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


class ChangeStructure(Command, frozen=True, kw_only=True):
    """Change the structure, all of it or nothing, by a `decision` on record (its id), or by a note `why` it is recorded.

    `busy` is what meets now; a room fills it in.
    """

    edits: tuple[AnyEdit, ...]
    decision: str = ""
    why: str = ""
    today: date
    busy: Busy = Busy()


class Step(Struct, frozen=True):
    """What one command put on an organisation's record; `number` is that of its first event, which names it for good."""

    number: int
    actor: str
    events: tuple[Event, ...]


class UndoChange(Command, frozen=True, kw_only=True):
    """Take back what change number `change` did. `steps` is all that is on record; a room fills it in, and `busy`."""

    change: int
    why: str = ""
    today: date
    steps: tuple[Step, ...] = ()
    busy: Busy = Busy()
