"""Rewrite: replace texts in all that a journal's file holds, while its chain still fits."""

from collections.abc import Callable
from typing import Any

from sociotui.journal.chain import replaced
from sociotui.journal.change import decode, encode
from sociotui.journal.lines import chained, frame

Replace = Callable[[Any], Any]
"""Returns what a line records, as plain JSON, with other texts: as many, in the same places. What it doesn't change
it returns as it is."""


def rewritten(data: bytes, replace: Replace) -> tuple[bytes, int]:
    """Return `data`, all of a file whose lines are whole and chained, with texts replaced, and in how many lines.

    Raises ValueError where `replace` changes anything but texts.
    """
    header, *lines = data.removesuffix(b"\n").split(b"\n")
    fresh, count = [header + b"\n"], 0
    for raw in lines:
        line = chained(raw)
        if line is None:
            raise ValueError("only lines that are chained can be rewritten")
        body = encode(replace(decode(line.body)))
        changed = body != line.body
        fresh.append(frame(replaced(line, body)) if changed else raw + b"\n")
        count += changed
    return b"".join(fresh), count
