"""Finding by keys alone in a terminal: a decision is found by a few letters, read, and put on its circle's agenda."""

from pathlib import Path

import pytest

from sociotui.domain.customs import Customs
from tests.between import agreed, held
from tests.homes import home_in

from .program import Program


@pytest.fixture
def decided(tmp_path: Path) -> Program:
    """The program, on a home in which the Garden circle has decided three things."""
    program = Program(tmp_path)
    home = home_in(program.home)
    agreed(home, Customs(absence="present"))
    held(home, "Tool-shed rota", "Café hours", "Seeds")
    home.close()
    return program


def test_decisions_and_roles_by_keys(decided: Program) -> None:
    terminal = decided.start()
    terminal.wait_for("What is next")
    terminal.press("3")
    terminal.wait_for("3 of 3")
    terminal.press("/", *"cafe", "enter", "i")
    terminal.wait_for("Onto the agenda")
    terminal.wait_for("“Café hours” goes onto the backlog")
    terminal.wait_for("1 of 3")
    terminal.wait_for("Put it on the backlog")
    terminal.press("tab", "tab", *"It is cold there", "tab", "enter")
    terminal.wait_for("▸ Café hours")
    assert "(on the backlog)" in decided.ok("find", "cafe")
    terminal.press("4")
    terminal.wait_for("People and roles")
    terminal.press("/", *"garden lead", "enter")
    terminal.wait_for("1 of ")
    terminal.press("i")
    terminal.wait_for("Propose a selection")
    terminal.press("tab", "tab", "enter")
    terminal.wait_for("A selection for it is on the")
    assert "Selection: leader" in decided.refused("seek", "garden", "leader", "--for", "ana")
    terminal.press("q")
    terminal.wait_for("What is next")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert not terminal.unrestored()
    decided.close()
