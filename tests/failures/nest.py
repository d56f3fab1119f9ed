"""Nest: a process with one thread, in which a test may fork as it likes."""

import ctypes
import os
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")

ENOUGH = 60  # seconds after which a child that hangs is ended by the kernel
_PR_SET_PDEATHSIG = 1


def in_nest(work: Callable[..., T], *args: object) -> T:
    """Return what `work` does in a fresh process that has no other threads; raise what it raised."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(theirs, work, args))
    process.start()
    theirs.close()
    try:
        done, answer = ours.recv()
    except EOFError:
        process.join()
        done, answer = False, f"the nest ended with {process.exitcode}"
    finally:
        process.kill()
        process.join()
        ours.close()
    assert done, answer
    result: T = answer
    return result


def _run(told: Connection, work: Callable[..., Any], args: tuple[object, ...]) -> None:
    try:
        answer = (True, work(*args))
    except BaseException:
        answer = (False, traceback.format_exc())
    told.send(answer)


def fork(work: Callable[[], object]) -> int:
    """Let `work` be done by a child, which ends with code 0 if that went well, and dies with its parent."""
    sys.stderr.flush()
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(2)
        signal.alarm(ENOUGH)
        work()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def ended(child: int) -> int:
    """Wait for a child and return its exit code, or the negative number of the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def stopped(child: int) -> bool:
    """Wait until a child stops, then return True, or False when it ended instead."""
    return os.WIFSTOPPED(os.waitpid(child, os.WUNTRACED)[1])
