"""Folders of TOML files: which files of a kind lie in them, and what of each name holds, with what could not be used."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from sociotui.exchange.toml_file import Misread, text_of
from sociotui.words import _

T = TypeVar("T")


def files_in(folder: Path, what: str, complaints: list[str]) -> list[Path]:
    """Return the files of a folder, by name; hidden ones are those that an editor keeps for itself.

    A folder that is not there is empty; of one that cannot be looked into, `complaints` tell. `what` is what they hold.
    """
    try:
        return sorted(p for p in folder.iterdir() if p.suffix == ".toml" and not p.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        why = error.strerror
        complaints.append(_("{folder}: the {what} here cannot be read: {why}.", folder=folder, what=what, why=why))
        return []


def gathered(
    folders: Sequence[Path], what: str, read: Callable[[str, str, str], T], complaints: list[str]
) -> dict[str, T]:
    """Return what lies in these folders by the names of the files; `read` takes a text, its file's name and its source.

    A later folder's file stands for an earlier one's of the same name, unless there is a mistake in it: then it is named
    among the `complaints`, and the earlier one goes on standing.
    """
    found: dict[str, T] = {}
    for folder in folders:
        for path in files_in(folder, what, complaints):
            try:
                found[path.stem] = read(text_of(path), path.stem, str(path))
            except Misread as misread:
                complaints.append(str(misread))
    return found
