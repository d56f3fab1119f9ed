"""Cards: what a meeting carries of its circle and of policies, so that it can be told without anything else."""

from datetime import date

from msgspec import Struct

from sociotui.domain.circles import Dialect
from sociotui.domain.customs import Customs
from sociotui.domain.dialects import word
from sociotui.domain.people import PersonId, Term


class CircleCard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a meeting carries of its circle, so that it can be told without anything else.

    `roles` are all of its roles that are held, by id, and `names` what they are called where that is not the id;
    `parents` the broader circles' names by their ids.
    """

    id: str
    name: str
    vision: str = ""
    mission: str = ""
    aims: tuple[str, ...] = ()
    domain: str = ""
    dialect: Dialect = "sofa"
    customs: Customs = Customs()
    roles: dict[str, Term] = {}
    names: dict[str, str] = {}
    parents: dict[str, str] = {}

    def role_name(self, role: str) -> str:
        """Return what a role is called here: its own name, or the dialect's word for it."""
        return self.names.get(role) or word(self.dialect, role)


class Card(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a meeting carries of a policy that is looked at in it."""

    id: str
    title: str
    text: str
    review: date
    adopted: date
    why: str = ""
    responsible: PersonId = ""
    measures: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
