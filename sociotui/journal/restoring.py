"""Restoring: what a backup holds takes the place of what a home does, while nobody else writes."""

import errno
import os
import resource
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from sociotui.domain.refusal import Refused, brief
from sociotui.journal.backup import (
    ORGANISATION_FILE,
    OWN,
    RESTORING,
    STREAMS,
    files_in,
    in_order,
    is_journal,
    is_own,
    lock_of,
)
from sociotui.journal.files import PRIVATE_FILE, make_folder, refusal, sync_folder, write_all
from sociotui.journal.unpacking import Backup
from sociotui.words import _

SNAPSHOTS = "snapshots"
"""The folder of a cache that is made from journals: it must not tell of others than those that are there."""

_SPARE = 64  # files that may be open beside the locks


@contextmanager
def locked(home: Path, names: Iterable[str], wait: float) -> Iterator[None]:
    """Keep everybody from writing to the journals that are in a home or among `names`; raises Busy, and ReadOnly."""
    with ExitStack() as held:
        taken: set[str] = set()
        while left := sorted({*filter(is_journal, names), ORGANISATION_FILE, *_journals(home)} - taken, key=in_order):
            _make_room(len(taken) + len(left))
            for name in left:
                lock = lock_of(home / name, wait)
                held.callback(lock.close)
                held.enter_context(lock)
            taken.update(left)  # and what came into being while one was waited for
        yield


def _journals(home: Path) -> list[str]:
    return [name for name in files_in(home) if is_journal(name)]


def _make_room(locks: int) -> None:
    """Let this process have as many files open as it takes, as far as it may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = locks + _SPARE
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(most, soft), hard))


def put_in_place(home: Path, backup: Backup) -> None:
    """Make a home hold what a backup does: its journals and no others, and people's own files as they were in it.

    Everybody else is kept from writing. All files are laid beside their places first: until then an error leaves
    all as it was. Then the organisation goes, and comes last: a crash in between leaves a home that has not begun,
    and doing it again completes it. Raises Refused, and what a journal raises that can't be written.
    """
    laid: list[str] = []
    _clear(home)
    try:
        for name, _kept, content in backup.files():
            _stay_inside(home, name)
            _lay_beside(home / name, content)
            laid.append(name)
    except BaseException:
        _clear(home)
        raise
    try:
        _exchange(home, laid)
    except OSError as error:
        raise refusal(home, error, writing=True) from error


def _exchange(home: Path, laid: list[str]) -> None:
    _drop(home / SNAPSHOTS)
    (home / ORGANISATION_FILE).unlink(missing_ok=True)
    sync_folder(home)
    gone = {*_journals(home)} - {*laid}
    for name in gone:
        (home / name).unlink(missing_ok=True)
    for folder in {(home / name).parent for name in (*laid, *gone)}:
        _take_places(
            folder, [home / name for name in laid if (home / name).parent == folder and name != ORGANISATION_FILE]
        )
    if ORGANISATION_FILE in laid:
        _take_places(home, [home / ORGANISATION_FILE])


def _take_places(folder: Path, paths: list[Path]) -> None:
    for path in paths:
        _beside(path).replace(path)
    sync_folder(folder)


def _drop(cache: Path) -> None:
    """Remove a folder in one step, though somebody may just write into it."""
    if cache.is_dir():
        cache.replace(_beside(cache))
        _remove(_beside(cache))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(path.name + RESTORING)


def _lay_beside(path: Path, content: Iterator[bytes]) -> None:
    """Write a file to beside its place, with the rights of the one that is there; it has reached the disk on return."""
    try:
        make_folder(path.parent)
        former = _former(path)
        fd = os.open(_beside(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, PRIVATE_FILE)
        try:
            for part in content:
                write_all(fd, part)
            if former:
                with suppress(PermissionError):
                    os.fchown(fd, -1, former.st_gid)
                    os.fchmod(fd, stat.S_IMODE(former.st_mode))
            os.fsync(fd)
        finally:
            os.close(fd)
    except OSError as error:
        raise refusal(path, error, writing=True) from error


def _stay_inside(home: Path, name: str) -> None:
    """Refuse where a folder within people's own files is a link that leads elsewhere."""
    if is_own(name) and not (home / name).parent.resolve().is_relative_to((home / OWN).resolve()):
        raise Refused(
            _(
                "In {home}, “{name}” would lie elsewhere, as a link leads out of the folder “{folder}”. Nothing was "
                "changed. Take the link away, then restore the backup again.",
                home=home,
                name=brief(name),
                folder=OWN,
            )
        )


def _former(path: Path) -> os.stat_result | None:
    """Return what is known of the file at `path`, if one is there."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return found if stat.S_ISREG(found.st_mode) else None


def _clear(home: Path) -> None:
    """Remove what was laid beside its place and never came into it."""
    inner = [Path(folder) for folder, _folders, _files in os.walk(home / OWN)]
    for folder in (home, *(home / each for each in STREAMS), *inner):
        for left in folder.glob(f"*{RESTORING}"):
            _remove(left)
