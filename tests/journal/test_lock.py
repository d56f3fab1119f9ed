"""FileLock: one at a time, handed on without delay, and never waited for beyond the bound."""

import fcntl
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sociotui.journal.lock import FileLock
from sociotui.journal.port import Busy, Full, ReadOnly

from .conftest import unprivileged, until, waiters


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "x.lock"


@pytest.fixture
def lock(path: Path) -> Iterator[FileLock]:
    lock = FileLock(path, 20)
    yield lock
    lock.close()


def is_free(path: Path) -> bool:
    """Whether nobody has the lock at `path`, as the kernel sees it."""
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def enter(lock: FileLock) -> None:
    """Take the lock and give it back."""
    with lock:
        assert lock.held


def in_thread(work: threading.Thread) -> threading.Thread:
    work.start()
    return work


def test_lock_is_held_and_given_back(lock: FileLock, path: Path) -> None:
    held = []
    with lock:
        held.append((lock.held, is_free(path)))
        with lock:
            held.append((lock.held, is_free(path)))
        held.append((lock.held, is_free(path)))
    assert held == [(True, False)] * 3
    assert (lock.held, is_free(path)) == (False, True)


def test_holder_signs_with_its_number(lock: FileLock, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"99999999999\n")
    with lock:
        assert int(path.read_bytes()) == os.getpid()


def test_lock_is_given_back_after_an_error(lock: FileLock, path: Path) -> None:
    with pytest.raises(ValueError, match="nonsense"), lock:
        int("nonsense")
    assert is_free(path)


def test_lock_comes_as_soon_as_it_is_free(lock: FileLock, path: Path) -> None:
    other = FileLock(path, 20)
    came = threading.Event()

    def work() -> None:
        with other:
            came.set()

    with lock:
        thread = in_thread(threading.Thread(target=work))
        until(waiters)
        assert not came.is_set()
    thread.join()
    assert came.is_set()
    until(lambda: not waiters())
    assert is_free(path)
    other.close()


def test_threads_of_one_lock_queue(lock: FileLock) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        for _ in range(200):
            with lock:
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [in_thread(threading.Thread(target=work)) for _ in range(4)]
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (800, 1)


def test_thread_that_waits_too_long_is_told(path: Path) -> None:
    lock = FileLock(path, 0.05)
    errors: list[Busy] = []

    def work() -> None:
        with pytest.raises(Busy) as refused, lock:
            pass
        errors.append(refused.value)

    with lock:
        thread = in_thread(threading.Thread(target=work))
        thread.join()
    assert [error.pid for error in errors] == [os.getpid()]
    assert "Wait a little" in str(errors[0])
    with lock:
        assert lock.held


def test_holder_who_has_not_signed_yet_is_named(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"4711                \n")  # as the one before has left it
    with path.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(Busy) as refused, FileLock(path, 0.05):
            pass
    assert refused.value.pid == os.getpid()


def test_unknown_holder_is_said_to_be_unknown(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sociotui.journal.lock._LOCKS", path.with_name("nothing tells"))
    path.parent.mkdir()
    path.touch()
    with path.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(Busy, match="Another program has held") as refused, FileLock(path, 0.05):
            pass
    assert refused.value.pid == 0


def test_deleted_lock_file_is_not_relied_on(lock: FileLock, path: Path) -> None:
    with lock:
        pass
    path.unlink()
    with lock:
        assert not is_free(path)


def test_forked_child_is_somebody_else(lock: FileLock) -> None:
    with lock:
        child = os.fork()
        if not child:
            lock.wait = 0.05
            try:
                with lock:
                    os._exit(1)
            except Busy:
                os._exit(0)
            os._exit(2)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_readers_know_whether_somebody_writes(lock: FileLock, path: Path) -> None:
    reader = FileLock(path, 20)
    with reader.no_writer() as quiet:
        assert quiet  # nobody has ever written here
    assert not path.exists()
    with lock, reader.no_writer() as quiet:
        assert not quiet
    with reader.no_writer() as quiet:
        assert quiet
        assert not is_free(path)
    assert is_free(path)


def test_closing_waits_for_the_thread_that_has_it(lock: FileLock, path: Path) -> None:
    with lock:
        thread = in_thread(threading.Thread(target=lock.close))
        lock.close()
        assert not is_free(path)
    thread.join()
    assert is_free(path)


def test_folder_that_may_not_be_written(foreign_home: Path) -> None:
    foreign_home.chmod(0o500)
    (path,) = foreign_home.glob("*.lock")

    def work() -> list[str]:
        with pytest.raises(ReadOnly) as refused, FileLock(path, 1):
            pass
        return [str(refused.value)]

    (sentence,) = unprivileged(work)
    assert sentence.startswith(f"{foreign_home} can't be written")


def test_no_room_for_the_lock_file(lock: FileLock, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", fail)
        with pytest.raises(Full), lock:
            pass
    assert is_free(path)
    with lock:
        assert lock.held
