"""Coder: events to lines and back; a line is a TinyDB commit that puts one document an event.

A document is `{"v": 1, "cmd": …, "actor": …, "event": {"is": …, …}}`, its id the event's number.
Numbers begin with 1, or with that of a document that says `"sealed": true`: it stands for all
before it. Its `v` is 2, so that a program which doesn't know of this calls it newer, not damaged.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Raw, Struct, defstruct, field

from sociotui.domain.event import Event
from sociotui.journal.change import Change, Lost, change_from, decode, encode
from sociotui.journal.damage import bad_line, unknown_record
from sociotui.journal.port import Batch, JournalError, Recorded
from sociotui.words import _

VERSION = 2  # the highest known; what doesn't need it is written as 1
TABLE = "_default"  # TinyDB's own choice, so that `AppendDB(path).all()` gives the documents


class _Glance(Struct):
    """As much of a document as any version of this program must understand."""

    v: int
    event: dict[str, Any]


class Coder:
    """Knows the events of `event_type`, a union of tagged structs, and what surrounds them in the file."""

    def __init__(self, event_type: Any) -> None:
        # These live as long as a line is looked at: no use for the collector to know of them.
        fields: list[tuple[str, Any]] = [("v", Literal[1, 2]), ("cmd", str), ("actor", str), ("event", event_type)]
        document: Any = defstruct("Document", [*fields, ("sealed", bool, False)], gc=False, omit_defaults=True)
        self._document = document
        table = ("table", dict[int, document], field(name=TABLE))
        self._put = defstruct("Put", [table], gc=False, forbid_unknown_fields=True)
        self._line = defstruct("Line", [("put", self._put)], gc=False, forbid_unknown_fields=True)
        self._decode: Callable[[bytes], Any] = msgspec.json.Decoder(self._line).decode

    def line(self, batches: Sequence[Batch], *, head: int) -> bytes:
        """Return the line that records what commands made, one after the other, after the first `head` events."""
        made = ((batch, event) for batch in batches for event in batch.events)
        documents = {
            seq: self._document(1, batch.cmd, batch.actor, event) for seq, (batch, event) in enumerate(made, head + 1)
        }
        return encode(self._line(self._put(documents)))

    def seal(self, event: Event, *, head: int, cmd: str, actor: str) -> bytes:
        """Return the line that records `event` in the place of the first `head` ones, and after them."""
        return encode(self._line(self._put({head + 1: self._document(2, cmd, actor, event, True)})))

    def records(self, bodies: Sequence[bytes], *, head: int, path: Path, line: int) -> list[Recorded]:
        """Return what `bodies` record, after `head` events; the first is line `line` of `path`.

        Raises Damaged when they don't go on where the events ended, Newer for unknown ones. Where
        none ended yet, a sealed one may have any number.
        """
        decode_line = self._decode
        found: list[Recorded] = []
        add = found.append
        for number, body in enumerate(bodies, line):
            try:
                documents = decode_line(body).put.table
            except msgspec.DecodeError as error:
                lost = lost_in(body)
                if lost is None:
                    raise self._why(body, path, number) from error
                head = max(head, lost.last)
                continue
            for seq, document in documents.items():
                head += 1
                if seq != head:
                    if not (head == 1 < seq and document.sealed):
                        why = _("event {seq} stands where event {head} should", seq=seq, head=head)
                        raise bad_line(path, number, why)
                    head = seq
                add(Recorded(seq, document.cmd, document.actor, document.event))
        return found

    def replaced(self, replace: Callable[[Any], Any], change: Any) -> Any:
        """Return what a line holds, as plain JSON, with each of its records put through `replace`.

        Raises ValueError when they couldn't be read again, or would be of other commands.
        """
        records = change.get("put", {}).get(TABLE, {})
        if not records:
            return change
        commands = [record["cmd"] for record in records.values()]
        after = {**change, "put": {TABLE: {seq: replace(record) for seq, record in records.items()}}}
        try:
            known = [document.cmd for document in self._decode(encode(after)).put.table.values()] == commands
        except msgspec.DecodeError as error:
            raise ValueError("only texts can be replaced, by others that can be read again") from error
        if not known:
            raise ValueError("only texts can be replaced that are no command's")
        return after

    def _why(self, body: bytes, path: Path, line: int) -> JournalError:
        """Return why a line can't be understood whose checksum fits."""
        try:
            change = change_from(body)
            documents = [decode(raw, type=_Glance) for raw in change.put.get(TABLE, {}).values()]
        except msgspec.DecodeError:
            return unknown_record(path, _("something else"), line)
        if change != Change(put={TABLE: change.put.get(TABLE, {})}):
            return bad_line(path, line, _("it changes what was recorded, and a journal only grows"))
        for document in documents:
            if document.v > VERSION:
                return unknown_record(path, _("records of version {version}", version=document.v), line)
        kinds = sorted({str(document.event.get("is")) for document in documents})
        return unknown_record(path, ", ".join(f"“{kind}”" for kind in kinds), line)


@cache
def coder_of(event_type: Any) -> Coder:
    """Return the coder for `event_type`: always the same one, as making it takes as long as reading 150 records."""
    return Coder(event_type)


class _Numbers(Struct):
    put: dict[str, dict[int, Raw]]


def numbers(body: bytes) -> tuple[int, int]:
    """Return the numbers of the first and last event in a line, or of what is lost there; 0, 0 where there are none.

    Raises msgspec.DecodeError when it is no line of a journal.
    """
    lost = lost_in(body)
    if lost:
        return lost.first, lost.last
    found = decode(body, type=_Numbers).put.get(TABLE, {})
    return min(found, default=0), max(found, default=0)


def last_number(body: bytes) -> int:
    """Return the number of the last event in a line; raises msgspec.DecodeError when it records none."""
    return numbers(body)[1]


class _Lost(Struct):
    lost: Lost


def lost_in(body: bytes) -> Lost | None:
    """Return what a line says was lost where it stands; None for any other line."""
    if not body.startswith(b'{"lost":'):
        return None
    try:
        return decode(body, type=_Lost).lost
    except msgspec.DecodeError:
        return None


def lost_line(first: int, last: int) -> bytes:
    """Return the line that stands where the events `first` to `last` were lost; 0, 0 where nobody knows which."""
    return encode(_Lost(Lost(first, last)))


class _Mark(Struct):
    sealed: bool = False


class _Marks(Struct):
    put: dict[str, dict[int, _Mark]]


def sealed_number(body: bytes) -> int:
    """Return the number of the first record in a line if that sealed a stream; else 0."""
    try:
        marks = decode(body, type=_Marks).put.get(TABLE, {})
    except msgspec.DecodeError:
        return 0
    first = next(iter(marks), 0)
    return first if first and marks[first].sealed else 0
