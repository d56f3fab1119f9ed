"""What the tests let other processes do; each function runs alone in a fresh interpreter."""

import contextlib
import os
import resource
import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from tinydb.operations import increment

from sociotui.journal.lock import FileLock
from sociotui.journal.port import Conflict, Full
from sociotui.journal.tables import AppendDB
from sociotui.journal.tiny import TinyJournal

from .conftest import open_at
from .events import Said, said


def start(work: Callable[..., object], *args: object) -> BaseProcess:
    """Start `work` in a process of its own."""
    process = get_context("spawn").Process(target=work, args=args)
    process.start()
    return process


def finish(*processes: BaseProcess) -> None:
    """Wait for `processes`; fail when one of them did."""
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * len(processes)


def append_many(home: Path, name: str, count: int) -> None:
    """Record `count` events, each with a command of its own, however many others do the same."""
    with open_at(home) as journal:
        head = 0
        for number in range(count):
            head = append_one(journal, head, name, f"{name} {number}")


def append_one(journal: TinyJournal, head: int, name: str, text: str) -> int:
    """Record that `text` was said, whatever others do meanwhile; return the head then, which was `head` when last seen."""
    while True:
        try:
            return journal.append("meeting/m", head, said(text), cmd=text, actor=name).head
        except Conflict as conflict:
            assert conflict.head != head
            head = conflict.head


def append_alone(home: Path, name: str, count: int) -> None:
    """Record `count` events, each after all that is there while nobody else can write."""
    with open_at(home) as journal:
        for number in range(count):
            with journal.alone("meeting/m"):
                records = journal.read("meeting/m")
                cmd = f"{name} {number}"
                journal.append("meeting/m", len(records), said(cmd), cmd=cmd, actor=name)
        assert journal.notices == []


def die_alone(home: Path, wrote: bool) -> None:
    """Be killed while alone with the meeting: right away, or when an event has been recorded there."""
    with open_at(home) as journal, journal.alone("meeting/m"):
        if wrote:
            journal.append("meeting/m", 1, said("dying"), cmd="dying", actor="eve")
        os.kill(os.getpid(), signal.SIGKILL)


def append_until(home: Path, name: str, enough: Path, told: Path) -> None:
    """Record events until there is a file `enough`; tell in the file `told` what was said, each in a line."""
    with open_at(home) as journal, told.open("a", encoding="utf-8") as file:
        head, number = 0, 0
        while not enough.exists():
            text = f"{name} {number}\n"
            head = append_one(journal, head, name, text)
            file.write(text)
            number += 1
        assert journal.notices == []


def seal_many(home: Path, times: int) -> None:
    """Seal the meeting `times` times with all that was said in it, each time when it has grown."""
    with open_at(home) as journal:
        head, number = 0, 0
        while number < times:
            journal.wait({"meeting/m": head}, 60)
            with contextlib.suppress(Conflict):
                head = seal_all(journal, f"seal {number}")
                number += 1
        assert journal.notices == []


def seal_all(journal: TinyJournal, cmd: str) -> int:
    """Seal the meeting with all that was said in it, and return the head then; raises Conflict."""
    records = journal.read("meeting/m")
    whole = "".join(each.event.text for each in records if isinstance(each.event, Said))
    return journal.seal("meeting/m", records[-1].seq, Said(at=1, text=whole), cmd=cmd, actor="eve").head


def die_while_sealing(home: Path, after: bool) -> None:
    """Seal the organisation, and be killed in front of the one step that does it, or right `after` it."""
    replace = os.replace

    def die(*places: Path) -> None:
        if after:
            replace(*places)
        os.kill(os.getpid(), signal.SIGKILL)

    os.replace = die  # type: ignore[assignment]
    with open_at(home) as journal:
        journal.seal("organisation", 3, Said(at=9, text="all of it"), cmd="seal", actor="ana")


def append_and_tell(home: Path, told: Path) -> None:
    """Record events until killed, telling in the file `told` of each that was confirmed."""
    with open_at(home) as journal, told.open("ab", buffering=0) as file:
        head = journal.heads().get("meeting/m", 0)
        while True:
            cmd = f"c{head}"
            head = journal.append("meeting/m", head, said(cmd, cmd), cmd=cmd, actor="ana").head
            file.write(f"{cmd}\n".encode())


def insert_many(path: Path, name: str, count: int) -> None:
    """Insert `count` documents through TinyDB's own call."""
    with AppendDB(path) as db:
        for number in range(count):
            db.insert({"by": name, "number": number})


def count_up(path: Path, times: int) -> None:
    """Add one, `times` times, to a number that others count up as well."""
    with AppendDB(path) as db:
        for _time in range(times):
            db.update(increment("n"))


def stop_with_lock(path: Path) -> None:
    """Take the lock at `path`, and stop as a suspended program does."""
    with FileLock(path, 10):
        os.kill(os.getpid(), signal.SIGSTOP)


def append_without_room(home: Path, room: int) -> None:
    """Fail to record an event for want of `room`, which is left in the file; then record a small one."""
    path = home / "organisation.journal"
    size = path.stat().st_size
    with open_at(home) as journal:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, resource.RLIM_INFINITY))
        try:
            journal.append("organisation", 1, said("much " * 1000), cmd="big", actor="ana")
        except Full:
            assert path.stat().st_size == size
        else:
            raise AssertionError("it found room")
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert journal.append("organisation", 1, said("little"), cmd="small", actor="ana").head == 2
