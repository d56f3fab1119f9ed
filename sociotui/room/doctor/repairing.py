"""Repairing: a damaged journal goes on with what is whole, and people are told exactly what that is and what it isn't."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct

from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.refusal import Refused
from sociotui.journal.coder import TABLE, Coder
from sociotui.journal.examine import Findings, rows_of
from sociotui.journal.places import ORGANISATION, id_of
from sociotui.journal.port import JournalError
from sociotui.journal.repair import Repaired, SetAside, repair
from sociotui.room.clock import Clock
from sociotui.room.doctor.disk import amount
from sociotui.room.doctor.findings import Finding, Mend
from sociotui.room.doctor.folding import Stumbled, meeting_of, organisation_of
from sociotui.words import _

_LOCK_WAIT = 10.0  # seconds


def mending(clock: Clock, stream: str, name: str, found: Findings) -> Mend:
    """Return the repair of the journal that `stream` is in, called `name`, in which that was found."""
    if found.damaged:
        said = _(
            "mend {name} where only a bit was flipped, and else set its damaged bytes aside ({size}) and go on with "
            "what is whole",
            name=name,
            size=amount(sum(part.size for part in found.damaged)),
        )
    else:
        said = _("set the incomplete last record of {name} aside", name=name)
    return Mend(said, partial(_repair, clock, stream, name, found))


def carry_out(findings: Sequence[Finding]) -> list[str]:
    """Put right what can be; return sentences on what came of each, also where it couldn't be done."""
    said: list[str] = []
    for finding in findings:
        if finding.mend is None:
            continue
        try:
            said += finding.mend.do()
        except (JournalError, Refused, OSError) as error:
            said.append(_("Could not {what}: {why}", what=finding.mend.said, why=error))
    return said


# --- one journal -----------------------------------------------------------------------------------


def _repair(clock: Clock, stream: str, name: str, found: Findings) -> list[str]:
    times = _times(found.path)
    done = repair(found.path, lock_wait=_LOCK_WAIT, stands=partial(_stands, stream, found.path))
    return list(_Account(clock, stream, name, times, done).sentences())


def _stands(stream: str, path: Path, bodies: Sequence[bytes]) -> bool:
    """Whether the domain can go by what these lines record, and it is what the stream is to hold."""
    try:
        records = Coder(AnyEvent).records(bodies, head=0, path=path, line=2)
        if stream == ORGANISATION:
            organisation_of(records)
            return True
        meeting = meeting_of(records)
    except (JournalError, Stumbled):
        return False
    return meeting is not None and meeting.id == id_of(stream)


class _Happened(Struct):
    at: int


class _Document(Struct):
    event: _Happened


class _Line(Struct):
    put: dict[str, dict[int, _Document]]


def _times(path: Path) -> dict[int, int]:
    """Return when each event happened that stands in a whole line, ms since 1970, by its number."""
    decode, times = msgspec.json.Decoder(_Line).decode, dict[int, int]()
    for row in rows_of(path.read_bytes()):
        if not row.whole:
            continue
        try:
            times |= {seq: document.event.at for seq, document in decode(row.body).put.get(TABLE, {}).items()}
        except msgspec.DecodeError:  # the first line, or one that stands for what was lost before
            continue
    return times


class _Account:
    """What is said of a repair: which events are lost, from when to when, and where their bytes lie."""

    def __init__(self, clock: Clock, stream: str, name: str, times: dict[int, int], done: Repaired) -> None:
        self.clock = clock
        self.what = _("the organisation's record") if stream == ORGANISATION else _("the meeting")
        self.name = name
        self.times = times
        self.done = done

    def sentences(self) -> list[str]:
        done = self.done
        said = [
            _(
                "{name}, line {line}: a flipped bit was put right; all is as it was written there.",
                name=self.name,
                line=part.line,
            )
            for part in done.mended
        ]
        kept = done.aside[:-1] if done.cut else done.aside
        said += [self._gap(each) for each in kept]
        if done.cut:
            said.append(self._cut(done.aside[-1]))
        if done.torn:
            said.append(
                _(
                    "{name}: its last record was incomplete and had never been confirmed. Its {size} are kept in {copy}.",
                    name=self.name,
                    size=amount(done.torn.part.size),
                    copy=done.torn.copy.name,
                )
            )
        if done.kept and (done.aside or done.mended):
            said.append(_("{name} goes on after event {last}.", name=self.name, last=done.kept))
        return said or [_("{name}: somebody has put it right already.", name=self.name)]

    def _gap(self, aside: SetAside) -> str:
        values = {"name": self.name, "line": aside.part.line, "size": amount(aside.part.size), "copy": aside.copy.name}
        if not aside.first:
            return _(
                "{name}, line {line}: no event is known to be lost with the damaged bytes. {copy} has them ({size}).",
                **values,
            )
        since, until = self._last_before(aside.first), self._first_after(aside.last)
        if not aside.last:
            return _(
                "{name}: what came after event {before}, {since}, is lost: these were the last lines, so nobody can tell "
                "how many events they held. {copy} has their bytes ({size}). All before is kept.",
                before=aside.first - 1,
                since=self._when(since),
                **values,
            )
        lost = _("event {first} is lost, which happened") if aside.first == aside.last else ""
        lost = lost or _("events {first}–{last} are lost, which happened")
        said = _(
            "{name}: {lost} between {since} and {until}. {copy} has their bytes ({size}). All before and after is kept.",
            lost=lost.format(first=aside.first, last=aside.last),
            since=self._when(since),
            until=self._when(until),
            **values,
        )
        return said + self._shorter(since, until)

    def _cut(self, aside: SetAside) -> str:
        """All from the first damaged line on was set aside."""
        kept = self.done.kept
        whole = [seq for seq in self.times if seq > kept]
        values = {"name": self.name, "copy": aside.copy.name, "size": amount(aside.part.size), "whole": len(whole)}
        if not kept:
            return _(
                "{name}: nothing is left that could be gone by without what was damaged. {copy} has all of it ({size}); "
                "whole events among it: {whole}. Put back a backup of this file, if there is one.",
                **values,
            )
        since, until = self._last_before(kept + 1), self.times.get(max(whole, default=0), 0)
        said = _(
            "{name}: events from {first} on are set aside, since what came after the damaged bytes can't be gone by without "
            "them. It ends with event {kept} now, {since}. {copy} has all that came after ({size}); whole events among "
            "it: {whole}.",
            first=kept + 1,
            kept=kept,
            since=self._when(since),
            **values,
        )
        return said + self._shorter(since, until)

    def _shorter(self, since: int, until: int) -> str:
        if not since or not until:
            return ""
        length = timedelta(seconds=max(until - since, 0) // 1000)
        return " " + _("So {what} is shorter by {length} of time.", what=self.what, length=length)

    def _last_before(self, seq: int) -> int:
        """Return when the last event before that number happened of which this is known, in ms since 1970; 0 for none."""
        return self.times.get(max((each for each in self.times if each < seq), default=0), 0)

    def _first_after(self, seq: int) -> int:
        return self.times.get(min((each for each in self.times if each > seq), default=0), 0)

    def _when(self, at: int) -> str:
        return f"{self.clock.local(at):%Y-%m-%d %H:%M:%S}" if at else _("an unknown time")
