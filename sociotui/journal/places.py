"""Places: which file holds which stream, and what lies beside it."""

import re
from pathlib import Path

from sociotui.journal.port import JournalError
from sociotui.words import _

ORGANISATION = "organisation"
MEETING = "meeting/"
SUFFIX = ".journal"

# What a file's name is followed by, for
TORN = ".torn-"  # the bytes of a last line that was not finished; then its offset
DAMAGED = ".damaged-"  # bytes that a repair set aside; then their offset
FORMER = ".format-"  # the file as it was in a former format; then the format's number
SEALING = ".sealing"  # the file that is to take its place

_ID = re.compile(r"[a-z0-9-]{1,100}")


def place_of(home: Path, stream: str) -> Path:
    """Return the file of `stream` under `home`.

    Raises JournalError unless it is `organisation`, or `meeting/` and an id of a-z, 0-9 and
    hyphens, 100 at most: no name leads out of the home.
    """
    if stream == ORGANISATION:
        return home / f"{ORGANISATION}{SUFFIX}"
    kind, name = stream[: len(MEETING)], stream[len(MEETING) :]
    if kind == MEETING and _ID.fullmatch(name):
        return meetings_in(home) / f"{name}{SUFFIX}"
    raise JournalError(
        _(
            "“{stream}” can't name a journal. It is “organisation”, or “meeting/” and then small letters, "
            "digits and hyphens.",
            stream=stream,
        )
    )


def copies_of(path: Path) -> list[Path]:
    """Return the files that hold lines of the journal at `path`, set aside or kept when something was changed."""
    beginnings = tuple(path.name + each for each in (TORN, DAMAGED, FORMER))
    return sorted(each for each in path.parent.iterdir() if each.name.startswith(beginnings))


def meetings_in(home: Path) -> Path:
    """Return the folder of the meetings' files under `home`."""
    return home / "meetings"


def meeting_at(name: str) -> str | None:
    """Return the stream that a file called `name` in that folder holds, or None when it holds none."""
    bare = name.removesuffix(SUFFIX)
    return MEETING + bare if bare != name and _ID.fullmatch(bare) else None
