"""Letters: lines for terminals, and braille lines, that have few signs: each in what ASCII has that is nearest."""

import unicodedata

from sociotui.words import printable

_NEAREST = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "‑": "-",
        "…": "...", "·": "-", "•": "*", "×": "x", "→": "->", "←": "<-", "≤": "<=", "≥": ">=", "€": "EUR",
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "Oe", "ł": "l", "Ł": "L",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "\u00a0": " ", "\u202f": " ",
    }
)  # fmt: skip


def spelled(text: str, *, ascii_only: bool) -> str:
    """Return a line as it can be shown: without what steers a terminal, and, where it has only ASCII, in that."""
    text = printable(text)
    if not ascii_only or text.isascii():
        return text
    parted = unicodedata.normalize("NFKD", text.translate(_NEAREST))
    return "".join(c if c.isascii() else "?" for c in parted if not unicodedata.combining(c))
