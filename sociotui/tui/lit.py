"""Lit: the words that were looked for stand out in what was found."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sociotui.domain.finding import folded
from sociotui.tui.widgets.lines import Line, Span

_WORD = re.compile(r"\w+|\W+")
_LET_BE = frozenset(["added", "gone", "strong", "now"])
"""Styles that say something already."""


@lru_cache(64)
def _beginning(words: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Return what finds, in plain letters, words that begin as one that was asked for."""
    begins = "|".join(re.escape(begin.strip()) for begin, _whole in words)
    return re.compile(rf"(?<![^\W_])(?:{begins})\w*", re.IGNORECASE | re.ASCII)


def lit(lines: Sequence[Line], words: Sequence[tuple[str, str]]) -> list[Line]:
    """Return lines in which each word that begins as one that was `asked` for stands out."""
    return [tuple(_lit(line, words)) for line in lines]


def _lit(line: Line, words: Sequence[tuple[str, str]]) -> Iterator[Span]:
    for text, style in line:
        if style in _LET_BE or not text.strip():
            yield text, style
            continue
        if text.isascii():
            yield from _lit_plainly(text, style, words)
            continue
        plain = ""
        for word in _WORD.findall(text):
            found = folded(word)
            if any(begin in found for begin, _whole in words):
                if plain:
                    yield plain, style
                yield word, "key"
                plain = ""
            else:
                plain += word
        if plain:
            yield plain, style


def _lit_plainly(text: str, style: str, words: Sequence[tuple[str, str]]) -> Iterator[Span]:
    """Yield the spans of a text in plain letters, of which most is; it has not to be folded for that."""
    end = 0
    for found in _beginning(tuple(words)).finditer(text):
        if found.start() > end:
            yield text[end : found.start()], style
        yield found[0], "key"
        end = found.end()
    if end < len(text):
        yield text[end:], style
