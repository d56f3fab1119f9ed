"""Locks: who holds one for longer than a moment is named; a stopped one with the way to let it go on."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sociotui.journal.lock import holder_of
from sociotui.room.doctor.locks import Process, process_of
from sociotui.room.doctor.machine import Machine
from tests.journal.conftest import until
from tests.room.doctor.staging import OPEN, found, home, journal, machine, only

REAL = Path("/proc")
HOLDING = """
import sys
from pathlib import Path
from sociotui.journal.lock import FileLock
with FileLock(Path(sys.argv[1]), 10):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """A home with an open meeting."""
    return home(tmp_path)


@pytest.fixture
def around(tmp_path: Path) -> Machine:
    """A machine that tells of the processes there really are, on a disk that is well."""
    return machine(tmp_path, proc=REAL)


def lock_of(there: Path) -> Path:
    """Return the lock of the open meeting."""
    path = journal(there)
    return path.with_name(path.name + ".lock")


@pytest.fixture
def holder(there: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the open meeting locked until it is told to end."""
    command = [sys.executable, "-c", HOLDING, str(lock_of(there))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        process.send_signal(signal.SIGCONT)
        process.kill()


def locks(there: Path, around: Machine) -> list[tuple[str, str, str]]:
    """Return check, level and sentence of what is found of locks."""
    return [(f.check, f.level, f.said) for f in found(there, around) if f.group == "locks"]


def test_a_stopped_holder_is_named_with_the_way_to_let_it_go_on(
    there: Path, around: Machine, holder: subprocess.Popen[str]
) -> None:
    holder.send_signal(signal.SIGSTOP)
    until(lambda: (REAL / f"{holder.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T")
    ((check, level, said),) = locks(there, around)
    assert (check, level) == ("stopped", "wrong")
    name = (REAL / f"{holder.pid}/comm").read_text().strip()
    assert said.startswith(f"meetings/{OPEN}.journal is locked by process {holder.pid} ({name}, running since 20")
    assert f"“kill -CONT {holder.pid}”" in said


def test_a_holder_that_runs_is_named_and_nothing_is_wrong_with_it(
    there: Path, around: Machine, holder: subprocess.Popen[str]
) -> None:
    ((check, level, said),) = locks(there, around)
    assert (check, level) == ("lock", "look")
    assert f"process {holder.pid} (" in said


def test_a_lock_that_is_let_go_meanwhile_is_not_told(
    there: Path, around: Machine, holder: subprocess.Popen[str]
) -> None:
    def end(_seconds: float) -> None:
        holder.communicate("end\n", timeout=20)

    assert locks(there, Machine(config=around.config, patience=1, pause=end)) == []


def test_a_lock_that_nobody_holds_is_well(there: Path, around: Machine) -> None:
    assert lock_of(there).exists()
    assert locks(there, around) == []


def test_a_holder_that_cannot_be_seen_is_told_as_such(
    there: Path, tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    finding = only([f for f in found(there, machine(tmp_path)) if f.group == "locks"], "lock")
    assert f"can't be seen from here, {holder.pid};" in finding.said


def test_the_kernel_tells_who_holds_a_lock_and_who_waits(tmp_path: Path) -> None:
    path = tmp_path / "x.lock"
    path.write_text("4711                \n")
    inode = path.stat().st_ino
    told = f"""1: POSIX  ADVISORY  WRITE 1 fe:00:{inode} 0 EOF
2: FLOCK  ADVISORY  WRITE 12 fe:00:{inode}1 0 EOF
2: -> FLOCK  ADVISORY  WRITE 13 fe:00:{inode} 0 EOF
3: FLOCK  ADVISORY  READ  14 fe:00:{inode} 0 EOF
4: FLOCK  ADVISORY  WRITE 15 fe:00:{inode} 0 EOF
"""
    assert holder_of(path, told) == 15
    assert holder_of(path, "") == 4711
    path.write_text("")
    assert holder_of(path, f"4: FLOCK  ADVISORY  WRITE 0 fe:00:{inode} 0 EOF") == 0


def test_a_process_is_told_by_its_line_whatever_its_name(tmp_path: Path) -> None:
    proc = tmp_path / "proc"
    (proc / "12").mkdir(parents=True)
    ticks = os.sysconf("SC_CLK_TCK")
    (proc / "12" / "stat").write_text(f"12 (a) T (b) S {' '.join('0' for _n in range(18))} {5 * ticks} 0 0\n")
    around = machine(tmp_path)
    assert process_of(12, around) == Process(12, "a) T (b", "S")
    (proc / "stat").write_text("cpu 1 2\nbtime 1700000000\n")
    assert process_of(12, around) == Process(12, "a) T (b", "S", 1_700_000_005_000)
    assert process_of(13, around) is None
