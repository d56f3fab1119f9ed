"""The ledger has a row for every fault, tells where something was lost, and is kept as it was last written."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from .catalogue import CONTROLS, FAULTS
from .ledger import WRITTEN, Row, draw, listed, markdown, merged

pytestmark = pytest.mark.failures

FINE = Row("torn commit", runs=3, acknowledged=9)
CONTROL = "power cut, simulated: stock TinyDB"


def faults_of(module: Path) -> set[str]:
    """Return the faults that the tests in a module are about."""
    tree = ast.parse(module.read_text("utf-8"))
    marks = (n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n.func) == "pytest.mark.fault")
    names = {
        a.id: v
        for n in tree.body
        if isinstance(n, ast.Assign)
        for a in n.targets
        if isinstance(a, ast.Name)
        for v in [n.value]
    }
    given = [names.get(a.id, a) if isinstance(a, ast.Name) else a for mark in marks for a in mark.args]
    return {ast.literal_eval(each) for each in given}


def test_every_fault_has_a_test_and_every_test_a_fault() -> None:
    modules = [each for each in Path(__file__).parent.glob("test_*.py") if each != Path(__file__)]
    assert [each.name for each in modules if not faults_of(each)] == []
    assert set().union(*map(faults_of, modules)) == set(FAULTS)


def test_the_page_lists_the_faults_that_the_tests_have() -> None:
    assert listed(WRITTEN.read_text("utf-8")) == list(FAULTS)


def test_the_page_tells_of_nothing_lost() -> None:
    for line in WRITTEN.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and cells[0] in FAULTS and cells[0] not in CONTROLS:
            assert cells[3:] == ["0"] * 3 or cells[1].startswith("skipped"), line


@pytest.mark.parametrize("kind", ["lost", "doubled", "unreadable", "wrong"])
def test_what_was_lost_is_told(kind: str) -> None:
    FINE.check()
    row = replace(FINE, seen=[])
    row.note(kind, "the second of three", 2)
    with pytest.raises(AssertionError, match="the second of three"):
        row.check()


def test_a_fault_that_was_not_tried_is_told() -> None:
    with pytest.raises(AssertionError, match="nothing was done"):
        Row("torn commit").check()


def test_a_control_that_loses_nothing_is_told() -> None:
    with pytest.raises(AssertionError, match="can't tell"):
        Row(CONTROL, runs=3).check()
    Row(CONTROL, runs=3, unreadable=1).check()


def test_rows_of_one_fault_are_put_together_and_drawn() -> None:
    rows = merged([FINE.plain(), Row("flipped bit", skipped="no bits here").plain(), FINE.plain()])
    assert [(row.fault, row.runs, row.acknowledged) for row in rows] == [("torn commit", 6, 18), ("flipped bit", 0, 0)]
    assert "skipped: no bits here" in draw(rows)
    assert listed(markdown(rows)) == ["torn commit", "flipped bit"]
