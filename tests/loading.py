"""Loading: which modules each start of the program loads, as it is and as `loading.toml` allows it.

`python -m tests.loading` writes the file anew, after a change that means to load more, or less.
"""

import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.terminal.program import Program
from tests.terminal.screen import Terminal

ALLOWED = Path(__file__).with_name("loading.toml")
_TOLD = """
import atexit, sys

there = sys.argv.pop(1)


def tell():
    with open(there, "w") as stream:
        stream.writelines(f"{name}\\n" for name in sys.modules)


atexit.register(tell)
from sociotui.__main__ import main

main()
"""
"""Runs the program, and writes down what it has loaded by its end."""
COMMANDS = {"help": ("--help",), "status": ("status",), "list": ("list",), "act": ("act", "MEETING", "next")}
"""Commands that are done without a screen; MEETING stands for the meeting under way."""
SCREENS = ("home", "meeting")
"""Home, where the program begins, and the meeting that one goes on to from there."""
STARTS = (*COMMANDS, *SCREENS)

Loaded = Mapping[str, list[str]]
"""`ours`, modules of the program, without its name before them, and `libraries`, by the package that is imported."""


def allowed() -> Mapping[str, Loaded]:
    """Return what each start may load, by the start's name."""
    found: Mapping[str, Loaded] = tomllib.loads(ALLOWED.read_text(encoding="utf-8"))
    return found


def loaded(program: Program, start: str) -> Loaded:
    """Start the program in a place of its own, and return what it loads for that."""
    there = program.folder / "loaded"
    command = [sys.executable, "-c", _TOLD, str(there)]
    program.import_demo()
    meeting = program.open() if start not in ("home", "help", "list") else ""
    if start in COMMANDS:
        words = [meeting if word == "MEETING" else word for word in COMMANDS[start]]
        subprocess.run([*command, *words], env=program.env, cwd=program.folder, capture_output=True, check=True)
    else:
        terminal = Terminal(command, size=(80, 24), env=program.env, cwd=program.folder)
        try:
            terminal.wait_for("Green Acres")
            terminal.settle()
            if meeting:
                terminal.press("enter")
                terminal.wait_for("Speaking")
                terminal.settle()
                terminal.press("q")
                terminal.wait_for("Green Acres")
            terminal.press("q")
            assert terminal.wait_for_end() == 0
        finally:
            terminal.close()
    return _parted(there.read_text().split())


@cache
def _bare() -> frozenset[str]:
    """Return what Python loads by itself, and for whatever is installed beside it."""
    code = "import sys; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return frozenset(ran.stdout.split())


def _parted(names: Iterable[str]) -> Loaded:
    """Return modules as ours and libraries; those of Python itself differ from one to the next, and are left out."""
    names = set(names) - _bare()
    ours = {name.removeprefix("sociotui.") for name in names if name.startswith("sociotui.")}
    packages = {name.partition(".")[0] for name in names} - {"sociotui", "__main__", "__mp_main__"}
    libraries = {name for name in packages if name not in sys.stdlib_module_names}
    return {"ours": sorted(ours), "libraries": sorted(libraries)}


def written(starts: Mapping[str, Loaded]) -> str:
    """Return what the file says."""
    lines = [
        "# What each start may load: modules of the program, and libraries. `python -m tests.loading` writes this."
    ]
    for start, found in starts.items():
        lines += ["", f"[{start}]"]
        for kind in ("libraries", "ours"):
            lines += [f"{kind} = [", *(f'  "{name}",' for name in found[kind]), "]"]
    return "\n".join([*lines, ""])


def _write() -> None:
    found = {}
    for start in STARTS:
        with TemporaryDirectory() as folder:
            program = Program(Path(folder))
            try:
                found[start] = loaded(program, start)
            finally:
                program.close()
    ALLOWED.write_text(written(found), encoding="utf-8")


if __name__ == "__main__":
    _write()
