"""Together: several processes that do the same at the same time, each measuring what it does itself."""

import multiprocessing
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import chain
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import NamedTuple

Work = Callable[[], int]
"""Does something once, and returns how many tries that took."""
Worker = Callable[[int], AbstractContextManager[Work]]
"""Given the number of a process, within it, gives the work that it does again and again; what it opens, it closes."""

_FORK = multiprocessing.get_context("fork")  # only so do the workers take what they do with them
_PATIENCE = 60.0


class Took(NamedTuple):
    """What each piece of work took, in ms; seconds from the first start to the last end; the `most` tries for one.

    `failed` says that somebody met an error; the others go on until they do, too, or their own share is done.
    """

    each: list[float]
    seconds: float
    most: int
    failed: bool

    @property
    def rate(self) -> float:
        """How many were done in a second, by all together."""
        return len(self.each) / self.seconds


def together(processes: int, times: int, worker: Worker, error: type[Exception] | tuple[()] = ()) -> Took:
    """Let so many processes do so much work each, from one moment on; one that meets `error` ends."""
    barrier = _FORK.Barrier(processes)
    ends = [_FORK.Pipe(duplex=False) for _process in range(processes)]
    workers = [
        _FORK.Process(target=_run, args=(number, times, worker, error, barrier, ours))
        for number, (_theirs, ours) in enumerate(ends)
    ]
    for process in workers:
        process.start()
    for _theirs, ours in ends:
        ours.close()
    found = [_told(theirs) for theirs, _ours in ends]
    for process in workers:
        process.join(_PATIENCE)
        assert process.exitcode == 0, "a process of many came to grief: see above"
    return Took(
        each=list(chain.from_iterable(told.each for told in found)),
        seconds=max(told.ended for told in found) - min(told.began for told in found),
        most=max(told.most for told in found),
        failed=any(told.failed for told in found),
    )


class _Told(NamedTuple):
    each: list[float]
    began: float
    ended: float
    most: int
    failed: bool


def _run(
    number: int,
    times: int,
    worker: Worker,
    error: type[Exception] | tuple[()],
    barrier: Barrier,
    tell: Connection,
) -> None:
    with worker(number) as work:
        each: list[float] = []
        most, failed = 0, False
        barrier.wait(_PATIENCE)
        began = before = time.perf_counter()  # one clock for all processes
        try:
            for _time in range(times):
                most = max(most, work())
                now = time.perf_counter()
                each.append((now - before) * 1000)
                before = now
        except error:
            failed = True
        tell.send(_Told(each, began, before, most, failed))


def _told(theirs: Connection) -> _Told:
    assert theirs.poll(_PATIENCE), "a process of many did not come to its end"
    told: _Told = theirs.recv()
    return told
