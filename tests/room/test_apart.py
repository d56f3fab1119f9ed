"""A long past is folded by another process: what is seen is the same, and nothing of it is read here."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_events import TopicReceived
from sociotui.journal.port import Recorded
from sociotui.journal.tiny import TinyJournal
from sociotui.room import apart
from sociotui.room.folded import EVERY
from sociotui.room.home import ORGANISATION, Home
from tests.homes import home_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A home with so much on record that a snapshot is worth it, and without one."""
    home = home_in(tmp_path / "home")
    home.organisation()
    head = home.heads()[ORGANISATION]
    topics = [TopicReceived(at=1, circle="garden", topic=BacklogItem(title=f"Seeds {n}")) for n in range(2 * EVERY)]
    home.journal.append(ORGANISATION, head, topics, cmd="topics", actor="zoe")
    home.journal.close()
    return tmp_path / "home"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many events this process reads at a time."""
    counts: list[int] = []
    before = TinyJournal.read

    def count(self: TinyJournal, stream: str, after: int = 0) -> Sequence[Recorded]:
        found = before(self, stream, after)
        counts.append(len(found))
        return found

    monkeypatch.setattr(TinyJournal, "read", count)
    return counts


def opened(folder: Path) -> Organisation:
    """Return the organisation, as who has it open for hours sees it first."""
    home = Home(folder)
    home.stays_open()
    try:
        return home.organisation()
    finally:
        home.journal.close()  # without keeping anything


def in_full(folder: Path) -> Organisation:
    home = Home(folder)
    try:
        return home.organisation()
    finally:
        home.journal.close()


def test_it_is_the_same_and_nothing_of_it_is_read_here(
    folder: Path, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = in_full(folder)
    assert max(read) > 2 * EVERY
    read.clear()
    monkeypatch.setattr(apart, "LONG", 0)
    assert opened(folder) == before
    assert read == [0]
    assert (folder / "snapshots" / "organisation.snapshot").exists()


def test_where_the_other_process_fails_it_is_read_here(
    folder: Path, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = in_full(folder)
    read.clear()
    monkeypatch.setattr(apart, "LONG", 0)
    for python in ("/bin/false", str(folder / "none")):
        monkeypatch.setattr(sys, "executable", python)
        assert opened(folder) == before
        assert max(read) > 2 * EVERY
        assert not (folder / "snapshots").exists()


def test_a_short_past_needs_no_other_process(folder: Path, read: list[int]) -> None:
    assert opened(folder) == in_full(folder)
    assert min(read) > 2 * EVERY
    assert not (folder / "snapshots").exists()


def test_a_home_that_is_not_there_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "LONG", 0)
    assert opened(tmp_path / "none") == Organisation()
    assert not (tmp_path / "none").exists()
