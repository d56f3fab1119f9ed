"""TinyJournal: the journal in TinyDB files under a folder, one a stream."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sociotui.domain.event import Event
from sociotui.journal.coder import coder_of
from sociotui.journal.heads import Heads
from sociotui.journal.places import place_of
from sociotui.journal.port import Appended, Batch, JournalError, Kept, Mark, Recorded
from sociotui.journal.rewrite import Replace
from sociotui.journal.snapshots import Snapshots
from sociotui.journal.stream import Stream
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.journal.listening import Listening

LOOK = 1 / 3  # seconds between two looks at the files, while waiting for others


class TinyJournal:
    """A Journal under the folder `home`, which is made by the first append; several processes may share it.

    `event_type` is the union of all events. A writer waits at most `lock_wait` seconds for others.
    `notices` gathers sentences for people about what was found and dealt with. Beside what
    Journal tells, its methods raise Damaged, Newer and Unreadable.
    """

    def __init__(self, home: Path, *, event_type: Any, lock_wait: float = 10.0) -> None:
        self.home = home
        self.notices: list[str] = []
        self._coder = coder_of(event_type)
        self._lock_wait = lock_wait
        self._heads = Heads(home, self.notices)
        self._streams: dict[str, Stream] = {}
        self._mutex = threading.Lock()
        self._closed = threading.Event()

    def append(self, stream: str, expected: int, events: Sequence[Event], *, cmd: str, actor: str) -> Appended:
        """As in Journal."""
        return self.append_all(stream, expected, (Batch(cmd, actor, events),))[0]

    def append_all(self, stream: str, expected: int, batches: Sequence[Batch]) -> tuple[Appended, ...]:
        """As in Journal."""
        return self._stream(stream).append(expected, batches)

    def prepare(self, stream: str, expected: int, batches: Sequence[Batch]) -> None:
        """As in Journal."""
        self._stream(stream).prepare(expected, batches)

    def recorded(self, stream: str, cmd: str) -> tuple[Recorded, ...]:
        """As in Journal."""
        return self._stream(stream).recorded(cmd)

    def alone(self, stream: str) -> AbstractContextManager[object]:
        """As in Journal."""
        return self._stream(stream).alone()

    def seal(self, stream: str, expected: int, event: Event, *, cmd: str, actor: str) -> Appended:
        """As in Journal; copies of a torn or damaged file go as well."""
        return self._stream(stream).seal(expected, event, cmd=cmd, actor=actor)

    def rewrite(self, stream: str, replace: Replace) -> int:
        """As in Journal; copies of a torn, damaged or former file go as well."""
        return self._stream(stream).rewrite(replace)

    def link(self, stream: str) -> str:
        """As in Journal; "" too for a file in a former format that nobody has written to since."""
        return self._stream(stream).link()

    def read(self, stream: str, after: int = 0) -> tuple[Recorded, ...]:
        """As in Journal."""
        return self._stream(stream).read(after)

    def listen(self, stream: str) -> "Listening":
        """As in Journal."""
        from sociotui.journal.listening import Listening

        self._still_open()
        return Listening(place_of(self.home, stream), self._coder)

    def mark(self, stream: str) -> Mark:
        """As in Journal."""
        return self._stream(stream).mark()

    def resume(self, stream: str, meaning: str) -> Kept | None:
        """As in Journal."""
        return self._stream(stream).resume(meaning)

    def keep(self, stream: str, mark: Mark, meaning: str, parts: Callable[[], Mapping[str, bytes]]) -> bool:
        """As in Journal; it lies in the home's folder `snapshots`."""
        return self._stream(stream).keep(mark, meaning, parts)

    def streams(self) -> frozenset[str]:
        """As in Journal."""
        self._still_open()
        return self._heads.streams()

    def heads(self) -> dict[str, int]:
        """As in Journal; a file that can't be understood is left out, and told in `notices`."""
        self._still_open()
        return self._heads.all()

    def wait(self, seen: Mapping[str, int], timeout: float) -> dict[str, int]:
        """As in Journal; closing this ends the wait. A new stream is told after a third of a second, or at once by a
        single look (`timeout` 0).
        """
        self._still_open()
        deadline = time.monotonic() + timeout
        grown = self._heads.past(seen) if timeout > 0 else self._heads.past_or_new(seen)
        while not grown:
            left = deadline - time.monotonic()
            if left <= 0 or self._closed.wait(min(left, LOOK)):
                break
            # Streams that `seen` doesn't name are told at this pace: who ignores them isn't kept busy.
            grown = self._heads.past_or_new(seen)
        return grown

    def close(self) -> None:
        """As in Journal."""
        self._closed.set()
        with self._mutex:
            streams = list(self._streams.values())
            self._streams.clear()
        for stream in streams:
            stream.close()

    def __enter__(self) -> "TinyJournal":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _stream(self, name: str) -> Stream:
        with self._mutex:
            self._still_open()
            if name not in self._streams:
                path = place_of(self.home, name)
                self._streams[name] = Stream(
                    path,
                    self._coder,
                    lock_wait=self._lock_wait,
                    notices=self.notices,
                    snapshots=Snapshots(self.home, name),
                )
            return self._streams[name]

    def _still_open(self) -> None:
        if self._closed.is_set():
            raise JournalError(_("This journal has been closed. Open it again to go on."))
