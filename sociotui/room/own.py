"""Own: what is somebody's alone: which lessons they read, how they judged, words that they kept at a check-in.

It lies in a file of theirs, outside of every home: no journal, export or backup has it, and nobody else can read it. Where
there is no such place, in a session that a server hosts, it lasts as long as the session and is nowhere written.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from sociotui.domain.lessons import Answer
from sociotui.domain.refusal import Refused
from sociotui.words import _

MOST_WORDS = 500
"""Kept words; of more, the oldest go."""
MOST_NOTES = 50
"""Notes likewise."""
_MOST = 2_000_000
"""Bytes that the file may have."""
Kind = Annotated[str, Meta(max_length=120)]


class Word(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A word that somebody kept: `at` in ms since 1970, of which `deck`, in which circle's meeting, or ""."""

    at: int
    word: Kind
    deck: Kind = "feelings"
    circle: Kind = ""


class Note(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that somebody wrote down for themselves, about what stands between them and others: `at` in ms since 1970."""

    at: int
    text: Annotated[str, Meta(max_length=20_000)]


class Things(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that is somebody's own here: lessons read, by id; judgements by situation (`power/4`); words and notes, the oldest first."""

    read: tuple[Kind, ...] = ()
    judged: dict[Kind, Answer] = {}
    words: tuple[Word, ...] = ()
    notes: tuple[Note, ...] = ()


class Own:
    """What is one person's own. `path` is its file; None keeps it in memory alone."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._things: Things | None = None if path else Things()

    @property
    def lasting(self) -> bool:
        """Whether it outlasts this session."""
        return self.path is not None

    @property
    def things(self) -> Things:
        """What there is. Raises Refused where the file cannot be read."""
        if self._things is None:
            self._things = self._read()
        return self._things

    def read(self, lesson: str) -> None:
        """Note that a lesson was read."""
        if lesson not in self.things.read:
            self._keep(lambda now: replace(now, read=(*(r for r in now.read if r != lesson), lesson)))

    def judge(self, situation: str, answer: Answer) -> None:
        """Note how a situation was judged."""
        if self.things.judged.get(situation) != answer:
            self._keep(lambda now: replace(now, judged={**now.judged, situation: answer}))

    def keep(self, word: Word) -> None:
        """Keep a word for oneself."""
        self._keep(lambda now: replace(now, words=(*now.words, word)[-MOST_WORDS:]))

    def note(self, note: Note) -> None:
        """Keep a note for oneself."""
        self._keep(lambda now: replace(now, notes=(*now.notes, note)[-MOST_NOTES:]))

    def forget_notes(self) -> None:
        """Let go of all notes."""
        self._keep(lambda now: replace(now, notes=()))

    def forget_words(self) -> None:
        """Let go of all words that were kept."""
        self._keep(lambda now: replace(now, words=()))

    def _keep(self, change: Callable[[Things], Things]) -> None:
        if self.path is None:
            self._things = change(self.things)
            return
        self._things = change(self._read())  # another program of theirs may have added to it meanwhile
        _write(self.path, msgspec.json.format(msgspec.json.encode(self._things), indent=1) + b"\n")

    def _read(self) -> Things:
        if self.path is None:
            return self._things or Things()
        try:
            with self.path.open("rb") as file:
                data = file.read(_MOST + 1)
        except FileNotFoundError:
            return Things()
        try:
            return msgspec.json.decode(data, type=Things)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Refused(
                _(
                    "What is your own cannot be read: {path} is damaged. Nothing of it was changed. Move that file away, and it begins anew.",
                    path=self.path,
                )
            ) from error


def _write(path: Path, data: bytes) -> None:
    """Write a file that is its owner's alone, in a folder that is, too; whatever rights there were before."""
    from sociotui.exchange.writing import fill_file

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fill_file(path, lambda file: file.write(data))


def own_folder() -> Path:
    """Return the folder for what is this account's alone, outside of every home, as the platform has it; it may not be there yet."""
    from platformdirs import user_state_path

    return user_state_path("sociotui", appauthor=False) / "own"


def own_path() -> Path:
    """Return where this account keeps what its person has read, how they judged, and the words that they kept."""
    return own_folder() / "learning.json"
