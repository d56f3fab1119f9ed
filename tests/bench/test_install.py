"""An installation into an environment where nothing is yet: how long it takes, how large it is, and which library weighs how much."""

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.install.weights import there, wanted, weigh
from tests.terminal.program import CHECKOUT

from .table import Row, Table, middle
from .timing import in_turn

pytestmark = pytest.mark.bench

ROUNDS = 3
FLOOR, OURS, ALL = "textual", "sociotui", "sociotui[imports,serve]"
"""What is installed: the floor is Textual alone, which a program on a terminal like ours stands on."""


class Shelf:
    """Wheels of all that is installed, so that no network is measured, and environments that they go into."""

    def __init__(self, folder: Path) -> None:
        self.wheels = folder / "wheels"
        self._folder = folder
        self._pip("wheel", "-w", str(self.wheels), f"{CHECKOUT}[imports,serve]")

    def empty(self, what: str, number: int) -> Path:
        """Make an environment where nothing is yet, and return its folder."""
        into = self._folder / f"{what}-{number}"
        venv.create(into, symlinks=True, with_pip=False)
        return into

    def install(self, what: str, into: Path) -> None:
        """Install something, with bytecode, as pip does it for people."""
        own = ["--no-index", "--no-cache-dir", "--find-links", str(self.wheels)]
        self._pip("--python", str(into / "bin/python"), "install", *own, what)

    def _pip(self, *arguments: str) -> None:
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        command = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", *arguments]
        done = subprocess.run(command, env=env, check=False, cwd=self._folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, alone: None) -> Iterator[Shelf]:
    """Wheels, and environments; they are much, and go away at once."""
    folder = tmp_path_factory.mktemp("installing")
    yield Shelf(folder)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def both(shelf: Shelf) -> Path:
    """An environment with all that there is to install."""
    into = shelf.empty("both", 0)
    shelf.install(ALL, into)
    return into


def site(environment: Path) -> Path:
    """Return where an environment keeps what is installed."""
    (found,) = environment.glob("lib/python*/site-packages")
    return found


def size(environment: Path) -> float:
    """Return MB of all files of an environment."""
    return (
        sum(path.lstat().st_size for path in environment.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6
    )


def test_install(shelf: Shelf, both: Path, table: Table) -> None:
    """Install, into an environment where nothing is yet, from wheels that are there"""
    made = {(what, number): shelf.empty(what, number) for what in (FLOOR, OURS) for number in range(ROUNDS)}
    took = in_turn(
        {
            FLOOR: lambda number: shelf.install(FLOOR, made[FLOOR, number]),
            OURS: lambda number: shelf.install(OURS, made[OURS, number]),
        },
        ROUNDS,
    )
    floor, ours = made[FLOOR, 0], made[OURS, 0]
    counts = {name: len(there([site(where)])) for name, where in (("floor", floor), ("ours", ours), ("both", both))}
    table.add(
        Row("time", middle(took[OURS]), middle(took[FLOOR]), times=2),
        Row("size, with bytecode", size(ours), size(floor), "MB", times=2),
        Row("size, with both extras", size(both), size(floor), "MB"),
        Row("packages", counts["ours"], counts["floor"], "packages", most=18),
        Row("packages, with both extras", counts["both"], counts["floor"], "packages"),
    )
    assert counts["ours"] <= 18
    done = subprocess.run([ours / "bin/sociotui", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("sociotui, version ")


def test_weights(both: Path, table: Table) -> None:
    """Each library with what it brings, beside all of an installation with both extras; without bytecode"""
    installed = there([site(both)])
    ours = installed["sociotui"]
    everything = sum(weigh(installed, name).own for name in installed)
    table.add(Row("sociotui by itself", weigh(installed, "sociotui").own, everything, "MB"))
    for extra in ("", "serve", "imports"):
        for name in wanted(ours, extra):
            weight = weigh(installed, name)
            brings = f", with {len(weight.brings)} more" if weight.brings else ""
            of = f" ({extra})" if extra else ""
            table.add(Row(f"{name}{of}: {weight.own:.1f} MB{brings}", weight.whole, everything, "MB"))
    assert len(table.rows) >= 12
