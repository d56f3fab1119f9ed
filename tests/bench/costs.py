"""Costs: what the system says that a process takes: memory, processor time, wake-ups."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_PAGE = os.sysconf("SC_PAGE_SIZE")
_SWITCHES = re.compile(r"ctxt_switches:\s+(\d+)")
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


class Memory(NamedTuple):
    """Resident memory in MiB: all of it, and with shared pages counted by their share."""

    rss: float
    pss: float


class Work(NamedTuple):
    """What the threads of a process have done until `at`: seconds on a processor, and times they were switched to."""

    at: float
    seconds: float
    wakes: int

    def load_since(self, before: "Work") -> float:
        """Return the share of one processor, in percent, since then."""
        return 100 * (self.seconds - before.seconds) / (self.at - before.at)

    def wakes_since(self, before: "Work") -> float:
        """Return wake-ups a second since then."""
        return (self.wakes - before.wakes) / (self.at - before.at)


def memory(pid: int) -> Memory:
    """Return what a process keeps in memory."""
    place = Path(f"/proc/{pid}")
    pages = int((place / "statm").read_text().split()[1])
    found = _PSS.search((place / "smaps_rollup").read_text())
    return Memory(pages * _PAGE / 2**20, int(found[1]) / 1024 if found else 0.0)


def work(pid: int) -> Work:
    """Return what a process has done so far."""
    seconds, wakes = 0.0, 0
    for thread in _threads(pid):
        seconds += int((thread / "schedstat").read_text().split()[0]) / 1e9
        wakes += sum(map(int, _SWITCHES.findall((thread / "status").read_text())))
    return Work(time.monotonic(), seconds, wakes)


def _threads(pid: int) -> Iterator[Path]:
    yield from Path(f"/proc/{pid}/task").iterdir()
