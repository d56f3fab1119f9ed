"""Workbooks (XLSX): each sheet as rows by the names in its first row, within bounds that a packed bomb can't exceed."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from zipfile import ZipFile, ZipInfo

from sociotui.domain.refusal import Refused
from sociotui.exchange.imports.bytes_in import Given
from sociotui.exchange.imports.draft import Lefts
from sociotui.exchange.imports.entries import Entry
from sociotui.extras import lacking
from sociotui.words import _

MOST_PACKED, MOST_UNPACKED = 16 * 1024 * 1024, 100 * 1024 * 1024
"""Bytes of a workbook, and of what is packed in it; unpacking stops at the sizes that it declares of itself."""
MOST_PARTS, MOST_TAGS, MOST_AT_ONCE = 5_000, 4_000_000, 100_000
"""Files that are packed in a workbook; tags in all of its XML, four to a cell; and those that are read at once: of a row,
which has up to 16,384 cells, or of what says how cells look."""
MOST_ROWS, MOST_COLUMNS = 100_000, 200
"""Rows of a sheet that say something, and columns. What a sheet claims of itself is not believed: rows are counted."""
_LAST_ROW = 1_048_576
"""The last row that Excel has. A sheet on which something far below was once touched has empty ones down to there."""

Sheet = list[tuple[int, Mapping[str, Any]]]
"""The rows of a sheet, each with its number and its cells by the names of their columns; what is empty is not there."""


class Workbook:
    """The sheets of a workbook, by name; each is read when it is asked for."""

    def __init__(self, given: Given) -> None:
        self.given = given
        _check_size(given)
        try:
            from openpyxl import load_workbook
        except ImportError as error:
            raise Refused(lacking("imports", _("To read Excel files"))) from error
        try:
            with _quietly():
                self._book = load_workbook(BytesIO(given.data), read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # openpyxl lets through whatever a broken workbook trips it over
            raise _misread(given, error) from error
        self.names = tuple(self._book.sheetnames)

    def entries(self, sheet: str, left: Lefts) -> Iterator[Entry]:
        """Yield the rows of a sheet; nothing where there is no such sheet."""
        if sheet in self.names:
            for number, row in self._sheet(sheet):
                place = _("{file}, sheet “{sheet}”, row {row}", file=self.given.name, sheet=sheet, row=number)
                yield Entry(row, place, left, table=True)

    def _sheet(self, name: str) -> Sheet:
        try:
            sheet = self._book[name]
            sheet.reset_dimensions()
            with _quietly():
                return list(self._rows(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)))
        except Refused:
            raise
        except Exception as error:  # rows are unpacked as they are asked for, and may be broken, too
            raise _misread(self.given, error) from error

    def _rows(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[int, Mapping[str, Any]]]:
        head: list[str] = []
        said = 0
        for number, row in enumerate(rows, start=1):
            if head and row[: len(head)].count(None) == len(head):  # a million of these are passed over in no time
                cells = {}
            else:
                cells = {name: cell for name, cell in zip(head, row, strict=False) if name and cell not in (None, "")}
            if not head:
                head = [str(cell).strip() if cell is not None else "" for cell in row]
            elif cells:
                said += 1
                yield number, cells
            if said > MOST_ROWS or number > _LAST_ROW:
                most = f"{MOST_ROWS:,}"
                raise self.given.misread(_("a sheet has more than {most} rows. Is it the right file?", most=most))


def is_workbook(given: Given) -> bool:
    """Tell whether a file is packed as workbooks are."""
    return given.data.startswith(b"PK\x03\x04")


def _check_size(given: Given) -> None:
    if len(given.data) > MOST_PACKED:
        raise given.misread(_("the file is larger than {most} MB. Is it the right one?", most=MOST_PACKED >> 20))
    try:
        with ZipFile(BytesIO(given.data)) as packed:
            inside = packed.infolist()
            large = len(inside) > MOST_PARTS or sum(part.file_size for part in inside) > MOST_UNPACKED
            large = large or _is_too_much(packed, inside)
    except Exception as error:  # a file that is cut, or no archive at all: zipfile has many words for it
        raise _misread(given, error) from error
    if "xl/workbook.xml" not in {part.filename for part in inside}:
        raise given.misread(_("this is an archive, and no Excel workbook. Unpack it, and name the file that is in it."))
    if large:
        raise given.misread(
            _("unpacked, there is more in this than in any organisation’s export. Is it the right file?")
        )


def _is_too_much(packed: ZipFile, inside: Sequence[ZipInfo]) -> bool:
    """Tell whether a workbook holds more than can be read soon: counted as it is unpacked, piece by piece."""
    tags = 0
    for part in inside:
        if not part.filename.endswith((".xml", ".rels")):
            continue
        at_once = MOST_TAGS if part.filename.endswith("sharedStrings.xml") else MOST_AT_ONCE
        row = 0
        with packed.open(part) as unpacked:
            while piece := unpacked.read(1 << 20):
                for number, cells in enumerate(piece.split(b"<row")):
                    row = cells.count(b"<") + (0 if number else row)
                    tags += cells.count(b"<")
                    if row > at_once or tags > MOST_TAGS:
                        return True
    return False


@contextmanager
def _quietly() -> Iterator[None]:
    """Let nothing that a library warns of stand between a question and its answer."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _misread(given: Given, error: Exception) -> Refused:
    said = str(error) or type(error).__name__
    return given.misread(
        _("this can't be read as an Excel workbook: {error}.", error=said.splitlines()[0][:200].rstrip("."))
    )
