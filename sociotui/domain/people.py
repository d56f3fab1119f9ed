"""People, the roles of a circle, and the terms for which they are held."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

PersonId = Annotated[str, Meta(extra={"person": "id"})]
"""The id of a person, or "" for nobody. What is marked so is found when somebody is forgotten."""
PersonName = Annotated[str, Meta(extra={"person": "name"})]
"""What a person is called; of whom the id beside it says, and where none is beside it, of whoever has that name."""
PersonPronouns = Annotated[str, Meta(extra={"person": "pronouns"})]
PersonLogin = Annotated[str, Meta(extra={"person": "login"})]
"""Of the person whose id stands beside them."""
PersonKey = Annotated[str, Meta(extra={"person": "key"})]
"""What lets in the person whose id stands beside it: a key, its fingerprint, the number of an account."""
PersonLabel = Annotated[str, Meta(extra={"person": "label"})]
"""What the person whose id stands beside it calls something of their own."""
PersonOrCircle = Annotated[str, Meta(extra={"person": "or circle"})]
"""A person or a circle, by id or by name, as it was said; a circle where it could be either."""


class Person(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Somebody of the organisation. `id` is short and stays; `name` is what others call them."""

    id: PersonId
    name: PersonName
    pronouns: PersonPronouns = ""
    login: PersonLogin = ""


class Term(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A role held by `person` up to and including the day `until`; open-ended where that is not set.

    A role has a term that ends (MVOS); an expired one gives no power.
    """

    person: PersonId
    until: date | None = None

    def holds(self, today: date) -> bool:
        """Tell whether the term still runs on `today`."""
        return self.until is None or today <= self.until


class Role(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A role of a circle besides the process roles: what it is for, what it does, who holds it until when.

    `person` is "" while it is vacant. Every role has a purpose, responsibilities, a holder and a term (MVOS).
    """

    id: str
    name: str
    purpose: str = ""
    responsibilities: tuple[str, ...] = ()
    person: PersonId = ""
    until: date | None = None

    @property
    def term(self) -> Term | None:
        """The term of who holds it; None while it is vacant."""
        return Term(person=self.person, until=self.until) if self.person else None
