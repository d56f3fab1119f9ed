"""Files: a journal made for a test, and what a program that starts anew says of its bytes."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sociotui.journal.port import JournalError
from tests.journal.conftest import STREAM, open_at
from tests.journal.events import Said, said, texts

TEXTS = ("a: J*Ж\x7f", "b", "c c", "d")  # bytes a bit away from a line end among them


class Kept(NamedTuple):
    """A file with some commits of a text each, and where each of its lines ends."""

    path: Path
    data: bytes
    texts: tuple[str, ...]

    @property
    def ends(self) -> list[int]:
        """The offsets where the lines end, the first line's first."""
        return [at + 1 for at, byte in enumerate(self.data) if byte == ord("\n")]

    def by(self, size: int) -> list[str]:
        """Return the texts of the commits that end within the first `size` bytes."""
        return list(self.texts[: sum(end <= size for end in self.ends[1:])])


def made(home: Path, content: Sequence[str] = TEXTS) -> Kept:
    """Make a journal with a commit for each text."""
    with open_at(home) as journal:
        for number, text in enumerate(content):
            journal.append(STREAM, number, said(text), cmd=f"c{number}", actor="ana")
    return _kept(home, content)


def sealed(home: Path) -> Kept:
    """Make a journal that was sealed after some commits, and went on."""
    with open_at(home) as journal:
        for number, text in enumerate(TEXTS):
            journal.append(STREAM, number, said(text), cmd=f"c{number}", actor="ana")
        head = journal.seal(STREAM, len(TEXTS), Said(at=1, text="all"), cmd="seal", actor="ana").head
        journal.append(STREAM, head, said("e"), cmd="e", actor="ana")
    return _kept(home, ("all", "e"))


def _kept(home: Path, content: Sequence[str]) -> Kept:
    path = home / f"{STREAM}.journal"
    return Kept(path, path.read_bytes(), tuple(content))


class Answer(NamedTuple):
    """What a program that starts anew says: the texts and the head, or why it refuses; and what it tells beside."""

    texts: list[str] | None
    head: int | None
    refused: str
    notices: list[str]


def asked(home: Path) -> Answer:
    """Return what a program that starts anew says of the stream."""
    with open_at(home, lock_wait=1) as journal:
        head = journal.heads().get(STREAM)
        try:
            return Answer(texts(journal, STREAM), head, "", journal.notices)
        except JournalError as error:
            return Answer(None, head, str(error), journal.notices)
