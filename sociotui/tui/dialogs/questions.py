"""Questions: what a form asks, as data."""

from collections.abc import Awaitable, Callable

from msgspec import Struct

from sociotui.words import _

Answers = dict[str, str]
Submit = Callable[[Answers], Awaitable[str]]
"""Takes the answers; returns "" when all is well, else the sentence that says why not."""


class Field(Struct, frozen=True, kw_only=True):
    """One question. With `options` (value, label) it is a choice, with `several` of any number of them; `long` asks for
    several lines. The answer to `several` is the values with commas. `known` are words that a line is completed with.

    `when` names a choice before it, and those of its values for which this is asked; else the answer is "".
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    long: bool = False
    options: tuple[tuple[str, str], ...] = ()
    several: bool = False
    known: tuple[str, ...] = ()
    when: tuple[str, tuple[str, ...]] | None = None


class Form(Struct, frozen=True, kw_only=True):
    """What a form asks: a title, a few words before the questions, the fields, and what accepting it is called.

    `first` names the field that one begins with; "" is the first one.
    """

    title: str
    intro: str = ""
    fields: tuple[Field, ...] = ()
    accept: str = _("Save")
    first: str = ""
