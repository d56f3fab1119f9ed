"""Printed: which journal has ever had the code that stands under printed minutes, and what came after it."""

from typing import Any, Literal

from msgspec import Struct

from sociotui.journal.examine import Findings, examine, rows_of
from sociotui.journal.lines import header_of
from sociotui.journal.places import id_of
from sociotui.journal.port import JournalError
from sociotui.room.doctor.findings import VERSION
from sociotui.room.doctor.lying import Lying
from sociotui.room.printed import code_of
from sociotui.words import _

Place = Literal["head", "earlier", "sealed", "nowhere"]


class Found(Struct, frozen=True):
    """Where a code stands: in `stream`, with `after` acts recorded after it. `sound` says whether all before it is whole.

    `unread` are journals that can't be looked through, and `former` says how many are in a format without codes.
    """

    code: str
    place: Place
    stream: str = ""
    after: int = 0
    sound: bool = True
    unread: tuple[str, ...] = ()
    former: int = 0


def look_up(lying: Lying, written: str) -> Found:
    """Return where the code stands that minutes were printed with; refuses what is none."""
    code = code_of(written)
    unread, former = list[str](), 0
    for stream, path in lying.journals.items():
        try:
            data = path.read_bytes()
            bytes_ = examine(path) if code.encode() in data else None
        except (OSError, JournalError):
            unread.append(stream)
            continue
        first = data[: data.find(b"\n")]
        header = header_of(first[first.find(b"{") :])
        former += header is not None and header.version < 2
        found = _found(code, stream, data, bytes_) if bytes_ else None
        if found:
            return found
    return Found(code, "nowhere", unread=tuple(unread), former=former)


def _found(code: str, stream: str, data: bytes, bytes_: Findings) -> Found | None:
    rows = [row for row in rows_of(data) if row.whole]
    if bytes_.after.startswith(code):
        return Found(code, "sealed", stream, max(len(rows) - 2, 0), bytes_.well)
    for place, row in enumerate(rows):
        line = row.chained
        if line and line.link.startswith(code.encode()):
            after = len(rows) - place - 1
            return Found(code, "earlier" if after else "head", stream, after, bytes_.well)
    return None


def sentences(found: Found) -> list[str]:
    """Return what is said of a code, in sentences."""
    where = id_of(found.stream)
    if found.place == "nowhere":
        return _nowhere(found)
    said = {
        "head": _("{where} ends with this code: these minutes are of the record as it stands.", where=where),
        "earlier": _(
            "{where} has had this code: all that these minutes are of is as it was. Acts that were recorded after it: {n}.",
            where=where,
            n=found.after,
        ),
        "sealed": _(
            "{where} ended with this code when it was closed: these minutes are of the whole meeting. Who spoke when and "
            "who said what was discarded then; what was decided was kept.",
            where=where,
        ),
    }[found.place]
    if found.sound:
        return [said]
    return [said, _("But its journal isn't whole, so that proves less than it should: see “sociotui doctor”.")]


def _nowhere(found: Found) -> list[str]:
    said = [
        _(
            "No journal here has ever had it. If they were printed while the meeting went on, that can't be told once it is "
            "closed: of what was recorded until then, only the last code is kept. Else they are of another home, or were "
            "changed, or the journal was. Look at each digit once more first."
        )
    ]
    if found.former:
        said.append(_("Journals in a former format, which have no codes: {n}.", n=found.former))
    if found.unread:
        said.append(_("These can't be read: {names}.", names=", ".join(found.unread)))
    return said


def as_object(found: Found) -> dict[str, Any]:
    """Return it as an object of plain JSON types."""
    return {
        "version": VERSION,
        "code": found.code,
        "place": found.place,
        "stream": found.stream or None,
        "after": found.after,
        "sound": found.sound,
    }
