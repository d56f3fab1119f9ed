"""What is said about a journal's file that isn't as today's program writes it, and how to repair it."""

from pathlib import Path

from sociotui.journal.lines import FORMAT, VERSION, Header, header_of, whole_lines
from sociotui.journal.port import Damaged, Newer
from sociotui.words import _


def check_header(path: Path, body: bytes) -> Header:
    """Return what `body`, the first line, says; raises Newer, or Damaged for something else altogether."""
    header = header_of(body)
    if header is None and body.startswith((b'{"put":', b'{"lost":')):
        said = _("The line that {path} is to begin with is missing. Nothing was changed.", path=path)
        raise Damaged(path, 1, said, _repair())
    if header is None:
        raise foreign(path)
    if header.version > VERSION:
        raise Newer(path, f"{FORMAT} {header.version}", f"{FORMAT} {VERSION}")
    return header


def bad_line(path: Path, line: int, why: str) -> Damaged:
    """Line `line` (from 1) of `path` is bad, for the reason `why`, and others follow it."""
    said = _("Line {line} of {path} is damaged: {why}. Nothing was changed.", line=line, path=path, why=why)
    return Damaged(path, line, said, _repair())


def bad_start(path: Path, suspect: bytes) -> Damaged:
    """The first line of `path` is bad; `suspect` is all that the file holds."""
    rest = suspect[suspect.find(b"\n") + 1 :]
    if not whole_lines(rest)[0]:
        return foreign(path)
    return Damaged(path, 1, _("The first line of {path} is damaged. Nothing was changed.", path=path), _repair())


def bad_sum() -> str:
    """Return why a line is bad whose checksum tells so."""
    return _("its checksum doesn't fit")


def foreign(path: Path) -> Damaged:
    """The file at `path` is no journal."""
    said = _("{path} isn't a journal of sociotui. Nothing was changed.", path=path)
    return Damaged(path, 1, said, _("Move it elsewhere, or put back the journal from a backup."))


def torn(path: Path) -> str:
    """Return what readers are told of a last line that didn't get finished."""
    return _(
        "The last record of {path} is incomplete, as after a power cut, and is left out. All before it is whole.",
        path=path,
    )


def torn_kept(path: Path, copy: Path) -> str:
    """Return what is told when a writer has set that line aside."""
    return _(
        "The last record of {path} was incomplete, as after a power cut. Its bytes are kept in {copy}; all before "
        "it is whole.",
        path=path,
        copy=copy.name,
    )


def in_newer_format(path: Path, copy: Path) -> str:
    """Return what is told when a file in a former format was brought into today's."""
    return _("{path} is in a newer format now. As it was, it is kept in {copy}.", path=path, copy=copy.name)


def changed_beneath(path: Path) -> Damaged:
    """The file at `path` is shorter than it was, or another one."""
    said = _("{path} was removed, replaced or shortened by something else while in use.", path=path)
    repair = _("Close sociotui and start it again; if records are missing then, put back a backup.")
    return Damaged(path, 0, said, repair)


def unknown_record(path: Path, what: str, line: int = 0) -> Newer:
    """Line `line` of `path`, where it is known, is whole, but holds `what`, which this program can't know."""
    found = _("{what} (line {line})", what=what, line=line) if line else what
    return Newer(path, found, _("nothing of the kind"))


def _repair() -> str:
    return _(
        "Close sociotui, then let “sociotui doctor” look at it: with “--repair” it puts right what it can, keeps what "
        "is whole, and says what is not."
    )
