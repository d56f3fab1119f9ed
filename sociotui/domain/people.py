"""People, and the terms for which they hold a role."""

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
