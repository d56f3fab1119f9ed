"""The watchdog: whatever holds the loop up is named, and a loop at rest is left at rest."""

import asyncio
import threading
import time
from collections.abc import Callable
from threading import Event

from sociotui.served.watchdog import Watchdog


def hold_everybody_up(until: Event) -> None:
    """Hold the loop up until the watchdog has barked."""
    assert until.wait(10)


def _comes(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 0.9
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.01)
    return holds()


def test_what_holds_the_loop_up_is_named_once() -> None:
    barked = Event()
    told: list[tuple[float, str]] = []

    def bark(seconds: float, place: str) -> None:
        told.append((seconds, place))
        barked.set()

    dog = Watchdog(0.05, bark)

    async def work() -> None:
        dog.start()
        await asyncio.sleep(0.01)
        hold_everybody_up(barked)
        time.sleep(0.2)  # still the same piece of work
        await asyncio.sleep(0)

    with asyncio.Runner(loop_factory=dog.new_loop) as runner:
        runner.run(work())
    dog.close()
    assert len(told) == 1
    assert told[0][0] > 0.05
    assert "hold_everybody_up" in told[0][1]


def test_a_loop_that_works_in_small_pieces_is_not_told_of() -> None:
    told: list[str] = []
    dog = Watchdog(0.2, lambda _seconds, place: told.append(place))

    async def work() -> None:
        dog.start()
        end = time.monotonic() + 0.6
        while time.monotonic() < end:
            await asyncio.sleep(0)

    with asyncio.Runner(loop_factory=dog.new_loop) as runner:
        runner.run(work())
    dog.close()
    assert told == []


def test_it_lies_down_with_a_loop_that_rests_and_is_up_again_with_it() -> None:
    barked = Event()
    dog = Watchdog(0.05, lambda _seconds, _place: barked.set(), rest=0.1)

    async def work() -> None:
        dog.start()
        slept: list[bool] = []
        threading.Thread(target=lambda: slept.append(_comes(lambda: dog.lies_down))).start()
        await asyncio.sleep(1.0)
        assert slept == [True]
        hold_everybody_up(barked)

    with asyncio.Runner(loop_factory=dog.new_loop) as runner:
        runner.run(work())
    dog.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "watchdog"]
