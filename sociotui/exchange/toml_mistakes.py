"""Mistakes in data that should fit a type: each with its place, and a sentence that says what would fit."""

from collections.abc import Iterable, Iterator
from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple

import msgspec
from msgspec import inspect

from sociotui.domain.refusal import nearest
from sociotui.exchange.toml_file import Word, Words
from sociotui.exchange.toml_lines import Where
from sociotui.words import _

_SHOWN = 40
"""Characters of somebody's text that a sentence repeats."""
_CLOSE = 0.6
"""How much alike two words are, from 0 to 1, when one may be a slip for the other."""


class Mistake(NamedTuple):
    """Something that does not fit, and where it stands."""

    where: Where
    reason: str


def mistakes(data: object, type_: type, words: Words) -> list[Mistake]:
    """Return what keeps `data` (as `tomllib` gives it) from being of `type_`, in the order of the type's fields.

    Empty where all fits, and where what does not fit is none of: structs, lists, tables, text, whole numbers,
    yes and no, days, a choice of words.
    """
    return list(_walk(data, inspect.type_info(type_), (), words))


def _walk(value: object, info: inspect.Type, where: Where, words: Words) -> Iterator[Mistake]:
    if isinstance(info, inspect.Metadata):  # what is marked as a person's is text like any other
        yield from _walk(value, info.type, where, words)
    elif isinstance(info, inspect.StructType):
        yield from _struct(value, info, where, words)
    elif isinstance(info, inspect.DictType):
        yield from _dict(value, info, where, words)
    elif isinstance(info, (inspect.VarTupleType, inspect.ListType)):
        yield from _list(value, info, where, words)
    elif isinstance(info, inspect.UnionType):
        choices = [t for t in info.types if not isinstance(t, inspect.NoneType)]
        found = [list(_walk(value, choice, where, words)) for choice in choices]
        yield from [] if [] in found else found[0]
    elif not _fits(value, info):
        yield Mistake(where, _wrong(value, info, where))


def _fits(value: object, info: inspect.Type) -> bool:
    if isinstance(info, inspect.StrType):
        return isinstance(value, str)
    if isinstance(info, inspect.IntType):
        return isinstance(value, int) and not isinstance(value, bool)
    if isinstance(info, inspect.BoolType):
        return isinstance(value, bool)
    if isinstance(info, inspect.LiteralType):
        return value in info.values
    return not isinstance(info, inspect.DateType) or _is_day(value)


def _is_day(value: object) -> bool:
    try:
        msgspec.convert(value, date)
    except msgspec.ValidationError:
        return False
    return True


def _struct(value: object, info: inspect.StructType, where: Where, words: Words) -> Iterator[Mistake]:
    word = words.get(info.cls, Word(_("this part")))
    if not isinstance(value, dict):
        yield Mistake(where, _no_table(where, word))
        return
    known = {f.encode_name: f for f in info.fields}
    odd = [key for key in value if key not in known] if info.forbid_unknown_fields else []
    for key in odd:
        yield Mistake((*where, key), _unknown_field(word.what, key, known))
    for name, field in known.items():
        if name in value:
            yield from _walk(value[name], field.type, (*where, name), words)
        elif field.required and not odd:  # an odd field is most likely the missing one, written otherwise
            yield Mistake(where, _missing(word.what, name, field.type))


def _dict(value: object, info: inspect.DictType, where: Where, words: Words) -> Iterator[Mistake]:
    if not isinstance(value, dict):
        yield Mistake(where, _no_table(where, Word("")))
        return
    for key, held in value.items():
        if not _fits(key, info.key_type):
            yield Mistake((*where, key), _no_choice(key, info.key_type, _field(where)))
        yield from _walk(held, info.value_type, (*where, key), words)


def _list(
    value: object, info: inspect.VarTupleType | inspect.ListType, where: Where, words: Words
) -> Iterator[Mistake]:
    if isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _walk(entry, info.item_type, (*where, number), words)
    elif isinstance(info.item_type, inspect.StructType):
        yield Mistake(
            where,
            _(
                "there can be several: begin each with a line [[{field}]], in two pairs of brackets.",
                field=_field(where),
            ),
        )
    else:
        yield Mistake(
            where,
            _(
                "“{field}” takes a list in square brackets, like {field} = [{value}].",
                field=_field(where),
                value=_in_quotes(value),
            ),
        )


