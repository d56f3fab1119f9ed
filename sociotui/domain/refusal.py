"""Refused: a command that cannot be done now, with the sentence that says why and what to do instead."""

from collections.abc import Iterable, Mapping

from sociotui.words import _, printable

_SHOWN = 8
"""How many of those that are known are told at the most."""
_BRIEF = 40
"""Characters of a word that nobody knows that are repeated."""


class Refused(Exception):  # noqa: N818 - the field's own word; a refusal is an answer, not a fault
    """Raised by `decide`; `str()` gives the whole sentence, ready for a screen or stderr."""


def brief(name: str) -> str:
    """Return a word that somebody gave as it can be repeated: without what steers a terminal, and not too long."""
    plain = printable(name)
    return plain if len(plain) <= _BRIEF else plain[: _BRIEF - 1] + "…"


def nearest(name: str, known: Iterable[str], most: int = 3, cutoff: float = 0.4) -> list[str]:
    """Return up to `most` of `known` that look like `name`, best first; may be empty. `cutoff`: how like, 1.0 is the same."""
    from difflib import get_close_matches

    return get_close_matches(name, list(known), n=most, cutoff=cutoff)


def unknown(kind: str, name: str, known: Mapping[str, str] | Iterable[str]) -> Refused:
    """Build the refusal for a `kind` (a word for people) that nobody knows by `name`.

    `known` are the ids that would do; where it maps ids to display names, a match on either counts.
    """
    name = brief(name)
    labels = {i: [i] for i in known}
    if isinstance(known, Mapping):
        for i, label in known.items():  # several may be called alike
            labels.setdefault(label, []).append(i)
    near = list(dict.fromkeys(i for label in nearest(name, labels) for i in labels[label]))[:_SHOWN]
    if near:
        return Refused(_("There is no {kind} “{name}”. Near it: {near}.", kind=kind, name=name, near=", ".join(near)))
    some = list(dict.fromkeys(i for each in labels.values() for i in each))[:_SHOWN]
    if not some:
        return Refused(_("There is no {kind} “{name}”; there is none yet at all.", kind=kind, name=name))
    return Refused(_("There is no {kind} “{name}”. There is: {some}.", kind=kind, name=name, some=", ".join(some)))
