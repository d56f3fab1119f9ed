"""What the journal's tests share: a home, helpers that wait for conditions, and another account."""

import json
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sociotui.journal.tiny import TinyJournal
from sociotui.journal.waiter import Waiter

from . import events

NOBODY = 65534
STREAM = "organisation"


def until(condition: Callable[[], object], deadline: float = 20.0) -> None:
    """Return as soon as `condition` holds; fail when it doesn't within `deadline` seconds."""
    over = time.monotonic() + deadline
    while not condition():
        if time.monotonic() > over:
            pytest.fail("what was waited for didn't come")
        time.sleep(0.002)


def waiters() -> list[Waiter]:
    """Return the threads that stand in the kernel's queue for a lock."""
    return [each for each in threading.enumerate() if isinstance(each, Waiter) and each.stands]


def open_at(home: Path, lock_wait: float = 10.0) -> TinyJournal:
    """Return a journal of the tests' events under `home`."""
    return TinyJournal(home, event_type=events.Any, lock_wait=lock_wait)


def unprivileged(work: Callable[[], list[str]]) -> list[str]:
    """Return what `work` does, run by an account whose rights the file system does check."""
    if os.geteuid():
        return work()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            answer = work()
        except BaseException as error:
            answer = ["raised", repr(error)]
        os.write(writing, json.dumps(answer).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        found: list[str] = json.load(pipe)
    os.waitpid(child, 0)
    return found


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home that nobody has made yet."""
    return tmp_path / "home"


@pytest.fixture
def journal(home: Path) -> Iterator[TinyJournal]:
    """A journal in that home."""
    with open_at(home) as journal:
        yield journal


@pytest.fixture
def path(home: Path) -> Path:
    """The file of `STREAM`, with three commits of an event each, that nobody has open."""
    with open_at(home) as journal:
        for number, text in enumerate("abc"):
            journal.append(STREAM, number, events.said(text), cmd=f"c{number}", actor="ana")
    return home / f"{STREAM}.journal"


@pytest.fixture
def foreign_home() -> Iterator[Path]:
    """A home with one event in `organisation`, that an unprivileged account can reach and own."""
    place = Path(tempfile.mkdtemp(prefix="sociotui-"))
    home = place / "home"
    with open_at(home) as journal:
        journal.append("organisation", 0, events.said("before"), cmd="c0", actor="ana")
    if not os.geteuid():
        for each in (place, home, *home.iterdir()):
            os.chown(each, NOBODY, NOBODY)
    yield home
    for each in (place, home):
        each.chmod(0o700)
    shutil.rmtree(place)
