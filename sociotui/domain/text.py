"""Text from people: cleaned once, at the one place where it enters.

Control characters could steer somebody's terminal and direction overrides could make a
decision read as its opposite, so neither is kept. Everything else is: emoji, every script, joiners.
"""

import re
import unicodedata
from collections.abc import Container
from datetime import date
from typing import Any, TypeVar

import msgspec

from sociotui.domain.refusal import Refused
from sociotui.words import _

NAME_LENGTH = 120
"""Characters that a name, a title or an id may have."""
_SLUG = 50
TEXT_LENGTH = 20_000
"""Characters that a longer text (a proposal's wording, a reason) may have."""

# Patterns, compiled when the first text comes that is not plain; `re` keeps them then.
# C0 without tab and newline, DEL, C1, the bidirectional embeddings, overrides and isolates,
# unpaired surrogates, and the non-characters that no terminal can show.
_UNSAFE = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
_BREAKS = "\r\n|[\r\u2028\u2029]"
_ESCAPES = "\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?|[ -/]*[0-~])"

PLAIN_LETTERS = {
    **dict(zip("øłđðıħŋŧĸəɛɔɓɗƙɣǥƒƴɖʉɨƀɉɍɏȼⱥⱦɩ", "olddihntkeeobdkggfyduibjrycati", strict=True)),
    **dict(zip("þæœ", ("th", "ae", "oe"), strict=True)),
}
"""Small letters of Latin scripts that are not written as another one with a mark, by those that people type without them."""
_PLAIN = str.maketrans(PLAIN_LETTERS)

_T = TypeVar("_T", bound=msgspec.Struct)


def clean(text: str) -> str:
    """Return `text` without what could steer a terminal: lines kept, ends trimmed, NFC."""
    if text.isascii() and text.isprintable():  # as most are: nothing in it but its blanks can be too much
        return text.strip()
    text = re.sub(_BREAKS, "\n", re.sub(_ESCAPES, "", text)).replace("\t", "    ")
    text = unicodedata.normalize("NFC", re.sub(_UNSAFE, "", text))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n").strip()


def clean_text(text: str) -> str:
    """Return a longer text cleaned; refuses one that is over `TEXT_LENGTH`."""
    text = clean(text)
    if len(text) > TEXT_LENGTH:
        raise Refused(
            _(
                "This text has {n} characters; up to {most} fit. Keep the wording short and put the rest in a document.",
                n=f"{len(text):,}",
                most=f"{TEXT_LENGTH:,}",
            )
        )
    return text


def clean_name(name: str) -> str:
    """Return a name or title cleaned, on one line; refuses one that is over `NAME_LENGTH`."""
    name = " ".join(clean(name).split())
    if len(name) > NAME_LENGTH:
        raise Refused(
            _(
                "“{start}…” has {n} characters; a name or title may have up to {most}. A shorter one, please.",
                start=name[:24],
                n=f"{len(name):,}",
                most=NAME_LENGTH,
            )
        )
    return name


# The fields in which people write at length; every other string is a name, a title or an id.
_LONG = frozenset(
    [
        "text",
        "reason",
        "reasons",
        "purpose",
        "responsibilities",
        "next_step",
        "note",
        "notes",
        "said",
        "aim_touched",
        "measure",
        "why",
        "vision",
        "mission",
        "domain",
        "aims",
        "document",
        "prompt",
        "done",
        "about",
        "do",
        "over",
        "with_",
        "both",
        "words",
        "answer",
    ]
)


def cleaned(thing: _T) -> _T:
    """Return a command (or another struct) with every string in it cleaned, however deep."""
    return _cleaned(thing, long=False)  # type: ignore[no-any-return]


def _cleaned(value: Any, *, long: bool) -> Any:
    if isinstance(value, str):
        return clean_text(value) if long else clean_name(value)
    if isinstance(value, msgspec.Struct):
        changes = {
            name: new
            for name in value.__struct_fields__
            if (old := getattr(value, name)) and (new := _cleaned(old, long=name in _LONG)) is not old
        }
        return msgspec.structs.replace(value, **changes) if changes else value
    if isinstance(value, tuple):
        return tuple([_cleaned(item, long=long) for item in value]) if value else value
    if isinstance(value, dict):
        return {_cleaned(key, long=False): _cleaned(item, long=long) for key, item in value.items()}
    return value


def plain_date(text: str) -> date:
    """Read a day written as 2027-03-01; refuses anything else with the form it takes."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(
            _("“{text}” is not a day. Write it as year-month-day, like 2027-03-01.", text=text[:40])
        ) from None


def is_id(text: str) -> bool:
    """Tell whether a text will do as an id: small letters, digits and hyphens."""
    return bool(text) and all(c.isascii() and (c.islower() or c.isdigit() or c == "-") for c in text)


def slug(name: str, otherwise: str = "person") -> str:
    """Return an id made from a name: small letters, digits and hyphens; `otherwise` where nothing of that is left.

    Letters of Latin scripts come as they are written without their marks: Łukasz is lukasz, Groß is gross. Ids that were
    given before stand in events and stay what they are.
    """
    parted = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return _joined(parted.translate(_PLAIN)) or otherwise


def slugs(name: str) -> set[str]:
    """Return the ids that a name makes and has made: for a time `slug` left out letters that have no marks to lose."""
    before = _joined(unicodedata.normalize("NFKD", name).lower())
    return {slug(name, ""), before if len(before) > 2 else ""} - {""}


def _joined(parted: str) -> str:
    """Return the letters and digits of plain ones in a text, its words joined by hyphens, as long as an id may be."""
    plain = parted.encode("ascii", "ignore").decode()
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())[:_SLUG].strip("-")


def free_id(id_: str, taken: Container[str]) -> str:
    """Return `id_`, or where that is taken the first like it that is not: ana, ana-2, ana-3."""
    found, number = id_, 2
    while found in taken:
        found, number = f"{id_}-{number}", number + 1
    return found
