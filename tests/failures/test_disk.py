"""Wherever the power is cut, whatever of the unsynced reached the disk, what was confirmed is there, once."""

import pickle
import shutil
from pathlib import Path

import pytest

from sociotui.journal.port import JournalError

from .disk import Left, Recorder, Tape, left_by, put_down
from .ledger import Ledger, Row
from .looking import look
from .nest import ended, fork, in_nest
from .scenario import Scenario, State
from .scenarios import APPEND, CLOSING, SCENARIOS, SEALING
from .stock import Stock

pytestmark = pytest.mark.failures

LONG = {CLOSING.name}
STOCK = Stock()
MOST = 12  # of what a first power cut may leave, so many are gone on with


@pytest.mark.fault("power cut, simulated")
@pytest.mark.parametrize("name", [pytest.param(n, marks=[pytest.mark.slow] if n in LONG else []) for n in SCENARIOS])
def test_a_disk_that_forgets_what_was_not_synced(place: Path, ledger: Ledger, name: str) -> None:
    ledger.add([in_nest(cut_everywhere, name, place, "power cut, simulated")])


@pytest.mark.slow
@pytest.mark.fault("power cut, simulated")
@pytest.mark.parametrize("name", [n for n in SCENARIOS if n not in LONG])
def test_a_second_power_cut_while_the_first_is_made_good(place: Path, ledger: Ledger, name: str) -> None:
    ledger.add([in_nest(cut_twice, name, place)])


@pytest.mark.fault("power cut, simulated: stock TinyDB")
def test_a_disk_that_forgets_shows_in_stock_tinydb(place: Path, ledger: Ledger) -> None:
    ledger.add([in_nest(cut_everywhere, STOCK.name, place, "power cut, simulated: stock TinyDB")])


@pytest.mark.fault("sync fails and forgets")
@pytest.mark.parametrize("name", [APPEND.name, SEALING.name])
def test_a_sync_that_failed_is_not_relied_on(place: Path, ledger: Ledger, name: str) -> None:
    """The kernel shows what it couldn't write as if it had: only what is written once more can last."""
    ledger.add([in_nest(fail_every_sync, name, place)])


def cut_everywhere(name: str, place: Path, fault: str) -> Row:
    """Cut the power at each moment of a scenario; return what came of it. It runs in a nest."""
    row, scenario = Row(fault), _scenario(name)
    home = _prepared(scenario, place)
    states = scenario.states(home)
    tape, _failed = _recorded(scenario, home)
    _look_at_all(row, scenario, states, tape, place)
    return row


def cut_twice(name: str, place: Path) -> Row:
    """Cut the power at each moment, let the scenario be done again, and cut the power at each moment of that."""
    row, scenario = Row("power cut, simulated"), _scenario(name)
    home = _prepared(scenario, place)
    states = scenario.states(home)
    tape, _failed = _recorded(scenario, home)
    first = list(left_by(tape, seed=2))
    for number, (told, left) in enumerate(first[:: 1 + len(first) // MOST]):
        again = _laid(left, place / "again")
        then, _failed = _recorded(scenario, again)
        _look_at_all(row, scenario, states, then, place, told=told, what=f"after {number}, ")
    return row


def fail_every_sync(name: str, place: Path) -> Row:
    """Let each sync of a scenario fail in turn, do it again, and then cut the power at each moment."""
    row, scenario = Row("sync fails and forgets"), _scenario(name)
    failing, failed = 0, True
    while failed:
        home = _prepared(scenario, place)
        states = scenario.states(home)
        tape, failed = _recorded(scenario, home, failing)
        _look_at_all(row, scenario, states, tape, place, what=f"sync {failing} failed, ")
        failing += 1
    return row


def _scenario(name: str) -> Scenario:
    return {**SCENARIOS, STOCK.name: STOCK}[name]


def _prepared(scenario: Scenario, place: Path) -> Path:
    home = _laid({}, place / "before")
    scenario.prepare(home)
    return home


def _laid(left: Left, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    put_down(left, folder)
    return folder / "home"


def _recorded(scenario: Scenario, home: Path, failing: int = -1) -> tuple[Tape, bool]:
    """Do a scenario and return what it did, and whether the sync with number `failing` came to be, and failed."""
    file = home.parent.with_name("tape")

    def work() -> None:
        recorder = Recorder(home.parent, failing)
        recorder.install()
        try:
            scenario.work(home, recorder.tell)
        except JournalError:
            assert recorder.failed
            scenario.work(home, recorder.tell)
        file.write_bytes(pickle.dumps((recorder.tape, recorder.failed)))

    assert ended(fork(work)) == 0
    tape, failed = pickle.loads(file.read_bytes())
    return tape, failed


def _look_at_all(
    row: Row, scenario: Scenario, states: list[State], tape: Tape, place: Path, *, told: int = 0, what: str = ""
) -> None:
    """Look at everything that the power cut may leave, when `told` commands had been confirmed before."""
    for number, (fresh, left) in enumerate(left_by(tape, seed=1)):
        home = _laid(left, place / "now")
        look(row, scenario, home, states, max(told, fresh), f"{scenario.name}: {what}{number} of what may be left")
