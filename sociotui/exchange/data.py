"""Data: all that a home holds as JSON, one line an event, and back into an empty home without loss; or one meeting's record.

What is in private meetings goes out with nothing else. DATA.md says how it is laid out.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, get_args

import msgspec
from msgspec import Struct

from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.course import Course, advance
from sociotui.domain.event import Event
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_events import OrganisationEvent
from sociotui.domain.refusal import Refused, brief, unknown
from sociotui.domain.text import clean
from sociotui.exchange.streams import MEETING, ORGANISATION, PRIVATE, Kept, Streams, public_streams
from sociotui.words import _

VERSION = 1  # of this form

_STREAM = re.compile(f"{ORGANISATION}|({MEETING}|{PRIVATE})[a-z0-9-]{{1,100}}")
_KINDS: dict[str, type[Event]] = {str(kind.__struct_config__.tag): kind for kind in get_args(AnyEvent)}


class Record(Struct, frozen=True, kw_only=True):
    """An event as it stands in its stream: which command put it there, and whose that was."""

    cmd: str
    actor: str
    event: AnyEvent


Act = tuple[Record, ...]  # of one command: written together or not at all


# --- out -----------------------------------------------------------------------------------------


def export_data(journal: Streams) -> bytes:
    """Return everything that a journal holds but private meetings, as JSON in UTF-8.

    A journal leaves out streams of whose files it cannot make sense, and says so in its notices: tell them. It raises
    its errors where one proves damaged as it is read.
    """
    return _written(journal, public_streams(journal))


def export_stream(journal: Streams, stream: str) -> bytes:
    """Return what a single stream holds, in the same form."""
    return _written(journal, [stream])


def _written(journal: Streams, names: Iterable[str]) -> bytes:
    streams = [(name, [_line(kept) for kept in journal.read(name)]) for name in names]
    parts = [f'    "{name}": [\n' + ",\n".join(lines) + "\n    ]" for name, lines in streams if lines]
    held = "{\n" + ",\n".join(parts) + "\n  }" if parts else "{}"
    return f'{{\n  "sociotui": {VERSION},\n  "streams": {held}\n}}\n'.encode()


def _line(kept: Kept) -> str:
    return "      " + msgspec.json.encode({"cmd": kept.cmd, "actor": kept.actor, "event": kept.event}).decode()


# --- in ------------------------------------------------------------------------------------------


def import_data(data: bytes, journal: Streams) -> int:
    """Bring an export into an empty journal; return how many events it then holds.

    Nothing is written before all has been checked; `Refused` says what is wrong, and where. An import that was cut
    short is completed by doing it again: what a journal holds already has to be the beginning of what comes in.
    """
    streams = {name: _acts(name, records) for name, records in read_data(data).items()}
    for name, acts in streams.items():
        _check_course(name, acts)
    _check_whole(streams)
    there = {name: journal.read(name) for name in {ORGANISATION, *journal.heads(), *streams}}
    done = {name: _done(streams.get(name, []), kept) for name, kept in there.items()}
    if None in done.values():
        raise Refused(
            _(
                "There is something in this home already, and an import would mix with it. Nothing was changed. "
                "Import into a new home: name an empty folder with --home."
            )
        )
    # The organisation comes last: without it a home has not begun, so that half an import never passes for a whole one.
    for name in sorted(streams, key=lambda name: (name == ORGANISATION, name)):
        head = there[name][-1].seq if there[name] else 0
        for act in streams[name][done[name] :]:
            journal.append(name, head, [record.event for record in act], cmd=act[0].cmd, actor=act[0].actor)
            head += len(act)
    return sum(len(act) for acts in streams.values() for act in acts)


def _check_whole(streams: Iterable[str]) -> None:
    """Refuse the record of a single meeting, which no home can begin with, and private meetings, which never go along."""
    names = set(streams)
    if names and ORGANISATION not in names:
        raise Refused(
            _(
                "This is the record of {meetings} and of no organisation, so no home can begin with it. Nothing was "
                "changed. It is there to be read and kept; a home comes back whole from what “export data” or “backup” "
                "has written.",
                meetings=", ".join(brief(name.rpartition("/")[2]) for name in sorted(names)),
            )
        )
    private = sorted(name.removeprefix(PRIVATE) for name in names if name.startswith(PRIVATE))
    if private:
        raise Refused(
            _(
                "There are private meetings in this ({meetings}), and an import brings none in: they stay with those who "
                "took part. Nothing was changed. Take the file as “export data” has written it; with a “backup”, private "
                "meetings come along.",
                meetings=", ".join(private),
            )
        )


def read_data(data: bytes) -> dict[str, list[Record]]:
    """Return the records of each stream of an export, cleaned. Raises `Refused` for what is none, naming the place."""
    form = _json(data)
    version = form.get("sociotui") if isinstance(form, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < VERSION:
        raise _no_export()
    if version > VERSION:
        raise Refused(
            _(
                "This export was written by a newer sociotui: it is of version {found}, and this one knows {known}. "
                "Nothing was changed. Update sociotui, then import it again.",
                found=version,
                known=VERSION,
            )
        )
    streams = form.get("streams")
    if not isinstance(streams, dict) or set(form) != {"sociotui", "streams"}:
        raise _no_export()
    return {name: list(_records(name, records)) for name, records in streams.items() if records != []}


def _json(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise Refused(
            _(
                "Line {line}, column {column}: this is no JSON from here on ({why}). Nothing was changed. "
                "Was the file cut short, or changed by hand? Take it as it was exported.",
                line=error.lineno,
                column=error.colno,
                why=error.msg,
            )
        ) from error
    except (ValueError, RecursionError) as error:  # no UTF-8, numbers without end, brackets in brackets
        raise _no_export() from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object's fields; one of two by the same name would be lost without a word."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        ((twice, _times),) = Counter(name for name, _value in pairs).most_common(1)
        raise Refused(_("“{name}” stands there twice; one would be lost. Nothing was changed.", name=brief(twice)))
    return fields


def _no_export() -> Refused:
    return Refused(
        _(
            "This is no export of all data: that is a file in JSON which begins {start}. Nothing was changed. "
            "Is it another file that you mean?",
            start=f'{{"sociotui": {VERSION}, "streams": …}}',
        )
    )


# --- records and acts ----------------------------------------------------------------------------


def _records(stream: str, records: Any) -> Iterator[Record]:
    if not _STREAM.fullmatch(stream):
        why = _(
            "This names no stream: that is “organisation”, or “meeting/” or “private/” and small letters, digits and "
            "hyphens."
        )
        raise _misfit(brief(stream), 0, why)
    if not isinstance(records, list):
        raise _misfit(stream, 0, _("A stream is a list of records."))
    for number, record in enumerate(records, start=1):
        try:
            yield _record(record)
        except Refused as refusal:
            raise _misfit(stream, number, str(refusal)) from refusal


def _misfit(stream: str, number: int, why: str) -> Refused:
    """Return the refusal of a record, counted from 1, or (0) of a whole stream."""
    place = _("“{stream}”, record {number}", stream=stream, number=number) if number else f"“{stream}”"
    return Refused(_("{place}: {why} Nothing was changed.", place=place, why=why))


def _record(written: Any) -> Record:
    """Return a record as a journal would read it again, cleaned."""
    newer = _("If a newer sociotui has written it, update this one, then import again.")
    event = written.get("event") if isinstance(written, dict) else None
    kind = event.get("is") if isinstance(event, dict) else None
    if kind is not None and kind not in list(_KINDS):
        raise Refused(f"{unknown(_('kind of event'), str(kind), list(_KINDS))} {newer}")
    try:
        written = _clean(written)
        record = msgspec.json.decode(msgspec.json.encode(written), type=Record)
    except (msgspec.ValidationError, RecursionError) as error:
        raise Refused(_("Something in it does not fit: {error}.", error=error)) from error
    if odd := _unknown_field(written, record):
        said = _("Nothing here knows its field “{field}”, and it would be lost.", field=brief(odd))
        raise Refused(f"{said} {newer}")
    return record


def _clean(written: Any) -> Any:
    """Return what is written with every text in it cleaned, however long it is: that its command has settled."""
    if isinstance(written, str):
        return clean(written)
    if isinstance(written, list):
        return [_clean(entry) for entry in written]
    return {clean(key): _clean(value) for key, value in written.items()} if isinstance(written, dict) else written


def _unknown_field(written: Any, read: Any) -> str:
    """Return a field that is written and was not read, however deep; "" where there is none."""
    inner: Iterable[tuple[Any, Any]] = ()
    if isinstance(read, Struct):
        tag = read.__struct_config__.tag_field
        fields = dict(zip(read.__struct_encode_fields__, read.__struct_fields__, strict=True))
        if odd := next((name for name in written if name not in fields and name != tag), ""):
            return str(odd)
        inner = ((written[name], getattr(read, field)) for name, field in fields.items() if name in written)
    elif isinstance(read, tuple):
        inner = zip(written, read, strict=False)
    elif isinstance(read, dict):
        inner = zip(written.values(), read.values(), strict=False)
    return next((odd for one, other in inner if (odd := _unknown_field(one, other))), "")


def _acts(stream: str, records: Sequence[Record]) -> list[Act]:
    """Return the acts of a stream. A journal takes each command once, whose records stand together, of one actor."""
    acts, number, seen = [tuple(act) for _cmd, act in groupby(records, key=lambda r: r.cmd)], 1, set[str]()
    for act in acts:
        cmd = act[0].cmd
        if not cmd:
            raise _misfit(stream, number, _("Its “cmd” is empty, and each command has its own."))
        if cmd in seen:
            raise _misfit(stream, number, _("There was a command “{cmd}” before it, further up.", cmd=brief(cmd)))
        if any(record.actor != act[0].actor for record in act):
            raise _misfit(stream, number, _("The command “{cmd}” has several actors.", cmd=brief(cmd)))
        seen.add(cmd)
        number += len(act)
    return acts


def _done(acts: Sequence[Act], kept: Sequence[Kept]) -> int | None:
    """Return how many of a stream's acts a journal holds already; None where it holds anything else."""
    found = [_triples(act) for _cmd, act in groupby(kept, key=lambda k: k.cmd)]
    return len(found) if found == [_triples(act) for act in acts[: len(found)]] else None


