"""Packed: things as they were stored, each read when somebody asks for it: those that are past, and those that rest.

What rests counts today, but is hardly ever looked at whole: of it one sees the spine, as of a book on its shelf.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from datetime import date
from typing import Any, Generic, TypeVar

import msgspec

from sociotui.domain.records import Spine

T = TypeVar("T")


class Packed(Generic[T]):
    """Things that are past, as JSON: `ids()` gives a list of their ids, `things()` one of themselves, each once at most."""

    def __init__(self, type_: Any, ids: Callable[[], bytes], things: Callable[[], bytes]) -> None:
        self._type = type_
        self.ids_as_json = ids
        self.things_as_json = things
        self._ids: dict[str, None] | None = None
        self._things: dict[str, T] | None = None

    @property
    def ids(self) -> Mapping[str, None]:
        """The ids, in order."""
        if self._ids is None:
            self._ids = dict.fromkeys(msgspec.json.decode(self.ids_as_json(), type=list[str]))
        return self._ids

    @property
    def things(self) -> Mapping[str, T]:
        """The things by id, in order."""
        if self._things is None:
            found = msgspec.json.decode(self.things_as_json(), type=list[self._type])  # type: ignore[name-defined]
            self._things = dict(zip(self.ids, found, strict=True))
        return self._things

    def each(self, kind: Any) -> Mapping[str, Any]:
        """Return all by id, read as a `kind` that has some of their fields; nothing of it is remembered."""
        if self._things is not None:
            return self._things
        return dict(zip(self.ids, msgspec.json.decode(self.things_as_json(), type=list[kind]), strict=True))


class Resting(Generic[T]):
    """Things that count today, as JSON: `sizes()` gives an object of how many bytes each takes, by id and in order,
    `things()` all of them, one after the other, `spines()` an object of lists of their spines by day, the earliest
    first. Each is asked for when it is needed, and what came of it is remembered.
    """

    def __init__(
        self, type_: Any, sizes: Callable[[], bytes], things: Callable[[], bytes], spines: Callable[[], bytes]
    ) -> None:
        self.sizes_as_json = sizes
        self.things_as_json = things
        self.spines_as_json = spines
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(type_)
        self._places: dict[str, tuple[int, int]] | None = None
        self._data: bytes | None = None
        self._things: dict[str, T] = {}
        self._by_day: dict[str, msgspec.Raw] | None = None
        self._spines: dict[str, tuple[Spine, ...]] = {}

    @property
    def places(self) -> Mapping[str, tuple[int, int]]:
        """Where each thing begins and ends, by id, in order."""
        if self._places is None:
            places, start = {}, 0
            for id_, size in msgspec.json.decode(self.sizes_as_json(), type=dict[str, int]).items():
                places[id_] = start, start + size
                start += size
            self._places = places
        return self._places

    def thing(self, id_: str) -> T:
        """Return the thing with that id, which is one of them."""
        if id_ not in self._things:
            if self._data is None:
                self._data = self.things_as_json()
            start, end = self.places[id_]
            self._things[id_] = self._decoder.decode(memoryview(self._data)[start:end])
        return self._things[id_]

    def read(self, id_: str, decode: Callable[[memoryview], Any]) -> Any:
        """Return what `decode` makes of the thing with that id; nothing of it is remembered, but for where they all lie."""
        if self._data is None:
            self._data = self.things_as_json()
        start, end = self.places[id_]
        return decode(memoryview(self._data)[start:end])

    def spines(self, until: date | None = None) -> Iterator[Spine]:
        """Yield the spines of those whose day is not after `until`, or of all, the earliest day first."""
        if self._by_day is None:
            self._by_day = msgspec.json.decode(self.spines_as_json(), type=dict[str, msgspec.Raw])
        latest = until.isoformat() if until else ""
        for day, listed in self._by_day.items():
            if latest and day > latest:
                return
            if day not in self._spines:
                self._spines[day] = _spines(listed)
            yield from self._spines[day]


_spines = msgspec.json.Decoder(tuple[Spine, ...]).decode


class Live(MutableMapping[str, T]):
    """What counts today, by id and in the order of a dict: what rests, but for those that were changed or removed since,
    and what has come since.
    """

    __slots__ = ("_awake", "_gone", "resting")

    def __init__(self, resting: Resting[T], awake: Mapping[str, T] | None = None, gone: Iterable[str] = ()) -> None:
        self.resting = resting
        self._awake = dict(awake or {})
        self._gone = set(gone)

    def copy(self) -> "Live[T]":
        """Return another of the same, as a dict does."""
        return Live(self.resting, self._awake, self._gone)

    @property
    def untouched(self) -> bool:
        """Whether it is just what rests."""
        return not self._awake and not self._gone

    @property
    def awake(self) -> Mapping[str, T]:
        """Those that don't rest, by id."""
        return self._awake

    def rests(self, id_: object) -> bool:
        """Tell whether the thing of that id is as it was packed."""
        return id_ not in self._awake and self._in_its_place(id_)

    def _in_its_place(self, id_: object) -> bool:
        return id_ not in self._gone and id_ in self.resting.places

    def __getitem__(self, id_: str) -> T:
        if id_ in self._awake:
            return self._awake[id_]
        if not self._in_its_place(id_):
            raise KeyError(id_)
        return self.resting.thing(id_)

    def __setitem__(self, id_: str, thing: T) -> None:
        self._awake[id_] = thing

    def __delitem__(self, id_: str) -> None:
        if id_ not in self:
            raise KeyError(id_)
        self._awake.pop(id_, None)
        if id_ in self.resting.places:
            self._gone.add(id_)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._awake or self._in_its_place(id_)

    def __iter__(self) -> Iterator[str]:
        yield from (id_ for id_ in self.resting.places if id_ not in self._gone)
        yield from (id_ for id_ in self._awake if not self._in_its_place(id_))

    def __len__(self) -> int:
        more = sum(not self._in_its_place(id_) for id_ in self._awake)
        return len(self.resting.places) - len(self._gone) + more

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Live) and other.resting is self.resting:
            touched = {*self._awake, *other._awake, *(self._gone ^ other._gone)}
            return all(self.get(id_) == other.get(id_) for id_ in touched)
        return len(self) == len(other) and dict(self) == dict(other) if isinstance(other, Mapping) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Live({self._awake!r}, and {len(self) - len(self._awake)} at rest)"
