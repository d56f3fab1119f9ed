"""Something is said by keys in a terminal, answered by a command, and read by who said it; all without a meeting."""

import pytest

from .program import Program


@pytest.mark.slow
def test_what_is_said_by_keys_is_answered_by_a_command(garden: Program) -> None:
    terminal = garden.start()
    terminal.wait_for("enter meet")
    terminal.press("down")
    terminal.wait_for("Beds, compost, tools, the shed")
    terminal.press("y")
    terminal.wait_for("To which circle?")
    terminal.press("right", "tab", "tab")
    terminal.type("The gate is open at night.")
    terminal.press("tab", "tab", "enter")
    terminal.wait_for("the next meeting of Garden circle")
    listed = garden.ok("said", "garden")
    assert "concern to Garden circle, " in listed
    assert "waiting, by " in listed
    garden.ok("answer", "garden-said-1", "We hang a spring on it.", "--by", "zoe")
    assert "→ Zoe: We hang a spring on it." in garden.ok("said")
    assert garden.refused("say", "garden", "psst", "--unnamed", "--yes").startswith("Garden circle has not agreed")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert not terminal.unrestored()
