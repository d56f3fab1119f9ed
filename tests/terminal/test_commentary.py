"""Why a step is there, in a terminal: it is read below the question, and one key puts it away and brings it back."""

from .by_keys import in_meeting
from .program import Program


def test_why_this_step_stands_there_and_one_key_turns_it(garden: Program) -> None:
    id_ = garden.open()
    assert "We arrive before we begin" in garden.ok("status", id_)
    terminal = in_meeting(garden)
    terminal.wait_for("We arrive before we begin")
    terminal.press("W")
    terminal.wait_for(lambda t: "We arrive before" not in t.text and "W why" in t.text and "Done when" in t.text)
    terminal.press("W")
    terminal.wait_for("We arrive before we begin")
