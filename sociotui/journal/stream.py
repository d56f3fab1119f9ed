"""Stream: one stream of events, kept in a file of its own."""

import os
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sociotui.domain.event import Event
from sociotui.journal.chain import Ready, ready
from sociotui.journal.coder import Coder, lost_in
from sociotui.journal.commands import Commands
from sociotui.journal.follower import Follower
from sociotui.journal.port import Appended, Batch, Conflict, JournalError, Kept, Mark, Recorded
from sociotui.journal.rewrite import Replace
from sociotui.journal.snapshots import Found, Snapshots

COMMANDS = " commands"  # the part of a snapshot that tells of them
FIRST = 2  # the line that records begin with: the header is line 1
HELD = 512  # records that are held at least, once there were more than twice as many


class _Prepared(NamedTuple):
    """What is going to be appended: the very `batches` that will be, after `head` events, and what that makes."""

    batches: Sequence[Batch]
    head: int
    body: bytes
    fresh: list[Recorded]
    line: Ready


class Stream:
    """The events in the file at `path`, which is opened when first needed, and made by the first append.

    The latest are held, and those before them read again for who asks for them; what other
    processes add is taken in at each call. `snapshots` are where states of it are kept, if anywhere.
    """

    def __init__(
        self, path: Path, coder: Coder, *, lock_wait: float, notices: list[str], snapshots: Snapshots | None = None
    ) -> None:
        self._storage = Follower(path, lock_wait=lock_wait, notices=notices)
        self._coder = coder
        self._snapshots = snapshots
        self._edition = 0  # of the file that these are from:
        self._prepared: _Prepared | None = None
        self._head = 0  # the number of the last event
        self._floor = 0  # the number of the last event that isn't held, and
        self._commands = Commands()  # the commands up to there, without those in
        self._found: Found | None = None  # a snapshot, which may tell of its own
        self._records: list[Recorded] = []
        self._by_cmd: dict[str, int] = {}  # where among them the first event of each command stands
        self._indexed = 0  # how many records stand in there: reading needs no index

    def prepare(self, expected: int, batches: Sequence[Batch]) -> None:
        """As in Journal."""
        body = self._coder.line(batches, head=expected)
        self._prepared = _Prepared(batches, expected, body, self._checked(body, expected, FIRST), ready(body))

    def append(self, expected: int, batches: Sequence[Batch]) -> tuple[Appended, ...]:
        """As in Journal.append_all."""
        if len({batch.cmd for batch in batches}) < len(batches):
            raise ValueError("the same command twice in one commit")
        storage = self._storage
        with storage.log.lock, storage.mutex:
            self._catch_up()
            before = [self._of(batch.cmd) for batch in batches]
            if any(before):
                storage.log.make_sure(storage.end)  # its writer may have died before it reached the disk
            if not all(before) and expected != self._head:
                raise Conflict(self._head)
            new = [batch for batch, there in zip(batches, before, strict=True) if batch.events and not there]
            fresh = iter(self._recorded(new, expected, batches) if new else ())
            done = [
                Appended(self._head, there or tuple(islice(fresh, len(batch.events))), bool(there))
                for batch, there in zip(batches, before, strict=True)
            ]
            self._let_go()
            return tuple(done)

    def recorded(self, cmd: str) -> tuple[Recorded, ...]:
        """As in Journal.recorded."""
        storage = self._storage
        with storage.mutex:
            self._catch_up()
            found = self._of(cmd)
        if found:
            with storage.log.lock, storage.mutex:
                self._catch_up()
                storage.log.make_sure(storage.end)  # its writer may have died before it reached the disk
        return found

    def alone(self) -> AbstractContextManager[object]:
        """As in Journal.alone."""
        # Of all that writing takes only the lock: the mutex is needed by threads that read.
        return self._storage.log.lock

    def seal(self, expected: int, event: Event, *, cmd: str, actor: str) -> Appended:
        """As in Journal.seal."""
        storage = self._storage
        with storage.log.lock, storage.mutex:
            before = self._before(cmd, expected)
            if before:
                return before
            body = self._coder.seal(event, head=expected, cmd=cmd, actor=actor)
            self._checked(body, 0, FIRST)
            if self._snapshots:
                with suppress(JournalError):  # it can't fit what is there then
                    self._snapshots.remove()
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
                storage.log.remove_copies()  # of a first line that was torn or damaged, and may tell of somebody
                return 0
            if self._snapshots:
                self._snapshots.remove()  # before it, so that no crash may leave former texts in there
            try:
                return storage.log.rewrite(storage.end, partial(self._coder.replaced, replace))
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
            records = self._records if after >= self._floor else self._all()
            found = tuple(records[bisect_right(records, after, key=lambda record: record.seq) :])
            self._let_go()
            return found

    def mark(self) -> Mark:
        """As in Journal.mark."""
        with self._storage.mutex:
            return Mark(self._head, self._edition)

    def resume(self, meaning: str) -> Kept | None:
        """As in Journal.resume."""
        storage = self._storage
        with storage.mutex:
            found = self._snapshots.find(meaning) if self._snapshots and not storage.end else None
            if found is None or not storage.resume(found.spot):
                return None
            self._clear()
            self._edition = storage.edition
            self._head = self._floor = found.spot.head
            self._found = found
            return Kept(self._head, found.part)

    def keep(self, mark: Mark, meaning: str, parts: Callable[[], Mapping[str, bytes]]) -> bool:
        """As in Journal.keep."""
        storage = self._storage
        if self._snapshots is None or not self._snapshots.writable() or self.mark() != mark:
            return False
        if not os.access(storage.log.lock.path, os.R_OK):
            return False  # so that writers couldn't be kept out
        made = parts()
        # With no writer at work nothing can be rewritten meanwhile, and what is kept is of what is there.
        with storage.mutex, storage.log.lock.no_writer() as quiet:
            if not quiet:
                return False
            try:
                self._catch_up()
                if Mark(self._head, self._edition) != mark or not storage.log.link:
                    return False
                commands = self._earlier().packed(record.cmd for record in self._records)
            except JournalError:
                return False  # whoever reads it is told why
            return self._snapshots.write(meaning, storage.spot(self._head), {**made, COMMANDS: commands})

    def close(self) -> None:
        """Let go of the file."""
        self._storage.close()

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

    def _recorded(self, new: list[Batch], head: int, batches: Sequence[Batch]) -> list[Recorded]:
        """Record what is new of `batches` after the first `head` events; what was prepared of them is not done again."""
        made, self._prepared = self._prepared, None
        if made and made.batches is batches and made.head == head and len(new) == len(batches):
            return self._put(made.body, made.fresh, made.line)
        body = self._coder.line(new, head=head)
        return self._put(body, self._checked(body, head, self._storage.count + FIRST))

    def _put(self, body: bytes, fresh: list[Recorded], made: Ready | None = None) -> list[Recorded]:
        """Commit a line, and return what it records, which is `fresh`."""
        storage = self._storage
        try:
            storage.commit(body, made)
            self._take_in(fresh)
        except BaseException:
            self._forget()
            raise
        return fresh

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
                fresh = self._coder.records(bodies, head=self._head, path=storage.log.path, line=line)
                self._take_in(fresh, bodies)
        except BaseException:
            self._forget()
            raise

    def _take_in(self, fresh: Sequence[Recorded], bodies: Sequence[bytes] = ()) -> None:
        """Hold `fresh` records; `bodies` are the lines that they are from, the last of which may be lost."""
        self._records += fresh
        self._head = fresh[-1].seq if fresh else self._head
        for body in reversed(bodies):
            lost = lost_in(body)
            if lost is None:
                break
            self._head = max(self._head, lost.last)

    def _let_go(self) -> None:
        """Hold the latest records only, and no part of what one command recorded."""
        records = self._records
        if len(records) <= 2 * HELD:
            return
        cut = len(records) - HELD
        while cut < len(records) and records[cut - 1].cmd == records[cut].cmd:
            cut += 1
        self._commands.add(record.cmd for record in records[:cut])
        self._floor = records[cut - 1].seq
        del records[:cut]
        self._by_cmd.clear()
        self._indexed = 0

    def _all(self) -> list[Recorded]:
        """Return all records, those that aren't held read again."""
        storage = self._storage
        return self._coder.records(storage.log.again(storage.end), head=0, path=storage.log.path, line=FIRST)

    def _earlier(self) -> Commands:
        """Return the commands of all records that aren't held; where the snapshot can't tell them, the file does."""
        if self._found:
            packed = self._found.part(COMMANDS)
            if packed is None:
                self._commands.add([record.cmd for record in self._all()])
            else:
                self._commands.unpack(packed)
            self._found = None  # only now: until they are known, any command may be among them
        return self._commands

    def _of(self, cmd: str) -> tuple[Recorded, ...]:
        records, by_cmd = self._records, self._by_cmd
        while self._indexed < len(records):
            by_cmd.setdefault(records[self._indexed].cmd, self._indexed)
            self._indexed += 1
        first = by_cmd.get(cmd)
        if first is None:
            known = self._floor and self._earlier().may_have(cmd)
            return tuple(record for record in self._all() if record.cmd == cmd) if known else ()
        last = first
        while last < len(records) and records[last].cmd == cmd:
            last += 1
        return tuple(records[first:last])

    def _forget(self) -> None:
        # Where the file and what is held here may have come apart, the file is right: it is read anew.
        self._storage.rewind()
        self._clear()

    def _clear(self) -> None:
        self._head = self._floor = 0
        self._commands, self._found = Commands(), None
        self._records.clear()
        self._by_cmd.clear()
        self._indexed = 0
