"""Scenarios: the things that programs do with a store, each of which is struck by every fault at every call.

A new one is a class with the methods of Scenario, and a place in `SCENARIOS`.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from sociotui.domain import commands as c
from sociotui.domain.catalogue import AnyEvent
from sociotui.journal.lines import FORMAT, Header, plain
from sociotui.journal.port import Appended, JournalError
from sociotui.journal.tiny import TinyJournal
from sociotui.room.home import Home
from tests.homes import Hands, home_in
from tests.journal.conftest import open_at
from tests.journal.events import Said, said
from tests.journal.lines import bodies_of
from tests.room.test_sealing import said_and_decided

from .locks import locked
from .scenario import Scenario, State, Tell, content, recorded


class Step(NamedTuple):
    """A command that records texts, after `expected` events of a stream."""

    stream: str
    expected: int
    cmd: str
    texts: tuple[str, ...]


class Appending(Scenario):
    """Commands that each add events to a stream, after some that were there before."""

    def __init__(self, name: str, before: Sequence[Step], steps: Sequence[Step]) -> None:
        self.name = name
        self.before = before
        self.steps = steps

    def prepare(self, home: Path) -> None:
        """As in Scenario."""
        if self.before:
            with open_at(home) as journal:
                for step in self.before:
                    _append(journal, step)

    def work(self, home: Path, tell: Tell) -> None:
        """As in Scenario; a command that failed is sent once more through the same journal."""
        with open_at(home, lock_wait=2) as journal:
            for step in self.steps:
                try:
                    _append(journal, step)
                except JournalError:
                    _still_fine(journal)
                    _append(journal, step)
                tell(step.cmd)

    def states(self, home: Path) -> list[State]:
        """As in Scenario."""
        state: State = {}
        found: list[State] = []
        for number, step in enumerate([*self.before, *self.steps], 1):
            if number > len(self.before):
                found.append(dict(state))
            fresh = [(step.expected + n, step.cmd, content(event)) for n, event in enumerate(said(*step.texts), 1)]
            state[step.stream] = [*state.get(step.stream, []), *fresh]
        return [*found, dict(state)]


def _still_fine(journal: TinyJournal) -> None:
    """A journal that failed has let go of its lock, while it is still open."""
    assert locked(journal.home) == []


def _append(journal: TinyJournal, step: Step) -> Appended:
    return journal.append(step.stream, step.expected, said(*step.texts), cmd=step.cmd, actor="ana")


class Torn(Appending):
    """An append after a last line that was not finished: its bytes are set aside, and never thrown away."""

    TORN = b'0123abcd 00 {"put":{"_default":{"3":{"v":1,"cmd":"lo'

    def prepare(self, home: Path) -> None:
        """As in Scenario."""
        super().prepare(home)
        with (home / "organisation.journal").open("ab") as file:
            file.write(self.TORN)

    def left(self, home: Path) -> list[str]:
        """As in Scenario."""
        copies = [each.read_bytes() for each in home.glob("*.torn-*")]
        return super().left(home) + ([] if self.TORN in copies else [f"torn bytes were not kept: {copies}"])


class Upgrading(Appending):
    """Appends to a file in the former format, which is brought into today's first; it is kept as it was beside it."""

    def prepare(self, home: Path) -> None:
        """As in Scenario."""
        super().prepare(home)
        path = home / "organisation.journal"
        header = msgspec.json.encode(Header(FORMAT, 1))
        path.write_bytes(b"".join(map(plain, [header, *bodies_of(path)])))
        self.former = path.read_bytes()

    def left(self, home: Path) -> list[str]:
        """As in Scenario."""
        copies = [each.read_bytes() for each in home.glob("*.format-1*")]
        return super().left(home) + ([] if self.former in copies else ["the former file was not kept"])


class Forgetting(Scenario):
    """Texts are replaced in all that a stream holds, and the former ones are nowhere."""

    name = "forgetting"
    FORMER, NOW = "ana likes pears", "somebody likes pears"

    def prepare(self, home: Path) -> None:
        """As in Scenario."""
        with open_at(home) as journal:
            for number, text in enumerate((self.FORMER, "plums", f"{self.FORMER}, too")):
                journal.append("organisation", number, said(text), cmd=f"c{number}", actor="ben")

    def work(self, home: Path, tell: Tell) -> None:
        """As in Scenario."""
        with open_at(home, lock_wait=2) as journal:
            link = journal.link("organisation")
            try:
                journal.rewrite("organisation", self._replace)
            except JournalError:
                _still_fine(journal)
                journal.rewrite("organisation", self._replace)
            assert journal.link("organisation") == link
            tell("forget")

    def _replace(self, record: Any) -> Any:
        text = record["event"]["text"].replace(self.FORMER, self.NOW)
        return {**record, "event": {**record["event"], "text": text}}

    def states(self, home: Path) -> list[State]:
        """As in Scenario."""
        return [
            {"organisation": [(n, f"c{n - 1}", content(said(text)[0])) for n, text in enumerate(texts, 1)]}
            for texts in ((who, "plums", f"{who}, too") for who in (self.FORMER, self.NOW))
        ]

    def left(self, home: Path) -> list[str]:
        """As in Scenario."""
        told = [each.name for each in home.rglob("*") if each.is_file() and self.FORMER.encode() in each.read_bytes()]
        return super().left(home) + [f"{name} still tells" for name in told]