def _triples(act: Iterable[Kept | Record]) -> list[tuple[str, str, Event]]:
    return [(record.cmd, record.actor, record.event) for record in act]


def _check_course(stream: str, acts: Iterable[Act]) -> None:
    """Refuse events that no home could go by: each has to make sense after those before it."""
    organisation, course, number = Organisation(), Course(), 1
    for act in acts:
        events = [record.event for record in act]
        try:
            if stream == ORGANISATION:
                for event in events:
                    organisation = evolve_organisation(organisation, event)
            else:
                course = advance(course, events)
        except Exception as error:  # whatever the domain stumbles over, a home would too
            raise _misfit(stream, number, _("It does not follow from what stands before it.")) from error
        number += len(act)
    if course.meeting and course.meeting.id != stream.rpartition("/")[2]:
        raise _misfit(stream, 1, _("It opens another meeting, “{id}”.", id=brief(course.meeting.id)))


# --- its description -------------------------------------------------------------------------


def event_table() -> str:
    """Return every kind of event as a table in Markdown: its docstring, and its fields; a `?` marks those left out."""
    rows = [_event_row(name, kind) for name, kind in _KINDS.items()]
    return "\n".join(["| `is` | in | what it says | fields |", "| --- | --- | --- | --- |", *rows]) + "\n"


def _event_row(name: str, kind: type[Event]) -> str:
    meaning = " ".join((kind.__doc__ or "").split()).replace("|", "\\|")
    fields = [field for field in msgspec.structs.fields(kind) if field.name != "at"]
    names = ", ".join(f"`{f.encode_name}`" if f.required else f"`{f.encode_name}`?" for f in fields)
    stream = "organisation" if kind in get_args(OrganisationEvent) else "meeting"
    return f"| `{name}` | {stream} | {meaning} | {names} |"
