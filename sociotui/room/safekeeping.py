"""Safekeeping: a home goes into one file while meetings run, and comes back out of it as it was."""

import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from msgspec import Struct

from sociotui import __version__
from sociotui.domain.refusal import Refused, brief
from sociotui.exchange.writing import fill_file
from sociotui.journal.backup import (
    ACCESS_FILE,
    LOCK_WAIT,
    Kept,
    Manifest,
    files_in,
    is_journal,
    no_outcomes,
    same,
    write_backup,
)
from sociotui.journal.copying import Copies, Still
from sociotui.journal.restoring import locked, put_in_place
from sociotui.journal.unpacking import Backup, check
from sociotui.room.beside import AtHome
from sociotui.room.copies import ARCHIVE, BEFORE
from sociotui.room.home import Home
from sociotui.words import _

_TURNS = 3  # in which a backup is made as new as it gets while others write


class Told(Struct, frozen=True):
    """What became of it, a sentence for people; and a sentence for each file that isn't whole."""

    done: str
    flaws: tuple[str, ...] = ()


# --- a backup --------------------------------------------------------------------------------------


def back_up(home: Home, file: Path, *, force: bool = False, lock_wait: float = LOCK_WAIT) -> Told:
    """Write all that a home holds to `file`, as it was at one moment; meetings go on meanwhile.

    A backup that was there is replaced, anything else only with `force`. The file is for this account alone, has
    reached the disk on return, and is whole or not there. A damaged journal is in it as it is, and told.
    Raises Refused, OSError, and Busy where another has the organisation for longer than `lock_wait` seconds.
    """
    _check_anything(home)
    check_place(home.folder, file, force=force)
    with _spool(file) as spool:
        copies = Copies(home.folder, spool)
        _catch_up(home.folder, copies)
        manifest = _moment(home, copies, lock_wait)
        _write(file, manifest, spool, copies)
    return Told(_holding(_("The backup is in {file}: {what}."), manifest, file=file), _flaws(manifest.flawed))


class Packed(Struct, frozen=True):
    """A backup as bytes, `what` it holds, and a sentence for each file that isn't whole."""

    archive: bytes
    what: str
    flaws: tuple[str, ...] = ()


def pack(home: Home, at_home: AtHome, lock_wait: float = LOCK_WAIT) -> Packed:
    """Return a backup of a home, for somebody who can't read its files; like `back_up`.

    It is done beside the home's own thread, which is asked by `at_home` for the moment that takes: nobody else waits.
    """
    _check_anything(home)
    archive = BytesIO()
    with TemporaryFile() as spool:
        copies = Copies(home.folder, spool)
        _catch_up(home.folder, copies)
        manifest: Manifest = at_home(lambda: _moment(home, copies, lock_wait))
        write_backup(archive, manifest, spool, copies.starts)
    return Packed(archive.getvalue(), _holding("{what}", manifest), _flaws(manifest.flawed))


def put_packed(packed: Packed, file: Path) -> Told:
    """Write a backup that came as bytes to `file`, for this account alone, whole or not at all."""
    fill_file(file, lambda into: into.write(packed.archive))
    return Told(_("The backup is in {file}: {what}.", file=file, what=packed.what), packed.flaws)


def _check_anything(home: Home) -> None:
    if not files_in(home.folder):
        raise Refused(_("There is nothing in {folder} to back up. Name your home with --home.", folder=home.folder))


def _catch_up(folder: Path, copies: Copies) -> None:
    """Copy what is there, and what has changed meanwhile, so that little is left for the moment of which a backup is."""
    for _turn in range(_TURNS):
        if not copies.take(files_in(folder), "nothing"):
            return


def _moment(home: Home, copies: Copies, lock_wait: float) -> Manifest:
    """Copy what has changed since, with the organisation held: all that is copied is of this moment."""
    with no_outcomes(home.folder, lock_wait):
        return _copied(home, copies, "organisation")


def _copied(home: Home, copies: Copies, still: Still) -> Manifest:
    # Listed only now, with the organisation held: no meeting is among them of which it would have to know.
    copies.take(files_in(home.folder), still)
    return Manifest(made=_time(home).isoformat(timespec="seconds"), program=__version__, files=copies.files)


def _write(file: Path, manifest: Manifest, spool: BinaryIO, copies: Copies) -> None:
    fill_file(file, lambda into: write_backup(into, manifest, spool, copies.starts))


def _time(home: Home) -> datetime:
    return datetime.fromtimestamp(home.clock.now() / 1000, UTC)


@contextmanager
def _spool(file: Path) -> Iterator[BinaryIO]:
    """Give a file without a name, on the disk that a backup goes to: journals change, and a backup lists them first.

    An OSError within names the backup, as that is what people asked for.
    """
    try:
        with TemporaryFile(dir=Path(os.path.realpath(file)).parent) as spool:
            yield spool
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error


