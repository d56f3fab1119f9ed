"""TinyDB: every event of a home in files that stock TinyDB opens, one a stream; documents have their events' numbers.

Private meetings are left out. A document is `{"v": 1, "cmd": …, "actor": …, "event": {"is": …, …}}`, as the journal has
it. The files are in ASCII: TinyDB reads them in whatever encoding the system has.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from sociotui.domain.refusal import Refused
from sociotui.exchange.streams import MEETING, Kept, Streams, public_streams
from sociotui.exchange.writing import plain_name, write_file
from sociotui.words import _

VERSION = 1  # of a document
TABLE = "_default"  # TinyDB's own choice

_MEETINGS = "meetings/"
_BEGINNING = re.compile(rb'\{"_default": \{"\d+": \{"v": \d+, "cmd": ')
_LOOK = 80  # bytes: a file of ours shows itself within them


def streams_of(journal: Streams) -> dict[str, Sequence[Kept]]:
    """Return what each stream of a journal holds, private ones left out; raises its errors where one proves damaged."""
    return {name: journal.read(name) for name in public_streams(journal)}


def write_streams(folder: Path, streams: Mapping[str, bytes], *, force: bool = False) -> None:
    """Write a file for each stream, as `written` has put it, into `folder`, which is made where it is missing; new ones for this account alone.

    What was exported before is brought up to date. Other files of the same names are left as they are: then it is
    refused and nothing is written, unless `force` says to write over them.
    """
    # A stream's name is that of its file; it may have come from a server.
    files = {folder / _file_of(plain_name(name)): data for name, data in streams.items()}
    others = [str(path.relative_to(folder)) for path in files if path.exists() and not _own(path)]
    if others and not force:
        raise Refused(
            _(
                "In {folder} there is something else by the name of {files}. Nothing was written. Name another folder, "
                "or write over it with --force.",
                folder=folder,
                files=", ".join(others),
            )
        )
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, data, private=True)


def _file_of(stream: str) -> str:
    return f"{stream.replace(MEETING, _MEETINGS, 1) if stream.startswith(MEETING) else stream}.json"


def _own(path: Path) -> bool:
    """Tell whether a file is one of ours: it begins with an event."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return _BEGINNING.match(file.read(_LOOK)) is not None


def written(records: Sequence[Kept]) -> bytes:
    """Return what a stream holds as TinyDB's own storage writes it."""
    documents = {str(record.seq): _document(record) for record in records}
    return json.dumps({TABLE: documents}).encode()


def _document(record: Kept) -> dict[str, object]:
    event = msgspec.to_builtins(record.event, str_keys=True)
    return {"v": VERSION, "cmd": record.cmd, "actor": record.actor, "event": event}
