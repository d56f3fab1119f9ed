"""Reporting: the ledger of all failures, printed at the end of a run, whichever processes the tests ran in.

Its hooks are for the conftest of all tests: where tests run in processes of their own, the one that prints loads no other.
"""

import pytest

from .catalogue import FAULTS
from .ledger import WRITTEN, draw, markdown, merged

PROPERTY = "failures"
"""The name under which a test's rows come along with its report."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the ledger be written."""
    parser.addoption("--write-failures", action="store_true", help="write what came of all faults to tests/FAILURES.md")


def pytest_configure(config: pytest.Config) -> None:
    """Register how a test says what it is about."""
    config.addinivalue_line("markers", "fault(*names): what is done to the store, as in the catalogue")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the ledger, and write it where that was asked for and nothing is missing."""
    reports = [each for kind in terminalreporter.stats.values() for each in kind if hasattr(each, "user_properties")]
    told = [(each, value) for each in reports for name, value in each.user_properties if name == PROPERTY]
    rows = merged(value for _each, value in told)
    if not rows:
        return
    terminalreporter.section("what was done to the store, and what was lost")
    terminalreporter.write_line(draw(rows))
    if not config.getoption("--write-failures", False):
        return
    missing = set(FAULTS) - {row.fault for row in rows}
    if missing or any(each.failed for each, _value in told):
        terminalreporter.write_line(f"not written: something was lost, or these didn't run: {sorted(missing)}")
    else:
        WRITTEN.write_text(markdown(rows), "utf-8")
        terminalreporter.write_line(f"written to {WRITTEN}")
