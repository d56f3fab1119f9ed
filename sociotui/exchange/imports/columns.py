"""Columns of people's own tables: what each is called, in any case and order, and what it stands for."""

from collections.abc import Sequence
from typing import Literal

Kind = Literal["person", "circle", "role", "member", "organisation"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "kind": ("type", "what"),
    "id": ("key", "slug"),
    "name": ("full name", "display name", "title"),
    "first name": ("firstname", "given name", "forename"),
    "last name": ("lastname", "family name", "surname"),
    "person": ("holder", "held by", "filled by", "role holder", "member"),
    "pronouns": ("pronoun",),
    "login": ("account", "username", "user name"),
    "circle": ("circle name", "team", "group"),
    "circles": ("member of", "teams", "groups"),
    "parents": (
        "parent",
        "parent circle",
        "parent circles",
        "broader circle",
        "super circle",
        "supercircle",
        "part of",
    ),
    "vision": (),
    "mission": (),
    "aims": ("aim",),
    "domain": ("domains",),
    "dialect": (),
    "members": ("people", "circle members"),
    "leader": ("circle leader", "lead link", "circle lead"),
    "facilitator": (),
    "secretary": (),
    "delegate": ("rep link", "circle rep", "representative"),
    "role": ("role name",),
    "purpose": (),
    "responsibilities": ("responsibility", "accountabilities", "accountability", "duties"),
    "linked from": (),
    "until": ("term", "term ends", "ends", "end date", "elected until", "term until"),
}
"""Each column and its other names. What a column says depends on the kind of its row: see the README's table."""

OUR_OWN = frozenset(
    {"place", "person_name", "state", "absence", "window_hours", "quorum", "minutes_approval", "minutes_window_hours"}
    | {"review_months", "term_months", "watching", "keep_totals", "hearing", "unnamed"}
)
"""Columns that `export tables` writes beside these; they say what the program knows better, and are passed over."""

KINDS: dict[str, Kind] = {
    **dict.fromkeys(("person", "people", "member of the organisation"), "person"),
    **dict.fromkeys(("circle", "circles", "team", "group"), "circle"),
    **dict.fromkeys(("role", "roles"), "role"),
    **dict.fromkeys(("member", "members", "membership"), "member"),
    **dict.fromkeys(("organisation", "organization"), "organisation"),
}
"""What a row of a file with a column “kind” can be."""

_BY_NAME = {name: column for column, others in COLUMNS.items() for name in (column, *others)}


def column_of(head: str) -> str:
    """Return the column that a heading names, or "" where it names none."""
    return _BY_NAME.get(" ".join(head.replace("_", " ").replace("-", " ").split()).casefold(), "")


def kind_of(columns: Sequence[str]) -> Kind | None:
    """Return what the rows of a file without a column “kind” are; None where its columns do not say."""
    has = {*columns}
    if "role" in has and has & {"circle", "circles"}:
        return "role"
    if has & {"parents", "aims", "mission", "vision", "domain", "members", "leader", "delegate", "facilitator"}:
        return "circle"
    if has == {"circle", "person"} or ({"circle", "person"} <= has and not has & {"login", "pronouns"}):
        return "member"
    if has & {"name", "person", "first name", "last name"}:
        return "person"
    return "circle" if "circle" in has else None
