"""What is said about a journal's file that isn't as it was written, and how to repair it."""

from pathlib import Path

from sociotui.journal.lines import FORMAT, HEADER, VERSION, header_of, whole_lines
from sociotui.journal.places import DAMAGED
from sociotui.journal.port import Damaged, Newer
from sociotui.words import _


def check_header(path: Path, body: bytes) -> None:
    """Raise Newer, or Damaged for something else altogether, unless `body` is a header known here."""
    header = header_of(body)
    if header is None:
        raise foreign(path)
    if header.version > VERSION:
        raise Newer(path, f"{FORMAT} {header.version}", f"{FORMAT} {VERSION}")


def bad_line(path: Path, line: int, why: str) -> Damaged:
    """Line `line` (from 1) of `path` is bad, for the reason `why`, and others follow it."""
    said = _("Line {line} of {path} is damaged: {why}. Nothing was changed.", line=line, path=path, why=why)
    return Damaged(path, line, said, _backup(path, "head -n {keep} {copy}", keep=line - 1))


def bad_start(path: Path, suspect: bytes) -> Damaged:
    """The first line of `path` is bad; `suspect` is all that the file holds."""
    rest = suspect[suspect.find(b"\n") + 1 :]
    if not whole_lines(rest)[0]:
        return foreign(path)
    said = _("The first line of {path} is damaged. Nothing was changed.", path=path)
    header = HEADER.decode().rstrip()
    return Damaged(path, 1, said, _backup(path, "{{ echo {header}; tail -n +2 {copy}; }}", header=header))


def bad_sum() -> str:
    """Return why a line is bad whose checksum tells so."""
    return _("its checksum doesn't fit")


def foreign(path: Path) -> Damaged:
    """The file at `path` is no journal."""
    said = _("{path} isn't a journal of sociotui. Nothing was changed.", path=path)
    return Damaged(path, 1, said, _("Move it elsewhere, or put back the journal from a backup."))


def changed_beneath(path: Path) -> Damaged:
    """The file at `path` is shorter than it was, or another one."""
    said = _("{path} was removed, replaced or shortened by something else while in use.", path=path)
    repair = _("Close sociotui and start it again; if records are missing then, put back a backup.")
    return Damaged(path, 0, said, repair)


def unknown_record(path: Path, what: str, line: int = 0) -> Newer:
    """Line `line` of `path`, where it is known, is whole, but holds `what`, which this program can't know."""
    found = _("{what} (line {line})", what=what, line=line) if line else what
    return Newer(path, found, _("nothing of the kind"))


def _backup(path: Path, command: str, **values: object) -> str:
    """Return how to go on with what `command` gives, which reads a copy of the file."""
    import shlex  # only needed when something is damaged

    place, copy = shlex.quote(str(path)), shlex.quote(f"{path}{DAMAGED}")
    quoted = {name: shlex.quote(str(value)) for name, value in values.items()}
    return _(
        "Close sociotui and put back a backup of the file. If there is none, this keeps a copy "
        "and goes on with what is whole:\n{command}",
        command=f"cp {place} {copy} && {command.format(copy=copy, **quoted)} > {place}",
    )
