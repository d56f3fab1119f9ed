"""Progress: what somebody has practised, for them alone: in a file of their own account, never in an organisation's home."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.refusal import Refused
from sociotui.words import _

_FILE = "practice.json"
_FOLDER = 0o700
SEEDS = 10_000
"""A seed that nobody names is a number below this, so that it can be told to somebody else."""
_MOST = 1_000_000
"""Bytes that the file may have."""


class Practised(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody has practised of one exercise: how often, when last, and what to try next."""

    times: int = 0
    last: date | None = None
    tries: tuple[str, ...] = ()


class Progress(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody has practised, by exercise."""

    exercises: Mapping[str, Practised] = {}

    def of(self, id_: str) -> Practised:
        """Return what was practised of an exercise; nothing yet where it was not."""
        return self.exercises.get(id_, Practised())

    def after(self, id_: str, today: date, tries: Sequence[str]) -> "Progress":
        """Return it after an exercise was gone through once more."""
        now = Practised(times=self.of(id_).times + 1, last=today, tries=tuple(tries))
        return replace(self, exercises={**self.exercises, id_: now})


class Keeper:
    """Keeps somebody's progress: in a file in `folder`, or for this session only where there is no folder of theirs."""

    def __init__(self, folder: Path | None = None) -> None:
        self._path = folder / _FILE if folder else None
        self._here = Progress()

    @property
    def lasting(self) -> bool:
        """True where it is still there the next time."""
        return self._path is not None

    def progress(self) -> Progress:
        """Return what was practised; raises `Refused` where the file cannot be read."""
        if self._path is None or not self._path.exists():
            return self._here
        try:
            with self._path.open("rb") as file:
                return msgspec.json.decode(file.read(_MOST), type=Progress)
        except (OSError, msgspec.DecodeError) as error:
            raise Refused(
                _(
                    "What you have practised cannot be read: {path} ({why}). Put the file aside, and it begins anew.",
                    path=self._path,
                    why=error.strerror if isinstance(error, OSError) and error.strerror else error,
                )
            ) from error

    def keep(self, id_: str, today: date, tries: Sequence[str]) -> None:
        """Note that an exercise was gone through; raises `Refused` where that cannot be written."""
        after = self.progress().after(id_, today, tries)
        if self._path is None:
            self._here = after
            return
        from sociotui.exchange.writing import fill_file

        try:
            self._path.parent.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
            fill_file(self._path, lambda file: file.write(msgspec.json.encode(after)))
        except OSError as error:
            raise Refused(
                _("What you have practised could not be kept in {path}: {why}.", path=self._path, why=error.strerror)
            ) from error
