"""AppendStorage: TinyDB's Storage, through its own extension points, on a file that only grows."""

import contextlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from sociotui.journal.chain import Ready
from sociotui.journal.change import Change, State, apply, change_from, decode, difference, encode
from sociotui.journal.damage import unknown_record
from sociotui.journal.log import Log
from sociotui.journal.port import JournalError
from sociotui.journal.snapshots import Spot
from sociotui.words import _


class Overtaken(JournalError):  # noqa: N818
    """Somebody else wrote between a read and the write that was to follow it; nothing was written."""


class Tables(dict[str, Any]):
    """What a storage held when it was read, and how far that was."""

    far = (0, 0)


class AppendStorage(Storage):
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
        self.notices: list[str] = [] if notices is None else notices
        self.log = Log(place, lock_wait=lock_wait, notices=self.notices, writable=not reading)
        # For this process's threads, over all below; whoever takes the log's lock, too, takes that first.
        self.mutex = threading.RLock()
        self.end = 0  # where the lines end that were taken note of, and
        self.count = 0  # how many there are, in
        self.edition = 0  # this edition of the log
        self._state: State | None = None  # only for those who use the tables; a journal knows its own way
        self._tops: dict[str, int] = {}

    # What a journal needs: lines in, lines out

    def catch_up(self) -> list[bytes]:
        """Take note of lines that are new, ours or others', and return their JSON: all, in a new edition."""
        with self.mutex:
            edition = self.log.follow()
            if edition != self.edition:
                self._begin()
                self.edition = edition
            bodies, self.end = self.log.lines(self.end)
            self._take_in(bodies)
            return bodies

    def resume(self, spot: Spot) -> bool:
        """Begin after the line at `spot`, if it is there, without what is before it; False where it isn't, or this has begun."""
        with self.mutex:
            if self.end or self._state is not None:
                return False
            if not self.log.resume(spot.start, spot.end, spot.link.encode(), spot.file):
                return False
            self.end, self.count, self.edition = spot.end, spot.lines, self.log.edition
            return True

    def spot(self, head: int) -> Spot:
        """Return where what was taken note of ends, `head` being the number of the last event there."""
        log = self.log
        return Spot(head, self.count, log.last, self.end, log.link.decode(), log.file)

    def commit(self, body: bytes, made: Ready | None = None) -> None:
        """Add one line with `body`, a Change in JSON; the caller holds the log's lock and has caught up.

        `made` is what was made `ready` of it before, if anything.
        """
        with self.mutex:
            self.end = self.log.write(self.end, body, made)
            self._take_in([body])

    def rewind(self) -> None:
        """Forget what was taken note of, so that `catch_up` begins with the first line again."""
        with self.mutex:
            self._begin()
            self._state = None

    @property
    def far(self) -> tuple[int, int]:
        """How far things had come when they were taken note of: no two states have it in common."""
        return self.edition, self.end

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

    def close(self) -> None:
        """Let go of the files; what is done later opens them again, and reads them anew."""
        self.log.lock.close()
        with self.mutex:
            self.log.close()
            self.rewind()

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
        self.end, self.count, self._tops = 0, 0, {}
        if self._state is not None:
            self._state = {}

    def _take_in(self, bodies: Sequence[bytes]) -> None:
        first = self.count + 2  # the header is line 1
        self.count += len(bodies)
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
