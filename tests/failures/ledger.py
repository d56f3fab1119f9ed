"""Ledger: what was done to the store, and what was lost by it, a row for each fault."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .catalogue import CONTROLS, FAULTS

_SHOWN = 5
_HEAD = ("fault", "runs", "acknowledged", "lost", "doubled", "unreadable")

WRITTEN = Path(__file__).parent.parent / "FAILURES.md"
INTRO = """\
# What was done to the store, and what was lost

Every row is a fault that the tests under `tests/failures/` put the store through. *Runs* is how often it was done;
*acknowledged* is how many commands the store had confirmed in those runs by the time it struck. Then comes how many of these
were *lost* afterwards, how many commands were there *doubled*, also after each was sent again, and how many files were
*unreadable*. Stock TinyDB stands beside it where that shows that a test can fail.

Written by `python -m pytest tests/failures --write-failures`.
"""


@dataclass
class Row:
    """What came of one fault; `seen` tells of the first things that were wrong, and how to see them again."""

    fault: str
    runs: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    unreadable: int = 0
    wrong: int = 0
    skipped: str = ""
    seen: list[str] = field(default_factory=list)

    def note(self, kind: str, what: str, count: int = 1) -> None:
        """Count something `lost`, `doubled`, `unreadable` or otherwise `wrong`."""
        setattr(self, kind, getattr(self, kind) + count)
        if len(self.seen) < _SHOWN:
            self.seen.append(f"{kind}: {what}")

    def add(self, other: "Row") -> None:
        """Add what came of the same fault elsewhere."""
        for name in ("runs", "acknowledged", "lost", "doubled", "unreadable", "wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.seen = [*self.seen, *other.seen][:_SHOWN]
        self.skipped = self.skipped or other.skipped

    def check(self) -> None:
        """Fail unless nothing was lost; for a control, unless something was."""
        told = "\n".join([self.fault, *self.seen])
        assert self.runs, f"{self.fault}: nothing was done"
        if self.fault in CONTROLS:
            assert self.lost + self.unreadable, f"{self.fault}: it lost nothing, so the test can't tell"
        else:
            assert (self.lost, self.doubled, self.unreadable, self.wrong) == (0, 0, 0, 0), told

    def plain(self) -> dict[str, Any]:
        """Return this as a mapping that goes from process to process."""
        return asdict(self)


class Ledger(dict[str, Row]):
    """The rows of one test, which has said beforehand what `faults` it is about."""

    def __init__(self, faults: Iterable[str]) -> None:
        super().__init__({fault: Row(fault) for fault in faults})

    def add(self, rows: Iterable[Row]) -> None:
        """Add rows of faults that this test is about."""
        for row in rows:
            self[row.fault].add(row)


def merged(plain: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Return rows, one a fault, in the catalogue's order."""
    rows: dict[str, Row] = {}
    for each in plain:
        rows.setdefault(each["fault"], Row(each["fault"])).add(Row(**each))
    return [rows[fault] for fault in FAULTS if fault in rows]


def _cells(row: Row) -> tuple[str, ...]:
    if not row.runs:
        why = f"skipped: {row.skipped}" if row.skipped else "not finished"
        return (row.fault, why, *[""] * (len(_HEAD) - 2))
    counts = (row.runs, row.acknowledged, row.lost, row.doubled, row.unreadable)
    return (row.fault, *[f"{count:,}" for count in counts])


def draw(rows: Sequence[Row]) -> str:
    """Return rows as a table for the terminal."""
    cells = [_HEAD, *map(_cells, rows)]
    ran = [_HEAD, *(_cells(row) for row in rows if row.runs)]
    widths = [max(map(len, column)) for column in zip(*ran, strict=True)]
    widths[0] = max(len(each[0]) for each in cells)
    return "\n".join(
        "  ".join([each[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(each[1:], widths[1:], strict=True))])
        for each in cells
    )


def markdown(rows: Sequence[Row]) -> str:
    """Return rows as the page that is kept beside the tests."""
    lines = [INTRO, _line(_HEAD), _line(["---", *["---:"] * (len(_HEAD) - 1)]), *[_line(_cells(row)) for row in rows]]
    return "\n".join([*lines, "", "## The faults", "", *[f"- **{f}**: {FAULTS[f]}" for f in FAULTS], ""])


def listed(page: str) -> list[str]:
    """Return the faults that have a row in such a page."""
    rows = [line.split("|")[1].strip() for line in page.splitlines() if line.startswith("|")]
    return rows[2:]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
