"""Difference: what one wording has that another has not, in whole words, so that a circle sees what changed."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, TypeVar

from msgspec import Struct

Kind = Literal["same", "gone", "new"]
"""`same` stands in both wordings, `gone` only in the old one, `new` only in the new one."""


class Piece(Struct, frozen=True):
    """A stretch of text that is the same, gone or new."""

    kind: Kind
    text: str


_SIGNS = r"!-/:-@\[-`{-~¡-§«¬­®°-·»¿‐-‧‰-⁞、-〿！-／：-＠"
_IDEOGRAM = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = rf"[^\s{_SIGNS}{_IDEOGRAM}]+"
_ENDS = frozenset(".!?;:。！？")

_MOST_PAIRS = 250_000
"""Pairs of equal parts that are compared at the most; above, the texts are compared in larger parts."""
_SHORT = 6
"""Characters of a word that does not part two changes beside it."""

_T = TypeVar("_T", bound=Hashable)
_Change = tuple[str, str, str]
"""What is the same, and what is gone and new behind it."""


@lru_cache(16)
def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Return the way from `old` to `new`: `same` and `gone` joined are the old text, `same` and `new` the new one.

    It parts at words, never within one. Texts in which too much is alike to compare them word by word (many pages)
    are compared sentence by sentence.
    """
    return tuple(_pieces(_merged(_changes(_token().findall(old), _token().findall(new)))))


# --- comparing


@cache
def _token() -> re.Pattern[str]:
    """Return what finds pieces: a word, with what joins it (it's, 10:30, 2027-03-01), a sign of a script without spaces, a
    break, a sign. It is made when it is first needed, as that takes three milliseconds, which no start should wait for.
    """
    return re.compile(rf"{_WORD}(?:[-'’.:,/@]{_WORD})*|[{_IDEOGRAM}]|\n|[^\S\n]+|[{_SIGNS}]")


def _changes(old: list[str], new: list[str]) -> Iterator[_Change]:
    """Yield stretches of tokens; what both begin and end with is set aside, for most changes are in one place."""
    begin = _alike(old, new)
    end = _alike(old[begin:][::-1], new[begin:][::-1])
    yield "".join(old[:begin]), "", ""
    old_middle, new_middle = old[begin : len(old) - end], new[begin : len(new) - end]
    if _pairs(old_middle, new_middle) <= _MOST_PAIRS:
        yield from _by_words(old_middle, new_middle)
    else:
        yield from _by_sentences(old_middle, new_middle)
    yield "".join(old[len(old) - end :]), "", ""


def _alike(one: Sequence[_T], other: Sequence[_T]) -> int:
    """Return how many parts at the beginning are the same."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _pairs(old: Iterable[Hashable], new: Iterable[Hashable]) -> int:
    """Return how many pairs of equal parts there are, which is what comparing them costs."""
    there = Counter(new)
    return sum(n * there[part] for part, n in Counter(old).items() if not _blank(part))


def _blank(part: Hashable) -> bool:
    return isinstance(part, str) and part.isspace()


def _by_words(old: list[str], new: list[str]) -> Iterator[_Change]:
    # Blanks are alike everywhere and say nothing; they count as the same only beside a word that is.
    for same, a, b in _aligned(old, new, _blank):
        text = "".join(a)
        yield (text, "", "") if same else ("", text, "".join(b))


def _by_sentences(old: list[str], new: list[str]) -> Iterator[_Change]:
    before, after = _sentences(old), _sentences(new)
    if _pairs(before, after) > _MOST_PAIRS:
        yield "", "".join(old), "".join(new)
        return
    for same, a, b in _aligned(before, after):
        gone, more = ([token for sentence in sentences for token in sentence] for sentences in (a, b))
        if same:
            yield "".join(gone), "", ""
        elif _pairs(gone, more) <= _MOST_PAIRS // 10:
            yield from _by_words(gone, more)
        else:
            yield "", "".join(gone), "".join(more)


def _aligned(
    old: list[_T], new: list[_T], junk: Callable[[_T], bool] | None = None
) -> Iterator[tuple[bool, list[_T], list[_T]]]:
    """Yield stretches of both, in order, and whether they are the same; `junk` does not count by itself."""
    from difflib import SequenceMatcher  # a meeting in which nothing is amended does without it

    matcher = SequenceMatcher(junk, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        yield kind == "equal", old[a:b], new[c:d]


def _sentences(tokens: list[str]) -> list[tuple[str, ...]]:
    """Return the tokens by sentence or line, each with the blanks behind it."""
    sentences: list[tuple[str, ...]] = []
    current: list[str] = []
    ended = False
    for token in tokens:
        if ended and not token.isspace() and token not in _ENDS:
            sentences.append(tuple(current))
            current, ended = [], False
        current.append(token)
        ended = ended or token in _ENDS or token == "\n"
    return [*sentences, tuple(current)] if current else sentences


# --- making it readable


def _merged(changes: Iterable[_Change]) -> Iterator[_Change]:
    """Yield changes in which what lies between two of them and says little belongs to both: nothing flickers then."""
    before: _Change | None = None
    for change in _gathered(changes):
        if before and _says_little(before, change):
            same, gone, new = change
            before = before[0], before[1] + same + gone, before[2] + same + new
            continue
        if before:
            yield before
        before = change
    if before:
        yield before


def _gathered(changes: Iterable[_Change]) -> Iterator[_Change]:
    """Yield changes such that each begins with something that is the same, but for the first, and changes something."""
    same = gone = new = ""
    for more_same, more_gone, more_new in changes:
        if more_same and (gone or new):
            yield same, gone, new
            same = gone = new = ""
        same, gone, new = same + more_same, gone + more_gone, new + more_new
    yield same, gone, new


def _says_little(before: _Change, change: _Change) -> bool:
    """Return whether what stands before a change is too short to part it from the change before.

    A short word between two that were replaced does not part them; beside something that is only new, or only gone,
    it stays as it is.
    """
    (_same, gone, new), (same, more_gone, more_new) = before, change
    word = same.strip()
    if "\n" in same or " " in word:
        return False
    if not word:
        return bool((gone or more_gone) and (new or more_new))
    shortest = min(max(len(gone), len(new)), max(len(more_gone), len(more_new)))
    return bool(gone and new and more_gone and more_new) and len(word) <= min(_SHORT, shortest)


def _pieces(changes: Iterable[_Change]) -> Iterator[Piece]:
    for same, gone, new in changes:
        if same:
            yield Piece("same", same)
        if gone:
            yield Piece("gone", gone)
        if new:
            yield Piece("new", new)
