"""References: who or what is meant where a file names a person or a circle by key, id or name."""

from collections import defaultdict
from typing import NamedTuple

from sociotui.domain.refusal import brief, nearest
from sociotui.domain.text import clean, slug
from sociotui.exchange.imports.ended import Ended
from sociotui.words import _

_ASKED, _AMONG, _LIKE = 20, 1_000, 0.75
"""For how many names that nobody has a like one is looked for, among how many, and how like it is to be (1.0 is the same)."""


class References:
    """Knows what can be referred to. `kind` is a word for people: a person, a circle."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._keys: dict[str, str] = {}
        self._ids: set[str] = set()
        self._names: dict[str, set[str]] = defaultdict(set)
        self._called: dict[str, str] = {}
        self._asked = 0

    def add(self, id_: str, name: str, key: str = "", *, by_name: bool = True) -> None:
        """Let `id_` be referred to by itself, by what it is called and by the key that a file has for it."""
        self._ids.add(id_)
        self._called.setdefault(id_, name)
        if by_name:
            self._names[_folded(name)].add(id_)
        if key:
            self._keys[key] = id_

    def name(self, id_: str) -> str:
        """Return what is called so: here, where it is here, or else in the file."""
        return brief(self._called.get(id_, id_))

    def find(self, said: str) -> tuple[str, str]:
        """Return the id that is meant, or "" and the sentence that says why there is none."""
        said = said.strip()
        if said in self._keys:
            return self._keys[said], ""
        if said in self._ids:
            return said, ""
        named = self._names.get(_folded(said), set())
        if len(named) == 1:
            return next(iter(named)), ""
        if named:
            return "", _(
                "several are called “{name}” ({ids}), and this does not say which. Refer to it by its id.",
                name=brief(said),
                ids=", ".join(sorted(named)[:8]),
            )
        before = slug(said, "")
        if (
            before in self._ids and slug(self._called[before], "") != before
        ):  # was called so, and was renamed here since
            return before, ""
        why = _("there is no {kind} “{name}”, neither here nor in the file.", kind=self.kind, name=brief(said))
        near = self._near(said)
        return "", _("{why} Did you mean “{name}”?", why=why, name=brief(near)) if near else why

    def _near(self, said: str) -> str:
        """Return what is called nearly so, or ""; not for many, and not among many, as each is laid beside all of them."""
        self._asked += 1
        if self._asked > _ASKED or len(self._called) > _AMONG:
            return ""
        names = {name.casefold(): name for name in self._called.values()}
        return next((names[near] for near in nearest(_folded(said), names, most=1, cutoff=_LIKE)), "")


class Refer(NamedTuple):
    """What an import can refer to: people, circles, and which of these have ended."""

    whom: References
    where: References
    ended: Ended


def _folded(name: str) -> str:
    return " ".join(clean(name).split()).casefold()
