"""What the benchmarks share: the programs, and the table that each fills and that is printed whole at the end."""

import os
from collections.abc import Iterator

import pytest

from .journals import Journals
from .peers import PEERS
from .programs import Programs, compile_once
from .sheet import Sheet
from .table import Table, draw

_TABLES = pytest.StashKey[list[Table]]()
_SHEETS = pytest.StashKey[list[Sheet]]()


@pytest.fixture(scope="session", autouse=True)
def alone() -> None:
    """Measuring wants the machine for itself."""
    if os.environ.get("PYTEST_XDIST_WORKER"):
        pytest.skip("benchmarks run alone: leave out -n")


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory, alone: None) -> Programs:
    """The programs that are measured, ready to run."""
    programs = Programs(tmp_path_factory.mktemp("bench"))
    compile_once(programs)
    return programs


@pytest.fixture(scope="session")
def journals(tmp_path_factory: pytest.TempPathFactory, alone: None) -> Journals:
    """Journals of every length that is measured."""
    return Journals(tmp_path_factory.mktemp("journals"))


@pytest.fixture
def table(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Iterator[Table]:
    """The table of one benchmark, titled as the benchmark is; it is printed even where something is found wanting."""
    table = Table(request.function.__doc__.strip().splitlines()[0])
    yield table
    if table.rows:
        request.config.stash.setdefault(_TABLES, []).append(table)
        with capsys.disabled():
            print(draw([table]))


@pytest.fixture
def sheet(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Iterator[Sheet]:
    """The table of a benchmark of many programs."""
    sheet = Sheet(
        request.function.__doc__.strip().splitlines()[0],
        ("floor", "home", "meeting", *(peer.name for peer in PEERS)),
        ("home", "meeting"),
    )
    yield sheet
    if sheet.rows:
        request.config.stash.setdefault(_SHEETS, []).append(sheet)
        with capsys.disabled():
            print(sheet.draw())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print all tables together."""
    tables, sheets = config.stash.get(_TABLES, []), config.stash.get(_SHEETS, [])
    if tables or sheets:
        terminalreporter.section("what was measured, beside its floor in the same run")
    if tables:
        terminalreporter.write_line(draw(tables))
    for sheet in sheets:
        terminalreporter.write_line(sheet.draw())
