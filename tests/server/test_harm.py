"""Harm: whatever one session does, the others go on, within a time that is bounded."""

import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminal.by_keys import now_and_next

from .crowd import Seat, all_see
from .limited import FAULT
from .rough import flooding, never_reading, resizing, rough
from .serving import Serving, until

AT_MOST = 5.0
"""Seconds within which the others see a press, whatever anybody does, also where the machine has much else to do."""
MORE = 150_000
"""Kibibytes that a server may grow by meanwhile."""
PEOPLE = ("ana", "ben", "zoe")


def go_on(seats: dict[str, Seat], turns: int) -> float:
    """Let a round go on for some turns, and return how long the slowest one took until all had seen it."""
    zoe, slowest = seats["zoe"], 0.0
    for _turn in range(turns):
        before = now_and_next(zoe)
        began = time.monotonic()
        zoe.press("space" if before[0] else "r")
        all_see(seats.values(), lambda t: now_and_next(t) != before, AT_MOST)  # noqa: B023
        slowest = max(slowest, time.monotonic() - began)
    return slowest


def memory(pid: int) -> int:
    """Return how much memory a process has, in kibibytes."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0])


def meeting(server: Serving) -> dict[str, Seat]:
    """Have some people at terminals in a check-in round."""
    server.meet()
    seats = {person: server.visit(person) for person in PEOPLE}
    all_see(seats.values(), "How are you here today?")
    return seats


def test_a_mistake_of_the_program_ends_one_session(closed: Serving) -> None:
    closed.faulty = True
    closed.start()
    seats = meeting(closed)
    harmed = seats.pop("ana")
    harmed.press("?")
    harmed.wait_for_end()
    assert harmed.unrestored() == []
    assert b"Something went wrong in this program" in harmed.raw
    assert FAULT.encode() not in harmed.raw
    closed.logged("The session of ana ended by a mistake in this program.")
    closed.logged("RuntimeError", FAULT)
    go_on(seats, 3)
    again = closed.visit("ana")
    again.wait_for("How are you here today?")
    assert closed.stop() == 0


@pytest.mark.timeout(180)
def test_rough_clients_harm_nobody(closed: Serving) -> None:
    closed.limits = {"stalled": 3.0, "buffered": 65_536}
    closed.start()
    seats = meeting(closed)
    before = memory(closed.process.pid)
    with ExitStack() as stack:
        ways = {
            "chidi": stack.enter_context(rough(closed.port, closed.keys / "chidi", never_reading, window=1024)),
            "dara": stack.enter_context(rough(closed.port, closed.keys / "dara", flooding)),
            "eli": stack.enter_context(rough(closed.port, closed.keys / "eli", resizing)),
        }
        until(lambda: all(client.rounds for client in ways.values()), "all of them at it")
        slowest = go_on(seats, 8)
        until(lambda: ways["chidi"].ended, "the end of who takes nothing")
        until(lambda: ways["eli"].rounds >= 3 or ways["eli"].ended, "three hundred sizes")
        slowest = max(slowest, go_on(seats, 2))
        assert memory(closed.process.pid) < before + MORE
    print(f"\nThe slowest press was seen by all after {slowest * 1000:.0f} ms.")
    closed.logged("A terminal took nothing any more, and was cut off")
    assert "Traceback" not in closed.log
    assert "by a mistake in this program" not in closed.log
    assert closed.stop() == 0
    for seat in seats.values():
        seat.wait_for_end()
        assert seat.unrestored() == []
