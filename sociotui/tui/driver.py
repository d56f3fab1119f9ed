"""The driver: Textual's own for Linux and macOS, with leaner output."""

from typing import Any

from textual.drivers.linux_driver import LinuxDriver

from sociotui.tui.sgr import Lean


class LeanDriver(LinuxDriver):
    """Sends only the colours and attributes that change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lean = Lean()

    def write(self, data: str) -> None:
        """Write to the terminal."""
        super().write(self._lean.rewrite(data))

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was, in plain text."""
        super().write(self._lean.reset())
        super().stop_application_mode()
