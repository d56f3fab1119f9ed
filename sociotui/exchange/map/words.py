"""Words on the map: names cut, wrapped and shortened to cells, as a terminal counts them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from unicodedata import bidirectional

from rich.cells import cell_len, split_graphemes

MORE = "…"
_SEVERAL = 3
_BREAKS = re.compile(r"[^\s-]*-+\s*|[^\s-]+\s*")


def clip(text: str, width: int, more: str = MORE) -> str:
    """Return `text` in at most `width` cells, with … (or `more`) where something was cut off; what is one sign is never cut in two."""
    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    return begin(text, width - 1) + more


def begin(text: str, width: int) -> str:
    """Return the beginning of `text` that fits into `width` cells."""
    kept, taken = "", 0
    for _start, end, cells in split_graphemes(text)[0]:
        if taken + cells > width:
            break
        kept, taken = text[:end], taken + cells
    return kept.rstrip()


def signs_of(text: str) -> list[tuple[str, int]]:
    """Return what text is shown as, sign by sign, each with its cells (1 or 2); what has none belongs to the one before."""
    found: list[tuple[str, int]] = []
    for start, end, cells in split_graphemes(text)[0]:
        if cells == 0 and found:
            found[-1] = found[-1][0] + text[start:end], found[-1][1]
        elif cells:
            found.append((text[start:end], cells))
    return found


def wrap(text: str, widths: Sequence[int]) -> list[str] | None:
    """Return `text` in one line for each width, broken between words and after hyphens; None where it does not fit so."""
    words = _BREAKS.findall(text)
    lines: list[str] = []
    for width in widths:
        line = ""
        while words and cell_len((line + words[0]).rstrip()) <= width:
            line += words.pop(0)
        if not line:
            return None
        lines.append(line.rstrip())
    return None if words else lines


def balanced(name: str, count: int) -> list[str]:
    """Return a name in at most `count` lines, broken between words so that the widest is as narrow as it goes."""
    words = name.split() or [name]
    width = max(cell_len(word) for word in words)
    most = cell_len(name)
    while width < most:
        lines = _filled(words, width)
        if len(lines) <= count:
            return lines
        width += 1
    return [name]


def _filled(words: list[str], width: int) -> list[str]:
    lines = [""]
    for word in words:
        joined = f"{lines[-1]} {word}".strip()
        if cell_len(joined) <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def fold(text: str, widths: Sequence[int]) -> tuple[int, list[str]]:
    """Return how much of `text` can be read in one line for each width, and the lines: what does not fit is cut.

    Where there are two lines or more, a long word goes on in the next one after a hyphen. A last line that is cut ends in
    “…”. How much that is, is told in cells; a word that is whole counts twice.
    """
    words = [(piece, True) for piece in _BREAKS.findall(text)]
    lines: list[str] = []
    kept = 0
    for number, width in enumerate(widths):
        line, last = "", number == len(widths) - 1
        while words and cell_len((line + words[0][0]).rstrip()) <= width:
            piece, whole = words.pop(0)
            line += piece
            kept += cell_len(piece.rstrip()) * (2 if whole else 1)
        if words and last:
            cut = clip(line + words[0][0], width) if width > 1 else ""
            cut = cut if cell_len(cut) > cell_len(line.rstrip()) + 2 else clip(line.rstrip() + MORE, width)
            kept += max(0, cell_len(cut) - 1 - cell_len(line))
            line = cut
        elif words and not line:
            line, rest = _parted(words[0][0], width)
            kept += max(0, cell_len(line) - 1)
            words[0] = rest, False
        if not line.strip():
            return 0, []
        lines.append(line.rstrip())
        if not words:
            break
    return kept, lines


def _parted(word: str, width: int) -> tuple[str, str]:
    """Return a word's beginning, with a hyphen where its script has them, and the rest; a piece has three letters at the least."""
    hyphen = "-" if cell_len(word) == len(word) and all(bidirectional(sign) not in ("R", "AL") for sign in word) else ""
    head = begin(word, min(width, cell_len(word.rstrip()) - 3) - len(hyphen))
    return (head + hyphen, word[len(head) :]) if cell_len(head) >= 3 else ("", word)


def short_names(names: Iterable[str]) -> dict[str, str]:
    """Return names without a first word that several share, or else a last one: of “Garden circle”, “Garden” is left.

    Names that would be alike stay as they are; of one word, they do so too.
    """
    every = list(dict.fromkeys(names))
    words = [name.split() for name in every]
    first = shared(parts[0] for parts in words if len(parts) > 1)
    last = shared(parts[-1] for parts in words if len(parts) > 1)
    found: dict[str, str] = {}
    for name, parts in zip(every, words, strict=True):
        kept = parts[1:] if len(parts) > 1 and parts[0] in first else parts
        kept = kept[:-1] if len(kept) > 1 and kept is parts and kept[-1] in last else kept
        found[name] = " ".join(kept)
    alike = Counter(found.values())
    return {name: short if alike[short] == 1 else name for name, short in found.items()}


def shared(words: Iterable[str]) -> set[str]:
    """Return the words that come at least three times."""
    return {word for word, times in Counter(words).items() if times >= _SEVERAL}
