"""Storing: an organisation's state as bytes and back; what is past, and what rests, lies apart and is read when asked for."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, get_args, get_type_hints

import msgspec
from msgspec import Struct

from sociotui.domain.changes import Step
from sociotui.domain.organisation import SHELVES, Organisation
from sociotui.domain.organisation_events import OrganisationEvent
from sociotui.domain.packed import Live, Packed, Resting
from sociotui.domain.records import Policy, Spine
from sociotui.domain.shelf import Shelf

_IDS = ".ids"  # what the name of the part is followed by that has a shelf's past ids
_POLICIES = "policies"  # whose live things rest, in parts named thus, and
_SIZES, _RESTING, _SPINES = ("policies." + each for each in ("sizes", "resting", "spines"))


class Stored(Struct, frozen=True):
    """An organisation as bytes: `main` is what counts today, the `parts`, by name, what is past and what rests."""

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
    del main[_POLICIES]
    return Stored(_encode(main), parts | _at_rest(organisation))


def restored(main: bytes, part: Callable[[str], bytes]) -> Organisation:
    """Return the organisation that was stored; `part` gives a part by its name, and is asked when somebody needs it.

    Raises msgspec.DecodeError when `main` is something else. What `part` raises comes out wherever it is needed.
    """
    fields = {
        name: msgspec.json.decode(raw, type=_LIVE[name])
        for name, raw in msgspec.json.decode(main, type=dict[str, msgspec.Raw]).items()
        if name in _LIVE
    }
    fields[_POLICIES] = Live(Resting[Policy](Policy, *(partial(part, each) for each in (_SIZES, _RESTING, _SPINES))))
    for name in SHELVES:
        packed: Packed[Any] = Packed(_KINDS[name], partial(part, name + _IDS), partial(part, name))
        fields[name] = Shelf(fields.get(name), packed=packed)
    return Organisation(**fields)


def telling(before: bytes, steps: Iterable[Step]) -> bytes:
    """Return what a history tells as bytes: those of what came `before`, and `steps` after it."""
    return _joined(before, [(step.number, step.actor, step.events) for step in steps])


def told(data: bytes) -> tuple[Step, ...]:
    """Return what `telling` has put into bytes; raises msgspec.DecodeError when it is something else."""
    return tuple(Step(*each) for each in msgspec.json.decode(data, type=list[tuple[int, str, _Events]]))


_Events = tuple[OrganisationEvent, ...]
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


def _at_rest(o: Organisation) -> dict[str, bytes]:
    """Return the policies that count today as parts; those that have not changed since they were packed aren't read."""
    live = o.policies.live
    if not isinstance(live, Live):
        things = {id_: _encode(policy) for id_, policy in live.items()}
    elif live.untouched:
        resting = live.resting
        return {
            _SIZES: resting.sizes_as_json(),
            _RESTING: resting.things_as_json(),
            _SPINES: resting.spines_as_json(),
        }
    else:
        packed, places = live.resting.things_as_json(), live.resting.places
        things = {id_: packed[slice(*places[id_])] if live.rests(id_) else _encode(live[id_]) for id_ in live}
    by_day: dict[str, list[Spine]] = {}
    for spine in o.reviews():
        by_day.setdefault(spine.review.isoformat(), []).append(spine)
    sizes = {id_: len(thing) for id_, thing in things.items()}
    return {_SIZES: _encode(sizes), _RESTING: b"".join(things.values()), _SPINES: _encode(by_day)}
