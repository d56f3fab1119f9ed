"""Shelf: things of a kind by their id, those that are past apart from those that count today.

An organisation gathers meetings, next steps and decisions for years, and at each look hardly any of
them matter. What is past stays as it was packed until somebody asks for it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import Any, TypeVar

import msgspec

from sociotui.domain.packed import Live, Packed

T = TypeVar("T")


class Shelf(Mapping[str, T]):
    """Things by id, never changed in place. `live` are those that count today; the others come first, in the order in
    which they became past.

    Live and past things may be packed, and are then read when somebody asks for one of them.
    """

    __slots__ = ("_growing", "live", "packed", "past")

    def __init__(
        self, live: Mapping[str, T] | None = None, past: Mapping[str, T] | None = None, packed: Packed[T] | None = None
    ) -> None:
        self.live: dict[str, T] | Live[T] = live.copy() if isinstance(live, Live) else dict(live or {})
        self.past: dict[str, T] = dict(past or {})  # since the others were packed
        self.packed = packed
        self._growing = False

    def __getitem__(self, id_: str) -> T:
        if id_ in self.live:
            return self.live[id_]
        if id_ in self.past:
            return self.past[id_]
        if self.packed and id_ in self.packed.ids:
            return self.packed.things[id_]
        raise KeyError(id_)

    def __contains__(self, id_: object) -> bool:
        return id_ in self.live or id_ in self.past or bool(self.packed and id_ in self.packed.ids)

    def __iter__(self) -> Iterator[str]:
        yield from self.past_ids()
        yield from self.live

    def __len__(self) -> int:
        return len(self.live) + len(self.past) + (len(self.packed.ids) if self.packed else 0)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Shelf):
            return dict(self) == other if isinstance(other, Mapping) else NotImplemented
        if self.live != other.live:
            return False
        if self.packed is other.packed:
            return bool(self.past == other.past)
        return list(self.items()) == list(other.items())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Shelf({self.live!r}, and {len(self) - len(self.live)} past)"

    def past_ids(self) -> Iterator[str]:
        """Yield the ids of those that are past, in order."""
        yield from self.packed.ids if self.packed else ()
        yield from self.past

    def perused(self, kind: type[Any]) -> Iterator[tuple[str, object, Callable[[], Any]]]:
        """Yield of each its id, something that is the same object as long as it has not changed, and what reads it.

        What is packed is read as a `kind` that has some of its fields, and is not remembered; the rest is there anyhow.
        """
        packed = self.packed
        if packed:
            each = cache(partial(packed.each, kind))
            for id_ in packed.ids:
                yield id_, packed, partial(_one_of, each, id_)
        for id_, thing in self.past.items():
            yield id_, thing, partial(_itself, thing)
        live = self.live
        if isinstance(live, Live):
            decode = msgspec.json.Decoder(kind).decode
            for id_ in live:
                if live.rests(id_):
                    yield id_, live.resting, partial(live.resting.read, id_, decode)
                else:
                    yield id_, live[id_], partial(_itself, live[id_])
        else:
            for id_, thing in live.items():
                yield id_, thing, partial(_itself, thing)

    def put(self, id_: str, thing: T) -> "Shelf[T]":
        """Return a shelf on which `thing` counts today."""
        shelf = self._changed()
        if id_ not in shelf.live and id_ in shelf:
            shelf._take_back(id_)
        shelf.live[id_] = thing
        return shelf

    def retire(self, ids: Iterable[str]) -> "Shelf[T]":
        """Return a shelf on which these, which count today, are past."""
        ids = list(ids)
        if not ids:
            return self
        shelf = self._changed()
        for id_ in ids:
            shelf.past[id_] = shelf.live.pop(id_)
        return shelf

    def without(self, ids: Iterable[str]) -> "Shelf[T]":
        """Return a shelf on which these are no more; ids that are not there are nothing to it."""
        gone = [id_ for id_ in ids if id_ in self]
        if not gone:
            return self
        shelf = self._changed()
        for id_ in gone:
            if id_ in shelf.live:
                del shelf.live[id_]
            else:
                shelf._take_back(id_)
        return shelf

    # --- many changes at once

    def growing(self) -> "Shelf[T]":
        """Return a copy that changes in place, for who makes many changes and shows none of the shelves between."""
        shelf = Shelf(self.live, self.past, self.packed)
        shelf._growing = True
        return shelf

    def grown(self) -> "Shelf[T]":
        """Return this very shelf, which from now on never changes."""
        self._growing = False
        return self

    def _changed(self) -> "Shelf[T]":
        return self if self._growing else Shelf(self.live, self.past, self.packed)

    def _take_back(self, id_: str) -> None:
        if id_ not in self.past and self.packed:  # so old that it was packed: unpack, as that hardly ever happens
            self.past = {**self.packed.things, **self.past}
            self.packed = None
        del self.past[id_]


def _one_of(each: Callable[[], Mapping[str, Any]], id_: str) -> Any:
    return each()[id_]


def _itself(thing: Any) -> Any:
    return thing
