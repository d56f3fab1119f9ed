"""Storing: an organisation's state as bytes and back; what is past lies apart, and is only read when it is asked for."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, get_args, get_type_hints

import msgspec
from msgspec import Struct

from sociotui.domain.organisation import SHELVES, Organisation
from sociotui.domain.shelf import Packed, Shelf

_IDS = ".ids"  # what the name of the part is followed by that has a shelf's ids


class Stored(Struct, frozen=True):
    """An organisation as bytes: `main` is what counts today, the `parts`, by name, what is past."""

    main: bytes
    parts: Mapping[str, bytes]


def stored(organisation: Organisation) -> Stored:
    """Return an organisation as bytes; what was packed before is taken over as it is."""
    main = {name: getattr(organisation, name) for name in organisation.__struct_fields__}
    parts: dict[str, bytes] = {}
    for name in SHELVES:
        shelf: Shelf[Any] = main[name]
        main[name] = shelf.live
        packed = shelf.packed
        parts[name + _IDS] = _joined(packed.ids_as_json() if packed else b"", list(shelf.past))
        parts[name] = _joined(packed.things_as_json() if packed else b"", list(shelf.past.values()))
    return Stored(_encode(main), parts)


def restored(main: bytes, part: Callable[[str], bytes]) -> Organisation:
    """Return the organisation that was stored; `part` gives a part by its name, and is asked when somebody needs it.

    Raises msgspec.DecodeError when `main` is something else. What `part` raises comes out wherever it is needed.
    """
    fields = {
        name: msgspec.json.decode(raw, type=_LIVE[name])
        for name, raw in msgspec.json.decode(main, type=dict[str, msgspec.Raw]).items()
        if name in _LIVE
    }
    for name in SHELVES:
        packed: Packed[Any] = Packed(_KINDS[name], partial(part, name + _IDS), partial(part, name))
        fields[name] = Shelf(fields.get(name), packed=packed)
    return Organisation(**fields)


_encode = msgspec.json.Encoder().encode
_HINTS: dict[str, Any] = get_type_hints(Organisation)
_KINDS: dict[str, Any] = {name: get_args(_HINTS[name])[0] for name in SHELVES}
_LIVE: dict[str, Any] = _HINTS | {name: dict.__class_getitem__((str, kind)) for name, kind in _KINDS.items()}
"""How each field is stored in `main`."""


def _joined(packed: bytes, more: list[Any]) -> bytes:
    """Return a list as JSON with `more` at its end."""
    if not more:
        return packed or b"[]"
    return packed[:-1] + b"," + _encode(more)[1:] if len(packed) > 2 else _encode(more)
