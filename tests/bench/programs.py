"""Programs: what is measured, ours and the floor beside it, each with the same environment and compiled bytecode."""

import os
import shutil
import sys
from collections.abc import Mapping
from importlib.util import cache_from_source, find_spec
from pathlib import Path

import pytest

from sociotui.room.demo import stage
from sociotui.room.home import Home
from tests.homes import Hands
from tests.year import live

from .terminal import Program, Terminal

FLOOR = '''\
"""The floor: a bare Textual app that writes one word when a key is pressed; after "d", once some bytes are on the disk."""

import os
import sys

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class Floor(App[None]):
    CSS = "Static { width: 15; height: 1; }"
    pressed = 100

    def compose(self) -> ComposeResult:
        yield Static("This is it!")

    def on_key(self, event: Key) -> None:
        self.pressed += 1
        if event.key == "d":
            os.write(disk, b"." * 200)
            os.fdatasync(disk)
        self.query_one(Static).update(f"pressed key {self.pressed}", layout=False)


disk = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
Floor().run(mouse=False)
'''

IN_MEETING = '''\
"""Go straight into a meeting that is there already, as the demo goes into the one that it has made."""

import sys
from pathlib import Path

from sociotui.__main__ import splash

splash()

from sociotui import cli
from sociotui.room.home import Home

home = Home(Path(sys.argv[1]))
cli._show_here(home, cli.me(home), sys.argv[2])
'''

OPENED = 800
"""Bytes that tell a screen or dialog from a mere answer: only what differs is sent, so its words can't be looked for."""


class Programs:
    """The commands that are measured, and a home in which a meeting is in mid-round; all under `folder`."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.meeting = _staged(self.home)
        self.env = _environment(folder)
        self.true_colour = {**self.env, "COLORTERM": "truecolor"}
        (folder / "floor.py").write_text(FLOOR, "utf-8")
        (folder / "in_meeting.py").write_text(IN_MEETING, "utf-8")
        self.floor = Program([sys.executable, str(folder / "floor.py"), str(folder / "disk")], "This is it")
        straight_in = [sys.executable, str(folder / "in_meeting.py"), str(self.home), self.meeting]
        self.in_meeting = Program(straight_in, "Tool-shed")
        self.at_home = Program(self.ours(), "Tool-shed")
        live(folder / "year", Hands()).close()
        self.after_a_year = Program(self.ours(home=folder / "year"), "General circle")
        self._folder = folder
        self._homes = 0

    def ours(self, *arguments: str, home: Path | None = None) -> list[str]:
        """Return the command that runs the program on `home`; the program that is installed, wherever we stand."""
        return [sys.executable, "-P", "-m", "sociotui", "--home", str(home or self.home), *arguments]

    def copy_of_home(self) -> Path:
        """Return a home of one's own, for those who write to it."""
        self._homes += 1
        return Path(shutil.copytree(self.home, self._folder / f"home-{self._homes}"))

    def show_home(self, *, true_colour: bool = False) -> Terminal:
        """Return a terminal in which home stands, on a copy of its own."""
        program = Program(self.ours(home=self.copy_of_home()), self.at_home.ready)
        terminal = Terminal(program, self.true_colour if true_colour else self.env)
        terminal.start()
        return terminal

    def show_meeting(self, *, true_colour: bool = False, paused: bool = True) -> Terminal:
        """Return a terminal in which the meeting stands, opened from home; with the clock paused, unless it is to run."""
        terminal = self.show_home(true_colour=true_colour)
        opened = terminal.press("enter", silence=0.3)
        assert opened.size > OPENED, terminal.text()
        if paused:
            terminal.press("t", silence=0.3)
        return terminal

    def show_floor(self, *, true_colour: bool = False) -> Terminal:
        """Return a terminal in which the floor stands."""
        terminal = Terminal(self.floor, self.true_colour if true_colour else self.env)
        terminal.start()
        return terminal


def compile_once(programs: Programs) -> None:
    """Run each program once, unmeasured, so that its bytecode is compiled: without that, starts take four times as long."""
    for program in (programs.floor, programs.in_meeting, programs.at_home, programs.after_a_year):
        with Terminal(program, programs.env) as terminal:
            terminal.start()
    for name in ("textual.app", "sociotui.tui.app"):
        spec = find_spec(name)
        if spec is None or spec.origin is None or not Path(cache_from_source(spec.origin)).exists():
            pytest.skip(f"there is no compiled bytecode of {name}, and starts without it tell nothing")


def _staged(folder: Path) -> str:
    home = Home(folder)
    try:
        return stage(home)
    finally:
        home.close()


def _environment(folder: Path) -> Mapping[str, str]:
    """Return an environment in which nothing of this account counts, and a terminal that promises no true colour."""
    config = folder / "config"
    config.mkdir()
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "PYTHONPATH", "VIRTUAL_ENV")}
    return {**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8", "XDG_CONFIG_HOME": str(config)}
