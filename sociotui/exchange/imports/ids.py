"""Ids for what comes in: made from names, each of its own, and the same ones whenever the same file is read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sociotui.domain.text import is_id, slug
from sociotui.hashing import blake2b

_PLAIN, _WISHED = 50, 60
"""Characters of an id that is made from a name, and of one that a file wishes for."""


_MARK = 3
"""Bytes of a mark, each of two letters."""


class Wanting(NamedTuple):
    """Something that wants an id: what it is called, a key that is its own in its file, and the id it wishes for."""

    name: str
    key: str
    wished: str = ""


def give_ids(wanting: Iterable[Wanting], known: Mapping[str, str], word: str, taken: Iterable[str] = ()) -> list[str]:
    """Return an id for each, none of them twice.

    `known` are those that are here already, each with its name: what is called like one of them is taken for it, and so
    is what has an id here that is made from its name and not from the name it has now: that was called so before it was
    renamed.
    Where several in one file are called alike, each but the first gets an id with a mark of its key, by which it is
    found again next time, in whatever order they come then. `word` begins the id of a name of which no letter can stand
    in an id. `taken` are ids that none may have.
    """
    wanting = list(wanting)
    wanted = {w.name.casefold() for w in wanting}
    wishes = {w.wished for w in wanting if is_id(w.wished) and len(w.wished) <= _WISHED}
    before = _marked_before(known)
    marks = {_marked(w, word) for w in wanting}
    marks |= {
        id_ for w in wanting for id_ in before.get(_mark(w.key), ()) if known[id_].casefold() == w.name.casefold()
    }
    named = defaultdict(list)
    for id_, name in known.items():
        if id_ not in marks and id_ not in wishes:
            named[name.casefold()].append(id_)
    given = set(taken)
    first: set[str] = set()
    found = []
    for want in wanting:
        id_ = _id_for(want, known, word, named, before, given, wishes, first, wanted)
        given.add(id_)
        if id_ not in marks and id_ not in wishes:
            first.add(want.name.casefold())
        found.append(id_)
    return found


def _id_for(
    want: Wanting,
    known: Mapping[str, str],
    word: str,
    named: Mapping[str, list[str]],
    before: Mapping[str, list[str]],
    given: set[str],
    wishes: set[str],
    first: set[str],
    wanted: set[str],
) -> str:
    marked, name = _marked(want, word), want.name.casefold()
    if marked in known and marked not in given:  # whatever it is called here by now
        return marked
    for there in before.get(_mark(want.key), []):
        if known[there].casefold() == name and there not in given:
            return there
    if want.wished in wishes and want.wished not in given:
        return want.wished
    if name not in first:
        again = next((id_ for id_ in named.get(name, ()) if id_ not in given), None)
        plain = _plain(want, word)
        if again:
            return again
        if plain not in given and plain not in wishes and _is_free(plain, known, wanted, word):
            return plain
    id_, number = marked, 2
    while id_ in given or id_ in known or id_ in wishes:
        id_, number = f"{marked}-{number}", number + 1
    return id_


def _is_free(plain: str, known: Mapping[str, str], wanted: set[str], word: str) -> bool:
    """Tell whether nobody here has an id, or somebody who was renamed since, and whose name by now none of these has."""
    now = known.get(plain)
    return now is None or (now.casefold() not in wanted and _plain(Wanting(now, ""), word) != plain)


def _plain(want: Wanting, word: str) -> str:
    return slug(want.wished or want.name, "")[:_PLAIN].strip("-") or f"{word}-{_mark(want.name)}"


def _marked(want: Wanting, word: str) -> str:
    return f"{_plain(want, word)}-{_mark(want.key)}"


def _marked_before(known: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the ids that are here already by the mark that they end with, whatever their names made of them then."""
    found: dict[str, list[str]] = {}
    for id_ in known:
        mark = id_.rpartition("-")[2]
        if len(mark) == 2 * _MARK:
            found.setdefault(mark, []).append(id_)
    return found


def _mark(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_MARK).hexdigest()
