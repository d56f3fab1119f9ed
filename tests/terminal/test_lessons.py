"""Lessons and cards by keys alone in a terminal; what one keeps lies in a file of one's own, and not in the home."""

import json
import stat

from .program import Program


def test_a_situation_is_judged_and_a_word_kept_by_keys(garden: Program) -> None:
    before = {path: path.read_bytes() for path in garden.home.rglob("*") if path.is_file()}
    terminal = garden.start()
    terminal.wait_for("What is next")
    terminal.press("ctrl+p")
    terminal.wait_for("Search")
    terminal.press(*"lessons")
    terminal.wait_for("Short lessons on practices")
    terminal.press("enter")
    terminal.wait_for("Twelve practices")
    terminal.press("end", "enter")
    terminal.wait_for("1/21")
    terminal.press("enter")
    terminal.wait_for("1 · A quick yes")
    terminal.press("o")
    terminal.wait_for("You say: power over. So do we.")
    terminal.press("g")
    terminal.wait_for("Feelings and needs")
    terminal.wait_for("connection")
    terminal.press("enter")
    terminal.wait_for("only you can read")
    terminal.press("3")
    terminal.wait_for("Kept for you alone: curious.")
    terminal.press("escape")
    terminal.wait_for("1 · A quick yes")
    terminal.press("escape")
    terminal.wait_for("To judge")
    terminal.press("q")
    terminal.wait_for("What is next")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert not terminal.unrestored()
    own = garden.folder / "state" / "sociotui" / "own" / "learning.json"
    assert stat.S_IMODE(own.stat().st_mode) == 0o600
    kept = json.loads(own.read_bytes())
    assert kept["judged"] == {"power/1": "over"}
    assert [word["word"] for word in kept["words"]] == ["curious"]
    after = {path: path.read_bytes() for path in garden.home.rglob("*") if path.is_file()}
    assert after == before
    assert "curious" in garden.ok("learn", "--mine")
    assert "curious" not in garden.ok("export", "data")


def test_a_mood_round_by_keys_leaves_no_card_on_the_disk(garden: Program) -> None:
    garden.open()
    terminal = garden.start()
    terminal.wait_for("go on with this meeting")
    terminal.press("enter")
    terminal.wait_for("How are you here today?")
    terminal.press("g")
    terminal.wait_for("connection")
    terminal.press("m")
    terminal.wait_for("Whoever likes gives a card")
    for name in ("Ana", "Ben", "Chidi"):
        terminal.press("enter")
        terminal.wait_for(f"{name}'s card")
        terminal.press("7")
        terminal.wait_for(f"{name}  has given a card")
    for path in garden.folder.rglob("*"):
        if path.is_file():
            assert b"afraid" not in path.read_bytes(), path
    terminal.press("n")
    terminal.wait_for("The mood of all: afraid 3.")
    terminal.press("escape")
    terminal.wait_for(lambda t: not t.shows("Mood round ─"))
    terminal.press("q")
    terminal.wait_for("What is next")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
