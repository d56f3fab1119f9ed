"""Sheet: one table of many programs: a row for each measure, a column for each program, each beside the floor."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .table import figure


class Measure(NamedTuple):
    """What is measured, in what; `times` is the target of our programs in floors, `most` as a figure of its own."""

    what: str
    unit: str
    times: float | None = None
    most: float | None = None

    @property
    def target(self) -> str:
        """The target as people read it."""
        if self.most is not None:
            return f"≤ {self.most:g} {self.unit}"
        return f"≤ {self.times:g}×" if self.times is not None else "–"

    def met(self, value: float, floor: float | None) -> bool | None:
        """Whether a program of ours reaches the target; None where there is none."""
        if self.most is not None:
            return value <= self.most
        return None if self.times is None or not floor else value <= self.times * floor


class Sheet:
    """The table. `ours` are the programs that the targets are for; the first column is the floor's."""

    def __init__(self, title: str, columns: Sequence[str], ours: Sequence[str]) -> None:
        self.title = title
        self.columns, self.ours = tuple(columns), tuple(ours)
        self.rows: list[tuple[Measure, Mapping[str, float]]] = []
        self.notes: list[str] = []

    def add(self, measure: Measure, values: Mapping[str, float]) -> None:
        """Add a row; a program without a value has a dash."""
        self.rows.append((measure, values))

    def missed(self) -> list[str]:
        """Return which of our programs miss which target."""
        floor = self.columns[0]
        return [
            f"{name}: {measure.what}"
            for measure, values in self.rows
            for name in self.ours
            if name in values and measure.met(values[name], values.get(floor)) is False
        ]

    def draw(self) -> str:
        """Return it as text."""
        head = ["", *self.columns, "target"]
        lines = [head, *([m.what, *(self._cell(m, v, c) for c in self.columns), m.target] for m, v in self.rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        drawn = [
            "  ".join([line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:], strict=True))])
            for line in lines
        ]
        return "\n".join(["", self.title, *(f"  {line}".rstrip() for line in drawn), *self.notes])

    def _cell(self, measure: Measure, values: Mapping[str, float], column: str) -> str:
        value, floor = values.get(column), values.get(self.columns[0])
        if value is None:
            return "–"
        told = figure(value, measure.unit)
        if column != self.columns[0] and floor:
            told += f" {value / floor:.2f}×"
        if column in self.ours:
            met = measure.met(value, floor)
            told += " ✓" if met else " ✗" if met is False else "  "
        return told
