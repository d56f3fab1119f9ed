"""Tomorrow's meeting is prepared by keys alone in a real terminal; it is printed, and the meeting itself offers it so."""

import json

from .program import Program
from .screen import Terminal


def topics(program: Program) -> list[tuple[str, int, str | None]]:
    """Return the topics as another process sees them."""
    found = json.loads(program.ok("agenda", "garden", "--json"))
    return [(t["title"], t["minutes"], t["presenter"]) for t in found["topics"]]


def to_agenda(program: Program, size: tuple[int, int] = (80, 24)) -> Terminal:
    """Go to the agenda of the Garden circle's next meeting."""
    t = program.start(size=size)
    t.wait_for("enter meet")
    t.press("down")
    t.wait_for("Beds, compost, tools, the shed") if size[0] > 70 else t.settle()
    t.press("i")
    t.wait_for("Garden circle: the next")
    return t


def test_a_meeting_is_prepared_by_keys_and_printed(garden: Program) -> None:
    t = to_agenda(garden)
    t.wait_for("No topic yet. What would you like to talk about?")
    for title, minutes in (("Hoses", "15"), ("Bees", "40"), ("Compost", "30")):
        t.press("i")
        t.wait_for("A new topic")
        t.type(title)
        t.press("tab", "tab", "backspace", "backspace")
        t.type(minutes)
        t.press("tab", "right", "tab", "tab", "enter")
        t.wait_for(f"“{title}” is on it now.")
    t.wait_for("13 too many")
    t.wait_for("No time for these: a later meeting")
    t.press("-", "-")  # the one that was added last is under the cursor
    t.wait_for("  1 0:11  Compost")
    assert topics(garden) == [("Compost", 30, "ana"), ("Hoses", 15, "ana"), ("Bees", 40, "ana")]
    t.press("x")
    t.wait_for("Was that a slip? Take it back (u).")
    t.press("u")
    t.wait_for("Taken back.")
    t.wait_for("  1 0:11  Compost")
    t.press("m")
    t.wait_for("Garden circle: our next meeting")
    t.press("escape")
    t.wait_for("- + earlier, later")
    t.press("q")
    t.wait_for("enter meet")
    t.press("q")
    assert t.wait_for_end() == 0
    printed = garden.ok("agenda", "garden", "--at", "19:00")
    assert [
        line.split("  ")[1].strip() for line in printed.splitlines() if line.startswith("19:") and ". " in line
    ] == [
        "1. Compost",
        "2. Hoses",
    ]
    id_ = garden.open()
    for number in (1, 2):
        garden.ok("act", id_, "agenda", "--ready", str(number))
    assert [item["title"] for item in garden.status(id_)["agenda"]] == ["Compost", "Hoses"]


def test_two_prepare_it_at_once_and_see_each_others_topics(garden: Program) -> None:
    one, other = to_agenda(garden), to_agenda(garden, (60, 20))
    for t, title in ((one, "Hoses"), (other, "Bees")):
        t.press("i")
        t.wait_for("A new topic")
        t.type(title)
        t.press("tab", "tab", "tab", "tab", "tab", "enter")
    for t in (one, other):
        t.wait_for("Hoses")
        t.wait_for("Bees")
    garden.ok("agenda", "garden", "--rank", "Bees")
    one.wait_for("  1 0:11  Bees")
    garden.ok("agenda", "garden", "--add", "Compost")
    other.wait_for("Compost")
    assert {title for title, _minutes, _who in topics(garden)} == {"Hoses", "Bees", "Compost"}
