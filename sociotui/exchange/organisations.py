"""Organisations as files: people, circles and roles, written as TOML and read back without loss."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields as fields_of

from sociotui.domain.circles import PROCESS_ROLES, Circle, ProcessRole
from sociotui.domain.customs import Customs
from sociotui.domain.defining import Misfit, check, check_ids
from sociotui.domain.organisation import About, Definition, Organisation
from sociotui.domain.people import Person, Role, Term
from sociotui.domain.refusal import Refused
from sociotui.exchange.toml_file import Source, Word, Words, text_of
from sociotui.exchange.toml_lines import Where
from sociotui.words import _

if TYPE_CHECKING:
    from tomlkit.items import AoT, Array, Item, Table

_WIDTH = 100
"""Columns that a list may take before it is written with a line for each entry."""
_PARTS = ("customs", "roles", "role")
"""Fields that are written as tables of their own."""


def definition_of(organisation: Organisation) -> Definition:
    """Return the structure of an organisation, to be written to a file. Refuses where none was founded yet."""
    if organisation.about is None:
        raise Refused(_("There is no organisation here yet. Found one (sociotui init), or bring one in from a file."))
    return Definition(
        organisation=organisation.about,
        person=tuple(organisation.people.values()),
        circle=tuple(organisation.circles.values()),
    )


# --- reading -------------------------------------------------------------------------------------


def load_organisation(path: Path, organisation: Organisation | None = None) -> Definition:
    """Return what an organisation's file says; raises `Misread`, like `read_organisation` and `text_of`."""
    return read_organisation(text_of(path), str(path), organisation)


def read_organisation(text: str, source: str, organisation: Organisation | None = None) -> Definition:
    """Return what a text of the organisation's format says, cleaned and checked; nothing of it is guessed.

    `source` is what people call the file. `organisation` is the one that it is for, where there is one: the file
    may then refer to people and circles that only that one names. Raises `Misread` with line and reason.
    """
    file = Source(text, source, _words())
    definition = file.convert(_with_terms(file.data()), Definition)
    try:
        check_ids(definition)  # as they are written: an id is not cleaned into another one
        definition = _cleaned(file, definition)
        check(definition, organisation)
    except Misfit as misfit:
        raise file.misread(_place(misfit, definition, organisation), str(misfit)) from misfit
    return definition


def _words() -> Words:
    return {
        Definition: Word(_("the file")),
        About: Word(_("the organisation")),
        Person: Word(_("a person")),
        Circle: Word(_("a circle")),
        Customs: Word(_("a part on customs")),
        Role: Word(_("a role besides the process roles")),
        Term: Word(_("a role"), like='a person, like "ana", or { person = "ana", until = 2027-03-01 }'),
    }


def _with_terms(data: dict[str, Any]) -> dict[str, Any]:
    """Return the file's data with each role that is a plain person written out; a role left empty is vacant."""
    circles = data.get("circle")
    return data | {"circle": [_with_terms_in(c) for c in circles]} if isinstance(circles, list) else data


def _with_terms_in(circle: object) -> object:
    roles = circle.get("roles") if isinstance(circle, dict) else None
    if not isinstance(circle, dict) or not isinstance(roles, dict):
        return circle
    written = {role: {"person": held} if isinstance(held, str) else held for role, held in roles.items() if held != ""}
    return circle | {"roles": written}


def _cleaned(file: Source, definition: Definition) -> Definition:
    return Definition(
        organisation=file.cleaned(definition.organisation, ("organisation",)),
        person=tuple(file.cleaned(p, ("person", n)) for n, p in enumerate(definition.person)),
        circle=tuple(file.cleaned(c, ("circle", n)) for n, c in enumerate(definition.circle)),
    )


