"""Imports: how long it takes to look at a file of 2,000 circles and 10,000 people, and to bring it in, in how much memory."""

import csv
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from .table import Row, Table, middle

pytestmark = pytest.mark.bench

CIRCLES, PEOPLE = 2_000, 10_000
TIMES = 3
COLUMNS = ("kind", "name", "circle", "circles", "parents", "person", "until", "aims", "purpose", "responsibilities")
READ = "import csv, json, sys; json.dumps(list(csv.DictReader(open(sys.argv[1], newline=''))))"
"""The floor: another process in the same Python that reads the file and writes it out again."""


class Cost(NamedTuple):
    """What a command took: seconds, and the most KiB of memory."""

    seconds: float
    kib: int


def _table(file: Path) -> None:
    """Write an organisation whose circles lie eight in each, everybody in two of them, five roles in each."""
    chance = Random(1)
    names = [f"Person {n} of {chance.randrange(10**6)}" for n in range(PEOPLE)]
    rows = [{"kind": "organisation", "name": "Green Acres"}]
    for n in range(CIRCLES):
        parent = f"Circle {(n - 1) // 8}" if n else ""
        rows.append(
            {"kind": "circle", "name": f"Circle {n}", "parents": parent, "aims": f"Food {n}; Joy {chance.random()}"}
        )
    for name in names:
        circles = ";".join(f"Circle {chance.randrange(CIRCLES)}" for _n in range(2))
        rows.append({"kind": "person", "name": name, "circles": circles})
    for n in range(CIRCLES):
        held = zip(("leader", "delegate", "facilitator", "secretary"), chance.sample(names, 4), strict=True)
        at = {"kind": "role", "circle": f"Circle {n}", "until": "2027-03-01"}
        rows += [{**at, "name": role, "person": person} for role, person in held]
        rows.append({**at, "name": "Cook", "purpose": f"Soup {n}", "responsibilities": "Buy; Cook; Wash up"})
    with file.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


_SPAWN = """
import resource, subprocess, sys, time
began = time.perf_counter()
code = subprocess.call([sys.executable, *sys.argv[1:]])
took = time.perf_counter() - began
print(took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""
"""Runs a command and says what it took; of a process that the tests begin themselves their own memory would be counted."""


def _run(folder: Path, command: Sequence[str], said: str = "") -> Cost:
    """Run a command by itself, look whether it said something, and return what it took."""
    env = {**os.environ, "HOME": str(folder)}
    done = subprocess.run([sys.executable, "-c", _SPAWN, *command], env=env, capture_output=True, text=True, check=True)
    assert said in done.stdout
    seconds, kib = done.stderr.split()[-2:]
    return Cost(float(seconds), int(kib))


def test_imports(tmp_path: Path, table: Table) -> None:
    """An import of 2,000 circles and 10,000 people, whole commands"""
    file = tmp_path / "all.csv"
    _table(file)
    floor, looked, done, again = ([] for _n in range(4))
    for number in range(TIMES):
        command = ["-m", "sociotui", "--home", str(tmp_path / f"home{number}"), "import", "from", str(file)]
        floor.append(_run(tmp_path, ["-c", READ, str(file)]))
        looked.append(_run(tmp_path, [*command, "--dry-run"], "10,000 new people"))
        done.append(_run(tmp_path, [*command, "--yes"], "It is in; 12,001 changes."))
        again.append(_run(tmp_path, [*command, "--yes"], "Nothing of it is new."))

    def ms(costs: list[Cost]) -> float:
        return middle([1000 * cost.seconds for cost in costs])

    def mb(costs: list[Cost]) -> float:
        return middle([cost.kib / 1024 for cost in costs])

    table.add(
        Row("look at it", ms(looked), ms(floor), times=20),
        Row("bring it in", ms(done), ms(floor), times=40),
        Row("bring it in again", ms(again), ms(floor), times=20),
        Row("memory to bring it in", mb(done), mb(floor), unit="MB", most=200),
    )
