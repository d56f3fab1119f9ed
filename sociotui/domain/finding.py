"""Finding: words in texts, in whatever case and with or without accents; several words mean all of them."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from sociotui.domain.text import PLAIN_LETTERS

_IDEOGRAM = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_IDEOGRAM}]|[^\W_{_IDEOGRAM}]+")
"""A word; of a script that puts no spaces between words, one sign."""
_PLAIN = str.maketrans(PLAIN_LETTERS | {"\u00ad": ""})
"""Letters that are not written as another one with an accent, and a hyphen that is seen nowhere."""
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]"
)
Laid = tuple[str, int, str]
"""A folded text, how many of its characters are its title, and folded names that belong to it."""
TITLE, NAMES, BODY = 40, 12, 4
"""How much a word counts in a title, in the name of a circle or a person, in the rest."""
MOST_WORDS = 12
"""Words of a question that count; nobody remembers more of what they look for."""
WHOLE = 2
"""How much more a whole word counts than its beginning."""


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without accents and signs, in their order."""
    if text.isascii():
        return _WORD.findall(text.lower())
    # Parted first: letters of a style of their own, as in formulas, have their capitals only in plain ones.
    small = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", small.translate(_PLAIN))
    return _WORD.findall(_MARKS.sub("", plain))


def folded(text: str) -> str:
    """Return a text in which `score` finds words: its words in their order, a blank before and behind each."""
    words = words_of(text)
    return f" {' '.join(words)} " if words else ""


@lru_cache(64)
def asked(text: str) -> tuple[tuple[str, str], ...]:
    """Return what is looked for, each word once, the first `MOST_WORDS` of them: as it begins, and as it stands whole."""
    words = tuple(dict.fromkeys(words_of(text)))[:MOST_WORDS]
    return tuple((f" {word}", f" {word} ") for word in words)


def laid(title: str, body: str = "", names: str = "") -> Laid:
    """Return folded texts as `score` looks through them; names of people and circles stand apart, as they change."""
    return title + body, len(title), names


def score(words: Sequence[tuple[str, str]], text: Laid) -> int:
    """Return how well a text fits the words that were `asked` for, 0 where one of these is nowhere in it.

    Each word is found by its beginning, and counts by where it stands: in the title, in names, or else in the text.
    """
    whole_text, end, names = text
    total = 0
    for begin, whole in words:
        at = whole_text.find(begin)
        if 0 <= at < end:
            total += TITLE * WHOLE if whole_text.startswith(whole, at) else TITLE
        elif begin in names:
            total += NAMES * WHOLE if whole in names else NAMES
        elif at >= 0:
            total += BODY * WHOLE if whole_text.startswith(whole, at) else BODY
        else:
            return 0
    return total
