"""Waiting: for a condition with a deadline, never for time; and what a screen shows as text."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from textual._context import visible_screen_stack
from textual.pilot import Pilot
from textual.strip import Strip

SOON = 10.0


async def until(pilot: Pilot[Any], wanted: Callable[[], bool]) -> None:
    """Let the app run until `wanted` holds; fails, showing the screen, where it never does."""
    deadline = monotonic() + SOON
    while not wanted():
        if monotonic() > deadline:
            raise AssertionError("it never came to that:\n" + text_of(pilot))
        await pilot.pause()


def strips_of(pilot: Pilot[Any]) -> list[Strip]:
    """Return the screen's lines as they are drawn, what shows through from the screens beneath included."""
    visible_screen_stack.set(list(pilot.app._background_screens))  # as the app does whenever it draws
    return pilot.app.screen._compositor.render_strips()


def lines_of(pilot: Pilot[Any]) -> list[str]:
    """Return the screen's lines as text."""
    width, height = pilot.app.size
    return ["".join(segment.text for segment in strip) for strip in strips_of(pilot)[:height]] if width else []


def text_of(pilot: Pilot[Any]) -> str:
    """Return the screen as text."""
    return "\n".join(lines_of(pilot))


async def shows(pilot: Pilot[Any], text: str) -> None:
    """Wait until the screen shows `text`."""
    await until(pilot, lambda: text in text_of(pilot))
