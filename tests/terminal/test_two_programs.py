"""Two programs on one home: each shows what the other does, and an act counts once."""

import signal

from .by_keys import in_meeting, no_dialog, now_and_next, opened
from .program import Program
from .screen import Terminal


def speak(terminal: Terminal) -> None:
    """The speaker is done."""
    before = now_and_next(terminal)
    terminal.press("space")
    terminal.wait_for(lambda t: now_and_next(t) != before)


def moved(terminal: Terminal, to: tuple[str, str]) -> bool:
    """Wait until this terminal shows the same now and next, for three seconds at the most."""
    terminal.wait_for(lambda t: now_and_next(t) == to, within=3)
    return True


def test_an_act_of_a_command_is_seen_within_three_seconds(garden: Program) -> None:
    id_ = garden.open()
    terminal = in_meeting(garden)
    garden.ok("act", id_, "next")
    terminal.wait_for("Ana has spoken.", within=3)
    terminal.wait_for(lambda t: now_and_next(t) == ("Ben", "Chidi"), within=3)
    garden.ok("act", id_, "agenda", "--title", "Tool-shed rota")
    terminal.wait_for(lambda t: "Tool-shed" in t.pane("Agenda"), within=3)
    garden.ok("act", id_, "leave", "--for", "gio")
    terminal.wait_for("● 6 here", within=3)


def test_home_shows_a_meeting_that_opens_elsewhere(garden: Program) -> None:
    terminal = garden.start()
    terminal.wait_for("enter meet")
    garden.open()
    terminal.wait_for("● Garden circle", within=3)


def test_two_screens_show_the_same(garden: Program) -> None:
    garden.open()
    one, other = in_meeting(garden), in_meeting(garden)
    for here, there in ((one, other), (other, one), (one, other)):
        speak(here)
        assert moved(there, now_and_next(here))
    one.press("u")
    other.wait_for("Undone.", within=3)


def pressed_by_two(garden: Program, key: str) -> dict[str, list[str]]:
    """Press a key on two screens before either has seen the other's act; return the round's people by their part."""
    id_ = garden.status()["meeting"]
    one, other = in_meeting(garden), in_meeting(garden)
    before = now_and_next(one)
    for terminal in (one, other):
        terminal.signal(signal.SIGSTOP)  # neither may be so much quicker that the other sees what it did first
        terminal.press(key)
    for terminal in (one, other):
        terminal.signal(signal.SIGCONT)
    for terminal in (one, other):
        terminal.wait_for(lambda t: now_and_next(t) != before)
        terminal.press("q")
        terminal.wait_for("enter go on")
    status = garden.status(id_)
    return {"spoken": status["round"]["spoken"], "consents": status["consents"]}


def test_next_pressed_by_two_moves_on_once(garden: Program) -> None:
    garden.open()
    assert pressed_by_two(garden, "space")["spoken"] == ["ana"]


def test_consent_pressed_by_two_counts_once(asked: Program) -> None:
    assert pressed_by_two(asked, "c")["consents"] == ["ben"]


def test_an_objection_is_not_lost_when_the_round_moves_on_beneath_it(asked: Program) -> None:
    terminal = in_meeting(asked)
    id_ = asked.status()["meeting"]
    terminal.press("o")
    opened(terminal)
    terminal.press_each("The beds would wait")
    asked.ok("act", id_, "consent", "--for", "ben")
    asked.ok("act", id_, "consent")
    terminal.press_each("tab", "tab")
    terminal.press("enter")
    terminal.wait_for("Ben brings an objection. Thank you")
    terminal.wait_for(no_dialog)
    status = asked.status(id_)
    assert [(o["person"], o["reason"]) for o in status["objections"]] == [("ben", "The beds would wait")]
    assert status["consents"] == ["ana"]
