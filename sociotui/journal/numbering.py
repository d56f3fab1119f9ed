"""Numbering: which events a line records, and whether they go on where those before them ended."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from msgspec import Raw, Struct, field

from sociotui.journal.coder import TABLE, lost_in, numbers, sealed_number
from sociotui.words import _


class _Document(Struct):
    v: int
    cmd: str
    actor: str
    event: Raw


class _Put(Struct, forbid_unknown_fields=True):
    table: dict[int, _Document] = field(name=TABLE)


class _Line(Struct, forbid_unknown_fields=True):
    put: _Put


_lines = msgspec.json.Decoder(_Line)


def recorded(body: bytes) -> tuple[int, ...] | None:
    """Return the numbers of the events in a line, as they stand there; None where it is no line of events."""
    try:
        return tuple(_lines.decode(body).put.table)
    except msgspec.DecodeError:
        return None


class Numbering(NamedTuple):
    """The numbers of the first and last event in a file, and which of its lines don't go on, with a sentence.

    `known` says whether each line is one of events, or stands for lost ones: then its numbers tell its place.
    """

    first: int
    last: int
    gaps: tuple[tuple[int, str], ...]
    known: bool


def numbering(lines: Iterable[tuple[int, bytes]]) -> Numbering:
    """Return how `lines` are numbered: by their number in the file, the JSON of those that are whole."""
    first, last, known = 0, 0, True
    gaps: list[tuple[int, str]] = []
    for number, body in lines:
        events = recorded(body)
        known = known and (events is not None or lost_in(body) is not None)
        try:
            begins, ends = (min(events), max(events)) if events else numbers(body)
        except msgspec.DecodeError:
            gaps.append((number, _("nobody here knows what it records")))
            continue
        head = begins - 1 if not last and sealed_number(body) else last
        for seq in events or ([begins] if begins else []):
            head += 1
            if seq != head:
                gaps.append((number, _("event {seq} stands where event {head} should", seq=seq, head=head)))
                break
        first = first or begins
        last = max(last, ends)
    return Numbering(first, last, tuple(gaps), known)
