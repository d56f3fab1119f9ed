"""Bars: shares and lines over time as signs of one cell, for terminals that have blocks and for those that have letters only."""

from collections.abc import Sequence

from msgspec import Struct


class Blocks(Struct, frozen=True):
    """What is drawn with: `full` and `empty` cells of a bar, and `steps` of a line over time from low to high."""

    full: str
    empty: str
    steps: str
    none: str = " "


FINE = Blocks("█", "░", "▁▂▃▄▅▆▇█")
LETTERS = Blocks("#", ".", "_.-~=+*#")


def bar(share: float | None, width: int, blocks: Blocks) -> tuple[str, str]:
    """Return the full and the empty piece of a bar of `width` cells; a share that is little is a cell, and one that wants little isn't whole."""
    if share is None:
        return "", blocks.none * width
    full = round(share * width)
    if 0 < share < 1 and width > 1:
        full = max(1, min(width - 1, full))
    return blocks.full * full, blocks.empty * (width - full)


def spark(shares: Sequence[float], width: int, blocks: Blocks) -> str:
    """Return a line over time in at most `width` cells, a step from 0 to 1 each; of more points the latest."""
    last = len(blocks.steps) - 1
    return "".join(
        blocks.steps[round(max(0.0, min(1.0, share)) * last)] for share in list(shares)[-width:] if width > 0
    )
