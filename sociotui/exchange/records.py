"""Records: the events of an export as they stand in it, read without trusting it; and what each kind of event says."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, get_args

import msgspec
from msgspec import Struct

from sociotui.domain.catalogue import SharedEvent
from sociotui.domain.event import Event
from sociotui.domain.organisation_events import OrganisationEvent
from sociotui.domain.refusal import Refused, brief, unknown
from sociotui.domain.text import clean
from sociotui.exchange.streams import MEETING, ORGANISATION, PRIVATE
from sociotui.words import _

VERSION = 1  # of the form of an export

_STREAM = re.compile(f"{ORGANISATION}|({MEETING}|{PRIVATE})[a-z0-9-]{{1,100}}")
_KINDS: dict[str, type[Event]] = {str(kind.__struct_config__.tag): kind for kind in get_args(SharedEvent)}


class Record(Struct, frozen=True, kw_only=True):
    """An event as it stands in its stream: which command put it there, and whose that was."""

    cmd: str
    actor: str
    event: SharedEvent


Act = tuple[Record, ...]  # of one command: written together or not at all


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


def _records(stream: str, records: Any) -> Iterator[Record]:
    if not _STREAM.fullmatch(stream):
        why = _(
            "This names no stream: that is “organisation”, or “meeting/” or “private/” and small letters, digits and "
            "hyphens."
        )
        raise misfit(brief(stream), 0, why)
    if not isinstance(records, list):
        raise misfit(stream, 0, _("A stream is a list of records."))
    for number, record in enumerate(records, start=1):
        try:
            yield _record(record)
        except Refused as refusal:
            raise misfit(stream, number, str(refusal)) from refusal


def misfit(stream: str, number: int, why: str) -> Refused:
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


# --- their description -----------------------------------------------------------------------------


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