class Sealing(Scenario):
    """A stream gives its place to a single event."""

    name = "sealing"
    ALL = Said(at=9, text="all of it")

    def prepare(self, home: Path) -> None:
        """As in Scenario."""
        with open_at(home) as journal:
            for number, text in enumerate("abc"):
                journal.append("meeting/m", number, said(text), cmd=f"c{number}", actor="ana")

    def work(self, home: Path, tell: Tell) -> None:
        """As in Scenario."""
        with open_at(home, lock_wait=2) as journal:
            try:
                self._seal(journal)
            except JournalError:
                _still_fine(journal)
                self._seal(journal)
            tell("seal")

    def _seal(self, journal: TinyJournal) -> None:
        journal.seal("meeting/m", 3, self.ALL, cmd="seal", actor="ana")

    def states(self, home: Path) -> list[State]:
        """As in Scenario."""
        before = [(n, f"c{n - 1}", content(said(text)[0])) for n, text in enumerate("abc", 1)]
        return [{"meeting/m": before}, {"meeting/m": [(4, "seal", content(self.ALL))]}]


class Closing(Scenario):
    """An act of a home that ends a meeting: its outcomes go on the organisation's record, and it is sealed."""

    name = "closing a meeting"

    def prepare(self, home: Path) -> None:
        """As in Scenario."""
        place = home_in(home, Hands())
        said_and_decided(place)
        place.close()

    def work(self, home: Path, tell: Tell) -> None:
        """As in Scenario; a program that starts anew makes good what a crash left over."""
        self._close(Home(home, Hands().clock()), tell)

    def _close(self, place: Home, tell: Tell) -> None:
        try:
            for meeting in place.open_meetings():
                place.act(meeting.id, c.CloseMeeting(), "zoe", cmd="close")
            if not place.open_meetings():
                tell("close")
        finally:
            place.close()

    def states(self, home: Path) -> list[State]:
        """As in Scenario: after each write of a run without faults, in a copy of the home."""
        copy = home.with_name("without-faults")
        shutil.copytree(home, copy)
        journal = _Noting(copy, event_type=AnyEvent)
        journal.note()
        self._close(Home(copy, Hands().clock(), journal), lambda _cmd: None)
        shutil.rmtree(copy)
        return journal.states

    def at_least(self, told: int) -> int:
        """As in Scenario: it is one command, and confirmed when all that it brings about is on record."""
        return -1 if told else 0

    def read(self, home: Path) -> State:
        """As in Scenario."""
        with TinyJournal(home, event_type=AnyEvent) as journal:
            return recorded(journal)


class _Noting(TinyJournal):
    """Notes what is on record after each write."""

    def __init__(self, home: Path, *, event_type: Any) -> None:
        super().__init__(home, event_type=event_type)
        self.states: list[State] = []

    def note(self) -> None:
        """Note what is on record now."""
        with TinyJournal(self.home, event_type=AnyEvent) as journal:
            self.states.append(recorded(journal))

    def append_all(self, *args: Any, **named: Any) -> tuple[Appended, ...]:
        """As in Journal; `append` goes through it."""
        done = super().append_all(*args, **named)
        self.note()
        return done

    def seal(self, *args: Any, **named: Any) -> Appended:
        """As in Journal."""
        done = super().seal(*args, **named)
        self.note()
        return done


def _steps(texts: str, begin: int = 0) -> list[Step]:
    return [Step("organisation", n, f"c{n}", (text,)) for n, text in enumerate(texts, begin)]


_HUNDRED = tuple(f"{n} of a hundred" for n in range(100))
FIRST = Appending("the first append", [], [Step("meeting/m", 0, "c0", ("a",)), Step("meeting/m", 1, "c1", ("b", "c"))])
APPEND = Appending("appends", _steps("ab"), _steps("cd", 2))
HUNDRED = Appending("a hundred events at once", _steps("a"), [Step("organisation", 1, "many", _HUNDRED)])
TORN = Torn("a torn tail set aside", _steps("ab"), _steps("c", 2))
SEALING = Sealing()
UPGRADING = Upgrading("upgrading", _steps("ab"), _steps("cd", 2))
FORGETTING = Forgetting()
CLOSING = Closing()
_ALL: tuple[Scenario, ...] = (FIRST, APPEND, HUNDRED, TORN, SEALING, UPGRADING, FORGETTING, CLOSING)
SCENARIOS = {each.name: each for each in _ALL}
