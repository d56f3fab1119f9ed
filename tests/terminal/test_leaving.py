"""Leaving: on purpose, by a signal, by a broken line; the terminal is as it was, and the meeting goes on where it stood."""

import signal
from collections.abc import Callable

import pytest

from .by_keys import in_meeting, now_and_next
from .program import Program
from .screen import Terminal


def speak(terminal: Terminal) -> None:
    """The speaker is done."""
    before = now_and_next(terminal)
    terminal.press("space")
    terminal.wait_for(lambda t: now_and_next(t) != before)


def test_a_meeting_goes_on_where_it_stood(garden: Program) -> None:
    id_ = garden.open()
    terminal = in_meeting(garden)
    speak(terminal)
    terminal.press("l")
    terminal.wait_for("Ben comes later.")
    terminal.press("h")
    terminal.wait_for("Chidi raises a hand.")
    seen = [terminal.pane(title) for title in ("Check-in", "Agenda", "Room", "Circles")]
    before = garden.status(id_)
    terminal.press("q")
    terminal.wait_for("Now Chidi, next Dara.")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert not terminal.unrestored()
    again = in_meeting(garden)
    again.wait_for(lambda t: [t.pane(title) for title in ("Check-in", "Agenda", "Room", "Circles")] == seen)
    assert now_and_next(again) == ("Chidi", "Dara")
    assert garden.status(id_) == before
    again.press("u")
    again.wait_for("Undone.")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_leaves_the_terminal_as_it_was_and_loses_nothing(garden: Program, number: signal.Signals) -> None:
    id_ = garden.open()
    terminal = in_meeting(garden)
    speak(terminal)
    terminal.press("i")
    terminal.wait_for("A new item")
    terminal.signal(number)
    assert terminal.wait_for_end() >= 0
    assert not terminal.unrestored()
    assert garden.status(id_)["round"]["spoken"] == ["ana"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_it_starts_leaves_the_terminal_as_it_was(garden: Program, number: signal.Signals) -> None:
    terminal = garden.start()
    terminal.wait_for("sociotui")
    terminal.signal(number)
    terminal.wait_for_end()
    assert not terminal.unrestored()


def test_a_broken_line_ends_the_program_and_loses_nothing(garden: Program) -> None:
    id_ = garden.open()
    terminal = in_meeting(garden)
    speak(terminal)
    terminal.hang_up()
    assert eventually(terminal.has_died)
    assert garden.status(id_)["round"]["spoken"] == ["ana"]
    garden.ok("act", id_, "next")


def test_even_a_kill_loses_nothing(garden: Program) -> None:
    id_ = garden.open()
    terminal = in_meeting(garden)
    speak(terminal)
    terminal.signal(signal.SIGKILL)
    assert terminal.wait_for_end() == -signal.SIGKILL
    assert garden.status(id_)["round"]["spoken"] == ["ana"]
    garden.ok("act", id_, "next")


def test_nothing_is_left_of_the_demo(program: Program) -> None:
    terminal = program.start("demo")
    terminal.wait_for("c consent")
    assert list(program.folder.glob("sociotui-demo-*"))
    terminal.signal(signal.SIGTERM)
    assert terminal.wait_for_end() >= 0
    assert not list(program.folder.glob("sociotui-demo-*"))
    assert not program.home.exists()


def eventually(true: Callable[[], bool], within: float = 10.0) -> bool:
    """Ask again and again until it is so, for a while."""
    from time import monotonic

    deadline = monotonic() + within
    while not true():
        if monotonic() > deadline:
            return False
    return True
