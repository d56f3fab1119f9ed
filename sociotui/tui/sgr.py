"""SGR: the codes that set colours and attributes in a terminal; what they come to, and the shortest way between two."""

from functools import lru_cache

from msgspec import Struct

_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
_ON_BLANKS = frozenset("45789")
"""Attributes that show on a blank as well: underlined, blinking, reversed, hidden, struck through."""


class Style(Struct, frozen=True):
    """What a terminal has set: attribute codes, and the codes of foreground and background ("39", "49": default)."""

    attributes: frozenset[str] = frozenset()
    foreground: str = "39"
    background: str = "49"


RESET = Style()


@lru_cache(2048)
def after(style: Style, codes: str) -> Style:
    """Return `style` after the codes of one SGR sequence, given without its frame: `1;38;2;1;2;3`."""
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
def on_blank(style: Style) -> Style:
    """Return the style of a blank: what cannot be seen on one is left out, so that blanks that look alike are alike."""
    seen = style.attributes & _ON_BLANKS
    return Style(seen, style.foreground if seen else "39", style.background)


@lru_cache(4096)
def change(old: Style, new: Style) -> str:
    """Return the shortest sequence that turns one style into another; "" where they are the same."""
    if new == old:
        return ""
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
