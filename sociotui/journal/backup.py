"""Backup: which files of a home belong into one, and what a backup's file says.

A backup is a .tar.gz. Its first member, `manifest.json`, lists the others: each journal byte for byte, as far as its
lines are whole, and people's own files under `formats/` and `practice/`. Locks, caches and what was set aside stay out of it.
"""

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import file_digest
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec
from msgspec import Struct

from sociotui.journal.archive import write_archive
from sociotui.journal.files import refusal
from sociotui.journal.lock import FileLock
from sociotui.journal.places import ACCESS, FOLDERS, ORGANISATION, SUFFIX, meeting_at
from sociotui.journal.port import Busy, ReadOnly

VERSION = 1  # of a backup's form
MANIFEST = "manifest.json"
ORGANISATION_FILE = f"{ORGANISATION}{SUFFIX}"
ACCESS_FILE = f"{ACCESS}{SUFFIX}"
_SINGLE = (ACCESS_FILE, ORGANISATION_FILE)
RESTORING = ".restoring"
"""What the names of files that are being restored end with, until they are in their places."""

STREAMS = tuple(FOLDERS.values())
"""The folders with a journal a stream."""
OWN = ("formats", "lessons", "cards", "practice")
"""The folders with people's own files."""
_LONGEST = 4096  # of a path
_LOOK_AGAIN = 0.005  # seconds


class Kept(Struct, frozen=True, omit_defaults=True):
    """A file in a backup: its size, its checksum; for a journal the number of its last event and the last link.

    `head` is 0 and `link` "" where there is none. `flaw` says of a journal that it was not whole, or not to be
    understood, when it was copied: then it is in the backup to its last byte.
    """

    bytes: int
    sha256: str
    head: int
    link: str
    flaw: Literal["", "damaged", "newer"] = ""


class Manifest(Struct, frozen=True, kw_only=True):
    """What a backup holds: `made` is a time in ISO 8601 (UTC), `program` the version that wrote it."""

    version: int = msgspec.field(default=VERSION, name="sociotui-backup")
    made: str
    program: str
    files: dict[str, Kept]

    @property
    def flawed(self) -> dict[str, str]:
        """The files that were not whole, or not to be understood, each with which of both."""
        return {name: kept.flaw for name, kept in self.files.items() if kept.flaw}


# --- which files -----------------------------------------------------------------------------------


def is_journal(name: str) -> bool:
    """Whether a path in a home, with `/` between its parts, is that of a stream's file."""
    folder, _slash, file = name.rpartition("/")
    return name in _SINGLE or (folder in STREAMS and meeting_at(file) is not None)


def is_own(name: str) -> bool:
    """Whether a path in a home is one of people's own files; none of those leads out of their folder."""
    folder, *parts = name.split("/")
    if len(name) > _LONGEST:
        return False
    return folder in OWN and bool(parts) and all(map(_is_plain, parts)) and not name.endswith(RESTORING)


def _is_plain(part: str) -> bool:
    return part not in {"", ".", ".."} and "\0" not in part and len(os.fsencode(part)) <= 255


def files_in(home: Path) -> list[str]:
    """Return the files of a home that belong into a backup, the organisation's last."""
    found = [name for folder in STREAMS for name in _names(home, folder) if is_journal(name)]
    for folder, files in ((f, files) for own in OWN for f, _folders, files in os.walk(home / own, onerror=_tell)):
        inner = Path(folder).relative_to(home)
        found += [name for file in files if is_own(name := str(inner / file)) and (home / name).is_file()]
    found += [name for name in _SINGLE if (home / name).is_file()]
    return sorted(found, key=in_order)


def in_order(name: str) -> tuple[bool, str]:
    """Sort by this: the organisation comes last, as a home that is without it has not begun."""
    return name == ORGANISATION_FILE, name


def _names(home: Path, folder: str) -> list[str]:
    try:
        with os.scandir(home / folder) as names:
            return [f"{folder}/{each.name}" for each in names if each.is_file()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise refusal(home / folder, error, writing=False) from error


def _tell(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise refusal(Path(error.filename), error, writing=False) from error


# --- one moment ------------------------------------------------------------------------------------


def lock_of(path: Path, wait: float) -> FileLock:
    """Return the lock that writers of the journal at `path` take."""
    return FileLock(path.with_name(path.name + ".lock"), wait)


LOCK_WAIT = 10.0
"""Seconds for which who copies several journals waits for others, as who writes does."""


@contextmanager
def no_outcomes(home: Path, wait: float) -> Iterator[None]:
    """Keep the organisation as it is for a while; meetings go on, and may even close.

    A copy of several files is only of one moment where no meeting's outcomes go on record between the first and the
    last of them: once they have, the meeting is sealed, and what a sealed meeting still knows is too little to put
    them on record again. Nor may a meeting open of a circle that the copied organisation does not know yet.
    Raises Busy after `wait` seconds. Where this account may only read, it is asked for as readers can.
    """
    lock = lock_of(home / ORGANISATION_FILE, wait)
    try:
        lock.__enter__()
    except ReadOnly:
        with no_writer(lock):
            yield
        return
    try:
        yield
    finally:
        lock.__exit__()
        lock.close()


@contextmanager
def no_writer(lock: FileLock) -> Iterator[None]:
    """Keep a journal as it is for a while, as who may only read it can; raises Busy when the lock's time is up."""
    over = time.monotonic() + lock.wait
    while True:
        with lock.no_writer() as quiet:
            if quiet:
                yield
                return
        if time.monotonic() > over:
            raise Busy(lock.path, 0, lock.wait)
        time.sleep(_LOOK_AGAIN)  # readers can't stand in the writers' queue


def write_backup(file: BinaryIO, manifest: Manifest, spool: BinaryIO, starts: Mapping[str, int]) -> None:
    """Write to `file` the backup of what was copied to `spool`, where each file's copy `starts`."""
    first = listed(manifest)

    def members() -> Iterator[tuple[str, int, BinaryIO]]:
        yield MANIFEST, len(first), BytesIO(first)
        for name, kept in manifest.files.items():
            spool.seek(starts[name])
            yield name, kept.bytes, spool

    write_archive(file, members())


def listed(manifest: Manifest) -> bytes:
    """Return a manifest as it is written."""
    # Not msgspec's own: names of files need not be UTF-8, and stand in here escaped.
    return json.dumps(msgspec.to_builtins(manifest), indent=1).encode()


def same(path: Path, kept: Kept) -> bool:
    """Whether the file at `path` is the one that a backup holds, to the last byte."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size != kept.bytes:
                return False
            return file_digest(file, "sha256").hexdigest() == kept.sha256
    except (FileNotFoundError, IsADirectoryError):
        return False
    except OSError as error:
        raise refusal(path, error, writing=False) from error
