"""Commands: how long the command line takes, as whole processes, beside importing Textual and doing nothing."""

import subprocess
import sys
import time

import pytest

from .programs import Programs
from .table import Row, Table, middle

pytestmark = pytest.mark.bench

ROUNDS = 11


def test_commands(programs: Programs, table: Table) -> None:
    """Commands, each a whole process, beside: python -c 'import textual.app'"""
    home = programs.copy_of_home()
    hand = ["act", programs.meeting, "hand", "--for", "ana", "--by", "zoe"]
    measured = {
        "floor": ([sys.executable, "-c", "import textual.app"], None),
        "--help": (programs.ours("--help", home=home), 0.25),
        "status": (programs.ours("status", home=home), 0.4),
        "status --json": (programs.ours("status", "--json", home=home), 0.4),
        "act": (programs.ours(*hand, home=home), 0.4),
        "list": (programs.ours("list", home=home), 0.4),
        "minutes": (programs.ours("minutes", programs.meeting, home=home), None),
    }
    times: dict[str, list[float]] = {name: [] for name in measured}
    for _round in range(ROUNDS):
        for name, (command, _target) in measured.items():
            began = time.monotonic()
            subprocess.run(command, env=dict(programs.env), stdout=subprocess.DEVNULL, check=True)
            times[name].append((time.monotonic() - began) * 1000)
    for name, (_command, target) in measured.items():
        if name != "floor":
            table.add(Row(name, middle(times[name]), middle(times["floor"]), times=target))
