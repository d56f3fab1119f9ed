"""Evaluating by keys alone in a terminal: marks stand on no disk, their sum and the wishes do."""

from .program import Program


def test_a_meeting_is_evaluated_by_keys_and_no_mark_is_on_the_disk(garden: Program) -> None:
    meeting = garden.open()
    terminal = garden.start()
    terminal.wait_for("go on with this meeting")
    terminal.press("enter")
    terminal.wait_for("How are you here today?")
    terminal.press("E")
    for name, keys in (("Ana", "124"), ("Ben", "124"), ("Chidi", "224")):
        terminal.wait_for(f"Next could be {name}")
        terminal.press("enter")
        terminal.wait_for(f"How was it, {name}?")
        terminal.press(*keys)
        terminal.wait_for("I wish for more of")
        terminal.press("escape")
        terminal.wait_for(f"{name}  has said how it was")
    for path in garden.folder.rglob("*"):
        if path.is_file():
            assert b'"mostly"' not in path.read_bytes(), path
    terminal.press("n")
    terminal.wait_for("How it was: content ++2 +1 · process +3 · together --3.")
    terminal.press("escape")
    terminal.wait_for(lambda t: not t.shows("How was this meeting? ─"))
    terminal.press("q")
    terminal.wait_for("What is next")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    told = garden.ok("minutes", meeting)
    assert "Did our way of working help? + mostly 3" in told
    assert "already" in garden.run("act", meeting, "evaluate", "--content", "3 yes").stderr
