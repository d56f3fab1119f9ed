"""Copies: what lies in a home, or beside it, besides its journals, and may still say what they said before."""

from collections.abc import Collection, Iterator
from pathlib import Path

from msgspec import Struct

from sociotui.domain.refusal import Refused
from sociotui.journal.restoring import left_over
from sociotui.journal.unpacking import Backup
from sociotui.room.doctor.lying import journal_of, lying_in

BEFORE = "before-restore-"
"""What the name of a backup begins with that `restore` makes of what was in the home before."""
ARCHIVE = ".tar.gz"


class Copies(Struct, frozen=True, kw_only=True):
    """Files with copies of what journals say, or said. `lines` lie beside journals that are there, and go when these are
    rewritten; `others` are of none, or left over from a restore; `backups` lie in the home or in the folder around it.
    """

    lines: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()
    backups: tuple[Path, ...] = ()


def copies_in(home: Path, said: Collection[str]) -> Copies:
    """Return the copies in and beside a home; of backups those that have a text of `said` in them, or can't be read."""
    lying = lying_in(home)
    journals = {*lying.journals.values()}
    lines = tuple(path for path in lying.copies if journal_of(path) in journals)
    left = left_over(home)
    others = [path for path in (*lying.copies, *lying.strange) if path not in {*lines, *left}]
    texts = [text.encode() for text in said]
    backups = tuple(path for path in backups_near(home) if _says(path, texts))
    return Copies(lines=lines, others=(*others, *left), backups=backups)


def kept_before(home: Path) -> list[Path]:
    """Return the backups in a home of what was there before something else was restored, the oldest first."""
    return sorted(path for path in home.glob(f"{BEFORE}*{ARCHIVE}") if path.is_file())


def backups_near(home: Path) -> Iterator[Path]:
    """Yield the backups that lie in a home, or in the folder in which that lies, by their names; not any deeper."""
    for folder in (home, home.absolute().parent):
        for path in sorted(folder.glob(f"*{ARCHIVE}")):
            if path.is_file() and (path.name.startswith(BEFORE) or _is_backup(path)):
                yield path


def _is_backup(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            Backup(file)
    except (Refused, OSError):  # something else, or none of this account's
        return False
    return True


def _says(path: Path, texts: Collection[bytes]) -> bool:
    """Whether one of `texts` stands in a backup; also where nobody can tell, as it can't be read to its end."""
    longest = max(map(len, texts), default=1)
    try:
        with path.open("rb") as file:
            for _name, _kept, content in Backup(file).files():
                before = b""
                for part in content:
                    both = before + part
                    if any(text in both for text in texts):
                        return True
                    before = both[-longest:]
    except (Refused, OSError):
        return True
    return False
