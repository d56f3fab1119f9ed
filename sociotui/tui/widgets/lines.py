"""Lines: text in named styles, cut and filled to cells."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

Span: TypeAlias = tuple[str, str]
"""A piece of text and the name of its style."""
Line: TypeAlias = Sequence[Span]

STYLES = frozenset(
    {"plain", "dim", "strong", "now", "next", "good", "bad", "key", "cursor", "soon", "alarm", "rule", "added", "gone"}
    | {f"depth-{n}" for n in range(5)}
)
"""The names of styles; each stands in the style sheet as a component class `line--NAME` of the app."""


def width_of(line: Line) -> int:
    """Return the cells that a line takes."""
    return sum(cell_len(text) for text, _style in line)


def clip(text: str, width: int) -> str:
    """Return `text` in at most `width` cells, with … where something was cut off."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 0 else ""


def wrap(text: str, width: int) -> list[str]:
    """Return `text` broken into lines of at most `width` cells, at spaces where there are any."""
    width = max(2, width)  # no line is narrower than a wide character
    lines: list[str] = []
    for paragraph in text.split("\n"):
        current = ""
        for word in paragraph.split(" "):
            joined = f"{current} {word}" if current else word
            if cell_len(joined) <= width:
                current = joined
                continue
            if current:
                lines.append(current)
            current = word
            while cell_len(current) > width:
                head = set_cell_size(current, width).rstrip()
                lines.append(head)
                current = current[len(head) :]
        lines.append(current)
    return lines


def centred(line: Line, width: int) -> Line:
    """Return a line in the middle of `width` cells."""
    return (" " * max(0, (width - width_of(line)) // 2), "plain"), *line


def spread(left: Line, right: Line, width: int) -> Line:
    """Return `left` and `right` at the two ends of `width` cells."""
    gap = max(1, width - width_of(left) - width_of(right))
    return (*left, (" " * gap, "plain"), *right)


def bar(left: str, right: str, width: int, style: str) -> Line:
    """Return a line that is in one style from edge to edge; `right` stands at its end, where there is room for it."""
    left = clip(left, width)
    room = width - cell_len(left)
    right = right if cell_len(right) < room else ""
    return ((left + " " * (room - cell_len(right)) + right, style),)


def to_strip(line: Line, width: int, style: Callable[[str], Style]) -> Strip:
    """Return a line as cells of exactly `width`, each span in its style."""
    segments: list[Segment] = []
    left = width
    for text, name in line:
        size = cell_len(text)
        if size > left:
            text = set_cell_size(clip(text, left), left)
            size = left
        if text:
            segments.append(Segment(text, style(name)))
        left -= size
    if left:
        segments.append(Segment(" " * left, style("plain")))
    return Strip(segments, width)
