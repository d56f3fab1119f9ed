"""Stream: one stream of events, kept in a file of its own."""

from collections.abc import Sequence
from pathlib import Path

from sociotui.domain.event import Event
from sociotui.journal.coder import Coder
from sociotui.journal.port import Appended, Conflict, JournalError, Recorded
from sociotui.journal.storage import AppendStorage


class Stream:
    """The events in the file at `path`, which is opened when first needed, and made by the first append.

    They are decoded once and held; what other processes add is taken in at each call.
    """

    def __init__(self, path: Path, coder: Coder, *, lock_wait: float, notices: list[str]) -> None:
        self._storage = AppendStorage(path, create_dirs=True, lock_wait=lock_wait, notices=notices)
        self._coder = coder
        self._records: list[Recorded] = []
        self._by_cmd: dict[str, int] = {}  # the number of the first event of each command
        self._indexed = 0  # how many records stand in there: reading needs no index

    def append(self, expected: int, events: Sequence[Event], *, cmd: str, actor: str) -> Appended:
        """As in Journal.append."""
        storage, records = self._storage, self._records
        with storage.log.lock, storage.mutex:
            self._catch_up()
            before = self._of(cmd)
            head = len(records)
            if before:
                storage.log.make_sure(storage.end)  # its writer may have died before it reached the disk
                return Appended(head, before, True)
            if expected != head:
                raise Conflict(head)
            if not events:
                return Appended(head, (), False)
            body = self._coder.line(events, head=head, cmd=cmd, actor=actor)
            # Decoded before it is written: what can't be read back must never get into the file.
            try:
                fresh = self._coder.records([body], head=head, path=storage.log.path, line=storage.count + 2)
            except JournalError as error:
                raise TypeError(f"not events of this journal: {events!r}") from error
            try:
                storage.commit(body)
                records += fresh
            except BaseException:
                self._forget()
                raise
            return Appended(len(records), tuple(fresh), False)

    def read(self, after: int) -> tuple[Recorded, ...]:
        """As in Journal.read."""
        with self._storage.mutex:
            self._catch_up()
            return tuple(self._records[max(after, 0) :])

    def close(self) -> None:
        """Let go of the file."""
        self._storage.close()

    def _catch_up(self) -> None:
        storage = self._storage
        try:
            line = storage.count + 2  # the header is line 1
            bodies = storage.catch_up()
            if bodies:
                self._records += self._coder.records(bodies, head=len(self._records), path=storage.log.path, line=line)
        except BaseException:
            self._forget()
            raise

    def _of(self, cmd: str) -> tuple[Recorded, ...]:
        records, by_cmd = self._records, self._by_cmd
        while self._indexed < len(records):
            record = records[self._indexed]
            by_cmd.setdefault(record.cmd, record.seq)
            self._indexed += 1
        first = by_cmd.get(cmd)
        if first is None:
            return ()
        last = first
        while last < len(records) and records[last].cmd == cmd:
            last += 1
        return tuple(records[first - 1 : last])

    def _forget(self) -> None:
        # Where the file and what is held here may have come apart, the file is right: it is read anew.
        self._storage.rewind()
        self._records.clear()
        self._by_cmd.clear()
        self._indexed = 0
