"""Locks: which journals are locked for longer than a moment, by whom, and how to let a stopped holder go on."""

import fcntl
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from sociotui.journal.lock import holder_of
from sociotui.room.doctor.findings import Finding
from sociotui.room.doctor.lying import Lying, journal_of
from sociotui.room.doctor.machine import Machine
from sociotui.words import _

_LOOK = 0.02
"""Seconds between two looks at a lock that is held."""
STOPPED = ("T", "t")
_TICKS = os.sysconf("SC_CLK_TCK")


class Process(Struct, frozen=True):
    """A process: the name of its command, its state as ps(1) writes it, when it began in ms since 1970 (0: unknown)."""

    pid: int
    name: str
    state: str
    began: int = 0


def check_locks(home: Path, held: Sequence[Path], machine: Machine) -> Iterator[Finding]:
    """Tell of the locks of a home that are held."""
    for path in held:
        yield _holding(path, str(journal_of(path).relative_to(home)), machine)
    if not held:
        yield Finding(group="locks", check="locks", level="well", said=_("Nobody holds a journal locked."))


def held_in(lying: Lying, machine: Machine) -> list[Path]:
    """Return the locks that are held for longer than it takes to record something: all are waited for at once.

    Nobody is kept waiting: a lock is only felt, and let go at once.
    """
    held = [path for path in lying.locks if is_locked(path)]
    for _look in range(max(int(machine.patience / _LOOK), 1)):
        if not held:
            break
        machine.pause(_LOOK)
        held = [path for path in held if is_locked(path)]
    return held


def is_locked(path: Path) -> bool:
    """Whether somebody holds the lock at `path` this moment; where this account can't tell, or there is none, not."""
    try:
        fd = os.open(path, os.O_RDONLY)
    except (FileNotFoundError, PermissionError):
        return False
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(fd)
    return False


def _holding(path: Path, journal: str, machine: Machine) -> Finding:
    pid = holder_of(path, machine.told("locks"))
    process = process_of(pid, machine) if pid else None
    if process is None:
        said = _(
            "{journal} is locked by a process that can't be seen from here, {pid}; it may run in a container, or on "
            "another machine. Nothing can be recorded there until it ends.",
            journal=journal,
            pid=pid or _("of unknown number"),
        )
        return Finding(group="locks", check="lock", level="look", said=said, about=journal)
    if process.state in STOPPED:
        said = _(
            "{journal} is locked by process {pid} ({name}, running since {since}), which is stopped, as ctrl+z does it: "
            "nothing can be recorded there. Let it go on with “kill -CONT {pid}”; or with “fg”, where it was stopped.",
            journal=journal,
            pid=process.pid,
            name=process.name,
            since=since(process, machine),
        )
        return Finding(group="locks", check="stopped", level="wrong", said=said, about=journal)
    said = _(
        "{journal} is locked by process {pid} ({name}, running since {since}). That is for moments only: if it lasts, "
        "the disk may be slow, or that process may hang; then close it, or end it with “kill {pid}”.",
        journal=journal,
        pid=process.pid,
        name=process.name,
        since=since(process, machine),
    )
    return Finding(group="locks", check="lock", level="look", said=said, about=journal)


def since(process: Process, machine: Machine) -> str:
    """Return since when a process runs, as people read it."""
    return f"{machine.clock.local(process.began):%Y-%m-%d %H:%M}" if process.began else _("an unknown time")


def process_of(pid: int, machine: Machine) -> Process | None:
    """Return the process of that number, by what the kernel tells in /proc/PID/stat (proc_pid_stat(5))."""
    told = machine.told(f"{pid}/stat")
    name, bracket, rest = told.partition("(")[2].rpartition(")")
    fields = rest.split()
    if not bracket or len(fields) < 20:
        return None
    boot = next((line.split()[1] for line in machine.told("stat").splitlines() if line.startswith("btime ")), "0")
    began = (int(boot) * 1000 + int(fields[19]) * 1000 // _TICKS) if boot != "0" else 0
    return Process(pid, name, fields[0], began)
