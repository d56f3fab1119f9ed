"""CSV: people, circles and roles in tables of people's own making, one file for each or one with a column “kind”.

Columns are known by name (`columns`), in any order and case. A text that begins with an apostrophe before a sign that a
spreadsheet would reckon with is taken without it, as `export tables` writes it.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import NamedTuple

from sociotui.domain.text import clean
from sociotui.exchange.imports.bytes_in import Given, text_of
from sociotui.exchange.imports.columns import OUR_OWN, Kind, column_of, kind_of
from sociotui.exchange.imports.draft import Draft, Lefts
from sociotui.exchange.imports.entries import Entry
from sociotui.exchange.imports.table_rows import TableRows
from sociotui.words import _

FORM = "CSV"
_DELIMITERS = (",", ";", "\t", "|")
_MOST_ROWS, _MOST_CELL = 100_000, 100_000
_RECKONED = ("'=", "'+", "'-", "'@", "'\t", "'\r")


class Head(NamedTuple):
    """The first row of a table: how many lines stand before it, what parts its cells, what its columns are."""

    before: int
    delimiter: str
    said: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def known(self) -> int:
        """How many columns are known."""
        return sum(map(bool, self.columns))


def read_csv(files: Sequence[Given]) -> Draft:
    """Return what tables say. Raises `Misread` with the line for what is no table, or has no column that is known."""
    left = Lefts()
    rows = TableRows(left)
    for given in files:
        read = text_of(given)
        head = head_of(read.text)
        if head is None:
            raise given.misread(
                _(
                    "none of its columns is known: {columns}. IMPORTS.md lists those that are.",
                    columns=_first_line(read.text),
                ),
                1,
            )
        if read.encoding == "cp1252":
            left.note(
                given.name, _("this is not UTF-8, so it was read as Windows-1252. Look whether its letters are right.")
            )
        _check_columns(given, head, left)
        kind = _kind(given, head)
        for entry in _rows(given, read.text, head, left):
            rows.take(entry, kind)
    return rows.draft(FORM)


def head_of(text: str) -> Head | None:
    """Return the head of a table, parted by the sign that makes most columns known; None where none of them is."""
    lines = text.lstrip("\ufeff").split("\n", 2)
    before = 1 if lines[0].strip().casefold().startswith("sep=") else 0  # a line of Excel's own
    heads = [head for d in _DELIMITERS if (head := _head(lines[before:], before, d))]
    best = max(heads, key=lambda head: (head.known, len(head.columns)), default=None)
    return best if best and best.known else None


def _head(lines: Sequence[str], before: int, delimiter: str) -> Head | None:
    try:
        said = next(csv.reader(["\n".join(lines)[:20_000].partition("\n")[0].strip("\r")], delimiter=delimiter))
    except (csv.Error, StopIteration):
        return None
    said = [clean(head) for head in said]
    return Head(before, delimiter, tuple(said), tuple(map(column_of, said)))


def _kind(given: Given, head: Head) -> Kind | None:
    if "kind" in head.columns:
        return None
    kind = kind_of([column for column in head.columns if column])
    if kind is None:
        raise given.misread(
            _(
                "its columns ({columns}) do not say whether these are people, circles or roles. Add a column “kind”.",
                columns=", ".join(head.said)[:200],
            ),
            1 + head.before,
        )
    return kind


def _check_columns(given: Given, head: Head, left: Lefts) -> None:
    """Note columns that nothing is known of; refuse two that say the same."""
    for number, (said, column) in enumerate(zip(head.said, head.columns, strict=True)):
        if column and column in head.columns[:number]:
            first = head.said[head.columns.index(column)]
            raise given.misread(
                _("the columns “{first}” and “{second}” would say the same. Leave one out.", first=first, second=said),
                1 + head.before,
            )
        if not column and said.strip() and said.strip().casefold() not in OUR_OWN:
            left.add(
                given.name, _("nothing here is for the column “{column}”, so it does not come in.", column=said.strip())
            )


def _rows(given: Given, text: str, head: Head, left: Lefts) -> Iterator[Entry]:
    stream = StringIO(text.lstrip("\ufeff"), newline="")
    for _number in range(head.before):
        stream.readline()
    before = csv.field_size_limit(_MOST_CELL)
    reader = csv.reader(stream, delimiter=head.delimiter, strict=True)
    line = 0
    try:
        next(reader)
        line = reader.line_num
        for number, cells in enumerate(reader):
            if number >= _MOST_ROWS:
                raise given.misread(_("there are more than {most} rows in this.", most=f"{_MOST_ROWS:,}"))
            place = _("{file}, line {line}", file=given.name, line=line + 1 + head.before)
            line = reader.line_num
            if row := _row(cells, head, place, left):
                yield Entry(row, place, left, table=True)
    except csv.Error as error:
        said = _("the row can't be read ({error}). Is a quotation mark missing, or one too many?", error=error)
        raise given.misread(said, line + 1 + head.before) from error
    finally:
        csv.field_size_limit(before)


def _row(cells: Sequence[str], head: Head, place: str, left: Lefts) -> Mapping[str, str]:
    if len(cells) > len(head.columns) and any(cell.strip() for cell in cells[len(head.columns) :]):
        left.add(place, _("it has more cells than there are columns; those beyond do not come in."))
    named = zip(head.columns, cells, strict=False)
    return {column: text for column, cell in named if column and (text := _plain(cell))}


def _plain(cell: str) -> str:
    return (cell[1:] if cell.startswith(_RECKONED) else cell).strip()


def _first_line(text: str) -> str:
    return " ".join(text.strip()[:300].split("\n")[0].split())[:80]
