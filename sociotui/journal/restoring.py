"""Restoring: what a backup holds takes the place of what a home does, while nobody else writes.

All files are laid beside their places first, and then a list of them, `LIST`. From then on a restore that was cut off can be
completed from what it left.
"""

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
    Kept,
    Manifest,
    files_in,
    in_order,
    is_journal,
    is_own,
    listed,
    lock_of,
    same,
)
from sociotui.journal.files import PRIVATE_FILE, make_folder, refusal, sync_folder, write_all
from sociotui.journal.places import SNAPSHOTS
from sociotui.journal.unpacking import Backup, manifest_of
from sociotui.words import _

LIST = f"list{RESTORING}"
"""The file that says what else was laid beside its place, and from which backup: its manifest."""

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
    clear(home)
    try:
        for name, _kept, content in backup.files():
            _stay_inside(home, name)
            _lay_beside(home / name, content)
            laid.append(name)
        _list(home, backup.manifest)
    except BaseException:
        clear(home)
        raise
    try:
        _exchange(home, laid)
    except OSError as error:
        raise refusal(home, error, writing=True) from error


def _list(home: Path, manifest: Manifest) -> None:
    try:
        _write_new(home / LIST, iter([listed(manifest)]))
        sync_folder(home)
    except OSError as error:
        raise refusal(home / LIST, error, writing=True) from error


def _exchange(home: Path, laid: list[str]) -> None:
    _remove(_beside(home / SNAPSHOTS))
    _drop(home / SNAPSHOTS)  # a cache that is made from journals must not tell of others than those that are there
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
    (home / LIST).unlink(missing_ok=True)


def _take_places(folder: Path, paths: list[Path]) -> None:
    for path in paths:
        laid = _beside(path)
        if path.exists() and not laid.exists():
            continue  # it came into its place before this was cut off, and is completed now
        laid.replace(path)
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
        _write_new(_beside(path), content, former)
    except OSError as error:
        raise refusal(path, error, writing=True) from error


def _write_new(path: Path, content: Iterator[bytes], former: os.stat_result | None = None) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, PRIVATE_FILE)
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


def _stay_inside(home: Path, name: str) -> None:
    """Refuse where a folder within people's own files is a link that leads elsewhere."""
    own = name.partition("/")[0]
    if is_own(name) and not (home / name).parent.resolve().is_relative_to((home / own).resolve()):
        raise Refused(
            _(
                "In {home}, “{name}” would lie elsewhere, as a link leads out of the folder “{folder}”. Nothing was "
                "changed. Take the link away, then restore the backup again.",
                home=home,
                name=brief(name),
                folder=own,
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


# --- one that was cut off ----------------------------------------------------------------------------


def left_over(home: Path) -> list[Path]:
    """Return what lies beside its place in a home, and has not come into it: nothing, unless a restore runs or was cut off."""
    inner = [Path(folder) for own in OWN for folder, _folders, _files in os.walk(home / own)]
    folders = (home, *(home / each for each in STREAMS), *inner)
    return [left for folder in folders for left in sorted(folder.glob(f"*{RESTORING}"))]


def clear(home: Path) -> None:
    """Remove what was laid beside its place and never came into it."""
    for left in left_over(home):
        _remove(left)


def has_begun(home: Path) -> bool:
    """Whether a restore that was cut off has begun to replace what was there; else the home is as it was before."""
    return not (home / ORGANISATION_FILE).exists()


def to_complete(home: Path) -> Manifest | None:
    """Return what a restore was to put in place that was cut off while it did; None where not all of it is there.

    Where it has not begun it is not completed either: since then the home may have gone on.
    """
    if not has_begun(home):
        return None
    try:
        manifest = manifest_of((home / LIST).read_bytes())
    except (FileNotFoundError, Refused):
        return None
    return manifest if all(_is_there(home / name, kept) for name, kept in manifest.files.items()) else None


def _is_there(path: Path, kept: Kept) -> bool:
    beside = _beside(path)
    return same(beside if beside.exists() else path, kept)


def complete(home: Path, wait: float) -> bool:
    """Complete a restore that was cut off, while nobody else writes; whether all of it was there.

    Raises Busy after `wait` seconds, and what a journal raises that can't be written.
    """
    manifest = to_complete(home)
    with locked(home, manifest.files if manifest else (), wait):
        if manifest is None or to_complete(home) != manifest:
            return False
        try:
            _exchange(home, list(manifest.files))
            clear(home)
        except OSError as error:
            raise refusal(home, error, writing=True) from error
    return True


def undo(home: Path, wait: float) -> bool:
    """Remove what a restore left that was cut off before it replaced anything; whether that was so. Raises as `complete`."""
    with locked(home, (), wait):
        if has_begun(home):
            return False
        try:
            clear(home)
        except OSError as error:
            raise refusal(home, error, writing=True) from error
    return True
