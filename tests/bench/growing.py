"""Growing: what one process meets in a home, measured from within and told as JSON; run as a program of its own."""

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from statistics import median

import msgspec
from msgspec import Struct

from sociotui.domain.commands import LowerHand, RaiseHand
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation_events import TopicReceived
from sociotui.room.clock import Clock
from sociotui.room.home import ORGANISATION, Home
from sociotui.room.live import LiveRoom

from .costs import memory

ONCE_MORE = 60


class Met(Struct, frozen=True):
    """What it took, in ms, and the memory held then, in MiB. The medians of many are `look`, `append` and `act`.

    `organisation` and `room` are from the start of the work to the organisation, and to a room's first snapshot;
    `meetings` and `events` are how many the organisation has, by its own word.
    """

    organisation: float
    room: float
    rss: float
    look: float
    append: float
    act: float
    meetings: int
    events: int


def meet(folder: Path, at: int, meeting: str) -> Met:
    """Enter the home in `folder` at a moment, into a meeting; look, append and act there as a room does."""
    clock = Clock(now=lambda: at, local=lambda when: datetime.fromtimestamp(when / 1000, UTC))
    began = time.perf_counter()
    home = Home(folder, clock)
    known = home.organisation()
    organisation = (time.perf_counter() - began) * 1000
    room = LiveRoom(home, "ada", meeting)
    first = (time.perf_counter() - began) * 1000
    assert room.snapshot.meeting, room.snapshot.trouble
    rss = memory(os.getpid()).rss
    seen = home.heads()  # of what can still grow, as a room watches it
    look = _often(lambda _n: home.journal.wait(seen, 0))
    head = seen[ORGANISATION]
    topic = TopicReceived(at=at, circle="general", topic=BacklogItem(title="Seeds", minutes=5))
    mark = os.urandom(4).hex()

    def append(number: int) -> None:
        home.journal.append(ORGANISATION, head + number, [topic], cmd=f"{mark}{number:08x}", actor="ada")

    appended = _often(append)
    told: SimpleQueue[object] = SimpleQueue()
    room.start(told.put)

    def act(number: int) -> None:
        command = LowerHand(person="ada") if number % 2 else RaiseHand(person="ada")
        room.act(command).result()

    act(0)
    act(1)
    acted = _often(act)
    room.stop()
    home.close()
    return Met(organisation, first, rss, look, appended, acted, len(known.held), head)


def _often(work: Callable[[int], object]) -> float:
    took = []
    for number in range(ONCE_MORE):
        began = time.perf_counter()
        work(number)
        took.append((time.perf_counter() - began) * 1000)
    return median(took)


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(meet(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])))
