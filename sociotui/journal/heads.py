"""Heads: how far each stream has come, told from the files' sizes and last lines."""

import os
import threading
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from sociotui.journal.ends import head_of
from sociotui.journal.files import refusal
from sociotui.journal.places import FOLDERS, MEETING, SINGLE, SUFFIX, meeting_at, meetings_in, place_of
from sociotui.journal.port import JournalError
from sociotui.journal.snapshots import Snapshots, Spot

MANY = 256
"""Of how many meetings the names are kept, so that who comes next need not list the folder: 2,000 take 3 ms, kept 0.3."""
_NAMES = "names"
_SETTLED = 2_000_000_000  # nanoseconds after which a folder's time stamp is sure to differ from now's

Stamp = tuple[int, int, int]
_NONE: frozenset[str] = frozenset()


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
        self._kept = Snapshots(home, FOLDERS[MEETING])  # the names that were found; of private ones none are kept
        self._meetings: dict[str, frozenset[str]] = {}  # by their kind, as are
        self._meetings_at: dict[str, int] = {}  # the folders' time stamps, where they are settled
        self._names: frozenset[str] = frozenset()  # of all streams, the single ones among them
        self._there: tuple[object, frozenset[str], frozenset[str]] = (
            None,
            _NONE,
            _NONE,
        )  # without these, which are missing
        self._new: frozenset[str] = frozenset()  # those that came since the first look
        self._at_first: frozenset[str] | None = None

    def streams(self) -> frozenset[str]:
        """Return the streams whose files are there; the same object as long as they are the same."""
        with self._mutex:
            self._look_around()
            missing = frozenset(stream for stream in SINGLE if not place_of(self._home, stream).exists())
            names, before, there = self._there
            if names is not self._names or before != missing:
                there = self._names - missing
                self._there = self._names, missing, there
            return there

    def all(self) -> dict[str, int]:
        """Return the head of each stream that holds events."""
        with self._mutex:
            self._look_around()
            return self._past({}, sorted(self._names))

    def past(self, seen: Mapping[str, int]) -> dict[str, int]:
        """Return the heads, among the streams that `seen` names, that are past it."""
        with self._mutex:
            self._look_around()
            return self._past(seen, seen)

    def past_or_new(self, seen: Mapping[str, int]) -> dict[str, int]:
        """As `past`, and the streams that came into being since these heads were first looked at."""
        with self._mutex:
            self._look_around()
            return self._past(seen, self._new.union(seen))

    def _past(self, seen: Mapping[str, int], streams: Iterable[str]) -> dict[str, int]:
        heads = {}
        for stream in streams:
            head = self._head(stream)
            if head > seen.get(stream, 0):
                heads[stream] = head
        return heads

    def _look_around(self) -> None:
        """Take note of the streams whose files are there; a folder is only read when it has changed."""
        before = [self._meetings.get(kind) for kind in FOLDERS]
        found = [self._in_folder(kind) for kind in FOLDERS]
        if any(one is not other for one, other in zip(before, found, strict=True)):
            self._names = frozenset(SINGLE).union(*found)
            self._at_first = self._names if self._at_first is None else self._at_first
            self._new = self._names - self._at_first

    def _in_folder(self, kind: str) -> frozenset[str]:
        folder = meetings_in(self._home, kind)
        try:
            status = folder.stat()
            changed = status.st_mtime_ns
            if changed != self._meetings_at.get(kind):
                settled = time.time_ns() - changed > _SETTLED
                found = self._listed(kind, folder, status, settled=settled)
                if found != self._meetings.get(kind):
                    self._meetings[kind] = found
                # A file made in the same tick of the file system's clock wouldn't show: look again then.
                self._meetings_at[kind] = changed if settled else 0
        except FileNotFoundError:
            self._meetings[kind], self._meetings_at[kind] = _NONE, 0
        except OSError as error:
            raise refusal(folder, error, writing=False) from error
        return self._meetings[kind]

    def _listed(self, kind: str, folder: Path, status: os.stat_result, *, settled: bool) -> frozenset[str]:
        """Return the streams whose files are in `folder`, whose `status` was told just before."""
        # The change time is the system's own: whoever sets back the time stamps of a folder changes that one too.
        meaning = f"{status.st_ino} {status.st_mtime_ns} {status.st_ctime_ns}"
        if kind == MEETING and kind not in self._meetings:
            kept = self._kept.find(meaning)
            names = kept.part(_NAMES) if kept else None
            if names:
                return frozenset(names.decode().split("\n"))
        # Thousands of names, of which no paths are needed, and half of them are locks.
        journals = [each for each in os.listdir(folder) if each.endswith(SUFFIX)]  # noqa: PTH208
        found = frozenset(stream for each in journals if (stream := meeting_at(each, kind)))
        if kind == MEETING and settled and len(found) >= MANY:
            parts = {_NAMES: "\n".join(sorted(found)).encode()}
            self._kept.write(meaning, Spot(0, 0, 0, 0, "", status.st_ino), parts)
        return found

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
