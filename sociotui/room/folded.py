"""Folded: the organisation as its events make it, kept up to date; begun from a snapshot, where one fits."""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from sociotui import __version__, domain
from sociotui.domain.changes import Step
from sociotui.domain.folding import fold_organisation
from sociotui.domain.history import slim
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_events import PersonForgotten
from sociotui.domain.storing import restored, stored, telling, told
from sociotui.hashing import blake2b
from sociotui.journal.places import ORGANISATION
from sociotui.journal.port import Journal, JournalError, Kept, Mark, Recorded
from sociotui.words import _

_MAIN = "main"
_TOLD = "told"
EVERY = 256
"""After how many events a snapshot is kept anew. To read and fold as many takes 3 ms; to keep one, of 2,000 meetings, 10 to 30."""


def read_on(journal: Journal, stream: str, known: Mark) -> tuple[Sequence[Recorded], Mark, bool]:
    """Return the events after `known`, how far they go, and whether these are all there are.

    They are all, where what was before `known` may have been replaced. Other threads may read the same journal.
    """
    found: list[Recorded] = []
    head, edition, anew = known.head, known.edition, False
    while True:
        before = journal.mark(stream)
        new = journal.read(stream, head)
        mark = journal.mark(stream)
        if mark.edition != (edition if head else before.edition):
            found, head, anew = [], 0, True
            continue
        edition = mark.edition
        found += new
        # Where there is nothing as far as was read before, numbers were lost.
        head = new[-1].seq if new else max(head, before.head)
        if head >= mark.head:
            return found, Mark(head, edition), anew


class Folded:
    """The organisation in a journal.

    `anew` is called when it begins with the first event again, because what was read before may have been replaced. `apart`
    is called before all events are read for want of a snapshot, and may have one made.
    """

    apart: Callable[[], None] | None = None

    def __init__(self, journal: Journal, anew: Callable[[], Any]) -> None:
        self._journal = journal
        self._anew = anew
        self._organisation = Organisation()
        self._mark = Mark()
        self._told: list[Step] = []  # of those that came since what is kept was kept
        self._told_before: Callable[[], bytes] | None = None
        self._before: tuple[Step, ...] | None = None
        self._kept: int | None = None  # the number of the last event in the snapshot; None before one was looked for

    def organisation(self) -> Organisation:
        """Return the organisation as it stands now, with what other processes have added."""
        if self._kept is None:
            self._kept = 0
            self._resume()
        new, mark, anew = read_on(self._journal, ORGANISATION, self._mark)
        if self.head and not anew and any(isinstance(r.event, PersonForgotten) for r in new):
            new, mark, _again = read_on(self._journal, ORGANISATION, Mark())
            anew = True
        if anew:
            self._organisation, self._kept = Organisation(), 0
            self._told, self._told_before, self._before = [], None, None
            self._anew()
        if new:
            self._told += slimmed(new)
            self._organisation = fold_organisation(self._organisation, [r.event for r in new])
        self._mark = mark
        return self._organisation

    def steps(self) -> tuple[Step, ...]:
        """Return what its history tells of all that is on record, command by command; read only when it is asked for."""
        self.organisation()
        if self._before is None:
            self._before = told(self._told_before()) if self._told_before else ()
        return (*self._before, *self._told)

    @property
    def head(self) -> int:
        """The number of the last event that it has been told."""
        return self._mark.head

    def keep(self) -> None:
        """Keep a snapshot, where there is much that the last one has not; of what goes wrong with it nothing is told."""
        if self._kept is None or self.head - self._kept < EVERY:
            return
        self._kept = self.head  # even where it fails: the next one comes after as many more
        organisation, before, since = self._organisation, self._told_before, tuple(self._told)

        def parts() -> dict[str, bytes]:
            return _parts(organisation) | {_TOLD: telling(before() if before else b"", since)}

        try:
            self._journal.keep(ORGANISATION, self._mark, meaning(), parts)
        except JournalError:
            return  # the journal was closed before this, or can't be read any more

    def _resume(self) -> None:
        kept = self._journal.resume(ORGANISATION, meaning())
        if kept is None and self.apart:
            self.apart()
            kept = self._journal.resume(ORGANISATION, meaning())
        main = kept.part(_MAIN) if kept else None
        if kept is None or main is None:
            return
        try:
            self._organisation = restored(main, partial(self._part, kept))
        except msgspec.DecodeError:
            return  # then all events are read, as if there were no snapshot
        self._told_before = partial(self._part, kept, _TOLD)
        self._kept = kept.head
        self._mark = self._journal.mark(ORGANISATION)

    def _part(self, kept: Kept, name: str) -> bytes:
        """Return a part of what was kept; where it can't be read any more, as the events make it."""
        data = kept.part(name)
        if data is None:
            recorded = [r for r in self._journal.read(ORGANISATION) if r.seq <= kept.head]
            if name == _TOLD:
                return telling(b"", slimmed(recorded))
            data = stored(fold_organisation(Organisation(), [r.event for r in recorded])).parts[name]
        return data


def slimmed(recorded: Sequence[Recorded]) -> list[Step]:
    """Return what the history tells of what was recorded, command by command; of most nothing."""
    return [kept for step in steps_of(recorded) if (kept := slim(step)).events]


def steps_of(recorded: Sequence[Recorded]) -> Iterator[Step]:
    """Yield what was recorded, command by command."""
    for _cmd, group in groupby(recorded, key=lambda r: r.cmd):
        act = list(group)
        yield Step(act[0].seq, act[0].actor, tuple(r.event for r in act))


def _parts(organisation: Organisation) -> dict[str, bytes]:
    made = stored(organisation)
    return {_MAIN: made.main, **made.parts}


def meaning() -> str:
    """Return what a kept state depends on besides its events: this program, its domain's code, and the language in force."""
    said = (_("Objection: {reason}"), _("Minutes of {day}"))  # what folding puts into words
    return blake2b("\n".join((__version__, _code(), *said)).encode(), digest_size=16).hexdigest()


@cache
def _code() -> str:
    """Return what tells the domain's code from any other: its files' sizes and time stamps, which costs no reading."""
    stamps = []
    with os.scandir(Path(domain.__file__).parent) as files:
        for file in files:
            if file.name.endswith(".py"):
                status = file.stat()
                stamps.append(f"{file.name} {status.st_size} {status.st_mtime_ns}")
    return " ".join(sorted(stamps))
