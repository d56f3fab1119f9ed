"""Names in the map's picture: as large as their box allows, in up to three lines, whole wherever that can be read."""

import re
from collections.abc import Iterator
from html import escape
from math import floor

from msgspec import Struct
from rich.cells import cell_len

from sociotui.exchange.map.layout import Box
from sociotui.exchange.map.words import balanced, clip

_NARROW = 0.6
"""How wide a cell of text is, in its size; most letters of most typefaces are narrower."""
_LINE = 1.2
_LARGEST = 26.0
_SHARE = 11.0
"""The smallest size that a name gets is its box's width by this; what does not fit then is cut."""
_LINES = 3
_ASIDE = 0.62
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Fitted(Struct, frozen=True):
    """Lines of text about the middle of a box, in one size; the last is an aside where `aside` is not ""."""

    box: Box
    lines: tuple[str, ...]
    size: float
    aside: str = ""


def fitted(name: str, box: Box, aside: str = "", *, cut: bool = False) -> Fitted:
    """Return a name as it stands in a box: in the lines that let it be largest, cut where it would get too small.

    What stands aside is left out where it does not fit, or `cut`.
    """
    least = box.width / _SHARE
    high = box.height / (1 + (_ASIDE if aside else 0))
    tries = []
    for count in range(1, _LINES + 1):
        lines = balanced(name, count)
        size = min(_LARGEST, box.width / (max(map(cell_len, lines)) * _NARROW), high / (len(lines) * _LINE))
        tries.append((floor(size * 1000) / 1000, -len(lines), lines))
    size, _count, lines = max(tries)
    if size < least and size < high / _LINE:
        size = min(least, high / _LINE)
        lines = [clip(name, max(1, int(box.width / (size * _NARROW))))]
    if cut:
        aside = clip(aside, int(box.width / (size * _ASIDE * _NARROW)))
    fits = aside and cell_len(aside) * size * _ASIDE * _NARROW <= box.width
    return Fitted(box, tuple(lines), size, aside if fits else "")


def texts(at: Fitted, kind: str) -> Iterator[str]:
    """Yield a text element with a line for each of its lines, in the middle of its box."""
    step = at.size * _LINE
    below = at.size * _ASIDE * _LINE if at.aside else 0.0
    first = at.box.y - (len(at.lines) * step + below) / 2 + at.size * 0.96
    spans = [
        f'<tspan x="{at.box.x:.2f}" y="{first + number * step:.2f}">{escape(only_xml(line))}</tspan>'
        for number, line in enumerate(at.lines)
    ]
    if at.aside:
        y = first + len(at.lines) * step - step + below * 1.1
        spans.append(
            f'<tspan class="aside" font-size="{at.size * _ASIDE:.2f}" x="{at.box.x:.2f}" y="{y:.2f}">{escape(only_xml(at.aside))}</tspan>'
        )
    yield f'<text class="{kind}" font-size="{at.size:.2f}">{"".join(spans)}</text>'


def only_xml(text: str) -> str:
    """Return text without what XML 1.0 cannot hold, whatever came in."""
    return _NOT_XML.sub("", text)
