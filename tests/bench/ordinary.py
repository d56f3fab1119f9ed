"""Ordinary: the program as it runs on a laptop, straight in a meeting, for those who share it by other means."""

import os
import sys
from pathlib import Path

from .programs import IN_MEETING


class Ordinary:
    """The command that runs the program in `meeting`, on the home folder `home`, and the environment that it runs in."""

    def __init__(self, folder: Path, home: Path, meeting: str) -> None:
        script = folder / "in_meeting.py"
        script.write_text(IN_MEETING, "utf-8")
        config = folder / "config"
        config.mkdir()
        self.command = [sys.executable, str(script), str(home), meeting]
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH", "VIRTUAL_ENV") if name in os.environ}
        self.env = {**kept, "LANG": "C.UTF-8", "XDG_CONFIG_HOME": str(config)}
