"""Pages: a figure as a row of the list, and as a page: its bars, its line over time, how it is counted, what to try."""

from collections.abc import Callable
from itertools import zip_longest

from rich.cells import cell_len

from sociotui.domain.mirror.figures import Figure, Part, Point
from sociotui.domain.mirror.words import title
from sociotui.room.bars import FINE, LETTERS, Blocks, bar, spark
from sociotui.tui.signs import Signs
from sociotui.tui.widgets.lines import Line, Span, clip, spread, wrap
from sociotui.words import _

MEASURE = 66
"""Cells of a line of text."""
_TITLE, _WORTH = 23, 9
_ROWS = 3
"""Rows of the line over time on a page."""


def blocks_of(signs: Signs) -> Blocks:
    """Return what a terminal with these signs draws bars with."""
    return LETTERS if signs.spelling else FINE


def worth(figure: Figure) -> str:
    """Return a figure's number: a measure in hundredths, or how many of how many."""
    if figure.hidden or not figure.of:
        return "–"
    return f"{figure.count} %" if figure.of == 100 else f"{figure.count}/{figure.of}"


def row(figure: Figure, width: int, spoken: Callable[[str], str], signs: Signs) -> Line:
    """Return a figure in one line: what it is called, a bar, its number, and a line over time where there is room."""
    blocks = blocks_of(signs)
    name = min(_TITLE, max(10, width - _WORTH - 8))
    free = width - name - _WORTH - 2
    wide = max(4, min(20, free // 2 if free >= 24 else free))
    first = f"{clip(title(figure.id), name):{name}} "
    number = f"{worth(figure):>{_WORTH}}"
    if figure.share is None:
        said = clip(spoken(figure.said), max(0, width - name - 3))
        return ((first, "plain"), ("– " if figure.hidden else "", "dim"), (said, "dim"))
    full, empty = bar(figure.share, wide, blocks)
    line: list[Span] = [(first, "plain"), (full, "good"), (empty, "rule"), (number, "strong")]
    if free - wide >= 8:
        line.append((f"  {spark([p.share for p in figure.trend], free - wide - 2, blocks)}", "next"))
    return line


def laid(figure: Figure, spoken: Callable[[str], str], signs: Signs) -> Callable[[int], list[Line]]:
    """Return what lays a figure's page out for the width that there is."""

    def lay(width: int) -> list[Line]:
        wide = max(20, min(MEASURE, width))
        lines: list[Line] = [spread(((title(figure.id), "now"),), ((worth(figure), "strong"),), wide)]
        if figure.share is not None:
            lines.append(_bar(figure.share, wide, signs))
        lines += _told(spoken(figure.said), wide, "plain")
        if figure.parts:
            lines += [(), *(_part(part, figure, wide, signs) for part in figure.parts)]
        if figure.trend:
            lines += [(), *over_time(figure.trend, wide, signs)]
        if figure.consented:
            lines += [(), *_told(spoken(figure.consented), wide, "plain" if figure.hidden else "dim")]
        lines += [(), ((_("One thing to try"), "strong"),), *_told(spoken(figure.attempt), wide, "key", f"{signs.at} ")]
        lines += [(), ((_("How it is counted"), "strong"),), *_told(spoken(figure.how), wide, "dim")]
        return lines

    return lay


def _told(sentence: str, width: int, style: str, first: str = "") -> list[Line]:
    lines = wrap(sentence, width - len(first))
    return [((first if n == 0 else " " * len(first), "key"), (line, style)) for n, line in enumerate(lines)]


def _bar(share: float, width: int, signs: Signs) -> Line:
    full, empty = bar(share, width, blocks_of(signs))
    return (full, "good"), (empty, "rule")


def _part(part: Part, figure: Figure, width: int, signs: Signs) -> Line:
    number = f"{part.count}/{part.of}" if part.of else str(part.count)
    longest = max(cell_len(p.label) for p in figure.parts)
    name = min(longest, width // 2)
    room = max(4, width - name - 11)
    label = clip(part.label, name)
    share = part.count / part.of if part.of else None
    full, empty = bar(share, room, blocks_of(signs))
    return (
        (f"{label}{' ' * (name - cell_len(label))}  ", "plain"),
        (full, "next"),
        (empty, "rule"),
        (f"{number:>9}", "plain"),
    )


def over_time(trend: tuple[Point, ...], width: int, signs: Signs) -> list[Line]:
    """Return a chart over time of a few rows, each point as a column, with its first and its last day below."""
    points = trend[-max(1, width - 6) :]
    wide = max(1, min(4, (width - 6) // len(points)))
    columns = [_column(point.share, signs) for point in points]
    scale = ["100 ", *[""] * (_ROWS - 2), "  0 "]
    lines: list[Line] = []
    for level, mark in zip_longest(range(_ROWS), scale):
        cells = "".join((column[level] * max(1, wide - 1)).ljust(wide) for column in columns)
        lines.append(((f"{mark:>5}", "dim"), (cells, "next")))
    first, last = points[0].when, points[-1].when
    chart = max(len(columns) * wide, len(first) + len(last) + 3)
    lines.append(((" " * 5, "dim"), *spread(((first, "dim"),), ((last, "dim"),), min(chart, width - 5))))
    return lines


def _column(share: float, signs: Signs) -> list[str]:
    """Return the cells of a column from top to bottom; nothing is a thin line at the bottom, as it was counted."""
    steps = blocks_of(signs).steps
    eighths = max(1, round(max(0.0, min(1.0, share)) * _ROWS * len(steps)))
    cells = []
    for level in reversed(range(_ROWS)):
        filled = max(0, min(len(steps), eighths - level * len(steps)))
        cells.append(steps[filled - 1] if filled else " ")
    return cells