# --- sentences -----------------------------------------------------------------------------------


def _short(value: object) -> str:
    """Return somebody's value on one line, cut where it would make a sentence too long to read."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _in_quotes(value: object) -> str:
    """Return a value as text in quotes, as its author may have meant it."""
    plain = isinstance(value, (str, int, float, date)) and '"' not in str(value)
    return f'"{_short(value)}"' if plain else '"…"'


def _meant(word: str, known: Iterable[str]) -> str:
    """Return the known word that somebody most likely meant, or "": a far-fetched one would lead astray."""
    near = nearest(word, known, most=1)
    return near[0] if near and SequenceMatcher(None, word, near[0]).ratio() >= _CLOSE else ""


def _field(where: Where) -> str:
    """Return the name of the field that a place is in."""
    return _short(next((part for part in reversed(where) if isinstance(part, str)), ""))


def _unknown_field(what: str, key: str, known: Iterable[str]) -> str:
    if near := _meant(key, known):
        return _("{what} has no “{field}”. Did you mean “{near}”?", what=what, field=_short(key), near=near)
    return _("{what} has no “{field}”. It can have: {known}.", what=what, field=_short(key), known=", ".join(known))


def _missing(what: str, name: str, info: inspect.Type) -> str:
    if isinstance(info, inspect.StructType):
        return _("{what} needs its “{field}”. Begin it with a line [{field}].", what=what, field=name)
    if isinstance(info, (inspect.VarTupleType, inspect.ListType)):
        return _("{what} needs a “{field}” at least. Begin each with a line [[{field}]].", what=what, field=name)
    if isinstance(info, inspect.LiteralType):
        choice = f'"{info.values[0]}"'
    else:
        choice = {inspect.IntType: "5", inspect.DateType: "2027-03-01"}.get(type(info), '"…"')
    return _("{what} needs its “{field}”. Add a line {field} = {choice}.", what=what, field=name, choice=choice)


def _no_table(where: Where, word: Word) -> str:
    field = _field(where)
    if word.like:
        return _("“{field}” takes {like}.", field=field, like=word.like)
    return _(
        "“{field}” comes once and has fields of its own. Begin it with a line [{header}], in one pair of brackets.",
        field=field,
        header=_header(where),
    )


def _header(where: Where) -> str:
    return ".".join(_short(part) for part in where if isinstance(part, str))


def _wrong(value: object, info: inspect.Type, where: Where) -> str:
    field = _field(where)
    if isinstance(info, inspect.LiteralType):
        return _no_choice(value, info, field)
    if isinstance(info, inspect.IntType):
        return _("“{field}” takes a whole number, like {field} = 5.", field=field)
    if isinstance(info, inspect.BoolType):
        return _("“{field}” takes true or false, without quotes.", field=field)
    if isinstance(info, inspect.DateType):
        return _("“{field}” takes a day, like {field} = 2027-03-01.", field=field)
    if where and isinstance(where[-1], int):
        return _("each entry of “{field}” is text in quotes, like {value}.", field=field, value=_in_quotes(value))
    return _("“{field}” takes text in quotes, like {field} = {value}.", field=field, value=_in_quotes(value))


def _no_choice(value: object, info: inspect.Type, field: str) -> str:
    """Say which words would do in `field`, as its value or as the names of its own fields."""
    choices = [str(v) for v in info.values if v != ""] if isinstance(info, inspect.LiteralType) else []
    given, known = _short(value), ", ".join(choices)
    if near := _meant(given, choices):
        return _(
            "“{field}” has no “{given}”. Did you mean “{near}”? It can be: {known}.",
            field=field,
            given=given,
            near=near,
            known=known,
        )
    return _("“{field}” has no “{given}”. It can be: {known}.", field=field, given=given, known=known)
