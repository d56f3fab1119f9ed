"""Alone with a stream of files: other processes wait, none longer than it may, and the dead hold nothing."""

import os
from pathlib import Path

import pytest

from sociotui.journal.port import Busy, ReadOnly

from . import workers
from .conftest import open_at, unprivileged, until
from .events import said, texts
from .test_lock import is_free

M = "meeting/m"


@pytest.fixture
def lock(home: Path) -> Path:
    """The file that the lock of the stream lies on."""
    return home / "meetings" / "m.journal.lock"


def test_it_is_waited_for_as_long_as_an_append_would(home: Path, lock: Path) -> None:
    with open_at(home) as journal, open_at(home, lock_wait=0.05) as hasty, journal.alone(M):
        assert not is_free(lock)
        for _again in range(2):
            with pytest.raises(Busy) as refused, hasty.alone(M):
                pass
            assert refused.value.pid == os.getpid()
        with pytest.raises(Busy):
            hasty.append(M, 0, said("b"), cmd="b", actor="ben")
    until(lambda: is_free(lock))
    with open_at(home) as journal:
        assert journal.append(M, 0, said("a"), cmd="a", actor="ana").head == 1


def test_eight_processes_each_alone_never_meet_a_conflict(home: Path) -> None:
    names = [f"p{number}" for number in range(8)]
    workers.finish(*[workers.start(workers.append_alone, home, name, 25) for name in names])
    with open_at(home) as journal:
        recorded = journal.read(M)
        assert [each.seq for each in recorded] == list(range(1, 201))
        for name in names:
            assert [each.cmd for each in recorded if each.actor == name] == [f"{name} {n}" for n in range(25)]
        assert journal.notices == []


@pytest.mark.parametrize("wrote", [False, True], ids=["before it wrote", "behind what it wrote"])
def test_who_dies_alone_holds_nothing(home: Path, lock: Path, *, wrote: bool) -> None:
    with open_at(home) as journal:
        journal.append(M, 0, said("a"), cmd="a", actor="ana")
        dead = workers.start(workers.die_alone, home, wrote)
        dead.join()
        assert dead.exitcode == -9
        assert is_free(lock)
        there = ["a", "dying"] if wrote else ["a"]
        with journal.alone(M):
            assert texts(journal, M) == there
            journal.append(M, len(there), said("b"), cmd="b", actor="ana")
        assert texts(journal, M) == [*there, "b"]
        assert journal.notices == []


def test_what_was_torn_is_set_aside_before_anything_is_decided(home: Path) -> None:
    with open_at(home) as journal:
        journal.append(M, 0, said("a"), cmd="a", actor="ana")
        with (home / "meetings" / "m.journal").open("ab") as file:
            file.write(b'0123abcd {"put"')
        with journal.alone(M):
            assert texts(journal, M) == ["a"]
            assert len(journal.notices) == 1
            assert journal.append(M, 1, said("b"), cmd="b", actor="ana").head == 2


def test_where_nothing_can_be_written_nobody_is_alone(foreign_home: Path) -> None:
    foreign_home.chmod(0o500)

    def work() -> list[str]:
        with open_at(foreign_home) as journal:
            with pytest.raises(ReadOnly) as refused, journal.alone("organisation"):
                pass
            return [str(refused.value), *texts(journal, "organisation")]

    sentence, *read = unprivileged(work)
    assert sentence.startswith(f"{foreign_home} can't be written from this account")
    assert read == ["before"]
