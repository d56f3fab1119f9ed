"""Timing: how long work takes, with the things that are compared taking turns, so that noise hits all of them alike."""

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

Work = Callable[[int], object]


def timed(work: Work, number: int) -> float:
    """Return how long `work(number)` takes, in ms."""
    began = time.perf_counter()
    work(number)
    return (time.perf_counter() - began) * 1000


def in_turn(works: Mapping[str, Work], times: int, *, run: int = 1, rest: float = 0.0) -> dict[str, list[float]]:
    """Do each work so many `times`, numbered from 0; all in turn, each for a `run` of times. Return ms.

    Before each time, `rest` for some seconds.
    """
    found: dict[str, list[float]] = {name: [] for name in works}
    for first in range(0, times, run):
        for name, work in works.items():
            for number in range(first, min(first + run, times)):
                if rest:
                    time.sleep(rest)
                found[name].append(timed(work, number))
    return found


@contextmanager
def no_collector() -> Iterator[None]:
    """Keep the garbage collector out: how often it runs hangs on what else there is in this process."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
