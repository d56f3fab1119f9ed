"""Journals: whether each is as it was written, can be understood, and makes what its name says."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from sociotui.domain.access import Access
from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.journal.change import Lost
from sociotui.journal.coder import Coder
from sociotui.journal.examine import Findings, Part, Patience, examine
from sociotui.journal.lines import VERSION
from sociotui.journal.places import ACCESS, ORGANISATION, SINGLE, id_of
from sociotui.journal.port import JournalError
from sociotui.room.doctor.disk import amount
from sociotui.room.doctor.findings import Finding, Level, Mend, few
from sociotui.room.doctor.folding import Stumbled, access_of, meeting_of, organisation_of, read
from sociotui.room.doctor.lying import LOCK, Lying
from sociotui.words import _

Mending = Callable[[str, str, Findings], Mend]
"""Returns what puts a damaged journal right: its stream, what people call its file, what was found in it."""


class Journals(Struct, kw_only=True):
    """What the journals of a home came to: the organisation, who may come in, and the meetings by stream.

    None stands for what can't be read; for who may come in also where nobody has said it yet. `findings` are those
    that need to be told one by one, `events` how many events were read, `former` the journals in a former format,
    `largest` how many bytes the largest has.
    """

    findings: list[Finding] = field(default_factory=list)
    organisation: Organisation | None = None
    access: Access | None = None
    meetings: dict[str, Meeting | None] = field(default_factory=dict)
    ill: set[str] = field(default_factory=set)
    events: int = 0
    former: list[str] = field(default_factory=list)
    largest: int = 0


def check_journals(home: Path, lying: Lying, mending: Mending, held: Sequence[Path] = ()) -> Journals:
    """Read all journals of a home to the end; one after the other, as there may be thousands.

    Those whose locks are `held` anyway are not waited for, and the others not for longer than one would be.
    """
    found = Journals()
    none, patience = Patience(0), Patience()
    coder = Coder(AnyEvent)
    if ORGANISATION not in lying.journals:
        found.organisation = Organisation()  # nobody has founded one: there is nothing that could be read
    for stream, path in lying.journals.items():
        name = str(path.relative_to(home))
        before = len(found.findings)
        there = partial(examine, path, none if path.with_name(path.name + LOCK) in held else patience)
        found.findings += _one(stream, path, name, there, coder, found, mending)
        if any(each.level == "wrong" for each in found.findings[before:]):
            found.ill.add(stream)
    found.findings = [*_summary(lying, found), *found.findings]
    return found


def _finding(check: str, level: Level, name: str, said: str, mend: Mend | None = None) -> Finding:
    return Finding(group="journals", check=check, level=level, said=said, about=name, mend=mend)


def _one(
    stream: str,
    path: Path,
    name: str,
    examined: Callable[[], Findings],
    coder: Coder,
    found: Journals,
    mending: Mending,
) -> Iterator[Finding]:
    """Look at one journal: its bytes, then its events, then what they make."""
    if stream not in SINGLE:
        found.meetings[stream] = None
    try:
        bytes_ = examined()
    except JournalError as error:
        yield _finding("readable", "wrong", name, str(error))
        return
    found.largest = max(found.largest, bytes_.size)
    yield from _bytes(name, bytes_, mending(stream, name, bytes_))
    if bytes_.refused or bytes_.damaged or bytes_.gaps:
        return
    if 0 < bytes_.version < VERSION:
        found.former.append(name)
    try:
        records = read(path, coder, [])
        found.events += len(records)
        if stream == ORGANISATION:
            found.organisation = organisation_of(records)
            return
        if stream == ACCESS:
            found.access = access_of(records)
            return
        meeting = found.meetings[stream] = meeting_of(records)
    except JournalError as error:
        yield _finding("events", "wrong", name, str(error))
    except Stumbled as stumbled:
        yield _finding("folds", "wrong", name, _stumble(name, stumbled, bytes_))
    else:
        yield from _named(name, stream, meeting, found)


def _stumble(name: str, stumbled: Stumbled, bytes_: Findings) -> str:
    said = _("{name}: event {seq} can't follow those before it ({why}).", name=name, seq=stumbled.seq, why=stumbled)
    if bytes_.lost:
        why = _("Events before it were lost, and it needs them. Put back a backup of this file.")
    else:
        why = _("Its bytes are whole, so a program has written what it should not. Put back a backup of this file.")
    return f"{said} {why}"


def _named(name: str, stream: str, meeting: Meeting | None, found: Journals) -> Iterator[Finding]:
    if meeting is None:
        del found.meetings[stream]
        said = _(
            "{name}: nothing has been recorded in it. If nobody is opening a meeting just now, it can go.", name=name
        )
        yield _finding("empty", "look", name, said)
    elif meeting.id != id_of(stream):
        said = _(
            "{name} holds the meeting {meeting}. Its name and what is in it have to agree: rename it back to "
            "{meeting}.journal; if there is one of that name, compare the two first.",
            name=name,
            meeting=meeting.id,
        )
        yield _finding("name", "wrong", name, said)


# --- bytes ---------------------------------------------------------------------------------------


def _bytes(name: str, found: Findings, mend: Mend) -> Iterator[Finding]:
    if found.refused:
        yield _finding("readable", "wrong", name, str(found.refused))
        return
    if found.damaged:
        said = _("{name} is damaged: {parts}. All other lines are whole.", name=name, parts=few(_parts(found.damaged)))
        yield _finding("damaged", "wrong", name, said, mend)
    if found.breaks and not found.gaps:
        said = _(
            "{name}: line {lines} is not what was written after the line before it: something was changed, taken "
            "out or put in by another hand. Compare it with a backup.",
            name=name,
            lines=few([str(line) for line in found.breaks]),
        )
        yield _finding("chain", "wrong", name, said)
    if found.gaps and not found.damaged:  # damage leaves gaps behind it
        yield _finding("numbers", "wrong", name, _out_of_place(name, found), mend if found.astray else None)
    if found.torn:
        said = _(
            "{name}: its last record is incomplete, as after a power cut ({size}).",
            name=name,
            size=amount(found.torn.size),
        )
        told = _unfinished(found)
        yield _finding("torn", "look", name, f"{said} {told}", None if found.damaged or found.astray else mend)
    if found.lost:
        said = _(
            "{name} goes on with what was whole when it was repaired; of its events were lost: {spans}.",
            name=name,
            spans=few([_span(lost) for _line, lost in found.lost]),
        )
        yield _finding("lost", "well", name, said)


def _out_of_place(name: str, found: Findings) -> str:
    line, why = found.gaps[0]
    said = _(
        "{name}: at line {line}, {why}: lines are missing, are there twice or stand in another order, so it can't be read.",
        name=name,
        line=line,
        why=why,
    )
    if found.astray:
        return said
    return (
        said
        + " "
        + _("Nobody here knows all of its records, so it can't be put in order. Put back a backup of this file.")
    )


def _unfinished(found: Findings) -> str:
    if found.blank:
        return _(
            "A part of it is blank, so nobody can say whether it had been confirmed before. Who next writes there sets it "
            "aside."
        )
    return _("Nobody was told that it was recorded; who next writes there sets it aside.")


def _span(lost: Lost) -> str:
    if not lost.first:
        return _("some")
    return str(lost.first) if lost.first == lost.last else f"{lost.first}–{lost.last}"


def _parts(parts: Sequence[Part]) -> list[str]:
    return [
        _("line {line} ({size} from byte {offset})", line=part.line, size=amount(part.size), offset=f"{part.offset:,}")
        for part in parts
    ]


# --- all of them ---------------------------------------------------------------------------------


def _summary(lying: Lying, found: Journals) -> Iterator[Finding]:
    streams = [stream for stream in lying.journals if stream not in SINGLE]
    whole = [stream for stream in streams if stream not in found.ill]
    if ORGANISATION in lying.journals and ORGANISATION not in found.ill:
        yield _finding("organisation", "well", f"{ORGANISATION}.journal", _("The organisation's journal is whole."))
    if ACCESS in lying.journals and ACCESS not in found.ill:
        yield _finding("access", "well", f"{ACCESS}.journal", _("The journal of who may come in is whole."))
    if streams and len(whole) == len(streams):
        said = _("Meetings: {n}, all whole. Events in all: {events}.", n=f"{len(whole):,}", events=f"{found.events:,}")
        yield _finding("meetings", "well", "", said)
    elif whole:
        said = _("Meetings that are whole: {n} of {all}.", n=f"{len(whole):,}", all=f"{len(streams):,}")
        yield _finding("meetings", "well", "", said)
    if found.former:
        said = _(
            "In a former format, whose lines are not chained: {names}. Each is brought into today's when something is next "
            "recorded there, and stays beside as it was.",
            names=few(found.former),
        )
        yield _finding("former", "well", "", said)
