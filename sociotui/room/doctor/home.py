"""The home: where it lies, whose it is, who may read it, and files in it that belong to nothing."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from sociotui.domain.refusal import Refused
from sociotui.exchange.trouble import trouble
from sociotui.journal.backup import RESTORING
from sociotui.journal.files import PRIVATE_FILE, PRIVATE_FOLDER, owner_of
from sociotui.room.clock import Clock
from sociotui.room.doctor.findings import Finding, Mend, few
from sociotui.room.doctor.lying import Lying
from sociotui.room.doctor.machine import Machine
from sociotui.room.doctor.restored import left_by_restoring
from sociotui.room.mending.store import Talks
from sociotui.words import _


def check_home(home: Path, lying: Lying, machine: Machine) -> Iterator[Finding]:
    """Look at a home that is there."""
    yield _place(home, machine)
    there = [*lying.folders, *lying.files, *lying.locks, *left_by_restoring(home)]
    status = {path: found for path in there if (found := _status(path))}
    yield from _usable(home, status, machine)
    yield from _owners(home, status)
    yield from _rights(home, status, machine)
    yield from _talks(home)
    if strange := [path for path in lying.strange if not path.name.endswith(RESTORING)]:
        names = few([str(path.relative_to(home)) for path in strange])
        yield Finding(
            group="home",
            check="strange",
            level="look",
            said=_(
                "No journal has a name like these, so nobody reads them: {names}. If they are copies, keep them "
                "elsewhere; a meeting's file is called by its id, as in garden-2026-03-02.journal.",
                names=names,
            ),
        )


def _talks(home: Path) -> Iterator[Finding]:
    """Which talks in conflict can't be read any more; who is in them, and in which others, is not looked at."""
    if damaged := Talks(home, Clock()).unread():
        yield Finding(
            group="home",
            check="talks",
            level="look",
            said=_(
                "A talk in conflict can't be read any more: {names}. Nobody is shown it. Those who were in it begin anew; remove the file.",
                names=few(_names(home, damaged)),
            ),
        )


def _place(home: Path, machine: Machine) -> Finding:
    owner = owner_of(home)
    said = _("{home} belongs to {owner}.", home=home, owner=owner)
    uid = home.stat().st_uid
    if machine.uid == uid:
        return Finding(group="home", check="place", level="well", said=said, about=str(home))
    if machine.uid == 0:
        said = _(
            "{home} belongs to {owner}, and you are root: what you do here makes files that {owner} can't use. "
            "Work as {owner}, for example with “sudo -u {owner} sociotui”.",
            home=home,
            owner=owner,
        )
    else:
        said = _("{home} belongs to {owner}, not to this account.", home=home, owner=owner)
    return Finding(group="home", check="place", level="look", said=said, about=str(home))


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:  # a left-over that its owner has just cleared away
        return None


def _usable(home: Path, status: dict[Path, os.stat_result], machine: Machine) -> Iterator[Finding]:
    """What this account may not read, or not write."""
    unread = [path for path, is_now in status.items() if not _may(path, is_now, os.R_OK)]
    unwritten = [path for path, is_now in status.items() if path not in unread and not _may(path, is_now, os.W_OK)]
    if unread:
        said = _(
            "This account can't read {names}. Ask {owner} for the right, or work as {owner}.",
            names=few(_names(home, unread)),
            owner=owner_of(unread[0]),
        )
        yield Finding(
            group="home", check="readable", level="wrong", said=said, mend=_tightening(home, unread, status, machine)
        )
    if unwritten:
        said = _(
            "This account can't write {names}, so nothing can be recorded there; what is there can be read.",
            names=few(_names(home, unwritten)),
        )
        yield Finding(
            group="home", check="writable", level="wrong", said=said, mend=_tightening(home, unwritten, status, machine)
        )


def _may(path: Path, is_now: os.stat_result, way: int) -> bool:
    if stat.S_ISDIR(is_now.st_mode):
        way |= os.X_OK
    return os.access(path, way, effective_ids=True)


def _owners(home: Path, status: dict[Path, os.stat_result]) -> Iterator[Finding]:
    whose = home.stat().st_uid
    others = [path for path, is_now in status.items() if is_now.st_uid != whose]
    if others:
        said = _(
            "Not everything here belongs to {owner}: {names}. That happens when sociotui was once run by another "
            "account, like root. Give them back: “chown {owner} FILE”, as root.",
            owner=owner_of(home),
            names=few(_names(home, others)),
        )
        yield Finding(group="home", check="owner", level="look", said=said)


def _rights(home: Path, status: dict[Path, os.stat_result], machine: Machine) -> Iterator[Finding]:
    wide = [path for path, is_now in status.items() if stat.S_IMODE(is_now.st_mode) & ~_private(is_now)]
    if not wide:
        said = _("Only its owner can read it: folders have the rights 0700, files 0600.")
        yield Finding(group="home", check="rights", level="well", said=said)
        return
    names = [f"{name} ({stat.S_IMODE(status[path].st_mode):04o})" for name, path in _named(home, wide)]
    said = _(
        "Other accounts of this machine have rights to what people said here: {names}. Folders are to have 0700, files 0600.",
        names=few(names),
    )
    yield Finding(group="home", check="rights", level="look", said=said, mend=_tightening(home, wide, status, machine))


def _private(is_now: os.stat_result) -> int:
    return PRIVATE_FOLDER if stat.S_ISDIR(is_now.st_mode) else PRIVATE_FILE


def _tightening(home: Path, paths: Sequence[Path], status: dict[Path, os.stat_result], machine: Machine) -> Mend | None:
    """What gives files and folders the rights that they are to have, as far as they are this account's and have others."""
    own = [
        path
        for path in paths
        if machine.uid in (0, status[path].st_uid) and stat.S_IMODE(status[path].st_mode) != _private(status[path])
    ]
    if not own:
        return None

    def tighten() -> list[str]:
        try:
            for path in own:
                path.chmod(_private(status[path]))
        except OSError as error:
            raise Refused(trouble(error)) from error
        return [_("{names}: now for the owner alone.", names=few(_names(home, own)))]

    return Mend(_("give {names} the rights 0700 (folders) and 0600 (files)", names=few(_names(home, own))), tighten)


def _named(home: Path, paths: Sequence[Path]) -> list[tuple[str, Path]]:
    return list(zip(_names(home, paths), paths, strict=True))


def _names(home: Path, paths: Sequence[Path]) -> list[str]:
    return [str(path.relative_to(home)) if path != home else str(home) for path in paths]
