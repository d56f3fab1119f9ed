"""Follower: the lines of a file that only grows, taken note of as they come, its own and those of others."""

import threading
from collections.abc import Sequence
from pathlib import Path

from sociotui.journal.chain import Ready
from sociotui.journal.log import Log
from sociotui.journal.snapshots import Spot


class Follower:
    """Lines in, lines out of the file at `path`, which is made by the first commit.

    A writer waits at most `lock_wait` seconds for others. `notices` gathers sentences for people.

    Every method that writes raises Busy, Full, ReadOnly or OutcomeUnknown; every one that reads
    raises Damaged, Newer or Unreadable.
    """

    def __init__(self, path: Path, *, lock_wait: float, notices: list[str], writable: bool = True) -> None:
        self.notices = notices
        self.log = Log(path, lock_wait=lock_wait, notices=notices, writable=writable)
        # For this process's threads, over all below; whoever takes the log's lock, too, takes that first.
        self.mutex = threading.RLock()
        self.end = 0  # where the lines end that were taken note of, and
        self.count = 0  # how many there are, in
        self.edition = 0  # this edition of the log

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
            if self.end:
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

    @property
    def far(self) -> tuple[int, int]:
        """How far things had come when they were taken note of: no two states have it in common."""
        return self.edition, self.end

    def close(self) -> None:
        """Let go of the files; what is done later opens them again, and reads them anew."""
        self.log.lock.close()
        with self.mutex:
            self.log.close()
            self.rewind()

    def _begin(self) -> None:
        self.end, self.count = 0, 0

    def _take_in(self, bodies: Sequence[bytes]) -> None:
        self.count += len(bodies)
