"""Scenario: something that programs do with a store, and what may be on record in the course of it."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

import msgspec

from sociotui.domain.event import Event
from sociotui.journal.tiny import TinyJournal
from tests.journal.conftest import open_at

Tell = Callable[[str], object]
State = dict[str, list[tuple[int, str, str]]]
"""What each stream holds: the number, the command and the content of each event."""


class Scenario(ABC):
    """Something that is done in a home: some commands, each of which is confirmed or not."""

    name: str

    @abstractmethod
    def prepare(self, home: Path) -> None:
        """Make the home as it is before."""

    @abstractmethod
    def work(self, home: Path, tell: Tell) -> None:
        """Do all of it, or what is left of it, and `tell` each command that was confirmed; raises JournalError."""

    @abstractmethod
    def states(self, home: Path) -> list[State]:
        """Return what may be on record in a prepared home: before, and after each further step.

        The first is that before any was done, the last that after all were.
        """

    def at_least(self, told: int) -> int:
        """Return which of the states it must at least have come to after `told` confirmations."""
        return told

    def read(self, home: Path) -> State:
        """Return what is on record, as a program that starts now reads it; raises JournalError."""
        with open_at(home) as journal:
            return recorded(journal)

    def left(self, home: Path) -> list[str]:
        """Return what is wrong with the home beside what is on record, after all was done."""
        return [f"{each.name} was left behind" for each in home.rglob("*.sealing")]


def recorded(journal: TinyJournal) -> State:
    """Return all that a journal holds; its heads must say the same."""
    heads = dict(journal.heads())
    state = {name: [(r.seq, r.cmd, content(r.event)) for r in journal.read(name)] for name in heads}
    for name, events in state.items():
        if not events or events[-1][0] != heads[name]:
            raise AssertionError(f"the heads say {heads}, and {name} has {events}")
    return state


def content(event: Event) -> str:
    """Return an event as text."""
    return msgspec.json.encode(event).decode()
