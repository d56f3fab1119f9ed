"""Heads: how far each stream has come, told from the files' sizes and last lines."""

import threading
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from sociotui.journal.ends import head_of
from sociotui.journal.files import refusal
from sociotui.journal.places import ORGANISATION, meeting_at, meetings_in, place_of
from sociotui.journal.port import JournalError

_SETTLED = 2_000_000_000  # nanoseconds after which a folder's time stamp is sure to differ from now's

Stamp = tuple[int, int, int]


class Heads:
    """The heads of the streams under `home`; a file is looked into only when it has changed.

    A file that can't be understood is left out, and told in `notices`.
    """

    def __init__(self, home: Path, notices: list[str]) -> None:
        self._home = home
        self._notices = notices
        self._mutex = threading.Lock()
        self._places: dict[str, Path] = {}
        self._seen: dict[str, tuple[Stamp, int]] = {}
        self._meetings: frozenset[str] = frozenset()
        self._meetings_at = 0
        self._at_first: frozenset[str] | None = None

    def all(self) -> dict[str, int]:
        """Return the head of each stream that holds events."""
        with self._mutex:
            return self._past({}, sorted(self._names()))

    def past(self, seen: Mapping[str, int]) -> dict[str, int]:
        """Return the heads, among the streams that `seen` names, that are past it."""
        with self._mutex:
            self._names()
            return self._past(seen, seen)

    def past_or_new(self, seen: Mapping[str, int]) -> dict[str, int]:
        """As `past`, and the streams that came into being since these heads were first looked at."""
        with self._mutex:
            new = self._names() - (self._at_first or frozenset())
            return self._past(seen, new.union(seen))

    def _past(self, seen: Mapping[str, int], streams: Iterable[str]) -> dict[str, int]:
        heads = {}
        for stream in streams:
            head = self._head(stream)
            if head > seen.get(stream, 0):
                heads[stream] = head
        return heads

    def _names(self) -> frozenset[str]:
        """Return the streams whose files are there; the folder is only read when it has changed."""
        folder = meetings_in(self._home)
        try:
            changed = folder.stat().st_mtime_ns
            if changed != self._meetings_at:
                self._meetings = frozenset(stream for each in folder.iterdir() if (stream := meeting_at(each.name)))
                # A file made in the same tick of the file system's clock wouldn't show: look again then.
                self._meetings_at = changed if time.time_ns() - changed > _SETTLED else 0
        except FileNotFoundError:
            self._meetings, self._meetings_at = frozenset(), 0
        except OSError as error:
            raise refusal(folder, error, writing=False) from error
        names = self._meetings | {ORGANISATION}
        if self._at_first is None:
            self._at_first = names
        return names

    def _head(self, stream: str) -> int:
        path = self._places.get(stream)
        if path is None:
            path = self._places[stream] = place_of(self._home, stream)
        try:
            is_now = path.stat()
            stamp = (is_now.st_ino, is_now.st_size, is_now.st_mtime_ns)
            cached = self._seen.get(stream)
            if cached is None or cached[0] != stamp:
                cached = self._seen[stream] = (stamp, self._look_into(path))
            return cached[1]
        except FileNotFoundError:
            self._seen.pop(stream, None)
            return 0
        except OSError as error:
            raise refusal(path, error, writing=False) from error

    def _look_into(self, path: Path) -> int:
        try:
            return head_of(path)
        except JournalError as error:
            self._notices.append(str(error))
            return 0
