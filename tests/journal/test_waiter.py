"""Waiter: it stands in the queue for whoever has the patience, again and again, and keeps nothing that nobody wants."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sociotui.journal.lock import FileLock
from sociotui.journal.port import Busy
from sociotui.journal.waiter import Waiter

from .conftest import until, waiters
from .test_lock import enter, in_thread, is_free


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "x.lock"


@pytest.fixture
def lock(path: Path) -> Iterator[FileLock]:
    lock = FileLock(path, 20)
    yield lock
    lock.close()


def test_lock_that_comes_too_late_is_given_back(lock: FileLock, path: Path) -> None:
    hasty = FileLock(path, 0.05)
    with lock:
        for _again in range(3):
            with pytest.raises(Busy), hasty:
                pass
        assert len(waiters()) == 1  # one stands in the queue, however often it is tried
    until(lambda: not waiters())
    until(lambda: is_free(path))
    with hasty:
        assert not is_free(path)
    hasty.close()


def test_wait_is_taken_up_again(lock: FileLock, path: Path) -> None:
    hasty = FileLock(path, 0.05)
    came = threading.Event()
    with lock:
        with pytest.raises(Busy), hasty:
            pass
        hasty.wait = 20

        def work() -> None:
            with hasty:
                came.set()

        (waiter,) = waiters()
        assert not waiter._wanted
        thread = in_thread(threading.Thread(target=work))
        until(lambda: waiter._wanted)
        assert waiters() == [waiter]
    thread.join()
    assert came.is_set()
    assert is_free(path)
    hasty.close()


def wait_once(lock: FileLock, other: FileLock) -> Waiter:
    """Let a thread wait for the lock through `other`; return what stood in the queue for it."""
    with lock:
        thread = in_thread(threading.Thread(target=enter, args=(other,)))
        until(waiters)
        (waiter,) = waiters()
    thread.join()
    assert is_free(lock.path)
    return waiter


def test_who_waits_often_needs_one_thread(lock: FileLock, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sociotui.journal.waiter.LINGER", 20)
    other = FileLock(path, 20)
    assert len({wait_once(lock, other) for _again in range(5)}) == 1
    other.close()


def test_thread_that_nobody_wants_any_more_ends(lock: FileLock, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sociotui.journal.waiter.LINGER", 0.01)
    other = FileLock(path, 20)
    first = wait_once(lock, other)
    until(lambda: not first.is_alive())
    assert wait_once(lock, other) is not first
    other.close()


def test_who_is_interrupted_while_waiting_holds_nothing(lock: FileLock, path: Path) -> None:
    def interrupt() -> None:
        until(waiters)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    other = FileLock(path, 20)
    former = signal.signal(signal.SIGUSR1, stop)
    try:
        with lock:
            thread = in_thread(threading.Thread(target=interrupt))
            with pytest.raises(KeyboardInterrupt), other:
                pass
            thread.join()
    finally:
        signal.signal(signal.SIGUSR1, former)
    until(lambda: not waiters() and is_free(path))
    with other:
        assert not is_free(path)
    assert is_free(path)
    other.close()


def test_what_comes_between_its_coming_and_an_interruption_is_given_back(path: Path) -> None:
    path.parent.mkdir()
    waiter = Waiter(os.open(path, os.O_RDWR | os.O_CREAT))
    waiter.start()
    until(lambda: not waiter.stands)

    class Interrupted:
        def acquire(self, *_: object, **__: object) -> bool:
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(waiter, "_bell", Interrupted())
        with pytest.raises(KeyboardInterrupt):
            waiter.result(1)
    waiter.leave()
    waiter.leave()
    assert is_free(path)
    assert not waiter.want()
    again = os.open(path, os.O_RDWR)
    assert waiter.stand(again)
    assert waiter.result(20) == again
    assert not is_free(path)
    os.close(again)
