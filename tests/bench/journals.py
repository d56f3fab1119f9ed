"""Journals to measure on: of any length, written by the journal itself, and kept for the whole run."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.event import Event
from sociotui.domain.events import HandLowered, HandRaised
from sociotui.journal.tiny import TinyJournal

STREAM = "meeting/garden"
ACTOR = "zoe"


def event(number: int) -> Event:
    """Return the `number`-th event: a hand goes up, then down again."""
    kind = HandRaised if number % 2 else HandLowered
    return kind(at=1_790_000_000_000 + number, person="ana")


def cmd(number: int) -> str:
    """Return the id of the command that made the `number`-th event; as long as real ones are."""
    return f"{number:016x}"


def journal_in(home: Path) -> TinyJournal:
    """Return the journal under `home`, for all events that there are."""
    return TinyJournal(home, event_type=AnyEvent)


def append(journal: TinyJournal, number: int) -> None:
    """Append the event after the first `number` ones."""
    journal.append(STREAM, number, [event(number)], cmd=cmd(number), actor=ACTOR)


@contextmanager
def unsynced() -> Iterator[None]:
    """Let what is only built for measuring be written without waiting for the disk; all of it is flushed at the end."""
    with patch.object(os, "fdatasync", lambda fd: None), patch.object(os, "fsync", lambda fd: None):
        yield
    os.sync()


class Journals:
    """Homes with one meeting each, whose journal holds so and so many acts; made once under `folder`, and copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copies = 0

    def home_of(self, count: int) -> Path:
        """Return a home of one's own with `count` events, as that many appends have left it."""
        model = self._folder / f"of-{count}"
        if not model.exists():
            with unsynced(), journal_in(model) as journal:
                for number in range(count):
                    append(journal, number)
        self._copies += 1
        home = Path(shutil.copytree(model, self._folder / f"copy-{self._copies}"))
        os.sync()
        return home


def file_of(home: Path) -> Path:
    """Return the file of the meeting's journal."""
    return home / "meetings" / "garden.journal"


def last_line(path: Path) -> bytes:
    """Return the last line of a file, with its end."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4096))
        return file.read().splitlines(keepends=True)[-1]
