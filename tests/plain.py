"""An organisation's state as plain data, whatever way it lies on its shelves."""

from typing import Any, get_args, get_type_hints

import msgspec
from msgspec import defstruct

from sociotui.domain.organisation import SHELVES, Organisation

_HINTS = get_type_hints(Organisation, include_extras=True)

PLAIN: Any = defstruct(
    "Organisation",
    [
        (name, hint, None)
        if name == "about"
        else (
            name,
            dict.__class_getitem__((str, get_args(hint)[0])) if name in SHELVES else hint,
            msgspec.field(default_factory=dict),
        )
        for name, hint in _HINTS.items()
    ],
    omit_defaults=True,
)
"""The type of an organisation with dictionaries for shelves."""


def as_json(thing: object) -> bytes:
    """Return anything that the domain knows as JSON."""
    return msgspec.json.encode(thing, enc_hook=dict)


def plain(thing: object) -> Any:
    """Return anything that the domain knows as plain data, dates as text."""
    return msgspec.to_builtins(thing, enc_hook=dict)
