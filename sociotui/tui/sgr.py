"""SGR: the codes that set colours and attributes in a terminal, with those left out that change nothing.

Textual sets every piece's whole style and resets it after; most neighbours share most of it. Sending only what
changes makes a screen a third of the size, which is felt over a slow line.
"""

import re
from functools import lru_cache

from msgspec import Struct

_SGR = re.compile("\x1b\\[([0-9;]*)m")
_MOVES = re.compile("(?:\x1b\\[[0-9;]*[Hf]|\r\n)*\\Z")
_ON_BLANKS = frozenset("45789")
"""Attributes that show on a blank as well: underlined, blinking, reversed, hidden, struck through."""
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}


class Style(Struct, frozen=True):
    """What a terminal has set: attribute codes, and the codes of foreground and background ("39", "49": default)."""

    attributes: frozenset[str] = frozenset()
    foreground: str = "39"
    background: str = "49"


RESET = Style()


class Lean:
    """Rewrites a stream of output; keeps what the terminal has set between one piece and the next."""

    def __init__(self) -> None:
        self._is = RESET
        self._wanted = RESET

    def rewrite(self, data: str) -> str:
        """Return `data` with the same effect on the screen, in fewer bytes."""
        out: list[str] = []
        for i, piece in enumerate(_SGR.split(data)):
            if i % 2:
                self._wanted = _after(self._wanted, piece)
            elif piece:
                if self._wanted != self._is and not _MOVES.match(piece) and not self._unseen(piece):
                    out.append(_change(self._is, self._wanted))
                    self._is = self._wanted
                out.append(piece)
        return "".join(out)

    def _unseen(self, piece: str) -> bool:
        """Tell whether `piece` is only blanks, on which what changed cannot be seen."""
        if piece.strip(" ") or self._wanted.background != self._is.background:
            return False
        return not _ON_BLANKS & (self._wanted.attributes ^ self._is.attributes)

    def reset(self) -> str:
        """Return what brings the terminal back to plain text, whatever was set."""
        self._is = self._wanted = RESET
        return "\x1b[0m"


@lru_cache(2048)
def _after(style: Style, codes: str) -> Style:
    """Return `style` after the codes of one SGR sequence."""
    attributes, foreground, background = set(style.attributes), style.foreground, style.background
    parts = codes.split(";") if codes else ["0"]
    i = 0
    while i < len(parts):
        code = parts[i]
        size = {"2": 5, "5": 3}.get(parts[i + 1], 1) if code in ("38", "48") and i + 1 < len(parts) else 1
        whole = ";".join(parts[i : i + size])
        number = int(code or 0)
        if number == 0:
            attributes, foreground, background = set(), "39", "49"
        elif number < 10:
            attributes.add(code)
        elif number < 30:
            attributes -= {a for a, off in _OFF.items() if off == code}
        elif number < 40 or 90 <= number < 98:
            foreground = whole
        else:
            background = whole
        i += size
    return Style(frozenset(attributes), foreground, background)


@lru_cache(2048)
def _change(old: Style, new: Style) -> str:
    """Return the shortest sequence that turns one style into another."""
    if new == RESET:
        return "\x1b[0m"
    codes = sorted({_OFF[a] for a in old.attributes - new.attributes})
    # Bold and dim share one code that ends them, so the other is set anew.
    kept = new.attributes & old.attributes if "22" in codes else frozenset()
    codes += sorted((new.attributes - old.attributes) | (kept & {"1", "2"}))
    if new.foreground != old.foreground:
        codes.append(new.foreground)
    if new.background != old.background:
        codes.append(new.background)
    return f"\x1b[{';'.join(codes)}m"
