"""Lying: which files lie in a home, told by their names: journals, their locks, and what else is beside them."""

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from sociotui.journal.places import (
    DAMAGED,
    FOLDERS,
    FORMER,
    SEALING,
    SINGLE,
    SNAPSHOTS,
    SUFFIX,
    TORN,
    meeting_at,
    meetings_in,
    place_of,
)
from sociotui.room.mending.store import TALKS

LOCK = ".lock"


class Lying(Struct, frozen=True, kw_only=True):
    """The files of a home. `journals` are by stream, the organisation first; `copies` hold lines of journals; `strange`
    are files that look like a journal's and have a name that none has; `talks` those of talks in conflict.
    """

    folders: tuple[Path, ...] = ()
    journals: dict[str, Path] = {}
    locks: tuple[Path, ...] = ()
    sealing: tuple[Path, ...] = ()
    copies: tuple[Path, ...] = ()
    snapshots: tuple[Path, ...] = ()
    strange: tuple[Path, ...] = ()
    talks: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.journals or self.copies or self.sealing)

    @property
    def files(self) -> Iterator[Path]:
        """All files that hold what people said."""
        yield from self.journals.values()
        yield from self.copies
        yield from self.sealing
        yield from self.snapshots
        yield from self.talks


def _is_folder(path: Path) -> bool:
    """Whether there is a folder; raises PermissionError where this account can't tell, as `is_dir` does in older Pythons alone."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def lying_in(home: Path) -> Lying:
    """Return what lies in a home; nothing where there is none. Raises PermissionError where nobody may look."""
    kinds = {meetings_in(home, kind): kind for kind in FOLDERS}
    folders = tuple(folder for folder in (home, *kinds, home / SNAPSHOTS, home / TALKS) if _is_folder(folder))
    names = [each for folder in folders for each in sorted(folder.iterdir()) if each.is_file()]
    journals = {stream: path for path in names if (stream := _stream(path, kinds))}
    single = {stream: place_of(home, stream) for stream in SINGLE}
    journals = {stream: path for stream, path in single.items() if path in names} | journals
    snapshots = tuple(path for path in names if path.parent == home / SNAPSHOTS)
    talks = tuple(path for path in names if path.parent == home / TALKS)
    known = {*journals.values(), *snapshots, *talks}
    owned = [path for path in names if path not in known and SUFFIX in path.name]
    locks = tuple(path for path in owned if path.name.endswith(SUFFIX + LOCK))
    sealing = tuple(path for path in owned if path.name.endswith(SUFFIX + SEALING))
    beside = tuple(SUFFIX + each for each in (TORN, DAMAGED, FORMER))
    copies = tuple(path for path in owned if any(each in path.name for each in beside))
    known.update(locks, sealing, copies)
    strange = tuple(path for path in owned if path not in known)
    return Lying(
        folders=folders,
        journals=journals,
        locks=locks,
        sealing=sealing,
        copies=copies,
        snapshots=snapshots,
        strange=strange,
        talks=talks,
    )


def journal_of(path: Path) -> Path:
    """Return the journal that a file lies beside."""
    return path.with_name(path.name.partition(SUFFIX)[0] + SUFFIX)


def _stream(path: Path, kinds: Mapping[Path, str]) -> str | None:
    kind = kinds.get(path.parent)
    return meeting_at(path.name, kind) if kind else None
