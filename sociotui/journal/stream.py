"""Stream: one stream of events, kept in a file of its own."""

from collections.abc import Sequence
from pathlib import Path

from sociotui.domain.event import Event
from sociotui.journal.coder import Coder
from sociotui.journal.port import Appended, Conflict, JournalError, Recorded
from sociotui.journal.rewrite import Replace
from sociotui.journal.storage import AppendStorage

FIRST = 2  # the line that records begin with: the header is line 1


class Stream:
    """The events in the file at `path`, which is opened when first needed, and made by the first append.

    They are decoded once and held; what other processes add is taken in at each call.
    """

    def __init__(self, path: Path, coder: Coder, *, lock_wait: float, notices: list[str]) -> None:
        self._storage = AppendStorage(path, create_dirs=True, lock_wait=lock_wait, notices=notices)
        self._coder = coder
        self._edition = 0  # of the file that these are from:
        self._records: list[Recorded] = []
        self._by_cmd: dict[str, int] = {}  # where among them the first event of each command stands
        self._indexed = 0  # how many records stand in there: reading needs no index

    def append(self, expected: int, events: Sequence[Event], *, cmd: str, actor: str) -> Appended:
        """As in Journal.append."""
        storage, records = self._storage, self._records
        with storage.log.lock, storage.mutex:
            before = self._before(cmd, expected)
            if before:
                return before
            head = self._head
            if not events:
                return Appended(head, (), False)
            body = self._coder.line(events, head=head, cmd=cmd, actor=actor)
            fresh = self._checked(body, head, storage.count + FIRST)
            try:
                storage.commit(body)
                records += fresh
            except BaseException:
                self._forget()
                raise
            return Appended(self._head, tuple(fresh), False)

    def seal(self, expected: int, event: Event, *, cmd: str, actor: str) -> Appended:
        """As in Journal.seal."""
        storage = self._storage
        with storage.log.lock, storage.mutex:
            before = self._before(cmd, expected)
            if before:
                return before
            body = self._coder.seal(event, head=expected, cmd=cmd, actor=actor)
            self._checked(body, 0, FIRST)
            try:
                storage.log.replace(body)
            except BaseException:
                self._forget()
                raise
            self._catch_up()
            return Appended(self._head, tuple(self._records), False)

    def rewrite(self, replace: Replace) -> int:
        """As in Journal.rewrite."""
        storage = self._storage
        with storage.log.lock, storage.mutex:
            self._catch_up()
            if not storage.end:
                return 0
            try:
                return storage.log.rewrite(storage.end, replace)
            finally:
                self._forget()

    def link(self) -> str:
        """As in Journal.link."""
        with self._storage.mutex:
            self._catch_up()
            return self._storage.log.link.decode() if self._storage.end else ""

    def read(self, after: int) -> tuple[Recorded, ...]:
        """As in Journal.read."""
        with self._storage.mutex:
            self._catch_up()
            return tuple(self._records[max(after + len(self._records) - self._head, 0) :])

    def close(self) -> None:
        """Let go of the file."""
        self._storage.close()

    @property
    def _head(self) -> int:
        return self._records[-1].seq if self._records else 0

    def _before(self, cmd: str, expected: int) -> Appended | None:
        """Return what became of `cmd` if it was recorded before; raises Conflict when another was first."""
        self._catch_up()
        before = self._of(cmd)
        if before:
            self._storage.log.make_sure(self._storage.end)  # its writer may have died before it reached the disk
            return Appended(self._head, before, True)
        if expected != self._head:
            raise Conflict(self._head)
        return None

    def _checked(self, body: bytes, head: int, line: int) -> list[Recorded]:
        """Return what `body` records: what can't be read back must never get into the file."""
        try:
            return self._coder.records([body], head=head, path=self._storage.log.path, line=line)
        except JournalError as error:
            raise TypeError(f"not events of this journal: {body!r}") from error

    def _catch_up(self) -> None:
        storage = self._storage
        try:
            bodies = storage.catch_up()
            if self._edition != storage.edition:
                self._clear()
                self._edition = storage.edition
            if bodies:
                line = storage.count - len(bodies) + FIRST
                self._records += self._coder.records(bodies, head=self._head, path=storage.log.path, line=line)
        except BaseException:
            self._forget()
            raise

    def _of(self, cmd: str) -> tuple[Recorded, ...]:
        records, by_cmd = self._records, self._by_cmd
        while self._indexed < len(records):
            by_cmd.setdefault(records[self._indexed].cmd, self._indexed)
            self._indexed += 1
        first = by_cmd.get(cmd)
        if first is None:
            return ()
        last = first
        while last < len(records) and records[last].cmd == cmd:
            last += 1
        return tuple(records[first:last])

    def _forget(self) -> None:
        # Where the file and what is held here may have come apart, the file is right: it is read anew.
        self._storage.rewind()
        self._clear()

    def _clear(self) -> None:
        self._records.clear()
        self._by_cmd.clear()
        self._indexed = 0
