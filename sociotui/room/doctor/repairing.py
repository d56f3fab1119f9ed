"""Repairing: a damaged journal goes on with what is whole, and people are told exactly what that is and what it isn't."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct

from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.refusal import Refused
from sociotui.journal.coder import TABLE, Coder
from sociotui.journal.examine import Findings, rows_of
from sociotui.journal.places import ACCESS, ORGANISATION, id_of
from sociotui.journal.port import JournalError
from sociotui.journal.repair import repair
from sociotui.room.clock import Clock
from sociotui.room.doctor.account import Account
from sociotui.room.doctor.disk import amount
from sociotui.room.doctor.findings import Finding, Mend
from sociotui.room.doctor.folding import Stumbled, access_of, meeting_of, organisation_of
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
    elif found.astray:
        said = _(
            "put the lines of {name} back in their order, each once; set aside what can't stand there, and go on with the "
            "rest",
            name=name,
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
    return Account(clock, stream, name, times, done).sentences()


def _stands(stream: str, path: Path, bodies: Sequence[bytes]) -> bool:
    """Whether the domain can go by what these lines record, and it is what the stream is to hold."""
    try:
        records = Coder(AnyEvent).records(bodies, head=0, path=path, line=2)
        if stream == ORGANISATION:
            organisation_of(records)
            return True
        if stream == ACCESS:
            access_of(records)
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
