"""Change: what one commit does to the tables of a TinyDB, and how it is found between two states.

A state maps each table's name to its documents, JSON by id; something that isn't a table, which
TinyDB's storages may hold as well, is kept as JSON whole.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Raw, Struct, field

State = dict[str, dict[str, bytes] | bytes]

encode = msgspec.json.Encoder().encode
decode = msgspec.json.decode


class Lost(Struct, frozen=True):
    """What is left of damaged bytes: the numbers of the `first` and `last` event that may have been there; 0 for none."""

    first: int
    last: int


class Change(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Done in this order: tables dropped, set anew, freed of the documents that are cut, given those put."""

    put: dict[str, dict[str, Raw]] = field(default_factory=dict)
    cut: dict[str, list[str]] = field(default_factory=dict)
    whole: dict[str, Raw] = field(default_factory=dict, name="set")
    drop: list[str] = field(default_factory=list)
    lost: Lost | None = None  # it changes nothing: it stands where a line was damaged

    def __bool__(self) -> bool:
        return bool(self.put or self.cut or self.whole or self.drop)


_changes = msgspec.json.Decoder(Change)


def change_from(body: bytes) -> Change:
    """Return the change that a line holds; raises msgspec.DecodeError for anything else."""
    return _changes.decode(body)


def apply(change: Change, state: State) -> None:
    """Bring `state` up to date with `change`."""
    for name in change.drop:
        state.pop(name, None)
    for name, content in change.whole.items():
        state[name] = _content(content)
    for name, ids in change.cut.items():
        documents = state.get(name)
        if isinstance(documents, dict):
            for each in ids:
                documents.pop(each, None)
    for name, put in change.put.items():
        documents = state.get(name)
        if not isinstance(documents, dict):
            documents = state[name] = {}
        for each, document in put.items():
            documents[each] = bytes(document)


def difference(state: State, data: Mapping[str, Any]) -> Change:
    """Return the change that makes `state` hold what `data` does: documents by id, by table."""
    change = Change(drop=[name for name in state if name not in data])
    for name, content in data.items():
        old = state.get(name)
        if not isinstance(content, Mapping):
            new = encode(content)
            if old != new:
                change.whole[name] = Raw(new)
            continue
        documents = {str(each): encode(_plain(document)) for each, document in content.items()}
        if documents == old and list(documents) == list(old):
            continue
        if not isinstance(old, dict) or _in_another_order(old, documents):
            change.whole[name] = Raw(encode({each: Raw(document) for each, document in documents.items()}))
            continue
        put = {each: Raw(document) for each, document in documents.items() if old.get(each) != document}
        if put:
            change.put[name] = put
        cut = [each for each in old if each not in documents]
        if cut:
            change.cut[name] = cut
    return change


def _plain(document: object) -> object:
    return dict(document) if isinstance(document, Mapping) else document


def _content(raw: Raw) -> dict[str, bytes] | bytes:
    content = bytes(raw)
    if not content.startswith(b"{"):
        return content
    return {each: bytes(document) for each, document in decode(content, type=dict[str, Raw]).items()}


def _in_another_order(old: Iterable[str], new: Iterable[str]) -> bool:
    """Whether putting `new` into `old` would leave them in an order that isn't `new`'s.

    So it is when the documents that stay come in another order, or new ones stand before them.
    An emptied table is set anew as well: that is shorter than naming all that went.
    """
    fresh = list(new)
    left = set(fresh)
    stay = [each for each in old if each in left]
    return stay != fresh[: len(stay)] or not fresh
