"""People, the roles of a circle, and the terms for which they are held."""

from datetime import date

from msgspec import Struct


class Person(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Somebody of the organisation. `id` is short and stays; `name` is what others call them."""

    id: str
    name: str
    pronouns: str = ""
    login: str = ""


class Term(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A role held by `person` up to and including the day `until`; open-ended where that is not set.

    A role has a term that ends (MVOS); an expired one gives no power.
    """

    person: str
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
    person: str = ""
    until: date | None = None

    @property
    def term(self) -> Term | None:
        """The term of who holds it; None while it is vacant."""
        return Term(person=self.person, until=self.until) if self.person else None
