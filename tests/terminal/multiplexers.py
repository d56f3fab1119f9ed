"""Real tmux and GNU screen: the program runs in one of them, that in a terminal; each with a socket of its own."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from .program import Program

_TMUX = "set -g status off\nset -g default-terminal tmux-256color\nset -g escape-time 0\n"
_SCREEN = "defutf8 on\nstartup_message off\naltscreen on\nmaptimeout 0\n"


@contextmanager
def inside(program: Program, name: str) -> Iterator[None]:
    """Let the program be started in a multiplexer; where there is none on this machine, the test is skipped."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"there is no {name} on this machine")
    before, program.under = program.under, (found, *(_tmux if name == "tmux" else _screen)(program))
    try:
        yield
    finally:
        program.under = before
        program.close()
        _run(program, [found, *_ending(program, name)])


def _tmux(program: Program) -> Sequence[str]:
    conf = program.folder / "tmux.conf"
    conf.write_text(_TMUX, "utf-8")
    return ("-S", str(program.folder / "tmux"), "-f", str(conf), "new-session")


def _screen(program: Program) -> Sequence[str]:
    folder, conf = program.folder / "screens", program.folder / "screenrc"
    folder.mkdir(mode=0o700, exist_ok=True)
    conf.write_text(_SCREEN, "utf-8")
    program.env |= {"SCREENDIR": str(folder)}
    return ("-U", "-c", str(conf), "-S", "test")


def _ending(program: Program, name: str) -> Sequence[str]:
    """Return what ends it, where it has not ended with the program."""
    return ("-S", str(program.folder / "tmux"), "kill-server") if name == "tmux" else ("-S", "test", "-X", "quit")


def _run(program: Program, command: Sequence[str]) -> None:
    subprocess.run(command, env=program.env, capture_output=True, timeout=20, check=False)
