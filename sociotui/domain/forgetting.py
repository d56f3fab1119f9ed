"""Forgetting: a pseudonym takes a person's place in all that is recorded, and what was decided stays as it is.

Decisions, terms and minutes are the circle's, and who had a part in them is that person's own. So a record keeps its
shape, word for word, but for what tells who it was; and what could not be told apart from other words is named.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Any, Literal

from msgspec import Struct

from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.mentions import Kind, walk
from sociotui.domain.text import slugs
from sociotui.domain.traces import Traces


class Forgetting:
    """Puts a pseudonym, an id and a name, in a person's place; `also` are names by which texts call them besides."""

    def __init__(self, traces: Traces, pseudonym: tuple[str, str], also: Collection[str] = ()) -> None:
        self.traces = traces
        self.id, self.name = pseudonym
        self.names = frozenset(n for n in (*traces.names, *also) if n.strip())
        # Where nothing but the name tells who is meant, somebody else's is left alone, and so is a longer one with it.
        self._others = traces.others - frozenset(also)
        mine = _words(self.names)
        self._kept = frozenset(name for name in self._others if _found(mine, name))
        self._words = _words(self.names | self._kept)

    def event(self, event: Any) -> Any:
        """Return an event, as plain JSON, without the person: the same keys in the same order, and as many texts.

        Raises ValueError for what is no event of the catalogue.
        """
        return self.thing(event, AnyEvent)

    def thing(self, thing: Any, type_: Any) -> Any:
        """Return something else of what events are made of, as plain JSON, without the person."""
        return walk(thing, self._changed, type_)

    def actor(self, actor: str) -> str:
        """Return who gave a command: a person's id, or the login where that was nobody's."""
        theirs = actor in self.traces.logins and actor not in self.traces.others_logins
        return self.id if actor == self.traces.id or theirs else actor

    def _changed(self, kind: Kind, text: str, whose: str | None, meeting: str) -> str:
        if not text or kind == "ref":
            return text
        if kind == "text" or (kind == "label" and whose != self.traces.id):
            return self._text(text)
        if kind == "id":
            return self.id if text == self.traces.id else text
        if kind == "or circle" and text != self.traces.id:
            return self._text(text)
        if kind == "or circle":
            return text if text in self.traces.circles else self.id
        if whose is None:
            return self._name(text, meeting)
        if whose != self.traces.id:
            return text
        return self.name if kind == "name" else ""

    def _name(self, text: str, meeting: str) -> str:
        """Return a name without an id beside it, as minutes have them; who was in the meeting tells which one it is."""
        if text in self._others and meeting not in self.traces.alone_in:
            return text
        if text in self.names:
            return self.name
        return self.id if text == self.traces.id else text

    def _text(self, text: str) -> str:
        if text in self.traces.circles and text in self.names:
            return text  # a circle that has the person's name

        def named(match: re.Match[str]) -> str:
            return self.name if _whole(match) and " ".join(match[0].split()) not in self._kept else match[0]

        return self._words.sub(named, text)


# --- what remains --------------------------------------------------------------------------------


class Remnant(Struct, frozen=True, kw_only=True):
    """A text that may still point to somebody, by `part` of it: a part of the name, or an id that was made from it."""

    kind: Literal["text", "id"]
    text: str
    part: str


class Remaining:
    """Finds what may still point to a person in whose place there is a pseudonym, for people to look at themselves."""

    def __init__(self, forgetting: Forgetting) -> None:
        names, traces = forgetting.names, forgetting.traces
        parts = {part for name in names for part in name.split() if len(part) > 1 and not part[0].islower()}
        ids = {traces.id, *traces.logins, *(id_ for name in names for id_ in slugs(name))} - {""}
        self._pseudonym = forgetting.name
        self._names = names
        self._parts = _words({*names, *parts, *traces.logins}, ending="s?")
        self._ids = _within_ids(ids)
        self._long_ids = _within_ids(id_ for id_ in ids if "-" in id_)

    def of(self, event: Any) -> tuple[Remnant, ...]:
        """Return what may still point to the person in an event, as plain JSON and with the pseudonym in it."""
        found: dict[Remnant, None] = {}

        def look(kind: Kind, text: str, whose: str | None, _meeting: str) -> str:
            if text and (part := self._part(kind, text, whose)):
                found[Remnant(kind="text" if kind in ("text", "name") else "id", text=text, part=part)] = None
            return text

        walk(event, look)
        return tuple(found)

    def _part(self, kind: Kind, text: str, whose: str | None) -> str:
        if kind == "name":  # in minutes, of one of several people with that name
            return text if whose is None and text in self._names else ""
        if kind == "id":  # somebody else's, or the same person's as another guest
            match = self._long_ids.search(text)
        elif kind == "ref":
            match = self._ids.search(text)
        elif kind in ("text", "label", "or circle"):
            match = _found(self._parts, text.replace(self._pseudonym, "·")) or self._long_ids.search(text.lower())
        else:
            return ""
        return match[0] if match else ""


# --- words ---------------------------------------------------------------------------------------

_JOINED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Scripts in which words stand without a blank between them, or what follows a name is joined to it."""


def _words(names: Collection[str], ending: str = "") -> re.Pattern[str]:
    """Return what finds any of these names as whole words, the longest first, also where one is broken into lines."""
    found = []
    for name in sorted(names, key=len, reverse=True):
        words = name.split()
        before = "" if _JOINED.match(words[0][0]) else r"(?<!\w)"
        after = "" if _JOINED.match(words[-1][-1]) else ending + r"(?!\w)"
        found.append(before + r"\s+".join(re.escape(word) for word in words) + after)
    return re.compile("|".join(found) or r"(?!)")


def _found(words: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next((match for match in words.finditer(text) if _whole(match)), None)


def _whole(match: re.Match[str]) -> bool:
    """Tell whether no sign that joins itself to a letter, as vowels do in many scripts, makes another word of it."""
    if _JOINED.match(match[0][-1]):
        return True
    return not unicodedata.category(match.string[match.end() : match.end() + 1] or " ").startswith("M")


def _within_ids(ids: Iterable[str]) -> re.Pattern[str]:
    """Return what finds an id as a part of another: “ana” in “ana-2026-03-02”, not in “banana”."""
    return re.compile(
        "|".join(f"(?<![a-z0-9]){re.escape(id_)}(?![a-z0-9])" for id_ in sorted(ids, reverse=True)) or r"(?!)"
    )
