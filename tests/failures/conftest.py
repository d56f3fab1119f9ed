"""What the tests of failures share: their ledger, and where a home lies that need not outlast anything."""

import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from .catalogue import FAULTS
from .ledger import Ledger
from .reporting import PROPERTY

_LEDGER = pytest.StashKey[Ledger]()


@pytest.fixture
def ledger(request: pytest.FixtureRequest) -> Ledger:
    """The rows of the faults that the test is about."""
    ledger = Ledger(faults_of(request.node))
    request.node.stash[_LEDGER] = ledger
    return ledger


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder, in memory where the machine has room for that: what is tried a thousand times has no disk to wait for."""
    memory = Path("/dev/shm")
    folder = tempfile.mkdtemp(prefix="sociotui-", dir=memory if memory.is_dir() else None)
    yield Path(folder)
    shutil.rmtree(folder)


def faults_of(item: pytest.Item) -> list[str]:
    """Return the faults that a test is about."""
    names = [name for mark in item.iter_markers("fault") for name in mark.args]
    assert set(names) <= set(FAULTS), names
    return names


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
    """Fail a test in whose ledger something was lost."""
    result = yield
    for row in pyfuncitem.stash.get(_LEDGER, Ledger([])).values():
        row.check()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Send a test's rows along with its report: it may have been made in another process."""
    report = yield
    rows = item.stash.get(_LEDGER, Ledger([]))
    if report.skipped:
        rows = Ledger(faults_of(item))
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        for row in rows.values():
            row.skipped = why.removeprefix("Skipped: ")
    if report.skipped or report.when == "call":
        report.user_properties += [(PROPERTY, row.plain()) for row in rows.values()]
    return report
