"""Faults: one call into the kernel goes wrong, or the program ends there; every call of a scenario in turn."""

import contextlib
import errno
import os
import shutil
import signal
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sociotui.journal.port import JournalError

from .layer import READS, WRITES, Call, Do, Layer
from .ledger import Row
from .looking import look
from .nest import ended, fork
from .scenario import Scenario
from .scenarios import SCENARIOS

_Part = Callable[[int], int]  # how much of so many bytes
_PARTS: dict[str, _Part] = {"one byte": lambda n: min(1, n), "half": lambda n: n // 2, "all but one": lambda n: n - 1}


class Plan(NamedTuple):
    """What happens at call `at` (from 0): `fault` is the catalogue's name for it, `how` tells more."""

    fault: str
    at: int
    how: str
    strike: Callable[[Call, Do], Any]
    lasting: bool = False
    """Whether it happens at each later call that changes something, too."""


def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _before(call: Call, do: Do) -> None:
    _die()


def _after(call: Call, do: Do) -> None:
    do(*call.args)
    _die()


def _failing(code: int) -> Callable[[Call, Do], None]:
    def fail(call: Call, do: Do) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def _partly(part: _Part, then: Callable[[Call, Do], None] | None = None) -> Callable[[Call, Do], Any]:
    def strike(call: Call, do: Do) -> Any:
        if call.name in READS:
            fd, count, *rest = call.args
            return do(fd, max(part(count), 1), *rest)
        fd, data, *rest = call.args
        done = do(fd, data[: part(len(data))], *rest)
        return then(call, do) if then else done

    return strike


def plans(calls: list[Call]) -> Iterator[Plan]:
    """Return all that can go wrong with these calls, each on its own."""
    for at, call in enumerate(calls):
        yield Plan("killed before a call", at, "", _before)
        yield Plan("killed after a call", at, "", _after)
        yield Plan("EIO from a call", at, "", _failing(errno.EIO))
        if call.name in READS:
            yield Plan("short write or read", at, "one byte", _partly(_PARTS["one byte"]))
        if not changes(call):
            continue
        yield Plan("disk gone from a call on", at, "", _failing(errno.EIO), lasting=True)
        yield Plan("disk full from a call on", at, "", _failing(errno.ENOSPC), lasting=True)
        for fault, code in (("ENOSPC from a call", errno.ENOSPC), ("EDQUOT from a call", errno.EDQUOT)):
            yield Plan(fault, at, "", _failing(code))
            if call.name in WRITES:
                yield Plan(fault, at, "half written", _partly(_PARTS["half"], _failing(code)))
        if call.name in WRITES:
            for how, part in _PARTS.items():
                yield Plan("killed within a write", at, how, _partly(part, _before))
                yield Plan("short write or read", at, how, _partly(part))


def changes(call: Call) -> bool:
    """Whether a call may need the disk, or room on it."""
    return call.creates or call.name not in {*READS, "open", "flock"}


class Counting(Layer):
    """Notes all calls."""

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.calls: list[Call] = []

    def meet(self, call: Call, do: Do) -> Any:
        """As in Layer."""
        self.calls.append(call)
        return do(*call.args)


class Striking(Counting):
    """Carries out a plan."""

    def __init__(self, place: Path, plan: Plan) -> None:
        super().__init__(place)
        self.plan = plan

    def meet(self, call: Call, do: Do) -> Any:
        """As in Layer."""
        at, plan = len(self.calls), self.plan
        self.calls.append(call)
        if at == plan.at or (at > plan.at and plan.lasting and changes(call)):
            return plan.strike(call, do)
        return do(*call.args)


def strike_all(name: str, place: Path) -> list[Row]:
    """Do a scenario in `place` with each fault at each call; return what came of it. It runs in a nest."""
    scenario = SCENARIOS[name]
    before, now = place / "before" / "home", place / "now" / "home"
    before.parent.mkdir()
    scenario.prepare(before)
    states = scenario.states(before)
    rows: dict[str, Row] = {}
    _put_back(before, now)
    for plan in plans(calls_of(scenario, now)):
        _put_back(before, now)
        told, wrong = _struck(scenario, now, plan)
        row = rows.setdefault(plan.fault, Row(plan.fault))
        call = f"{name}: {plan.fault} {plan.at} {plan.how}"
        if wrong:
            row.note("wrong", f"{call}: {wrong}")
        look(row, scenario, now, states, told, call)
    return list(rows.values())


def calls_of(scenario: Scenario, home: Path) -> list[Call]:
    """Do a scenario, and return the calls that it makes."""
    ours, theirs = os.pipe()

    def work() -> None:
        layer = Counting(home.parent)
        layer.install()
        scenario.work(home, lambda _cmd: None)
        for call in layer.calls:
            os.write(theirs, f"{call.name} {call.creates}\n".encode())

    assert ended(fork(work)) == 0
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        named = [line.split() for line in pipe]
    return [Call(call, home, (), creates == "True") for call, creates in named]


def _struck(scenario: Scenario, home: Path, plan: Plan) -> tuple[int, str]:
    """Do a scenario by a plan; return how many commands were confirmed, and what is wrong beside that."""
    ours, theirs = os.pipe()

    def work() -> None:
        Striking(home.parent, plan).install()
        try:
            with contextlib.suppress(JournalError):  # a refusal in a sentence is a fair answer
                scenario.work(home, lambda _cmd: os.write(theirs, b"."))
        except BaseException:
            os.write(theirs, traceback.format_exc()[-3000:].encode())

    code = ended(fork(work))
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        said = pipe.read()
    wrong = said.lstrip(".")
    if code not in (0, -signal.SIGKILL):
        wrong += f" ended with {code}"
    return len(said) - len(said.lstrip(".")), wrong


def _put_back(before: Path, now: Path) -> None:
    shutil.rmtree(now.parent, ignore_errors=True)
    now.parent.mkdir()
    if before.exists():
        shutil.copytree(before, now)