def _place(misfit: Misfit, definition: Definition, organisation: Organisation | None) -> Where:
    """Return where in the file a misfit stands, down to the entry of a list where that is known."""
    if misfit.kind == "organisation":
        return ("organisation", misfit.field)
    parts = (int(part) if part.isdigit() else part for part in misfit.field.split("."))
    where: Where = (misfit.kind, misfit.index, *parts)
    if misfit.field not in ("members", "parents"):
        return where
    entries: tuple[str, ...] = getattr(definition.circle[misfit.index], misfit.field)
    known = _known(misfit.field, definition, organisation or Organisation())
    odd = next((n for n, entry in enumerate(entries) if entry not in known or entry in entries[:n]), None)
    return where if odd is None else (*where, odd)


def _known(field: str, definition: Definition, organisation: Organisation) -> set[str]:
    if field == "members":
        return {p.id for p in definition.person} | set(organisation.people)
    return {c.id for c in definition.circle} | set(organisation.circles)


# --- writing -------------------------------------------------------------------------------------


def write_organisation(definition: Definition) -> str:
    """Return a definition as the text of its file, laid out to be read and edited by people.

    What is empty is left out. `read_organisation` reads the same definition back, if its text was cleaned before.
    """
    import tomlkit

    document = tomlkit.document()
    document["organisation"] = _table(definition.organisation)
    for kind, parts in (("person", definition.person), ("circle", definition.circle)):
        if parts:
            tables = tomlkit.aot()
            for part in parts:
                tables.append(_table(part))
            document[kind] = tables
    return tomlkit.dumps(document)


def _table(part: "About | Person | Circle | Role | Customs") -> "Table":
    """Return a part as a table, its fields in their order and those that say nothing beyond their defaults left out."""
    import tomlkit

    table = tomlkit.table()
    for name, default in _fields(type(part)):
        value = getattr(part, name)
        if value == default and name != "dialect":  # which one it is, people like to see
            continue
        if isinstance(value, str):
            table[name] = _text(value)
        elif name == "role":
            table[name] = _roles_beside(value)
        elif isinstance(value, tuple):
            table[name] = _list(value)
        elif isinstance(value, Customs):
            table[name] = _table(value)
        elif isinstance(value, dict):
            table[name] = _roles(value)
        else:
            table[name] = value
    return table


def _fields(kind: type[Struct]) -> Iterator[tuple[str, object]]:
    """Return the name of each field and its default; plain values first, as TOML wants them before what has parts."""
    fields = [(f.name, f.default if f.default_factory is NODEFAULT else f.default_factory()) for f in fields_of(kind)]
    for parts in (False, True):
        yield from ((name, default) for name, default in fields if (name in _PARTS) is parts)


def _roles(roles: Mapping[ProcessRole, Term]) -> "Table":
    import tomlkit

    table = tomlkit.table()
    for role in PROCESS_ROLES:
        if role in roles:
            table[role] = _held(roles[role])
    return table


def _roles_beside(roles: tuple[Role, ...]) -> "AoT":
    import tomlkit

    tables = tomlkit.aot()
    for role in roles:
        tables.append(_table(role))
    return tables


def _held(term: Term) -> "Item":
    import tomlkit

    if term.until is None:
        return _text(term.person)
    held = tomlkit.inline_table()
    held["person"] = _text(term.person)
    held["until"] = term.until
    return held


def _text(text: str) -> "Item":
    """Return text in quotes; over several lines where it has several, beginning on a line of its own."""
    import tomlkit

    if "\n" not in text:
        return tomlkit.string(text)
    quotes = '"' * 3
    written = tomlkit.string(text, multiline=True).as_string().removeprefix(quotes)
    return tomlkit.value(f"{quotes}\n{written}")  # a line end after the quotes is no part of the text


def _list(entries: tuple[str, ...]) -> "Array":
    import tomlkit

    array = tomlkit.array()
    array.extend([_text(entry) for entry in entries])
    written = array.as_string()
    return array.multiline(len(written) > _WIDTH or "\n" in written)
