"""Where talks in conflict lie: a file each in `talks` in the home, readable by the account whose program holds it.

No journal, snapshot, search, export or backup knows of that folder. Words are in memory alone, for as long as their turn
lasts, unless all have agreed to keep them: the file has then the words, else the step, the cards and what was agreed on.
When nothing of a talk is left to come back its file is gone.
"""

from collections.abc import Callable
from os import urandom
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from sociotui.domain.formats import Format
from sociotui.domain.mending import commands as c
from sociotui.domain.mending.going import KEPT_COMMANDS, go_on, invited, not_in_it
from sociotui.domain.mending.talk import Talk
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused
from sociotui.journal.files import PRIVATE_FOLDER
from sociotui.journal.lock import FileLock
from sociotui.room.clock import Clock
from sociotui.words import _

TALKS = "talks"
"""The folder in a home."""
SUFFIX = ".talk"
_PATIENCE = 10.0
"""Seconds to wait for another program that writes a talk."""
_MOST = 4_000_000
"""Bytes that a talk may have."""
FORMATS: dict[str, str] = {"two": "two", "circle": "circle", "peers": "peers"}


class Talks:
    """The talks of a home; for one thread, the one that the home belongs to."""

    def __init__(self, home: Path, clock: Clock) -> None:
        self.folder = home / TALKS
        self._clock = clock
        self._lock = FileLock(self.folder / ".lock", _PATIENCE)
        self._seen: dict[str, tuple[int, Talk]] = {}
        self._stamp = 0
        self._words: dict[str, Talk] = {}
        self._last: dict[str, Talk] = {}  # what the last commands of talks came to that are gone, if one is sent again

    @property
    def stamp(self) -> int:
        """A number that is another one when something was written here, by whichever program; 0 where there is nothing."""
        try:
            return self.folder.stat().st_mtime_ns
        except OSError:
            return 0

    def of(self, person: str) -> tuple[Talk, ...]:
        """Return the talks that somebody is in, the latest first; whoever is in none gets none."""
        self._look()
        found = [talk for _at, talk in self._seen.values() if person and person in talk.everybody]
        return tuple(sorted((self._with_words(talk) for talk in found), key=lambda t: (t.begun, t.id), reverse=True))

    def one(self, id_: str, person: str) -> Talk:
        """Return a talk that somebody is in; who is not is refused, whether there is such a talk or not."""
        self._look()
        found = self._seen.get(id_)
        if found is None or person not in found[1].everybody:
            raise not_in_it()
        return self._with_words(found[1])

    def invite(self, asked: c.Invite, o: Organisation, cmd: str) -> Talk:
        """Put down that somebody asks others for a talk."""
        before = next((t for t in self.of(asked.person) if cmd and cmd in t.done), None)
        if before:
            return before
        talk = invited(o, asked, _format(asked.kind), urandom(8).hex(), self._clock.today())
        with self._lock:
            return self._put(replace(talk, done=(cmd,) if cmd else ()))

    def go_on(self, asked: c.InTalk, cmd: str, release: Callable[[Talk], Talk]) -> Talk:
        """Do what is asked for in a talk; the same `cmd` is done once. `release` puts on record what all have released."""
        with self._lock:
            talk = self.one(asked.talk, asked.person)
            if cmd and cmd in talk.done:
                return talk
            after = release(go_on(talk, asked, self._clock.today()))
            if frozenset(after.let_go) >= frozenset(after.everybody) or (after.over and not after.words):
                self._remove(talk.id)
                self._last[cmd] = _kept(after)
                while len(self._last) > KEPT_COMMANDS:
                    del self._last[next(iter(self._last))]
                return after
            return self._put(replace(after, done=(*after.done, *([cmd] if cmd else []))[-KEPT_COMMANDS:]))

    def done_before(self, cmd: str) -> Talk | None:
        """Return what a command came to after which nothing was left of its talk; None for others."""
        return self._last.get(cmd)

    def forget(self, change: Callable[[Any], Any]) -> None:
        """Put somebody's pseudonym in their place in every talk, by `change`, which gets and returns one as plain JSON."""
        self._look()
        with self._lock:
            self._last.clear()
            for _at, talk in list(self._seen.values()):
                before = msgspec.json.decode(msgspec.json.encode(talk))
                if (after := change(before)) != before:
                    self._words.pop(talk.id, None)
                    self._put(msgspec.convert(after, Talk))

    def unread(self) -> list[Path]:
        """Return the files here that are no talk any more, as they were damaged; not those that this account may not read."""
        found = []
        for path in sorted(self.folder.glob(f"*{SUFFIX}")):
            try:
                _read(path)
            except Refused:
                found.append(path)
            except OSError:
                continue  # whose rights are wrong is told with those of all files
        return found

    # --- files

    def _look(self) -> None:
        stamp = self.stamp
        if stamp == self._stamp:
            return
        seen: dict[str, tuple[int, Talk]] = {}
        for path in self.folder.glob(f"*{SUFFIX}"):
            try:
                at = path.stat().st_mtime_ns
                known = self._seen.get(path.stem)
                seen[path.stem] = known if known and known[0] == at else (at, _read(path))
            except (OSError, Refused):
                continue  # let go of just now; or whose it is nobody can tell here, and `doctor` names it
        self._seen, self._stamp = seen, stamp

    def _put(self, talk: Talk) -> Talk:
        from sociotui.exchange.writing import fill_file

        path = self._path(talk.id)
        data = msgspec.json.encode(_kept(talk))
        try:
            self.folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            self.folder.chmod(PRIVATE_FOLDER)
            fill_file(path, lambda file: file.write(data))
            at = path.stat().st_mtime_ns
        except OSError as error:
            raise _refusal(error) from error
        self._words[talk.id] = talk
        self._seen[talk.id] = at, _kept(talk)
        return talk

    def _remove(self, id_: str) -> None:
        try:
            self._path(id_).unlink(missing_ok=True)
        except OSError as error:
            raise _refusal(error) from error
        self._seen.pop(id_, None)
        self._words.pop(id_, None)

    def _path(self, id_: str) -> Path:
        return self.folder / f"{id_}{SUFFIX}"

    def _with_words(self, talk: Talk) -> Talk:
        """Return a talk with the words of its turn, where this program has heard them; not where it went on elsewhere."""
        heard = self._words.get(talk.id)
        return heard if heard is not None and _kept(heard) == talk else talk


def _refusal(error: OSError) -> Refused:
    from sociotui.exchange.trouble import (
        trouble,
    )  # with all that writes files for people; most commands need none of it

    return Refused(trouble(error))


def _kept(talk: Talk) -> Talk:
    """Return what is written of a talk: without the words of its turn; what it is about stays until it has begun."""
    about = talk.about if talk.keep or talk.state == "asked" else ""
    return replace(talk, said="", heard="", about=about)


def _read(path: Path) -> Talk:
    try:
        with path.open("rb") as file:
            return msgspec.json.decode(file.read(_MOST + 1), type=Talk)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refused(_("{path} is damaged: this talk cannot be read any more.", path=path)) from error


def _format(kind: str) -> Format:
    from sociotui.exchange.formats import load_formats
    from sociotui.room.files import data_folder

    return load_formats([data_folder() / TALKS]).formats[FORMATS[kind]]
