"""Kills: work is done in a process of its own, which is killed at one of its calls into the kernel."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from typing import Any, Literal

Moment = Literal["before", "amid", "after"]
MOMENTS: tuple[Moment, ...] = ("before", "amid", "after")
CALLS = (
    "open",
    "write",
    "pwrite",
    "ftruncate",
    "fsync",
    "fdatasync",
    "fchown",
    "fchmod",
    "replace",
    "unlink",
    "close",
)


def kills(work: Callable[[], object], moment: Moment) -> Iterator[int]:
    """Do `work` again and again, killed at its first call, its second, and so on, until one comes to its end.

    The `moment` is before the call, after it, or when half of the bytes are written. Whoever iterates puts all
    back to the beginning after each.
    """
    for number in count(1):
        killed = _killed_at(number, work, moment)
        yield number
        if not killed:
            assert number > 5, "it made hardly any calls"
            return


def _killed_at(number: int, work: Callable[[], object], moment: Moment) -> bool:
    child = os.fork()
    if not child:
        try:
            left = count(number - 1, -1)
            for name in CALLS:
                setattr(os, name, _deadly(getattr(os, name), left, moment))
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert status == 0 or os.WIFSIGNALED(status), "it failed by itself"
    return status != 0


def _deadly(call: Callable[..., Any], left: Iterator[int], moment: Moment) -> Callable[..., Any]:
    def die(*args: Any, **named: Any) -> Any:
        if next(left):
            return call(*args, **named)
        if moment == "amid" and len(args) > 1 and isinstance(args[1], bytes | memoryview):
            call(args[0], args[1][: len(args[1]) // 2], *args[2:])
        elif moment == "after":
            with suppress(OSError):
                call(*args, **named)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("dead")

    return die
