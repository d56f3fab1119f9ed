"""Places: which file holds which stream, and what lies beside it."""

import os
import re
from pathlib import Path

from sociotui.journal.port import JournalError
from sociotui.words import _

ORGANISATION = "organisation"
ACCESS = "access"
"""Who may come in by which key, and what else is told of doors; it goes out with no export."""
SINGLE = (ORGANISATION, ACCESS)
"""The streams of which a home has one each; all others are meetings."""
MEETING = "meeting/"
PRIVATE = "private/"
FOLDERS = {MEETING: "meetings", PRIVATE: "private"}
"""The folder that has the files of each kind of stream, by what the streams' names begin with."""
SUFFIX = ".journal"
SNAPSHOTS = "snapshots"

# What a file's name is followed by, for
TORN = ".torn-"  # the bytes of a last line that was not finished; then its offset
DAMAGED = ".damaged-"  # bytes that a repair set aside; then their offset
FORMER = ".format-"  # the file as it was in a former format; then the format's number
SEALING = ".sealing"  # the file that is to take its place

_ID = re.compile(r"[a-z0-9-]{1,100}")


def place_of(home: Path, stream: str) -> Path:
    """Return the file of `stream` under `home`.

    Raises JournalError unless it is `organisation` or `access`, or `meeting/` or `private/` and an id of
    a-z, 0-9 and hyphens, 100 at most: no name leads out of the home.
    """
    if stream in SINGLE:
        return home / f"{stream}{SUFFIX}"
    name = id_of(stream)
    if name != stream and _ID.fullmatch(name):
        return meetings_in(home, stream.removesuffix(name)) / f"{name}{SUFFIX}"
    raise JournalError(
        _(
            "“{stream}” can't name a journal. It is “organisation” or “access”, or “meeting/” or “private/” and then "
            "small letters, digits and hyphens.",
            stream=stream,
        )
    )


def copies_of(path: Path) -> list[Path]:
    """Return the files that hold lines of the journal at `path`, set aside or kept when something was changed."""
    beginnings = tuple(path.name + each for each in (TORN, DAMAGED, FORMER))
    names = os.listdir(path.parent)  # noqa: PTH208 - thousands of names, of which hardly any is a copy's
    return sorted(path.with_name(each) for each in names if each.startswith(beginnings))


def snapshot_of(home: Path, stream: str) -> Path:
    """Return the file of the snapshot of `stream` under `home`; what else the name begins with is one being written."""
    return home / SNAPSHOTS / f"{stream.replace('/', '+')}.snapshot"


def id_of(stream: str) -> str:
    """Return the id of the meeting that a stream is of, private or not; what else there is stays as it is."""
    kind, slash, name = stream.partition("/")
    return name if kind + slash in FOLDERS else stream


def meetings_in(home: Path, kind: str = MEETING) -> Path:
    """Return the folder of the files of meetings of that kind under `home`."""
    return home / FOLDERS[kind]


def meeting_at(name: str, kind: str = MEETING) -> str | None:
    """Return the stream that a file called `name` in that folder holds, or None when it holds none."""
    bare = name.removesuffix(SUFFIX)
    return kind + bare if bare != name and _ID.fullmatch(bare) else None
