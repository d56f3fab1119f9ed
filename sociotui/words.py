"""Words for people: the one door through which every sentence passes on its way to a translation.

The translation in force is held in a context variable, so that sessions in several languages
can live side by side in one process. English needs no catalogue and pays nothing.
"""

import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar


def _as_written(message: str) -> str:
    return message


translate: ContextVar[Callable[[str], str]] = ContextVar("translate", default=_as_written)


def _(message: str, **values: object) -> str:
    """Return `message` in the language in force, its `{named}` gaps filled with `values`.

    The values are filled in after translating, and are never read as a template themselves,
    so text from people may hold braces.
    """
    said = translate.get()(message)
    return said.format(**values) if values else said


def printable(sentence: str) -> str:
    """Return `sentence` without what could steer a terminal; lines stay lines."""
    return "".join(c if c.isprintable() or c == "\n" else "·" for c in sentence)


HINT = re.compile("‹([a-z-]+)›")
"""How a sentence names an action: by its id, as in ‹step›. Where it is shown, the key or the command stands there."""


def with_keys(sentence: str, keys: Mapping[str, str]) -> str:
    """Return `sentence` with each action that it names replaced by how it is done here; `keys` maps ids to that."""
    return HINT.sub(lambda match: keys.get(match[1], match[1]), sentence)
