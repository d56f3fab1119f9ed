"""The driver: Textual's own for Linux and macOS, sending only the cells that changed and sleeping until a key comes."""

import os
import selectors
import signal
from codecs import getincrementaldecoder
from collections.abc import Callable
from typing import Any

from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.messages import InBandWindowResize

from sociotui.room.terminal import Grasp
from sociotui.tui.paint import painter
from sociotui.tui.private import XTermParser
from sociotui.tui.settings import Settings
from sociotui.tui.shadow import Shadow

_ESCAPE_DELAY = 0.1
"""Seconds after which an escape that nothing follows was the escape key."""
_LOOKS = 3
"""How often it is looked again after input, so that such an escape is surely told."""
_ASKING = frozenset(["\x1b[>25u", "\x1b[<u", "\x1b[?2026$p", "\x1b[?2048$p"])
"""How keys are to be reported, and what is asked of a terminal: some show it as letters that do not know it."""
_EVERYWHERE = frozenset(f"\x1b[?{mode}{on}" for mode in (7, 25, 1049) for on in "hl")
"""Wrapping, the cursor, and another screen: known to all terminals, or passed over."""
_POINTER = "\x1b]22;"
"""What a mouse looks like, which nobody needs here."""
CLEAR = "\x1b[H\x1b[2J"


class LeanDriver(LinuxDriver):
    """Compares each write with what the terminal shows, and sends the difference; waits for input without polling."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        settings: Settings = getattr(self._app, "settings", Settings())
        self._grasp = settings.grasp
        self._shadow = Shadow(painter(settings.depth), only_drawing=self._grasp == Grasp.DRAWING)
        self._drawn_for: tuple[int, int] | None = None
        self._wake_reader, self._wake_writer = os.pipe()

    # --- output

    def write(self, data: str) -> None:
        """Write to the terminal what it understands."""
        if data.startswith(_POINTER) or (self._grasp < Grasp.ALL and data in _ASKING):
            return
        if self._grasp == Grasp.DRAWING and data in _EVERYWHERE:
            super().write(data)
            return
        size = self._app.size
        if size != self._drawn_for:
            self._drawn_for = size
            self._shadow.resize(*size)
        lean = self._shadow.rewrite(data)
        if lean:
            super().write(lean)

    def start_application_mode(self) -> None:
        """Take the terminal over, and leave when told to; when it is resized, nobody knows any more what it shows.

        A signal to end waits till then: whoever heeded it in between would give back what is taken over a moment later.
        """
        before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGHUP, signal.SIGTERM))
        try:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            self._loop.add_signal_handler(signal.SIGHUP, self._hung_up)
            self._loop.add_signal_handler(signal.SIGTERM, self._app.exit)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        resized = signal.getsignal(signal.SIGWINCH)

        def forget_and_tell() -> None:
            if callable(resized):
                resized(signal.SIGWINCH, None)
            self._redraw()

        # In the loop: a handler of its own may be interrupted by the next signal, and then tells an older size after a newer one.
        self._loop.add_signal_handler(signal.SIGWINCH, forget_and_tell)

    def process_message(self, message: Message) -> None:
        """Pass on what the terminal says; one that tells its size itself has been resized too."""
        super().process_message(message)
        if isinstance(message, InBandWindowResize):
            self._redraw()

    @property
    def _hung_up(self) -> Callable[[], None]:
        """What is done when the terminal has gone."""
        return getattr(self._app, "hang_up", self._app.exit)

    def _redraw(self) -> None:
        """Draw everything anew: also for a size that comes back at once, for which Textual sees nothing to do."""

        def redraw() -> None:
            self._shadow.forget()
            self._app.screen.refresh()

        self._app.call_later(redraw)

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was, in plain text."""
        super().write(self._shadow.reset())
        if self._grasp == Grasp.DRAWING:  # which has no other screen that it could go back to
            super().write(CLEAR)
        self._shadow.forget()
        super().stop_application_mode()

    def close(self) -> None:
        """Let go of what the driver holds."""
        super().close()
        os.close(self._wake_reader)
        os.close(self._wake_writer)

    # --- input

    def disable_input(self) -> None:
        """Stop reading keys: wake the thread that waits for them, so that it sees it is to end."""
        os.write(self._wake_writer, b".")
        super().disable_input()

    def run_input_thread(self) -> None:
        """Read keys until told to end. Sleeps while none come; a lone escape is told a moment after it came."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._wake_reader, selectors.EVENT_READ)
            looks = 0
            while not self.exit_event.is_set():
                ready = {key.fd for key, _events in selector.select(_ESCAPE_DELAY if looks else None)}
                looks = _LOOKS if self.fileno in ready else max(0, looks - 1)
                if self._wake_reader in ready:
                    os.read(self._wake_reader, 16)
                    self.exit_event.wait(1)
                    continue
                if self.fileno in ready:
                    data = self._read()
                    if not data:  # the terminal has gone
                        self._app.call_later(self._hung_up)
                        return
                    for message in parser.feed(decode(data)):
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, 4096)
        except OSError:  # what a terminal says that hung up
            return b""
