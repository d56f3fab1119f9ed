"""The driver: Textual's own for Linux and macOS, sending only the cells that changed and sleeping until a key comes."""

import os
import selectors
from codecs import getincrementaldecoder
from typing import Any

from textual.drivers.linux_driver import LinuxDriver

from sociotui.tui.private import XTermParser
from sociotui.tui.shadow import Shadow

_ESCAPE_DELAY = 0.1
"""Seconds after which an escape that nothing follows was the escape key."""


class LeanDriver(LinuxDriver):
    """Compares each write with what the terminal shows, and sends the difference; waits for input without polling."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._shadow = Shadow()
        self._shadow_size: tuple[int, int] | None = None
        self._wake_reader, self._wake_writer = os.pipe()

    # --- output

    def write(self, data: str) -> None:
        """Write to the terminal."""
        size = self._app.size
        if size != self._shadow_size:  # a terminal that was resized may have moved what it showed
            self._shadow_size = size
            self._shadow.forget()
        lean = self._shadow.rewrite(data)
        if lean:
            super().write(lean)

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was, in plain text."""
        super().write(self._shadow.reset())
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
            unsettled = False
            while not self.exit_event.is_set():
                ready = {key.fd for key, _events in selector.select(_ESCAPE_DELAY if unsettled else None)}
                unsettled = self.fileno in ready
                if self._wake_reader in ready:
                    os.read(self._wake_reader, 16)
                    self.exit_event.wait(1)
                    continue
                if unsettled:
                    data = self._read()
                    if not data:  # the terminal has gone
                        self._app.call_later(self._app.exit)
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
