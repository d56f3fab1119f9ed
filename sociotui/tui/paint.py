"""Paint: each style as a terminal with fewer colours can show it.

All sessions draw in true colour, because Textual keeps what a style comes to for the whole process. So each style is
turned, where it leaves for a terminal, into the nearest that this terminal has.
"""

from collections.abc import Callable
from functools import lru_cache

from sociotui.room.terminal import Depth
from sociotui.tui.sgr import Style

Painter = Callable[[Style], Style]


def painter(depth: Depth) -> Painter:
    """Return what turns a style into one that a terminal of this depth can show."""
    painters: dict[Depth, Painter] = {Depth.NONE: _without, Depth.SIXTEEN: _in_sixteen, Depth.MANY: _in_many}
    return painters.get(depth, _as_it_is)


# --- one function for each depth; there are few styles, so each is worked out once

_PLAIN = frozenset("14578")
"""Attributes that terminals without colours know: bold, underlined, blinking, reversed, hidden."""
_CORNERS = (0, 95, 135, 175, 215, 255)
_TABLE = (
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
)  # fmt: skip
"""The sixteen as xterm has them; other terminals have similar ones."""

_Rgb = tuple[int, int, int]


def _as_it_is(style: Style) -> Style:
    return style


@lru_cache(2048)
def _in_many(style: Style) -> Style:
    return Style(style.attributes, _many(style.foreground, "38"), _many(style.background, "48"))


@lru_cache(2048)
def _in_sixteen(style: Style) -> Style:
    ink, ground = _sixteen(style.foreground, 30), _sixteen(style.background, 40)
    changed = (ink, ground) != (style.foreground, style.background)
    if changed and ground != "49" and int(ground) - int(ink) == 10:
        # Two shades that fell together would hide what is written.
        ink = "30" if sum(_TABLE[_number(ground)]) > 380 else "97"
    return Style(style.attributes, ink, ground)


@lru_cache(2048)
def _without(style: Style) -> Style:
    attributes = style.attributes & _PLAIN
    if style.background != "49" and not style.background.startswith("48;"):
        attributes |= {"7"}  # what stood out by one of the sixteen colours still stands out
    return Style(attributes)


def _many(codes: str, kind: str) -> str:
    rgb = _rgb(codes)
    if rgb is None:
        return codes
    corner = [min(range(6), key=lambda i: abs(_CORNERS[i] - part)) for part in rgb]
    grey = max(0, min(23, round((sum(rgb) / 3 - 8) / 10)))
    cube: _Rgb = (_CORNERS[corner[0]], _CORNERS[corner[1]], _CORNERS[corner[2]])
    if _apart(rgb, (8 + 10 * grey,) * 3) < _apart(rgb, cube):
        return f"{kind};5;{232 + grey}"
    return f"{kind};5;{16 + 36 * corner[0] + 6 * corner[1] + corner[2]}"


def _sixteen(codes: str, base: int) -> str:
    rgb = _rgb(codes) or _rgb_of_number(codes)
    if rgb is None:
        return codes
    number = min(range(16), key=lambda i: _apart(rgb, _TABLE[i]))
    return str(base + number if number < 8 else base + 60 + number - 8)


def _number(code: str) -> int:
    value = int(code)
    return value - 92 if value >= 100 else value - 82 if value >= 90 else (value - 30) % 10


def _rgb(codes: str) -> _Rgb | None:
    """Return the colour of `38;2;r;g;b`; None for any other."""
    parts = codes.split(";")
    if len(parts) != 5:
        return None
    red, green, blue = (min(255, int(part or 0)) for part in parts[2:])
    return red, green, blue


def _rgb_of_number(codes: str) -> _Rgb | None:
    """Return the colour of `38;5;n`; None for any other."""
    parts = codes.split(";")
    if len(parts) != 3:
        return None
    number = min(255, int(parts[2] or 0))
    if number < 16:
        return _TABLE[number]
    if number >= 232:
        return (8 + 10 * (number - 232),) * 3
    number -= 16
    return _CORNERS[number // 36], _CORNERS[number // 6 % 6], _CORNERS[number % 6]


def _apart(one: _Rgb, other: _Rgb) -> int:
    """Return how far two colours are apart to the eye, roughly: it tells greens apart best, and blues worst."""
    red = (one[0] + other[0]) / 2
    weights = 2 + red / 256, 4.0, 2 + (255 - red) / 256
    return round(sum(weight * (a - b) ** 2 for weight, a, b in zip(weights, one, other, strict=True)))
