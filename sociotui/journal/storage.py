"""AppendStorage: TinyDB's Storage, through its own extension points, on a file that only grows."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from sociotui.journal.change import Change, State, apply, change_from, decode, difference, encode
from sociotui.journal.damage import unknown_record
from sociotui.journal.follower import Follower
from sociotui.journal.port import JournalError
from sociotui.journal.snapshots import Spot
from sociotui.words import _


class Overtaken(JournalError):  # noqa: N818
    """Somebody else wrote between a read and the write that was to follow it; nothing was written."""


class Tables(dict[str, Any]):
    """What a storage held when it was read, and how far that was."""

    far = (0, 0)


class AppendStorage(Follower, Storage):
    """Keeps TinyDB's tables in the file at `path`, as lines that are only ever added to.

    Values are stored as msgspec writes them in JSON. `access_mode` is "r+", or "r" to only read.
    The file is made by the first commit; `create_dirs` makes its folder, too. A writer waits at
    most `lock_wait` seconds for others. `notices` gathers sentences for people.

    Every method that writes raises Busy, Full, ReadOnly or OutcomeUnknown; every one that reads
    raises Damaged, Newer or Unreadable.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        create_dirs: bool = False,
        access_mode: str = "r+",
        lock_wait: float = 10.0,
        notices: list[str] | None = None,
    ) -> None:
        if access_mode not in {"r", "r+"}:
            raise ValueError('access_mode is "r+", or "r" to only read')
        place = Path(path)
        reading = access_mode == "r"
        if not (place.is_file() if reading else create_dirs or place.parent.is_dir()):
            raise FileNotFoundError(place if reading else place.parent)
        told: list[str] = [] if notices is None else notices
        super().__init__(place, lock_wait=lock_wait, notices=told, writable=not reading)
        self._state: State | None = None  # only for those who use the tables; a journal knows its own way
        self._tops: dict[str, int] = {}

    # What TinyDB needs

    def read(self) -> Tables:
        """Return all tables as they are now: a copy, that the caller may change and write."""
        with self.mutex:
            tables = Tables(
                (name, {each: decode(document) for each, document in content.items()})
                if isinstance(content, dict)
                else (name, decode(content))
                for name, content in self.state().items()
            )
            tables.far = self.far
            return tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make `data` all that there is, by a line that tells the difference.

        What was read here is only written over the very state it was read from: raises
        Overtaken when somebody else has changed that.
        """
        with self.writing() as state:
            if isinstance(data, Tables) and data.far != self.far:
                raise Overtaken(
                    _(
                        "Somebody else wrote to {path} in between. Read it again, then do this again.",
                        path=self.log.path,
                    )
                )
            change = difference(state, data)
            if change:
                self.commit(encode(change))
            if isinstance(data, Tables):
                data.far = self.far

    def resume(self, spot: Spot) -> bool:
        """As in Follower; tables need all that is before it."""
        with self.mutex:
            return self._state is None and super().resume(spot)

    def rewind(self) -> None:
        """As in Follower."""
        with self.mutex:
            super().rewind()
            self._state = None

    def close(self) -> None:
        """As in Follower."""
        super().close()

    # What the tables of an AppendDB need

    @contextlib.contextmanager
    def writing(self) -> Iterator[State]:
        """Keep all others from writing, and give the state as it is then."""
        with self.log.lock, self.mutex:
            yield self.state()

    def state(self) -> State:
        """Return the tables as they are now, documents as JSON; not to be changed."""
        with self.mutex:
            if self._state is None:
                self.rewind()
                self._state = {}
            self.catch_up()
            return self._state

    def documents(self, name: str) -> Mapping[str, bytes]:
        """Return the documents of the table `name`, JSON by id."""
        content = self.state().get(name)
        return content if isinstance(content, dict) else {}

    def top(self, name: str) -> int:
        """Return the highest id in the table `name`, or 0; found once, and kept up to date from then on."""
        if name not in self._tops:
            self._tops[name] = max(map(int, self.documents(name)), default=0)
        return self._tops[name]

    def put(self, name: str, documents: Mapping[str, bytes]) -> None:
        """Add `documents`, JSON by id, to the table `name`; within `writing`."""
        fresh = {each: msgspec.Raw(document) for each, document in documents.items()}
        self.commit(encode(Change(put={name: fresh})))

    def _begin(self) -> None:
        super()._begin()
        self._tops = {}
        if self._state is not None:
            self._state = {}

    def _take_in(self, bodies: Sequence[bytes]) -> None:
        first = self.count + 2  # the header is line 1
        super()._take_in(bodies)
        if self._state is None:
            return
        for line, body in enumerate(bodies, first):
            try:
                change = change_from(body)
            except msgspec.DecodeError as error:
                self.rewind()  # half taken in, so taken in anew when next asked for
                raise unknown_record(self.log.path, _("an unknown record"), line) from error
            apply(change, self._state)
            self._raise_tops(change)

    def _raise_tops(self, change: Change) -> None:
        for name, documents in change.put.items():
            if name in self._tops and all(map(str.isdecimal, documents)):
                self._tops[name] = max((self._tops[name], *map(int, documents)))
            else:
                self._tops.pop(name, None)
        for name in (*change.cut, *change.whole, *change.drop):
            self._tops.pop(name, None)
