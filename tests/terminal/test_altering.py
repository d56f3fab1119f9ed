"""The structure changed by keys in a real terminal: a new circle, a role, a member, undone, and all of it in the history."""

import json
from typing import Any

from .program import Program
from .screen import Terminal


def history(program: Program) -> list[dict[str, Any]]:
    """Return the history as another process sees it, without what was brought in."""
    found: list[dict[str, Any]] = json.loads(program.ok("history", "--json"))["history"]
    return [entry for entry in found if entry["kind"] != "file"]


def on_bees(t: Terminal) -> None:
    """Found a circle within the Garden circle."""
    t.press("2")
    t.wait_for("6 circles, 10 people")
    t.press("o")
    t.wait_for("├ Garden circle")
    t.press("j")
    t.wait_for("─ Garden circle")
    t.press("+")
    t.wait_for("a circle within Garden circle")
    t.press("1")
    t.wait_for("What is it called?")
    t.type("Bees")
    t.press("tab")
    t.type("Honey for all")
    t.press("tab", "tab", "space", "\x13")


def test_circle_role_and_member_are_new_one_is_undone_and_all_stands_in_the_history(garden: Program) -> None:
    t = garden.start()
    t.wait_for("enter meet")
    on_bees(t)
    t.wait_for("A circle is founded within Garden circle: Bees.")
    t.press("escape")
    t.wait_for("Nothing has changed yet")
    assert history(garden) == []
    t.press("\x13")
    t.wait_for("Why is it recorded?")
    t.type("agreed on Monday")
    t.press("enter")
    t.wait_for("7 circles, 10 people")
    t.wait_for("─ Bees")
    t.wait_for("takes it back.")

    t.press("+", "3")
    t.wait_for("A role of Bees")
    t.type("Keeper")
    t.press("tab", "tab")
    t.type("Hives")
    t.press("tab", "a", "\x13")
    t.wait_for("Ana is Keeper of Bees until")
    t.type("by phone")
    t.press("enter")
    t.wait_for("Keeper: Ana")

    t.press("+", "4")
    t.wait_for("A member of Bees")
    t.press("end", "tab")
    t.type("Öda 名")
    t.press("\x13")
    t.wait_for("Öda 名 joins Bees.")
    t.type("came along")
    t.press("enter")
    t.wait_for("7 circles, 11 people")

    t.press("u")
    t.wait_for("Öda 名 is entered no more.")
    t.press("enter")
    t.wait_for("7 circles, 10 people")
    t.press("q")
    t.wait_for("enter meet")
    t.press("q")
    assert t.wait_for_end() == 0

    found = history(garden)
    assert [entry["kind"] for entry in found] == ["change", "change", "change", "undo"]
    assert [entry["authority"].rpartition(": ")[2] for entry in found[:3]] == [
        "agreed on Monday",
        "by phone",
        "came along",
    ]
    assert (found[3]["undoes"], found[2]["undone"]) == (found[2]["number"], found[3]["number"])
    assert found[0]["changes"][0]["said"] == "A circle is founded within Garden circle: Bees."
    assert "bees" in garden.ok("export", "org")


def test_on_a_small_plain_terminal_it_is_done_alike(garden: Program) -> None:
    t = garden.start(size=(60, 20), env={"LC_ALL": "POSIX", "COLORTERM": "", "NO_COLOR": "1", "TERM": "linux"})
    t.wait_for("General circle")
    t.press("2")
    t.wait_for("enter read")
    t.press_each("j", "j")
    t.press("x")
    t.wait_for("Compost circle ends.")
    assert t.text.isascii(), t.text
    t.type("we merged it")
    t.press("enter")
    t.wait_for("Done, as number")
    assert [entry["kind"] for entry in history(garden)] == ["change"]
    t.press("u")
    t.wait_for("Compost circle works again.")
    t.wait_for("read on")
    assert t.text.isascii(), t.text
    t.press("enter")
    t.wait_for("Why is it taken back?")
    t.press("enter")
    t.wait_for("was taken back")
    assert [entry["kind"] for entry in history(garden)] == ["change", "undo"]
    garden.close()
