"""The driver: Textual's own for Linux and macOS, sending only the cells that changed."""

from typing import Any

from textual.drivers.linux_driver import LinuxDriver

from sociotui.tui.shadow import Shadow


class LeanDriver(LinuxDriver):
    """Compares each write with what the terminal shows, and sends the difference."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._shadow = Shadow()
        self._shadow_size: tuple[int, int] | None = None

    def write(self, data: str) -> None:
        """Write to the terminal."""
        size = self._app.size
        if size != self._shadow_size:  # a terminal that was resized may have moved what it showed
            self._shadow_size = size
            self._shadow.forget()
        lean = self._shadow.rewrite(data)
        if lean:
            super().write(lean)

    def redraw(self) -> None:
        """Send everything anew with the next write: something else has written on this terminal."""
        self._shadow.forget()

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was, in plain text."""
        super().write(self._shadow.reset())
        self._shadow.forget()
        super().stop_application_mode()
