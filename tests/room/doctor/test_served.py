"""Served: the server that has a home is named, and who else has it open; a stopped server with the way to let it go on."""

import signal
from pathlib import Path

import pytest

from sociotui.room.doctor.checkup import check_up
from sociotui.room.doctor.findings import Finding
from sociotui.room.doctor.machine import Machine
from sociotui.room.doctor.repairing import carry_out
from sociotui.room.serving import POINTER, Hold, open_here
from tests.journal.conftest import until
from tests.room.doctor.staging import home, machine
from tests.room.test_serving import another, listening

__all__ = ["listening"]
REAL = Path("/proc")


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """A home with a meeting."""
    return home(tmp_path)


@pytest.fixture
def around(tmp_path: Path) -> Machine:
    """A machine that tells of the processes there really are, on a disk that is well."""
    return machine(tmp_path, proc=REAL)


def of_home(there: Path, around: Machine) -> Finding:
    """Return the one thing that is found of who has a home."""
    (finding,) = [f for f in check_up(there, around) if f.check in ("served", "stopped", "open")]
    return finding


def test_nothing_is_said_where_nobody_has_it_open(there: Path, around: Machine) -> None:
    assert [f.check for f in check_up(there, around) if f.group == "locks"] == ["locks"]


def test_a_server_is_named_with_its_socket(there: Path, around: Machine, listening: Path) -> None:
    with another(there, "take", str(listening)) as server:
        finding = of_home(there, around)
        name = (REAL / f"{server.pid}/comm").read_text().strip()
        assert (finding.check, finding.level, finding.about) == ("served", "well", str(listening))
        assert finding.said.startswith(f"A server has this home: process {server.pid} ({name}, running since 20")
        assert finding.said.endswith(f"All commands here go through its socket, {listening}.")
        assert not [f for f in check_up(there, around) if f.about == POINTER or POINTER in f.said.split()]
    assert not [f for f in check_up(there, around) if f.check == "served"]  # killed: what it left says nothing


def test_one_that_has_not_said_where_it_is_is_named_too(there: Path, around: Machine) -> None:
    with another(there, "take") as server:
        finding = of_home(there, around)
        assert (finding.check, finding.level) == ("served", "well")
        assert f"process {server.pid} " in finding.said
        assert finding.said.endswith("its socket, which it hasn't opened yet.")


def test_a_stopped_one_is_told_with_the_way_to_let_it_go_on(there: Path, around: Machine, listening: Path) -> None:
    with another(there, "take", str(listening)) as server:
        server.send_signal(signal.SIGSTOP)
        until(lambda: (REAL / f"{server.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T")
        finding = of_home(there, around)
        assert (finding.check, finding.level) == ("stopped", "wrong")
        assert f"“kill -CONT {server.pid}”" in finding.said


def test_one_that_cannot_be_seen_from_here_is_told_with_its_socket(
    there: Path, tmp_path: Path, listening: Path
) -> None:
    with another(there, "take", str(listening)):
        finding = of_home(there, machine(tmp_path))  # which tells of no processes
        assert (finding.check, finding.level) == ("served", "look")
        assert f"its socket, {listening}." in finding.said


def test_its_own_word_counts_where_the_kernel_tells_of_no_locks(there: Path, tmp_path: Path, listening: Path) -> None:
    with another(there, "take", str(listening)) as server:
        blind = machine(tmp_path)
        (blind.proc / str(server.pid)).mkdir()
        (blind.proc / str(server.pid) / "stat").write_text((REAL / f"{server.pid}/stat").read_text())
        finding = of_home(there, blind)
        assert (finding.check, finding.level) == ("served", "well")
        assert f"process {server.pid} " in finding.said


def test_a_screen_that_keeps_a_server_out_is_named(there: Path, around: Machine) -> None:
    with another(there, "open") as one, another(there, "open") as two:
        finding = of_home(there, around)
        assert (finding.check, finding.level) == ("open", "well")
        assert finding.said.startswith("It is open at the moment: process ")
        for process in (one, two):
            assert f"process {process.pid} (" in finding.said


def test_what_is_said_of_it_is_nothing_to_repair(there: Path, around: Machine, listening: Path) -> None:
    with another(there, "take", str(listening)):
        before = {path: path.read_bytes() for path in there.rglob("*") if path.is_file()}
        carry_out(check_up(there, around))
        assert {path: path.read_bytes() for path in there.rglob("*") if path.is_file()} == before


def test_what_this_process_has_open_itself_is_nobody_elses(there: Path, around: Machine) -> None:
    hold = open_here(there, 0.0)
    assert isinstance(hold, Hold)
    assert [f.check for f in check_up(there, around) if f.group == "locks"] == ["locks"]
    hold.let_go()
