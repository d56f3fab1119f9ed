"""Questions: what a form asks, as data."""

from collections.abc import Awaitable, Callable

from msgspec import Struct

from sociotui.words import _

Answers = dict[str, str]
Submit = Callable[[Answers], Awaitable[str]]
"""Takes the answers; returns "" when all is well, else the sentence that says why not."""


class Field(Struct, frozen=True, kw_only=True):
    """One question. With `options` (value, label) it is a choice; `long` asks for several lines."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    long: bool = False
    options: tuple[tuple[str, str], ...] = ()


class Form(Struct, frozen=True, kw_only=True):
    """What a form asks: a title, a few words before the questions, the fields, and what accepting it is called."""

    title: str
    intro: str = ""
    fields: tuple[Field, ...] = ()
    accept: str = _("Save")