def check_place(home: Path, file: Path, *, force: bool) -> None:
    """Refuse to write over what is no backup; over a home's own, or what is no file at all, even with `force`."""
    try:
        plain = stat.S_ISREG(file.stat().st_mode)
    except FileNotFoundError:
        return
    if not plain or any(file.samefile(home / name) for name in files_in(home)):
        raise Refused(
            _(
                "{file} is something that a backup can't take the place of. Nothing was written. Name another.",
                file=file,
            )
        )
    if force or _is_backup(file):
        return
    raise Refused(
        _(
            "{file} is there already, and is no backup that this sociotui knows. Nothing was written. Name another "
            "file, or write over it with --force.",
            file=file,
        )
    )


def _is_backup(file: Path) -> bool:
    with file.open("rb") as packed:
        try:
            Backup(packed)
        except Refused:
            return False
    return True


def _holding(sentence: str, manifest: Manifest, **values: object) -> str:
    journals = sum(map(is_journal, manifest.files))
    what = _("{n} journals, {m} files of your own", n=journals, m=len(manifest.files) - journals)
    return sentence.format(what=what, made=brief(manifest.made), **values)


def _flaws(flawed: Mapping[str, str]) -> tuple[str, ...]:
    damaged = _("{name} is damaged. In the backup it is as it is, to its last byte; see “sociotui doctor”.")
    newer = _("{name} holds what only a newer sociotui knows. In the backup it is as it is, and was not checked.")
    return tuple((damaged if flaw == "damaged" else newer).format(name=name) for name, flaw in flawed.items())


# --- and back --------------------------------------------------------------------------------------


def restore(home: Home, file: Path, *, force: bool = False, lock_wait: float = LOCK_WAIT) -> Told:
    """Make a home what it was when the backup in `file` was made; formats that it has besides are left in it.

    The backup is checked to its end first. A home that holds anything else is only replaced with `force`, and goes
    into a backup of its own before. Programs that have it open say that it was replaced, and write nothing more.
    Raises Refused, OSError, and what a journal raises that can't be written; Busy names who has one for longer
    than `lock_wait` seconds.
    """
    with file.open("rb") as packed:
        manifest = check(packed)
        _check_room(home.folder, sum(kept.bytes for kept in manifest.files.values()))
        _check_home(home.folder, manifest, force=force)
        with locked(home.folder, manifest.files, lock_wait):
            others = _check_home(home.folder, manifest, force=force)
            before = _keep_what_is_there(home) if others else None
            packed.seek(0)
            put_in_place(home.folder, Backup(packed))
    done = _holding(_("{home} is as it was on {made}: {what}."), manifest, home=home.folder)
    if before:
        done += _(" What was there before is kept in {file}.", file=before)
    return Told(done + _who_comes_in(manifest, others), _flaws(manifest.flawed))


def _who_comes_in(manifest: Manifest, replaced: list[str]) -> str:
    """Return what people should know of the keys that came back, or did not."""
    if ACCESS_FILE in manifest.files:
        return _(
            " Who may come in to a server is as it was then, too: also by keys that were revoked since, and by one-time codes "
            "that were used since. Please look it through: “sociotui member keys”."
        )
    if ACCESS_FILE in replaced:
        return _(" No keys are in this backup: nobody comes in to a server before they are invited again.")
    return ""


def _check_home(folder: Path, manifest: Manifest, *, force: bool) -> list[str]:
    """Return what is in a home and not in a backup, or not the same; refused without `force`."""
    nothing = Kept(-1, "", 0, "")
    others = [name for name in files_in(folder) if not same(folder / name, manifest.files.get(name, nothing))]
    if others and not force:
        raise Refused(
            _(
                "There is something in {folder} already, and it would be replaced. Nothing was changed. Restore into a "
                "new home: name an empty folder with --home. Or replace it with --force: then it is kept in a backup "
                "of its own.",
                folder=folder,
            )
        )
    return others


def _check_room(folder: Path, size: int) -> None:
    """Refuse what the disk can't hold, before it is tried."""
    place = next(each for each in (folder, *folder.absolute().parents) if each.is_dir())
    if shutil.disk_usage(place).free < size:
        raise Refused(
            _(
                "The files in this backup need {size} megabytes, and there is less room than that in {place}. Nothing "
                "was changed. Make room on the disk, then do this again.",
                size=size // 1_000_000 + 1,
                place=place,
            )
        )


def _keep_what_is_there(home: Home) -> Path:
    """Write a backup of a home into it, while nobody else writes; return where it lies."""
    name = f"{BEFORE}{_time(home):%Y-%m-%dT%H-%M-%SZ}"
    file, number = home.folder / f"{name}{ARCHIVE}", 1
    while file.exists():
        number += 1
        file = home.folder / f"{name}-{number}{ARCHIVE}"
    with _spool(file) as spool:
        copies = Copies(home.folder, spool)
        _write(file, _copied(home, copies, "all"), spool, copies)
    return file
