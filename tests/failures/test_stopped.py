"""A writer that is suspended with the lock is told of by its number, keeps nobody from reading, and loses nothing."""

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from sociotui.journal.port import Busy
from tests.journal.conftest import open_at, until, waiters
from tests.journal.events import said

from .faults import Plan, Striking, calls_of
from .layer import Call, Do
from .ledger import Ledger, Row
from .locks import locked
from .looking import look
from .nest import ENOUGH, ended, fork, in_nest, stopped
from .scenarios import APPEND, CLOSING, FIRST, SCENARIOS, SEALING

FAULT = "stopped with the lock"
WAIT = 0.03  # seconds that the others wait for the lock

pytestmark = [pytest.mark.failures, pytest.mark.fault(FAULT)]


@pytest.mark.parametrize(
    "name", [FIRST.name, APPEND.name, SEALING.name, pytest.param(CLOSING.name, marks=pytest.mark.slow)]
)
def test_suspended_at_each_call_with_the_lock(place: Path, ledger: Ledger, name: str) -> None:
    row = in_nest(stop_everywhere, name, place)
    assert row.runs > 4
    ledger.add([row])


def stop_everywhere(name: str, place: Path) -> Row:
    """Suspend a writer in front of each of its calls; where it has a lock then, look what others meet."""
    row, scenario = Row(FAULT), SCENARIOS[name]
    before, now = place / "before" / "home", place / "now" / "home"
    before.parent.mkdir()
    scenario.prepare(before)
    states = scenario.states(before)
    for at in range(len(calls_of(scenario, _put_back(before, now)))):
        writer, told = _begin(name, _put_back(before, now), at)
        held = locked(now)
        if held:
            _meet(row, now, held[0], writer, f"{name}, call {at}")
            if scenario.read(now) not in states:
                row.note("wrong", f"{name}, call {at}: meanwhile others read {scenario.read(now)}")
        os.kill(writer, signal.SIGCONT)
        if ended(writer):
            row.note("wrong", f"{name}, call {at}: the writer failed when it went on")
        until(lambda: not waiters())  # whoever gave up stands in the kernel's queue until its turn comes
        confirmed = told.read_bytes().count(b"\n")
        if held:
            look(row, scenario, now, states, confirmed, f"{name}, call {at}")
    return row


def _begin(name: str, home: Path, at: int) -> tuple[int, Path]:
    """Begin a scenario in a child, and return that, suspended at call `at`, and the file in which it tells."""
    told = home.parent.with_name("told")
    told.write_bytes(b"")

    def stop(call: Call, do: Do) -> object:
        os.kill(os.getpid(), signal.SIGSTOP)
        return do(*call.args)

    def work() -> None:
        Striking(home.parent, Plan(FAULT, at, "", stop)).install()
        with told.open("ab", buffering=0) as file:
            SCENARIOS[name].work(home, lambda cmd: file.write(f"{cmd}\n".encode()))

    writer = fork(work)
    assert stopped(writer)
    return writer, told


def _meet(row: Row, home: Path, lock: Path, writer: int, what: str) -> None:
    """Look what those meet who write, or read, while the writer has the lock."""
    stream = "organisation" if lock.name.startswith("organisation") else f"meeting/{lock.name.partition('.')[0]}"
    with open_at(home, lock_wait=WAIT) as journal:
        began = time.monotonic()
        try:
            journal.append(stream, 0, said("meanwhile"), cmd="meanwhile", actor="ben")
            row.note("wrong", f"{what}: somebody wrote past the lock")
        except Busy as busy:
            # Until a holder has signed, the one before it is told.
            if busy.pid != writer and lock.read_bytes().split() == [str(writer).encode()]:
                row.note("wrong", f"{what}: the holder is {writer}, and {busy.pid} was told")
        if time.monotonic() - began > ENOUGH / 4:
            row.note("wrong", f"{what}: others waited for too long")


def _put_back(before: Path, now: Path) -> Path:
    shutil.rmtree(now.parent, ignore_errors=True)
    now.parent.mkdir()
    if before.exists():
        shutil.copytree(before, now)
    return now
