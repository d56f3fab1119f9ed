"""Colours: what stands in a stream of output, and what of it is beyond a terminal."""

import re
from collections.abc import Iterable, Iterator

from sociotui.room.terminal import Depth

_SGR = re.compile(r"\x1b\[([0-9;]*)m")


def codes_in(output: str) -> Iterator[str]:
    """Yield every attribute and colour that output sets, each as one code: `1`, `31`, `38;5;200`, `48;2;1;2;3`."""
    for sgr in _SGR.findall(output):
        parts = sgr.split(";")
        i = 0
        while i < len(parts):
            size = {"2": 5, "5": 3}[parts[i + 1]] if parts[i] in ("38", "48") else 1
            yield ";".join(parts[i : i + size])
            i += size


def beyond(depth: Depth, codes: Iterable[str]) -> list[str]:
    """Return those codes that a terminal of this depth can't show."""
    return [code for code in codes if _needs(code) > depth]


def _needs(code: str) -> Depth:
    if code.startswith(("38;2;", "48;2;")):
        return Depth.TRUE
    if code.startswith(("38;5;", "48;5;")):
        return Depth.MANY
    coloured = code.isdigit() and (30 <= int(code) <= 37 or 40 <= int(code) <= 47 or 90 <= int(code) <= 107)
    return Depth.SIXTEEN if coloured else Depth.NONE


_DRAWING = re.compile(
    r"\x1b\[[0-9;]*m|\x1b\[[0-9]*;?[0-9]*H|\x1b\[[0-9]*[BCD]|[^\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)


def others_in(output: str) -> set[str]:
    """Return all that is in output besides printed characters, colours, and moves of the cursor."""
    return set(_DRAWING.sub("", output))
