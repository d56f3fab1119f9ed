"""Values: the words of a line, and what they say: somebody's name, a day, a number, or a text as it stands."""

import re
from typing import Any, NamedTuple

from sociotui.domain.refusal import Refused, brief
from sociotui.room.by_ear import names
from sociotui.room.by_ear.around import Around
from sociotui.room.by_ear.days import day_said
from sociotui.words import _

NUMBER = re.compile(r"#?(\d{1,4})")


class Word(NamedTuple):
    """A word of a line, where it stands in it; in small letters, without the comma or colon behind it."""

    plain: str
    start: int
    end: int


def words_of(line: str) -> list[Word]:
    """Return the words of a line; what stands in quotes is one."""
    found = re.finditer(r"“[^”]*”|\"[^\"]*\"|\S+", line)
    return [Word(m[0].casefold().rstrip(",:") or m[0], m.start(), m.end()) for m in found]


_PEOPLE = frozenset({"person", "presenter", "responsible", "start", "nominee", "witness", "leader", "about"})
_LISTS = frozenset({"people", "members", "agreed"})
_NUMBERS = frozenset({"minutes", "version", "place", "item", "number", "ready", "window", "quorum", "minutes_window"}) | {
    "review_months", "term_months", "turn", "act",
}  # fmt: skip
_DAYS = frozenset({"review", "until"})


def valued(option: str, text: str, around: Around) -> Any:
    """Return what a text says for an option: somebody's id, a day, a number; refuses what is none."""
    if option in _NUMBERS:
        match = NUMBER.match(text)
        if not match:
            raise Refused(_("“{text}” is no number. Say it in digits, like 3.", text=brief(text)))
        return int(match[1])
    if option in _DAYS:
        day = day_said(text, around.today)
        if not day:
            raise Refused(_("“{text}” is not a day. Say it like 2027-03-01, or “in 6 months”.", text=brief(text)))
        return day
    if option in _PEOPLE and "=" not in text:
        return names.somebody(around, text)
    if option in _LISTS:
        return ",".join(names.somebody(around, part) for part in re.split(r",|\band\b", text) if part.strip())
    return text


def named(words: list[Word]) -> str:
    """Return words as a name."""
    return unquoted(" ".join(w.plain for w in words).rstrip(".,:;!?"))


def unquoted(text: str) -> str:
    """Return a text without the quotes around all of it."""
    pairs = (("“", "”"), ('"', '"'), ("'", "'"))
    for begin, end in pairs:
        if len(text) > 1 and text.startswith(begin) and text.endswith(end) and begin not in text[1:-1]:
            return text[1:-1].strip()
    return text
