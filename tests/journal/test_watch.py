"""The watch: who sleeps there wakes for files, for the bell and for a time of day, and for nothing else."""

import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from sociotui.journal import kernel
from sociotui.journal.watch import Watch

SOON = 10.0
"""Seconds after which something that has to come has not come."""
PEACE = 0.2
"""Seconds in which nothing is to happen."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with one of its two further ones."""
    (tmp_path / "home" / "meetings").mkdir(parents=True)
    return tmp_path / "home"


@pytest.fixture
def watch(home: Path) -> Iterator[Watch]:
    """A watch on it that sees."""
    watch = Watch((home, home / "meetings", home / "private"))
    watch.begin()
    assert watch.sees
    yield watch
    watch.close()


class Sleeper:
    """Somebody asleep, in a thread."""

    def __init__(self, watch: Watch, until: int | None = None) -> None:
        self._woke = Event()
        Thread(target=self._sleep, args=(watch, until), daemon=True).start()

    def _sleep(self, watch: Watch, until: int | None) -> None:
        watch.sleep(until)
        self._woke.set()

    def woke(self, seconds: float = SOON) -> bool:
        """Whether they wake within that time."""
        return self._woke.wait(seconds)


def test_a_file_that_is_written_wakes(watch: Watch, home: Path) -> None:
    sleeper = Sleeper(watch)
    assert not sleeper.woke(PEACE)
    (home / "organisation.journal").write_bytes(b"one\n")
    assert sleeper.woke()
    again = Sleeper(watch)
    assert not again.woke(PEACE), "it was told once"
    with (home / "organisation.journal").open("ab") as file:
        file.write(b"two\n")
    assert again.woke()


@pytest.mark.parametrize("how", ["made", "replaced", "removed"])
def test_what_happens_in_a_further_folder_wakes(watch: Watch, home: Path, how: str) -> None:
    there = home / "meetings" / "one.journal"
    if how != "made":
        there.write_bytes(b"one\n")
        assert Sleeper(watch).woke()
    sleeper = Sleeper(watch)
    if how == "made":
        there.touch()
    elif how == "removed":
        there.unlink()
    else:
        beside = home.parent / "beside"
        beside.write_bytes(b"other\n")
        beside.replace(there)
    assert sleeper.woke()


def test_a_folder_that_comes_later_is_watched_from_then_on(watch: Watch, home: Path) -> None:
    sleeper = Sleeper(watch)
    (home / "private").mkdir()
    assert sleeper.woke()
    watch.begin()
    sleeper = Sleeper(watch)
    (home / "private" / "one.journal").touch()
    assert sleeper.woke()


def test_a_folder_that_another_takes_the_place_of_is_watched_anew(watch: Watch, home: Path) -> None:
    sleeper = Sleeper(watch)
    shutil.move(home / "meetings", home.parent / "away")
    assert sleeper.woke()
    (home / "meetings").mkdir()
    watch.begin()
    Sleeper(watch).woke()
    sleeper = Sleeper(watch)
    (home.parent / "away" / "one.journal").touch()
    assert not sleeper.woke(PEACE), "what was moved away is no folder of this home"
    (home / "meetings" / "one.journal").touch()
    assert sleeper.woke()


def test_the_bell_wakes_who_sleeps_and_who_is_about_to(watch: Watch) -> None:
    sleeper = Sleeper(watch)
    watch.ring()
    assert sleeper.woke()
    for _time in range(100_000):
        watch.ring()  # more than a pipe holds
    assert Sleeper(watch).woke()
    last = Sleeper(watch)
    assert not last.woke(PEACE)
    watch.ring()
    assert last.woke()


def test_a_time_of_day_wakes(watch: Watch) -> None:
    sleeper = Sleeper(watch, int((time.time() + 2 * PEACE) * 1000))
    assert not sleeper.woke(PEACE)
    assert sleeper.woke()
    assert Sleeper(watch, int(time.time() * 1000) - 1).woke(), "one that is over"
    assert Sleeper(watch, 0).woke()


def test_a_pause_ends_with_the_bell_and_else_in_time(watch: Watch, home: Path) -> None:
    (home / "organisation.journal").touch()
    began = time.monotonic()
    watch.pause(PEACE)
    assert time.monotonic() - began >= PEACE * 0.9, "files don't end it"
    watch.ring()
    watch.pause(600)
    assert Sleeper(watch).woke(), "nor is a file forgotten by it"


def test_a_home_that_is_not_there_yet_is_seen_when_it_is(tmp_path: Path) -> None:
    watch = Watch((tmp_path / "home", tmp_path / "home" / "meetings"))
    assert not _sees(watch)
    (tmp_path / "home").mkdir()
    assert _sees(watch)
    (tmp_path / "home").rmdir()
    assert Sleeper(watch).woke()
    assert not _sees(watch)
    (tmp_path / "home").mkdir()
    assert _sees(watch)
    sleeper = Sleeper(watch)
    (tmp_path / "home" / "organisation.journal").touch()
    assert sleeper.woke()
    watch.close()


def _sees(watch: Watch) -> bool:
    watch.begin()
    return watch.sees


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def _other_kind(_folders: kernel.Folders, _folder: Path) -> int:
    return 0x6969  # NFS


def _no_more(_library: object) -> int:
    raise OSError("too many are watched")


@pytest.mark.parametrize("lacks", ["kind", "room", "system"])
def test_where_the_kernel_cannot_tell_nobody_sleeps(home: Path, lacks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if lacks == "kind":
        monkeypatch.setattr(kernel.Folders, "_kind", _other_kind)
    elif lacks == "room":
        monkeypatch.setattr(kernel.Folders, "__init__", _no_more)
    else:
        monkeypatch.setattr(sys, "platform", "darwin")
    before = _open_files()
    watch = Watch((home,))
    watch.begin()
    watch.begin()
    assert not watch.sees
    watch.ring()
    watch.pause(600)
    watch.close()
    watch.ring()  # by somebody who is late
    assert _open_files() == before
