"""Table: what was measured, each beside its floor, with the ratio and the target."""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

_WHOLE = ("bytes", "modules", "packages", "tries", "writes")
"""Units of what is counted."""


class Row(NamedTuple):
    """One measure. `times` is the target as a ratio to the floor, `most` the target as a figure of its own."""

    what: str
    value: float
    floor: float | None = None
    unit: str = "ms"
    times: float | None = None
    most: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many floors the value is high."""
        return self.value / self.floor if self.floor else None

    @property
    def target(self) -> str:
        """The target as people read it."""
        if self.most is not None:
            return f"≤ {self.most:g} {self.unit}"
        return f"≤ {self.times:g}×" if self.times is not None else "–"

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None where there is none."""
        if self.most is not None:
            return self.value <= self.most
        if self.times is None or self.ratio is None:
            return None
        return self.ratio <= self.times


class Table:
    """The rows of one benchmark under its title."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.rows: list[Row] = []

    def add(self, *rows: Row) -> None:
        """Add rows."""
        self.rows.extend(rows)


def draw(tables: Sequence[Table]) -> str:
    """Return tables as text, all with the same columns."""
    head = ("", "value", "floor", "ratio", "target", "")
    body = [(table, [_cells(row) for row in table.rows]) for table in tables]
    lines = [cells for _table, rows in body for cells in rows]
    widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]
    drawn: list[str] = []
    for table, rows in body:
        drawn += ["", table.title, _line(head, widths), *(_line(cells, widths) for cells in rows)]
    return "\n".join(drawn)


def middle(values: Sequence[float]) -> float:
    """Return the median."""
    return float(median(values))


def late(values: Sequence[float], share: float = 0.95) -> float:
    """Return the value that 95 % stay below, or another share."""
    return sorted(values)[max(0, round(len(values) * share) - 1)]


def _cells(row: Row) -> tuple[str, ...]:
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}×"
    sign = {True: "✓", False: "✗ missed", None: ""}[row.met]
    floor = "" if row.floor is None else figure(row.floor, row.unit)
    return row.what, figure(row.value, row.unit), floor, ratio, row.target, sign


def figure(value: float, unit: str) -> str:
    """Return a figure as people read it."""
    if unit in _WHOLE:
        return f"{value:,.0f} {unit}"
    return f"{value:,.{2 if value < 10 else 1}f} {unit}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = cells
    aligned = [cell.rjust(width) for cell, width in zip(rest[:-1], widths[1:-1], strict=True)]
    return "  ".join(["  " + first.ljust(widths[0]), *aligned, rest[-1]]).rstrip()
