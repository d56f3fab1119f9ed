"""The program in a place of its own: its home, its settings and its environment lie in a folder of one test."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import sociotui

from .screen import Terminal

CHECKOUT = Path(sociotui.__file__).resolve().parent.parent
COMMAND = (sys.executable, "-m", "sociotui")


class Program:
    """Runs the command line and the screen. Nothing of this account's own is seen or touched by it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.config = folder / "config" / "sociotui" / "config.toml"
        self.env: dict[str, str] = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "TMPDIR": str(folder),
            "SOCIOTUI_HOME": str(self.home),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(CHECKOUT),
        }
        self.under: tuple[str, ...] = ()
        """A command that runs the program with fewer rights, or less room."""
        self._terminals: list[Terminal] = []

    # --- the command line

    def run(self, *arguments: str, input: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command and return what came of it."""
        return subprocess.run(
            [*self.under, *COMMAND, *arguments],
            input=input,
            stdin=subprocess.DEVNULL if input is None else None,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=self.env,
            cwd=self.folder,
            timeout=60,
            check=False,
        )

    def ok(self, *arguments: str, input: str | None = None) -> str:
        """Run a command that has to succeed and return what it printed."""
        done = self.run(*arguments, input=input)
        assert done.returncode == 0, f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def refused(self, *arguments: str, code: int = 1, input: str | None = None) -> str:
        """Run a command that has to be refused, in one sentence or two and without a traceback; return them."""
        done = self.run(*arguments, input=input)
        assert done.returncode == code, f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}"
        assert not done.stdout, done.stdout
        assert done.stderr.strip()
        assert "Traceback" not in done.stderr, done.stderr
        return done.stderr.strip()

    def status(self, meeting: str = "") -> dict[str, Any]:
        """Return where a meeting stands, as another process sees it."""
        found: dict[str, Any] = json.loads(self.ok("status", *([meeting] if meeting else []), "--json"))
        return found

    def minutes(self, meeting: str, format_: str = "md") -> str:
        """Return the minutes of a meeting that was held, without the code of the record that they are of: each home has its own."""
        minutes, record, _code = self.ok("minutes", meeting, "--format", format_).partition("Record: ")
        assert record
        return minutes

    def import_demo(self) -> None:
        """Bring the demo's organisation in."""
        from sociotui.room.files import data_folder

        self.ok("import", "org", str(data_folder() / "demo" / "organisation.toml"))

    def open(self, *more: str) -> str:
        """Open a meeting of the Garden circle in which Fay is missing; return its id."""
        return self.ok("open", "garden", "--present", "ana,ben,chidi,dara,eli,zoe,gio", *more).strip()

    def journal(self, stream: str) -> Path:
        """Return the file of a stream."""
        return self.home / f"{stream}.journal"

    def obey_permissions(self) -> None:
        """From now on, run without the administrator's right to pass over who may read and write; skip where it can't."""
        if os.geteuid() == 0:
            capabilities = "-dac_override,-dac_read_search"
            self.under = _found("setpriv", "--bounding-set", capabilities, "--inh-caps", capabilities)

    def limit_files(self, size: int) -> None:
        """From now on, run as on a disk on which no file can get longer than `size` bytes."""
        self.under = _found("prlimit", f"--fsize={size}")

    # --- the screen

    def start(
        self, *arguments: str, size: tuple[int, int] = (80, 24), env: Mapping[str, str] | None = None
    ) -> Terminal:
        """Run the program in a terminal; an empty value in `env` takes a variable away."""
        values = {name: value for name, value in (self.env | dict(env or {})).items() if value}
        terminal = Terminal([*self.under, *COMMAND, *arguments], size=size, env=values, cwd=self.folder)
        self._terminals.append(terminal)
        return terminal

    def close(self) -> None:
        """End what is still running."""
        for terminal in self._terminals:
            terminal.close()


def _found(command: str, *arguments: str) -> tuple[str, ...]:
    path = shutil.which(command)
    if path is None:
        pytest.skip(f"there is no {command} on this machine")
    return path, *arguments


def copy_of(home: Path, folder: Path) -> Program:
    """Return a program in `folder` that begins with a copy of `home`."""
    program = Program(folder)
    shutil.copytree(home, program.home)
    return program
