"""Garbage: searched for in quiet moments, and not while a meeting goes on."""

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest

from sociotui.served import garbage
from sociotui.served.garbage import Garbage


class Ring:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Look again soon, and leave the collector as it was."""
    monkeypatch.setattr(garbage, "PAUSE", 0.02)
    monkeypatch.setattr(garbage, "MOST", 3)
    yield
    gc.unfreeze()
    gc.enable()


def lost() -> "weakref.ref[Ring]":
    """Make something that only a search finds, set aside with all that lives."""
    ring = Ring()
    gc.collect()
    gc.freeze()
    return weakref.ref(ring)


async def gone(ring: "weakref.ref[Ring]", tries: int) -> bool:
    """Tell whether it was found, after a few looks."""
    for _ in range(tries):
        await asyncio.sleep(0.03)
        if ring() is None:
            return True
    return False


async def test_what_is_left_of_sessions_is_found_in_a_quiet_moment() -> None:
    quiet: list[float | None] = [1.0]
    collector = Garbage(asyncio.get_running_loop(), lambda: quiet[0])
    ring = lost()
    collector.ended()
    assert not await gone(ring, 5)
    quiet[0] = 11.0
    assert await gone(ring, 20)
    ring = lost()
    quiet[0] = None
    collector.ended()
    assert await gone(ring, 20)
    collector.close()


async def test_it_is_not_left_for_ever() -> None:
    collector = Garbage(asyncio.get_running_loop(), lambda: 0.0)
    ring = lost()
    for _ in range(3):
        collector.ended()
    assert await gone(ring, 20)
    collector.close()


async def test_what_lives_is_set_aside() -> None:
    collector = Garbage(asyncio.get_running_loop(), lambda: 0.0)
    before = gc.get_freeze_count()
    things = [Ring() for _ in range(1000)]
    collector.begun()
    assert gc.get_freeze_count() >= before + len(things)
    collector.close()
    assert gc.get_freeze_count() == 0
