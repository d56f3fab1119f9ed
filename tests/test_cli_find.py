"""The command line around finding: decisions by words, roles, people; and a selection onto a circle's backlog."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sociotui.domain.customs import Customs

from .between import agreed, held
from .homes import home_in
from .terminal.program import Program, copy_of


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A home of real time in which the Garden circle has decided two things, and a third one waits; for copying."""
    program = Program(tmp_path_factory.mktemp("decided"))
    home = home_in(program.home)
    agreed(home, Customs(absence="present"))
    held(home, "Tool-shed rota", "Café hours")
    agreed(home, Customs(absence="hold"))
    held(home, "Greenhouse")
    home.close()
    return program


@pytest.fixture
def program(decided: Program, tmp_path: Path) -> Iterator[Program]:
    """The program on a copy of that home."""
    program = copy_of(decided.home, tmp_path)
    yield program
    program.close()


def test_decisions_are_found_by_words_with_the_id_that_answer_takes(program: Program) -> None:
    line, *about = program.ok("find", "CAFE", "two").splitlines()
    assert about[0] == ""
    assert about[1].startswith("Garden circle, its aim: Food for forty households")
    assert "Garden circle  Café hours" in line
    id_ = line[line.index("[") + 1 : -1]
    program.ok("answer", id_, "--object", "It is cold.", "--for", "ben")
    assert "(on the backlog)" in program.ok("find", "cafe")
    assert program.ok("find", "zzz") == "No decision has “zzz” in it. Fewer letters find more.\n"
    assert len(program.ok("find").splitlines()) == 3 + 2


def test_by_circle_by_state_and_by_what_is_due(program: Program) -> None:
    line, *_about = program.ok("find", "--state", "waiting").splitlines()
    assert line.startswith("now         Garden circle  Greenhouse (waits for answers) [")
    assert program.ok("find", "--circle", "kitchen") == "There are no such decisions.\n"
    assert len(program.ok("find", "--state", "in-force").splitlines()) == 2 + 2
    assert "Greenhouse" in program.ok("find", "--due")
    said = program.refused("find", "--state", "done")
    assert said == "There is no state “done”. There is: in-force, waiting, ended."
    assert "Near it: garden." in program.refused("find", "--circle", "gardn")


def test_roles_and_people(program: Program) -> None:
    lines = program.ok("roles", "garden", "leader").splitlines()
    assert any(line.endswith("Garden circle         Leader: Ana [leader]") or "Leader: Ana" in line for line in lines)
    assert "Zoe" in program.ok("people", "zoe")
    told = program.ok("people", "--not-facilitated", "--circle", "garden")
    assert "Zoe" not in told
    assert "Ana: " in told
    assert "Counted by the minutes of meetings that were held here (2), by name" in told


def test_a_selection_goes_onto_the_backlog_once(program: Program) -> None:
    said = program.ok("seek", "garden", "leader", "secretary", "--for", "ben", "--why", "It is time")
    assert said == "“Selection: leader, secretary” is on the backlog of Garden circle now.\n"
    assert "stands on the backlog" in program.refused("seek", "garden", "leader", "--for", "ben")
    assert "There is no role “ledaer”" in program.refused("seek", "garden", "ledaer", "--for", "ben")
    assert "There is no member “ivo”" in program.refused("seek", "garden", "facilitator", "--for", "ivo")
    assert "(on the backlog)" in program.ok("roles", "garden", "leader")
    assert "Missing argument" in program.refused("seek", "garden", code=2)
