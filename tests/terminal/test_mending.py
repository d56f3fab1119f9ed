"""Talks in conflict by keys alone in a terminal: a guided talk for two, and a restorative circle, at a laptop that all share."""

import stat
from datetime import date, timedelta

import pytest

from .program import Program
from .screen import Terminal

SECRET = "It was locked again"
AGREED = "Whoever cannot open calls by noon"


def heard_back(terminal: Terminal, speaker: str, title: str, listener: str) -> None:
    """Go through a turn: said aloud, said back, and confirmed by who said it."""
    terminal.wait_for(lambda t: t.shows(f"{speaker}: {title}") and t.shows(f"{speaker}: I have said it aloud"))
    terminal.press("enter")
    terminal.wait_for(f"{listener}: I have said back what I heard")
    terminal.press("enter")
    terminal.wait_for(f"{speaker}, is that what you meant? Only then it goes on.")
    terminal.wait_for(f"{speaker}: Yes, that is what I meant")
    terminal.press("enter")


def agree(terminal: Terminal, *people: str) -> None:
    """Agree on one thing, all consenting, and end the talk."""
    terminal.wait_for("Propose an agreement")
    terminal.press("enter")
    terminal.wait_for("When do you ask each other how it went?")
    terminal.type(AGREED)
    terminal.press("tab", "tab", "tab", "enter")
    for person in people:
        terminal.wait_for(f"{person}: I can live with")
        terminal.press("enter")
    terminal.wait_for("All can live with it.")
    terminal.press("home", "enter")
    terminal.wait_for("For certain?")
    terminal.press("enter")
    terminal.wait_for("It stays between you")


def leave(terminal: Terminal) -> None:
    """Leave the program."""
    terminal.press("escape")
    terminal.wait_for("Reflect alone")
    terminal.press("q")
    terminal.wait_for("What is next")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert not terminal.unrestored()


def private_alone(program: Program, *words: str) -> None:
    """What is kept lies in one file, for this account alone; words lie nowhere."""
    found = [p for p in program.folder.rglob("*") if p.is_file() and any(w.encode() in p.read_bytes() for w in words)]
    assert [p.parent.name for p in found] == ["talks"]
    assert stat.S_IMODE(found[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(found[0].parent.stat().st_mode) == 0o700
    assert SECRET.encode() not in found[0].read_bytes()


def test_a_guided_talk_for_two_goes_by_keys_each_thing_heard_back(garden: Program) -> None:
    terminal = garden.start("talk-with", "Ben")
    terminal.wait_for("Who are you?")
    terminal.type("Ana")
    terminal.press("tab", "tab", "tab", "tab", "tab", "enter")
    terminal.wait_for("Still asked: Ben.")
    terminal.wait_for("Ben: Yes, I take part")
    terminal.press("enter")
    terminal.wait_for("Ana: what happened")
    terminal.press("down", "enter")
    terminal.wait_for("as a camera would have seen it?")
    terminal.type(SECRET)
    terminal.press("tab", "enter")
    terminal.wait_for(f"Ana: {SECRET}")
    terminal.press("enter")
    terminal.wait_for("Not quite yet; I say it once more")
    terminal.press("down", "enter")
    terminal.wait_for("Ben: I have said back what I heard")
    terminal.press("enter")
    terminal.wait_for("Ana: Yes, that is what I meant")
    terminal.press("enter")
    for speaker, title, listener in (
        ("Ana", "how it is for me", "Ben"),
        ("Ana", "what I need", "Ben"),
        ("Ana", "what I ask for", "Ben"),
        ("Ben", "what happened", "Ana"),
        ("Ben", "how it is for me", "Ana"),
        ("Ben", "what I need", "Ana"),
        ("Ben", "what I ask for", "Ana"),
    ):
        heard_back(terminal, speaker, title, listener)
    agree(terminal, "Ana", "Ben")
    leave(terminal)
    private_alone(garden, AGREED)
    # What is not said to be released is nowhere: not in what is listed, nor on the first screen of a laptop that all share.
    assert AGREED not in garden.ok("list") + garden.ok("due", "--within", "8w")


@pytest.mark.slow
def test_a_restorative_circle_goes_by_keys_and_what_all_release_is_on_the_circles_agenda(garden: Program) -> None:
    terminal = garden.start(size=(60, 20))
    terminal.wait_for("What is next")
    terminal.press("L")
    terminal.wait_for("Reflect alone")
    terminal.press("c")
    terminal.wait_for("Who are you?")
    for text in ("Zoe", "Ana, Ben, Chidi", "Zoe"):
        terminal.type(text)
        terminal.press("tab")
    terminal.press("tab", "tab", "enter")
    terminal.wait_for("A restorative circle")
    for person in ("Ana", "Ben", "Chidi"):
        terminal.wait_for(f"{person}: Yes, I take part")
        terminal.press("enter")
    names = ("Ana", "Ben", "Chidi")
    for title in ("being understood", "what is mine in it"):
        for number, speaker in enumerate(names):
            heard_back(terminal, speaker, title, names[(number + 1) % 3])
    agree(terminal, *names)
    terminal.wait_for("Ana: Release")
    terminal.press("home", "enter")
    terminal.wait_for("To which circle?")
    terminal.press("right", "tab", "enter")
    for person in names[1:]:
        terminal.wait_for(f"still asked: {' and '.join(names[names.index(person) :])}.")
        terminal.press("home", "enter")
    terminal.wait_for("Nothing is left of this talk.")
    terminal.press("q")
    terminal.wait_for("What is next")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert AGREED in garden.ok("agenda", "garden")
    assert AGREED in garden.ok("due", "--within", "8w")
    assert not list((garden.home / "talks").glob("*.talk"))
    assert (date.today() + timedelta(days=14)).isoformat() in garden.ok("list")
