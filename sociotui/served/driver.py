"""The driver of a hosted app: it has no terminal of its own, but a line to one, and sends only the cells that changed."""

import re
from asyncio import TimerHandle
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol, TextIO

from textual.app import App
from textual.driver import Driver
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message

from sociotui.served.harmless import HARMFUL
from sociotui.served.keyboard import ESCAPE_DELAY, Keyboard
from sociotui.served.outlet import Outlet
from sociotui.tui.paint import painter
from sociotui.tui.settings import Settings
from sociotui.tui.shadow import Shadow

ENTER = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[?7l"
"""Another screen, no cursor, pastes marked as such, and no wrapping at the edge.

Nothing more is switched on: what a terminal would be left with, when a connection goes, is to be as little as possible.
Above all its keyboard stays as it is.
"""
LEAVE = "\x1b[0m\x1b[?2004l\x1b[?7h\x1b[H\x1b[2J\x1b[?1049l\x1b[?25h"
"""All that, undone; and the screen cleared, as consoles have no other one to go back to."""
_BELL = "\a"
_CLIPBOARD = re.compile(r"\x1b\]52;c;[A-Za-z0-9+/=]*\a")
NARROWEST, WIDEST, LOWEST, HIGHEST = 10, 500, 5, 200
"""Cells; a terminal that says it is smaller or larger gets a picture of this size."""


def clamped(width: int, height: int) -> tuple[int, int]:
    """Return a size at which an app can be drawn; for a terminal that tells none, what terminals used to have."""
    if width <= 0 or height <= 0:
        return 80, 24
    return min(max(width, NARROWEST), WIDEST), min(max(height, LOWEST), HIGHEST)


class Hosted(Protocol):
    """What the driver finds at its app: the way out, what the terminal shows, and the keyboard."""

    outlet: Outlet
    settings: Settings
    keyboard: Keyboard


class HostedDriver(Driver):
    """Draws to the outlet of its app, and turns the bytes that it is fed into keys. All of it on the loop's thread."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = False, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=False, mouse=False, size=clamped(*size or (0, 0)))
        hosted: Hosted = app  # type: ignore[assignment]  # what hosts an app has given it these
        self._outlet, self._keyboard = hosted.outlet, hosted.keyboard
        self._shadow = Shadow(painter(hosted.settings.depth), only_drawing=True)
        self._escape: TimerHandle | None = None
        self._on = False

    # --- output

    def write(self, data: str) -> None:
        """Draw; besides drawing, Textual rings the bell and hands on what was copied, and nothing else is passed on."""
        if data == _BELL or _CLIPBOARD.fullmatch(data):
            self._send(data)
        elif self._on and self._outlet.is_open:
            lean = self._shadow.rewrite(HARMFUL.sub("", data))
            if lean:
                self._outlet.send(lean)

    def bell(self) -> None:
        """Ring the terminal's bell."""
        self._send(_BELL)

    def _send(self, data: str) -> None:
        if self._on and self._outlet.is_open:
            self._outlet.send(data)

    def redraw(self) -> None:
        """Draw everything anew: nobody knows any more what the terminal shows."""
        self._shadow.forget()
        if self._app.screen_stack:
            self._app.screen.refresh()

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._on = True
        self._outlet.send(ENTER)
        self._resized()

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was."""
        if self._on:
            self._on = False
            self._outlet.send(LEAVE)

    # --- size

    def resize(self, width: int, height: int) -> None:
        """The terminal has another size, or has had one for a moment: either way it is drawn anew."""
        self._size = clamped(width, height)
        if self._on:
            self._resized()
            self.redraw()

    def _resized(self) -> None:
        size = Size(*self._size or (80, 24))
        self._shadow.resize(*size)
        self.send_message(Resize(size, size))

    # --- input

    def feed(self, data: bytes) -> int:
        """Take in what the terminal sent; return how many keys and pastes that was."""
        count = self._pressed(self._keyboard.feed(data))
        if self._escape:
            self._escape.cancel()
            self._escape = None
        if self._keyboard.undecided:
            self._escape = self._loop.call_later(ESCAPE_DELAY, self._time_is_up)
        return count

    def _time_is_up(self) -> None:
        self._escape = None
        self._pressed(self._keyboard.time_is_up())

    def _pressed(self, messages: Iterable[Message]) -> int:
        pressed = 0
        for message in messages:
            pressed += 1
            if self._on:
                self.process_message(message)
        return pressed

    def send_message(self, message: Message) -> None:
        """Send a message to the app; this is its own thread."""
        self._app.post_message(message)

    def disable_input(self) -> None:
        """Take no more keys."""
        if self._escape:
            self._escape.cancel()
            self._escape = None

    def close(self) -> None:
        """Let go of what the driver holds."""
        self._keyboard.close()

    # --- what would happen on the server, and not where the person is

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Open no browser: it would open on the server."""

    def deliver_binary(
        self,
        binary: BinaryIO | TextIO,
        *,
        delivery_key: str,
        save_path: Path,
        open_method: Literal["browser", "download"] = "download",
        encoding: str | None = None,
        mime_type: str | None = None,
        name: str | None = None,
    ) -> None:
        """Write no file: it would be one of the server's."""
        binary.close()
